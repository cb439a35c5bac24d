"""Fields of the forms in which the map is written, and what was typed in them."""

from collections.abc import Mapping, Sequence
from typing import Any, get_args

from lmm_qual.model.system_map import Basis, Relation, Ring, Service
from lmm_qual.tui.screens.words_form import Field

BASES: tuple[Basis, ...] = get_args(Basis)
STANCES = ("affirmed", "denied")
_PARTED = "several are parted by ;"
_LISTS = ("aliases", "former_names", "members", "times", "account")
_ONE_OR_MORE = ("ring", "evidence")


def parted(typed: str) -> list[str]:
    """Give the names typed in one line, parted by `;`."""
    return [name.strip() for name in typed.split(";") if name.strip()]


def joined(names: str | Sequence[str] | None) -> str:
    """Write names in one line."""
    return names if isinstance(names, str) else "; ".join(names or ())


def map_values(typed: Mapping[str, str]) -> dict[str, Any]:
    """Give what was typed as a map file has it: what is empty is taken away."""
    return {name: _value(name, value) for name, value in typed.items()}


def _value(name: str, value: str) -> Any:
    if name in _LISTS:
        return parted(value)
    if name in _ONE_OR_MORE:
        names = parted(value)
        return names[0] if len(names) == 1 else names or None
    return value or None


def service_fields(one: Service, rings: Sequence[Ring], services: Sequence[str]) -> list[Field]:
    """Give the fields of a service, but its id."""
    known = "; ".join(ring.id for ring in rings)
    return [
        Field("label", "name", "line", one.label or "", "what it is called"),
        Field("kind", "kind", "line", one.kind, "service, funder, provider, …"),
        Field("ring", "ring", "line", joined(one.ring), known or "make a ring first"),
        Field("ring_basis", "ring's basis", "choice", one.ring_basis, "", BASES, needed=True),
        Field("aliases", "also called", "line", joined(one.aliases), _PARTED),
        Field("former_names", "was called", "line", joined(one.former_names), _PARTED),
        Field("members", "made up of", "line", joined(one.members), _few(services)),
        Field("end", "ended", "line", one.end or "", "2023, 2023-06 or 2023-06-30"),
        Field("note", "note", "block", one.note or ""),
    ]


def ring_fields(one: Ring) -> list[Field]:
    """Give the fields of a ring, but its id."""
    return [
        Field("label", "name", "line", one.label or "", "what it is called"),
        Field("expected", "leads one to expect", "block", one.expected or ""),
        Field("color", "colour", "line", one.color or "", "#3a8f4f"),
    ]


def relation_fields(one: Relation, figures: Sequence[str], times: Sequence[str]) -> list[Field]:
    """Give the fields of a relation, but its services and its kind."""
    at = f"{'; '.join(times)} – when it held" if times else "time points when it held"
    fields = [
        Field("stance", "stance", "choice", one.stance, "", STANCES, needed=True),
        Field("times", "at", "line", joined(one.times), at),
        Field("from", "from", "line", one.from_ or "", "or since when: 2023-06"),
        Field("to", "to", "line", one.to or "", "until when"),
        Field("account", "whose account", "line", joined(one.account), "participants, groups, …"),
        Field("count", "count", "line", _number(one.count), "how many"),
        Field("base", "of", "line", _number(one.base), "of how many"),
        Field("basis", "basis", "choice", one.basis, "", BASES, needed=True),
        Field("note", "note", "block", one.note or ""),
    ]
    if figures or one.figure:
        choices = list(dict.fromkeys([*figures, *filter(None, [one.figure])]))
        fields.insert(5, Field("figure", "figure", "choice", one.figure or "", "", choices))
    return fields


def relation_ends(one: Relation) -> list[Field]:
    """Give the fields of a relation's services and its kind."""
    return [
        Field("source", "from service", "line", one.source),
        Field("type", "kind", "line", one.type),
        Field("target", "to service", "line", one.target),
    ]


def _number(number: int | None) -> str:
    return "" if number is None else str(number)


def _few(names: Sequence[str]) -> str:
    return f"ids of services, parted by ;{f' – {names[0]}' if names else ''}"
