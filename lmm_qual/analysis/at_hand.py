"""What queries ask of a whole project, each thing read when it is first asked for, and once."""

from collections.abc import Mapping, Sequence
from functools import cached_property

from lmm_qual.model.code_tree import CodeTree
from lmm_qual.model.study import Study
from lmm_qual.store.queries import talk
from lmm_qual.store.queries.code_uses import code_uses
from lmm_qual.store.queries.codes import code_tree
from lmm_qual.store.queries.design import load_study
from lmm_qual.store.store import Store


class AtHand:
    """A project's codebook, design, transcripts and uses of codes, as they stood at one time.

    What is given need not be read again.
    """

    def __init__(
        self,
        store: Store,
        *,
        tree: CodeTree | None = None,
        study: Study | None = None,
        transcripts: Sequence[talk.TranscriptRow] | None = None,
    ) -> None:
        self.store = store
        self._given = tree, study, transcripts

    @cached_property
    def tree(self) -> CodeTree:
        """Give the codebook."""
        return self._given[0] or code_tree(self.store)

    @cached_property
    def study(self) -> Study:
        """Give the design."""
        return self._given[1] or load_study(self.store)

    @cached_property
    def transcripts(self) -> Sequence[talk.TranscriptRow]:
        """Give the transcripts in the design's order."""
        given = self._given[2]
        return talk.transcripts(self.store) if given is None else given

    @cached_property
    def used(self) -> Mapping[int, set[int]]:
        """Give the codes used in each transcript that has any, by its id."""
        used: dict[int, set[int]] = {}
        for use in code_uses(self.store):
            used.setdefault(use.transcript_id, set()).add(use.code_id)
        return used
