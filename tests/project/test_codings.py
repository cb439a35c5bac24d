import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from store.databases import dump

from lmm_qual.definitions.reading import read_codings, read_passes
from lmm_qual.definitions.writing import write_records
from lmm_qual.exporters.codings import coding_records
from lmm_qual.model.coding import CodingRecord, PassRecord
from lmm_qual.model.problem import BadInputError
from lmm_qual.project.changes.codings import AddCodings, Recode, RecordPasses, RemoveCodings
from lmm_qual.store.queries.codings import coders, codings, passes, voices
from lmm_qual.store.queries.memos import memos
from project.studies import CODES, small_project


@pytest.fixture
def project():
    return small_project()


def text_of(project, key="A"):
    return project.store.value("SELECT text FROM transcript WHERE key = ?", (key,))


def coding(**values):
    record = {"transcript": "A", "start": 0, "end": 3, "code": "Barriers", "coder": "SA", **values}
    return ("", CodingRecord.model_validate(record))


def refused(project, change):
    """Make a change that cannot be made; gives what is said, and sees that nothing is written."""
    before = dump(project.store, log=True)
    with pytest.raises(BadInputError) as caught:
        project.make(change)
    assert dump(project.store, log=True) == before
    return [str(problem) for problem in caught.value.problems]


def imported(path):
    return AddCodings(read_codings(path), file=str(path))


HEAD = "transcript,start,end,code,coder"
FAULTS = {
    "A,0,3,Bariers,SA": "unknown code “Bariers”; did you mean “Barriers”?",
    "A,0,3,Barriers/Wating,SA": "unknown code “Barriers/Wating”; did you mean “Waiting”?",
    "A,0,3,Waiting,SA": "more than one code is named “Waiting”; "
    "write its path: Barriers/Waiting, Reach/Waiting",
    "C,0,3,Barriers,SA": "no transcript “C”; known: A, B",
    "A,0,999,Barriers,SA": "span 0–999 goes past the end of A (72); "
    "positions are code points of the stored text",
    "A,9,4,Barriers,SA": "span 9–4 is empty or reversed",
    "A,4,4,Barriers,SA": "span 4–4 is empty or reversed",
    "A,15,16,Barriers,SA": "span 15–16 holds no words",
}


class TestImport:
    @pytest.mark.parametrize("row", FAULTS)
    def test_what_is_not_there_is_refused_by_line(self, project, tmp_path, row):
        path = tmp_path / "codings.csv"
        path.write_text(f"{HEAD}\nA,0,3,Reach,SA\n{row}\n", encoding="utf-8")
        assert len(text_of(project)) == 72
        assert text_of(project)[15:16] == "\n"
        assert refused(project, imported(path)) == [f"{path}:line 3: {FAULTS[row]}"]

    def test_other_words_are_refused(self, project, tmp_path):
        path = tmp_path / "codings.csv"
        path.write_text(f"{HEAD},quote\nA,0,3,Reach,SA,int\n", encoding="utf-8")
        assert refused(project, imported(path)) == [
            f"{path}:line 2: the words at 0–3 of A are not those of `quote`; there stands “INT”"
        ]

    def test_an_unknown_voice_is_refused(self, project, tmp_path):
        path = tmp_path / "codings.csv"
        path.write_text(f"{HEAD},voices\nA,0,3,Reach,SA,P07=voiced;P70=agreed\n", encoding="utf-8")
        assert refused(project, imported(path)) == [
            f"{path}:line 2: unknown participant “P70” in voices; did you mean “P07”?"
        ]

    def test_all_faults_are_told_and_nothing_is_written(self, project, tmp_path):
        path = tmp_path / "codings.csv"
        rows = "\n".join(["A,0,3,Barriers,SA", "A,9,4,Barriers,SA", "B,0,3,X,SA"] * 30)
        path.write_text(f"{HEAD}\n{rows}\n", encoding="utf-8")
        said = refused(project, imported(path))
        assert len(said) == 51
        assert said[0].startswith(f"{path}:line 3: ")
        assert said[-1] == f"{path}: and 10 more faults"

    def test_coders_that_are_not_known_are_made(self, project):
        project.make(
            AddCodings([coding(coder="JR"), coding(coder="Zoë"), coding(coder="JR", end=4)])
        )
        assert list(coders(project.store)) == ["JR", "Zoë"]

    def test_what_is_there_already_is_left_alone(self, project):
        project.make(AddCodings([coding(memo="first")]))
        change = AddCodings([coding(memo="second"), coding(end=4), coding(end=4)])
        project.make(change)
        assert (change.skipped, len(change.made)) == (2, 1)
        assert [memo.text for memo in memos(project.store, "coding")] == ["first"]
        assert project.make(AddCodings([coding(), coding(end=4)])) is None

    def test_the_words_are_stored_with_what_was_said_of_them(self, project):
        start = text_of(project).index("“Too")
        end = text_of(project).index("🙂") + 1
        said = {"start": start, "end": end, "voices": {"P07": "voiced", "P08": "agreed"}}
        project.make(AddCodings([coding(**said, memo="m", valence="mixed", refers_to="now")]))
        (row,) = codings(project.store)
        assert row.quote == "“Too long”, they say 🙂"
        assert (row.valence, row.refers_to, row.version) == ("mixed", "now", 1)
        assert [(voice.participant, voice.voice) for voice in voices(project.store)] == [
            ("P07", "voiced"),
            ("P08", "agreed"),
        ]


texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1)
records = st.fixed_dictionaries(
    {
        "transcript": st.sampled_from("AB"),
        "start": st.integers(0, 7),
        "end": st.integers(8, 12),
        "code": st.sampled_from(CODES),
        "coder": st.sampled_from(["SA", "José, jr", "=1+1"]),
    },
    optional={
        "memo": texts,
        "valence": st.sampled_from(["barrier", "none"]),
        "refers_to": st.sampled_from(["before", "now", "hoped for"]),
        "voices": st.dictionaries(
            st.sampled_from(["P07", "P08"]), st.sampled_from(["voiced", "disagreed"])
        ),
        "created": st.sampled_from(["2022-09-05T08:43:07Z", "10:32", "No"]),
    },
).map(CodingRecord.model_validate)


@settings(max_examples=8)
@given(st.lists(records, max_size=5), st.sampled_from(["csv", "jsonl", "json", "yaml"]))
def test_export_import_export_is_equal(tmp_path_factory, found, form):
    first, second = small_project(), small_project()
    first.make(AddCodings([("", record) for record in found]))
    exported = list(coding_records(first.store))
    path = tmp_path_factory.mktemp("exported") / f"codings.{form}"
    path.write_text(write_records(exported, CodingRecord, form), encoding="utf-8", newline="")
    second.make(imported(path))
    again = list(coding_records(second.store))
    key = dict.fromkeys(("transcript", "start", "end", "code", "coder"))
    assert sorted(again, key=lambda record: str([record[name] for name in key])) == sorted(
        exported, key=lambda record: str([record[name] for name in key])
    )


class TestRemove:
    def test_voices_and_memos_go_too(self, project):
        project.make(AddCodings([coding(memo="m", voices={"P07": "voiced"}), coding(end=4)]))
        project.make(RemoveCodings([1]))
        assert [row.id for row in codings(project.store)] == [2]
        assert not memos(project.store, "coding")
        assert not voices(project.store)

    def test_what_is_not_there_is_refused(self, project):
        project.make(AddCodings([coding()]))
        assert refused(project, RemoveCodings([1, 7])) == [
            "memory.lmmq: no coding 7; see `codings list`"
        ]
        assert refused(project, RemoveCodings([10**30])) == [
            "memory.lmmq: a number is too large to be stored"
        ]


class TestRecode:
    def test_the_version_is_that_of_today(self, project):
        project.make(AddCodings([coding()]))
        project.make(Recode(1, "Reach"))
        (row,) = codings(project.store)
        assert row.code_id == 3

    def test_what_is_there_already_is_refused(self, project):
        project.make(AddCodings([coding(), coding(code="Reach")]))
        assert refused(project, Recode(1, "Reach")) == [
            "memory.lmmq: these words have the code “Reach” already; remove this coding instead"
        ]

    def test_unknown_codes_and_codings_are_refused(self, project):
        assert refused(project, Recode(1, "Rech")) == [
            "memory.lmmq: unknown code “Rech”; did you mean “Reach”?"
        ]
        assert refused(project, Recode(1, "Reach")) == [
            "memory.lmmq: no coding 1; see `codings list`"
        ]


class TestPasses:
    def test_a_pass_is_kept_once_a_version(self, project):
        state = {"transcript": "A", "coder": "SA"}
        project.make(RecordPasses([("", PassRecord(**state, status="in progress"))]))
        project.make(
            RecordPasses([("", PassRecord(**state)), ("", PassRecord(**state, version=0))])
        )
        assert [(row.coder, row.status, row.version) for row in passes(project.store)] == [
            ("SA", "finished", 0),
            ("SA", "finished", 1),
        ]

    def test_a_pass_told_of_twice_is_undone_once(self, project):
        state = {"transcript": "A", "coder": "SA"}
        project.make(RecordPasses([("", PassRecord(**state))]))
        before = dump(project.store)
        twice = [PassRecord(**state, status="in progress"), PassRecord(**state, updated="later")]
        project.make(RecordPasses([("", record) for record in twice]))
        project.undo()
        assert dump(project.store) == before

    def test_an_unknown_transcript_is_refused_by_line(self, project, tmp_path):
        path = tmp_path / "passes.csv"
        path.write_text("transcript,coder\nA,SA\nD,SA\n", encoding="utf-8")
        change = RecordPasses(read_passes(path), file=str(path))
        assert refused(project, change) == [f"{path}:line 3: no transcript “D”; known: A, B"]
