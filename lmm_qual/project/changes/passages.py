"""Rows of passages and of what rests on them: each passage once, none on which nothing stands."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from lmm_qual.model.problem import refuse
from lmm_qual.project.changes.codings import covered_words
from lmm_qual.store.deltas import Delta, Ids, Insert, delete
from lmm_qual.store.queries.passages import bare_passages, passage_at, passage_links
from lmm_qual.store.queries.talk import find_transcript, transcript_text
from lmm_qual.store.store import Store

_PLACE = re.compile(r"(.+):([0-9]{1,12})-([0-9]{1,12})", re.DOTALL)
Place = tuple[int, int, int]
"""A transcript's id, start and end."""


@dataclass(frozen=True)
class Evidence:
    """A passage to rest on: `start` to `end` in code points; `side` is `for` or `against`."""

    transcript: str
    start: int
    end: int
    side: str = "for"
    note: str | None = None

    @property
    def place(self) -> tuple[str, int, int]:
        """Where the words stand: transcript, start and end, in code points."""
        return self.transcript, self.start, self.end


def place_named(text: str) -> tuple[str, int, int] | None:
    """Read `T1-G3-07:120-180`: a transcript, and a start and end in code points."""
    match = _PLACE.fullmatch(text)
    return None if match is None else (match[1], int(match[2]), int(match[3]))


def read_evidence(text: str) -> Evidence:
    """Read a passage as `T1-G3-07:120-180`; raises `BadInputError`."""
    place = place_named(text)
    if place is None:
        raise refuse(f"“{text}” names no passage", "write it as ID:START-END, in code points")
    return Evidence(*place)


class PassageRows:
    """The ids of passages by place, making rows for those that are not there yet."""

    def __init__(self, store: Store, ids: Ids) -> None:
        self._store, self._ids = store, ids
        self._known: dict[Place, int] = {}
        self._made: list[dict[str, Any]] = []

    def at(self, place: Place, quote: str) -> int:
        """Give the id of the passage at a place, whose words are `quote`."""
        if place not in self._known:
            self._known[place] = passage_at(self._store, *place) or self._new(place, quote)
        return self._known[place]

    def _new(self, place: Place, quote: str) -> int:
        id_ = self._ids.take("passage")
        columns = dict(zip(("transcript_id", "start", "end"), place, strict=True))
        self._made.append({"id": id_, **columns, "quote": quote})
        return id_

    def operation(self) -> Insert:
        """Give the insertion of the passages that were made."""
        return Insert("passage", self._made)


@dataclass
class PassageLinks:
    """Lets summaries, findings and tags (`source`) rest on passages, in place of any before."""

    store: Store
    ids: Ids
    source: str
    file: str = ""
    _passages: PassageRows = field(init=False)
    _texts: dict[str, tuple[int, str]] = field(default_factory=dict, init=False)
    _links: list[dict[str, Any]] = field(default_factory=list, init=False)
    _gone: list[int] = field(default_factory=list, init=False)
    _left: set[int] = field(default_factory=set, init=False)

    def __post_init__(self) -> None:
        self._passages = PassageRows(self.store, self.ids)

    def rest(self, source_id: int, evidence: Iterable[Evidence]) -> None:
        """Let one thing rest on these passages; raises `BadInputError` for words not there."""
        for link in passage_links(self.store, self.source, source_id):
            self._gone.append(link.id)
            self._left.add(link.passage_id)
        named: set[tuple[int, str]] = set()
        for position, passage in enumerate(evidence):
            id_ = self.at(passage)
            if (id_, passage.side) in named:
                continue
            named.add((id_, passage.side))
            self._left.discard(id_)
            row = {"source": self.source, "source_id": source_id, "passage_id": id_}
            row |= {"side": passage.side, "position": position, "note": passage.note}
            self._links.append({"id": self.ids.take("passage_link"), **row})

    def at(self, passage: Evidence) -> int:
        """Give the id of a passage, made where it is not there; raises for words not there."""
        if passage.transcript not in self._texts:
            row = find_transcript(self.store, passage.transcript)
            self._texts[passage.transcript] = row.id, transcript_text(self.store, row.id)
        transcript_id, text = self._texts[passage.transcript]
        file = self.file or str(self.store.path)
        quote = covered_words(text, passage.start, passage.end, passage.transcript, file=file)
        return self._passages.at((transcript_id, passage.start, passage.end), quote)

    def operations(self) -> Delta:
        """Give the rows to write: links that go, passages that come, links that come."""
        kept = {link["passage_id"] for link in self._links}
        bare = bare_passages(self.store, self._left - kept, links=set(self._gone))
        return [
            delete("passage_link", self._gone),
            delete("passage", bare),
            self._passages.operation(),
            Insert("passage_link", self._links),
        ]


def unlink(store: Store, source: str, sources: Sequence[int]) -> Delta:
    """Take away what things rest on, and passages on which nothing stands then."""
    wanted = set(sources)
    links = [link for link in passage_links(store, source) if link.source_id in wanted]
    ids = {link.id for link in links}
    bare = bare_passages(store, {link.passage_id for link in links}, links=ids)
    return [delete("passage_link", ids), delete("passage", bare)]


def only_place(
    text: str, quote: str, transcript: str, *, file: str = "", place: str = ""
) -> tuple[int, int]:
    """Give where words stand that must stand once; raises `BadInputError` where they do not.

    `file` and `place` say where the words were read.
    """
    places = places_of(text, quote)
    if len(places) == 1:
        return places[0]
    number = f"{len(places)} times" if places else "nowhere"
    what = f"“{quote[:60]}” stands {number} in {transcript}"
    remedy = "quote more words, or give start and end" if places else "quote it as it stands"
    raise refuse(what, remedy, file=file, place=place)


def places_of(text: str, quote: str) -> list[tuple[int, int]]:
    """Give all places of words in a text, overlapping ones too; white space counts as equal."""
    words = quote.split()
    if not words:
        return []
    joined = r"\s+".join(map(re.escape, words))
    wanted = re.compile(f"(?=({joined}))")
    return [found.span(1) for found in wanted.finditer(text)]
