"""Comments that colleagues wrote into Word files: memos on their words, or codings."""

from pathlib import Path

import docx
import pytest
from helpers.commands import Lmm

TALK = ("INT: How did it go?", "P07: We had no time at all. ", "P08: Nobody rang us back.")


@pytest.fixture
def commented(tmp_path: Path):
    """Write a Word file of three turns, with comments: turn, words, author, text."""

    def write(*comments: tuple[int, str, str, str]) -> Path:
        document = docx.Document()
        runs = {}
        for n, turn in enumerate(TALK):
            paragraph = document.add_paragraph()
            wanted = [words for at, words, *_ in comments if at == n]
            rest = turn
            for words in wanted:
                before, _, rest = rest.partition(words)
                paragraph.add_run(before)
                runs[n, words] = paragraph.add_run(words)
            paragraph.add_run(rest)
        for at, words, author, text in comments:
            document.add_comment(runs[at, words], text=text, author=author, initials="x")
        path = tmp_path / "T1-G9-01.docx"
        document.save(path)
        return path

    return write


def codings_of(lmm: Lmm, study: Path) -> list[tuple[str, ...]]:
    rows = lmm("codings", "export", study, "--format", "json").data
    wanted = [row for row in rows if row["transcript"] == "T1-G9-01"]
    return [(row["quote"], row["code"], row["coder"], row.get("memo")) for row in wanted]


def memos_of(lmm: Lmm, study: Path) -> list[tuple[str, ...]]:
    rows = lmm("memos", "list", study, "--transcript", "T1-G9-01", "--format", "json").data
    return [(row["target"], row["quote"], row["coder"], row["text"]) for row in rows]


def test_each_is_a_memo_on_its_words(lmm: Lmm, study: Path, commented) -> None:
    file = commented(
        (1, "no time at all", "Ann Other", "Whose time?"), (2, "rang", "Ben", "=1+1 [b]who[/b]")
    )
    ran = lmm("import", study, file)
    assert ran.code == 0
    assert "2 comments became memos on their words\n" in ran.err
    assert memos_of(lmm, study) == [
        ("passage", "no time at all", "Ann Other", "Whose time?"),
        ("passage", "rang", "Ben", "=1+1 [b]who[/b]"),
    ]
    assert lmm("check", study).code == 0
    assert lmm("undo", study).code == 0
    assert lmm("memos", "list", study, "--format", "json").data == []
    assert lmm("redo", study).code == 0
    assert len(memos_of(lmm, study)) == 2


def test_on_request_those_that_name_codes_are_codings(lmm: Lmm, study: Path, commented) -> None:
    file = commented(
        (1, "no time at all", "Ann", "time; Referral\nBoth at once."),
        (2, "Nobody", "Ben", "Barriers/Time"),
        (2, "back", "Ann", "Timing"),
    )
    ran = lmm("import", study, file, "--comments", "codes")
    assert ran.code == 0
    assert "2 comments became codings\n" in ran.err
    assert "1 comment became memos on their words, since no code" in ran.err
    assert codings_of(lmm, study) == [
        ("no time at all", "Barriers/Time", "Ann", "Both at once."),
        ("no time at all", "Barriers/Referral", "Ann", None),
        ("Nobody", "Barriers/Time", "Ben", None),
    ]
    assert ("passage", "back", "Ann", "Timing") in memos_of(lmm, study)
    assert lmm("undo", study).code == 0
    assert codings_of(lmm, study) == []


def test_a_comment_at_a_point_is_on_its_turn(lmm: Lmm, study: Path, commented) -> None:
    file = commented((1, " ", "Ann", "Why?"))
    assert lmm("import", study, file).code == 0
    ((target, quote, *_),) = memos_of(lmm, study)
    assert (target, quote) == ("passage", "We had no time at all.")


def test_left_out_on_request_and_shown_beforehand(lmm: Lmm, study: Path, commented) -> None:
    file = commented((2, "rang", "", "Who?"))
    shown = lmm("import", study, file, "--dry-run").out
    assert "  comment by nobody named on “rang”: Who?\n" in shown
    assert lmm("import", study, file, "--comments", "none").code == 0
    assert memos_of(lmm, study) == []


def test_a_coding_is_by_somebody(lmm: Lmm, study: Path, commented) -> None:
    file = commented((2, "rang", "", "Time"))
    ran = lmm("import", study, file, "--comments", "codes")
    assert (ran.code, ran.err.count("\n")) == (1, 1)
    assert "nobody says who wrote the comment on “rang” in T1-G9-01" in ran.err
    assert lmm("import", study, file, "--comments", "codes", "--as", "KM").code == 0
    assert codings_of(lmm, study) == [("rang", "Barriers/Time", "KM", None)]
