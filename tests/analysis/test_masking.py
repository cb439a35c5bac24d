"""Masking: no number below the threshold can be told from what is shown."""

from dataclasses import dataclass, replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lmm_qual.analysis.masking import checked_threshold, masks
from lmm_qual.model.problem import BadInputError

COLUMNS = 2


@dataclass(frozen=True)
class World:
    """Who is in each column, and each segment: the row of its code, its column, who says it."""

    depths: tuple[int, ...]
    there: tuple[frozenset[int], ...]
    segments: tuple[tuple[int, int, int], ...]

    def under(self, row):
        """Give the rows of a code and all below it."""
        rows = [row]
        for at in range(row + 1, len(self.depths)):
            if self.depths[at] <= self.depths[row]:
                break
            rows.append(at)
        return rows

    def number(self, measure, row, columns):
        rows = self.under(row)
        here = [one for one in self.segments if one[0] in rows and one[1] in columns]
        return len(here) if measure == "segments" else len({person for _, _, person in here})

    def of(self, measure, column):
        if measure == "participants":
            return len(self.there[column])
        return sum(at == column for _, at, _ in self.segments)

    def numbers(self, measure):
        """Give cells, totals and N, each by its place."""
        rows, columns = range(len(self.depths)), range(COLUMNS)
        found = {("N", at): self.of(measure, at) for at in columns}
        for row in rows:
            found["total", row] = self.number(measure, row, columns)
            found |= {(row, at): self.number(measure, row, [at]) for at in columns}
        return found

    def neighbours(self):
        """Give the worlds in which one thing is said once more or less, or one person more is."""
        for at in range(len(self.segments)):
            yield replace(self, segments=self.segments[:at] + self.segments[at + 1 :])
        for column, people in enumerate(self.there):
            for person in people:
                for row in range(len(self.depths)):
                    yield replace(self, segments=(*self.segments, (row, column, person)))
                for heard in (people - {person}) | {99}:  # what one said, another did
                    told = tuple(
                        (s[0], column, heard) if s[1:] == (column, person) else s
                        for s in self.segments
                    )
                    yield self._with(column, people | {heard}, told)
                    yield self._with(column, (people - {person}) | {heard}, told)
                for row in range(len(self.depths)):
                    rows = self.under(row)
                    yield replace(
                        self,
                        segments=tuple(
                            s
                            for s in self.segments
                            if not (s[0] in rows and s[1:] == (column, person))
                        ),
                    )
            new = people | {99}
            yield self._with(column, new, self.segments)
            for row in range(len(self.depths)):
                yield self._with(column, new, (*self.segments, (row, column, 99)))

    def _with(self, column, people, segments):
        there = tuple(people if at == column else one for at, one in enumerate(self.there))
        return replace(self, there=there, segments=segments)


def release(world, measure, threshold):
    """Give all numbers that are shown, and the marks of others."""
    numbers, people = world.numbers(measure), world.numbers("participants")
    rows = range(len(world.depths))
    found = masks(
        [[numbers[row, at] for at in range(COLUMNS)] for row in rows],
        [[people[row, at] for at in range(COLUMNS)] for row in rows],
        world.depths,
        [(numbers["N", at], people["N", at]) for at in range(COLUMNS)],
        threshold,
        counted=measure,
    )
    marks = {("N", at): "hidden" * found.of[at] for at in range(COLUMNS)}
    for row in rows:
        marks["total", row] = "hidden" * found.totals[row]
        marks |= {(row, at): found.cells[row][at] for at in range(COLUMNS)}
    return {place: marks[place] or number for place, number in numbers.items()}


@st.composite
def worlds(draw):
    depths = [0]
    for _ in range(draw(st.integers(0, 4))):
        depths.append(draw(st.integers(0, depths[-1] + 1)))
    there = tuple(draw(st.frozensets(st.integers(0, 6), max_size=7)) for _ in range(COLUMNS))
    places = [(at, person) for at, people in enumerate(there) for person in people]
    said = st.tuples(st.integers(0, len(depths) - 1), st.sampled_from(places)) if places else None
    drawn = draw(st.lists(said, max_size=25)) if said is not None else []
    return World(tuple(depths), there, tuple((row, *place) for row, place in drawn))


@given(worlds(), st.sampled_from(["participants", "segments"]), st.sampled_from([3, 4]))
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_small_number_may_be_another_with_the_same_table(world, measure, threshold):
    shown, numbers = release(world, measure, threshold), world.numbers(measure)
    small = {place for place, number in numbers.items() if 0 < number < threshold}
    assert all(isinstance(shown[place], str) for place in small)
    unsure = set()
    for other in world.neighbours():
        if release(other, measure, threshold) == shown:
            unsure |= {p for p in small if other.numbers(measure)[p] != numbers[p]}
        if small <= unsure:
            break
    assert unsure == small, small - unsure


@given(worlds(), st.sampled_from([3, 4]))
@settings(max_examples=12, deadline=None)
def test_what_a_shown_number_is_made_of_is_shown(world, threshold):
    shown = release(world, "participants", threshold)
    for row in range(len(world.depths)):
        for at in range(COLUMNS):
            if not isinstance(shown[row, at], str):
                assert not any(isinstance(shown[below, at], str) for below in world.under(row))
        if not isinstance(shown["total", row], str):
            assert not any(isinstance(shown[row, at], str) for at in range(COLUMNS))


def test_zeros_stand_and_small_numbers_are_named_once():
    cells = [[7, 0], [7, 0], [2, 0], [0, 0]]
    found = masks(cells, cells, [0, 1, 2, 1], [(9, 9), (2, 2)], 5)
    assert found.cells == [["hidden", ""], ["hidden", ""], ["few", ""], ["", ""]]
    assert (found.of, found.totals) == ([False, True], [True, True, True, False])


def test_much_said_by_one_person_is_masked():
    found = masks([[12]], [[1]], [0], [(40, 8)], 5, counted="segments")
    assert (found.cells, found.of, found.totals) == ([["hidden"]], [True], [True])


def test_a_threshold_that_hides_nothing_is_refused():
    assert checked_threshold(None) is None
    assert checked_threshold(3) == 3
    with pytest.raises(BadInputError, match="set masking_threshold in the study file to 3"):
        checked_threshold(2)
