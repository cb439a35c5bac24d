"""What memos point to: in order, each once, gone with either end, all brought back by undo."""

import pytest
from helpers.projects import codebook_of
from hypothesis import given, settings
from hypothesis import strategies as st
from store.databases import dump

from lmm_qual.model.coding import CodingRecord
from lmm_qual.model.problem import BadInputError
from lmm_qual.project.changes.codebook import ImportCodebook
from lmm_qual.project.changes.codings import AddCodings, RemoveCodings
from lmm_qual.project.changes.memo_links import LinkMemo, UnlinkMemo, find_memo, read_aim
from lmm_qual.project.changes.memos import DeleteMemo, EditMemo, WriteMemo, WritePassageMemo
from lmm_qual.project.changes.transcripts import DeleteTranscript
from lmm_qual.project.checking import check_project
from lmm_qual.store.queries.codes import code_tree
from lmm_qual.store.queries.log import entries
from lmm_qual.store.queries.memo_links import Aim, aim_of, memo_links
from lmm_qual.store.queries.memos import all_memos
from project.studies import CODES, small_project


@pytest.fixture
def project():
    with small_project() as made:
        yield made


def words(start=5, end=15, transcript="A"):
    return Aim("passage", None, transcript, start, end)


def code(project, path="Reach"):
    tree = code_tree(project.store)
    return Aim("code", next(id_ for id_ in tree.order if tree.path(id_) == path))


def write(project, text="Hm.", links=()):
    change = WriteMemo("study", None, text, links)
    project.make(change)
    return change.made


def pointed(project, memo):
    return [aim_of(link) for link in memo_links(project.store, memo)]


def places(project):
    rows = project.store.rows("""
        SELECT key, start, "end" FROM passage JOIN transcript ON transcript.id = transcript_id
    """)
    return sorted(rows)


class TestLinks:
    def test_in_the_order_they_were_put_each_once(self, project):
        first, second = write(project), write(project, "Another.")
        aims = [code(project), words(), Aim("memo", second), words()]
        entry = project.make(LinkMemo(first, aims))
        assert entry.label == "link of the memo on the study to 3 things"
        project.make(LinkMemo(first, [words(5, 16), code(project)]))
        assert pointed(project, first) == [*aims[:3], words(5, 16)]
        assert project.make(LinkMemo(first, [words()])) is None
        at = [link.memo_id for link in memo_links(project.store) if link.target == "memo"]
        assert at == [first]
        assert [link.quote for link in memo_links(project.store, first)][1] == "How is it?"[:10]

    def test_with_the_memo_as_it_is_written(self, project):
        change = WritePassageMemo("A", 5, 15, "Hm.", [words(), words(6, 15), code(project)])
        project.make(change)
        assert pointed(project, change.made) == [words(), words(6, 15), code(project)]
        assert places(project) == [("A", 5, 15), ("A", 6, 15)]
        assert len(entries(project.store)) == 4

    def test_a_summary_written_anew_and_an_edit_keep_them(self, project):
        one = WriteMemo("session", 1, "One", [words()])
        project.make(one)
        project.make(WriteMemo("session", 1, "Two", [code(project)]))
        project.make(EditMemo(one.made, "Three"))
        assert pointed(project, one.made) == [words(), code(project)]

    def test_taken_away_with_words_that_nothing_else_stands_on(self, project):
        first, second = write(project, links=[words(), code(project)]), write(project)
        project.make(LinkMemo(second, [words()]))
        project.make(UnlinkMemo(first, [words()]))
        assert pointed(project, first) == [code(project)]
        assert places(project) == [("A", 5, 15)]
        entry = project.make(UnlinkMemo(second, [words()]))
        assert entry.label == "unlinking of the memo on the study from passage 5–15 of A"
        assert places(project) == []
        project.undo()
        assert pointed(project, second) == [words()]

    def test_a_memo_goes_with_links_on_both_sides(self, project):
        last = write(project, "last")
        first = write(project, "first", [Aim("memo", last), words()])
        before = dump(project.store)
        project.make(DeleteMemo(last))
        assert pointed(project, first) == [words()]
        project.make(DeleteMemo(first))
        assert memo_links(project.store) == []
        assert places(project) == []
        project.undo()
        project.undo()
        assert dump(project.store) == before

    @pytest.mark.parametrize(
        ("aim", "fault"),
        [
            (Aim("memo", 1), "a memo does not point to itself"),
            (Aim("memo", 99), "no memo 99; see `memos list`"),
            (Aim("code", 99), "no code 99; see `codebook show`"),
            (words(5, 5), "span 5–5 is empty"),
            (words(5, 9999), "goes past the end of A"),
            (words(5, 9, "C"), "no transcript “C”"),
        ],
    )
    def test_what_is_not_there_is_refused(self, project, aim, fault):
        write(project)
        before = dump(project.store, log=True)
        with pytest.raises(BadInputError, match=fault):
            project.make(LinkMemo(1, [words(), aim]))
        with pytest.raises(BadInputError, match="memo 1 does not point to"):
            project.make(UnlinkMemo(1, [aim]))
        assert dump(project.store, log=True) == before

    def test_anothers_memo_is_not_linked(self, project):
        memo = write(project, links=[words()])
        project.coder = "JR"
        for change in (LinkMemo(memo, [code(project)]), UnlinkMemo(memo, [words()])):
            with pytest.raises(BadInputError, match="memo 1 is by SA"):
                project.make(change)


