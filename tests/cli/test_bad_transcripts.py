"""A transcript that cannot be taken: one plain line, nothing imported, the project as it was."""

import os
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from helpers.commands import Lmm
from helpers.projects import build, snapshot
from importers.pdf_files import LOCKED, pdf, set_lines, written
from importers.written import docx_of, odt_package, odt_xml, xlsx_of

SAID = "INT: How was it?\nP07: Good, thanks.\n"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
DOCTYPE = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY x "y">]><w>&x;</w>'
PAGE = set_lines(SAID.splitlines())
CYCLE = [
    b"<< /Type /Catalog /Pages 2 0 R >>",
    b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 1000000 >>",
]
TABLE = "Speaker,Text\nINT,So?\n"


def packed(data: bytes, **changed: bytes) -> bytes:
    """Give a package with other parts in place of its own, or besides."""
    buffer = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(data)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name, part in ({each: old.read(each) for each in old.namelist()} | changed).items():
            new.writestr(name, part)
    return buffer.getvalue()


WORD = docx_of(SAID.splitlines())
BAD = {
    "cp1252.txt": ("INT: Caf\xe9\n".encode("cp1252"), "line 1: is not UTF-8 text"),
    "half.txt": (b"INT: \xed\xa0\x80\n", "is not UTF-8 text"),
    "nul.txt": (b"INT: a\nP07: b\0c\n", "line 2: holds a NUL character"),
    "endless.txt": (b"INT: " + b"a" * 100_000_000, "line 1: has more than 1,000,000 characters"),
    "nothing.md": (b" \n", "holds no text"),
    "other.md": (b"%PDF-1.7\n", "is a PDF file, not plain text; give it the ending .pdf"),
    "half.rtf": (rb"{\rtf1 INT: a\u-10179? b}", "holds half of a character"),
    "cut.rtf": (rb"{\rtf1 INT: a", "is cut off"),
    "deep.rtf": (b"{\\rtf1 " + b"{" * 5000 + b"}" * 5000 + b"}", "groups within each other"),
    "half.html": (
        b"<p>INT:\n a&#xD83D;b</p>",
        "line 2: names a character by a number that is none",
    ),
    "deep.html": (b"<p>INT: a" + b"<div>" * 100_000 + b"b", "elements within each other"),
    "locked.docx": (OLE, "is protected with a password, or is an old .doc"),
    "doctype.docx": (packed(WORD, **{"word/document.xml": DOCTYPE}), "holds a DOCTYPE"),
    "cut.docx": (WORD[: len(WORD) // 2], "is damaged"),
    "bomb.docx": (packed(WORD, **{"word/media/x.bin": b"\0" * 11_000_000}), "unpacks to"),
    "doctype.odt": (odt_package("<!DOCTYPE x><x/>"), "holds a DOCTYPE"),
    "locked.odt": (odt_package("x", "<manifest:encryption-data/>"), "with a password"),
    "bomb.odt": (
        packed(odt_package(odt_xml("<text:p>INT: a</text:p>")), x=b"\0" * 11_000_000),
        "unpacks to",
    ),
    "doctype.fodt": (b"<!DOCTYPE x><x/>", "holds a DOCTYPE"),
    "locked.xlsx": (OLE, "is protected with a password, or is an old .xls"),
    "doctype.xlsx": (packed(xlsx_of([]), **{"xl/workbook.xml": DOCTYPE}), "holds a DOCTYPE"),
    "locked.pdf": (pdf([PAGE], trailer=LOCKED), "is protected with a password"),
    "pictures.pdf": (pdf([[]]), "has no text layer"),
    "cycle.pdf": (written(CYCLE), "has more pages or letters than are read"),
    "cut.pdf": (pdf([PAGE])[:400], "is damaged, or is no PDF file"),
    "ragged.csv": (f"{TABLE}P07,Well,then.\n".encode(), "line 3: has 3 cells"),
    "open.csv": (f'{TABLE}P07,"Well.\n'.encode(), "line 3: opens a quote that is never closed"),
    "ragged.tsv": (b"Speaker\tText\nINT\n", "line 2: has 1 cell"),
    "times.srt": (b"1\n00:00:01 --> soon\nINT: a\n", "line 2: the times of this cue"),
    "words.sbv": (b"INT: a\n", "line 1: does not begin with the times of a cue"),
    "words.vtt": (b"INT: a\n", "words.vtt"),
    "old.doc": (OLE, "is an old Word file"),
    "old.xls": (OLE, "is an old Excel file"),
    "talk.mp3": (b"ID3", "is a recording, not a transcript"),
}
LISTS = {
    "outside": ("- {id: A, path: ../talk.txt}", ":A: path “../talk.txt” leads out"),
    "missing": ("- {id: A, path: none.txt}", "none.txt: there is no such file"),
    "repeated": ("- {id: A, path: a.txt}\n- {id: A, path: b.txt}", "id “A” stands twice"),
    "alias": ("- &x {id: A, path: a.txt}\n- *x", "list.yaml:line 2: anchors and aliases"),
    "twice": ("- {id: A, path: a.txt, id: B}", "list.yaml:line 2"),
    "nobody": ("- {path: a.txt, speakers: {P09: {role: x}}}", "no turn of speaker “P09”"),
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    folder.mkdir()
    return build(folder / "new.lmmq")


def told_once(lmm: Lmm, project: Path, *arguments: object) -> str:
    """Import what is refused in one plain line; gives the line."""
    before = snapshot(project.parent)
    ran = lmm("import", project, *arguments)
    assert (ran.code, ran.out, snapshot(project.parent)) == (1, "", before), ran
    (line,) = ran.err.splitlines()
    assert "Traceback" not in line
    assert "\ufffd" not in line
    return line


@pytest.mark.parametrize("name", BAD)
def test_one_line_and_nothing_changed(lmm: Lmm, project: Path, tmp_path: Path, name: str) -> None:
    content, told = BAD[name]
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / name).write_bytes(content)
    (folder / "good.txt").write_text(SAID, encoding="utf-8")
    line = told_once(lmm, project, folder / name, folder / "good.txt")
    assert line.startswith(f"{folder / name}:")
    assert told in line
    assert "; " in line


def test_what_is_no_file(lmm: Lmm, project: Path, tmp_path: Path) -> None:
    empty, pipe = tmp_path / "empty", tmp_path / "pipe.txt"
    empty.mkdir()
    (tmp_path / "folder.txt").mkdir()
    os.mkfifo(pipe)
    assert "holds no transcript" in told_once(lmm, project, empty)
    assert "holds no transcript" in told_once(lmm, project, tmp_path / "folder.txt")
    assert "is no ordinary file" in told_once(lmm, project, pipe)
    assert "there is no such file" in told_once(lmm, project, tmp_path / "none.txt")


@pytest.mark.parametrize("case", LISTS)
def test_a_list_at_fault(lmm: Lmm, project: Path, tmp_path: Path, case: str) -> None:
    documents, told = LISTS[case]
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("a.txt", "b.txt", "../talk.txt"):
        (folder / name).write_text(SAID, encoding="utf-8")
    (folder / "list.yaml").write_text(f"documents:\n{documents}\n", encoding="utf-8")
    assert told in told_once(lmm, project, "--list", folder / "list.yaml")
    (folder / "list.json").write_text('{"documents": [{"id": "\\ud800", "path": "a.txt"}]}')
    assert "list.json:" in told_once(lmm, project, "--list", folder / "list.json")
