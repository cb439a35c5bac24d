"""Taking words that were coded as a code's example.

They were coded so already: the code means what it did, and nothing needs to be looked at again.
"""

from dataclasses import dataclass, field

from lmm_qual.model.problem import refuse
from lmm_qual.project.changes.change import Author
from lmm_qual.project.changes.codebook import rewritten
from lmm_qual.project.changes.codebook_edit import known_codes
from lmm_qual.store.deltas import Delta
from lmm_qual.store.queries.codes import code_tree
from lmm_qual.store.queries.codings import codings
from lmm_qual.store.store import Store


@dataclass
class ExampleFromCoding:
    """Add a coding's words, with their transcript, to the examples of its code, or of another."""

    coding: int
    code: int | None = None
    kind: str = "codebook edit"
    label: str = field(default="example of a code", init=False)

    def operations(self, store: Store, author: Author) -> Delta:
        """Update the code; raises where the coding or the code is not there."""
        found = codings(store, coding_id=self.coding)
        if not found:
            raise refuse(f"no coding {self.coding}", "see `codings list`", file=str(store.path))
        tree = code_tree(store)
        code = found[0].code_id if self.code is None else self.code
        (row,) = known_codes(tree, [code], store)
        self.label = f"example of code “{row.name}”"
        words = f"“{' '.join(found[0].quote.split())}” ({found[0].transcript})"
        before = row.example or ""
        if words in before.split("\n"):
            return []
        new = row._replace(example="\n".join(filter(None, [before, words])))
        rows = [new if at == code else tree.by_id[at] for at in tree.order]
        return rewritten(store, author, self.label, tree, rows)
