"""The words of a page as lines in reading order, columns one after the other."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise, takewhile
from statistics import median

from lmm_qual.importers.pdf_pages import Page, Word

_FEWEST_IN_COLUMN = 6
_MOST_CROSSING = 0.2
_LEAST_SHARE = 0.3
_CELL_GAP = 1.8
"""Letter sizes between two words of one line that stand in columns of a table."""


@dataclass
class Piece:
    """Words that follow one another on one line without a gap."""

    words: list[Word]

    @property
    def left(self) -> float:
        """Give its left edge."""
        return min(word.left for word in self.words)

    @property
    def right(self) -> float:
        """Give its right edge."""
        return max(word.right for word in self.words)

    @property
    def text(self) -> str:
        """Give its words."""
        return " ".join(word.text for word in self.words)


@dataclass
class TextLine:
    """A line of a page of some width; `number` is what stood in the margin beside it."""

    pieces: list[Piece]
    page: int
    width: float
    base: float
    size: float
    column: int = 0
    number: int | None = None
    bold: bool = field(init=False)
    strong: int = field(init=False)
    text: str = field(init=False)
    left: float = field(init=False)
    right: float = field(init=False)

    def __post_init__(self) -> None:
        """Work out what follows from the pieces."""
        self.settle()

    def settle(self) -> None:
        """Work out text and edges from the pieces."""
        self.text = _text(self.pieces, self.size)
        self.left = min((piece.left for piece in self.pieces), default=0.0)
        self.right = max((piece.right for piece in self.pieces), default=0.0)
        words = [word for piece in self.pieces for word in piece.words]
        self.bold = bool(words) and all(word.bold for word in words)
        self.strong = 0 if self.bold else _strong(words, self.text)

    @property
    def first_word(self) -> Word:
        """Give the word that the line begins with."""
        return self.pieces[0].words[0]


def lines_of_page(index: int, page: Page) -> list[TextLine]:
    """Give the lines of a page from top to bottom, those of a left column before the right."""
    rows = _rows(_pieces(page.words))
    gutter = _gutter([piece for row in rows for piece in row])
    if gutter is None:
        return [_line(row, index, page.width) for row in rows]
    return _by_columns(rows, index, page.width, gutter)


def usual_distance(lines: Sequence[TextLine]) -> float:
    """Give the smallest distance of two lines that is common."""
    gaps = sorted(
        before.base - line.base
        for before, line in pairwise(lines)
        if before.page == line.page and before.column == line.column and before.base > line.base
    )
    for index, gap in enumerate(gaps):
        near = sum(each <= gap * 1.1 for each in gaps[index:])
        if near >= max(2, len(gaps) * 0.1):
            return gap * 1.02
    return gaps[-1] if gaps else 0.0


def _pieces(words: Sequence[Word]) -> list[Piece]:
    """Join words that the file has one after the other on one line."""
    pieces: list[Piece] = []
    for word in words:
        last = pieces[-1].words[-1] if pieces else None
        if last is not None and _follows(last, word):
            pieces[-1].words.append(word)
        else:
            pieces.append(Piece([word]))
    return pieces


def _follows(last: Word, word: Word) -> bool:
    size = max(last.size, word.size)
    if abs(last.base - word.base) > 0.3 * size:
        return False
    gap = max(word.left - last.right, last.left - word.right)
    return gap < 1.2 * size and (word.left >= last.left - 0.5 * size or _is_leftwards(word.text))


def _rows(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Gather pieces to rows of one baseline, the highest first."""
    rows: list[list[Piece]] = []
    bases: list[float] = []
    for piece in sorted(pieces, key=lambda each: -each.words[0].base):
        base, size = piece.words[0].base, piece.words[0].size
        if rows and abs(bases[-1] - base) <= 0.45 * size:
            rows[-1].append(piece)
        else:
            rows.append([piece])
            bases.append(base)
    return rows


def _gutter(pieces: Sequence[Piece]) -> float | None:
    """Give the middle of the space between two columns of text, `None` where there are none."""
    if len(pieces) < 2 * _FEWEST_IN_COLUMN:
        return None
    start, end = min(piece.left for piece in pieces), max(piece.right for piece in pieces)
    width = end - start
    best: tuple[int, float] | None = None
    for edge in sorted({round(piece.right, 1) for piece in pieces}):
        if start + _LEAST_SHARE * width < edge < end - _LEAST_SHARE * width:
            crossing = sum(piece.left < edge and piece.right > edge + 3 for piece in pieces)
            if best is None or crossing < best[0]:
                best = (crossing, edge)
    if best is None or best[0] > _MOST_CROSSING * len(pieces):
        return None
    left = [piece for piece in pieces if piece.right <= best[1] + 3]
    right = [piece for piece in pieces if piece.left >= best[1]]
    if min(len(left), len(right)) < _FEWEST_IN_COLUMN:
        return None
    edge, onset = max(piece.right for piece in left), min(piece.left for piece in right)
    filled = _filled(left, edge - start) and _filled(right, end - onset)
    return (edge + onset) / 2 if filled and onset - edge > 4 else None


def _filled(pieces: Sequence[Piece], width: float) -> bool:
    """Tell whether pieces are lines of running text, not labels or cells."""
    return median(piece.right - piece.left for piece in pieces) > 0.6 * width


def _by_columns(
    rows: Sequence[list[Piece]], page: int, width: float, gutter: float
) -> list[TextLine]:
    lines: list[TextLine] = []
    left: list[TextLine] = []
    right: list[TextLine] = []
    for row in rows:
        if any(piece.left < gutter - 2 and piece.right > gutter + 2 for piece in row):
            lines += [*left, *right, _line(row, page, width)]
            left, right = [], []
            continue
        for column, side in ((1, left), (2, right)):
            pieces = [piece for piece in row if (piece.left > gutter - 2) == (column == 2)]
            if pieces:
                side.append(_line(pieces, page, width, column))
    return [*lines, *left, *right]


def _line(row: list[Piece], page: int, width: float, column: int = 0) -> TextLine:
    leftwards = sum(_is_leftwards(piece.text) for piece in row) * 2 > len(row)
    pieces = sorted(row, key=lambda piece: -piece.right if leftwards else piece.left)
    longest = max(pieces, key=lambda piece: len(piece.text))
    return TextLine(pieces, page, width, longest.words[0].base, longest.words[0].size, column)


def _text(pieces: Sequence[Piece], size: float) -> str:
    parts: list[str] = []
    for index, piece in enumerate(pieces):
        if index:
            before = pieces[index - 1]
            gap = max(piece.left - before.right, before.left - piece.right)
            parts.append("\t" if gap > _CELL_GAP * size else " ")
        parts.append(piece.text)
    return "".join(parts)


def _strong(words: Sequence[Word], text: str) -> int:
    """Count the code points of the bold words with which a line begins."""
    end = 0
    for word in takewhile(lambda word: word.bold, words):
        at = text.find(word.text, end)
        if at < 0:
            return 0
        end = at + len(word.text)
    return end


def _is_leftwards(text: str) -> bool:
    """Tell whether a text runs from right to left."""
    return any(unicodedata.bidirectional(letter) in {"R", "AL"} for letter in text[:20])
