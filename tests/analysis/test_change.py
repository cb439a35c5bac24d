"""Two rounds compared, beside a slow comparison of the theme matrix and of single segments."""

import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from helpers.exported import export
from helpers.projects import build
from helpers.reference import Reference, Session, column_of, counted, is_within, segment
from helpers.small_studies import SmallStudy, small_studies
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lmm_qual.analysis.change import change_table, compared
from lmm_qual.exporters.change import change_csv, change_data, change_markdown, change_text
from lmm_qual.model.problem import BadInputError
from lmm_qual.project.project import Project

UNITS = {"people": "participant", "service": "service", "group": "group"}
EMPTY = {"not sampled", "no transcript yet"}


def built(folder: str, small: SmallStudy) -> Path:
    path = build(
        Path(folder) / "small.lmmq",
        small.talk,
        codes=small.codes,
        newer_codes=small.newer_codes,
        study=small.study,
        passes=small.passes,
    )
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            "UPDATE coding SET valence = substr('barrier', 1, 7 * (id % 2)), "
            "refers_to = CASE id % 3 WHEN 0 THEN 'before' WHEN 1 THEN 'now' END"
        )
        connection.execute("UPDATE coding SET valence = NULL WHERE valence = ''")
    return path


def mention(number, state):
    """Say slowly whether a code was mentioned: yes, no, or nobody can know."""
    if number is None:
        return "unknown"
    if number > 0 or state == "no participant named":
        return "yes"
    return "no" if state == "not mentioned" else "unknown"


STATES = {
    ("yes", "yes"): "mentioned at both",
    ("no", "no"): "mentioned at neither",
    ("yes", "no"): "mentioned at T1 only",
    ("no", "yes"): "mentioned at T2 only",
}


def shades(reference, code, column, names, key):
    """Count the segments of a cell slowly by what was said of them."""
    found = set()
    for coding in reference.codings:
        transcript = reference.transcripts[coding["transcript"]]
        places = counted(Session(transcript), coding)
        if is_within(coding["code"], code) and any(
            column_of(names, transcript, place) == column for place in places
        ):
            found.add((segment(coding), coding.get(key) or "none said"))
    return {value: sum(said == value for _, said in found) for _, value in found}


@given(small_studies(), st.sampled_from(sorted(UNITS)), st.booleans())
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
def test_each_row_equals_the_reference(small: SmallStudy, design: str, words: bool) -> None:
    with TemporaryDirectory() as folder, Project.open(built(folder, small)) as project:
        measure = "words" if words else None
        table = change_table(project.store, design=design, measure=measure)
        data = change_data(table)
        for write in (change_csv, change_text, change_markdown):
            assert write(table)
        if table.from_time is None:
            assert not data["rows"]
            return
        names = ["time", UNITS[design]]
        reference = Reference(export(project.store), table.measure, names)
        columns = reference.columns()
        matrix = reference.matrix(columns, None)
        codes = list(reference.rows())
        assert {row["code"] for row in data["rows"]} <= set(codes)
        for row in data["rows"]:
            sides = []
            for at, time in enumerate((table.from_time, table.to_time), start=1):
                column = {"time": time, names[1]: row[names[1]]}
                if column in columns:
                    place = columns.index(column)
                    number = matrix["cells"][codes.index(row["code"])][place]
                    state = matrix["states"][codes.index(row["code"])][place]
                    assert row[f"of{at}"] == matrix["of"][place]
                else:
                    number, state = None, "no transcript yet"
                assert (row[f"t{at}"], row[f"state{at}"]) == (number, state)
                for key in ("valence", "refers_to"):
                    expected = shades(reference, row["code"], column, names, key)
                    assert row[f"{key}{at}"] == expected
                sides.append(mention(number, state))
            expected = STATES.get(tuple(sides), "not comparable")
            named = {"T1": table.from_time, "T2": table.to_time}
            for short, name in named.items():
                expected = expected.replace(f"at {short} only", f"at {name} only")
            assert row["state"] == expected


def test_what_is_not_known_cannot_be_compared():
    assert compared(None, True, ("T1", "T2")) == "not comparable"
    assert compared(True, None, ("T1", "T2")) == "not comparable"


def test_studies_with_fewer_than_two_rounds_have_nothing_to_compare(tmp_path):
    path = build(tmp_path / "one.lmmq", "== A time=T1\nP07: Yes.", codes=["X"])
    with Project.open(path) as project:
        table = change_table(project.store)
        assert "nothing can be compared" in change_text(table)
        assert change_csv(table).startswith("code,group,state")
        with pytest.raises(BadInputError, match="no time point “T3”"):
            change_table(project.store, to_time="T3")


def test_the_rounds_that_have_transcripts_are_compared_unless_others_are_named(tmp_path):
    study = {
        "time_points": [{"id": "m12"}, {"id": "m6"}, {"id": "base"}, {"id": "later"}],
        "groups": [{"id": "home"}],
    }
    talk = "".join(f"== {time} time={time} group=home\nP07: Yes.\n" for time in ("m12", "base"))
    with Project.open(build(tmp_path / "four.lmmq", talk, codes=["X"], study=study)) as project:
        table = change_table(project.store)
        assert (table.from_time, table.to_time) == ("m12", "base")
        assert "not compared here: m6, later" in table.notes
        assert table.notes[0] == "1 of 1 groups are in both m12 and base"
        table = change_table(project.store, design="service", from_time="base", to_time="m6")
        assert table.notes[0] == "no services are known of the speakers in base or m6"
        assert "in the study base comes after m6" in table.notes
