"""The map as it is worked on: links and talk of each service by time point, and what changed.

It holds what the map's table, views and page count, at all time points at once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from lmm_qual.model.codebook import split_path
from lmm_qual.model.study import TimePoint
from lmm_qual.model.system_map import Relation, SystemMap
from lmm_qual.store.queries.design import load_monitoring, load_study
from lmm_qual.store.queries.system_map import load_system_map, relation_ids
from lmm_qual.store.store import Store
from lmm_qual.system_map.figures import with_figures
from lmm_qual.system_map.from_codings import ServiceTalk, service_talk
from lmm_qual.system_map.graph import ServiceGraph, build_graph, relations
from lmm_qual.system_map.measures import ServiceMeasures, measure_services
from lmm_qual.system_map.talk_counts import TalkCounts, talk_counts
from lmm_qual.system_map.themes import (
    EVERYONE,
    Account,
    Cell,
    Tally,
    ThemePassage,
    code_and_ancestors,
    tally_columns,
    tally_themes,
    took_part,
)
from lmm_qual.system_map.views import Difference, difference, view_at

Pair = tuple[TimePoint, TimePoint]


@dataclass(frozen=True)
class Theme:
    """A code met with a service; `tallies` hold who and how much by time point, None for all."""

    code: str
    tallies: Mapping[str | None, Tally]

    @property
    def name(self) -> str:
        """Give the code's own name."""
        return split_path(self.code)[-1]

    @property
    def depth(self) -> int:
        """Give how many codes it stands under."""
        return len(split_path(self.code)) - 1

    def at(self, time: str | None) -> Tally:
        """Give what is behind its number at a time point, or at all of them."""
        return self.tallies.get(time, Tally())


@dataclass(frozen=True)
class Related:
    """A relation with its id and the number it has on the map, from 1.

    Its count and base are its own, else those of the figure that it names.
    """

    id: int
    number: int
    relation: Relation
    label: str
    directed: bool


@dataclass(frozen=True)
class MapBoard:
    """A study's map with all that is counted on it; `notes` must be said of the links."""

    system: SystemMap
    times: Sequence[TimePoint]
    central: str | None
    related: Sequence[Related]
    talk: ServiceTalk
    notes: Sequence[str]
    _graph: ServiceGraph
    _views: Mapping[str, frozenset[int]]
    _links: Mapping[str | None, Mapping[str, ServiceMeasures]]
    _counts: Mapping[str | None, Mapping[str, TalkCounts]]
    _people: Mapping[str, Mapping[Cell, frozenset[str]]]
    _themes: Mapping[Account, Mapping[str, Sequence[Theme]]]

    @property
    def pairs(self) -> list[Pair]:
        """Give every two time points, the earlier first."""
        return list(combinations(self.times, 2))

    def links(self, service: str, time: str | None) -> ServiceMeasures | None:
        """Give how a service is linked; None where it is not there any more."""
        return self._links[time].get(service)

    def counts(self, service: str, time: str | None) -> TalkCounts:
        """Give how many speak for a service and how many name it."""
        return self._counts[time].get(service, TalkCounts())

    def of(self, service: str, time: str | None) -> int:
        """Give how many participants a service has; `EVERYONE` has all."""
        return len(self._people.get(service, {}).get((time, None), ()))

    def themes(self, service: str, source: Account, time: str | None) -> list[Theme]:
        """Give the codes met with a service at a time point, or at any, in the codebook's order."""
        found = self._themes[source].get(service, ())
        return [theme for theme in found if theme.at(time).segments]

    def relations(self, service: str | None, time: str | None = None) -> list[Related]:
        """Give the relations of a service, or of all, that hold at a time point or at any.

        What cannot be told of a time point stays, as it does in its view.
        """
        view = None if time is None else self._views[time]
        return [
            one
            for one in self.related
            if service in {None, one.relation.source, one.relation.target}
            and (view is None or one.number in view)
        ]

    def difference(self, pair: Pair) -> Difference:
        """Compare two time points, by what could be heard at each."""
        return difference(self._graph, *pair, took_part(self.talk.columns))

    def changes(self, pair: Pair) -> dict[int, str]:
        """Give the state of each relation from one time point to another, by its number."""
        states = self.difference(pair).relations
        return {int(key.removeprefix("r")): state for (_, _, key), state in states.items()}

    def naming(self, service: str, code: str, time: str | None) -> list[ThemePassage]:
        """Give the passages under a code in which a service is named."""
        return [
            one
            for one in self.talk.passages
            if one.source == "mention"
            and one.service == service
            and time in {None, one.time}
            and code in code_and_ancestors(one.code)
        ]


def read_board(store: Store) -> MapBoard:
    """Read and count the map of a project, at every time point of the study."""
    study = load_study(store)
    system, figures = with_figures(load_system_map(store), load_monitoring(store).figures)
    talk = service_talk(store, study, system.services)
    keys = [None, *(time.id for time in study.time_points)]
    graph = build_graph(system, figures=figures)
    views = {time.id: view_at(graph, time) for time in study.time_points}
    known = {service.id for service in system.services}
    central = study.settings.central_service
    central = central if central in known else None
    measured = {key: measure_services(views.get(key or "", graph), central=central) for key in keys}
    return MapBoard(
        system,
        study.time_points,
        central,
        _related(system, relation_ids(store), graph),
        talk,
        measured[None].notes,
        graph,
        {key: frozenset(data["number"] for *_, data in relations(v)) for key, v in views.items()},
        {key: {row.service: row for row in one.rows} for key, one in measured.items()},
        {key: talk_counts(talk.themes, key) for key in keys},
        tally_columns([*talk.columns, *talk.everyone]),
        {source: _themes(talk, source) for source in ("speaker", "mention")},
    )


def read_relations(store: Store) -> tuple[SystemMap, list[Related]]:
    """Read the map with its relations as they are told of, without counting talk."""
    system, figures = with_figures(load_system_map(store), load_monitoring(store).figures)
    return system, _related(system, relation_ids(store), build_graph(system, figures=figures))


def everyone_of(board: MapBoard, source: Account, service: str, time: str | None) -> int:
    """Give of how many a theme's participants are: a service's own people, or all."""
    return board.of(service if source == "speaker" else EVERYONE, time)


def _related(system: SystemMap, ids: Sequence[int], graph: ServiceGraph) -> list[Related]:
    kinds = {kind["id"]: kind for kind in graph.graph["relation_types"]}
    return [
        Related(id_, number, one, kinds[one.type]["label"], kinds[one.type]["directed"])
        for number, (id_, one) in enumerate(zip(ids, system.relations, strict=True), 1)
    ]


def _themes(talk: ServiceTalk, source: Account) -> dict[str, list[Theme]]:
    order = {code: place for place, code in enumerate(talk.code_order)}
    tallies = tally_themes(talk.themes, source)
    found: dict[str, list[Theme]] = {}
    for (service, code), cells in sorted(
        tallies.items(), key=lambda item: order.get(item[0][1], len(order))
    ):
        by_time = {time: tally for (time, group), tally in cells.items() if group is None}
        found.setdefault(service, []).append(Theme(code, by_time))
    return found
