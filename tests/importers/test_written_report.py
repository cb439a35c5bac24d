"""The quotations of a report, however they are set."""

import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.shared import Cm

from lmm_qual.importers.written_report import read_quotations
from lmm_qual.model.problem import BadInputError

from .written import docx_of


def read(path: Path, fewest: int = 4) -> list[tuple[str, int]]:
    return [(found.text, found.line) for found in read_quotations(path, fewest)]


def test_marks_in_plain_text_over_several_lines(tmp_path: Path) -> None:
    path = tmp_path / "r.txt"
    path.write_text(
        "It didn't work. One said “we never\nheard back at all” (P1).\n\n"
        "'Nobody came to us here'\n",
        encoding="utf-8",
    )
    assert read(path) == [("we never\nheard back at all", 1), ("Nobody came to us here", 4)]


def test_terms_between_marks_are_no_quotations(tmp_path: Path) -> None:
    path = tmp_path / "r.md"
    path.write_text("The “baby blind spot” and ‘stigma’", encoding="utf-8")
    assert read(path) == []
    assert [text for text, _ in read(path, 1)] == ["baby blind spot", "stigma"]


def test_block_quotes_in_markdown_with_and_without_marks(tmp_path: Path) -> None:
    path = tmp_path / "r.md"
    path.write_text(
        "Text *before* it:\n> We never *heard*\n> back from anyone (P07, round 1)\n>\n> — P07\n\n"
        "> “Set in marks and\n> quoted once”\n> — P08\n\nBehind.\n",
        encoding="utf-8",
    )
    assert read(path) == [
        ("We never heard\nback from anyone", 2),
        ("Set in marks and\nquoted once", 7),
    ]


def test_set_off_paragraphs_in_word(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("One said “we were never told of it”.")
    document.add_paragraph("We had no time for any of it (P03)", style="Quote")
    document.add_paragraph("Nobody rang us back in weeks").paragraph_format.left_indent = Cm(1)
    document.add_paragraph("— Workforce, in round one").paragraph_format.left_indent = Cm(1)
    document.add_paragraph("A point in a list of several", style="List Bullet")
    document.add_table(1, 1).cell(0, 0).text = "In a cell “it was said like this”"
    path = tmp_path / "r.docx"
    document.save(str(path))
    assert [text for text, _ in read(path)] == [
        "we were never told of it",
        "We had no time for any of it",
        "Nobody rang us back in weeks",
        "it was said like this",
    ]


def test_other_files_are_refused_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match=r"save it as \.docx, \.md or \.txt"):
        read(tmp_path / "r.pdf")
    (tmp_path / "r.docx").write_bytes(b"not a zip")
    with pytest.raises(BadInputError):
        read(tmp_path / "r.docx")
    (tmp_path / "r.txt").write_bytes("“né”".encode("cp1252"))
    with pytest.raises(BadInputError, match="is not UTF-8 text; save it as UTF-8"):
        read(tmp_path / "r.txt")
    with pytest.raises(BadInputError, match="there is no such file"):
        read(tmp_path / "missing.txt")


def test_a_word_file_whose_styles_are_none_is_read_without_them(tmp_path: Path) -> None:
    whole, file = docx_of(["She said “nobody rang us back”."]), tmp_path / "r.docx"
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"ml.styles+xml", b"ml.other+xml"))
    assert [found.text for found in read_quotations(file)] == ["nobody rang us back"]
