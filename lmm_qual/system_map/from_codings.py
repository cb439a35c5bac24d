"""Themes of services out of attributed codings, by way of those who speak and who is named."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from lmm_qual.analysis.attribution import Attributed, Seat, Session, attribute_all, load_sessions
from lmm_qual.analysis.known_names import known_names
from lmm_qual.analysis.passage_voices import PassageVoices
from lmm_qual.analysis.sharing import Gate, Label, Wording, shared_words
from lmm_qual.model.study import Study
from lmm_qual.model.system_map import Service
from lmm_qual.store.queries.codes import code_tree
from lmm_qual.store.store import Store
from lmm_qual.system_map.from_mentions import Named
from lmm_qual.system_map.naming import Kin, naming
from lmm_qual.system_map.themes import EVERYONE, ServiceTheme, ThemeColumn, ThemePassage

Key = tuple[str, str, str | None, str | None]


@dataclass(frozen=True)
class ServiceTalk:
    """What the map shows of the talk: themes, of how many, and the passages behind them."""

    themes: list[ServiceTheme]
    columns: list[ThemeColumn]
    passages: list[ThemePassage]
    code_order: list[str]
    everyone: list[ThemeColumn]
    """All participants by time point and group, of whom those are that name a service."""


def service_talk(
    store: Store,
    study: Study,
    services: Sequence[Service],
    *,
    for_sharing: bool = False,
    label: Label = "none",
) -> ServiceTalk:
    """Gather the talk of all coders of these services, by their people and where it names them.

    For sharing there are only passages that the gate lets pass, so labelled.
    """
    sessions, tree = load_sessions(store), code_tree(store)
    items = attribute_all(store, sessions)
    paths = {code: tree.path(code) for code in tree.order}
    segment_of = _segments(items)
    named = _named(store, sessions, services, items, paths, segment_of)
    passages = [*_passages(items, paths, segment_of), *named.passages()]
    return ServiceTalk(
        [*_themes(items, paths, segment_of), *named.themes()],
        _columns(sessions.values()),
        _shared(store, items, passages, Gate.of(study, label)) if for_sharing else passages,
        list(paths.values()),
        _everyone(sessions.values()),
    )


def _named(
    store: Store,
    sessions: Mapping[int, Session],
    services: Sequence[Service],
    items: Sequence[Attributed],
    paths: Mapping[int, str],
    segments: Mapping[int, int],
) -> Named:
    coded: dict[int, list[Attributed]] = {}
    for item in items:
        coded.setdefault(item.coding.transcript_id, []).append(item)
    found = Named(Kin.among(services))
    for transcript, named in naming(store, sessions, services, coded):
        found.add(coded[transcript], named, paths, segments)
    return found


def _shared(
    store: Store, items: Iterable[Attributed], passages: Iterable[ThemePassage], gate: Gate
) -> list[ThemePassage]:
    """Give the passages that may be quoted: their words alone, where and when by the label."""
    voices, wording = PassageVoices(store), Wording(known_names(store))
    codings = {item.coding.id: item.coding for item in items}
    found = []
    for passage in passages:
        coding = codings[passage.segment]
        heard = voices.at(coding.transcript_id, coding.start, coding.end)
        if not gate.refusal(heard):
            quote = wording.without_names(shared_words(heard))
            time = passage.time if gate.label == "group,time" else None
            group = None if gate.label == "none" else passage.group
            found.append(replace(passage, quote=quote, speaker=None, time=time, group=group))
    return found


def _segments(items: Iterable[Attributed]) -> dict[int, int]:
    """Give each coding's segment: the first coding of equal words with an equal code."""
    first: dict[tuple[int, int, int, int], int] = {}
    return {
        coding.id: first.setdefault(
            (coding.transcript_id, coding.start, coding.end, coding.code_id), coding.id
        )
        for coding in (item.coding for item in items)
    }


def _themes(
    items: Sequence[Attributed], paths: Mapping[int, str], segment_of: Mapping[int, int]
) -> list[ServiceTheme]:
    people: dict[Key, set[str]] = {}
    segments: dict[Key, set[int]] = {}
    for item in items:
        for seat in item.counted():
            if seat.service is None:
                continue
            key = (seat.service, paths[item.coding.code_id], item.session.time, seat.group)
            segments.setdefault(key, set()).add(segment_of[item.coding.id])
            voiced = people.setdefault(key, set())
            if seat.participant is not None:
                voiced.add(seat.participant)
    return [
        ServiceTheme(*key, participants=frozenset(people[key]), segments=frozenset(segments[key]))
        for key in segments
    ]


def _columns(sessions: Iterable[Session]) -> list[ThemeColumn]:
    people: dict[tuple[str, str | None, str | None], set[str]] = {}
    for session in sessions:
        for seat in session.seats:
            if seat.service is not None and seat.participant is not None:
                key = (seat.service, session.time, seat.group)
                people.setdefault(key, set()).add(seat.participant)
    return [ThemeColumn(*key, participants=frozenset(names)) for key, names in people.items()]


def _everyone(sessions: Iterable[Session]) -> list[ThemeColumn]:
    people: dict[tuple[str | None, str | None], set[str]] = {}
    for session in sessions:
        for seat in session.seats:
            if seat.participant is not None:
                people.setdefault((session.time, seat.group), set()).add(seat.participant)
    return [ThemeColumn(EVERYONE, *key, participants=frozenset(who)) for key, who in people.items()]


def _passages(
    items: Sequence[Attributed], paths: Mapping[int, str], segment_of: Mapping[int, int]
) -> list[ThemePassage]:
    found: dict[tuple[str, int], ThemePassage] = {}
    for item in items:
        coding = item.coding
        services: dict[str, list[Seat]] = {}
        for seat in item.counted():
            if seat.service is not None:
                services.setdefault(seat.service, []).append(seat)
        for service, seats in services.items():
            if (service, segment_of[coding.id]) in found:
                continue
            passage = ThemePassage(
                segment=segment_of[coding.id],
                code=paths[coding.code_id],
                service=service,
                transcript=coding.transcript,
                time=item.session.time,
                group=seats[0].group,
                quote=coding.quote,
                speaker=", ".join(seat.participant or "not named" for seat in seats),
                valence=coding.valence,
            )
            found[service, passage.segment] = passage
    return list(found.values())
