"""Whether a report's quotations were said, where, by whom, and what was changed.

The words decide: capitals, punctuation, kinds of marks and dashes, and line breaks make no
difference, nor does what stands in square brackets, in the report or in the transcript. A quotation
is *verbatim*; or of *marked changes*, where words are left out at an ellipsis or put in between
brackets; or *altered*, where most of its words were said in one place but not all; or *not found*;
or *ambiguous*, where it was said word for word in several places.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from lmm_qual.analysis.nearest_words import Difference, Placed, nearest_place
from lmm_qual.store.queries import talk
from lmm_qual.store.store import Store
from lmm_qual.text.marked_changes import Quoted, read_quoted
from lmm_qual.text.said import Word, plain_words, spoken_text, words_in_place

VERBATIM, MARKED, ALTERED = "verbatim", "marked changes", "altered"
NOT_FOUND, AMBIGUOUS = "not found", "ambiguous"
STATUSES = (VERBATIM, MARKED, ALTERED, AMBIGUOUS, NOT_FOUND)

_LOOKED_AT = 8
"""Transcripts in which an altered quotation is looked for: those with most of its word pairs."""
_FEWEST_PAIRS = 0.2
_ENOUGH, _ENOUGH_OF_FEW, _FEW = 0.6, 0.75, 8
"""The share of its words that makes a quotation altered, not another's; of few words, more."""


class Place(NamedTuple):
    """Where a quotation was said: code points of a transcript's text, and who speaks there."""

    transcript: str
    start: int
    end: int
    turn: int | None
    speaker: str | None
    participant: str | None
    group: str | None
    time: str | None
    timestamp: str | None


@dataclass(frozen=True)
class Checked:
    """A quotation with what became of it; `places` holds one, or of an ambiguous one several."""

    quotation: str
    status: str
    places: Sequence[Place] = ()
    differences: Sequence[Difference] = ()


@dataclass
class _Sought:
    """A quotation while transcripts are read."""

    quoted: Quoted
    pairs: frozenset[tuple[str, str]]
    phrases: Sequence[str]
    exact: list[tuple[int, "Chain"]] = field(default_factory=list)
    near: list[tuple[float, int]] = field(default_factory=list)


class Chain(NamedTuple):
    """Where the stretches of a quotation stand: numbers of words, first and behind the last."""

    stretches: tuple[tuple[int, int], ...]
    left_out: bool


def check_quotations(store: Store, quotations: Sequence[str]) -> list[Checked]:
    """Look for quotations in all transcripts; gives what became of each, in their order."""
    sought = [_sought(read_quoted(text)) for text in quotations]
    rows = {row.id: row for row in talk.transcripts(store)}
    wanted = frozenset[tuple[str, str]]().union(*(each.pairs for each in sought))
    for transcript, text in _spoken(store):
        words = plain_words(text)
        line = f" {' '.join(words)} "
        met = wanted.intersection(pairwise(words))
        for each in sought:
            _look(each, transcript, line, met)
    finder = _Finder(store, rows)
    return [finder.judged(text, each) for text, each in zip(quotations, sought, strict=True)]


def _sought(quoted: Quoted) -> _Sought:
    pairs = {pair for stretch in quoted.stretches for pair in pairwise(stretch.plain)}
    phrases = [f" {' '.join(stretch.plain)} " for stretch in quoted.stretches]
    return _Sought(quoted, frozenset(pairs), phrases)


def _spoken(store: Store) -> Iterator[tuple[int, str]]:
    """Give the spoken words of each transcript, at the places of its text."""
    places = talk.turn_places(store)
    for transcript, text in talk.texts(store):
        starts, ends, _ = places.get(transcript, ([], [], []))
        yield transcript, spoken_text(text, zip(starts, ends, strict=True))


def _look(each: _Sought, transcript: int, line: str, met: frozenset[tuple[str, str]]) -> None:
    """Note where a quotation stands in a transcript word for word, and how near it comes."""
    if each.phrases and all(phrase in line for phrase in each.phrases):
        each.exact += [(transcript, chain) for chain in chains(each.quoted, each.phrases, line)]
    if each.pairs:
        share = len(each.pairs & met) / len(each.pairs)
        if share >= _FEWEST_PAIRS:
            each.near.append((share, transcript))


def chains(quoted: Quoted, phrases: Sequence[str], line: str) -> list[Chain]:
    """Give the places at which stretches follow each other as near as their marks allow.

    Of those that begin, and of those that end, at one place, the shortest is given.
    """
    found = [Chain((span,), left_out=False) for span in _occurrences(phrases[0], line)]
    for stretch, phrase in zip(quoted.stretches[1:], phrases[1:], strict=True):
        ends = [chain.stretches[-1][1] for chain in found]
        longer: dict[tuple[int, int], Chain] = {}
        for start, end in _occurrences(phrase, line):
            before = _last_within(ends, start - stretch.reach, start)
            if before is not None:
                chain = found[before]
                longer.setdefault(
                    chain.stretches[-1],
                    Chain(
                        (*chain.stretches, (start, end)),
                        left_out=chain.left_out or start > chain.stretches[-1][1],
                    ),
                )
        found = list(longer.values())
    return found


