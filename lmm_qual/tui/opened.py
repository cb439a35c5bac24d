"""An open study as the screens share it: what was read once, and the way to write.

`shares` and `begun` are counted apart, since that takes long in a large study. `texts` counts the
changes of texts and turns, `placing` is what is being given other words after a correction.
"""

import getpass
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from lmm_qual.analysis.coverage import coded_shares
from lmm_qual.model.code_tree import CodeTree
from lmm_qual.model.problem import BadInputError
from lmm_qual.project.changes.change import Change
from lmm_qual.project.pins import load_pins, save_pins
from lmm_qual.project.project import Project
from lmm_qual.store.opening import open_store
from lmm_qual.store.queries import codings as coding_queries
from lmm_qual.store.queries.charts import CellKey
from lmm_qual.store.queries.code_uses import codes_used_last
from lmm_qual.store.queries.codes import code_tree, codebook_version
from lmm_qual.store.queries.codings import CodingRow
from lmm_qual.store.queries.design import load_study
from lmm_qual.store.queries.log import EntryRow
from lmm_qual.store.queries.memo_changes import memos_changed
from lmm_qual.store.queries.memos import MemoRow, memo_counts
from lmm_qual.store.queries.reviews import ReviewRow, waiting_codings
from lmm_qual.store.queries.talk import TranscriptRow, transcripts
from lmm_qual.store.soundness import (
    require_numbers,
    require_sound_study,
    require_sound_transcript,
)
from lmm_qual.store.store import Store
from lmm_qual.text.span import Span
from lmm_qual.tui.passages_found import Looking
from lmm_qual.tui.recent_codes import PLACES, RecentCodes

LOCK_SECONDS = 0.3
OF_CODINGS = frozenset(
    {
        *("coding", "coding_voice", "memo", "memo_link", "passage", "passage_link", "finding"),
        *("finding_basis", "recommendation", "recommendation_finding"),
        *("typology", "typology_type", "typology_member"),
    }
)
"""The tables of what is read anew with each transcript, and with the findings."""
_OF_TEXTS = frozenset({"transcript", "turn", "speaker"})
"""The tables of what a transcript says and who speaks in it."""


