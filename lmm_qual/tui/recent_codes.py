"""The pinned codes and those used last, each with a number that it keeps while it is among them."""

from collections.abc import Iterable, Mapping

PLACES = 9


class RecentCodes:
    """Nine places for codes: a new one takes a free place, else that of the one unused longest.

    Pinned codes keep their places; the others share what those leave.
    """

    def __init__(self) -> None:
        self._places: list[int | None] = [None] * PLACES
        self._used: list[int] = []
        self._pinned: set[int] = set()

    # Using

    def use(self, code: int) -> None:
        """Note that a code was used."""
        if code not in self._places:
            self._seat(code)
        self._used = [code, *(used for used in self._used if used != code)]

    def fill(self, codes: Iterable[int]) -> None:
        """Give free places to codes, those used last first."""
        for code in codes:
            if code not in self._used:
                self._used.append(code)
            if None in self._places and code not in self._places:
                self._places[self._places.index(None)] = code

    def keep(self, codes: Iterable[int]) -> None:
        """Forget codes that are no longer there."""
        known = set(codes)
        self._places = [code if code in known else None for code in self._places]
        self._used = [code for code in self._used if code in known]
        self._pinned &= known

    # Pinning

    @property
    def pins(self) -> dict[int, int]:
        """Give the pinned codes by number."""
        numbered = enumerate(self._places, 1)
        return {number: code for number, code in numbered if code and code in self._pinned}

    def set_pins(self, pins: Mapping[int, int]) -> None:
        """Put pinned codes in their places, in a fresh set of numbers."""
        for number, code in pins.items():
            self._places[number - 1] = code
            self._pinned.add(code)

    def pinned(self, code: int) -> bool:
        """Say whether a code is pinned."""
        return code in self._pinned

    def pin(self, code: int) -> int | None:
        """Pin a code to the lowest number that no pinned code has; None where all have one.

        The recent code there takes the place that the pinned one had, else a free place, else
        that of the code unused longest, which may be its own.
        """
        free = [at for at, held in enumerate(self._places) if held not in self._pinned]
        if code in self._pinned or not free:
            return self.number(code) if code in self._pinned else None
        at, displaced = free[0], self._places[free[0]]
        if code in self._places:
            self._places[self._places.index(code)] = None
        self._places[at] = code
        self._pinned.add(code)
        if displaced is not None and displaced != code:
            self._seat(displaced, self._age(displaced))
        return at + 1

    def unpin(self, code: int) -> None:
        """Let a pinned code keep its number only as long as recent codes do."""
        self._pinned.discard(code)

    # Asking

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

    def _seat(self, code: int, age: int = -1) -> None:
        """Give a code a free place, else that of the one unused longest, if longer than `age`."""
        recent = [held for held in self._places if held is not None and held not in self._pinned]
        if None in self._places:
            self._places[self._places.index(None)] = code
        elif recent and self._age(oldest := max(recent, key=self._age)) > age:
            self._places[self._places.index(oldest)] = code

    def _age(self, code: int) -> int:
        """Say how many codes were used since; those never used come last."""
        return self._used.index(code) if code in self._used else len(self._used)
