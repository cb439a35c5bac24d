"""The codes used last, each with a number that it keeps while it is among them."""

from collections.abc import Iterable

PLACES = 9


class RecentCodes:
    """Nine places for codes: a new one takes a free place, else that of the one unused longest."""

    def __init__(self) -> None:
        self._places: list[int | None] = [None] * PLACES
        self._used: list[int] = []

    def use(self, code: int) -> None:
        """Note that a code was used."""
        if code not in self._places:
            free = None if None in self._places else self._oldest()
            self._places[self._places.index(free)] = code
        self._used = [code, *(used for used in self._used if used != code)]

    def fill(self, codes: Iterable[int]) -> None:
        """Give free places to codes, those used last first."""
        for code in codes:
            if None not in self._places:
                return
            if code not in self._places:
                self._places[self._places.index(None)] = code
                self._used.append(code)

    def keep(self, codes: Iterable[int]) -> None:
        """Forget codes that are no longer there."""
        known = set(codes)
        self._places = [code if code in known else None for code in self._places]
        self._used = [code for code in self._used if code in known]

    def at(self, number: int) -> int | None:
        """Give the code with a number, 1 to 9."""
        return self._places[number - 1]

    def number(self, code: int) -> int | None:
        """Give the number of a code, None where it has none."""
        return self._places.index(code) + 1 if code in self._places else None

    @property
    def last(self) -> int | None:
        """Give the code used last."""
        return self._used[0] if self._used else None

    @property
    def codes(self) -> list[int]:
        """Give the codes that have a number, by number."""
        return [code for code in self._places if code is not None]

    def _oldest(self) -> int | None:
        placed = [code for code in self._used if code in self._places]
        return placed[-1] if placed else None
