"""`memos`: written, listed, exported; each refusal one plain line."""

import csv
import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from helpers.commands import Lmm
from helpers.hostile import commands

from lmm_qual.model.memo import LONGEST

_MADE: dict[str, bytes] = {}
"""Studies as the commands left them, made once for all tests of this file."""


def made_once(name: str, study: Path, make: Callable[[], None]) -> Path:
    if name in _MADE:
        study.write_bytes(_MADE[name])
    else:
        make()
        _MADE[name] = study.read_bytes()
    return study


@pytest.fixture
def written(lmm: Lmm, study: Path) -> Path:
    """Write a memo on one thing of each kind, and a second on the coding."""
    return made_once("written", study, lambda: write_memos(lmm, study))


def write_memos(lmm: Lmm, study: Path) -> None:
    for coder, line in (
        ("A", ("coding", 1, "=Who hears back?\nNobody.")),
        ("B", ("coding", 1, "1. I read it otherwise.")),
        ("A", ("code", "Barriers/Time", "Time *is* not one thing.")),
        ("A", ("transcript", "Notes", "Whose notes?")),
        ("A", ("session", "T1-G3-01", "A slow start.\n\nThen the form.")),
        ("A", ("study", "Why we ask.")),
    ):
        on, *rest = line
        assert lmm("memos", "add", study, "--on", on, *rest, "--as", coder).code == 0


PLACE = {"created", "start", "end"}
ORDER = ["study", "session", "transcript", "code", "coding", "coding"]


