"""Comments that colleagues wrote into a document, as memos on its words or as codings."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from lmm_qual.definitions.validating import make_entry
from lmm_qual.model.coding import CodingRecord
from lmm_qual.model.problem import refuse
from lmm_qual.model.transcript import ParsedComment
from lmm_qual.project.changes.change import Author, CoderRows
from lmm_qual.project.changes.codings import AddCodings
from lmm_qual.project.changes.memos import PassageMemos
from lmm_qual.store.deltas import Delta, Ids, Insert, Operation
from lmm_qual.store.queries.codes import code_tree
from lmm_qual.store.queries.talk import TranscriptRow, find_transcript, transcript_text, turn_ends
from lmm_qual.store.store import Store

_LONGEST_NAME = 100
_PARTS = re.compile(r"[;\n]")


@dataclass
class AddComments:
    """Add the comments of transcripts that are stored already, each with its transcript's id.

    Each becomes a memo on its words by who wrote it. With `codes` those that name codes of the
    codebook, parted by `;` or line breaks, become codings by who wrote them; what else they say
    becomes the coding's memo. `unmatched` counts those that name none, which are memos.
    """

    comments: Sequence[tuple[str, ParsedComment]]
    codes: bool = False
    kind: str = "comments add"
    label: str = "comments"
    coded: int = field(default=0, init=False)
    unmatched: int = field(default=0, init=False)

    def operations(self, store: Store, author: Author) -> Iterator[Operation]:
        """Give the memos, then the codings; raises where a coding would be by nobody."""
        records, noted = self._sorted_out(store, author)
        yield from _memos(store, author, noted)
        yield from AddCodings(records).operations(store, author)

    def _sorted_out(
        self, store: Store, author: Author
    ) -> tuple[list[tuple[str, CodingRecord]], list["_Placed"]]:
        """Part the comments into codings and memos."""
        reader = _CodeReader(store) if self.codes else None
        records: list[tuple[str, CodingRecord]] = []
        noted: list[_Placed] = []
        places = _Places(store)
        for key, comment in self.comments:
            placed = places.place(key, comment)
            codes, rest = reader.read(comment.text) if reader else ([], comment.text)
            if codes and placed.start < placed.end:
                self.coded += 1
                records += [("", record) for record in _records(placed, codes, rest, author)]
            else:
                self.unmatched += self.codes
                noted.append(placed)
        return records, noted


@dataclass(frozen=True)
class _Placed:
    """A comment on words of a transcript; `start` is `end` where it stands on none."""

    row: TranscriptRow
    comment: ParsedComment
    start: int
    end: int
    quote: str


class _Turn(NamedTuple):
    label: int
    start: int
    end: int


class _Places:
    """Finds the words that comments are on."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: dict[str, tuple[TranscriptRow, str, list[_Turn]]] = {}

    def place(self, key: str, comment: ParsedComment) -> _Placed:
        """Give a comment on its words, without white space at their ends.

        One that stands at a point is on the turn around it, else on the line.
        """
        row, text, turns = self._transcript(key)
        start, end = _trimmed(text, comment.start, comment.end)
        if start == end:
            start, end = _trimmed(text, *_around(text, turns, comment.start))
        return _Placed(row, comment, start, end, text[start:end])

    def _transcript(self, key: str) -> tuple[TranscriptRow, str, list[_Turn]]:
        if key not in self._known:
            row = find_transcript(self._store, key)
            turns = [_Turn(*ends) for ends in turn_ends(self._store, row.id)]
            self._known[key] = row, transcript_text(self._store, row.id), turns
        return self._known[key]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    words = text[start:end]
    first = start + len(words) - len(words.lstrip())
    return (first, first + len(words.strip())) if words.strip() else (start, start)


def _around(text: str, turns: Sequence[_Turn], position: int) -> tuple[int, int]:
    turn = next((turn for turn in turns if turn.label <= position <= turn.end), None)
    if turn is not None:
        return turn.start, turn.end
    newline = text.find("\n", position)
    return text.rfind("\n", 0, position) + 1, len(text) if newline < 0 else newline


class _CodeReader:
    """Finds the codes that a comment names."""

    def __init__(self, store: Store) -> None:
        self._tree = code_tree(store)
        self._paths = {self._tree.path(code).casefold(): code for code in self._tree.order}
        self._named: dict[str, list[int]] = {}
        for code in self._tree.order:
            self._named.setdefault(self._tree.by_id[code].name.casefold(), []).append(code)

    def read(self, text: str) -> tuple[list[str], str]:
        """Give the paths of the codes, each once, and what else the comment says."""
        codes: dict[str, None] = {}
        rest = []
        for part in _PARTS.split(text):
            code = self._find(part.strip().lstrip("#").strip())
            if code is None:
                rest.append(part.strip())
            else:
                codes[self._tree.path(code)] = None
        return list(codes), "\n".join(filter(None, rest))

    def _find(self, name: str) -> int | None:
        """Give the code with a path, or the only one with a name; letter case counts nothing."""
        folded = name.casefold()
        if folded in self._paths:
            return self._paths[folded]
        alike = self._named.get(folded, [])
        return alike[0] if len(alike) == 1 else None


def _records(
    placed: _Placed, codes: Sequence[str], memo: str, author: Author
) -> Iterator[CodingRecord]:
    """Give a coding for each code, the memo with the first."""
    coder = _by(placed.comment) or author.coder
    if coder is None:
        where = f"the comment on “{placed.quote[:40]}” in {placed.row.key}"
        raise refuse(f"nobody says who wrote {where}", "say who is coding with --as")
    for code in codes:
        values = {
            "transcript": placed.row.key,
            "start": placed.start,
            "end": placed.end,
            "code": code,
            "coder": coder,
            "created": _written(placed.comment, author),
            "memo": memo or None,
        }
        memo = ""
        yield make_entry(CodingRecord, values, file=placed.row.file_name)


def _memos(store: Store, author: Author, noted: Sequence[_Placed]) -> Delta:
    ids = Ids(store)
    coders = CoderRows(store, ids)
    passages = PassageMemos(store, ids)
    others = []
    for placed in noted:
        by = _by(placed.comment)
        coder = None if by is None else coders.id_of(by)
        text, created = _said(placed.comment), _written(placed.comment, author)
        if placed.start < placed.end:
            place = placed.row.id, placed.start, placed.end
            passages.add(place, placed.quote, text, coder_id=coder, created=created)
        else:
            row = {"id": passages.take(), "target": "transcript", "target_id": placed.row.id}
            others.append({**row, "coder_id": coder, "text": text, "created": created})
    return [coders.operation(), *passages.operations(), Insert("memo", others)]


def _by(comment: ParsedComment) -> str | None:
    return " ".join(comment.author.split())[:_LONGEST_NAME] or None


def _said(comment: ParsedComment) -> str:
    return f"{comment.text}\n(marked as done)" if comment.resolved else comment.text


def _written(comment: ParsedComment, author: Author) -> str:
    """Give when a comment was written, where the file says so, else now."""
    try:
        datetime.fromisoformat(comment.date or "")
    except ValueError:
        return author.at
    return comment.date or author.at
