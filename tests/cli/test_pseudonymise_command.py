"""`pseudonymise` and `forget`, from the rules to a file in which no name is left."""

import io
import json
import sqlite3
import sys
import zlib
from contextlib import closing, suppress
from pathlib import Path

import pytest
from helpers.commands import Lmm
from helpers.projects import build

from lmm_qual.cli import pseudonymise as command
from lmm_qual.project.pseudonyms.key_log import lies_with
from lmm_qual.store.backup import backups_folder

TALK = """
== A time=T1 group=G3 title="Sarah Jones, at home"
@ Sarah participant=P01
INT: How is [Sarah Jones](Waiting) now?
Sarah: [Sarah’s mum waits](Contact). Mum rang Ilkley on 01274 496 000, LS29 8AB.
== B time=T1 group=G3
P08: Sarah and [Mr Jones](Contact) know. We met in Ilkley with Tomasz Nowak, tomasz@example.org.
"""
RULES = """rules:
- {find: Sarah Jones, replace: "[mother]"}
- {find: Sarah, replace: "[M]"}
- {find: Jones, replace: "[name]"}
"""
NAMES = ("Sarah", "Jones")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "study"
    folder.mkdir()
    return build(folder / "study.lmmq", TALK)


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    (tmp_path / "keys").mkdir()
    path = tmp_path / "keys" / "rules.yaml"
    path.write_text(RULES)
    return path


def said(lmm: Lmm, project: Path, key: str = "A") -> str:
    return str(lmm("transcripts", "show", project, key, "--format", "json").data["text"])


def test_names_are_replaced_and_what_is_left_is_said(lmm: Lmm, project: Path, rules: Path):
    ran = lmm("pseudonymise", project, rules)
    assert ran.code == 0
    assert ran.err.splitlines()[:4] == [
        "“Sarah Jones” → “[mother]”: 2 places (A 1, transcript 1)",
        "“Sarah” → “[M]”: 4 places (A 2, B 1, speaker 1)",
        "“Jones” → “[name]”: 1 place (B 1)",
        "done: 7 places pseudonymised",
    ]
    assert "original bytes replaced by the text: A, B" in ran.err
    assert "`forget` makes it forget" in ran.err
    assert str(backups_folder()) in ran.err
    assert said(lmm, project).startswith("INT: How is [mother] now?\n[M]: [M]’s mum waits.")
    assert lmm("check", project).code == 0
    lmm("undo", project)
    assert "Sarah Jones" in said(lmm, project)


def test_each_place_is_listed_and_may_be_left_out(lmm: Lmm, project: Path, rules: Path):
    before = project.read_bytes()
    listed = lmm("pseudonymise", project, rules, "--dry-run", "--format", "json").data
    assert [(one["place"], one["start"], one["found"]) for one in listed] == [
        ("A", 12, "Sarah Jones"),
        ("A", 29, "Sarah"),
        ("A", 36, "Sarah"),
        ("B", 5, "Sarah"),
        ("B", 18, "Jones"),
        ("transcript/1/title", 0, "Sarah Jones"),
        ("speaker/2/label", 0, "Sarah"),
    ]
    assert (listed[1]["before"], listed[0]["replacement"]) == (
        "INT: How is Sarah Jones now?\n",
        "[mother]",
    )
    assert "«Sarah Jones» now?" in lmm("pseudonymise", project, rules, "--dry-run").out
    assert (
        lmm("pseudonymise", project, rules, "--dry-run", "--format", "csv")
        .lines[0]
        .startswith("place")
    )
    assert project.read_bytes() == before
    ran = lmm("pseudonymise", project, rules, "--skip", "B:18", "--skip", "transcript/1/title:0")
    assert "Mr Jones know" in said(lmm, project, "B")
    assert "1 place of transcript/title: left out" in ran.err


