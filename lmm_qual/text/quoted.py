"""Finding what stands between quotation marks in a paragraph.

Marks pair by kind: “ ”, „ “, « », » «, ‹ ›, ‘ ’, and straight ones. Quotations within a quotation
are part of it. An apostrophe is no mark: it stands in a word, or no opening mark waits for it.
"""

import re

LONGEST = 5_000
"""Code points that a quotation may have; where it has more, its mark is taken for a slip."""

_CLOSINGS = {
    "“": "”",
    "„": "“”",
    "«": "»",
    "»": "«",
    "‹": "›",
    "›": "‹",
    "‘": "’",
    "‚": "‘’",
    '"': '"',
    "'": "'",
}
_TURNS_ROUND = frozenset("»›")
"""Marks that open a quotation in one language and close it in another."""
_SINGLE = frozenset("‘‚'")
_BEHIND = re.compile(r"[\w%]")
_STOPS = frozenset(".,;:!?…)]–—")
_CLOSED_BEHIND = _STOPS | {""}


def quoted_spans(text: str) -> list[tuple[int, int]]:
    """Give the spans between outermost quotation marks, the marks left out, in order.

    A double mark that is never closed runs to the paragraph's end, as where a quotation goes on
    in the next.
    """
    spans, at = [], 0
    while at < len(text):
        end = _closing(text, at) if _opens(text, at) else None
        if end is None:
            at += 1
        else:
            spans.append((at + 1, end))
            at = end + 1
    return spans


def _opens(text: str, at: int) -> bool:
    """Say whether an opening mark stands at a place: before words, not behind a letter."""
    mark = text[at]
    if mark not in _CLOSINGS:
        return False
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if mark in "“„«‚":
        return True
    return not _BEHIND.match(before) and before not in _STOPS - set("–—") and bool(after.strip())


def _closing(text: str, at: int) -> int | None:
    """Give the place of the mark that closes the one at `at`."""
    mark = text[at]
    if mark in _SINGLE:
        return _single_closing(text, at)
    depth = 0
    last = min(len(text), at + LONGEST)
    for place in range(at + 1, last):
        if text[place] in _CLOSINGS[mark] and _may_close(text, place):
            if not depth:
                return place
            depth -= 1
        elif text[place] == mark and mark in "“«‹":
            depth += 1
    return None if mark == '"' or mark in _TURNS_ROUND or last < len(text) else last


def _may_close(text: str, at: int) -> bool:
    """Say whether a straight mark stands as a closing one does, behind words."""
    return text[at] != '"' or (bool(text[at - 1].strip()) and not text[at + 1 : at + 2].isalnum())


def _single_closing(text: str, at: int) -> int | None:
    """Give the closing single mark: not in a word, and rather at a stop than after a plural s."""
    behind = text.find(text[at], at + 1) if text[at] != "'" else -1
    places = [
        place
        for place in range(at + 1, min(len(text), at + LONGEST))
        if text[place] in _CLOSINGS[text[at]]
        and text[place - 1].strip()
        and not text[place + 1 : place + 2].isalnum()
    ]
    before_next = [place for place in places if behind < 0 or place < behind]
    for place in before_next:
        if text[place - 1] in _STOPS or text[place + 1 : place + 2] in _CLOSED_BEHIND:
            return place
    for place in before_next:
        if text[place - 1] != "s":
            return place
    return next(iter(before_next or places), None)
