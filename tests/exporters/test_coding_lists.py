"""All coded segments as CSV, written as they are read, beside the list of them written slowly."""

from itertools import product
from pathlib import Path
from typing import Any

import pytest
from helpers.hostile import ESCAPES, NAMES
from helpers.projects import build, read_talk, speak
from hypothesis import given
from hypothesis import strategies as st

from lmm_qual.exporters.codings import CODING_COLUMNS, coding_csv, coding_list
from lmm_qual.exporters.tables import Table, csv_cell, csv_line, csv_table
from lmm_qual.model.codebook import join_path
from lmm_qual.model.problem import BadInputError
from lmm_qual.project.project import Project
from lmm_qual.store.store import Store

WORDS = (*NAMES, *ESCAPES, "=1\n2", "a\r=b", "\rc", '"', "a,b", "_x0041_", "<r>a & b</r>", "a\nb")
TALK = """
== S9 time=T1 group=G1
INT: [Is it hard?](Barriers)
P01: [Nobody told [us](Time; KM)](Barriers/Stigma; P02=agreed). [So.](Time; P02=disagreed)
P02: Mm, [well](Time; KM)
== S1 time=T2 group=G1
P02: [So [it](Barriers) was](Time)
| [no turn](Barriers/Stigma)
"""


@pytest.fixture
def messy(tmp_path: Path) -> Path:
    spoken = [
        speak(words, {"code": join_path([name])}, {"code": "Time", "coder": name}, key=f"={at}")
        for at, (words, name) in enumerate(zip(WORDS, [*NAMES, *NAMES], strict=False))
    ]
    study = {"time_points": [{"id": "T1"}, {"id": "T2"}], "groups": [{"id": "G1"}]}
    return build(tmp_path / "messy.lmmq", [*read_talk(TALK), *spoken], study=study)


def slowly(store: Store, *wanted: str | None) -> str:
    """Write the list of codings as a table with all their words."""
    return csv_table(Table(CODING_COLUMNS, [*map(cells, coding_list(store, *wanted))]))


def cells(entry: dict[str, Any]) -> list[Any]:
    voices = entry["voices"].items()
    said = [name if voice == "voiced" else f"{name} {voice}" for name, voice in voices]
    return [{**entry, "voices": "; ".join(said)}[name] for name in CODING_COLUMNS]


def test_it_is_the_list_of_codings_whatever_they_hold(messy: Path) -> None:
    with Project.open(messy) as project:
        for wanted in product((None, "S9", "=20"), (None, "KM", "+1"), (None, "Barriers", "Time")):
            assert "".join(coding_csv(project.store, *wanted)) == slowly(project.store, *wanted)


def test_unknown_names_are_refused_before_anything_is_written(messy: Path) -> None:
    with Project.open(messy) as project:
        for wanted in (("S", None, None), (None, "K", None), (None, None, "Bar")):
            with pytest.raises(BadInputError):
                coding_csv(project.store, *wanted)


@given(st.text(st.sampled_from('=-\t\n",a é'), max_size=6))
def test_a_cell_by_itself_is_written_as_in_a_table(text: str) -> None:
    assert f"{csv_cell(text)},\n" == csv_line([text, None])
