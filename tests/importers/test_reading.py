import os
import subprocess
import sys

import pytest

from lmm_qual.importers.reading import SUPPORTED, load_bytes, read_transcript
from lmm_qual.model.problem import BadInputError


def test_a_file_is_read_by_its_ending(tmp_path):
    for ending in (".txt", ".md", ".TXT"):
        path = tmp_path / f"T1_G3{ending}"
        path.write_text("INT: Hello.\n\nP07: Hi.\n", encoding="utf-8")
        assert read_transcript(path).speakers == {"INT": 1, "P07": 1}


def test_options_reach_the_format(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes("INT: Grüß\nINT: Gott\n".encode("cp1252"))
    assert len(read_transcript(path, encoding="cp1252", turns="merge").turns) == 1


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("a.doc", r"a.doc: is an old Word file \(.doc\); open it in Word .* save it as .docx"),
        ("a.pages", "export it as .docx"),
        ("a.xls", r"is an old Excel file \(.xls\); .* save it as .xlsx"),
        ("a.ods", ".ods files are not read; save it as .xlsx or .csv"),
        ("a.gdoc", "it only links to the web: download the document as .docx"),
        ("a.jpg", r"is a picture, not text; have its text recognised \(OCR\)"),
        ("a.mp3", "is a recording, not a transcript"),
        ("a.xyz", ".xyz files are not read; save it as .docx, .odt, .rtf"),
        ("a", "has no ending"),
    ],
)
def test_other_endings_are_refused_with_what_to_save_as(tmp_path, name, told):
    path = tmp_path / name
    path.write_text("INT: Hello.", encoding="utf-8")
    with pytest.raises(BadInputError, match=told):
        read_transcript(path)


def test_what_is_no_file_is_refused(tmp_path):
    (tmp_path / "folder.txt").mkdir()
    os.mkfifo(tmp_path / "fifo.txt")
    (tmp_path / "empty.docx").touch()
    for name, told in [
        ("folder.txt", "is a folder"),
        ("fifo.txt", "is no ordinary file"),
        ("missing.txt", "there is no such file"),
        ("empty.docx", "is damaged, or is no Word file"),
        ("x" * 300 + ".txt", "cannot be read"),
    ]:
        with pytest.raises(BadInputError, match=told) as refusal:
            read_transcript(tmp_path / name)
        assert "\n" not in str(refusal.value)


def test_a_file_that_may_not_be_read_is_refused(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("INT: Hello.", encoding="utf-8")
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("everything may be read here")
    with pytest.raises(BadInputError, match="cannot be read: Permission denied"):
        read_transcript(path)


def test_bytes_are_given_as_they_are(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"a\r\nb")
    assert load_bytes(path) == b"a\r\nb"


def test_only_what_a_format_needs_is_loaded():
    code = (
        "import sys; import lmm_qual.importers.reading as r; r.read_bytes('a.txt', b'INT: a');"
        "print([m for m in ('docx', 'lxml', 'zipfile', 'pydantic') if m in sys.modules])"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert loaded.stdout.strip() == "[]"


def test_what_is_supported():
    assert set(SUPPORTED) == {
        ".txt", ".md", ".docx", ".odt", ".fodt", ".rtf", ".html", ".htm", ".pdf", ".vtt", ".srt",
        ".sbv", ".csv", ".tsv", ".xlsx",
    }  # fmt: skip
