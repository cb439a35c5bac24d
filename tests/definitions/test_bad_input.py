"""Every fault of a file is one line that names the file, the line, the key and what to do.

A case of bad_input.txt is a file's name and content and, behind arrows, what is said of it; `…`
stands for what the YAML, JSON and CSV readers of Python say in their own words.
"""

import os
import re
import sys
from pathlib import Path

import pytest

from lmm_qual.definitions import reading
from lmm_qual.model.problem import BadInputError

READERS = {
    "study": reading.read_study,
    "codebook": reading.read_codebook,
    "system_map": reading.read_system_map,
    "monitoring": reading.read_monitoring,
    "transcripts": reading.read_transcript_list,
    "framework": reading.read_framework,
    "codings": reading.read_codings,
    "passes": reading.read_passes,
}
CASES = Path(__file__).with_name("bad_input.txt").read_text(encoding="utf-8")


def _cases():
    for block in re.split(r"^== ", CASES, flags=re.MULTILINE)[1:]:
        name, _, rest = block.partition("\n")
        content, *faults = rest.rstrip().split("\n-> ")
        yield pytest.param(name, content + "\n", faults, id=faults[0])


def said_of(path):
    """Read a file that is at fault; gives what a person is told."""
    with pytest.raises(BadInputError) as caught:
        READERS[path.stem](path)
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize(("name", "content", "faults"), list(_cases()))
def test_each_fault_is_named(tmp_path, monkeypatch, name, content, faults):
    monkeypatch.chdir(tmp_path)
    (tmp_path / name).write_text(content, encoding="utf-8")
    said = said_of(tmp_path.joinpath(name).relative_to(tmp_path))
    assert [line[: len(fault.rstrip("…"))] for line, fault in zip(said, faults, strict=True)] == [
        fault.rstrip("…") for fault in faults
    ]


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        ("codebook.yaml", b"", "is empty; begin with codes:"),
        ("codebook.csv", b"", "is empty; begin with a row of headings"),
        ("codebook.json", b"[" * 100_000, "line 1: nested deeper than 20 levels; nest less"),
        ("codebook.yaml", b"[" * 100_000, "line 1: nested deeper than 20 levels; nest less"),
        ("codebook.yaml", b"codes:\n- name: \xff\n", "line 2: is not UTF-8; save it as UTF-8"),
        ("codebook.csv", "name\nà".encode("utf-16"), "line 1: is not UTF-8; save it as UTF-8"),
        ("codebook.csv", b"name,name \n", "line 1: heading “name” stands twice; keep one"),
        ("codebook.csv", b"name\na\0b\n", "line 2: holds the character NUL; remove it"),
        ("codebook.yaml", b"codes:\n- a\0\n", "line 2: holds the character NUL; remove it"),
        (
            "codebook.yaml",
            b"codes:\n- name: a\x1b[2J\n",
            "line 2: holds the control character U+001B; remove it",
        ),
        (
            "codebook.txt",
            b"codes: []",
            "ending “.txt” is not known; use .yaml, .yml, .json, .jsonl, .ndjson, .csv",
        ),
    ],
)
def test_what_is_no_text_at_all(tmp_path, name, content, fault):
    path = tmp_path / name
    path.write_bytes(content)
    (said,) = said_of(path)
    assert said.removeprefix(str(path)).lstrip(": ") == fault


def test_a_bomb_of_aliases_is_refused_before_it_grows(tmp_path):
    levels = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    levels += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    path = tmp_path / "codebook.yaml"
    path.write_text("\n".join(levels), encoding="utf-8")
    (said,) = said_of(path)
    assert said.startswith(f"{path}:line 1: anchors and aliases (& and *) are not read")


def test_what_is_no_file(tmp_path):
    missing, folder = tmp_path / "codebook.yaml", tmp_path / "study.yaml"
    folder.mkdir()
    assert said_of(missing) == [f"{missing}: is not there; check the path"]
    assert said_of(folder) == [f"{folder}: is a folder; check the path"]


@pytest.mark.skipif(sys.platform == "win32", reason="has no pipes with names")
def test_a_pipe_is_not_waited_for(tmp_path):
    pipe = tmp_path / "codebook.yaml"
    os.mkfifo(pipe)
    assert said_of(pipe) == [f"{pipe}: is no file; check the path"]


def test_many_faults_are_counted(tmp_path):
    path = tmp_path / "codings.csv"
    path.write_text("transcript,start,end,code,coder\n" + "T,x,1,A,S\n" * 70, encoding="utf-8")
    said = said_of(path)
    assert said[0] == f"{path}:line 2, start: “x” is no whole number"
    assert said[50:] == [f"{path}: and 20 more faults"]


def test_a_fault_is_one_line_without_escapes(tmp_path):
    path = tmp_path / "codebook.json"
    path.write_text(
        '{"codes": [{"name": "A", "color": "\\u001b]52;c;\\u0007\\n"}]}', encoding="utf-8"
    )
    (said,) = said_of(path)
    assert "“␛]52;c;␇↵” is not of the form wanted; write a colour as #rrggbb" in said
