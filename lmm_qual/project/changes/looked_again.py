"""Saying of codings that somebody looked at them again and they stay."""

from collections.abc import Sequence
from dataclasses import dataclass

from lmm_qual.model.problem import refuse
from lmm_qual.project.changes.change import Author
from lmm_qual.store.deltas import Delta, Update
from lmm_qual.store.queries.codes import codebook_version
from lmm_qual.store.store import Store
from lmm_qual.text.numbers import counted


@dataclass(frozen=True)
class KeepCodings:
    """Let codings stay under what their codes mean now: they count as made under this version."""

    codings: Sequence[int]
    kind = "codings kept"

    @property
    def label(self) -> str:
        """Say how many."""
        count = len(set(self.codings))
        return f"{counted(count, 'coding')} looked at again"

    def operations(self, store: Store, author: Author) -> Delta:
        """Update the version; raises where one of the codings is not there."""
        known = dict(store.where_in("coding", "id, version", "id", self.codings))
        for coding in self.codings:
            if coding not in known:
                raise refuse(f"no coding {coding}", "see `codings list`", file=str(store.path))
        version = codebook_version(store)
        rows = [{"id": id_, "version": version} for id_, old in known.items() if old != version]
        return [Update("coding", rows)]
