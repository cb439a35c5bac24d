"""The numbers of pinned and recent codes, against a history that is looked through each time."""

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from lmm_qual.tui.recent_codes import PLACES, RecentCodes

codes = st.integers(1, 14)


class Numbers(RuleBasedStateMachine):
    """What is kept is a table of numbers and a diary; every answer is read off these two."""

    def __init__(self):
        super().__init__()
        self.recent = RecentCodes()
        self.table = {}
        self.pinned = []
        self.diary = []

    def quiet_since(self, code):
        return len(set(self.diary[self.last_use(code) + 1 :]))

    def last_use(self, code):
        return max((at for at, used in enumerate(self.diary) if used == code), default=-1)

    def longest_unused(self):
        numbers = [n for n in sorted(self.table) if self.table[n] not in self.pinned]
        return max(numbers, key=lambda n: self.quiet_since(self.table[n]), default=None)

    def seat(self, code, *, only_if_older):
        free = [n for n in range(1, PLACES + 1) if n not in self.table]
        if free:
            self.table[free[0]] = code
            return
        number = self.longest_unused()
        if number is None:
            return
        if only_if_older and self.quiet_since(self.table[number]) <= self.quiet_since(code):
            return
        self.table[number] = code

    @rule(code=codes)
    def use(self, code):
        self.recent.use(code)
        if code not in self.table.values():
            self.seat(code, only_if_older=False)
        self.diary.append(code)

    @rule(found=st.lists(codes, max_size=4))
    def fill(self, found):
        self.recent.fill(found)
        for code in found:
            if code not in self.diary:
                self.diary.insert(0, code)
            if len(self.table) < PLACES and code not in self.table.values():
                self.seat(code, only_if_older=False)

    @rule(code=codes)
    def pin(self, code):
        got = self.recent.pin(code)
        numbers = {held: n for n, held in self.table.items()}
        if code in self.pinned:
            assert got == numbers[code]
            return
        free = [n for n in range(1, PLACES + 1) if self.table.get(n) not in self.pinned]
        if not free:
            assert got is None
            return
        assert got == free[0]
        displaced = self.table.get(free[0])
        self.table.pop(numbers.get(code), None)
        self.table[free[0]] = code
        self.pinned.append(code)
        if displaced not in {None, code}:
            self.seat(displaced, only_if_older=True)

    @precondition(lambda self: self.pinned)
    @rule(data=st.data())
    def unpin(self, data):
        code = data.draw(st.sampled_from(self.pinned))
        self.recent.unpin(code)
        self.pinned.remove(code)

    @rule(kept=st.sets(codes, min_size=8))
    def keep(self, kept):
        self.recent.keep(kept)
        self.table = {n: code for n, code in self.table.items() if code in kept}
        self.pinned = [code for code in self.pinned if code in kept]
        self.diary = [code for code in self.diary if code in kept]

    @invariant()
    def numbers_are_as_in_the_table(self):
        assert {n: self.recent.at(n) for n in range(1, 10) if self.recent.at(n)} == self.table
        assert sorted(self.recent.pins.values()) == sorted(self.pinned)
        assert self.recent.last == (self.diary[-1] if self.diary else None)
        for number, code in self.table.items():
            assert self.recent.number(code) == number


TestNumbers = Numbers.TestCase


def test_pinned_codes_keep_their_numbers_whatever_is_used():
    recent = RecentCodes()
    recent.set_pins({2: 70, 9: 80})
    recent.fill([1, 2])
    assert recent.codes == [1, 70, 2, 80]
    for code in range(100, 130):
        recent.use(code)
    assert recent.pins == {2: 70, 9: 80}
    assert len(recent.codes) == 9


def test_a_tenth_pin_is_refused_and_recent_codes_have_no_place_left():
    recent = RecentCodes()
    assert [recent.pin(code) for code in range(1, 10)] == [*range(1, 10)]
    assert recent.pin(10) is None
    recent.use(10)
    assert recent.number(10) is None
    assert recent.last == 10