@pytest.mark.parametrize(
    ("options", "code", "told"),
    [
        (["--review"], 1, "asks in a terminal"),
        (["--skip", "A:7"], 1, "no place A:7 would be changed; did you mean “A:"),
        (["--skip", "A"], 2, "names no place"),
        (["--propose"], 2, "takes a PROJECT alone"),
        (["--format", "csv"], 2, "are for --dry-run"),
    ],
)
def test_what_is_refused(refused: Lmm, project: Path, rules: Path, options, code, told):
    assert told in refused("pseudonymise", project, rules, *options, code=code).err


def test_faults_of_the_rules_are_told_with_their_lines(refused: Lmm, project: Path, rules: Path):
    rules.write_text('rules:\n- {find: A, replace: "[x]", only: [AA]}\n')
    ran = refused("pseudonymise", project, rules)
    assert ran.err == f"{rules}:line 2, rules[1].only[1]: no transcript “AA”; did you mean “A”?\n"
    assert "name the file of RULES" in refused("pseudonymise", project, code=2).err


def test_a_rules_file_beside_the_project_is_refused(refused: Lmm, project: Path):
    path = project.parent / "rules.json"
    path.write_text(json.dumps({"rules": [{"find": "Ilkley", "replace": "[town]"}]}))
    said = f"holds the names and must not lie in {project.parent}"
    assert said in refused("pseudonymise", project, path).err


class TestLog:
    def test_what_was_replaced_is_added(self, lmm: Lmm, project: Path, rules: Path):
        log = rules.parent / "log.csv"
        lmm("pseudonymise", project, rules, "--log", log, "--skip", "B:18")
        lmm("pseudonymise", project, rules, "--log", log)
        lines = log.read_text().splitlines()
        assert lines[:2] == [
            "rule,found,replacement,place,start",
            "Sarah Jones,Sarah Jones,[mother],A,12",
        ]
        assert lines[-1] == "Jones,Jones,[name],B,16"
        assert len(lines) == 8
        assert log.stat().st_mode & 0o077 == 0
        assert sorted(path.name for path in log.parent.iterdir()) == ["log.csv", "rules.yaml"]

    def test_it_does_not_lie_with_the_project(self, refused: Lmm, project: Path, rules: Path):
        below = project.parent / "below"
        below.mkdir()
        link = rules.parent / "link"
        link.symlink_to(below)
        file_link = rules.parent / "log.csv"
        file_link.symlink_to(project.parent / "log.csv")
        backups = backups_folder()
        backups.mkdir(parents=True, exist_ok=True)
        places = [project.parent / "log.csv", below / "log.csv", link / "log.csv", file_link]
        for log in [*places, backups / "log.csv"]:
            ran = refused("pseudonymise", project, rules, "--log", log)
            assert "must not lie in" in ran.err

    def test_nor_under_another_spelling_of_its_folder(
        self, project: Path, monkeypatch: pytest.MonkeyPatch
    ):
        """On macOS `Work` and `work` are one folder."""
        other = project.parent.with_name(project.parent.name.upper())
        same = Path.samefile
        monkeypatch.setattr(Path, "samefile", lambda one, two: one == other or same(one, two))
        assert lies_with(other / "log.csv", project) == project.parent

    def test_another_file_is_left_as_it_is(self, refused: Lmm, project: Path, rules: Path):
        log = rules.parent / "log.csv"
        for content in (b"other,file\n", b"\xff\xfe", b""):
            log.write_bytes(content)
            assert (
                "is no log of pseudonyms"
                in refused("pseudonymise", project, rules, "--log", log).err
            )
        assert "is no file" in refused("pseudonymise", project, rules, "--log", rules.parent).err
        gone = rules.parent / "gone" / "log.csv"
        assert "cannot be written" in refused("pseudonymise", project, rules, "--log", gone).err


