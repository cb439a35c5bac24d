"""The receipt of a withdrawal: what was removed, in ids and numbers, without the words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import PurePath
from typing import Any, Self

from lmm_qual.project.withdrawing.scope import Fate, Session
from lmm_qual.text.numbers import counted
from lmm_qual.text.standins import shown

_SAID: Mapping[str, tuple[str, str]] = {
    "transcript": ("transcript", "transcripts"),
    "turn": ("turn", "turns"),
    "speaker": ("seat in a session", "seats in sessions"),
    "coding": ("coding", "codings"),
    "coding_voice": ("decided voice", "decided voices"),
    "passage": ("passage", "passages"),
    "memo": ("memo", "memos"),
    "passage_link": ("link to a passage", "links to passages"),
    "memo_link": ("link of a memo", "links of memos"),
    "chart_summary": ("chart summary", "chart summaries"),
    "change_tag": ("change tag", "change tags"),
    "finding_basis": ("ground of a finding", "grounds of findings"),
    "typology_member": ("place in a typology", "places in typologies"),
    "mention_decision": ("decision on a mention", "decisions on mentions"),
    "review": ("entry of the review list", "entries of the review list"),
    "bin_entry": ("entry of the bin", "entries of the bin"),
    "source_file": ("original file", "original files"),
}
REMOVED = tuple(_SAID)
"""The tables whose removed rows are counted."""
_FATES: Mapping[Fate, str] = {
    "document": "the document, with all that was on it",
    "turns": "turns, a marker in their place",
    "barred": "stays, and is barred from being quoted and archived",
}


@dataclass(frozen=True)
class SessionLine:
    """What becomes of one session: `document`, `turns` or `barred`; turns and words that go."""

    transcript: str
    time: str | None
    fate: Fate
    turns: int
    words: int

    @classmethod
    def of(cls, session: Session) -> Self:
        """Make the line of a session."""
        turns = 0 if session.fate == "barred" else len(session.turns)
        words = 0 if session.fate == "barred" else session.words
        return cls(session.row.key, session.row.time, session.fate, turns, words)

    @property
    def said(self) -> str:
        """Say it: `FG1 (T1): turns, a marker in their place; 3 turns, 120 words`."""
        time = f" ({self.time})" if self.time else ""
        line = f"{self.transcript}{time}: {_FATES[self.fate]}"
        if self.fate == "barred":
            return line
        words = counted(self.words, "word", "words")
        return f"{line}; {counted(self.turns, 'turn', 'turns')}, {words}"


@dataclass(frozen=True)
class Receipt:
    """What a withdrawal did, or (`done` false) would do; `at` is in UTC.

    `gone` says how many of the backups were made of a file that is no longer the project.
    """

    done: bool
    at: str
    by: str | None
    what: str
    sessions: Sequence[SessionLine]
    removed: Mapping[str, int]
    in_bin: int
    undoable: int
    backups: int
    copies: Sequence[str]
    backup_files: Sequence[str] = field(default=())
    gone: Mapping[str, int] = field(default_factory=dict)
    look_at: Sequence[str] = field(default=())
    by_hand: Sequence[str] = field(default=())
    hindered: str = ""

    @property
    def removes(self) -> bool:
        """Say whether words go, or went, anywhere."""
        return bool(
            self.removed
            or self.backups
            or self.copies
            or any(one.fate != "barred" for one in self.sessions)
        )

    @property
    def in_short(self) -> list[str]:
        """Say what became of each session, and how much is left to do by hand."""
        lines = [f"withdrawn from {one.said}" for one in self.sessions]
        return [shown(line) for line in (*lines, *_left(self))]


def receipt_data(receipt: Receipt) -> dict[str, Any]:
    """Give a receipt as other programs read it."""
    data = asdict(receipt)
    data["history_cut"] = data.pop("undoable")
    data["codings_in_bin"] = data.pop("in_bin")
    data["backups_of_files_gone"] = data.pop("gone")
    data["backup_hindered"] = data.pop("hindered") or None
    return data


def receipt_text(receipt: Receipt) -> str:
    """Give a receipt to be read, line by line."""
    return "".join(f"{shown(line)}\n" for line in _lines(receipt))


def plan_lines(receipt: Receipt) -> list[str]:
    """Say what becomes of everything, what is left to do in a number only."""
    _, *lines = _became(receipt)
    return [shown(line) for line in (*lines, "", *_left(receipt))]


def _lines(receipt: Receipt) -> Iterator[str]:
    by = f" by {receipt.by}" if receipt.by else ""
    head = receipt.what[:1].upper() + receipt.what[1:]
    yield f"{head}, {receipt.at}{by}" if receipt.done else f"{head}: what would be done"
    yield from _became(receipt)
    if receipt.look_at:
        yield from _part("To be looked at, as it may still tell what was said", receipt.look_at)
    if receipt.removes:
        yield from _part("Not reached, to be done by hand", receipt.by_hand)


def _left(receipt: Receipt) -> Iterator[str]:
    left = len(receipt.look_at) + (len(receipt.by_hand) if receipt.removes else 0)
    if left:
        yield f"{counted(left, 'thing is', 'things are')} left to look at or do by hand"


def _became(receipt: Receipt) -> Iterator[str]:
    yield from _part("Sessions", [one.said for one in receipt.sessions] or ["none"])
    if receipt.removes:
        yield from _part("Removed from the project", _removed(receipt) or ["nothing was left"])
        if copies := list(_copies(receipt)):
            yield from _part("History and copies", copies)
    if receipt.hindered:
        yield from _part("No new backup", [receipt.hindered])


def _removed(receipt: Receipt) -> list[str]:
    lines = [counted(number, *_SAID[table]) for table, number in receipt.removed.items()]
    if receipt.in_bin:
        lines.append(f"{counted(receipt.in_bin, 'coding', 'codings')} in the bin")
    return lines


def _copies(receipt: Receipt) -> Iterator[str]:
    if receipt.undoable:
        yield f"{counted(receipt.undoable, 'change', 'changes')} that can be undone no longer"
    if receipt.backups:
        where = f" from {PurePath(receipt.backup_files[0]).parent}" if receipt.backup_files else ""
        yield f"{counted(receipt.backups, 'backup', 'backups')} removed{where}"
    for file, number in receipt.gone.items():
        yield f"{number:,} of them made of {file}, where the project is no longer"
    yield from (f"copy removed: {copy}" for copy in receipt.copies)


def _part(title: str, lines: Sequence[str]) -> Iterator[str]:
    yield ""
    yield f"{title}:"
    yield from (f"  {line}" for line in lines)
