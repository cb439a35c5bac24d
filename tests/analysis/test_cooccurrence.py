"""Codes that meet, against an obvious count of all pairs of segments."""

from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from helpers.exported import Exported, export
from helpers.fixtures import Make
from helpers.projects import build
from helpers.reference import Session, counted, segment, words_of
from helpers.small_studies import SmallStudy, small_studies
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lmm_qual.analysis.cooccurrence import CoOccurrence, c_index, co_occurrence, read_within
from lmm_qual.exporters.cooccurrence import cooccurrence_data
from lmm_qual.model.codebook import join_path, split_path
from lmm_qual.model.problem import BadInputError
from lmm_qual.project.project import Project


def found(path: Path, **options: Any) -> CoOccurrence:
    with Project.open(path) as project:
        return co_occurrence(project.store, **options)


def pairs(path: Path, **options: Any) -> dict[tuple[str, str], tuple[int, int, int]]:
    data = cooccurrence_data(found(path, **options))
    return {
        (pair["a"], pair["b"]): (pair["segments"], pair["participants"], pair["transcripts"])
        for pair in data["pairs"]
    }


def test_segments_that_overlap_meet(made: Make) -> None:
    """
    == S1
    P1: [We [rang](A) them](B), [nobody](A) came. [Later](C)
    P2: [they [did, [twice](B)](A)](C)
    """
    assert pairs(made()) == {
        ("A", "B"): (2, 2, 1),
        ("A", "C"): (1, 1, 1),
        ("B", "C"): (1, 1, 1),
    }


def test_a_long_segment_that_holds_many_counts_once(made: Make) -> None:
    """
    == S1
    P1: [One [two](A) three [four](A) five [six](A)](B)
    """
    data = found(made())
    assert [(pair.segments, pair.c_index) for pair in data.pairs] == [(1, pytest.approx(1 / 3))]


def test_segments_of_several_coders_are_one_where_they_are_equal(made: Make) -> None:
    """
    == S1
    P1: [[[[Nobody](A; KM)](A; JR)](B; KM)](B; JR) came
    """
    path = made()
    both = found(path)
    assert (both.segments, both.pairs[0].segments, both.pairs[0].c_index) == ([1, 1], 1, 1.0)
    assert found(path, coder="KM").segments == [1, 1]
    with pytest.raises(BadInputError, match="no coder “nobody”"):
        found(path, coder="nobody")


def test_one_turn_is_a_participants(made: Make) -> None:
    """
    == S1
    INT: [How is](A) it [here](B)?
    P1: [Hard](A). Well, [mostly](C)
    P2: [Fine](B)
    == Notes
    | [No [speakers](B)](C) [here](A)
    """
    assert pairs(made(), within="turn") == {("A", "C"): (1, 1, 1), ("B", "C"): (1, 0, 1)}


def test_words_between_are_those_said_without_labels(made: Make) -> None:
    """
    == S1
    P1: one [two](A) three
    P2: four – [five](B)
    """
    path = made()
    assert pairs(path, within=1) == {}
    assert pairs(path, within=2) == {("A", "B"): (1, 0, 1)}


def test_people_are_those_to_whom_both_segments_count(made: Make) -> None:
    """
    == S1
    P1: [We never [hear
    P2: back](A)](B; P1=present)
    P1: [[Never](A; P2=agreed)](B; P2=disagreed)
    """
    assert pairs(made()) == {("A", "B"): (2, 2, 1)}


def test_deeper_codes_count_within_those_that_are_kept(made: Make) -> None:
    """
    == S1
    P1: [[No time](Barriers/Time)](Barriers/Money) [and](Facilitators)
    """
    path = made()
    assert pairs(path) == {("Barriers/Time", "Barriers/Money"): (1, 1, 1)}
    assert pairs(path, depth=1) == {}
    assert found(path, depth=1).segments == [1, 1]


def test_nearness_is_told_in_words_or_by_name() -> None:
    assert [read_within(text) for text in ("overlap", "turn", "0", "50")] == [
        *("overlap", "turn", 0, 50)
    ]
    for text in ("-1", "near", "", "5 words", "٣", "9" * 30):
        with pytest.raises(BadInputError, match="use overlap, turn, or a number of words"):
            read_within(text)