class TestAdd:
    @pytest.mark.parametrize(
        ("line", "label"),
        [
            (("coding", 1, "Hm."), "memo on coding Barriers/Referral in T1-G3-01"),
            (("transcript", "Notes", "Hm."), "memo on transcript Notes"),
            (("session", "Notes", "Hm."), "summary of session Notes"),
            (("code", "Referral", "Hm."), "memo on code Barriers/Referral"),
            (("study", "Hm."), "memo on the study"),
        ],
    )
    def test_on_each_thing(
        self, lmm: Lmm, study: Path, line: tuple[object, ...], label: str
    ) -> None:
        ran = lmm("memos", "add", study, "--on", *line, "--as", "C")
        assert (ran.code, ran.out, ran.err) == (0, "1\n", f"done: {label}\n")
        (memo,) = lmm("memos", "list", study, "--format", "json").data
        assert (memo["target"], memo["coder"], memo["text"]) == (line[0], "C", "Hm.")
        assert lmm("undo", study).code == 0
        assert lmm("memos", "list", study, "--format", "json").data == []

    def test_a_summary_is_written_anew(self, lmm: Lmm, study: Path) -> None:
        for text, said in (
            ("One", "done: summary of session Notes"),
            ("Two", "done: summary of session Notes"),
            ("Two", "the memo says that already"),
        ):
            ran = lmm("memos", "add", study, "--on", "session", "Notes", text, "--as", "C")
            assert (ran.out, ran.err) == ("1\n", f"{said}\n")
        assert [m["text"] for m in lmm("memos", "list", study, "--format", "json").data] == ["Two"]

    def test_from_standard_input(
        self, lmm: Lmm, study: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        given = "Zürich 🙂\r\n\x1b[31m two\n".encode()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
        assert lmm("memos", "add", study, "--on", "study", "-", "--as", "C").code == 0
        (memo,) = lmm("memos", "list", study, "--format", "json").data
        assert memo["text"] == "Zürich 🙂\n\x1b[31m two"

    @pytest.mark.parametrize(
        ("given", "fault"),
        [
            (b"", "a memo needs words"),
            (b" \n", "a memo needs words"),
            (b"caf\xe9", "standard input: is not text in UTF-8; convert it first"),
            (b"a\x00b", "characters that are not text"),
            (b"x" * (LONGEST + 1), "a memo has 50,000 characters at most"),
            (b"x" * 10_000_000, "a memo has 50,000 characters at most"),
        ],
    )
    def test_standard_input_that_is_no_memo(
        self,
        refused: Lmm,
        study: Path,
        monkeypatch: pytest.MonkeyPatch,
        given: bytes,
        fault: str,
    ) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
        ran = refused("memos", "add", study, "--on", "study", "-", "--as", "C")
        assert fault in ran.err
        assert len(ran.err.splitlines()) == 1

    @pytest.mark.parametrize(
        ("line", "fault"),
        [
            ("--on coding 99 x --as C", "no coding 99; see `codings list`"),
            ("--on coding one x --as C", "no coding “one”; see `codings list`"),
            (f"--on coding {'9' * 5000} x --as C", "see `codings list`"),
            ("--on transcript Nots x --as C", "no transcript “Nots”; did you mean “Notes”?"),
            ("--on session Nots x --as C", "no transcript “Nots”; did you mean “Notes”?"),
            ("--on code Tim x --as C", "unknown code “Tim”; did you mean “Time”?"),
            ("--on study x", "nobody says who is coding; add --as NAME"),
        ],
    )
    def test_what_is_not_there(self, refused: Lmm, study: Path, line: str, fault: str) -> None:
        ran = refused("memos", "add", study, *line.split())
        assert fault in ran.err
        assert len(ran.err.splitlines()) == 1

    @pytest.mark.parametrize(
        ("line", "fault"),
        [
            ("--on study Notes x --as C", "--on study needs TEXT alone"),
            ("--on code x --as C", "--on code needs WHICH and TEXT"),
            ("--on code Time x y --as C", "--on code needs WHICH and TEXT"),
            ("--on case x --as C", "case"),
            ("Notes x --as C", "'--on'"),
            ("--on study", "Missing argument"),
        ],
    )
    def test_wrong_usage(self, refused: Lmm, study: Path, line: str, fault: str) -> None:
        assert fault in refused("memos", "add", study, *line.split(), code=2).err


class TestList:
    def test_as_json(self, lmm: Lmm, written: Path) -> None:
        data = lmm("memos", "list", written, "--format", "json").data
        assert [memo["target"] for memo in data] == ORDER
        assert {key: value for key, value in data[4].items() if key not in PLACE} == {
            "id": 1,
            "target": "coding",
            "on": "coding Barriers/Referral in T1-G3-01",
            "transcript": "T1-G3-01",
            "code": "Barriers/Referral",
            "coding": 1,
            "quote": "Hard. We never hear back",
            "turn": 2,
            "speaker": "P07",
            "coder": "A",
            "text": "=Who hears back?\nNobody.",
            "links": [],
            "linked_from": [],
        }
        assert [memo["on"] for memo in data[:4]] == [
            "the study",
            "session T1-G3-01",
            "transcript Notes",
            "code Barriers/Time",
        ]

    def test_as_a_table(self, lmm: Lmm, written: Path) -> None:
        lines = lmm("memos", "list", written).lines
        assert lines[0].split() == ["id", "on", "quote", "coder", "created", "links", "text"]
        assert "A slow start. Then the form." in lines[3]

    def test_as_csv_for_a_spreadsheet(self, lmm: Lmm, written: Path) -> None:
        rows = list(csv.DictReader(io.StringIO(lmm("memos", "list", written, "--format=csv").out)))
        assert [row["target"] for row in rows] == ORDER
        assert rows[4]["text"] == "'=Who hears back?\nNobody."

    @pytest.mark.parametrize(
        ("line", "targets"),
        [
            ("--on coding", ["coding", "coding"]),
            ("--on study", ["study"]),
            ("--transcript T1-G3-01", ["session", "coding", "coding"]),
            ("--coder B", ["coding"]),
            ("--coder B --on code", []),
        ],
    )
    def test_some(self, lmm: Lmm, written: Path, line: str, targets: list[str]) -> None:
        data = lmm("memos", "list", written, *line.split(), "--format", "json").data
        assert [memo["target"] for memo in data] == targets

    @pytest.mark.parametrize(
        ("line", "fault"),
        [
            ("--transcript Nots", "no transcript “Nots”; did you mean “Notes”?"),
            ("--coder C", "no coder “C”; known: A, B"),
        ],
    )
    def test_names_not_known(self, refused: Lmm, written: Path, line: str, fault: str) -> None:
        assert fault in refused("memos", "list", written, *line.split()).err


DOCUMENT = """\
# Memos of Small

## The study

**A**, DAY (memo 6)

Why we ask.

## Summaries of sessions

### T1-G3-01

**A**, DAY (memo 5)

A slow start.

Then the form.

## Transcripts

### Notes

**A**, DAY (memo 4)

Whose notes?

## Codes

### Barriers/Time

**A**, DAY (memo 3)

Time \\*is\\* not one thing.

## Codings

### Barriers/Referral, T1-G3-01

> turn 2, P07: “Hard. We never hear back” (characters START–END)

**A**, DAY (memo 1)

\\=Who hears back?\\
Nobody.

**B**, DAY (memo 2)

1\\. I read it otherwise.
"""


class TestExport:
    def test_a_document_grouped_by_what_they_are_on(self, lmm: Lmm, written: Path) -> None:
        memo = lmm("memos", "list", written, "--on", "coding", "--format", "json").data[0]
        expected = DOCUMENT.replace("DAY", memo["created"][:10])
        expected = expected.replace("START", str(memo["start"])).replace("END", str(memo["end"]))
        assert lmm("memos", "export", written).out == expected

    def test_other_forms_are_those_of_the_list(
        self, lmm: Lmm, written: Path, tmp_path: Path
    ) -> None:
        for form in ("csv", "json"):
            file = tmp_path / f"memos.{form}"
            assert lmm("memos", "export", written, file).err == f"wrote {file}\n"
            listed = lmm("memos", "list", written, "--format", form).out
            assert file.read_text(encoding="utf-8") == listed

    def test_of_a_study_without_any(self, lmm: Lmm, study: Path) -> None:
        assert lmm("memos", "export", study).out == "# Memos of Small\n"
        assert lmm("memos", "list", study, "--format", "json").out == "[]\n"

    def test_nothing_in_it_commands_a_terminal_or_a_page(self, lmm: Lmm, study: Path) -> None:
        text = "<script>x</script>\n# h\n- a\n===\n    code\n\x1b]52;c;x\x07\u202e"
        assert lmm("memos", "add", study, "--on", "study", text, "--as", "C").code == 0
        out = lmm("memos", "export", study).out
        assert not commands(out)
        body = out.split("\n\n")[3]
        assert body == (
            "&lt;script&gt;x&lt;/script&gt;\\\n\\# h\\\n\\- a\\\n\\===\\\ncode\\\n␛\\]52;c;x␇⇠\n"
        )

    def test_several_memos_on_a_coding_are_one_text_among_the_codings(
        self, lmm: Lmm, written: Path, tmp_path: Path
    ) -> None:
        file = tmp_path / "codings.jsonl"
        lmm("codings", "export", written, file)
        ran = lmm("codings", "export", written)
        memos = [record["memo"] for record in ran.records if record["memo"]]
        assert memos == ["=Who hears back?\nNobody.\n\n1. I read it otherwise."]
        lmm("codings", "remove", written, 1)
        assert lmm("codings", "import", written, file).code == 0
        assert lmm("codings", "export", written).out == ran.out


def test_a_choice_that_is_none_is_told_in_plain_words(lmm: Lmm, study: Path) -> None:
    ran = lmm("memos", "list", study, "--on", "nothing")
    assert (ran.code, ran.out) == (2, "")
    assert "'nothing' is not one of" in ran.err
    assert "Value error" not in ran.err
    assert ran.err.count("\n") == 1


class TestPassages:
    """Words that no code was given to have memos too."""

    def test_written_listed_exported_and_taken_back(self, lmm: Lmm, study: Path) -> None:
        words = ("T1-G3-01", 0, 12)
        for text in ("Why this?", "And this."):
            ran = lmm("memos", "add", study, "--on", "passage", *words, text, "--as", "A")
            assert (ran.code, ran.err) == (0, "done: memo on passage 0–12 of T1-G3-01\n")
        first, second = lmm("memos", "list", study, "--on", "passage", "--format", "json").data
        place = [first[name] for name in ("transcript", "start", "end", "coding")]
        assert place == ["T1-G3-01", 0, 12, None]
        assert second["text"] == "And this."
        assert len(first["quote"]) == 12
        assert "## Passages" in lmm("memos", "export", study, "--format", "md").out
        assert lmm("check", study).code == 0
        before = lmm("memos", "list", study, "--format", "json").data
        assert lmm("transcripts", "delete", study, "T1-G3-01").code == 0
        assert lmm("memos", "list", study, "--on", "passage", "--format", "json").data == []
        assert lmm("check", study).code == 0
        assert lmm("undo", study).code == 0
        assert lmm("memos", "list", study, "--format", "json").data == before

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (("T1-G3-01", 5, 5), "span 5–5 is empty or reversed"),
            (("T1-G3-01", 5, 10**9), "span 5–1000000000 goes past the end of T1-G3-01"),
            (("T1-G3-01", -1, 4), "“-1” is no place in a text"),
            (("T1-G3-01", "x", 4), "“x” is no place in a text"),
            (("T1-G3-99", 0, 4), "no transcript “T1-G3-99”"),
        ],
    )
    def test_where_there_are_no_words(
        self, lmm: Lmm, study: Path, words: tuple[object, ...], said: str
    ) -> None:
        ran = lmm("memos", "add", study, "--on", "passage", "--as", "A", "--", *words, "Hm.")
        assert ran.code in {1, 2}
        assert ran.err.count("\n") == 1
        assert said in ran.err
        assert lmm("memos", "list", study, "--format", "json").data == []