class OpenStudy:
    """A project with what all screens show of it; `reason` says why it is read-only."""

    def __init__(self, project: Project, reason: str = "") -> None:
        self.project = project
        self.reason = reason
        self.recent = RecentCodes()
        self.places: dict[int, int] = {}
        self.selected: tuple[int, Span] | None = None
        self.looking = Looking()
        self.folded: set[int] = set()
        self.shares: dict[int, float | None] = {}
        self.begun: set[int] = set()
        self.changes = 0
        self.texts = 0
        self.placing: ReviewRow | None = None
        self.last_review: object = None
        self._waiting, self._waiting_at = 0, -1
        self._memos_changed: dict[int, str] = {}
        self._memos_changed_at = -1
        self._looked_at: set[int] = set()
        self._state = self.state()
        self.last_transcript: str | None = None
        self.last_finding: object = None
        self.last_memo: object = None
        self.map_place: object = None
        self.chart_place: CellKey | None = None
        self.reload()
        self.reload_numbers()

    def reload(self) -> None:
        """Read everything again that screens share."""
        store = self.store
        self.design = load_study(store)
        self.transcripts: list[TranscriptRow] = transcripts(store)
        self.by_key = {row.key: row for row in self.transcripts}
        self.reload_codes()
        self._counted_at = -1
        self.reload_passes()
        self.reload_memos()

    @property
    def counts(self) -> dict[int, int]:
        """Give the codings of each code, counted again where something has changed."""
        if self._counted_at != self.project.changes:
            self._counts = coding_queries.coding_counts(self.store)
            self._counted_at = self.project.changes
        return self._counts

    def count_codings(self, gone: Iterable[CodingRow], come: Iterable[CodingRow]) -> None:
        """Put into the counts what the last change did to codings, to spare counting all."""
        if self._counted_at != self.project.changes - 1:
            return
        for codings, by in ((gone, -1), (come, 1)):
            for coding in codings:
                self._counts[coding.code_id] = self._counts.get(coding.code_id, 0) + by
        self._counted_at = self.project.changes

    def reload_codes(self) -> None:
        """Read the codebook again."""
        self.tree: CodeTree = code_tree(self.store)
        self.version = codebook_version(self.store)
        pins = self.recent.pins
        self.recent.keep(self.tree.order)
        if pins != self.recent.pins:  # a code made later may get the id of one that is gone
            with suppress(OSError):
                save_pins(self.path, self.coder, self.recent.pins)

    def reload_numbers(self) -> None:
        """Give the codes that the coder has pinned and used last their numbers."""
        pins = load_pins(self.path, self.coder)
        self.recent = RecentCodes()
        self.recent.set_pins({n: code for n, code in pins.items() if code in self.tree.by_id})
        self.recent.fill(codes_used_last(self.store, self.coder, PLACES))

    def pin(self, code: int) -> int | None:
        """Pin a code, or unpin it; gives its number, None where all numbers are pinned.

        Raises `OSError` where that cannot be kept for next time; until then it holds all the same.
        """
        if self.recent.pinned(code):
            self.recent.unpin(code)
            number = self.recent.number(code)
        else:
            number = self.recent.pin(code)
        save_pins(self.path, self.coder, self.recent.pins)
        return number

    def reload_passes(self) -> None:
        """Read again who has finished what."""
        self.passes: dict[int, list[coding_queries.PassRow]] = {}
        for row in coding_queries.passes(self.store):
            self.passes.setdefault(row.transcript_id, []).append(row)

    @property
    def waiting(self) -> int:
        """Give how many codings wait to be looked at after corrections."""
        if self._waiting_at != self.project.changes:
            self._waiting = waiting_codings(self.store)
            self._waiting_at = self.project.changes
        return self._waiting

    def reload_memos(self) -> None:
        """Count the memos again that stand on transcripts, sessions, codes and the study."""
        self.memo_counts = memo_counts(self.store)

    def memo_dated(self, memo: MemoRow) -> str:
        """Say when a memo was written, and when it was last changed where it was."""
        if self._memos_changed_at != self.project.changes:
            self._memos_changed = memos_changed(self.store)
            self._memos_changed_at = self.project.changes
        changed = self._memos_changed.get(memo.id)
        return f"{memo.created[:10]}, changed {changed[:10]}" if changed else memo.created[:10]

    def memo_mark(self, id: int, *targets: str) -> str:
        """Give a pencil where there is a memo on something, else nothing."""
        return " ✎" if any((target, id) in self.memo_counts for target in targets) else ""

    @property
    def store(self) -> Store:
        """Give the store, for reading."""
        return self.project.store

    @property
    def path(self) -> Path:
        """Give the project's file."""
        return self.project.store.path

    @property
    def name(self) -> str:
        """Give the study's name, else its file's."""
        return self.design.name or self.path.stem

    @property
    def coder(self) -> str | None:
        """Give who is coding, None where nobody said."""
        return self.project.coder

    @property
    def read_only(self) -> bool:
        """Say whether nothing can be written."""
        return self.project.store.read_only

    def look_at(self, row: TranscriptRow) -> None:
        """Look, once, whether a transcript can be shown; raises `BadInputError` where not."""
        if self._state != (state := self.state()):
            self._state = state
            self._looked_at.clear()
        if row.id not in self._looked_at:
            require_sound_transcript(self.store, row.id, row.key)
            self._looked_at.add(row.id)

    def state(self) -> int:
        """Give a number that is another once somebody else has written to the file."""
        return self.store.data_version()

    def trust(self, transcripts: Iterable[int], state: int) -> None:
        """Take transcripts as looked at, by their ids, when the file was in a state."""
        if self._state == state:
            self._looked_at.update(transcripts)

    def can_show(self, row: TranscriptRow) -> bool:
        """Say whether a transcript can be shown."""
        with suppress(BadInputError):
            self.look_at(row)
            return True
        return False

    # Writing

    def make(self, change: Change) -> EntryRow | None:
        """Make a change; on disk when this returns. Raises `BadInputError`."""
        self.changes += 1
        entry = self.project.make(change)
        if entry is not None and self._texts_written():
            self.reload()
        return entry

    def _texts_written(self) -> bool:
        """Note whether the last change wrote texts, turns or speakers, and say so."""
        written = not self.project.written.ids.keys().isdisjoint(_OF_TEXTS)
        self.texts += written
        return written

    @property
    def own(self) -> set[str | None]:
        """Give whose changes are the coder's to take back: one's own, and those of nobody named."""
        return {self.coder, None}

    def undo(self) -> EntryRow:
        """Undo one's own last change, and read again what screens share; raises `BadInputError`."""
        return self._turned(self.project.undo(self.own))

    def redo(self) -> EntryRow:
        """Redo one's own change, and read again what screens share; raises `BadInputError`."""
        return self._turned(self.project.redo(self.own))

    def undo_entry(self, id: int) -> EntryRow:
        """Undo one change of the log, anybody's; raises `BadInputError`."""
        return self._turned(self.project.undo_entry(id))

    def redo_entry(self, id: int) -> EntryRow:
        """Redo one change of the log, anybody's; raises `BadInputError`."""
        return self._turned(self.project.redo_entry(id))

    def _turned(self, entry: EntryRow) -> EntryRow:
        self.changes += 1
        self._texts_written()
        if self.project.written.ids.keys() <= OF_CODINGS:
            self.reload_memos()
        else:
            self.reload()
        return entry

    # Names

    def time_name(self, key: str | None) -> str:
        """Give a time point's id and label: `T1 Summer 2022`."""
        return _named(key, {time.id: time.label for time in self.design.time_points})

    def group_name(self, key: str | None) -> str:
        """Give a group's label, else its id."""
        labels = {group.id: group.label for group in self.design.groups}
        return labels.get(key or "") or key or ""

    def may_see(self, coding: CodingRow) -> bool:
        """Say whether a coding is shown: one's own, and others' where one's pass is finished."""
        if self.coder in {None, coding.coder}:
            return True
        rows = self.passes.get(coding.transcript_id, [])
        return any(row.coder == self.coder and row.status == "finished" for row in rows)

    def progress(self, transcript: int) -> str:
        """Give `finished`, `begun` or `` for the coder's work on a transcript, else anybody's."""
        rows = [row for row in self.passes.get(transcript, []) if self.coder in {None, row.coder}]
        if any(row.status == "finished" for row in rows):
            return "finished"
        return "begun" if rows or transcript in self.begun else ""

    def close(self) -> None:
        """Close the project and give its lock back."""
        self.project.close()


