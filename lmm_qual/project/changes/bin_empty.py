"""Emptying the bin."""

from dataclasses import dataclass

from lmm_qual.project.changes.bin_content import numbered
from lmm_qual.project.changes.change import Author
from lmm_qual.store.deltas import Delta, delete
from lmm_qual.store.queries.bin import bin_entries
from lmm_qual.store.queries.reviews import waiting_in_bin
from lmm_qual.store.store import Store


@dataclass
class EmptyBin:
    """Take away what lies in the bin, but for codings that wait on the review list."""

    kind: str = "codebook bin empty"
    label: str = "bin emptied"

    def operations(self, store: Store, author: Author) -> Delta:
        """Delete the entries."""
        waiting = waiting_in_bin(store)
        gone = [entry.id for entry in bin_entries(store) if entry.id not in waiting]
        self.label = f"bin emptied of {numbered(len(gone), 'entry')}"
        return [delete("bin_entry", gone)]
