"""Themes of services out of attributed codings, by way of those who are named (source: mention)."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lmm_qual.analysis.attribution import Attributed, Seat
from lmm_qual.system_map.mentions import Mention
from lmm_qual.system_map.naming import Kin, Naming
from lmm_qual.system_map.themes import ServiceTheme, ThemePassage

Key = tuple[str, str, str | None, str | None, bool]
Said = tuple[Mention, tuple[Seat, ...]]


@dataclass
class Named:
    """What the coded words name: by service, code, time point, group and whether its own people.

    A segment names a service where the name lies wholly in it, in the words of somebody at whom
    the coding counts; those who share a segment without saying the name are not counted.
    """

    kin: Kin
    _people: dict[Key, set[str]] = field(default_factory=dict)
    _segments: dict[Key, set[int]] = field(default_factory=dict)
    _passages: dict[tuple[str, int, bool], tuple[ThemePassage, list[Seat]]] = field(
        default_factory=dict
    )

    def add(
        self,
        items: Iterable[Attributed],
        named: Naming,
        paths: Mapping[int, str],
        segments: Mapping[int, int],
    ) -> None:
        """Add the codings of one transcript; `segments` gives each coding's segment."""
        said = [(mention, talk.seats) for talk in named.talk for mention in talk.mentions]
        starts = [mention.start for mention, _ in said]
        for item in items:
            for service, seats in _sayers(item, said, starts).items():
                self._count(item, service, seats, paths, segments[item.coding.id])

    def _count(
        self,
        item: Attributed,
        service: str,
        seats: Sequence[Seat],
        paths: Mapping[int, str],
        segment: int,
    ) -> None:
        code, time = paths[item.coding.code_id], item.session.time
        for seat in seats:
            own = self.kin.same(seat.service, service)
            key = (service, code, time, seat.group, own)
            self._segments.setdefault(key, set()).add(segment)
            people = self._people.setdefault(key, set())
            if seat.participant is not None:
                people.add(seat.participant)
            passage = ThemePassage(
                segment=segment,
                code=code,
                service=service,
                transcript=item.coding.transcript,
                time=time,
                group=seat.group,
                quote=item.coding.quote,
                valence=item.coding.valence,
                source="mention",
                own=own,
            )
            _, heard = self._passages.setdefault((service, segment, own), (passage, []))
            if seat not in heard:
                heard.append(seat)

    def themes(self) -> list[ServiceTheme]:
        """Give the themes, those of a service's own people apart from the others'."""
        return [
            ServiceTheme(
                *key[:4],
                participants=frozenset(self._people[key]),
                segments=frozenset(self._segments[key]),
                source="mention",
                own=key[4],
            )
            for key in self._segments
        ]

    def passages(self) -> list[ThemePassage]:
        """Give the words behind them, with who says the name."""
        return [passage.said_by(_labels(heard)) for passage, heard in self._passages.values()]


def _labels(seats: Iterable[Seat]) -> str:
    return ", ".join(dict.fromkeys(seat.participant or "not named" for seat in seats))


def _sayers(item: Attributed, said: Sequence[Said], starts: Sequence[int]) -> dict[str, list[Seat]]:
    """Give the services that a coding names, with the seats it counts at that name them."""
    found: dict[str, list[Seat]] = {}
    inside = list(_within(item, said, starts))
    if not inside:
        return found
    counted = set(item.counted())
    for mention, seats in inside:
        for seat in seats:
            if seat in counted and seat not in found.setdefault(mention.service, []):
                found[mention.service].append(seat)
    return {service: seats for service, seats in found.items() if seats}


def _within(item: Attributed, said: Sequence[Said], starts: Sequence[int]) -> Iterator[Said]:
    for place in range(bisect_left(starts, item.coding.start), len(said)):
        mention = said[place][0]
        if mention.start >= item.coding.end:
            return
        if mention.end <= item.coding.end:
            yield said[place]
