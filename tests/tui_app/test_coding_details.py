"""Voice, valence and what a coding refers to; overlapping codings; new codes undone whole."""

import pytest
from studies import (
    add_coding,
    full_disk,
    lines,
    make_study,
    opened,
    press,
    seen,
    stored,
    transcript,
)

from lmm_qual.project.project import Project
from lmm_qual.store.queries.codes import code_tree
from lmm_qual.store.queries.codings import codings, voices
from lmm_qual.store.queries.log import entries

SENTENCE = "It was at team meeting, I think."
SIZES = [(120, 36), (80, 24)]


async def after(study, keys, *, at="team", size=(120, 36), key="T1-G3-07", **more):
    """Press keys in a transcript, the cursor at some words."""
    async with opened(study, transcript=key, size=size, **more) as (app, pilot):
        view = app.screen.view
        view.go_to(view.document.text.index(at))
        await press(pilot, keys)
        app.last_seen, app.status = seen(app), lines(app)[-2]
    return app


def details(study):
    """Give each coding's words with valence, time and what was said of voices."""
    with Project.open(study) as project:
        said = {}
        for voice in voices(project.store):
            said.setdefault(voice.coding_id, {})[voice.participant] = voice.voice
        rows = codings(project.store)
        return [(row.quote, row.valence, row.refers_to, said.get(row.id, {})) for row in rows]


@pytest.fixture
def coded(study):
    add_coding(study, "team meeting", "Pressures", "sa")
    return study


class TestValenceAndTime:
    @pytest.mark.parametrize("size", SIZES[:1])
    @pytest.mark.parametrize(
        ("keys", "valence"),
        [
            ("V b", "barrier"),
            ("V f", "facilitator"),
            ("V m", "mixed"),
            ("V n", "none"),
            ("V m V minus", None),
            ("V m V escape", "mixed"),
            ("V m V x", "mixed"),
            ("V m V n u", "mixed"),
            ("V m u ctrl+r", "mixed"),
        ],
    )
    async def test_valence(self, coded, keys, valence, size):
        app = await after(coded, keys, size=size)
        assert details(coded) == [("team meeting", valence, None, {})]
        if keys == "V n":
            assert "Pressures: valence none (u undoes)" in app.status
        if keys == "V m V x":
            assert "x is none of the keys asked for; nothing was changed" in app.status

    @pytest.mark.parametrize(
        ("keys", "time"),
        [
            ("R b", "before"),
            ("R n", "now"),
            ("R h", "hoped for"),
            ("R h R minus", None),
            ("R h R escape", "hoped for"),
        ],
    )
    async def test_what_it_refers_to(self, coded, keys, time):
        app = await after(coded, keys)
        assert details(coded) == [("team meeting", None, time, {})]
        if keys == "R h":
            assert "Pressures: refers to hoped for (u undoes)" in app.status

    @pytest.mark.parametrize("size", SIZES[:1])
    async def test_what_is_so_now_is_said_with_the_question(self, coded, size):
        app = await after(coded, "V m V", size=size)
        assert "Pressures: valence, now mixed" in app.last_seen
        for said in ("b barrier", "f facilitator", "m mixed", "n none, neither", "- not set"):
            assert said in app.last_seen

    async def test_the_panel_shows_it_at_once(self, coded):
        async with opened(coded, transcript="T1-G3-07") as (app, pilot):
            app.screen.view.go_to(app.screen.view.document.text.index("team"))
            for keys, facts in (
                ("V m", "P07 voiced · mixed"),
                ("R h", "P07 voiced · mixed · hoped for"),
                ("y 2 a", "P07 voiced, P08 agreed · mixed · hoped for"),
                ("V minus", "P07 voiced, P08 agreed · hoped for"),
                ("u u u u", "P07 voiced"),
            ):
                await press(pilot, keys)
                panel = str(app.screen.query_one("#here").content)
                assert panel.splitlines()[1] == facts

    async def test_saying_the_same_again_is_no_change(self, coded):
        app = await after(coded, "V m V m")
        assert "Pressures: valence mixed as it was" in app.status
        with Project.open(coded) as project:
            labels = [entry.label for entry in entries(project.store)]
        assert labels[-1] == "valence of “Pressures” in T1-G3-07: mixed"
        assert labels[-2] != labels[-1]


