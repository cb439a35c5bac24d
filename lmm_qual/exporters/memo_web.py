"""What memos point to and which memos point to them, with the words and speakers of passages."""

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from lmm_qual.analysis.attribution import Session, read_session
from lmm_qual.exporters.passages import speakers
from lmm_qual.model.code_tree import CodeTree
from lmm_qual.store.queries import talk
from lmm_qual.store.queries.memo_links import MemoLinkRow, memo_links
from lmm_qual.store.queries.memos import MemoRow, all_memos
from lmm_qual.store.store import Store

_FIRST = 80
"""Characters of a memo's beginning by which others name it."""
Entry = dict[str, Any]


class MemoWeb:
    """All memos of a study with the links between them, read once."""

    def __init__(self, store: Store, tree: CodeTree) -> None:
        self._store, self.tree = store, tree
        self.memos = {row.id: row for row in all_memos(store)}
        self.links: dict[int, list[MemoLinkRow]] = defaultdict(list)
        self.pointing: dict[int, list[int]] = defaultdict(list)
        for link in memo_links(store):
            self.links[link.memo_id].append(link)
            if link.target == "memo":
                self.pointing[link.target_id].append(link.memo_id)
        self._rows = {row.key: row for row in talk.transcripts(store)}
        self._talk = lru_cache(maxsize=64)(self._read_talk)

    def _read_talk(self, key: str) -> tuple[list[talk.TurnRow], Session]:
        row = self._rows[key]
        turns = talk.turns(self._store, row.id)
        return turns, read_session(row, turns)

    def place(self, transcript: str | None, start: int | None, end: int | None) -> Entry:
        """Give the number of the turn in which a stretch begins, and who speaks in it."""
        if transcript is None or start is None or end is None:
            return {"turn": None, "speaker": None}
        turns, session = self._talk(transcript)
        first, behind = session.overlapped_range(start, end)
        number = turns[first].n if first < behind else None
        return {"turn": number, "speaker": speakers(turns, session, start, end)}

    def linked(self, memo: int) -> list[Entry]:
        """Give what a memo points to, in order."""
        return [self._entry(link) for link in self.links.get(memo, ())]

    def _entry(self, link: MemoLinkRow) -> Entry:
        if link.target == "code":
            return {"to": "code", "code": self.tree.path(link.target_id)}
        if link.target == "memo":
            return {"to": "memo", **self.named(link.target_id)}
        place = link.transcript, link.start, link.end
        names = dict(zip(("transcript", "start", "end"), place, strict=True))
        return {"to": "passage", **names, **self.place(*place), "quote": link.quote}

    def linked_from(self, memo: int) -> list[Entry]:
        """Give the memos that point to one, by their ids."""
        return [self.named(id_) for id_ in self.pointing.get(memo, ())]

    def named(self, memo: int) -> Entry:
        """Name a memo for others: its id, what it is on, who wrote it, how it begins."""
        row = self.memos[memo]
        on = row.subject.said(self.tree)
        return {"memo": memo, "on": on, "coder": row.coder, "begins": beginning(row.text)}

    def entry(self, row: MemoRow) -> Entry:
        """Give a memo with what it is on and its links both ways."""
        return {
            "id": row.id,
            "target": row.target,
            "on": row.subject.said(self.tree),
            "transcript": row.transcript,
            "code": None if row.code_id is None else self.tree.path(row.code_id),
            "coding": row.target_id if row.target == "coding" else None,
            "start": row.start,
            "end": row.end,
            **self.place(row.transcript, row.start, row.end),
            "quote": row.quote,
            "coder": row.coder,
            "created": row.created,
            "text": row.text,
            "links": self.linked(row.id),
            "linked_from": self.linked_from(row.id),
        }


def beginning(text: str, most: int = _FIRST) -> str:
    """Give how a text begins, on one line."""
    words = " ".join(text[: 4 * most].split())
    return words if len(words) <= most else words[: most - 1] + "…"


def link_said(link: Entry) -> str:
    """Say what a memo points to in one line, words in quotation marks."""
    if link["to"] == "code":
        return f"code {link['code']}"
    if link["to"] == "memo":
        return memo_named(link)
    place = f"passage {link['start']}–{link['end']} of {link['transcript']}"
    return f"{place}, {words_said(link)}"


def words_said(entry: Entry) -> str:
    """Say the words of a passage with turn and speaker: `turn 4, P07: “We wait.”`."""
    turn = f"turn {entry['turn']}" if entry["turn"] is not None else "outside turns"
    by = f", {entry['speaker']}" if entry["speaker"] else ""
    return f"{turn}{by}: “{' '.join(entry['quote'].split())}”"


def memo_named(entry: Entry) -> str:
    """Name a memo in one line: `memo 4 on the study, by SA: “How it begins …”`."""
    by = entry["coder"] or "nobody named"
    return f"memo {entry['memo']} on {entry['on']}, by {by}: “{entry['begins']}”"


def links_said(links: Iterable[Entry]) -> str:
    """Say links in a cell of a table, parted by semicolons."""
    return "; ".join(map(link_said, links))