def counts_apart(path: Path, coder: str | None) -> tuple[set[int], dict[int, float | None]]:
    """Count, for a thread, which transcripts the coder has begun and the share coded of each.

    Where nobody is coding, anybody's count. Reads through a connection of its own, since one is
    not for two threads. Raises `BadInputError`.
    """
    with Project.open(path) as reader:
        require_numbers(reader.store)
        known = coding_queries.coders(reader.store)
        wanted = [id_ for name, id_ in known.items() if coder in {None, name}]
        rows = reader.store.where_in("coding", "transcript_id", "coder_id", wanted)
        return {transcript for (transcript,) in rows}, coded_shares(reader.store)


def sound_apart(path: Path, stopped: Callable[[], bool]) -> set[int]:
    """Give, for a thread, the ids of transcripts that can be shown, as many as are looked at.

    Reads one after the other, so that nobody waits for long who writes meanwhile.
    """
    found = set()
    with suppress(BadInputError), Project.open(path) as reader:
        for row in transcripts(reader.store):
            if stopped():
                break
            with suppress(BadInputError):
                require_sound_transcript(reader.store, row.id, row.key)
                found.add(row.id)
    return found


def _named(key: str | None, labels: dict[str, str | None]) -> str:
    if key is None:
        return ""
    label = labels.get(key)
    return f"{key} {label}" if label and label != key else key


def open_study(path: Path, *, read_only: bool = False, coder: str | None = None) -> OpenStudy:
    """Open a study for writing, or to look; raises `BadInputError`."""
    if read_only:
        return _sound(Project.open(path, coder=coder), "opened to look only")
    store = open_store(path, write=True, holder=_holder(coder), wait=LOCK_SECONDS, look=False)
    return _sound(Project(store, coder))


def _sound(project: Project, reason: str = "") -> OpenStudy:
    """Give an open project as a study; close it again where it cannot be shown."""
    try:
        require_sound_study(project.store)
        return OpenStudy(project, reason)
    except BaseException:
        project.close()
        raise


def look_only(path: Path, fault: BadInputError, coder: str | None = None) -> OpenStudy:
    """Open a study to look, since it could not be opened for writing; else raises that fault."""
    try:
        return _sound(Project.open(path, coder=coder), fault.problems[0].what)
    except BadInputError:
        raise fault from None


def _holder(coder: str | None) -> str:
    with suppress(OSError, KeyError, ImportError):
        return coder or getpass.getuser()
    return "lmm-qual"