def test_an_empty_project_has_no_pairs(made: Make) -> None:
    data = found(made())
    assert (data.codes, data.pairs) == ([], [])


class Slow:
    """Compares every two segments, character by character."""

    def __init__(self, project: Exported, within: str | int, coder: str, depth: int | None) -> None:
        self.within = within
        self.transcripts = {one["id"]: one for one in project.transcripts}
        self.people: dict[Any, set[str]] = {}
        for coding in project.codings:
            if coder not in {"all", coding["coder"]}:
                continue
            session = Session(self.transcripts[coding["transcript"]])
            people = {place.participant for place in counted(session, coding)} - {None}
            kept = {**coding, "code": join_path(split_path(coding["code"])[:depth])}
            self.people.setdefault(segment(kept), set()).update(people)  # type: ignore[arg-type]
        self.reach = {key: self._reach(*key[:3]) for key in self.people}

    def _reach(self, transcript: str, start: int, end: int) -> set[Any]:
        talk = self.transcripts[transcript]
        characters = set(range(start, end))
        if self.within == "turn" and talk["turns"]:
            return {
                turn["n"]
                for turn in talk["turns"]
                if not turn["interviewer"] and characters & set(range(turn["start"], turn["end"]))
            }
        return characters

    def words_between(self, one: Any, other: Any) -> int:
        (transcript, _, end, _), (_, other_start, _, _) = sorted([one, other])
        talk = self.transcripts[transcript]
        whole = {"start": 0, "end": len(talk["text"]), "n": 0}
        return sum(
            end <= characters[0] and characters[-1] < other_start
            for turn in talk["turns"] or [whole]
            for _, characters in words_of(talk, turn)
        )

    def meet(self, one: Any, other: Any) -> bool:
        if one[0] != other[0]:
            return False
        if isinstance(self.within, int):
            overlap = bool(self.reach[one] & self.reach[other])
            return overlap or self.words_between(one, other) <= self.within
        return bool(self.reach[one] & self.reach[other])

    def pair(self, a: str, b: str) -> tuple[int, int, int, float] | None:
        ones = [key for key in self.people if key[3] == a]
        others = [key for key in self.people if key[3] == b]
        meetings = [(x, y) for x, y in product(ones, others) if self.meet(x, y)]
        if not meetings:
            return None
        both = min(len({x for x, _ in meetings}), len({y for _, y in meetings}))
        people = {who for x, y in meetings for who in self.people[x] & self.people[y]}
        index = both / (len(ones) + len(others) - both)
        return both, len(people), len({x[0] for x, _ in meetings}), index


@given(
    small_studies(),
    st.sampled_from(["overlap", "turn", 0, 1, 3]),
    st.sampled_from(["all", "A"]),
    st.integers(1, 2) | st.none(),
)
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_pair_equals_the_slow_count(
    small: SmallStudy, within: Any, coder: str, depth: int | None
) -> None:
    with TemporaryDirectory() as folder:
        path = build(
            Path(folder) / "small.lmmq", [*small.talk], codes=small.codes, study=small.study
        )
        with Project.open(path) as project:
            exported = export(project.store)
            if coder == "A" and not any(one["coder"] == "A" for one in exported.codings):
                coder = "all"
            data = co_occurrence(project.store, within=within, coder=coder, depth=depth)
    slow = Slow(exported, within, coder, depth)
    names = dict(zip(data.codes, data.rows, strict=True))
    fast = {(names[pair.a], names[pair.b]): tuple(pair[2:]) for pair in data.pairs}
    expected = {
        (a, b): pair
        for at, a in enumerate(data.rows)
        for b in data.rows[at + 1 :]
        if (pair := slow.pair(a, b)) is not None
    }
    assert fast == expected
    assert all(0 < pair.c_index <= 1 for pair in data.pairs)


@given(st.integers(1, 9), st.integers(0, 9), st.integers(0, 9))
def test_the_index_never_leaves_nought_to_one(both: int, one: int, other: int) -> None:
    assert 0 < c_index(both, both + one, both + other) <= 1
