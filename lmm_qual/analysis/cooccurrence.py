"""Codes that meet: which are found together, how often, in how many people and transcripts.

Two coded segments of one transcript meet where they overlap, where both stand in one turn of a
participant, or where no more than so many words lie between them. Equal spans with equal codes
are one segment whoever coded them.

A pair of codes counts segments that meet, not pairs of them: of the segments of one code that meet
any of the other, and those of the other that meet any of the one, the smaller number. A long
segment that holds five short ones so counts once, and no coder's way of cutting lifts the number
over that of either code. The c-index is then n12 / (n1 + n2 − n12), the coefficient that ATLAS.ti
documents (ManualWin v22, Code Co-occurrence Coefficient, after García 2006; the form is that of
Jaccard 1901), always between 0 and 1; there each pair of segments is an event, so that it may come
to more than 1, which the manual calls out of range. Where one code is far more frequent than the
other it is small, however often the rarer meets it.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from lmm_qual.analysis.attribution import Session, Voiced, decisions, load_sessions
from lmm_qual.analysis.theme_matrix import ALL_CODERS, known_coder
from lmm_qual.model.code_tree import CodeTree
from lmm_qual.model.problem import refuse
from lmm_qual.store.queries.codes import code_tree
from lmm_qual.store.queries.codings import CodedPlace, coded_places
from lmm_qual.store.queries.talk import transcript_text
from lmm_qual.store.store import Store
from lmm_qual.text.words import word_spans

Within = Literal["overlap", "turn"] | int
"""How near segments are that meet; a number is the most words between them."""
NAMED: tuple[Literal["overlap", "turn"], ...] = ("overlap", "turn")


class Pair(NamedTuple):
    """Two codes that meet, in display order: segments, people and transcripts in which they do."""

    a: int
    b: int
    segments: int
    participants: int
    transcripts: int
    c_index: float


@dataclass(frozen=True)
class CoOccurrence:
    """The codes with their distinct segments, and the pairs of them that meet at all."""

    within: Within
    coder: str
    codes: Sequence[int]
    rows: Sequence[str]
    segments: Sequence[int]
    pairs: Sequence[Pair]


def read_within(text: str) -> Within:
    """Read `overlap`, `turn` or a number of words; raises `BadInputError`."""
    for name in NAMED:
        if text == name:
            return name
    if text.isascii() and text.isdecimal() and len(text) <= 6:
        return int(text)
    raise refuse(f"“{text}” is no nearness", "use overlap, turn, or a number of words")


def co_occurrence(
    store: Store,
    *,
    within: Within = "overlap",
    coder: str = ALL_CODERS,
    depth: int | None = None,
) -> CoOccurrence:
    """Give the codes that meet, pair by pair; `depth` keeps that many levels, deeper ones within.

    Raises `BadInputError` for an unknown coder.
    """
    one = None if coder == ALL_CODERS else known_coder(store, coder)
    sessions, tree = load_sessions(store), code_tree(store)
    kept = _kept(tree, depth)
    decided = decisions(store)
    count = _Count()
    for transcript, rows in coded_places(store, one):
        session = sessions[transcript]
        scale = _scale(session, within, lambda session: transcript_text(store, session.id))
        spans = _distinct(session, rows, kept, decided)
        count.add(spans, scale, 0 if isinstance(within, str) else within + 1)
    codes = [code for code in tree.order if kept[code] == code]
    return CoOccurrence(
        within=within,
        coder=coder,
        codes=codes,
        rows=[tree.path(code) for code in codes],
        segments=[count.segments[code] for code in codes],
        pairs=count.pairs(codes),
    )


def c_index(both: int, one: int, other: int) -> float:
    """Give n12 / (n1 + n2 − n12), from 0 (never together) to 1 (never apart).

    The numbers are of segments: `both` that meet, `one` and `other` of each code (Jaccard 1901).
    """
    return both / (one + other - both)


def _kept(tree: CodeTree, depth: int | None) -> dict[int, int]:
    """Give for each code the one it is counted under."""
    chains = {code: [*reversed(tree.ancestors(code)), code] for code in tree.order}
    return {code: chain[:depth][-1] for code, chain in chains.items()}


Spans = Mapping[tuple[int, int, int], frozenset[str]]
Scale = Callable[[int, int], tuple[int, int]]
Placed = tuple[int, int, int, int]
"""Start and end on a scale, code, and the segment's number."""