class TestLinks:
    @pytest.fixture
    def linked(self, lmm: Lmm, written: Path) -> Path:
        """Let the code's memo point to words, a code and the study's memo."""
        return made_once("linked", written, lambda: self.link(lmm, written))

    def link(self, lmm: Lmm, written: Path) -> None:
        line = ("T1-G3-01:0-12", "coding:1", "code:Referral", "memo:Why we ask")
        ran = lmm("memos", "link", written, 3, *line, "--as", "A")
        assert ran.err == "done: link of the memo on code Barriers/Time to 4 things\n"

    def test_shown_both_ways(self, lmm: Lmm, linked: Path) -> None:
        assert lmm("memos", "show", linked, 3).out == SHOWN.replace("DAY", day(lmm, linked))
        data = lmm("memos", "show", linked, "Time *is* not", "--format", "json").data
        assert [link["to"] for link in data["links"]] == ["passage", "passage", "code", "memo"]
        assert data["links"][1]["quote"] == "Hard. We never hear back"
        (pointing,) = lmm("memos", "show", linked, 6, "--format", "json").data["linked_from"]
        assert (pointing["memo"], pointing["on"]) == (3, "code Barriers/Time")
        out = lmm("memos", "show", linked, 6).out
        assert "Pointed to by:\n  memo 3 on code Barriers/Time, by A: “Time *is* not" in out

    def test_in_every_form(self, lmm: Lmm, linked: Path) -> None:
        document = lmm("memos", "export", linked, "--format", "md").out
        assert "Points to:\n\n- passage 0–12 of T1-G3-01, turn 1, INT: “" in document
        assert "- code Barriers/Referral\n- memo 6 on the study, by A: “Why we ask.”" in document
        assert "Pointed to by:\n\n- memo 3 on code Barriers/Time, by A" in document
        rows = csv.DictReader(io.StringIO(lmm("memos", "list", linked, "--format", "csv").out))
        links = {row["id"]: (row["links"].count("; ") + 1, row["linked_from"][:6]) for row in rows}
        assert (links["3"][0], links["6"][1]) == (4, "memo 3")
        table = lmm("memos", "list", linked).out
        assert "→ 4" in table
        assert "← 1" in table

    def test_as_a_memo_is_written_and_taken_away_and_undone(self, lmm: Lmm, written: Path) -> None:
        to = ("--link", "code:Time", "--link", "memo:1", "--as", "B")
        ran = lmm("memos", "add", written, "--on", "study", "See there.", *to)
        assert (ran.out, ran.err) == ("7\n", "done: memo on the study\n")
        ran = lmm("memos", "link", written, 7, "code:Time", "--as", "B")
        assert ran.err == "it points there already\n"
        ran = lmm("memos", "unlink", written, 7, "code:Time", "--as", "B")
        assert ran.err == "done: unlinking of the memo on the study from code Barriers/Time\n"
        assert lmm("memos", "edit", written, 7, "See here.", "--as", "B").code == 0
        data = lmm("memos", "show", written, 7, "--format", "json").data
        assert data["text"] == "See here."
        assert [link["to"] for link in data["links"]] == ["memo"]
        assert lmm("memos", "delete", written, "See here", "--as", "B").code == 0
        assert lmm("memos", "show", written, 1, "--format", "json").data["linked_from"] == []
        assert lmm("undo", written).code == 0
        assert lmm("memos", "show", written, 7, "--format", "json").data == data
        assert lmm("check", written).code == 0

    @pytest.mark.parametrize(
        ("line", "ids"),
        [
            ("--linked-to code:Referral", [3]),
            ("--linked-to T1-G3-01:4-6", [3]),
            ("--linked-to T1-G3-01:12-14", []),
            ("--linked-to memo:6", [3]),
            ("--linked-to memo:1", []),
            ("--code Barriers", [3, 1, 2]),
            ("--code Time --by A", [3]),
            ("--by B", [2]),
            ("--since 2022-07-04", [6, 5, 4, 3, 1, 2]),
            ("--since 2999-01-01T10:00", []),
        ],
    )
    def test_filters(self, lmm: Lmm, linked: Path, line: str, ids: list[int]) -> None:
        data = lmm("memos", "list", linked, *line.split(), "--format", "json").data
        assert [memo["id"] for memo in data] == ids

    @pytest.mark.parametrize(
        ("line", "fault"),
        [
            ("link 3 code:Tyme --as A", "unknown code “Tyme”; did you mean “Time”?"),
            ("link 3 Nowhere --as A", "“Nowhere” names nothing that a memo can point to"),
            ("link 99 code:Time --as A", "no memo “99”; see `memos list`"),
            ("link 2 code:Time --as A", "memo 2 is by B"),
            ("link 3 memo:3 --as A", "a memo does not point to itself"),
            ("unlink 3 code:Time --as A", "memo 3 does not point to code Barriers/Time"),
            ("edit 3 x --as B", "memo 3 is by A"),
            ("delete 3 --as B", "memo 3 is by A"),
            ("show nothing-like-it", "no memo “nothing-like-it”"),
            ("list --linked-to code:Tyme", "unknown code “Tyme”"),
            ("search ( --regex", "is no expression"),
        ],
    )
    def test_refused(self, refused: Lmm, written: Path, line: str, fault: str) -> None:
        command, *rest = line.split()
        ran = refused("memos", command, written, *rest)
        assert fault in ran.err
        assert ran.err.count("\n") == 1

    def test_no_day(self, refused: Lmm, written: Path) -> None:
        ran = refused("memos", "list", written, "--since", "July", code=2)
        assert "write it as 2022-07-04" in ran.err


