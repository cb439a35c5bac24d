"""Spans in the bin, which follow a transcript's words when the transcript is corrected."""

from collections.abc import Callable

from lmm_qual.project.changes.bin_content import KNOWN, Rows, packed, still_there, unpacked
from lmm_qual.store.deltas import UNREADABLE, Update
from lmm_qual.store.queries.bin import bin_content, bin_entries
from lmm_qual.store.store import Store

Carry = Callable[[int, int, str], tuple[int, int, str] | None]
"""Gives the start, end and words that a span of an old text has in the new one, `None` for none."""


def carried_bin(store: Store, transcript_id: int, carry: Carry) -> Update:
    """Let codings and passages in the bin have the places that they get in a new text.

    Those that get none stay as they are: they come back only where their words stand once.
    """
    changed = []
    for entry in bin_entries(store):
        content = bin_content(store, entry.id)
        try:
            rows = unpacked(content or b"")
        except (*UNREADABLE, RecursionError):
            continue
        if _carry(store, rows, transcript_id, carry):
            changed.append({"id": entry.id, "content": packed(rows)})
    return Update("bin_entry", changed)


def _carry(store: Store, rows: Rows, transcript_id: int, carry: Carry) -> bool:
    """Move the spans of one transcript in some rows; say whether any was."""
    meant = {
        known["row"]
        for known in rows.get(KNOWN, ())
        if known["table"] == "transcript" and still_there(store, known) == transcript_id
    }
    moved = False
    for row in [*rows.get("coding", ()), *rows.get("passage", ())]:
        before = row["start"], row["end"], row["quote"]
        after = carry(*before) if row["transcript_id"] in meant else None
        if after is not None and after != before:
            row["start"], row["end"], row["quote"] = after
            moved = True
    return moved
