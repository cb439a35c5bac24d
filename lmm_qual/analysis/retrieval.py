"""Retrieval: the passages that a query finds, transcript by transcript.

A code finds its segments and those of the codes under it; `or` finds what either finds. `and` and
`not` between codes speak of words: found is each unbroken stretch of words that carries what is
asked and does not carry what is refused. Fields and relations choose the segments that codes stand
for; alone they choose among all. What `not` refuses, it refuses whatever fields stand beside it.
Equal stretches are found once.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, reduce

from lmm_qual.analysis.at_hand import AtHand
from lmm_qual.analysis.passage import Passage, carried_passages, coded_passages, place
from lmm_qual.analysis.query_language import parse
from lmm_qual.analysis.query_names import Names, bind, split_words
from lmm_qual.analysis.query_tree import (
    Asked,
    CodeNamed,
    Either,
    Every,
    Query,
    Related,
    Without,
)
from lmm_qual.analysis.scene import OF_TRANSCRIPT, Scene
from lmm_qual.analysis.stretches import Stretch, cover, shared, without
from lmm_qual.model.code_tree import CodeTree
from lmm_qual.store.queries.codings import CodingRow, codings_of
from lmm_qual.store.queries.talk import TranscriptRow
from lmm_qual.store.store import Store
from lmm_qual.text.words import count_words

Seen = Callable[[CodingRow], bool]


class Retrieval:
    """A query that is looked up in a project.

    `seen` says which codings there are for who asks; others neither are found nor hold anything
    off. What is `at_hand` of the project already is not read again. Raises `QueryError` where the
    query cannot be read or names what is not there.
    """

    def __init__(
        self,
        store: Store,
        query: str,
        *,
        at_hand: AtHand | None = None,
        seen: Seen | None = None,
    ) -> None:
        self._store = store
        self._at_hand = at_hand or AtHand(store)
        self.tree: CodeTree = self._at_hand.tree
        self.names: Names = bind(self._at_hand, parse(query))
        self._seen = seen

    @cached_property
    def rows(self) -> list[TranscriptRow]:
        """Give the transcripts that may hold something, in the design's order."""
        names, used, nothing = self.names, self._at_hand.used, set[int]()
        return [
            row
            for row in self._at_hand.transcripts
            if _may_hold(names, names.query, row, used.get(row.id, nothing))
        ]

    def scenes(self) -> Iterator[tuple[Scene, list[Passage]]]:
        """Look into one transcript after the other; gives those with passages, by place."""
        return (looked for looked in self.looks() if looked[1])

    def looks(self) -> Iterator[tuple[Scene, list[Passage]]]:
        """Look into one transcript after the other, and give each, also those without passages."""
        codes = None if _of_all(self.names.query) else self.names.mentioned
        for row in self.rows:
            segments = codings_of(self._store, row.id, codes)
            if self._seen is not None:
                segments = [*filter(self._seen, segments)]
            scene = Scene(self._store, row, self.names, segments)
            yield scene, find(scene, self.names)


def find(scene: Scene, names: Names) -> list[Passage]:
    """Give what a query finds in one transcript, by place."""
    found = _Finder(scene, names).find(names.query, ())
    by_place = {(one.start, one.end): one for one in found.passages()}
    return [by_place[stretch] for stretch in sorted(by_place, key=place)]


