"""What is shown of passages that were found, and of the facets they are narrowed by."""

import re
from collections.abc import Iterator
from functools import lru_cache, partial

from textual.content import Content

from lmm_qual.analysis.attribution import Session, read_session
from lmm_qual.analysis.facets import Value
from lmm_qual.analysis.passage import Passage
from lmm_qual.exporters.passages import speakers
from lmm_qual.store.queries import talk
from lmm_qual.text.context import words_before, words_behind
from lmm_qual.text.standins import shown_block
from lmm_qual.tui.opened import OpenStudy
from lmm_qual.tui.passages_found import SHOWN, FoundPassages, Narrowed, most_first
from lmm_qual.tui.rows import Row
from lmm_qual.tui.wording import line, spread

_BEFORE, _BEHIND = 15, 60
"""Words shown around a passage."""
_LINES = re.compile(r"\s*\n\s*")


class PassageSaid:
    """Tells passages of a study in a line or in context; talk that was read is kept a while."""

    def __init__(self, opened: OpenStudy) -> None:
        self._opened = opened
        self._talk = lru_cache(maxsize=64)(self._read_talk)

    def forget(self) -> None:
        """Read talk anew, which may be other now."""
        self._talk.cache_clear()

    def words(self, row: talk.TranscriptRow, passage: Passage) -> str:
        """Give the words of a passage, as stored."""
        text, _, _ = self._talk(row)
        return text[passage.start : passage.end]

    def in_line(self, row: talk.TranscriptRow, passage: Passage, width: int) -> Content:
        """Tell a passage in a line of so many cells: where, who, the words, its codes."""
        _, turns, session = self._talk(row)
        words = " ".join(self.words(row, passage)[: 4 * width].split())
        who = speakers(turns, session, passage.start, passage.end) or "–"
        left = line((f" {row.key} ", "$muted"), (f"{who} ", "bold"), f"“{words}”")
        tree = self._opened.tree
        names = ", ".join(tree.by_id[code].name for code in passage.codes if code in tree.by_id)
        return spread(width, left, line((names, "$muted")).truncate(width // 3, ellipsis=True))

    def in_context(self, row: talk.TranscriptRow, passage: Passage) -> Content:
        """Tell a passage with who speaks, its codes and the words around it."""
        text, turns, session = self._talk(row)
        tree, opened = self._opened.tree, self._opened
        who = speakers(turns, session, passage.start, passage.end)
        groups = dict.fromkeys(
            opened.group_name(seat.group) for seat in passage.seats if seat.group
        )
        facts = [who or "nobody speaks", opened.time_name(row.time), *groups]
        codes = ", ".join(tree.path(code) for code in passage.codes if code in tree.by_id)
        head = line((row.key, "bold"), (f" · {' · '.join(filter(None, facts))}", "$muted"))
        coded = line((codes, "$text-accent"), (f"  {', '.join(passage.coders)}", "$muted"))
        words = Content.assemble(
            (_close(words_before(text, passage.start, _BEFORE)), "$muted"),
            (_close(self.words(row, passage)), "bold"),
            (_close(words_behind(text, passage.end, _BEHIND)), "$muted"),
        )
        return Content("\n").join([head, coded, words])

    def _read_talk(self, row: talk.TranscriptRow) -> tuple[str, list[talk.TurnRow], Session]:
        store = self._opened.store
        turns = talk.turns(store, row.id)
        return talk.transcript_text(store, row.id), turns, read_session(row, turns)


def _close(text: str) -> str:
    """Give words as they may be shown, without empty lines."""
    return shown_block(_LINES.sub("\n", text))


def facet_rows(opened: OpenStudy, found: FoundPassages, narrowed: Narrowed) -> Iterator[Row]:
    """Give the rows of facets and their values with how many passages have each."""
    for facet in SHOWN:
        yield Row(line((f" {facet.capitalize()}", "bold $text-accent")))
        held = narrowed.get(facet, frozenset())
        counts = found.facets[facet]
        counts.update(dict.fromkeys(held - counts.keys(), 0))
        for value, number in most_first(counts, partial(_named, opened, facet)):
            show = partial(_value, _named(opened, facet, value), number, value in held)
            yield Row(show, (facet, value))


def _named(opened: OpenStudy, facet: str, value: Value) -> str:
    if value is None:
        return "not known"
    if isinstance(value, int):
        return opened.tree.by_id[value].name if value in opened.tree.by_id else "–"
    if facet == "time":
        return opened.time_name(value)
    return f"{value} {opened.group_name(value)}" if facet == "group" else value


def _value(name: str, number: int, held: bool, width: int) -> Content:
    style = "bold" if held else ""
    left = line(("  ● " if held else "    ", "$text-accent"), (name, style))
    return spread(width, left, line((f"{number:,} ", style or "$muted")))
