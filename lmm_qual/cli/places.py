"""Passages as they are typed: by their place in a transcript."""

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from lmm_qual.model.finding import PassageEntry
    from lmm_qual.store.store import Store

PLACE = "TRANSCRIPT:START-END"
Against = Annotated[
    list[str] | None, typer.Option("--against", metavar=PLACE, help="A passage against it.")
]
Without = Annotated[list[str] | None, typer.Option(metavar=PLACE, help="A passage to take away.")]


def read_passages(store: "Store", places: list[str] | None) -> "list[PassageEntry]":
    """Read places as `T1-G3-02:2019-2332`; gives the words that stand there."""
    from lmm_qual.model.finding import PassageEntry
    from lmm_qual.project.changes.codings import covered_words
    from lmm_qual.project.changes.passages import place_named
    from lmm_qual.store.queries.talk import find_transcript, transcript_text

    found = []
    for named in places or []:
        place = place_named(named)
        if place is None:
            raise typer.BadParameter(f"“{named}” is no place; write {PLACE}")
        key, start, end = place
        row = find_transcript(store, key)
        text = transcript_text(store, row.id)
        words = covered_words(text, start, end, key, file=str(store.path))
        found.append(PassageEntry(transcript=key, start=start, end=end, quote=words))
    return found