class TestVoices:
    @pytest.mark.parametrize("size", SIZES[:1])
    @pytest.mark.parametrize(
        ("keys", "said"),
        [
            ("y 2 a", {"P08": "agreed"}),
            ("y 1 p", {"P07": "present"}),
            ("y 1 v", {"P07": "voiced"}),
            ("y 2 d y 1 a", {"P07": "agreed", "P08": "disagreed"}),
            ("y 2 d y 2 minus", {}),
            ("y 3 a", {}),
            ("y escape", {}),
            ("y 2 escape", {}),
            ("y 2 a u", {}),
            ("y 2 a u ctrl+r", {"P08": "agreed"}),
        ],
    )
    async def test_what_is_stored(self, coded, keys, said, size):
        await after(coded, keys, size=size)
        assert details(coded) == [("team meeting", None, None, said)]

    @pytest.mark.parametrize("size", SIZES[:1])
    async def test_what_attribution_gives_each_is_said_first(self, coded, size):
        app = await after(coded, "y", size=size)
        assert "Whose voice is Pressures?" in app.last_seen
        assert "1 P07 voiced" in app.last_seen
        assert "2 P08 no voice" in app.last_seen
        app = await after(coded, "y 2 a y", size=size)
        assert "2 P08 agreed, set" in app.last_seen
        app = await after(coded, "y 2", size=size)
        assert "Pressures: P08, now agreed, set" in app.last_seen
        assert "p only present" in app.last_seen
        app = await after(coded, "y 2 minus", size=size)
        assert "Pressures: P08 no voice (u undoes)" in app.status

    async def test_with_one_participant_it_is_asked_at_once(self, tmp_path):
        talk = transcript("A", "INT: How so?\nP07: We wait.\n", "T1", "G3")
        study = make_study(tmp_path / "one.lmmq", added=[talk])
        add_coding(study, "We wait", "Pressures", "sa", key="A")
        app = await after(study, "y", at="We wait", key="A")
        assert "Pressures: P07, now voiced" in app.last_seen
        await after(study, "y p", at="We wait", key="A")
        assert details(study) == [("We wait", None, None, {"P07": "present"})]

    async def test_interviewers_are_not_asked_about(self, tmp_path):
        talk = transcript("A", "INT: How so?\nINT: Well?\n", "T1", "G3")
        study = make_study(tmp_path / "none.lmmq", added=[talk])
        add_coding(study, "How so", "Pressures", "sa", key="A")
        app = await after(study, "y", at="How so", key="A")
        assert "no turn of this transcript names a participant" in app.status

    @pytest.mark.parametrize("size", SIZES[:1])
    async def test_a_whole_room_is_a_list(self, tmp_path, size):
        text = "".join(f"P{n:02d}: Words of {n}.\n" for n in range(1, 61))
        study = make_study(tmp_path / "many.lmmq", added=[transcript("A", text, "T1", "G3")])
        add_coding(study, "Words of 7", "Pressures", "sa", key="A")
        app = await after(study, "y", at="Words of 7", key="A", size=size)
        assert "Whose voice is Pressures?" in app.last_seen
        assert "P07 voiced" in app.last_seen
        await after(study, "y down down enter a", at="Words of 7", key="A", size=size)
        assert details(study) == [("Words of 7", None, None, {"P03": "agreed"})]

    async def test_a_dozen_have_a_key_each(self, tmp_path):
        text = "".join(f"P{n:02d}: Words of {n}.\n" for n in range(1, 13))
        study = make_study(tmp_path / "dozen.lmmq", added=[transcript("A", text, "T1", "G3")])
        add_coding(study, "Words of 7", "Pressures", "sa", key="A")
        await after(study, "y c d", at="Words of 7", key="A", size=(80, 24))
        assert details(study) == [("Words of 7", None, None, {"P12": "disagreed"})]


