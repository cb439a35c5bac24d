"""Spans without words: places, white space, punctuation, labels."""

from lmm_qual.text.span import Span
from lmm_qual.text.wording import Wording


def carried(old: Wording, new: Wording, span: Span, at: int, there: int) -> tuple[Span, bool]:
    """Give where a span before a word stands, that word known, and whether it holds the same.

    White space is the same however much of it there is; where none is left the place is empty.
    """
    before, behind = old.between(at), new.between(there)
    between, now = old.text[slice(*before)], new.text[slice(*behind)]
    first, last = span.start - before[0], span.end - before[0]
    if between == now:
        return Span(behind[0] + first, behind[0] + last), True
    if not span:
        place = behind[1] if span.start == before[1] else behind[0] + min(first, len(now))
        return Span(place, place), True
    words = span.slice(old.text).strip()
    if words:
        found = now.find(words)
        if found >= 0 and now.count(words) == between.count(words) == 1:
            return Span(behind[0] + found, behind[0] + found + len(words)), True
        left = len(now) - len(now.lstrip())
        return Span(behind[0] + left, behind[0] + max(left, len(now.rstrip()))), False
    spaces = [place for place, sign in enumerate(now) if sign.isspace()]
    if not spaces:
        return Span(behind[0], behind[0]), False
    return Span(behind[0] + spaces[0], behind[0] + spaces[0] + 1), True