class TestReview:
    @pytest.fixture
    def answered(self, lmm: Lmm, project: Path, rules: Path, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(command, "is_terminal", lambda _: True)

        def answer(keys: str):
            monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{key}\n" for key in keys)))
            return lmm("pseudonymise", project, rules, "--review")

        return answer

    def test_place_by_place(self, answered, lmm: Lmm, project: Path):
        ran = answered("ynaxsyy")
        assert (
            "1 of 7, A:12: …INT: How is «Sarah Jones» now? Sarah: Sarah’s mum waits. Mum…"
            in ran.err
        )
        assert said(lmm, project).startswith("INT: How is [mother] now?\nSarah: [M]’s mum")
        assert said(lmm, project, "B").startswith("P08: [M] and Mr Jones know")

    @pytest.mark.parametrize("keys", ["yyq", "yy", "yasyn", "aaaan"])
    def test_nothing_is_written_before_the_end(self, answered, project: Path, keys: str):
        before = project.read_bytes()
        ran = answered(keys)
        assert ran.err.endswith("stopped; nothing was replaced\n")
        assert ran.code == 1
        assert project.read_bytes() == before


def test_words_that_may_be_names_are_proposed(lmm: Lmm, project: Path):
    ran = lmm("pseudonymise", project, "--propose", "--format", "json")
    assert [(one["kind"], one["words"], one["places"], one["transcripts"]) for one in ran.data] == [
        ("speaker label", "Sarah", 4, 2),
        ("name", "Ilkley", 2, 2),
        ("name", "Mr Jones", 1, 1),
        ("name", "Sarah Jones", 1, 1),
        ("name", "Tomasz Nowak", 1, 1),
        ("e-mail", "tomasz@example.org", 1, 1),
        ("phone", "01274 496 000", 1, 1),
        ("postcode", "LS29 8AB", 1, 1),
    ]
    assert "are missed; read the transcripts" in ran.err


class TestForgetting:
    def test_the_file_holds_a_name_nowhere(self, lmm: Lmm, project: Path, rules: Path):
        lmm("memos", "add", project, "--on", "study", "Sarah J. is Sarah Jones", "--as", "A")
        lmm("snapshot", project, "first", "--note", "Of Sarah")
        lmm("snapshot", project, "Of Sarah Jones")
        lmm("snapshot", project, "Of Sarah Jones", "--delete")
        assert held(project)
        lmm("pseudonymise", project, rules)
        assert held(project)
        ran = lmm("forget", project, "--yes", "--rules", rules)
        assert (ran.code, ran.out) == (0, "")
        assert "can be undone no longer" in ran.err
        assert str(backups_folder()) in ran.err
        assert held(project) == []
        assert lmm("check", project).code == 0
        assert "nothing to undo" in lmm("undo", project).err
        last = lmm("history", project, "--format", "json").data[-2:]
        assert last[0]["label"] == "deletion of snapshot “Of [mother]”"
        assert last[1]["state"] == "forgotten"
        assert lmm("history", project, "--state", "forgotten", "--audit").code == 0
        assert "it was forgotten" in lmm("undo", project, "--entry", last[1]["id"]).err
        lmm("memos", "add", project, "--on", "study", "More", "--as", "A")
        assert lmm("undo", project).code == 0

    def test_backups_are_found_as_before(self, lmm: Lmm, project: Path, rules: Path):
        lmm("pseudonymise", project, rules)
        before = lmm("backup", project, "--list", "--format", "json").data
        lmm("forget", project, "--yes", "--rules", rules)
        assert before == lmm("backup", project, "--list", "--format", "json").data != []

    def test_it_asks(self, refused: Lmm, project: Path):
        assert "say --yes" in refused("forget", project).err


def held(project: Path) -> list[str]:
    """Give the names that a project's file holds anywhere: in its bytes, and in what is packed."""
    data = project.read_bytes()
    forms = ("utf-8", "utf-16-le", "utf-16-be")
    found = [name for name in NAMES if any(name.encode(form) in data for form in forms)]
    with closing(sqlite3.connect(project)) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master")]
        for table in tables:
            with suppress(sqlite3.OperationalError):
                for row in connection.execute(f'SELECT * FROM "{table}"'):
                    found += [name for value in row for name in NAMES if name in unpacked(value)]
    return found


def unpacked(value: object) -> str:
    if isinstance(value, bytes):
        with suppress(zlib.error):
            value = zlib.decompress(value)
        value = value.decode("utf-8", "replace")
    return str(value)