def _distinct(
    session: Session,
    rows: Iterable[CodedPlace],
    kept: Mapping[int, int],
    decided: Mapping[int, Mapping[str, str]],
) -> Spans:
    """Give each span and code once, with the participants that it counts for by any coder."""
    found: dict[tuple[int, int, int], frozenset[str]] = {}
    named: dict[Voiced, frozenset[str]] = {}
    for _, start, end, code, coding in rows:
        key = (start, end, kept[code])
        voiced = session.voiced(start, end, decided.get(coding, {}))
        people = named.get(voiced)
        if people is None:
            counted = voiced.counted()
            people = frozenset(seat.participant for seat in counted if seat.participant)
            named[voiced] = people
        found[key] = found[key] | people if key in found else people
    return found


def _placed(spans: Spans, scale: Scale | None) -> list[Placed]:
    """Give segments in the order of the scale; without one they are in order as they are."""
    if scale is None:
        return [(start, end, code, at) for at, (start, end, code) in enumerate(spans)]
    return sorted([(*scale(start, end), code, at) for at, (start, end, code) in enumerate(spans)])


def _scale(session: Session, within: Within, text_of: Callable[[Session], str]) -> Scale | None:
    """Give what turns a span of code points into one of turns or of words, `None` for neither.

    In a transcript without turns, those that overlap are in one turn.
    """
    if within == "overlap" or (within == "turn" and not session.turns):
        return None
    if within == "turn":
        turns = [(turn.start, turn.end) for turn in session.turns if turn.seat is not None]
        return _numbers_of(turns)
    text = text_of(session)
    places = [(turn.start, turn.end) for turn in session.turns] or [(0, len(text))]
    return _numbers_of([span for place in places for span in word_spans(text, *place)])


def _numbers_of(spans: Sequence[tuple[int, int]]) -> Scale:
    """Give what tells which spans, numbered in order, a stretch has a code point of."""
    starts, ends = [start for start, _ in spans], [end for _, end in spans]
    return lambda start, end: (bisect_right(ends, start), bisect_left(starts, end))


class _Count:
    """Counts what meets, transcript by transcript."""

    def __init__(self) -> None:
        self.segments: Counter[int] = Counter()
        self._met: Counter[tuple[int, int]] = Counter()
        self._people: dict[tuple[int, int], set[str]] = {}
        self._transcripts: Counter[tuple[int, int]] = Counter()

    def add(self, spans: Spans, scale: Scale | None, slack: int) -> None:
        """Add the distinct segments of one transcript."""
        self.segments.update(code for _, _, code in spans)
        placed = _placed(spans, scale)
        people = list(spans.values())
        met: set[tuple[int, int, int]] = set()
        here: dict[tuple[int, int], list[frozenset[str]]] = {}
        for a, one, b, other in _meeting(placed, slack):
            met.add((one, a, b))
            met.add((other, b, a))
            here.setdefault((a, b) if a < b else (b, a), []).append(people[one] & people[other])
        self._met.update([(a, b) for _, a, b in met])
        for key, shared in here.items():
            self._people.setdefault(key, set()).update(*shared)
            self._transcripts[key] += 1

    def pairs(self, codes: Sequence[int]) -> list[Pair]:
        """Give the pairs that meet, by their codes' places."""
        return [
            self._pair(a, b)
            for at, a in enumerate(codes)
            for b in codes[at + 1 :]
            if (a, b) in self._met
        ]

    def _pair(self, a: int, b: int) -> Pair:
        both = min(self._met[a, b], self._met[b, a])
        key = (min(a, b), max(a, b))
        people, transcripts = len(self._people[key]), self._transcripts[key]
        index = c_index(both, self.segments[a], self.segments[b])
        return Pair(a, b, both, people, transcripts, index)


def _meeting(placed: Iterable[Placed], slack: int) -> Iterator[tuple[int, int, int, int]]:
    """Give segments of two codes that meet, each behind its code; they come by their start."""
    near: list[tuple[int, int, int]] = []
    for start, end, code, at in placed:
        if start == end + slack:
            continue  # covers no turn of a participant
        near = [entry for entry in near if start < entry[0]]
        for _, other_code, other in near:
            if other_code != code:
                yield other_code, other, code, at
        near.append((end + slack, code, at))
