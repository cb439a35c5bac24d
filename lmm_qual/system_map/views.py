"""The map at a time point, and the difference between two of them."""

import calendar
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from lmm_qual.model.study import TimePoint
from lmm_qual.system_map.graph import ServiceGraph, relations, services

State = Literal["first", "second", "both", "neither", "not comparable"]
EdgeKey = tuple[str, str, str]


@dataclass(frozen=True)
class Difference:
    """What stands at the first time point only, the second only, both, neither.

    Relations go by (source, target, key), themes by (service, code path).
    """

    relations: dict[EdgeKey, State]
    themes: dict[tuple[str, str], State]


def first_day(date: str) -> str:
    """Give the first day of a year, month or day, as YYYY-MM-DD."""
    return date + "0000-01-01"[len(date) :]


def last_day(date: str) -> str:
    """Give the last day of a year, month or day, as YYYY-MM-DD."""
    if len(date) == 4:
        return f"{date}-12-31"
    if len(date) == 7:
        days = calendar.monthrange(int(date[:4]), int(date[5:]))[1]
        return f"{date}-{days:02}"
    return date


def holds_at(relation: Mapping[str, Any], time: TimePoint) -> bool | None:
    """Tell whether a relation holds at a time point; None where that cannot be told.

    `times` decide where they are given. Otherwise `from` and
    `to` are laid beside the time point's dates, a month or a year counting as a whole;
    without them the relation holds throughout. `observed` is the period of a figure, and
    ends nothing. A dated relation cannot be told at a time point without dates.
    """
    if relation["times"]:
        return time.id in relation["times"]
    if relation["from"] is None and relation["to"] is None:
        return True
    span = _span(time)
    if span is None:
        return None
    begins, ends = span
    starts_late = relation["from"] is not None and first_day(relation["from"]) > ends
    stops_early = relation["to"] is not None and last_day(relation["to"]) < begins
    return not (starts_late or stops_early)


def there_at(service: Mapping[str, Any], time: TimePoint) -> bool:
    """Tell whether a service has not ended before a time point; True where that is open."""
    if service["end"] is None:
        return True
    span = _span(time)
    return span is None or last_day(service["end"]) >= span[0]


def _span(time: TimePoint) -> tuple[str, str] | None:
    """Give the first and last day of a time point; a side left out is taken from the other."""
    start, end = time.start or time.end, time.end or time.start
    return None if start is None or end is None else (first_day(start), last_day(end))


def relation_holds(
    graph: ServiceGraph, source: str, target: str, data: Mapping[str, Any], time: TimePoint
) -> bool | None:
    """Tell whether a relation holds at a time point and both of its services are there."""
    nodes = graph.nodes
    if there_at(nodes[source], time) and there_at(nodes[target], time):
        return holds_at(data, time)
    return False


def view_at(graph: ServiceGraph, time: TimePoint) -> ServiceGraph:
    """Give a copy with the services that are there and what holds at the time point.

    Relations of which that cannot be told stay, with `holds` "unknown" instead of "yes".
    Themes stay where they were voiced at this time point.
    """
    view = graph.copy()
    for source, target, key, data in relations(graph):
        holds = relation_holds(graph, source, target, data, time)
        if holds is False:
            view.remove_edge(source, target, key)
        else:
            view[source][target][key]["holds"] = "yes" if holds else "unknown"
    view.remove_edges_from(
        [
            (source, target, key)
            for source, target, key, data in graph.edges(keys=True, data=True)
            if data["entity"] == "theme" and data["time"] != time.id
        ]
    )
    gone = [node for node, data in services(graph).items() if not there_at(data, time)]
    view.remove_nodes_from(gone)
    codes = [node for node, data in view.nodes(data=True) if data["entity"] == "code"]
    view.remove_nodes_from([node for node in codes if not view.degree(node)])
    return view


def difference(
    graph: ServiceGraph,
    first: TimePoint,
    second: TimePoint,
    took_part: Collection[tuple[str, str]] | None = None,
) -> Difference:
    """Compare two time points.

    `took_part` holds (service, time point) pairs. Where it is given, what rests on accounts
    (themes, and relations dated by `times`) is "not comparable" if it is missing at a time
    point at which none of its services took part.
    """
    states = relation_states(graph, first, second, took_part)
    return Difference(states, _theme_states(graph, (first, second), took_part))


def relation_states(
    graph: ServiceGraph,
    first: TimePoint,
    second: TimePoint,
    took_part: Collection[tuple[str, str]] | None = None,
) -> dict[EdgeKey, State]:
    """Compare relations alone at two time points, as `difference` does."""
    pair = (first, second)
    states: dict[EdgeKey, State] = {}
    for source, target, key, data in relations(graph):
        holds = [relation_holds(graph, source, target, data, time) for time in pair]
        if data["times"] and took_part is not None:
            heard = [_heard(graph, (source, target), time, took_part) for time in pair]
            holds = [None if not h and not w else h for h, w in zip(holds, heard, strict=True)]
        states[source, target, key] = state_of(holds[0], holds[1])
    return states


def state_of(first: bool | None, second: bool | None) -> State:
    """Give the state of what was found, or not, or cannot be told, at two time points."""
    if first is None or second is None:
        return "not comparable"
    if first and second:
        return "both"
    if first or second:
        return "first" if first else "second"
    return "neither"


def _theme_states(
    graph: ServiceGraph,
    pair: tuple[TimePoint, TimePoint],
    took_part: Collection[tuple[str, str]] | None,
) -> dict[tuple[str, str], State]:
    times: dict[tuple[str, str], set[str | None]] = {}
    for service, code, data in graph.edges(data=True):
        if data["entity"] == "theme" and data["account"] == "speaker":
            times.setdefault((service, graph.nodes[code]["path"]), set()).add(data["time"])
    states: dict[tuple[str, str], State] = {}
    for (service, code), found in times.items():
        said: list[bool | None] = [
            True
            if time.id in found
            else (False if _heard(graph, (service,), time, took_part) else None)
            for time in pair
        ]
        states[service, code] = state_of(said[0], said[1])
    return states


def _heard(
    graph: ServiceGraph,
    ends: tuple[str, ...],
    time: TimePoint,
    took_part: Collection[tuple[str, str]] | None,
) -> bool:
    if took_part is None:
        return True
    names = [name for end in ends for name in (end, *graph.nodes[end]["members"])]
    return any((name, time.id) in took_part for name in names)
