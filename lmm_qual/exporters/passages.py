"""Passages that were found, as other programs and as people read them, and their facets."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from lmm_qual.analysis.attribution import Session, read_session
from lmm_qual.analysis.facets import FacetCount
from lmm_qual.analysis.passage import Passage
from lmm_qual.analysis.scene import Scene
from lmm_qual.analysis.text_search import Hits
from lmm_qual.exporters.tables import Cell, Table
from lmm_qual.model.code_tree import CodeTree
from lmm_qual.store.queries import talk
from lmm_qual.store.queries.codes import code_tree
from lmm_qual.store.queries.codings import CodingRow, codings_of
from lmm_qual.store.queries.talk import TurnRow
from lmm_qual.store.store import Store
from lmm_qual.text.context import words_before, words_behind

CONTEXT_WORDS = 10
Entry = dict[str, Any]


def passage_entries(
    tree: CodeTree, found: Iterable[tuple[Scene, Iterable[Passage]]], context: int = CONTEXT_WORDS
) -> Iterator[Entry]:
    """Give passages with their words and `context` words around them.

    Several speakers, participants or groups of one passage are parted by semicolons.
    """
    rank = {code: at for at, code in enumerate(tree.order)}
    for scene, passages in found:
        for one in passages:
            codes = [tree.path(code) for code in sorted(one.codes, key=rank.__getitem__)]
            people = [seat.participant for seat in one.seats]
            groups = [seat.group for seat in one.seats]
            yield {
                **_words(scene.row.key, scene.text, one.start, one.end, context),
                "codes": codes,
                "speaker": speakers(scene.turns, scene.session, one.start, one.end),
                "participant": _listed(people),
                "time": scene.row.time,
                "group": _listed(groups),
                "coders": list(one.coders),
            }


def passage_places(
    tree: CodeTree, found: Iterable[tuple[Scene, Iterable[Passage]]]
) -> Iterator[tuple[int, int, int, list[str]]]:
    """Give where passages stand, by their transcript's id, with the paths of their codes."""
    rank = {code: at for at, code in enumerate(tree.order)}
    for scene, passages in found:
        for one in passages:
            codes = sorted(one.codes, key=rank.__getitem__)
            yield scene.row.id, one.start, one.end, [tree.path(code) for code in codes]


def hit_places(store: Store, found: Iterable[Hits]) -> Iterator[tuple[int, int, int, list[str]]]:
    """Give where words were found, by their transcript's id, with the paths of their codes."""
    tree = code_tree(store)
    for hits in found:
        coded = Codes(tree, codings_of(store, hits.row.id, None))
        for start, end in hits.spans:
            yield hits.row.id, start, end, coded.over(start, end)


def _words(key: str, text: str, start: int, end: int, context: int) -> Entry:
    return {
        "transcript": key,
        "start": start,
        "end": end,
        "quote": text[start:end],
        "before": words_before(text, start, context),
        "after": words_behind(text, end, context),
    }


def hit_entries(
    store: Store, found: Iterable[Hits], context: int = CONTEXT_WORDS
) -> Iterator[Entry]:
    """Give words that were found, with the codes they carry; whose they are is who speaks there."""
    tree = code_tree(store)
    for hits in found:
        turns = talk.turns(store, hits.row.id)
        session = read_session(hits.row, turns)
        coded = Codes(tree, codings_of(store, hits.row.id, None))
        for start, end in hits.spans:
            seats = [turn.seat for turn in session.overlapped(start, end) if turn.seat is not None]
            seats = seats or ([] if turns else [session.fallback])
            yield {
                **_words(hits.row.key, hits.text, start, end, context),
                "codes": coded.over(start, end),
                "speaker": speakers(turns, session, start, end),
                "participant": _listed(seat.participant for seat in seats),
                "time": hits.row.time,
                "group": _listed(seat.group for seat in seats),
            }


class Codes:
    """The codes that stretches of one transcript carry, asked for in the order of the text."""

    def __init__(self, tree: CodeTree, codings: Iterable[CodingRow]) -> None:
        """Take codings by place."""
        self._rank = {code: at for at, code in enumerate(tree.order)}
        self._tree = tree
        self._waiting = deque(codings)
        self._here: list[CodingRow] = []

    def over(self, start: int, end: int) -> list[str]:
        """Give the paths of the codes that a stretch carries, in the codebook's order."""
        while self._waiting and self._waiting[0].start < end:
            self._here.append(self._waiting.popleft())
        self._here = [coding for coding in self._here if coding.end > start]
        codes = {coding.code_id for coding in self._here}
        return [self._tree.path(code) for code in sorted(codes, key=self._rank.__getitem__)]


def speakers(turns: Sequence[TurnRow], session: Session, start: int, end: int) -> str | None:
    """Give who speaks in a stretch, by label; interviewers only where nobody else does."""
    first, behind = session.overlapped_range(start, end)
    under = turns[first:behind]
    others = [turn.speaker for turn in under if not turn.interviewer]
    return _listed(others or [turn.speaker for turn in under])


def _listed(names: Iterable[str | None]) -> str | None:
    known = dict.fromkeys(name for name in names if name is not None)
    return "; ".join(known) or None


_COLUMNS = (
    *("transcript", "start", "end", "time", "group", "speaker", "codes"),
    *("before", "quote", "after"),
)


def passage_table(entries: Iterable[Mapping[str, Any]], *, brief: bool = False) -> Table:
    """Give passages as a table; `brief` cuts words for a terminal, keeping those found."""
    rows: list[list[Cell]] = []
    for entry in entries:
        words = {name: entry[name] for name in ("before", "quote", "after")}
        values = {**entry, "codes": "; ".join(entry["codes"])}
        if brief:
            values |= brief_words(words)
        rows.append([values[name] for name in (_BRIEF if brief else _COLUMNS)])
    return Table(_BRIEF if brief else _COLUMNS, rows, (1, 2))


_BRIEF = ("transcript", "start", "end", "time", "group", "speaker", "codes", "words")
_AROUND, _FOUND = 24, 72
"""Characters that a terminal shows of the words around a passage, and of its own."""


def brief_words(words: Mapping[str, str]) -> dict[str, str]:
    """Give words with those before and after, cut for a terminal; what was found is marked."""
    before, quote, after = (" ".join(words[name].split()) for name in ("before", "quote", "after"))
    if len(quote) > _FOUND:
        quote = quote[: _FOUND - 1] + "…"
    before = f"…{before[1 - _AROUND :]}" if len(before) > _AROUND else before
    after = f"{after[: _AROUND - 1]}…" if len(after) > _AROUND else after
    return {"words": f"{before} «{quote}» {after}".strip()}


def facet_entries(tree: CodeTree, counts: Iterable[FacetCount]) -> list[Entry]:
    """Give facets with the names of codes; `of` is of how many participants."""
    return [
        {
            "facet": count.facet,
            "value": tree.path(count.value) if isinstance(count.value, int) else count.value,
            "passages": count.passages,
            "participants": count.participants,
            "of": count.of,
        }
        for count in counts
    ]


def facet_table(entries: Iterable[Mapping[str, Any]]) -> Table:
    """Give facets as a table."""
    headings = ("facet", "value", "passages", "participants", "of")
    rows = [[entry[name] for name in headings] for entry in entries]
    for row in rows:
        row[1] = "not known" if row[1] is None else row[1]
    return Table(headings, rows, (2, 3, 4))
