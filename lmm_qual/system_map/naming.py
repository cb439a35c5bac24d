"""Who names which service in a study's transcripts, and where; interviewers' words are left out."""

from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from lmm_qual.analysis.attribution import Seat, Session
from lmm_qual.model.system_map import Service
from lmm_qual.store.queries.talk import texts
from lmm_qual.store.store import Store
from lmm_qual.system_map.mentions import Mention, ServiceNames
from lmm_qual.text.span import Span


@dataclass(frozen=True)
class Kin:
    """Services that are one another's members or composites, however far; each is its own kin."""

    _of: Mapping[str, frozenset[str]]

    @classmethod
    def among(cls, services: Iterable[Service]) -> "Kin":
        """Work out the kin of all services; siblings in one composite are none."""
        members = {service.id: service.members for service in services}
        below = {service: frozenset(_below(service, members)) for service in members}
        above: dict[str, set[str]] = {}
        for composite, parts in below.items():
            for part in parts:
                above.setdefault(part, set()).add(composite)
        return cls({one: parts | above.get(one, set()) for one, parts in below.items()})

    def same(self, one: str | None, other: str | None) -> bool:
        """Say whether two services are one, or one is part of the other."""
        if one is None or other is None:
            return False
        return one == other or other in self._of.get(one, ())


def _below(service: str, members: Mapping[str, list[str]]) -> set[str]:
    found, left = {service}, [service]
    while left:
        new = set(members.get(left.pop(), ())) - found
        found |= new
        left += new
    return found


class Talk(NamedTuple):
    """A stretch of a participant's talk, or of a session's group, and the services named in it."""

    start: int
    end: int
    seats: tuple[Seat, ...]
    mentions: list[Mention]


@dataclass(frozen=True)
class Naming:
    """The talk of a transcript in which services are named, in order, beside its text."""

    text: str
    talk: list[Talk]


def naming(
    store: Store,
    sessions: Mapping[int, Session],
    services: Iterable[Service],
    only: Container[int] | None = None,
) -> Iterator[tuple[int, Naming]]:
    """Give by transcript id the turns that name a service; each text is gone through once.

    `only` names the transcripts to go through. Nothing is read where there are no services.
    """
    listed = list(services)
    names = ServiceNames(listed)
    for transcript, text in texts(store) if listed else ():
        if only is not None and transcript not in only:
            continue
        session = sessions[transcript]
        places = names.may_begin(text)
        talk = [
            Talk(span.start, span.end, session.voiced(span.start, span.end).counted(), found)
            for span in _spoken(session, len(text))
            if bisect_left(places, span.start) < bisect_left(places, span.end)
            and (found := names.find(text, span.start, span.end))
        ]
        yield transcript, Naming(text, talk)


def _spoken(session: Session, length: int) -> Iterator[Span]:
    """Give the turns that are no interviewer's; what has no turns is one stretch of talk."""
    if not session.starts:
        yield Span(0, length)
        return
    for start, end, seat in zip(session.starts, session.ends, session.spoken, strict=True):
        if seat is not None and start < end:
            yield Span(start, end)
