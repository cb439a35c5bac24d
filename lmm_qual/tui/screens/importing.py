"""The import screen: what was recognised in each file, mended before anything is stored."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from lmm_qual.importers.decoding import proposed_encoding
from lmm_qual.importers.reading import load_bytes
from lmm_qual.model.transcript import ParsedComment, ParsedTranscript
from lmm_qual.project.changes.transcripts import NewTranscript
from lmm_qual.project.importing.plan import ImportPlan, PlannedFile
from lmm_qual.project.importing.proposals import Proposals, proposals_of
from lmm_qual.project.importing.storing import Comments, ImportTranscripts
from lmm_qual.text.numbers import counted
from lmm_qual.tui.actions import BY_ID, EVERYWHERE, IMPORTING, Action, bindings
from lmm_qual.tui.lines import KeyLine, PanelTitle
from lmm_qual.tui.opened import OpenStudy
from lmm_qual.tui.rows import RowList
from lmm_qual.tui.screens.asking import AskLine, AskOne
from lmm_qual.tui.screens.import_decisions import ImportDecisions
from lmm_qual.tui.screens.import_rows import (
    NotTaken,
    comments_said,
    file_rows,
    file_said,
    speaker_rows,
)
from lmm_qual.tui.screens.study_page import NotMadeError
from lmm_qual.tui.transcript.document import Document, TurnRow
from lmm_qual.tui.transcript.view import TranscriptView
from lmm_qual.tui.wording import line

_PANELS = ("files", "speakers", "text")
_BECOME: tuple[Comments, ...] = ("memos", "codes", "none")


class ImportScreen(ImportDecisions):
    """Shows files about to be imported; nothing is stored before it is said so."""

    PLACES = (IMPORTING, EVERYWHERE)
    FOOTER = (
        "importing.store",
        "importing.comments",
        "importing.rename",
        "importing.interviewer",
        "importing.participant",
        "importing.not_speaker",
        "importing.add_speaker",
        "importing.describe",
        "importing.leave_out",
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(IMPORTING)]
    DEFAULT_CSS = """
    ImportScreen #columns { height: 1fr; }
    ImportScreen #left { width: 40; border-right: vkey $rule; }
    ImportScreen #file-scroll { height: auto; max-height: 9; padding: 0 1; }
    ImportScreen #file-scroll { scrollbar-size-vertical: 1; }
    ImportScreen #file { height: auto; }
    ImportScreen #speakers { height: auto; max-height: 9; }
    ImportScreen #files { height: 1fr; }
    ImportScreen TranscriptView { height: 1fr; padding: 0 0 0 1; background: $surface; }
    ImportScreen.-narrow #columns { layout: vertical; }
    ImportScreen.-narrow #left { width: 100%; height: auto; max-height: 6; border: none; }
    ImportScreen.-narrow #files { height: auto; max-height: 5; }
    ImportScreen.-narrow #file-scroll { max-height: 4; }
    ImportScreen.-narrow #speakers { max-height: 5; }
    """

    def __init__(self, opened: OpenStudy, plan: ImportPlan) -> None:
        super().__init__(opened, plan)
        self._left_out: set[int] = set()
        self._proposed: Proposals | None = None
        self._comments: Comments = "memos"

    def body(self) -> ComposeResult:
        """Lay out files, speakers and text."""
        with Horizontal(id="columns"):
            with Vertical(id="left"):
                yield PanelTitle("Files", id="files-title")
                yield RowList(id="files")
            with Vertical():
                with VerticalScroll(id="file-scroll"):
                    yield Static(id="file", markup=False)
                yield PanelTitle("Speakers", id="speakers-title")
                yield RowList(id="speakers")
                yield TranscriptView(id="text")

    def on_mount(self) -> None:
        """Show the files, the cursor on the first that needs a look."""
        self.query_one("#file-scroll").can_focus = False
        self.files.set_rows(file_rows(self.plan.files, self._left_out))
        doubtful = [at for at, planned in enumerate(self.plan.files) if _wants_a_look(planned)]
        self.files.go_to(doubtful[0] if doubtful else 0)
        self.files.focus()
        keys = [BY_ID[id_] for id_ in self.FOOTER]
        self.query_one(KeyLine).offer([action for action in keys if self.applies(action)])
        self._show_file()
        self._show_header()
        for note in self.plan.left_out[:2]:
            self.notify(line(note).plain, timeout=10, markup=False)

    # What is shown

    @property
    def files(self) -> RowList:
        """Give the list of files."""
        return self.query_one("#files", RowList)

    @property
    def planned(self) -> PlannedFile:
        """Give the file under the cursor."""
        return self.plan.files[self.files.at]

    def _show_header(self) -> None:
        ready = len(self._ready())
        faults = sum(1 for planned in self._kept() if planned.faults)
        said = [(f"{counted(ready, 'file')} ready", "$text-success")]
        if faults:
            said.append((f" · {counted(faults, 'file')} cannot come in", "bold $text-error"))
        left = line((self.opened.name, "bold"), " › import")
        self.header.say([left], [line(*said, (" · nothing stored yet", "$muted")), line(*said)])
        self.query_one("#files-title", PanelTitle).say(
            "Files", f"{ready} of {len(self.plan.files)}"
        )

    def _show_file(self, *, keep_place: bool = False) -> None:
        planned = self.planned
        self._say_file()
        new = planned.new
        self._proposed = proposals_of(new) if new else None
        self.speakers.set_rows(
            speaker_rows(new, self._proposed, self.key_of("importing.add_speaker")),
            self.speakers.key,
        )
        self._say_speakers()
        view = self.query_one(TranscriptView)
        place = view.cursor.head if keep_place else None
        view.show(_document(planned.new.parsed if planned.new else None, planned.new), place)
        self._say_speaker()

    def _say_file(self) -> None:
        keys = self.key_of("importing.comments"), self.key_of("importing.encoding")
        said = file_said(self.planned, self._comments, *keys)
        self.query_one("#file", Static).update(said)

    def _say_speakers(self) -> None:
        proposed = self._proposed
        open_ = len({*proposed.joins, *proposed.interviewers}) if proposed else 0
        left = len(proposed.left) if proposed else 0
        parts = [
            counted(open_, "proposal") if open_ else "",
            f"{counted(left, 'label')} not taken" if left else "",
        ]
        self.query_one("#speakers-title", PanelTitle).say(
            "Speakers", " · ".join(filter(None, parts))
        )

    def _say_speaker(self) -> None:
        new, label = self.planned.new, self.speakers.key
        if isinstance(label, NotTaken):
            key = self.key_of("importing.add_speaker")
            said = f" begins lines and was not taken as a speaker; {key} takes it"
            self.say(line((label.label, "bold"), said))
            return
        if new is None or not isinstance(label, str):
            store, leave = self.key_of("importing.store"), self.key_of("importing.leave_out")
            self.say(f"{store} stores what is ready; {leave} leaves a file out")
            return
        turn = next(turn for turn in new.parsed.turns if turn.speaker == label)
        words = " ".join(new.parsed.text[turn.start : turn.end].split())
        reason = self._proposed.reason(label) if self._proposed else ""
        proposal = (f"{reason}  ", "$text-warning") if reason else ""
        self.say(line((f"{label}: ", "bold"), proposal, (f"“{words[:200]}”", "$muted")))

    def on_row_list_highlighted(self, event: RowList.Highlighted) -> None:
        """Show the file, or the first words of the speaker, under the cursor."""
        if event.rows.id == "files":
            self._show_file()
        else:
            self._say_speaker()

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Go from a file to its speakers, from a speaker to what can be decided."""
        if event.rows.id == "files":
            (self.speakers if self.speakers.rows else self.query_one(TranscriptView)).focus()
        else:
            self.ask_what()

    def applies(self, action: Action) -> bool:
        """Offer the choice of what comments become only where there are any."""
        return super().applies(action) and (
            action.id != "importing.comments" or bool(_comments(self.plan.files))
        )

    # Files

    def check(self) -> None:
        """Find again what keeps files from coming in, and show it."""
        ImportPlan(self._kept()).check(self.opened.store)
        self.files.reword(file_rows(self.plan.files, self._left_out))
        self._show_file(keep_place=True)
        self._show_header()

    def _kept(self) -> list[PlannedFile]:
        return [it for at, it in enumerate(self.plan.files) if at not in self._left_out]

    def _ready(self) -> list[NewTranscript]:
        return [it.new for it in self._kept() if it.new is not None and not it.faults]

    def action_leave_out(self) -> None:
        """Leave the file out, or take it in again."""
        self._left_out ^= {self.files.at}
        self.check()

    def action_encoding(self) -> None:
        """Read the file in another encoding."""
        planned = self.planned
        content = load_bytes(planned.found.path) if planned.new is None else planned.new.content
        before = planned.new.parsed.encoding if planned.new else proposed_encoding(content)
        said = "Such as utf-8, cp1252 (Windows, Western Europe), utf-16 or mac-roman."

        def typed(encoding: str | None) -> None:
            if encoding and self.attempt(lambda: self._read_in(encoding.strip())):
                self.decided = True
                self.say(line((planned.found.path.name, "bold"), f" is read as {encoding.strip()}"))

        name = planned.found.path.name
        self.app.push_screen(AskLine(f"The encoding of {name}", said, before or ""), typed)

    def _read_in(self, encoding: str) -> None:
        self.plan.read_again(self.opened.store, self.planned, encoding)
        self.check()

    def action_comments(self) -> None:
        """Let comments in the files become memos, codings where they name codes, or nothing."""
        comments = len(_comments(self._kept()))
        if not comments:
            self.say("no file holds comments")
            return
        self._comments = _BECOME[(_BECOME.index(self._comments) + 1) % len(_BECOME)]
        self.decided = True
        self._say_file()
        self.say(comments_said(comments, self._comments, self.key_of("importing.comments")))

    def action_next_panel(self, step: int) -> None:
        """Go to the next panel."""
        focused = self.focused.id if self.focused else None
        at = _PANELS.index(focused) if focused in _PANELS else 0
        self.query_one(f"#{_PANELS[(at + step) % len(_PANELS)]}").focus()

    def action_store(self) -> None:
        """Store the transcripts: all that are kept, or none."""
        kept = self._kept()
        faulty = [planned for planned in kept if planned.faults]
        if faulty:
            name = faulty[0].found.path.name
            more = f" and {len(faulty) - 1} more" if len(faulty) > 1 else ""
            key = self.key_of("importing.leave_out")
            self.tell(f"{name}{more} cannot come in: mend it, or leave it out ({key})", fault=True)
            self.files.go_to(self.plan.files.index(faulty[0]))
        elif not kept:
            self.tell("every file is left out", fault=True)
        elif self._comments == "codes" and not all(it.author for it in _comments(kept)):
            self.as_coder(lambda: self._store(self._ready()))
        elif self.may_write():
            self._store(self._ready())

    def _store(self, ready: list[NewTranscript]) -> None:
        change = ImportTranscripts(ready, self._comments)
        try:
            self.make(change)
        except NotMadeError:
            return
        self.opened.reload()
        self.opened.last_transcript = ready[0].key
        undo = self.key_of("study.undo")
        done = [f"imported {counted(len(ready), 'transcript')}", *change.notes]
        self.tell(f"{'; '.join(done)} ({undo} undoes)")
        self.lmm.show_study()

    def show_state(self) -> None:
        """Show what is ready."""
        self._show_header()

    def action_back(self) -> None:
        """Go back to the study; ask first where something was decided."""
        if not self.decided:
            self.lmm.show_study()
            return
        choices: list[tuple[object, Content]] = [
            ("stay", Content("Go on with the import")),
            ("leave", Content("Leave: nothing is imported")),
        ]

        def answered(answer: object) -> None:
            if answer == "leave":
                self.lmm.show_study()

        self.app.push_screen(AskOne("Nothing has been stored yet", choices), answered)


def _comments(files: Sequence[PlannedFile]) -> list[ParsedComment]:
    """Give the comments in the files that were read."""
    return [comment for it in files if it.new is not None for comment in it.new.parsed.comments]


def _wants_a_look(planned: PlannedFile) -> bool:
    return bool(planned.faults) or planned.new is None or not planned.new.parsed.speakers


def _document(parsed: ParsedTranscript | None, new: NewTranscript | None) -> Document:
    if parsed is None or new is None:
        return Document("")
    turns = [
        TurnRow(
            n,
            turn.speaker,
            turn.start,
            turn.end,
            turn.timestamp,
            turn.start if turn.label_start is None else turn.label_start,
            bool(turn.speaker and new.speakers[turn.speaker].interviewer),
        )
        for n, turn in enumerate(parsed.turns, start=1)
    ]
    return Document(parsed.text, turns)
