"""Graphemes, words and paragraphs of a text, and the borders before and after a position.

Every function works on `text[start:end]` (the whole text unless told) and takes and gives code
points of `text`; `start` and `end` themselves are borders. Positions outside are brought in.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

import regex

from lmm_qual.text.span import Span

_GRAPHEME = regex.compile(r"\X")
_PREPENDED = regex.compile(r"\p{GCB=Prepend}")
_WORD = regex.compile(
    r"""
    [\p{Han}\p{Hiragana}]\p{M}*
    | (?:(?![\p{Han}\p{Hiragana}])\w)+
      (?: (?: ['’ʼ·\-‐‑_@&] | (?<=\d)[.,:/](?=\d) | \.(?=\w\.) ) (?:(?![\p{Han}\p{Hiragana}])\w)+ )*
    """,
    regex.VERBOSE,
)


def graphemes(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """Give each grapheme (what a reader sees as one character) in order."""
    position, end = start, len(text) if end is None else end
    while position < end:
        following = next_grapheme(text, position, end)
        yield Span(position, following)
        position = following


def letters(text: str, start: int = 0, end: int | None = None) -> list[str]:
    """Give each grapheme in order as text; faster than `graphemes` over a long stretch."""
    found: list[str] = _GRAPHEME.findall(text, start, len(text) if end is None else end)
    return found


def next_grapheme(text: str, border: int, end: int | None = None) -> int:
    """Give the grapheme border behind a border; `end` at the end."""
    end = len(text) if end is None else end
    if border + 1 >= end:
        return end
    if text[border] != "\r" and text[border].isascii() and text[border + 1].isascii():
        return border + 1
    match = _GRAPHEME.match(text, border, end)
    return match.end() if match else end


def previous_grapheme(text: str, position: int, start: int = 0) -> int:
    """Give the last grapheme border before a position; `start` at the start."""
    return grapheme_border(text, position - 1, start) if position > start else start


def grapheme_border(text: str, position: int, start: int = 0, end: int | None = None) -> int:
    """Give the last grapheme border at or before a position."""
    end = len(text) if end is None else end
    if position >= end:
        return end
    border = _certain_border(text, max(position, start), start)
    while (following := next_grapheme(text, border, end)) <= position:
        border = following
    return border


def _certain_border(text: str, position: int, start: int) -> int:
    """Give a place at or before `position` that is a border whatever stands before it."""
    while position > start:
        before = text[position - 1]
        if text[position].isascii() and before != "\r" and not _PREPENDED.match(before):
            return position
        position -= 1
    return start


def words(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Give each word in order; `don't`, `health-visitor`, `e.g.` less its last dot, `3.5` are one.

    Chinese and Japanese are cut by the character, since they are written without spaces.
    """
    end = len(text) if end is None else end
    spans: list[Span] = []
    for match in _WORD.finditer(text, start, end):
        first = grapheme_border(text, match.start(), start, end)
        last = match.end()
        if last < end and grapheme_border(text, last, start, end) != last:
            last = next_grapheme(text, grapheme_border(text, last, start, end), end)
        if not spans or first >= spans[-1].end:
            spans.append(Span(first, last))
    return spans


def line_at(text: str, position: int, start: int = 0, end: int | None = None) -> Span:
    """Give the line around a position, its newline left out."""
    end = len(text) if end is None else end
    position = min(max(position, start), end)
    following = text.find("\n", position, end)
    return Span(text.rfind("\n", start, position) + 1 or start, end if following < 0 else following)


def lines(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Give each line in order, newlines left out, empty ones kept."""
    end = len(text) if end is None else end
    spans = []
    while (newline := text.find("\n", start, end)) >= 0:
        spans.append(Span(start, newline))
        start = newline + 1
    return [*spans, Span(start, end)]


def paragraphs(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Give each line that holds more than white space, trimmed."""
    found = (trimmed(text, line) for line in lines(text, start, end))
    return [span for span in found if span]


def trimmed(text: str, span: Span) -> Span:
    """Give a span without the white space at its ends; empty at its start where that is all."""
    words_only = span.slice(text)
    first = span.start + len(words_only) - len(words_only.lstrip())
    last = span.end - len(words_only) + len(words_only.rstrip())
    return Span(first, last) if first < last else Span(span.start, span.start)


def nearest(spans: Sequence[Span], position: int) -> Span | None:
    """Give the span a position is in, else the last one before it, else the first; None of none.

    The spans are in order and disjoint. A position between two that touch is in the second.
    """
    if not spans:
        return None
    return spans[max(bisect_right(spans, position, key=_start) - 1, 0)]


def next_start(spans: Sequence[Span], position: int) -> int | None:
    """Give the first start behind a position, None where there is none."""
    index = bisect_right(spans, position, key=_start)
    return spans[index].start if index < len(spans) else None


def previous_start(spans: Sequence[Span], position: int) -> int | None:
    """Give the last start before a position, None where there is none."""
    index = bisect_left(spans, position, key=_start)
    return spans[index - 1].start if index else None


def next_end(spans: Sequence[Span], position: int) -> int | None:
    """Give the first end behind a position, None where there is none."""
    index = bisect_right(spans, position, key=_end)
    return spans[index].end if index < len(spans) else None


def previous_end(spans: Sequence[Span], position: int) -> int | None:
    """Give the last end before a position, None where there is none."""
    index = bisect_left(spans, position, key=_end)
    return spans[index - 1].end if index else None


def _start(span: Span) -> int:
    return span.start


def _end(span: Span) -> int:
    return span.end