class TestWhichCodings:
    async def test_of_several_it_is_asked_which_or_all(self, coded):
        add_coding(coded, "team meeting", "Being known", "sa")
        app = await after(coded, "V")
        assert "Valence of which coding?" in app.last_seen
        assert "all 2 of them" in app.last_seen
        await after(coded, "V down enter f")
        assert [row[1] for row in details(coded)] == [None, "facilitator"]
        app = await after(coded, "V down down enter m")
        assert [row[1] for row in details(coded)] == ["mixed", "mixed"]
        assert "2 codings: valence mixed (u undoes)" in app.status
        app = await after(coded, "u")
        assert [row[1] for row in details(coded)] == [None, "facilitator"]
        assert "undone: valence of 2 codings in T1-G3-07: mixed" in app.last_seen

    async def test_what_differs_is_said(self, coded):
        add_coding(coded, "team meeting", "Being known", "sa", valence="mixed")
        app = await after(coded, "V down down enter")
        assert "2 codings: valence, now not set or mixed" in app.last_seen

    async def test_a_picked_one_is_meant(self, coded):
        add_coding(coded, "team meeting", "Being known", "sa")
        await after(coded, "o o R n")
        assert [row[2] for row in details(coded)] == [None, "now"]

    async def test_those_under_the_selection(self, coded):
        add_coding(coded, "been on", "Being known", "sa")
        await after(coded, "t V down down enter b")
        assert [row[1] for row in details(coded)] == ["barrier", "barrier"]
        await after(coded, "s V m", at="Someone had")
        assert [row[1] for row in details(coded)] == ["barrier", "mixed"]

    async def test_else_the_one_just_made(self, study):
        app = await after(study, "s semicolon p g 5 enter V m R b")
        assert details(study) == [(SENTENCE, "mixed", "before", {})]
        assert "Pressures: refers to before (u undoes)" in app.status
        app = await after(study, "g 5 enter V")
        assert "there is no coding under the cursor" in app.status

    async def test_one_just_made_and_undone_is_not_meant(self, study):
        app = await after(study, "s semicolon p u g 5 enter V")
        assert "there is no coding under the cursor" in app.status

    async def test_another_coders_is_refused(self, study):
        add_coding(study, "team meeting", "Being known", "jr")
        for key in ("V", "R", "y", "e", "r"):
            app = await after(study, f"B {key}")
            assert "this is jr's coding" in app.status
        assert details(study) == [("team meeting", None, None, {})]

    @pytest.mark.parametrize("key", ["V", "R", "y", "e"])
    async def test_read_only(self, coded, key):
        app = await after(coded, key, read_only=True)
        assert "nothing can be changed" in app.status


class TestFailing:
    @pytest.mark.parametrize("keys", ["V m", "R h", "y 2 a"])
    async def test_what_is_not_on_disk_is_not_said_to_be(self, coded, keys, monkeypatch):
        async with opened(coded, transcript="T1-G3-07") as (app, pilot):
            view = app.screen.view
            view.go_to(view.document.text.index("team"))

            with full_disk(monkeypatch, app):
                await press(pilot, keys)
                assert "the disk is full; make room and try again" in " ".join(seen(app).split())
                assert "last change NOT saved" in seen(app)
                assert "u undoes" not in lines(app)[-2]
                assert details(coded) == [("team meeting", None, None, {})]
            await press(pilot, keys)
            assert "u undoes" in lines(app)[-2]
            assert "NOT saved" not in seen(app)
        assert details(coded) != [("team meeting", None, None, {})]


class TestRecoding:
    async def test_several_at_once(self, coded):
        add_coding(coded, "team", "Referral forms", "sa")
        app = await after(coded, 'r down down enter "known" enter')
        assert "recoded 2 codings to Being known (u undoes)" in app.status
        assert {code for _, code, _ in stored(coded)} == {"Facilitators/Being known"}
        await after(coded, "u")
        assert [code for _, code, _ in stored(coded)] == [
            "Barriers/Pressures",
            "Barriers/Referral forms",
        ]

    async def test_what_would_be_there_twice_is_refused(self, coded):
        add_coding(coded, "team meeting", "Being known", "sa")
        before = stored(coded)
        app = await after(coded, 'r enter "known" enter')
        assert "these words have Being known already" in app.status
        assert stored(coded) == before
        app = await after(coded, 'r down down enter "early" enter')
        assert "the same words would have Early challenges twice" in app.status
        assert stored(coded) == before

    async def test_its_own_code_is_no_change(self, coded):
        app = await after(coded, 'r "press" enter')
        assert "Pressures is its code already" in app.status

    async def test_a_valence_that_was_decided_stays_and_that_is_said(self, study):
        add_coding(study, "team meeting", "Pressures", "sa", valence="barrier")
        app = await after(study, 'r "known" enter')
        assert "recoded Pressures to Being known; valence stays barrier (u undoes)" in app.status


class TestNewCodes:
    @pytest.mark.parametrize("keys", ['s c "Waiting lists" enter enter', "s i enter"])
    async def test_one_undo_takes_code_and_coding_back(self, study, keys):
        with Project.open(study) as project:
            paths = code_tree(project.store).order
            count = len(entries(project.store))
        await after(study, keys)
        assert len(stored(study)) == 1
        with Project.open(study) as project:
            assert len(entries(project.store)) == count + 1
        await after(study, "u")
        assert stored(study) == []
        with Project.open(study) as project:
            assert code_tree(project.store).order == paths
        await after(study, "ctrl+r")
        assert len(stored(study)) == 1

    async def test_a_name_with_a_slash_under_another_code(self, study):
        await after(study, 's c "0/19 x" enter down down enter')
        ((words, path, _),) = stored(study)
        assert words == SENTENCE
        assert path.startswith("Barriers/Pressures/0\\/19")

    async def test_where_the_disk_is_full_neither_is_there(self, study, monkeypatch):
        async with opened(study, transcript="T1-G3-07") as (app, pilot):
            view = app.screen.view
            view.go_to(view.document.text.index("It was"))

            with full_disk(monkeypatch, app):
                await press(pilot, "s i enter")
                assert view.selected_text == SENTENCE
                assert stored(study) == []
            await press(pilot, "i enter")
        assert [words for words, _, _ in stored(study)] == [SENTENCE]


