"""How codes are used over a study: codings and transcripts, those under a code counted with it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from lmm_qual.model.code_tree import CodeTree
from lmm_qual.store.queries.code_uses import UseRow
from lmm_qual.store.queries.talk import TranscriptRow


def summed(tree: CodeTree, counts: Mapping[int, int]) -> dict[int, int]:
    """Give counts in which a code has those under it counted with its own."""
    sums = {code: counts.get(code, 0) for code in tree.order}
    for code in reversed(tree.order):
        parent = tree.by_id[code].parent_id
        if parent is not None:
            sums[parent] += sums[code]
    return sums


class CodeUses:
    """The codings of a study, counted by code and transcript."""

    def __init__(self, tree: CodeTree, uses: Iterable[UseRow]) -> None:
        self._tree = tree
        self._own: dict[int, dict[int, int]] = {code: {} for code in tree.order}
        for use in uses:
            self._own[use.code_id][use.transcript_id] = use.number
        self.own = {code: sum(found.values()) for code, found in self._own.items()}
        self.codings = summed(tree, self.own)
        self.transcripts = {code: len(found) for code, found in self._gathered().items()}

    def _gathered(self) -> dict[int, set[int]]:
        gathered = {code: set(found) for code, found in self._own.items()}
        for code in reversed(self._tree.order):
            parent = self._tree.by_id[code].parent_id
            if parent is not None:
                gathered[parent] |= gathered[code]
        return gathered

    def by(
        self, code: int, transcripts: Sequence[TranscriptRow], field: str
    ) -> dict[str | None, int]:
        """Count a code's codings by a field of their transcripts, in the transcripts' order."""
        counts = self._counts(code)
        found: dict[str | None, int] = {}
        for row in transcripts:
            if counts[row.id]:
                key = getattr(row, field)
                found[key] = found.get(key, 0) + counts[row.id]
        return found

    def _counts(self, code: int) -> Counter[int]:
        counts: Counter[int] = Counter()
        for at in self._tree.with_descendants(code):
            counts.update(self._own[at])
        return counts

    def portions(
        self, code: int, transcripts: Sequence[TranscriptRow], size: int
    ) -> Iterator[list[int]]:
        """Give the transcripts that have a code, in order, as portions of so many codings or more.

        Each portion is of twice the size of the one before it.
        """
        counts, portion, held = self._counts(code), list[int](), 0
        for row in transcripts:
            if counts[row.id]:
                portion.append(row.id)
                held += counts[row.id]
            if held >= size:
                yield portion
                portion, held, size = [], 0, size * 2
        if portion:
            yield portion
