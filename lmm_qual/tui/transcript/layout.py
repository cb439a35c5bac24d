"""The rows a document is wrapped into at a width, and the cell each position stands in."""

from bisect import bisect_right

from lmm_qual.text.cells import cells
from lmm_qual.text.segmentation import letters, previous_grapheme
from lmm_qual.text.wrapping import wrap_all
from lmm_qual.tui.transcript.document import Block, Document


class Layout:
    """Rows of a document, `width` cells wide; rows and cells count from 0."""

    def __init__(self, document: Document, width: int) -> None:
        """Wrap the document; ValueError for a width below 1."""
        self.document = document
        self.width = width
        places = ((block.start, block.end) for block in document.blocks)
        borders, self._reached = wrap_all(document.shown, places, width)
        self._starts = borders[::2]
        self._ends = borders[1::2]

    def __len__(self) -> int:
        return len(self._starts)

    def row(self, row: int) -> tuple[int, int]:
        """Give the code points `start`, `end` of a row; IndexError past the last."""
        return self._starts[row], self._ends[row]

    def block_index(self, row: int) -> int:
        """Give the index of the block a row belongs to."""
        return bisect_right(self._reached, row)

    def blocks_of(self, first: int, last: int) -> range:
        """Give the indices of the blocks that rows `first` up to, not with, `last` belong to."""
        begin = bisect_right(self._reached, first)
        if last <= self._reached[begin]:
            return range(begin, begin + 1)
        return range(begin, bisect_right(self._reached, last - 1) + 1)

    def block(self, row: int) -> Block:
        """Give the block a row belongs to."""
        return self.document.blocks[self.block_index(row)]

    def begins_block(self, row: int) -> bool:
        """Tell whether a row is the first of its block."""
        return row == 0 or self._reached[self.block_index(row) - 1] == row

    def row_at(self, position: int) -> int:
        """Give the row a position is in, or the last before it."""
        return max(bisect_right(self._starts, position) - 1, 0)

    def rows_of(self, start: int, end: int) -> tuple[int, int]:
        """Give the rows, half-open, that show code points of `start`..`end`; one at least."""
        starts = self._starts
        first = bisect_right(starts, start) - 1
        first = max(first, 0)
        if start >= self._ends[first] and first + 1 < len(starts) and starts[first + 1] < end:
            first += 1
        last = bisect_right(starts, end - 1 if end > start else start, first)
        return first, last if last > first else first + 1

    def cell_at(self, position: int) -> int:
        """Give the cell of its row a position stands before."""
        start, end = self.row(self.row_at(position))
        return cells(self.document.shown[start : min(max(position, start), end)])

    def position_at(self, row: int, cell: int) -> int:
        """Give the position in a row, brought into range, of the grapheme that covers a cell.

        Behind the words it is the row's end, or the last grapheme where a word is cut there.
        """
        row = min(max(row, 0), len(self) - 1)
        position, end = self.row(row)
        for letter in letters(self.document.shown, position, end):
            cell -= cells(letter)
            if cell < 0:
                return position
            position += len(letter)
        if row + 1 < len(self) and self._starts[row + 1] == end > self._starts[row]:
            return previous_grapheme(self.document.shown, end, self._starts[row])
        return end
