"""What the map page says of services, relations and rings."""

from collections.abc import Collection, Mapping, Sequence
from itertools import combinations
from typing import Any

from lmm_qual.model.study import TimePoint
from lmm_qual.system_map.graph import ServiceGraph, relations, services
from lmm_qual.system_map.layout import Layout, bounds
from lmm_qual.system_map.page_themes import MapTalk
from lmm_qual.system_map.themes import took_part
from lmm_qual.system_map.views import EdgeKey, State, relation_holds, relation_states, there_at

_NO_RING = {"service": "ring not known"}


def service_rows(
    graph: ServiceGraph, ids: Mapping[str, str], talk: MapTalk
) -> list[dict[str, Any]]:
    """Give what the page tells of each service, in the map's order."""
    rings = {ring["id"]: number for number, ring in enumerate(graph.graph["rings"])}
    ring_labels = {ring["id"]: ring["label"] for ring in graph.graph["rings"]}
    return [
        {
            "id": ids[node],
            "label": service["label"],
            "kind": service["kind"],
            "rings": sorted(rings[ring] for ring in service["rings"]),
            "ring": ring_text(service, ring_labels),
            "basis": service["ring_basis"],
            "evidence": service["evidence"],
            "aliases": service["aliases"],
            "formerNames": service["former_names"],
            "members": [_member(graph, ids, member) for member in service["members"]],
            "end": service["end"],
            "attributes": [
                [_heading(name), _plain(value)] for name, value in service["attributes"].items()
            ],
            "note": None if talk.for_sharing else service["note"],
            "there": [there_at(service, time) for time in talk.times],
        }
        for node, service in services(graph).items()
    ]


def relation_rows(
    graph: ServiceGraph, ids: Mapping[str, str], talk: MapTalk
) -> list[dict[str, Any]]:
    """Give what the page tells of each relation, in the map's order."""
    types = {kind["id"]: number for number, kind in enumerate(graph.graph["relation_types"])}
    changes = _changes(graph, talk)
    people = _account_labels(graph, talk)
    masked = _masked_figures(talk)
    return [
        {
            "id": f"e{number}",
            "source": ids[source],
            "target": ids[target],
            "type": types[relation["type"]],
            "count": relation["count"],
            "base": relation["base"],
            "figure": figure_text(relation, masked.get(number + 1, ())),
            "basis": relation["basis"],
            "evidence": relation["evidence"],
            "period": period_text(relation, talk.times),
            "observed": observed_text(relation),
            "note": None if talk.for_sharing else relation["note"],
            "denied": relation["stance"] == "denied",
            "account": account_text(relation, people, talk.for_sharing),
            "figureSays": figure_says(relation, number=not talk.for_sharing),
            "passages": relation["passages"],
            "rests": _grounds(talk, number + 1),
            "holds": [relation_holds(graph, source, target, relation, t) for t in talk.times],
            "changes": [change[source, target, key] for change in changes],
        }
        for number, (source, target, key, relation) in enumerate(relations(graph))
    ]


def ring_rows(graph: ServiceGraph, layout: Layout, central: str | None) -> dict[str, Any]:
    """Give the rings, margins and kinds as they are drawn, and the relation types."""
    types = graph.graph["relation_types"]
    kinds = dict.fromkeys(data["kind"] for data in services(graph).values())
    rects = [rect for place in layout.places.values() for rect in place.rects]
    rects += [(-band.outer, band.tag[1], band.outer, band.outer) for band in layout.bands]
    rects += [margin.rect for margin in layout.margins]
    return {
        "core": round(layout.core, 1) if central is not None else 0,
        "rings": [
            {
                "label": band.label,
                "color": band.color,
                "inner": band.inner,
                "outer": band.outer,
                "lines": list(band.lines),
                "tag": _rounded(band.tag),
                "expected": ring.get("expected"),
            }
            for band, ring in zip(layout.bands, graph.graph["rings"], strict=True)
        ],
        "margins": [
            {"label": margin.label, "rect": _rounded(margin.rect)} for margin in layout.margins
        ],
        "bounds": _rounded(bounds(rects or [(-100.0, -100.0, 100.0, 100.0)])),
        "kinds": sorted(kinds, key=lambda kind: (kind != "service", kind)),
        "types": [
            {"label": kind["label"], "directed": kind["directed"], "family": family}
            for kind, family in zip(types, _families(types), strict=True)
        ],
    }


