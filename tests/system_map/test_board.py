"""The board counts what the map's table counts, at every time point."""

from pathlib import Path

import pytest
from helpers.projects import build

from lmm_qual.exporters.system_map import measures_table
from lmm_qual.project.project import Project
from lmm_qual.system_map.board import MapBoard, read_board
from lmm_qual.system_map.themes import EVERYONE

TALK = """
== S1 time=T1 group=G3
@ P07 participant=P07 service=hv
@ P08 participant=P08 service=mat
P07: [We ring Little Minds.](Barriers/Forms) [Long.](Barriers)
P08: [Midwives never do, nor](Barriers/Forms) Little Minds.

== S2 time=T2 group=G3
@ P07 participant=P07 service=hv
P07: [Little Minds again.](Barriers/Forms)
"""
SYSTEM = {
    "services": [
        {"id": "lmm", "label": "Little Minds"},
        {"id": "hv", "label": "Health Visiting"},
        {"id": "mat", "label": "Midwifery", "aliases": ["midwives"], "end": "2022"},
    ],
    "relation_types": [{"id": "refers_to"}],
    "relations": [
        {"source": "hv", "target": "lmm", "type": "refers_to", "times": ["T1"]},
        {"source": "mat", "target": "lmm", "type": "refers_to"},
        {"source": "hv", "target": "mat", "type": "refers_to", "stance": "denied"},
    ],
}
STUDY = {
    "time_points": [{"id": "T1", "start": "2022"}, {"id": "T2", "start": "2023"}],
    "groups": [{"id": "G3"}],
}
_TALK = ("speaking", "spoken segments", "naming", "naming segments", "own naming")


def counted(board: MapBoard, service: str, time: str | None) -> list[int]:
    found = board.counts(service, time)
    both = (found.spoken, found.named)
    numbers = [number for one in both for number in (len(one.participants), len(one.segments))]
    return [*numbers, len(found.own.participants)]


@pytest.mark.parametrize("time", [None, "T1", "T2"])
def test_the_board_says_what_the_table_says(tmp_path: Path, time: str | None) -> None:
    with_map = build(tmp_path / "study.lmmq", TALK, system=SYSTEM, study=STUDY)
    with Project.open(with_map) as project:
        board = read_board(project.store)
        table, _ = measures_table(project.store, time=time)
    rows = [dict(zip(table.headings, row, strict=True)) for row in table.rows]
    there = [one.id for one in board.system.services if board.links(one.id, time)]
    assert there == [row["service"] for row in rows]
    for row in rows:
        key = str(row["service"])
        links = board.links(key, time)
        assert links is not None
        assert links.relations == row["relations"]
        assert counted(board, key, time) == [row[name] for name in _TALK]


def test_the_board_tells_of_how_many_what_changed_and_what_is_behind_it(tmp_path: Path) -> None:
    with_map = build(tmp_path / "study.lmmq", TALK, system=SYSTEM, study=STUDY)
    with Project.open(with_map) as project:
        board = read_board(project.store)
    assert [board.of(key, "T1") for key in ("hv", "mat", "lmm", EVERYONE)] == [1, 1, 0, 2]
    assert [board.of(key, "T2") for key in ("hv", "mat", EVERYONE)] == [1, 0, 1]
    forms = board.themes("lmm", "mention", None)[-1]
    assert (forms.code, forms.name, forms.depth) == ("Barriers/Forms", "Forms", 1)
    assert [len(forms.at(time).participants) for time in (None, "T1", "T2")] == [1, 1, 1]
    assert board.themes("mat", "speaker", "T2") == []
    behind = board.naming("lmm", "Barriers", None)
    assert [one.quote for one in behind] == ["We ring Little Minds.", "Little Minds again."]
    assert [one.number for one in board.relations("hv")] == [1, 3]
    assert [one.number for one in board.relations(None, "T2")] == []
    assert board.changes(board.pairs[0]) == {1: "first", 2: "first", 3: "first"}