def _occurrences(phrase: str, line: str) -> list[tuple[int, int]]:
    """Give the numbers of the first word of a phrase, and of the one behind it, in order."""
    size, spans, words, counted = phrase.count(" ") - 1, [], 0, 0
    at = line.find(phrase)
    while at >= 0:
        words += line.count(" ", counted, at)
        counted = at
        spans.append((words, words + size))
        at = line.find(phrase, at + 1)
    return spans


def _last_within(ends: Sequence[int], low: int, high: int) -> int | None:
    """Give the place of the last of the ends, which are in order, from `low` to `high`."""
    at = bisect_right(ends, high) - 1
    return at if at >= 0 and ends[at] >= low else None


class _Finder:
    """Says where in transcripts quotations stand, reading each once more that is needed."""

    def __init__(self, store: Store, rows: dict[int, talk.TranscriptRow]) -> None:
        self._store = store
        self._rows = rows
        self._words: dict[int, list[Word]] = {}
        self._turns: dict[int, list[talk.TurnRow]] = {}

    def judged(self, quotation: str, each: _Sought) -> Checked:
        """Give what became of a quotation."""
        if not each.exact:
            return self._altered(quotation, each)
        found = self._of_one_voice(each.exact)
        places = [self._place(transcript, chain.stretches) for transcript, chain in found]
        if len(found) > 1:
            return Checked(quotation, AMBIGUOUS, places)
        changed = each.quoted.bracketed or found[0][1].left_out
        return Checked(quotation, MARKED if changed else VERBATIM, places)

    def _of_one_voice(self, found: Sequence[tuple[int, Chain]]) -> Sequence[tuple[int, Chain]]:
        """Give the places whose stretches one speaker says, where there are such among several."""
        if len(found) < 2 or all(len(chain.stretches) < 2 for _, chain in found):
            return found
        return [
            (transcript, chain)
            for transcript, chain in found
            if len(self._speakers(transcript, chain.stretches)) < 2
        ] or found

    def _altered(self, quotation: str, each: _Sought) -> Checked:
        best: tuple[int, Placed] | None = None
        each.near.sort(key=lambda entry: (-entry[0], entry[1]))
        for _, transcript in each.near[:_LOOKED_AT]:
            placed = nearest_place(each.quoted, self._in_place(transcript))
            if placed and (best is None or placed.matched > best[1].matched):
                best = (transcript, placed)
        total = len(each.quoted.words)
        enough = _ENOUGH_OF_FEW if total < _FEW else _ENOUGH
        if best is None or best[1].matched < enough * total:
            return Checked(quotation, NOT_FOUND)
        transcript, placed = best
        text = talk.transcript_text(self._store, transcript)
        differences = placed.differences(each.quoted, self._in_place(transcript), text)
        if not differences:
            changed = each.quoted.bracketed or len(each.quoted.stretches) > 1
            status = MARKED if changed else VERBATIM
            return Checked(quotation, status, [self._place(transcript, placed.spans)])
        place = self._place(transcript, placed.spans)
        return Checked(quotation, ALTERED, [place], differences)

    def _in_place(self, transcript: int) -> list[Word]:
        if transcript not in self._words:
            text = talk.transcript_text(self._store, transcript)
            spans = [(turn.start, turn.end) for turn in self._turns_of(transcript)]
            self._words[transcript] = words_in_place(spoken_text(text, spans))
        return self._words[transcript]

    def _turns_of(self, transcript: int) -> list[talk.TurnRow]:
        if transcript not in self._turns:
            self._turns[transcript] = talk.turns(self._store, transcript)
        return self._turns[transcript]

    def _heard(self, transcript: int, stretches: Iterable[tuple[int, int]]) -> list[talk.TurnRow]:
        """Give the turns in which the words of stretches stand."""
        words = self._in_place(transcript)
        spans = [(words[first].start, words[last - 1].end) for first, last in stretches]
        return [
            turn
            for turn in self._turns_of(transcript)
            if any(turn.start < end and start < turn.end for start, end in spans)
        ]

    def _speakers(self, transcript: int, stretches: Iterable[tuple[int, int]]) -> set[str | None]:
        return {turn.speaker for turn in self._heard(transcript, stretches)}

    def _place(self, transcript: int, stretches: Sequence[tuple[int, int]]) -> Place:
        words, row = self._in_place(transcript), self._rows[transcript]
        heard = self._heard(transcript, stretches)
        first = heard[0] if heard else None
        return Place(
            transcript=row.key,
            start=words[stretches[0][0]].start,
            end=words[stretches[-1][1] - 1].end,
            turn=first.n if first else None,
            speaker=_joined(turn.speaker for turn in heard),
            participant=_joined(turn.participant for turn in heard),
            group=_joined(turn.group for turn in heard) or row.group,
            time=row.time,
            timestamp=first.timestamp if first else None,
        )


def _joined(names: Iterable[str | None]) -> str | None:
    """Give names, each once, in order; none where there is none."""
    return "; ".join(dict.fromkeys(name for name in names if name)) or None
