"""Storing what was read: transcripts, and the comments in them, as one change."""

from collections.abc import Iterator, Sequence
from typing import Literal

from lmm_qual.project.changes.change import Author
from lmm_qual.project.changes.comments import AddComments
from lmm_qual.project.changes.transcripts import AddTranscripts, NewTranscript
from lmm_qual.store.deltas import Operation
from lmm_qual.store.store import Store
from lmm_qual.text.numbers import counted

Comments = Literal["memos", "codes", "none"]
"""What comments in a document become."""


class ImportTranscripts:
    """Adds transcripts with the comments in them, all or none."""

    kind = "import"

    def __init__(self, new: Sequence[NewTranscript], comments: Comments = "memos") -> None:
        """Take the transcripts and what their comments become."""
        found = [(each.key, comment) for each in new for comment in each.parsed.comments]
        self._transcripts = AddTranscripts(new)
        self._comments = AddComments(found if comments != "none" else [], comments == "codes")

    @property
    def label(self) -> str:
        """Say which, or how many."""
        return self._transcripts.label

    @property
    def new_participants(self) -> list[str]:
        """Give the participants that were not known before."""
        return self._transcripts.new_participants

    @property
    def notes(self) -> list[str]:
        """Say what became of comments."""
        change = self._comments
        memos = len(change.comments) - change.coded
        said = []
        if change.coded:
            said.append(f"{counted(change.coded, 'comment')} became codings")
        if memos:
            why = ", since no code of the codebook is named in them" if change.unmatched else ""
            said.append(f"{counted(memos, 'comment')} became memos on their words{why}")
        return said

    def operations(self, store: Store, author: Author) -> Iterator[Operation]:
        """Give the rows of the transcripts, then those of the comments."""
        yield from self._transcripts.operations(store, author)
        yield from self._comments.operations(store, author)
