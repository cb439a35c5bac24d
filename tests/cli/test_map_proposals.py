"""`map propose` and `map confirm`: from talk to relations, by ids and by a file."""

import csv
import json
from pathlib import Path

import pytest
from helpers.projects import build

from lmm_qual.cli.running import run
from lmm_qual.model.system_map import Relation
from lmm_qual.project.project import Project
from lmm_qual.store.queries.system_map import load_system_map

TALK = """
== S1 time=T1 group=G3
@ P07 participant=P07 service=hv
P07: We ring Little Minds. We never ring midwives. Little Minds is =nice.

== S2 time=T2 group=G3
@ P07 participant=P07 service=hv
P07: We ring Little Minds now.
"""
SYSTEM = {
    "services": [
        {"id": "lmm", "label": "Little Minds"},
        {"id": "hv", "label": "Health Visiting"},
        {"id": "maternity", "label": "Midwifery", "aliases": ["midwives"]},
    ],
    "relation_types": [{"id": "refers_to"}, {"id": "trains"}],
}
STUDY = {
    "time_points": [{"id": "T1"}, {"id": "T2"}],
    "groups": [{"id": "G3"}],
    "participants": [{"id": "P07", "group": "G3"}],
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return build(tmp_path / "study.lmmq", TALK, system=SYSTEM, study=STUDY)


def proposed(project: Path, capsys: pytest.CaptureFixture[str], *options: str) -> dict[str, str]:
    assert run(["map", "propose", str(project), "--format", "json", *options]) == 0
    pairs = json.loads(capsys.readouterr().out)
    return {one["words"]: one["id"] for pair in pairs for one in pair["proposals"]}


def relations(project: Path) -> list[Relation]:
    with Project.open(project) as opened:
        return load_system_map(opened.store).relations


def test_proposals_are_listed_by_service_and_time(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert len(proposed(project, capsys)) == 4
    assert list(proposed(project, capsys, "--time", "T2")) == ["We ring Little Minds now."]
    assert list(proposed(project, capsys, "--service", "maternity")) == ["We never ring midwives."]
    assert run(["map", "propose", str(project)]) == 0
    said = capsys.readouterr()
    assert "never" in said.out
    assert "4 sentences, 2 pairs" in said.err
    assert run(["map", "propose", str(project), "--service", "lmn"]) == 1
    assert "lmm" in capsys.readouterr().err


def test_ids_are_confirmed_with_time_and_account_of_the_words(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = proposed(project, capsys)
    ring, now = found["We ring Little Minds."], found["We ring Little Minds now."]
    never = found["We never ring midwives."]
    confirm = ["map", "confirm", str(project), "--as", "A"]
    assert run([*confirm, ring, now[:6], "--type", "refers_to"]) == 0
    assert run([*confirm, never, "--type", "refers_to", "--denied", "--account", "G3"]) == 0
    told = [(one.target, one.stance, one.times, one.account) for one in relations(project)]
    assert told == [
        ("lmm", "affirmed", ["T1"], ["P07"]),
        ("lmm", "affirmed", ["T2"], ["P07"]),
        ("maternity", "denied", ["T1"], ["G3"]),
    ]
    assert run([*confirm, found["Little Minds is =nice."], "--dismiss"]) == 0
    assert proposed(project, capsys) == {}
    for _ in range(3):
        assert run(["undo", str(project)]) == 0
    assert relations(project) == []
    capsys.readouterr()
    assert proposed(project, capsys) == found


def test_a_file_is_filled_in_and_taken(project: Path, tmp_path: Path) -> None:
    file = tmp_path / "proposals.csv"
    assert run(["map", "propose", str(project), "-o", str(file)]) == 0
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    for row in rows:
        if row["time"] == "T2":
            row |= {"decision": "Affirmed", "type": "trains", "source": "lmm", "target": "hv"}
            row |= {"times": "T1; T2", "account": "hv"}
        if row["target"] == "maternity":
            row |= {"decision": "dismissed"}
    write(file, rows)
    assert run(["map", "confirm", str(project), "--file", str(file)]) == 0
    (made,) = relations(project)
    assert (made.source, made.target, made.type) == ("lmm", "hv", "trains")
    assert (made.times, made.account) == (["T1", "T2"], ["hv"])


def test_a_fault_in_the_file_changes_nothing_and_names_its_line(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "proposals.csv"
    assert run(["map", "propose", str(project), "-o", str(file)]) == 0
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    rows[0] |= {"decision": "affirmed", "type": "refer_to"}
    rows[1] |= {"decision": "afirmed"}
    rows[2] |= {"decision": "affirmed"}
    rows[3] |= {"decision": "denied", "source": "gp"}
    write(file, rows)
    before = project.read_bytes()
    assert run(["map", "confirm", str(project), "--file", str(file)]) == 1
    said = capsys.readouterr().err
    for words in (
        "line 2: unknown relation type",
        "line 3: unknown decision “afirmed”",
        "affirmed",
        "line 4",
        "line 5",
    ):
        assert words in said
    assert project.read_bytes() == before


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["abcd"],
        ["abcd", "--dismiss", "--denied"],
        ["abcd", "--type", "refers_to", "--file", "x.csv"],
    ],
)
def test_what_does_not_go_together_is_wrong_usage(project: Path, arguments: list[str]) -> None:
    assert run(["map", "confirm", str(project), *arguments]) == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["abcdabcdabcd", "--dismiss"], "no proposal"),
        (["ID", "--type", "refer_to"], "refers_to"),
        (["ID", "--type", "trains", "--time", "T9"], "T9"),
        (["ID", "--type", "trains", "--account", "P70"], "P07"),
    ],
)
def test_unknown_names_are_refused(
    project: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    one = proposed(project, capsys)["We ring Little Minds."]
    given = [one if word == "ID" else word for word in arguments]
    assert run(["map", "confirm", str(project), *given]) == 1
    assert said in capsys.readouterr().err


def test_who_speaks_and_who_is_named_are_counted_and_exported_apart(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    talk = TALK.replace("We ring Little Minds.", "[We ring Little Minds.](X)")
    talk = talk.replace("We ring Little Minds now.", "[Health Visiting is us.](X)")
    project = build(tmp_path / "coded.lmmq", talk, system=SYSTEM, study=STUDY)
    assert run(["map", "table", str(project), "--format", "json"]) == 0
    rows = {row["service"]: row for row in json.loads(capsys.readouterr().out)["services"]}
    names = ("speaking", "spoken segments", "naming", "naming segments", "own naming")
    assert [rows["hv"][name] for name in names] == [1, 2, 1, 1, 1]
    assert [rows["lmm"][name] for name in names] == [0, 0, 1, 1, 0]
    assert run(["map", "table", str(project), "--format", "json", "--time", "T2"]) == 0
    rows = {row["service"]: row for row in json.loads(capsys.readouterr().out)["services"]}
    assert [rows["lmm"][name] for name in names] == [0, 0, 0, 0, 0]
    assert run(["map", "export", str(project), "--format", "json", "--themes"]) == 0
    edges = json.loads(capsys.readouterr().out)["edges"]
    told = [(e["source"], e["account"], e["own"], e["time"]) for e in edges]
    assert sorted(told) == [
        ("hv", "mention", True, "T2"),
        ("hv", "speaker", False, "T1"),
        ("hv", "speaker", False, "T2"),
        ("lmm", "mention", False, "T1"),
    ]
    assert run(["map", "export", str(project), "--format", "yaml", "--themes"]) == 2


def test_proposals_are_on_the_page_on_request_and_never_for_sharing(
    project: Path, tmp_path: Path
) -> None:
    page = ["map", "page", str(project), "--force", "-o", str(tmp_path / "map.html")]
    assert run([*page, "--proposals"]) == 0
    assert "We never ring midwives." in (tmp_path / "map.html").read_text(encoding="utf-8")
    assert run(page) == 0
    assert "We never ring midwives." not in (tmp_path / "map.html").read_text(encoding="utf-8")
    assert run([*page, "--proposals", "--for-sharing"]) == 2


def write(file: Path, rows: list[dict[str, str]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