class TestReading:
    def test_what_words_name(self, project):
        record = CodingRecord(transcript="A", start=5, end=15, code="Reach", coder="SA")
        project.make(AddCodings([("", record)]))
        memo = write(project, "A slow start, and more of it")
        store = project.store
        assert read_aim(store, "A:5-15") == read_aim(store, "passage:A:5-15") == words()
        assert read_aim(store, "coding:1") == words()
        assert read_aim(store, "code:Barriers/Waiting") == code(project, "Barriers/Waiting")
        assert read_aim(store, "memo:slow start") == read_aim(store, f"memo:{memo}")

    @pytest.mark.parametrize(
        ("text", "fault"),
        [
            ("Reach", "“Reach” names nothing that a memo can point to; write ID:START-END"),
            ("code:Reech", "unknown code “Reech”; did you mean"),
            ("coding:7", "no coding “7”"),
            ("coding:x", "no coding “x”"),
            ("memo:Nowhere", "no memo “Nowhere”; see `memos list`"),
            ("memo:start", "“start” stands in 2 memos: 1, 2; give one's id"),
            ("C:1-2", "no transcript “C”"),
            ("passage:A", "“A” names no passage"),
        ],
    )
    def test_what_names_nothing_or_several(self, project, text, fault):
        write(project, "A slow start")
        write(project, "A quick start")
        with pytest.raises(BadInputError, match=fault):
            read_aim(project.store, text)

    def test_a_memo_by_its_id_before_words(self, project):
        assert find_memo(project.store, str(write(project, "2 of them"))) == 1


# A slow reference: memos and links as lists, whatever hangs on what goes is looked for in all.

SPOTS = [("A", 5, 15), ("A", 6, 15), ("B", 5, 12)]


class Slow:
    """Memos by id: what they are on and point to; things are tuples with their kind first."""

    def __init__(self):
        self.on, self.links = {}, {}

    def delete(self, *memos):
        for memo in memos:
            self.on.pop(memo)
            self.links.pop(memo)
        for links in self.links.values():
            links[:] = [link for link in links if link not in [("memo", memo) for memo in memos]]

    def lose(self, thing):
        """Something other than a memo goes, with the memos on it."""
        self.delete(*[memo for memo, on in self.on.items() if thing(on)])
        for links in self.links.values():
            links[:] = [link for link in links if not thing(link)]

    def passages(self):
        things = [*self.on.values(), *(link for links in self.links.values() for link in links)]
        return sorted({thing[1] for thing in things if thing[0] == "passage"})


def told(aim):
    """Give an aim as the slow reference has it."""
    if aim.target == "passage":
        return "passage", (aim.transcript, aim.start, aim.end)
    return aim.target, aim.id


def aims(data, memos, paths):
    spot = st.sampled_from(SPOTS).map(lambda at: Aim("passage", None, *at))
    of_code = st.sampled_from(sorted(paths)).map(lambda id_: Aim("code", id_))
    of_memo = st.sampled_from(sorted(memos)).map(lambda id_: Aim("memo", id_))
    return data.draw(st.lists(spot | of_code | of_memo, min_size=1, max_size=4))


