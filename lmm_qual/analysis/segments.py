"""All coded segments of a study, each once whoever coded it, gathered by code and by voice.

A study may have hundreds of thousands: what tables need of them is counted here without making
anything of each.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from lmm_qual.analysis.attribution import Seat, Session, decisions
from lmm_qual.store.queries.codings import CodedPlace, coded_places
from lmm_qual.store.store import Store

Voices = tuple[Seat, ...]
"""The seats that a segment counts at."""
Claim = int
"""Stands for such seats, and whether the segment is unattributed, within one session."""


@dataclass(frozen=True)
class SessionSegments:
    """The distinct segments of a session: how many have a code and count at certain seats.

    `unattributed` counts those, by code, that some coding of equal words gives to nobody.
    """

    session: Session
    counted: Counter[tuple[int, Voices]] = field(default_factory=Counter)
    unattributed: Counter[int] = field(default_factory=Counter)

    def add(self, code: int, seats: Voices, *, unattributed: bool, number: int = 1) -> None:
        """Add segments that count at the same seats."""
        if seats:
            self.counted[code, seats] += number
        if unattributed:
            self.unattributed[code] += number


def session_segments(
    store: Store, sessions: Mapping[int, Session], coder: str | None = None
) -> Iterator[SessionSegments]:
    """Give the segments of each session in which something is coded, by all coders or one."""
    decided = decisions(store)
    for transcript, places in coded_places(store, coder):
        yield _gathered(sessions[transcript], places, decided)


def _gathered(
    session: Session, places: Iterable[CodedPlace], decided: Mapping[int, Mapping[str, str]]
) -> SessionSegments:
    """Gather the segments at places, equal ones side by side."""
    starts, ends, numbers = session.starts, session.ends, session.numbers
    claims = _Claims(session)
    plain: dict[tuple[int, Claim], int] = {}
    asked: dict[tuple[int, int, int], list[int]] = {}
    before: CodedPlace = (-1, -1, -1, -1, -1)
    for row in places:
        _, start, end, code, coding = row
        heard = tuple(numbers[bisect_right(ends, start) : bisect_left(starts, end)])
        key = code, claims[heard]
        again = before[1] == start and before[2] == end and before[3] == code
        if again and (start, end, code) not in asked:
            plain[key] -= 1
            asked[start, end, code] = [before[4]]
        if again:
            asked[start, end, code].append(coding)
        elif coding in decided:
            asked[start, end, code] = [coding]
        else:
            plain[key] = plain.get(key, 0) + 1
        before = row
    return _counted(session, claims, plain, asked, decided)


class _Claims(dict[tuple[int, ...], Claim]):
    """Gives turns, by the numbers of their seats, the number of what is claimed of them."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.made: dict[tuple[Voices, bool], Claim] = {}
        self._session = session

    def __missing__(self, heard: tuple[int, ...]) -> Claim:
        voiced = self._session.voiced_by(heard)
        claimed = voiced.counted(), voiced.unattributed
        self[heard] = self.made.setdefault(claimed, len(self.made))
        return self[heard]


def _counted(
    session: Session,
    claims: _Claims,
    plain: Mapping[tuple[int, Claim], int],
    asked: Mapping[tuple[int, int, int], Iterable[int]],
    decided: Mapping[int, Mapping[str, str]],
) -> SessionSegments:
    """Count segments by what is claimed of them, and those whose codings are asked one by one."""
    found, made = SessionSegments(session), list(claims.made)
    for (code, claim), number in plain.items():
        seats, unattributed = made[claim]
        found.add(code, seats, unattributed=unattributed, number=number)
    for (start, end, code), codings in asked.items():
        voices = [session.voiced(start, end, decided.get(one, {})) for one in codings]
        seats = tuple(dict.fromkeys(seat for one in voices for seat in one.counted()))
        found.add(code, seats, unattributed=any(one.unattributed for one in voices))
    return found
