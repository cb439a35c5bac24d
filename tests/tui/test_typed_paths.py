from pathlib import Path

import pytest

from lmm_qual.tui.typed_paths import typed_path


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("our study.lmmq", "our study.lmmq"),
        ("/data/Anna\\ B/one.docx ", "/data/Anna B/one.docx"),
        ("'/data/Anna B/one.docx'", "/data/Anna B/one.docx"),
        ("'/data/Anna'\\''s/one.docx' ", "/data/Anna's/one.docx"),
        ('"/data/Anna B/one.docx"', "/data/Anna B/one.docx"),
        ("Anna's.docx", "Anna's.docx"),
        ("~/one.docx", str(Path.home() / "one.docx")),
        ("", "."),
    ],
)
def test_what_a_terminal_makes_of_a_dropped_file_is_its_path(text, meant):
    assert typed_path(text) == Path(meant)


def test_a_file_of_the_very_name_goes_first(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "'one'").touch()
    assert typed_path("'one'") == Path("'one'")
