"""Search in the words of all transcripts: as written, folded, by expression, or nearly alike."""

import re
from collections.abc import Callable, Iterator
from typing import Literal, NamedTuple

from lmm_qual.model.problem import refuse
from lmm_qual.store.queries.talk import TranscriptRow, texts, transcripts
from lmm_qual.store.store import Store
from lmm_qual.text.folding import Folded, folded

How = Literal["plain", "exact", "regex", "fuzzy"]
Span = tuple[int, int]
LONGEST = 1000
"""Characters that what is searched for may have."""

PATIENCE_SECONDS = 3.0
"""How long an expression may take in one transcript."""

ALIKE = 80.0
"""How like a phrase words must be, in per cent (2 × letters in common / letters of both)."""


class Hits(NamedTuple):
    """A transcript with the spans found in its text, in order, none of them empty."""

    row: TranscriptRow
    text: str
    spans: list[Span]


def search(store: Store, wanted: str, how: How = "plain") -> Iterator[Hits]:
    """Look through all transcripts in the design's order; raises `BadInputError`.

    Spans are code points of the stored text. `plain` ignores case, accents and how white space,
    quotes and hyphens are written; `exact` nothing; `regex` case; `fuzzy` finds what is like a
    phrase, by `ALIKE` per cent at least.
    """
    find = finder(wanted, how)
    rows = {row.id: row for row in transcripts(store)}
    found: dict[int, Hits] = {}
    for transcript_id, text in texts(store):
        if spans := find(text, f"transcript {rows[transcript_id].key}"):
            found[transcript_id] = Hits(rows[transcript_id], text, spans)
    return (found[row] for row in rows if row in found)


Finder = Callable[[str, str], list[Span]]
"""Gives where something stands in a text; what the text is of is said where it takes too long."""


def finder(wanted: str, how: How = "plain") -> Finder:
    """Give what finds words in a text as `search` does; raises `BadInputError`."""
    if len(wanted) > LONGEST:
        what = f"is longer than {LONGEST:,} characters"
        raise refuse(what, "search for less", file="search")
    return _FINDERS[how](wanted)


def _exact(wanted: str) -> Finder:
    if not wanted:
        raise _empty()

    def find(text: str, _: str) -> list[Span]:
        return list(_places(text, wanted))

    return find


def _places(text: str, wanted: str) -> Iterator[Span]:
    at = text.find(wanted)
    while at >= 0:
        yield at, at + len(wanted)
        at = text.find(wanted, at + len(wanted))


def _plain(wanted: str) -> Finder:
    words = folded(wanted).split()
    if not words:
        raise _empty()
    pattern = re.compile(r"\s+".join(map(re.escape, words)))

    def find(text: str, _: str) -> list[Span]:
        plain = folded(text)
        if words[0] not in plain:
            return []
        return _unfolded(text, (found.span() for found in pattern.finditer(plain)))

    return find


def _unfolded(text: str, spans: Iterator[Span]) -> list[Span]:
    """Give where spans of a folded text stand in the text itself."""
    found = list(spans)
    if not found:
        return []
    origin = Folded(text).origin
    return [(origin(start), origin(end - 1) + 1) for start, end in found]


def _regex(wanted: str) -> Finder:
    import regex

    try:
        pattern = regex.compile(wanted, regex.IGNORECASE | regex.MULTILINE)
    except (regex.error, OverflowError, RecursionError) as error:
        place = str((getattr(error, "pos", None) or 0) + 1)
        what = f"is no expression that can be searched for: {getattr(error, 'msg', error)}"
        remedy = "put “\\” before a sign that stands for itself"
        raise refuse(what, remedy, file="search", place=place) from None

    def find(text: str, where: str) -> list[Span]:
        try:
            return [
                found.span()
                for found in pattern.finditer(text, timeout=PATIENCE_SECONDS)
                if found.end() > found.start()
            ]
        except TimeoutError:
            what = f"the expression takes too long in {where}"
            raise refuse(
                what, "make it simpler: avoid repeats within repeats", file="search"
            ) from None

    return find


def _fuzzy(wanted: str) -> Finder:
    from lmm_qual.text.likeness import Likeness

    phrase = " ".join(folded(wanted).split())
    if not phrase:
        raise _empty()
    likeness = Likeness(phrase, ALIKE)

    def find(text: str, _: str) -> list[Span]:
        return _unfolded(text, iter(likeness.places(folded(text))))

    return find


def _empty() -> Exception:
    return refuse("there is nothing to search for", "write some words", file="search")


_FINDERS: dict[How, Callable[[str], Finder]] = {
    "plain": _plain,
    "exact": _exact,
    "regex": _regex,
    "fuzzy": _fuzzy,
}
