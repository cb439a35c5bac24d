"""Options that the commands which change the map share, and what was typed with them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

if TYPE_CHECKING:
    from lmm_qual.project.changes.map_edit import Passages
    from lmm_qual.project.changes.passages import Evidence

_PLACE = "ID:START-END"
Basis = Literal["stated", "inferred", "unknown"]
Label = Annotated[
    str | None, typer.Option(metavar="TEXT", help="What it is called; empty takes it away.")
]
Note = Annotated[str | None, typer.Option(metavar="TEXT", help="A note; empty takes it away.")]
EvidenceText = Annotated[
    list[str] | None,
    typer.Option("--evidence", metavar="PLACE", help="A place in a source document, given anew."),
]
Passage = Annotated[
    list[str] | None,
    typer.Option(
        "--passage", metavar=_PLACE, help="A passage it rests on, by its place in characters."
    ),
]
Without = Annotated[list[str] | None, typer.Option(metavar=_PLACE, help="A passage to take away.")]


def values(**given: Any) -> dict[str, Any]:
    """Give what was typed as a map file would have it; what is empty is taken away."""
    return {name: _value(value) for name, value in given.items() if value is not None}


def _value(value: Any) -> Any:
    if isinstance(value, list):
        return [one for one in value if one]
    return None if value == "" else value


def one_or_more(given: list[str] | None) -> str | list[str] | None:
    """Give the only one of several values by itself, as a map file has it."""
    return given[0] if given is not None and len(given) == 1 else given


def evidence(places: Sequence[str] | None) -> "list[Evidence]":
    """Read places as `T1-G3-02:2019-2332`; raises `BadInputError`."""
    from lmm_qual.project.changes.passages import read_evidence

    return [read_evidence(place) for place in places or ()]


def passages(added: Sequence[str] | None, dropped: Sequence[str] | None) -> "Passages":
    """Read the passages to add and those to take away."""
    from lmm_qual.project.changes.map_edit import Passages

    return Passages(evidence(added), evidence(dropped))
