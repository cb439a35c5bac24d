"""Several changes made as one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lmm_qual.project.changes.change import Author, Change
from lmm_qual.store.deltas import Operation
from lmm_qual.store.store import Store


@dataclass
class Together:
    """Changes with one entry in the log: all are made or none, and undone at once.

    Each is worked out only when those before it have been written, so it can build on them: a
    code is made, and the next change codes with it by its path.
    """

    changes: Sequence[Change]
    label: str
    kind: str = "together"

    def operations(self, store: Store, author: Author) -> Iterator[Operation]:
        """Give the rows of one change after the other; raises where one cannot be made."""
        for change in self.changes:
            yield from change.operations(store, author)
