"""The embeddedness profile: how each service is judged, aspect by aspect and round by round.

Beside it stands what the service's ring leads one to expect. A judgement is a researcher's, and
written: it is never counted up, nor turned into a score.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from lmm_qual.analysis.attribution import Session, load_sessions
from lmm_qual.definitions.checks import nearest
from lmm_qual.model.embeddedness import Aspect
from lmm_qual.model.problem import refuse
from lmm_qual.model.system_map import Service, SystemMap
from lmm_qual.store.queries.design import load_study
from lmm_qual.store.queries.embeddedness import (
    JudgementRow,
    aspects,
    judgement_passages,
    judgements,
)
from lmm_qual.store.queries.system_map import load_system_map
from lmm_qual.store.queries.talk import transcript_text
from lmm_qual.store.store import Store
from lmm_qual.system_map.mentions import ServiceNames
from lmm_qual.system_map.profile_words import ProfilePassage, ProfileWords

NO_TIME = "no time point"
NOT_JUDGED = "not judged"
NO_LEVEL = "no level given"
NO_AGAINST = "no passage against it is given; whether any was looked for is not said"
NO_RING = "it stands on no ring, so that its place leads one to expect nothing"
NO_EXPECTATION = "the map does not say what this ring leads one to expect"


@dataclass(frozen=True)
class Judged:
    """What is held of an aspect for a service at a time point; `by` is empty where left out."""

    level: str | None
    note: str
    by: str
    passages: Sequence[ProfilePassage]

    def on(self, side: str) -> list[ProfilePassage]:
        """Give the passages of one side."""
        return [passage for passage in self.passages if passage.side == side]

    @property
    def level_said(self) -> str:
        """Give the level as written, or that there is none."""
        return NO_LEVEL if self.level is None else self.level

    @property
    def against_said(self) -> str:
        """Say that no passage is against it; empty where there is one."""
        return "" if self.on("against") else NO_AGAINST


@dataclass(frozen=True)
class Round:
    """A time point of a profile; without a key it is of what was judged for no time point."""

    key: str | None
    name: str
    label: str


@dataclass(frozen=True)
class ServiceProfile:
    """A service's judgements by aspect and time point, and what its ring leads one to expect.

    `expected` holds a ring's name with what is expected; `talk` says for each time point whether
    there was talk from or about the service.
    """

    key: str
    label: str
    ring_basis: str
    expected: Sequence[tuple[str, str]]
    talk: Mapping[str | None, str]
    judged: Mapping[tuple[str, str | None], Judged]

    @property
    def expected_said(self) -> list[str]:
        """Say what each ring leads one to expect, and on what basis it stands there."""
        basis = "basis unknown" if self.ring_basis == "unknown" else self.ring_basis
        return [f"{ring} ({basis}): {said}" for ring, said in self.expected] or [NO_RING]


@dataclass(frozen=True)
class Profile:
    """The profile of a study; `unjudged` are services on the map of which nothing is judged."""

    study: str
    aspects: Sequence[Aspect]
    rounds: Sequence[Round]
    services: Sequence[ServiceProfile]
    unjudged: Sequence[str] = field(default=())

    @property
    def pairs(self) -> list[tuple[Round, Round]]:
        """Give every two time points that are compared, the earlier first."""
        return list(combinations([one for one in self.rounds if one.key is not None], 2))


def change_said(first: Judged | None, second: Judged | None, pair: tuple[Round, Round]) -> str:
    """Say what changed in a judgement from one time point to another, in its own words."""
    if first is None or second is None:
        if first is second:
            return NOT_JUDGED
        return f"judged at {pair[0 if first else 1].name} only"
    if first.level == second.level:
        return NO_LEVEL if first.level is None else f"the same: {first.level}"
    return f"{first.level_said} → {second.level_said}"


def read_profile(
    store: Store,
    words: ProfileWords | None = None,
    *,
    services: Collection[str] = (),
    every: bool = False,
) -> Profile:
    """Read the profile: of the services named, else of those judged, or of `every` service.

    `words` tells texts as they may be shared. Raises `BadInputError` for an unknown service.
    """
    told, study, system = words or ProfileWords(store), load_study(store), load_system_map(store)
    rows = judgements(store)
    labels = _labels(system, rows, told)
    _require(store, services, labels)
    judged = {row.service for row in rows}
    kinds = {one.id for one in system.services if one.kind == "service"}
    asked = services or judged | (kinds if every else set())
    wanted = [key for key in labels if key in asked]
    times = {one.id: one.label or one.id for one in study.time_points}
    times |= {row.time: row.time for row in rows if row.time and row.time not in times}
    rounds = _rounds(times, told, untimed=any(row.time is None for row in rows))
    held = _judged(store, rows, told)
    talk = _talk(store, system, wanted, list(times)) if wanted else {}
    known = {one.id: one for one in system.services}
    return Profile(
        told.name(study.name or store.path.stem),
        [_aspect(aspect, told) for aspect in aspects(store).values()],
        rounds,
        [
            ServiceProfile(
                key,
                labels[key],
                known[key].ring_basis if key in known else "unknown",
                _expected(system, known.get(key), told),
                talk[key],
                held.get(key, {}),
            )
            for key in wanted
        ],
        [labels[key] for key in labels if key in kinds - judged and not services],
    )


def _labels(system: SystemMap, rows: Sequence[JudgementRow], told: ProfileWords) -> dict[str, str]:
    """Give the labels of services by id: those on the map, then those that are only judged."""
    labels = {one.id: told.name(one.label or one.id) for one in system.services}
    return labels | {
        row.service: told.name(row.service) for row in rows if row.service not in labels
    }


def _rounds(times: Mapping[str, str], told: ProfileWords, *, untimed: bool) -> list[Round]:
    """Give the time points by their labels, and behind them none, where something is of none."""
    rounds = [Round(key, key, told.name(label)) for key, label in times.items()]
    return [*rounds, Round(None, NO_TIME, NO_TIME)] if untimed else rounds


def _require(store: Store, services: Collection[str], known: Mapping[str, str]) -> None:
    for key in services:
        if key not in known:
            raise refuse(f"unknown service “{key}”", nearest(key, known), file=str(store.path))


def _aspect(aspect: Aspect, told: ProfileWords) -> Aspect:
    label = told.name(aspect.label or aspect.id)
    definition = told.text(f"definition of aspect {aspect.id}", aspect.definition or "") or None
    levels = [told.name(level) for level in aspect.levels]
    return aspect.model_copy(update={"label": label, "definition": definition, "levels": levels})


def _judged(
    store: Store, rows: Sequence[JudgementRow], told: ProfileWords
) -> dict[str, dict[tuple[str, str | None], Judged]]:
    found: dict[str, dict[tuple[str, str | None], Judged]] = {}
    evidence = judgement_passages(store)
    for row in rows:
        where = " ".join(part for part in (row.aspect, "of", row.service, row.time) if part)
        links = [link for side in ("for", "against") for link in evidence.get((row.id, side), [])]
        found.setdefault(row.service, {})[row.aspect, row.time] = Judged(
            None if row.level is None else told.name(row.level),
            told.text(f"judgement of {where}, note", row.note or ""),
            told.by(row),
            [told.passage(where, link) for link in links],
        )
    return found


def _expected(
    system: SystemMap, service: Service | None, told: ProfileWords
) -> list[tuple[str, str]]:
    rings = {ring.id: ring for ring in system.rings}
    found = []
    for key in service.rings if service else ():
        ring = rings.get(key)
        said = told.text(f"what ring {key} leads one to expect", (ring and ring.expected) or "")
        found.append((told.name((ring and ring.label) or key), said or NO_EXPECTATION))
    return found


def _talk(
    store: Store, system: SystemMap, services: Sequence[str], times: Sequence[str]
) -> dict[str, dict[str | None, str]]:
    """Say by service and time point whether anybody of it spoke, or anybody named it."""
    sessions = list(load_sessions(store).values())
    spoke = {(seat.service, one.time) for one in sessions for seat in one.seats}
    rounds = {one.time for one in sessions}
    silent = {time: {key for key in services if (key, time) not in spoke} for time in times}
    named = {
        (key, time)
        for time, keys in silent.items()
        for key in _named(store, system, keys, [one for one in sessions if one.time == time])
    }

    def said(key: str, time: str) -> str:
        if (key, time) in spoke:
            return f"people of this service spoke at {time}"
        if (key, time) in named:
            return f"nobody of this service spoke at {time}; others name it"
        if time in rounds:
            return f"no talk from or about this service at {time}"
        return f"no transcript of {time} is here"

    return {key: {time: said(key, time) for time in times} for key in services}


def _named(
    store: Store, system: SystemMap, wanted: Collection[str], sessions: Sequence[Session]
) -> set[str]:
    """Give those of the services that participants name, reading until all are found."""
    found: set[str] = set()
    if not wanted:
        return found
    names = ServiceNames(system.services)
    for session in sessions:
        text = transcript_text(store, session.id)
        for turn in session.turns:
            if turn.seat is not None:
                found |= {one.service for one in names.find(text, turn.start, turn.end)} & {*wanted}
        if len(found) == len(wanted):
            break
    return found
