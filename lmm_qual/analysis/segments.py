"""All coded segments of a study, each once whoever coded it, gathered by code and by voice.

A study may have hundreds of thousands: what tables need of them is counted here without making
anything of each.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lmm_qual.analysis.attribution import Seat, Session, Voiced, decisions
from lmm_qual.store.queries.codings import coded_places
from lmm_qual.store.store import Store

Voices = tuple[Seat, ...]
"""The seats that a segment counts at."""


@dataclass(frozen=True)
class SessionSegments:
    """The distinct segments of a session: how many have a code and count at certain seats.

    `unattributed` counts those, by code, that some coding of equal words gives to nobody.
    """

    session: Session
    counted: Counter[tuple[int, Voices]] = field(default_factory=Counter)
    unattributed: Counter[int] = field(default_factory=Counter)

    def add(self, code: int, voiced: Sequence[Voiced], number: int = 1) -> None:
        """Add segments, each of which some coders gave these voices."""
        seats = dict.fromkeys(seat for one in voiced for seat in one.counted())
        if seats:
            self.counted[code, tuple(seats)] += number
        if any(one.unattributed for one in voiced):
            self.unattributed[code] += number


def session_segments(
    store: Store, sessions: Mapping[int, Session], coder: str | None = None
) -> Iterator[SessionSegments]:
    """Give the segments of each session in which something is coded, by all coders or one."""
    decided = decisions(store)
    for transcript, places in coded_places(store, coder):
        session = sessions[transcript]
        yield _gathered(session, places, decided)


def _gathered(
    session: Session,
    places: Iterable[tuple[int, int, int, int]],
    decided: Mapping[int, Mapping[str, str]],
) -> SessionSegments:
    """Gather the segments at places: start, end, code and coding, equal ones side by side."""
    alone: Counter[tuple[int, int]] = Counter()
    several: dict[tuple[int, int, int], list[Voiced]] = {}
    known: dict[int, Voiced] = {}
    before: tuple[tuple[int, int, int], Voiced] | None = None
    for start, end, code, coding in places:
        said = decided.get(coding)
        voiced = session.voiced(start, end, said) if said else session.voiced(start, end)
        known[id(voiced)] = voiced
        place = start, end, code
        if before is None or before[0] != place:
            alone[code, id(voiced)] += 1
        elif place in several:
            several[place].append(voiced)
        else:
            alone[code, id(before[1])] -= 1
            several[place] = [before[1], voiced]
        before = place, voiced
    found = SessionSegments(session)
    for (code, whose), number in alone.items():
        if number:
            found.add(code, [known[whose]], number)
    for (_, _, code), voices in several.items():
        found.add(code, voices)
    return found