class _Found:
    """Segments found as they were coded, and stretches found with the segments over them."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self.segments: dict[int, CodingRow] = {}
        self.carried: list[tuple[list[Stretch], dict[int, CodingRow]]] = []

    def take(self, other: "_Found") -> "_Found":
        self.segments.update(other.segments)
        self.carried += other.carried
        return self

    def cover(self) -> list[Stretch]:
        coded = ((coding.start, coding.end) for coding in self.segments.values())
        return cover([*coded, *(one for stretches, _ in self.carried for one in stretches)])

    def under(self) -> dict[int, CodingRow]:
        """Give all segments that what is found rests on."""
        return reduce(lambda all_, one: all_ | one[1], self.carried, dict(self.segments))

    def passages(self) -> Iterator[Passage]:
        """Give what is found; a stretch found in several ways has what all of them have."""
        alike: dict[Stretch, list[Passage]] = {}
        for one in coded_passages(self._scene, self.segments.values()):
            alike.setdefault((one.start, one.end), []).append(one)
        for stretches, segments in self.carried:
            for one in carried_passages(self._scene, stretches, list(segments.values())):
                alike.setdefault((one.start, one.end), []).append(one)
        return (_merged(passages) for passages in alike.values())


def _merged(passages: Sequence[Passage]) -> Passage:
    first = passages[0]
    if len(passages) == 1:
        return first
    return first._replace(
        codes=tuple(sorted({code for one in passages for code in one.codes})),
        coders=tuple(sorted({coder for one in passages for coder in one.coders})),
        seats=tuple(dict.fromkeys(seat for one in passages for seat in one.seats)),
    )


class _Finder:
    """Finds in one transcript."""

    def __init__(self, scene: Scene, names: Names) -> None:
        self._scene, self._names = scene, names

    def find(self, query: Query, narrowed: tuple[Query, ...]) -> _Found:
        """Give what a part of a query finds among the segments that fit."""
        match query:
            case CodeNamed():
                codes = self._names.codes[query]
                return self._segments(narrowed, codes)
            case Either(parts):
                parts_found = (self.find(part, narrowed) for part in parts)
                return reduce(_Found.take, parts_found, _Found(self._scene))
            case Every(parts):
                return self._together(parts, narrowed)
            case Asked() | Related() | Without():
                return self._together((query,), narrowed)

    def _segments(self, filters: tuple[Query, ...], codes: frozenset[int] | None = None) -> _Found:
        found = _Found(self._scene)
        found.segments = {
            coding.id: coding
            for coding in self._scene.segments
            if (codes is None or coding.code_id in codes) and self._scene.fits(coding, filters)
        }
        return found

    def _together(self, parts: Sequence[Query], narrowed: tuple[Query, ...]) -> _Found:
        carried, refused, filters = split_words(parts)
        narrowed = (*narrowed, *filters)
        if not carried and not refused:
            return self._segments(narrowed)
        if len(carried) == 1 and not refused:
            return self.find(carried[0], narrowed)
        found = [self.find(part, narrowed) for part in carried] or [self._segments(narrowed)]
        words = reduce(shared, (one.cover() for one in found))
        for part in refused:
            if words:
                words = without(words, self.find(part, ()).cover())
        under = reduce(lambda all_, one: all_ | one.under(), found, dict[int, CodingRow]())
        together = _Found(self._scene)
        together.carried.append((_worded(self._scene, words), under))
        return together


def _worded(scene: Scene, stretches: Sequence[Stretch]) -> list[Stretch]:
    """Give stretches without the white space at their ends; those without any word go."""
    found = []
    for start, end in stretches:
        words = scene.text[start:end]
        if count_words(words):
            first = start + len(words) - len(words.lstrip())
            found.append((first, start + len(words.rstrip())))
    return found


def _may_hold(names: Names, query: Query, row: TranscriptRow, used: set[int]) -> bool:
    """Say whether a query can find anything in a transcript, by the codes used there."""
    match query:
        case CodeNamed():
            held = not used.isdisjoint(names.codes[query])
        case Related(_, code):
            held = not used.isdisjoint(names.codes[code])
        case Asked(name) if name in OF_TRANSCRIPT:
            held = OF_TRANSCRIPT[name](row) in names.values[query]
        case Every(parts):
            held = all(_may_hold(names, part, row, used) for part in parts)
        case Either(parts):
            held = any(_may_hold(names, part, row, used) for part in parts)
        case Asked() | Without():
            held = True
    return held and bool(used)


def _of_all(query: Query) -> bool:
    """Say whether a query finds, somewhere, segments of codes that it does not name."""
    match query:
        case CodeNamed():
            return False
        case Asked() | Related() | Without():
            return True
        case Either(parts):
            return any(map(_of_all, parts))
        case Every(parts):
            carried, refused, _ = split_words(parts)
            return not carried or any(map(_of_all, [*carried, *refused]))
