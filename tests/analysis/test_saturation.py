"""Saturation: codes first met by transcript, random orders, new-information share."""

from dataclasses import replace
from itertools import accumulate, permutations
from pathlib import Path
from typing import Any

import pytest
from helpers.fixtures import Make
from hypothesis import given
from hypothesis import strategies as st

from lmm_qual.analysis.saturation import (
    Curve,
    Saturation,
    bands,
    first_met,
    runs,
    saturation,
)
from lmm_qual.definitions.reading import read_codebook
from lmm_qual.exporters.saturation import saturation_text
from lmm_qual.model.problem import BadInputError
from lmm_qual.project.changes.codebook import ImportCodebook
from lmm_qual.project.project import Project

CODEBOOK = """
codes:
  - {name: A, origin: inductive}
  - {name: B, origin: in vivo}
  - {name: C, origin: inductive}
  - {name: D, origin: deductive}
"""


def found(path: Path, tmp_path: Path, codebook: str = CODEBOOK, **options: Any) -> Saturation:
    (tmp_path / "codebook.yaml").write_text(codebook, encoding="utf-8")
    with Project.open(path, write=True, coder="A") as project:
        project.make(ImportCodebook(read_codebook(tmp_path / "codebook.yaml")))
        return saturation(project.store, **options)


def test_codes_are_first_met_in_order_of_date(made: Make, tmp_path: Path) -> None:
    """
    == S1 time=T1 group=G1 date=2022-03-02
    P1: [one](A) [two](B) [three](D)
    == S2 time=T1 group=G1 date=2022-03-01
    INT: [asked](C)
    P2: [one](A)
    == S3 time=T2 group=G1 date=2023-03-01
    P1: [one](A)
    """
    first, second = found(made(), tmp_path).curves
    assert (first.time, first.group, first.order) == ("T1", "G1", "date")
    assert (first.transcripts, first.codes) == (["S2", "S1"], [["A"], ["B"]])
    assert (first.met, second.met) == ([1, 2], [1])


def test_without_all_dates_the_ids_order(made: Make, tmp_path: Path) -> None:
    """
    == S2 time=T1 group=G1 date=2022-03-01
    P1: [one](A)
    == S1 time=T1 group=G1
    P2: [one](A) [two](B)
    """
    (curve,) = found(made(passes=[]), tmp_path).curves
    assert (curve.order, curve.transcripts, curve.new) == ("id", ["S1", "S2"], [2, 0])
    assert curve.unfinished == ["S1", "S2"]


def test_one_round_or_group(made: Make, tmp_path: Path) -> None:
    """
    == S1 time=T1 group=G1
    P1: [one](A)
    == S2 time=T2 group=G2
    P2: [one](A)
    """
    path = made()
    assert [curve.time for curve in found(path, tmp_path, time="T2").curves] == ["T2"]
    assert [curve.group for curve in found(path, tmp_path, group="G1").curves] == ["G1"]
    assert found(path, tmp_path, time="T2", group="G1").curves == []
    with pytest.raises(BadInputError, match="unknown group “G3”"):
        found(path, tmp_path, group="G3")


def test_nothing_to_follow_is_said(made: Make, tmp_path: Path) -> None:
    """
    == S1
    P1: [one](D)
    """
    path = made()
    none = found(path, tmp_path, "codes: [{name: D}]")
    assert saturation_text(none).startswith("no inductive or in vivo codes")
    text = saturation_text(found(path, tmp_path))
    assert "no time no group, in order of id" in text
    assert "1 transcript: too few for a base of 4 and a run of 2" in text


def test_the_worked_example_of_guest_namey_and_chen() -> None:
    new = [20, 9, 5, 3, 3, 1, 0]
    found = runs(new, base=4, run=2)
    assert [(run.first, run.last, run.new) for run in found] == [(5, 6, 4), (6, 7, 1)]
    assert found[0].share == pytest.approx(4 / 37)
    none = [frozenset[int]()] * 7
    keys = [f"S{at}" for at in range(7)]
    curve = Curve("T1", "G1", "date", keys, [[]] * 7, new, list(accumulate(new)), 4, 2, 37, found)
    text = saturation_text(Saturation("all", 41, 2, 1, [replace(curve, bands=bands(none, 2, 1))]))
    assert "transcripts 5–6: 4 new on a base of 37 = 11 %" in text


def test_a_base_without_codes_has_no_share() -> None:
    assert [run.share for run in runs([0, 0, 1], base=2, run=1)] == [None]
    assert runs([1, 2], base=2, run=1) == []


SETS = st.lists(st.frozensets(st.integers(0, 5)), min_size=1, max_size=4)


@given(SETS)
def test_what_is_first_met_adds_up_to_all(found: list[frozenset[int]]) -> None:
    new = first_met(found)
    assert sum(map(len, new)) == len(frozenset().union(*found))
    for at, codes in enumerate(new):
        assert codes == found[at] - frozenset().union(*found[:at])


@given(SETS, st.integers(0, 99))
def test_the_band_lies_within_all_orders_and_is_the_same_for_a_seed(
    found: list[frozenset[int]], seed: int
) -> None:
    made = bands(found, 40, seed)
    assert made == bands(found, 40, seed)
    for at, band in enumerate(made, start=1):
        counts = [len(frozenset().union(*order[:at])) for order in permutations(found)]
        assert min(counts) <= band.low <= band.high <= max(counts)
        assert min(counts) <= band.mean <= max(counts)
    assert made[-1].low == made[-1].high == len(frozenset().union(*found))
