"""Options of commands that look for words, and what they stand for together."""

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from lmm_qual.analysis.text_search import How

Fuzzy = Annotated[bool, typer.Option("--fuzzy", help="Find what is nearly alike.")]
Exact = Annotated[
    bool, typer.Option("--exact", help="Case, accents and signs as they are written.")
]
Context = Annotated[
    int, typer.Option(min=0, max=1000, metavar="N", help="Words to show before and after.")
]


def how_to_look(fuzzy: bool, regex: bool, exact: bool) -> "How":
    """Give the one way of looking that is asked for; more are wrong usage."""
    if fuzzy + regex + exact > 1:
        raise typer.BadParameter("use one of --fuzzy, --regex and --exact")
    return "fuzzy" if fuzzy else "regex" if regex else "exact" if exact else "plain"
