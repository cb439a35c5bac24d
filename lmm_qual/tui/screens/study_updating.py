"""Taking a corrected file for a transcript: asked for, read, shown, and only then stored."""

from abc import abstractmethod
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from lmm_qual.model.problem import BadInputError
from lmm_qual.tui.hints import CHOOSING, LEAVING, with_keys
from lmm_qual.tui.rows import Row, RowList
from lmm_qual.tui.screens.asking import Asking
from lmm_qual.tui.screens.study_page import NotMadeError, StudyPage
from lmm_qual.tui.typed_paths import typed_path
from lmm_qual.tui.wording import line

if TYPE_CHECKING:
    from lmm_qual.project.correcting.correction import UpdateTranscript


class StudyUpdating(StudyPage):
    """A screen with transcripts, for which corrected files are taken."""

    @property
    @abstractmethod
    def transcript_here(self) -> str | None:
        """Give the transcript under the cursor."""

    def action_update(self) -> None:
        """Ask for a corrected file of the transcript under the cursor."""
        if self.transcript_here is not None:
            self.as_coder(self._ask_file)

    def _ask_file(self) -> None:
        from lmm_qual.tui.screens.asking import AskLine

        key = self.transcript_here
        if key is None:
            return

        def answered(answer: str | None) -> None:
            if answer:
                self.say(f"reading {answer} …")
                path = typed_path(answer)
                self.run_worker(self._read_corrected(key, path), group="update")

        said = "Codings stay on their words; nothing is stored before you have seen what becomes."
        question = AskLine(f"Corrected file for {key}", said, check=_check_file)
        self.app.push_screen(question, answered)

    async def _read_corrected(self, key: str, path: Path) -> None:
        """Read the file in a thread and show what would become of codings."""
        import asyncio

        try:
            change, same = await asyncio.to_thread(_worked_out, self.opened.path, key, path)
        except BadInputError as fault:
            self.tell_fault(fault)
            return
        if same:
            self.say(f"{path.name} says what {key} says already")
            return

        def answered(answer: object) -> None:
            if answer == "take":
                self._take_corrected(change)
            else:
                self.say(f"{key} is as it was")

        self.app.push_screen(CorrectedPreview(change), answered)

    def _take_corrected(self, preview: "UpdateTranscript") -> None:
        from lmm_qual.project.correcting.correction import UpdateTranscript

        change = UpdateTranscript(preview.transcript, preview.file)
        try:
            entry = self.make(change)
        except NotMadeError:
            return
        self.changed()
        waits = change.counts.review
        keys = (
            self.with_keys(f" · {waits:,} to look at: [study.review] lists them") if waits else ""
        )
        self.tell(f"{entry.label if entry else 'nothing to change'}{keys} {self.undoes.plain}")


class CorrectedPreview(Asking[object]):
    """Shows what a corrected file would change, and asks whether to take it."""

    AUTO_FOCUS = "RowList"
    DEFAULT_CSS = """
    CorrectedPreview #what { height: auto; max-height: 12; margin-bottom: 1; }
    CorrectedPreview #what Static { height: auto; }
    """

    def __init__(self, change: "UpdateTranscript") -> None:
        """Take a change that was worked out."""
        super().__init__()
        self._change = change

    def compose(self) -> ComposeResult:
        """Lay the question out."""
        change = self._change
        nothing = [] if change.counts.said() else ["nothing is coded there yet"]
        where = with_keys(self, "[study.review] lists them")
        said = [*change.seats_said, *change.counts.said(where), *nothing]
        with Vertical():
            title = f"{change.transcript} from {change.file.file_name}"
            yield Static(line(title), classes="title", markup=False)
            with VerticalScroll(id="what"):
                yield Static(Content("\n").join(line("· ", one) for one in said), markup=False)
            choices = [("take", "Take the file in"), ("leave", "Leave the transcript as it is")]
            yield RowList([Row(line(f" {words}"), key) for key, words in choices])
            hint = with_keys(self, f"{CHOOSING} · {LEAVING}")
            yield Static(line(hint), classes="hint", markup=False)

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Give what was chosen."""
        self.dismiss(event.key)


def _worked_out(project: Path, key: str, path: Path) -> "tuple[UpdateTranscript, bool]":
    """Read a corrected file and work out the change, for a thread: by a connection of its own."""
    from lmm_qual.project.changes.change import Author
    from lmm_qual.project.correcting.correction import UpdateTranscript
    from lmm_qual.project.correcting.reading import read_correction
    from lmm_qual.project.project import Project
    from lmm_qual.store.clock import now

    with Project.open(project) as reader:
        change = UpdateTranscript(key, read_correction(reader.store, key, path))
        return change, not change.operations(reader.store, Author(None, now()))


def _check_file(answer: str) -> str:
    path = typed_path(answer)
    if not path.exists():
        return f"{answer} is not there"
    return "" if path.is_file() else f"{answer} is no file"
