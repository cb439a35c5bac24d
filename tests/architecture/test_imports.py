"""What a command loads before it does anything, and which room may know which."""

import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEAVY = {
    *("textual", "sqlmodel", "sqlalchemy", "networkx", "pyvis", "pydantic", "rich", "docx"),
    *("lxml", "xlsxwriter", "jinja2", "yaml", "rapidfuzz", "wcwidth"),
}
TELL = "import sys; print(*{name.partition('.')[0] for name in sys.modules})"
RUN = """
import atexit, runpy, sys
@atexit.register
def tell():
    print("LOADED", *{name.partition('.')[0] for name in sys.modules})
runpy.run_module("lmm_qual", run_name="__main__", alter_sys=True)
"""


def python(code, *arguments):
    """Run code in a fresh interpreter; gives what it says."""
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True
    )
    return done.stdout


def loaded_by_command(*arguments):
    told = python(RUN, *arguments)
    said, _, loaded = told.rpartition("LOADED")
    assert said.strip()
    return set(loaded.split())


def test_the_heavy_packages_are_there_to_be_loaded():
    assert all(find_spec(name) for name in HEAVY)


def test_the_command_line_loads_nothing_heavy():
    assert not HEAVY & set(python(f"import lmm_qual.cli; {TELL}").split())


@pytest.mark.parametrize("option", ["--help", "-h", "--version"])
def test_help_and_version_load_nothing_heavy(option):
    assert not HEAVY & loaded_by_command(option)


@pytest.mark.parametrize("command", ["import", "codings", "codings add", "map page"])
def test_help_on_a_command_loads_nothing_heavy_but_what_typer_needs(command):
    assert HEAVY & loaded_by_command(*command.split(), "--help") <= {"pydantic"}


@pytest.mark.parametrize(
    ("room", "barred"),
    [
        ("text", {"textual", "sqlmodel", "sqlalchemy", "sqlite3", "pydantic", "yaml"}),
        ("model", {"textual", "sqlmodel", "sqlalchemy", "sqlite3", "yaml"}),
        ("definitions", {"textual", "sqlmodel", "sqlalchemy", "sqlite3"}),
        ("store", {"textual", "sqlmodel", "sqlalchemy", "yaml"}),
        ("importers", {"textual", "sqlmodel", "sqlalchemy", "sqlite3", "docx"}),
        ("analysis", {"textual", "sqlmodel", "sqlalchemy", "networkx", "pyvis"}),
        ("system_map", {"textual", "sqlmodel", "sqlalchemy"}),
        ("exporters", {"textual", "sqlmodel", "sqlalchemy"}),
        ("project", {"textual", "sqlmodel", "sqlalchemy", "pyvis"}),
    ],
)
def test_a_room_loads_only_what_it_needs(room, barred):
    """All its modules; the tables themselves are loaded only where they are written to."""
    folder = ROOT / "lmm_qual" / room
    modules = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for path in sorted(folder.rglob("*.py"))
        if path.parent.name != "tables"
    ]
    code = "\n".join(f"import {name}" for name in modules)
    assert not barred & set(python(f"{code}\n{TELL}").split())


def test_the_contracts_between_rooms_hold():
    command = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert " 0 broken" in done.stdout


def test_queries_are_written_in_the_store():
    """So that what a table holds is known in one room."""
    query = re.compile(r"\bSELECT\b[^=]*\bFROM\b|\bPRAGMA\b|\bDELETE FROM\b|\bINSERT INTO\b")
    rooms = [room for room in (ROOT / "lmm_qual").iterdir() if room.name != "store"]
    files = [file for room in rooms for file in room.rglob("*.py")]
    assert [file.name for file in files if query.search(file.read_text(encoding="utf-8"))] == []


def test_project_files_are_opened_in_one_place():
    """Else one that is encrypted could not be opened there."""
    opens = re.compile(r"(sqlite3|dbapi2|sqlcipher\(\w+\))\.connect\b")
    files = (ROOT / "lmm_qual").rglob("*.py")
    found = {file.name for file in files if opens.search(file.read_text(encoding="utf-8"))}
    assert found == {"connecting.py", "cipher.py"}, "the latter asks for a version only"