class TestOverlaps:
    """Codings over each other: stored as they were made, a letter each, all named."""

    @pytest.mark.parametrize("size", SIZES)
    async def test_partial(self, study, size):
        await after(study, "v w w w semicolon p b v w w w w semicolon r", size=size)
        assert [(words, code) for words, code, _ in stored(study)] == [
            ("team meeting, I", "Barriers/Pressures"),
            ("meeting, I think. Someone", "Barriers/Referral forms"),
        ]
        await self.drawn(study, "meeting", {"Pressures": "A", "Referral forms": "B"}, size)
        await self.drawn(study, "think", {"Referral forms": "B"}, size)

    @pytest.mark.parametrize("size", SIZES)
    async def test_nested(self, study, size):
        await after(study, "t semicolon p", size=size)
        await after(study, "v w w semicolon r", size=size)
        assert [words for words, _, _ in stored(study)] == [
            f"{SENTENCE} Someone had been on the training.",
            "team meeting",
        ]
        await self.drawn(study, "meeting", {"Pressures": "A", "Referral forms": "B"}, size)
        await self.drawn(study, "Someone had", {"Pressures": "A"}, size)

    @pytest.mark.parametrize("size", SIZES)
    async def test_identical_by_several_codes(self, study, size):
        await after(study, 's c "press" tab "known" tab "early" tab enter', size=size)
        assert [words for words, _, _ in stored(study)] == [SENTENCE] * 3
        lettered = {"Pressures": "A", "Being known": "B", "Early challenges": "C"}
        await self.drawn(study, "team", lettered, size)

    @pytest.mark.parametrize("size", SIZES)
    async def test_over_several_turns(self, study, size):
        await after(study, "v g 5 enter ) semicolon p", size=size)
        await after(study, "s semicolon r", size=size, at="the form")
        ((whole, _, _), (inner, _, _)) = stored(study)
        assert whole.startswith(
            "team meeting, I think. Someone had been on the training.\nP08: Mm."
        )
        assert whole.endswith("\nINT: What would have helped?\nP07: Someone to ring, honestly.")
        assert inner == "And the form was long, you know."
        await self.drawn(study, "form was", {"Pressures": "A", "Referral forms": "B"}, size)
        await self.drawn(study, "What would", {"Pressures": "A"}, size)
        async with opened(study, transcript="T1-G3-07", size=size) as (app, _):
            text = app.screen.query_one("#text")
            rows = [text.render_line(y).text.rstrip() for y in range(len(text.layout_rows))]
            covered = [row.endswith(("A", "AB")) for row in rows]
            assert not covered[0]
            assert all(covered[1:-1])

    async def drawn(self, study, at, lettered, size):
        """See letter and name of each coding at some words, and that `o` goes through them."""
        async with opened(study, transcript="T1-G3-07", size=size) as (app, pilot):
            view, reading = app.screen.view, app.screen.reading
            place = view.document.text.index(at)
            view.go_to(place)
            await pilot.pause()
            names = {row.id: app.opened.tree.by_id[row.code_id].name for row in reading.codings}
            here = [mark.id for mark in view.codings_here()]
            assert {names[id_]: view.codings.letter(id_) for id_ in here} == lettered
            for row in range(len(view.layout_rows)):
                letters = [stripe.letter for stripe in view.codings.stripes(row)]
                assert len(letters) == len(set(letters))
            row = view.render_line(view.cell_of(view.cursor.head).y).text
            margin = row[view.columns.stripes_from :]
            assert set(lettered.values()) <= set(margin)
            picked = []
            for _ in range(len(lettered) + 1):
                await press(pilot, "o")
                picked.append(names[view.picked])
            assert picked == [*lettered, next(iter(lettered))]
            if size[0] < 120:
                await press(pilot, "ctrl+o p")
                await pilot.pause()
            panel = " ".join(str(app.screen.query_one("#here").content).split())
            for name, letter in lettered.items():
                assert f"{letter} {name} sa" in panel