class TestSearch:
    def test_whatever_case_and_accents(self, lmm: Lmm, written: Path) -> None:
        assert lmm("memos", "edit", written, 4, "WHOSE café notes?", "--as", "A").code == 0
        data = lmm("memos", "search", written, "whose cafe", "--format", "json").data
        assert [(one["id"], one["found"], one["after"]) for one in data] == [
            (4, "WHOSE café", " notes?")
        ]
        ran = lmm("memos", "search", written, "hears back")
        assert "«hears back»" in ran.out
        assert ran.err == "1 in 1 memo\n"
        assert lmm("memos", "search", written, "whose cafe", "--exact").err == "no memo\n"
        fuzzy = lmm("memos", "search", written, "whose caffe", "--fuzzy", "--format", "json").data
        assert [one["id"] for one in fuzzy] == [4]
        rows = lmm("memos", "search", written, r"n\w+", "--regex", "--format", "csv").lines
        assert rows[0] == "id,on,coder,created,start,end,before,found,after"


SHOWN = """\
memo 3 on code Barriers/Time
A, DAY

Time *is* not one thing.

Points to:
  passage 0–12 of T1-G3-01, turn 1, INT: “INT: How is”
  passage 30–54 of T1-G3-01, turn 2, P07: “Hard. We never hear back”
  code Barriers/Referral
  memo 6 on the study, by A: “Why we ask.”
"""


def day(lmm: Lmm, study: Path) -> str:
    """Give the day on which the memos were written."""
    return str(lmm("memos", "list", study, "--format", "json").data[0]["created"][:10])
