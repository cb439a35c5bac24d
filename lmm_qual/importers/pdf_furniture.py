"""What stands on the pages of a PDF file beside its text: headers, page and line numbers."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise, takewhile

from lmm_qual.importers.pdf_lines import TextLine, usual_distance
from lmm_qual.text.numbers import counted

_ZONE = 3
_APART = 1.25
"""How many times the usual distance of lines parts a header from the text."""
_SHARE = 0.4
_FEWEST_NUMBERS = 5
_LONGEST_SHOWN = 40
_NUMBER = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"[-–—|\[( ]*(?:(?:page|pg?\.?|seite|s\.|página|pág\.?|pagina|p\.|sida|strana|стр\.?|第)\s*)?"
    r"(?P<number>\d{1,4})"
    r"(?:\s*(?:/|of|von|de|di|sur|av|z|из|\|)\s*(?P<all>\d{1,4}))?(?:\s*页)?[-–—|\]) ]*",
    re.IGNORECASE,
)


@dataclass
class Furniture:
    """The lines of the text, and what was left out."""

    lines: list[TextLine]
    headers: Counter[str] = field(default_factory=Counter)
    page_numbers: int = 0
    line_numbers: int = 0
    twice: list[str] = field(default_factory=list)
    numbers_open: bool = False
    """Whether the numbers in the margin stand at the first lines of paragraphs."""

    def notes(self) -> list[str]:
        """Say what was left out."""
        notes = []
        if self.headers:
            shown = ", ".join(
                f"“{_cut(text)}” ({times})" for text, times in self.headers.most_common(5)
            )
            more = f" and {len(self.headers) - 5} more" if len(self.headers) > 5 else ""
            notes.append(f"Left out, running headers and footers: {shown}{more}.")
        if self.page_numbers:
            notes.append(f"Left out: {counted(self.page_numbers, 'page number')}.")
        if self.line_numbers:
            notes.append(f"Left out: {counted(self.line_numbers, 'number')} in the margin.")
        if self.twice:
            shown = ", ".join(f"“{_cut(text)}”" for text in self.twice[:5])
            notes.append(
                f"Left out, printed at the foot of a page and again on the next: {shown}"
                f"{f' and {len(self.twice) - 5} more' if len(self.twice) > 5 else ''}."
            )
        return notes


def clear(pages: Sequence[list[TextLine]]) -> Furniture:
    """Take away what is no text: page numbers, running headers, numbers in the margin."""
    kept = Furniture([])
    left = [list(lines) for lines in pages]
    _drop_margin_numbers(left, kept)
    for _ in range(_ZONE):
        if not _drop_headers(left, kept) + _drop_page_numbers(left, kept):
            break
    _drop_twice_printed(left, kept)
    kept.lines = [line for lines in left for line in lines]
    return kept


def _drop_headers(pages: list[list[TextLine]], kept: Furniture) -> int:
    """Drop lines that recur on many pages at one height, digits aside."""
    places: defaultdict[tuple[str, int], set[int]] = defaultdict(set)
    for index, lines in enumerate(pages):
        for line in _edges(lines, _ZONE):
            for height in _heights(line):
                places[_key(line), height].add(index)
    filled = sum(1 for lines in pages if lines)
    enough = max(3, filled * _SHARE)
    running = {place for place, found in places.items() if len(found) >= enough}
    distance = usual_distance([line for lines in pages for line in lines])
    dropped = 0
    for lines in pages:
        for line in _set_apart(lines, running, distance * _APART):
            lines.remove(line)
            if _PAGE_NUMBER.fullmatch(line.text.strip()) is not None:
                kept.page_numbers += 1
            else:
                kept.headers[_NUMBER.sub("#", line.text)] += 1
            dropped += 1
    return dropped


def _set_apart(
    lines: list[TextLine], running: set[tuple[str, int]], apart: float
) -> list[TextLine]:
    """Give the running lines at the edges of a page, where a space parts them from the text."""
    found: list[TextLine] = []
    for ordered in (lines, lines[::-1]):
        edge = list(takewhile(lambda line: _runs(line, running), ordered[:_ZONE]))
        rest = ordered[len(edge) :]
        if edge and (not rest or abs(edge[-1].base - rest[0].base) > apart):
            found += [line for line in edge if not any(line is each for each in found)]
    return found


def _runs(line: TextLine, running: set[tuple[str, int]]) -> bool:
    return any((_key(line), height) in running for height in _heights(line))


def _edges(lines: list[TextLine], zone: int) -> list[TextLine]:
    return lines if len(lines) <= 2 * zone else [*lines[:zone], *lines[-zone:]]


def _heights(line: TextLine) -> tuple[int, int]:
    """Give the two steps of height a line may be counted to, so that none lies on a border."""
    return (2 * round(line.base / 6), 2 * round((line.base + 3) / 6) + 1)


def _key(line: TextLine) -> str:
    return _NUMBER.sub("#", " ".join(line.text.split())).casefold()


def _drop_page_numbers(pages: list[list[TextLine]], kept: Furniture) -> int:
    """Drop numbers at the edges of pages that count with the pages."""
    found = [
        (index, line, match)
        for index, lines in enumerate(pages)
        for line in _ends(lines)
        if (match := _PAGE_NUMBER.fullmatch(line.text.strip())) is not None
    ]
    offsets = Counter(int(match["number"]) - index for index, _, match in found)
    dropped = 0
    for index, line, match in found:
        counted = offsets[int(match["number"]) - index] > 1
        told = match["all"] is not None and match["all"] == str(len(pages))
        if (counted or told) and line in pages[index]:
            pages[index].remove(line)
            dropped += 1
    kept.page_numbers += dropped
    return dropped


def _ends(lines: list[TextLine]) -> list[TextLine]:
    return [lines[0], lines[-1]] if len(lines) > 1 else lines[:1]


def _drop_margin_numbers(pages: list[list[TextLine]], kept: Furniture) -> None:
    """Drop numbers left of the text that count up line by line or paragraph by paragraph."""
    lines = [line for page in pages for line in page]
    texts = [line for line in lines if _margin_number(line) is None]
    numbered = [line for line in lines if _margin_number(line) is not None]
    if len(numbered) < _FEWEST_NUMBERS:
        return
    edges = Counter(round(_body(line)) for line in lines if len(line.pieces) > 1 or line in texts)
    body = edges.most_common(1)[0][0] if edges else 0
    numbered = [line for line in numbered if line.pieces[0].right < body + 1]
    values = [_margin_number(line) or 0 for line in numbered]
    steps = [after - before for before, after in pairwise(values)]
    usual = Counter(steps).most_common(1)
    step = usual[0][0] if usual else 0
    regular = sum(
        each == step or after in {1, step} for each, after in zip(steps, values[1:], strict=True)
    )
    if step not in {1, 2, 5, 10} or regular < 0.8 * len(steps):
        return
    for line in numbered:
        line.number = _margin_number(line)
        line.pieces = line.pieces[1:]
        line.settle()
        kept.line_numbers += 1
    for page in pages:
        page[:] = [line for line in page if line.pieces]
    left = sum(len(page) for page in pages)
    kept.numbers_open = step == 1 and len(numbered) < 0.75 * left


def _body(line: TextLine) -> float:
    """Give where the words of a line begin, a number before them left aside."""
    pieces = line.pieces[1:] if _margin_number(line) is not None else line.pieces
    return pieces[0].left if pieces else line.left


def _margin_number(line: TextLine) -> int | None:
    """Give the number that stands by itself before the words of a line."""
    first = line.pieces[0].text if line.pieces else ""
    return int(first) if first.isdecimal() and len(first) <= 5 else None


def _drop_twice_printed(pages: list[list[TextLine]], kept: Furniture) -> None:
    """Drop a line cut by the end of a page that is printed whole again on the next."""
    for before, after in pairwise(pages):
        if before and after and before[-1].text == after[0].text and len(after[0].text) > 20:
            kept.twice.append(after.pop(0).text)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"