class Runs:
    """Draws changes, makes them in the project and in the slow reference."""

    def __init__(self, data, project):
        self.data, self.project, self.slow = data, project, Slow()
        tree = code_tree(project.store)
        self.codes = {id_: tree.path(id_) for id_ in tree.order if tree.path(id_) != CODES[0]}
        self.transcripts = {"A", "B"}
        self.made = 0

    def make(self, change):
        self.made += self.project.make(change) is not None
        return change

    def pick(self, things):
        return self.data.draw(st.sampled_from(sorted(things)))

    def _alive(self, aim):
        return aim.target != "passage" or aim.transcript in self.transcripts

    def write(self):
        spots = [spot for spot in SPOTS if spot[0] in self.transcripts]
        subjects = [("study", None), ("code", self.pick(self.codes)), ("coding", 1)]
        on = self.data.draw(st.sampled_from([*subjects, *(("passage", at) for at in spots)]))
        if on == ("coding", 1) and not self.coded:
            return
        made = self.make(
            WritePassageMemo(*on[1], "x") if on[0] == "passage" else WriteMemo(*on, "x")
        )
        self.slow.on[made.made], self.slow.links[made.made] = on, []

    @property
    def coded(self):
        return bool(list(self.project.store.rows("SELECT id FROM coding")))

    def link(self):
        if not self.slow.on:
            return
        memo = self.pick(self.slow.on)
        wanted = [
            aim
            for aim in aims(self.data, self.slow.on, self.codes)
            if aim != Aim("memo", memo) and self._alive(aim)
        ]
        self.make(LinkMemo(memo, wanted))
        links = self.slow.links[memo]
        links += [one for one in dict.fromkeys(map(told, wanted)) if one not in links]

    def unlink(self):
        linked = [memo for memo, links in self.slow.links.items() if links]
        if not linked:
            return
        memo = self.pick(linked)
        gone = self.data.draw(st.sets(st.sampled_from(pointed(self.project, memo)), min_size=1))
        self.make(UnlinkMemo(memo, sorted(gone)))
        links = self.slow.links[memo]
        links[:] = [link for link in links if link not in [told(aim) for aim in gone]]

    def delete(self):
        if self.slow.on:
            memo = self.pick(self.slow.on)
            self.make(DeleteMemo(memo))
            self.slow.delete(memo)

    def lose_coding(self):
        if self.coded:
            self.make(RemoveCodings([1]))
            self.slow.lose(lambda thing: thing[0] == "coding")

    def lose_code(self):
        bare = {id_ for id_, path in self.codes.items() if path in {"Barriers/Waiting", r"0\/19"}}
        if bare:
            lost = self.pick(bare)
            del self.codes[lost]
            self.make(ImportCodebook(codebook_of([CODES[0], *self.codes.values()])))
            self.slow.lose(lambda thing: thing == ("code", lost))

    def lose_transcript(self):
        if len(self.transcripts) > 1:
            key = self.pick(self.transcripts)
            self.make(DeleteTranscript(key))
            self.transcripts.remove(key)

            def goes(thing):
                within = thing[0] == "passage" and thing[1][0] == key
                return within or (thing[0] == "coding" and key == "A")

            self.slow.lose(goes)

    def hold(self):
        project, slow = self.project, self.slow
        assert {memo.id for memo in all_memos(project.store)} == slow.on.keys()
        for memo, links in slow.links.items():
            assert [told(aim) for aim in pointed(project, memo)] == links
        assert len(memo_links(project.store)) == sum(map(len, slow.links.values()))
        assert places(project) == slow.passages()


STEPS = ("write", "write", "link", "link", "unlink", "delete")
LOSSES = ("lose_coding", "lose_code", "lose_transcript")


@settings(max_examples=8)
@given(st.data())
def test_whatever_goes_takes_its_links_along_and_undo_brings_all_back(data):
    steps = data.draw(st.lists(st.sampled_from([*STEPS, *STEPS, *LOSSES]), min_size=4, max_size=12))
    with small_project() as project:
        record = CodingRecord(transcript="A", start=5, end=15, code="Reach", coder="SA")
        project.make(AddCodings([("", record)]))
        runs, states = Runs(data, project), [dump(project.store)]
        for step in steps:
            before = runs.made
            getattr(runs, step)()
            runs.hold()
            if runs.made > before:
                states.append(dump(project.store))
        assert not check_project(project.store).faults
        for state in states[-2::-1]:
            project.undo()
            assert dump(project.store) == state
        for state in states[1:]:
            project.redo()
            assert dump(project.store) == state
