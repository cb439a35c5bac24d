"""The lines of a PDF file joined to paragraphs."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from lmm_qual.importers.labels import label_of
from lmm_qual.importers.names import Kind, kind_of
from lmm_qual.importers.paragraphs import Paragraph
from lmm_qual.importers.pdf_hyphens import Hyphens
from lmm_qual.importers.pdf_lines import TextLine, usual_distance

_WIDER = 1.3
"""How many times the usual distance of lines parts paragraphs."""
_LARGER = 1.15
_INDENT = 0.8
_FULL = 0.97
"""Share of the lines of a column that are no longer than its width is taken to be."""
_NEAR = 6
_FEWEST = 8
_FEW = 0.05
_ENDS = ".?!…\"'”’)]»。？！؟—–-"
_SHAPES = frozenset({Kind.ROLE, Kind.CODE, Kind.CAPS, Kind.TITLE, Kind.UNCASED})


def paragraphs_of(
    lines: Sequence[TextLine], *, numbers_open: bool
) -> tuple[list[Paragraph], Hyphens]:
    """Give the paragraphs that lines make, and what was done to hyphens at their ends.

    A line opens a paragraph where the one before ended early, stands further away than lines do,
    is set otherwise, where the line is indented as the first lines of paragraphs are, or begins
    with words and a colon as other paragraphs do; `numbers_open` tells that numbers in the margin
    stand at each paragraph.
    """
    page = _Measures.of(lines)
    hyphens = Hyphens.of([line.text for line in lines])
    paragraphs: list[Paragraph] = []
    gathered: list[TextLine] = []
    for before, line in zip([None, *lines], lines, strict=False):
        opens = before is None or page.opens(before, line, numbers_open=numbers_open)
        if opens and gathered:
            paragraphs.append(_paragraph(gathered, hyphens, page.size))
            gathered = []
        gathered.append(line)
    if gathered:
        paragraphs.append(_paragraph(gathered, hyphens, page.size))
    return paragraphs, hyphens


def _paragraph(lines: Sequence[TextLine], hyphens: Hyphens, size: float) -> Paragraph:
    text = lines[0].text
    for line in lines[1:]:
        text = hyphens.join(text, line.text)
    large = all(line.size > size * _LARGER for line in lines)
    bold = all(line.bold for line in lines)
    strong = min(lines[0].strong or len(lines[0].text) * lines[0].bold, len(text))
    return Paragraph(text, heading=large, bold=bold, strong=0 if bold else strong)


@dataclass(frozen=True)
class _Measures:
    """How the text is set: distances, edges, and with what paragraphs begin."""

    size: float
    distance: float
    edges: dict[int, float]
    lefts: dict[int, float]
    opening: float | None
    """How far from the left of its column a first line begins, `None` where as far as others."""
    heads: frozenset[str]
    labelled: bool
    """Whether most paragraphs begin with a name and a colon."""

    @classmethod
    def of(cls, lines: Sequence[TextLine]) -> "_Measures":
        size = _commonest([round(line.size, 1) for line in lines], 10.0)
        plain = cls(
            size,
            usual_distance(lines),
            _edges(lines),
            _lefts(lines),
            None,
            frozenset(),
            labelled=False,
        )
        pairs = list(pairwise(lines))
        sure = [after for before, after in pairs if plain.is_parted(before, after)]
        wraps = [after for before, after in pairs if not plain.is_parted(before, after)]
        heads = Counter(
            head for line in [*lines[:1], *sure] if (head := _head(line.text)) is not None
        )
        return cls(
            size,
            plain.distance,
            plain.edges,
            plain.lefts,
            _opening(
                [plain.indent(line) for line in sure], [plain.indent(line) for line in wraps], size
            ),
            frozenset(head for head, times in heads.items() if times > 1),
            labelled=bool(sure) and sum(heads.values()) * 2 > len(sure) + 1,
        )

    def opens(self, before: TextLine, line: TextLine, *, numbers_open: bool) -> bool:
        """Tell whether a line opens a paragraph."""
        if line.number is not None and numbers_open:
            return True
        if numbers_open:
            return self._is_set_apart(before, line)
        if self.is_parted(before, line) or self._is_indented(line):
            return True
        head = _head(line.text)
        if head is None or before.text[-1:] in "-,":
            return False
        return head in self.heads or (self.labelled and before.text[-1:] in _ENDS)

    def is_parted(self, before: TextLine, line: TextLine) -> bool:
        """Tell whether space or the end of the line before parts two lines."""
        return self._is_set_apart(before, line) or self._ended_early(before, line)

    def _is_set_apart(self, before: TextLine, line: TextLine) -> bool:
        if max(before.size, line.size) > _LARGER * min(before.size, line.size):
            return True
        if before.bold != line.bold and (before.bold or line.bold) and _is_whole(before, line):
            return True
        if (before.page, before.column) != (line.page, line.column):
            return False
        return before.base - line.base > self.distance * _WIDER

    def _ended_early(self, before: TextLine, line: TextLine) -> bool:
        """Tell whether the first word of a line would have fitted on the one before."""
        if before.text[-1:] in {"-", "\u2010", "\u00ad"}:
            return False
        word = line.first_word
        end = before.right + (word.right - word.left) + 0.25 * word.size
        return end < self.edges.get(before.column, before.right) - 0.5 * word.size

    def _is_indented(self, line: TextLine) -> bool:
        if self.opening is None:
            return False
        return abs(self.indent(line) - self.opening) < _INDENT * self.size / 2

    def indent(self, line: TextLine) -> float:
        """Give how far from the left of its column a line begins."""
        return line.left - self.lefts.get(line.column, line.left)


def _is_whole(before: TextLine, line: TextLine) -> bool:
    """Tell whether a change to or from bold is that of a heading, not of emphasis that wraps."""
    bold = before if before.bold else line
    return len(bold.text) < 80 and bold.text[-1:] not in ",;"


def _edges(lines: Sequence[TextLine]) -> dict[int, float]:
    """Give how far right the lines of each column reach.

    Where hardly a line comes near the longest there is none to tell by, and the right margin is
    taken to be as wide as the left.
    """
    columns: dict[int, list[TextLine]] = {}
    for line in lines:
        columns.setdefault(line.column, []).append(line)
    edges: dict[int, float] = {}
    for column, found in columns.items():
        rights = sorted(line.right for line in found)
        edge = rights[min(len(rights) - 1, int(len(rights) * _FULL))]
        near = sum(right > edge - _NEAR * median(line.size for line in found) for right in rights)
        margin = min(line.left for line in found)
        mirrored = max(line.width for line in found) - margin
        share = (edge - margin) / max(1.0, mirrored - margin)
        narrow = share < 0.5 or (share < 0.75 and len(rights) < _FEWEST)
        if column == 0 and (narrow or near < max(3, len(rights) * _FEW)):
            edge = max(edge, mirrored)
        edges[column] = edge
    return edges


def _lefts(lines: Sequence[TextLine]) -> dict[int, float]:
    """Give where the lines of each column begin at the left."""
    lefts: dict[int, float] = {}
    for line in lines:
        lefts[line.column] = min(line.left, lefts.get(line.column, line.left))
    return lefts


def _opening(sure: Sequence[float], wraps: Sequence[float], size: float) -> float | None:
    """Give where first lines begin if it is not where wrapped lines do."""
    if len(sure) < 3 or len(wraps) < 3:
        return None
    first = _commonest([round(indent) for indent in sure], 0.0)
    other = _commonest([round(indent) for indent in wraps], 0.0)
    return first if abs(first - other) > _INDENT * size else None


def _commonest(values: Sequence[float], otherwise: float) -> float:
    return Counter(values).most_common(1)[0][0] if values else otherwise


_HEAD = re.compile(r"\s*([^:\t]{1,60}?)\s*(?::|\t)")


def _head(text: str) -> str | None:
    """Give what stands before a colon or a tab at the start of a line, if it looks like a name."""
    label = label_of(text)
    name = label.name if label is not None else None
    if name is None:
        found = _HEAD.match(text)
        name = found[1] if found is not None and "\t" in found[0] else None
    if name is None or len(name.split()) > 5 or kind_of(name) not in _SHAPES:
        return None
    return name
