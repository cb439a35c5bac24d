"""The framework matrix: its cells, their segments and states, and what is out of date."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from helpers.exported import export
from helpers.projects import build
from helpers.reference import Session, counted, is_within
from helpers.small_studies import SmallStudy, small_studies
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lmm_qual.analysis.attribution import Attributed
from lmm_qual.analysis.framework_matrix import Drift, FrameworkMatrix, drift
from lmm_qual.analysis.framework_rows import ChartColumn
from lmm_qual.project.project import Project
from lmm_qual.store.queries.charts import ROW_KINDS, RowKind

STUDY = {
    "time_points": [{"id": "T1"}, {"id": "T2"}],
    "groups": [{"id": "G1"}, {"id": "G3"}],
    "participants": [
        {"id": "P01", "group": "G1"},
        {"id": "P02", "group": "G3"},
        {"id": "P03", "group": "G3"},
    ],
    "recruitment": [{"time": "T2", "group": "G1", "sampled": False}],
}
GROUP_TALK = """
== F1 time=T1 group=G3
INT: [Is it known?](Reach)
P02: [Not here.](Reach/Known) No.
P03: Mm. [And forms](Barriers/Forms; P02=agreed).
== F2 time=T2 group=G3
P02: [It is now](Reach/Known), yes.
"""
Made = Callable[..., Path]


@pytest.fixture
def made(tmp_path: Path) -> Made:
    def make(talk: str = "", **more: Any) -> Path:
        return build(tmp_path / "chart.lmmq", talk, **more)

    return make


def said(path: Path, kind: RowKind = "participant") -> dict[tuple[str, str], list[str]]:
    """Give what stands in the cells of each row and code, by the names of both."""
    with Project.open(path) as project:
        matrix = FrameworkMatrix(project.store, kind)
        return {
            (row.key, matrix.tree.path(code)): [c.said() for c in matrix.row_cells(row, code)]
            for row in matrix.rows
            for code in matrix.codes
        }


def test_segments_stand_with_those_whose_voice_they_are(made: Made) -> None:
    cells = said(made(GROUP_TALK, study=STUDY))
    one, none = "not yet written, 1 segment", "not mentioned"
    assert cells["P02", "Reach"] == [one, one, "not yet written, 2 segments"]
    assert cells["P03", "Reach"] == [none, "no transcript yet", "not comparable"]
    assert cells["P02", "Barriers"] == [one, none, one]
    assert cells["P03", "Barriers/Forms"][0] == one
    assert cells["P01", "Reach"] == ["no transcript yet", "not sampled", "not comparable"]


def test_rows_stand_by_group_and_a_transcript_has_one_column(made: Made) -> None:
    path = made(GROUP_TALK, study=STUDY)
    with Project.open(path) as project:
        people = FrameworkMatrix(project.store)
        assert [(row.key, row.groups) for row in people.rows] == [
            ("P01", ("G1",)),
            ("P02", ("G3",)),
            ("P03", ("G3",)),
        ]
        assert people.columns == [
            ChartColumn("T1"),
            ChartColumn("T2"),
            ChartColumn(change=True),
        ]
        sessions = FrameworkMatrix(project.store, "transcript")
    assert [(row.key, row.time) for row in sessions.rows] == [("F1", "T1"), ("F2", "T2")]
    assert sessions.columns == [ChartColumn()]
    assert said(path, "transcript")["F1", "Reach"] == ["not yet written, 1 segment"]


def test_services_are_those_of_the_sessions(made: Made) -> None:
    talk = """
    == S1 time=T1 group=G3
    @ P02 participant=P02 service=hv
    P02: [Slow](Barriers).
    == S2 time=T2 group=G3
    @ P02 participant=P02 service=lmm
    P02: [Quick](Barriers).
    """
    cells = said(made(talk, study=STUDY), "service")
    assert cells["hv", "Barriers"][:2] == ["not yet written, 1 segment", "no transcript yet"]
    assert cells["lmm", "Barriers"][:2] == ["no transcript yet", "not yet written, 1 segment"]


def test_states_are_those_of_every_table(made: Made) -> None:
    guide = {"time": "T1", "group": "G3", "questions": [{"text": "?", "prompts": ["Reach"]}]}
    path = made(
        GROUP_TALK,
        study={**STUDY, "topic_guides": [guide]},
        newer_codes=["Later"],
        passes=[{"transcript": "F1", "coder": "A"}],
    )
    cells = said(path)
    assert cells["P03", "Barriers"][0] == "not asked; not yet written, 1 segment"
    assert cells["P03", "Later"][0] == "code newer than last pass"
    assert cells["P02", "Later"][1:] == ["coding not finished", "coding not finished"]
    assert cells["P02", "Reach"][1] == "coding not finished; not yet written, 1 segment"


@pytest.mark.parametrize("kind", ROW_KINDS)
def test_an_empty_project_has_an_empty_chart(made: Made, kind: RowKind) -> None:
    assert said(made(), kind) == {}
    assert said(made(codes=["A"]), kind) == {}


def test_one_round_no_round_and_thirty(made: Made) -> None:
    line = "== S time=T1\nP01: [a](X)\n"
    assert said(made(line)) == {("P01", "X"): ["not yet written, 1 segment"]}
    assert said(made("== S\nP01: [a](X)\n")) == {("P01", "X"): ["not yet written, 1 segment"]}
    many = "".join(f"== S{n:02} time=R{n:02}\nP01: [a](X)\n" for n in range(30))
    assert said(made(many))["P01", "X"][-1] == "not yet written, 30 segments"
    assert len(said(made(many + "== U\nP01: [a](X)\n"))["P01", "X"]) == 32


def test_who_is_nobody_stands_in_no_row_of_participants(made: Made) -> None:
    path = made("== S time=T1 group=G1\nAnna: [a](X)\n", study=STUDY)
    assert "segment" not in str(said(path))
    assert said(path, "transcript") == {("S", "X"): ["not yet written, 1 segment"]}


def test_what_changed_since_is_told_by_number() -> None:
    before, now = [(1, 0, 5), (2, 0, 5), (3, 0, 5)], [(2, 0, 5), (3, 0, 6), (4, 0, 1), (5, 0, 1)]
    assert drift(before, now) == Drift(new=2, gone=1, moved=1)
    assert drift(before, now).said() == "out of date: 2 new, 1 gone, 1 with other ends"
    assert not drift(before, before[::-1])
    assert drift(before, before).said() == ""


@given(small_studies(), st.sampled_from(ROW_KINDS))
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
def test_cells_hold_the_segments_that_a_slow_reading_finds(
    small: SmallStudy, kind: RowKind
) -> None:
    with TemporaryDirectory() as folder:
        path = build(Path(folder) / "small.lmmq", small.talk, codes=small.codes, study=small.study)
        with Project.open(path) as project:
            exported = export(project.store)
            matrix = FrameworkMatrix(project.store, kind)
            transcripts = {one["id"]: one for one in exported.transcripts}
            sessions = {key: Session(one) for key, one in transcripts.items()}
            found, expected = set(), set()
            for row in matrix.rows:
                for code in matrix.codes:
                    for column in matrix.columns:
                        cell = matrix.cell(row, code, column)
                        place = (row.key, matrix.tree.path(code), column)
                        found |= {(*place, *_coding(one, matrix)) for one in cell.segments}
            for coding in exported.codings:
                transcript = transcripts[coding["transcript"]]
                for place in counted(sessions[coding["transcript"]], coding):
                    keys = {
                        "participant": place.participant,
                        "service": place.service,
                        "transcript": transcript["id"],
                    }
                    if (key := keys[kind]) is None:
                        continue
                    for code in filter(lambda c: is_within(coding["code"], c), exported.codes):
                        for column in matrix.columns:
                            alone = kind == "transcript"
                            if alone or column.change or column.time == transcript["time"]:
                                names = ("transcript", "start", "end", "code", "coder")
                                expected.add((key, code, column, *(coding[n] for n in names)))
    assert found == expected


def _coding(one: Attributed, matrix: FrameworkMatrix) -> tuple[object, ...]:
    row = one.coding
    return row.transcript, row.start, row.end, matrix.tree.path(row.code_id), row.coder