def ring_text(service: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    """Say on which ring a service stands, or why on none."""
    names = [labels[ring] for ring in service["rings"]]
    if not names:
        return _NO_RING.get(service["kind"], "not a service")
    return names[0] if len(names) == 1 else "between " + " and ".join(names)


def period_text(relation: Mapping[str, Any], times: Sequence[TimePoint]) -> str:
    """Say when a relation held."""
    if relation["times"]:
        labels = {time.id: time.label or time.id for time in times}
        return "at " + ", ".join(labels.get(time, time) for time in relation["times"])
    return _from_to(relation["from"], relation["to"]) or "throughout"


def observed_text(relation: Mapping[str, Any]) -> str | None:
    """Say over what period a relation's figure was counted."""
    return _from_to(relation["observed_from"], relation["observed_to"]) or None


def figure_text(relation: Mapping[str, Any], masked: Collection[str] = ()) -> str:
    """Give a relation's figure as "n of base", or what is known of it; `masked` is hidden."""
    count, base = ("×" if name in masked else relation[name] for name in ("count", "base"))
    if count is None:
        return "" if base is None else f"of {base}"
    return str(count) if base is None else f"{count} of {base}"


def account_text(
    relation: Mapping[str, Any], labels: Mapping[str, str], for_sharing: bool = False
) -> str:
    """Say whether a relation is denied, and by whom; for sharing no participant is named.

    `labels` are those of groups and services; other names are ids of participants.
    """
    told = [name for name in relation["account"] if name in labels or not for_sharing]
    names = ", ".join(labels.get(name, name) for name in told)
    if relation["stance"] == "denied":
        return f"denied by {names}" if names else "denied"
    return f"affirmed by {names}" if names else ""


def figure_says(relation: Mapping[str, Any], *, number: bool) -> str:
    """Say label, period and source of the figure that a relation names.

    Its number is told only where the relation's own count is another.
    """
    if relation["figure"] is None:
        return ""
    words = relation.get("figure_words")
    if words is None:
        return f"{relation['figure']}, which is not among the monitoring figures"
    own = relation.get("count_from") != "figure"
    told = relation["figure_number"] if number and own else ""
    return f"{words} ({told})" if told else str(words)


def _masked_figures(talk: MapTalk) -> dict[int, list[str]]:
    """Give which of a relation's numbers are masked, by the relations' numbers from 1."""
    masked: dict[int, list[str]] = {}
    for number, name in talk.masked:
        masked.setdefault(number, []).append(name)
    return masked


def _grounds(talk: MapTalk, number: int) -> list[dict[str, str | None]]:
    """Give the passages that a relation rests on; they are not for sharing."""
    return [
        {"transcript": one.transcript, "quote": one.quote, "note": one.note}
        for one in (() if talk.for_sharing else talk.grounds.get(number, ()))
    ]


def _account_labels(graph: ServiceGraph, talk: MapTalk) -> dict[str, str]:
    groups = {group.id: group.label or group.id for group in talk.groups}
    return {node: data["label"] for node, data in services(graph).items()} | groups


def _from_to(start: str | None, end: str | None) -> str:
    parts = (f"from {start}" if start else "", f"to {end}" if end else "")
    return " ".join(part for part in parts if part)


def _families(types: Sequence[Mapping[str, Any]]) -> list[int]:
    """Give types whose labels begin with the same word one number, and one colour."""
    families: dict[str, int] = {}
    return [families.setdefault(kind["label"].split()[0], len(families)) for kind in types]


def _changes(graph: ServiceGraph, talk: MapTalk) -> list[dict[EdgeKey, State]]:
    """Give the states of relations for every pair of time points, in order."""
    heard = took_part(talk.columns) if talk.columns else None
    return [
        relation_states(graph, first, second, heard)
        for first, second in combinations(talk.times, 2)
    ]


def _member(graph: ServiceGraph, ids: Mapping[str, str], member: str) -> dict[str, Any]:
    label = graph.nodes[member]["label"] if member in ids else member
    return {"id": ids.get(member), "label": label}


def _heading(name: str) -> str:
    return name[:1].upper() + name[1:].replace("_", " ")


def _plain(value: object) -> str:
    text = str(value)
    return {"true": "yes", "false": "no"}.get(text.lower(), text)


def _rounded(rect: Sequence[float]) -> list[float]:
    return [round(side, 1) for side in rect]
