"""The study screen: the grid of time points by groups, and the transcripts."""

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static
from textual.worker import get_current_worker

from lmm_qual.model.problem import BadInputError
from lmm_qual.project.project import Project
from lmm_qual.text.numbers import counted
from lmm_qual.tui.actions import EVERYWHERE, STUDY, bindings
from lmm_qual.tui.hints import keyed
from lmm_qual.tui.opened import OpenStudy, counts_apart
from lmm_qual.tui.overview import Overview, Place, overview
from lmm_qual.tui.rows import RowList
from lmm_qual.tui.screens.memo_writing import MemoWriting, On
from lmm_qual.tui.screens.study_grid import StudyGrid
from lmm_qual.tui.screens.study_page import SAVED
from lmm_qual.tui.screens.study_updating import StudyUpdating
from lmm_qual.tui.screens.study_withdrawing import StudyWithdrawing
from lmm_qual.tui.screens.transcript_rows import transcript_rows
from lmm_qual.tui.typed_paths import typed_path
from lmm_qual.tui.wording import line

if TYPE_CHECKING:
    from lmm_qual.project.importing.plan import ImportPlan, Progress


_LISTS = (".yaml", ".yml", ".json")
"""Endings of transcript lists; a CSV may be a transcript too, so that a list is named so."""

_FIRST = "Press [study.import] to import a folder of transcripts or a file."


class StudyScreen(StudyUpdating, StudyWithdrawing, MemoWriting):
    """Shows how far a study has come, and opens its transcripts."""

    PLACES = (STUDY, EVERYWHERE)
    FOOTER = (
        "study.open",
        "study.next_cell",
        "study.import",
        "study.codebook",
        "study.findings",
        "study.passages",
        "study.map",
        "study.undo",
        "study.memo",
        "study.close",
        "app.quit",
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(STUDY)]
    DEFAULT_CSS = """
    StudyScreen #counts { padding: 1 1 1 1; color: $muted; height: auto; }
    StudyScreen RowList { height: 1fr; }
    StudyScreen #empty { padding: 1 3; height: 1fr; display: none; }
    StudyScreen.-empty #empty { display: block; }
    StudyScreen.-empty RowList { display: none; }
    """

    def __init__(self, opened: OpenStudy) -> None:
        super().__init__(opened)
        self._grid = Overview([], [], {}, 0)

    def body(self) -> ComposeResult:
        """Lay out counts, grid and transcripts."""
        yield Static(id="counts", markup=False)
        yield StudyGrid(self.opened)
        yield RowList(id="transcripts")
        yield Static(id="empty", markup=False)

    def begin(self) -> None:
        """Show the study, the cursor where work goes on."""
        self.changed()
        rows = self.query_one(RowList)
        rows.focus()
        if (going_on := self._going_on()) is not None:
            rows.go_to(going_on)
        self._follow()

    def _going_on(self) -> str | None:
        """Give the transcript in which work goes on: begun, else not begun, else the first."""
        if self.opened.last_transcript in self.opened.by_key:
            return self.opened.last_transcript
        for state in ("begun", "", "finished"):
            for row in self.opened.transcripts:
                if self.opened.progress(row.id) == state:
                    return row.key
        return None

    # Showing

    def changed(self) -> None:
        """Show the study as it is now."""
        opened = self.opened
        self._grid = overview(opened)
        self.set_class(not opened.transcripts, "-empty")
        self.query_one(StudyGrid).show(self._grid, opened.shares)
        self.query_one(RowList).set_rows(transcript_rows(opened, wide=True))
        self._say_counts()
        self.show_state()
        self.run_worker(self._count, thread=True, group="count", exclusive=True)

    def show_state(self) -> None:
        """Show the study's name and whether work is saved."""
        opened = self.opened
        state = (
            [line(("read-only", "bold $text-warning"))]
            if opened.read_only
            else [
                line(
                    (f"coder {opened.coder} · " if opened.coder else "", "$muted"),
                    SAVED[self.failed],
                )
            ]
        )
        self.header.say([line((opened.name, "bold"))], state)
        if opened.read_only:
            self.say(line(("read-only: ", "$text-warning"), opened.reason))

    def _say_counts(self) -> None:
        opened = self.opened
        words = sum(row.words for row in opened.transcripts)
        codings = sum(opened.counts.values())
        said = " · ".join(
            (
                counted(len(opened.transcripts), "transcript"),
                counted(self._grid.participants, "participant"),
                counted(words, "word"),
                counted(len(opened.tree.order), "code"),
                counted(codings, "coding"),
            )
        )
        waits = f" · ⚑ {opened.waiting} to look at ([study.review])" if opened.waiting else ""
        warned = (self.with_keys(waits), "$text-warning")
        self.query_one("#counts", Static).update(line(said, warned))
        empty = [
            Content.assemble(("No transcripts yet.\n\n", "bold")),
            line(*keyed(_FIRST, self.lmm.keys_of, "bold $text-accent")),
        ]
        if opened.read_only:
            empty[1] = line("The study was opened to look only.")
        self.query_one("#empty", Static).update(empty[0].append(empty[1]))

    def _count(self) -> None:
        """Count in a thread what takes long in a large study, then show it."""
        try:
            begun, shares = counts_apart(self.opened.path, self.opened.coder)
        except BadInputError as fault:
            self.app.call_from_thread(self.tell_fault, fault)
            return
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._counted, begun, shares)

    def _counted(self, begun: set[int], shares: dict[int, float | None]) -> None:
        self.opened.begun, self.opened.shares = begun, shares
        self.query_one(StudyGrid).show(self._grid, shares)
        self.query_one(RowList).reword(transcript_rows(self.opened, wide=True))

    def on_resize(self) -> None:
        """Keep the grid short where rows are few."""
        grid = self.query_one(StudyGrid)
        grid.brief = self.app.size.height < 28
        grid.refresh(layout=True)
        self.query_one("#counts").styles.padding = (0, 1) if grid.brief else (1, 1)

    # The cursor

    def on_row_list_highlighted(self) -> None:
        """Let the transcript's cell stand out."""
        self._follow()

    def _follow(self) -> None:
        self.query_one(StudyGrid).stand_at(self._place_of(self.query_one(RowList).key))

    def _place_of(self, key: object) -> Place | None:
        row = self.opened.by_key.get(str(key))
        if row is None:
            return None
        places = [place for place, cell in self._grid.cells.items() if row.id in cell.transcripts]
        return (
            (row.time, row.group) if (row.time, row.group) in places else next(iter(places), None)
        )

    def action_cell(self, step: int) -> None:
        """Go to the first transcript of the next cell that has any."""
        rows = self.query_one(RowList)
        here = self._place_of(rows.key)
        firsts: dict[Place, str] = {}
        for row in self.opened.transcripts:
            place = self._place_of(row.key)
            if place is not None:
                firsts.setdefault(place, row.key)
        places = list(firsts)
        if here in places:
            rows.go_to(firsts[places[(places.index(here) + step) % len(places)]])

    # Doing

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Open the transcript."""
        self.lmm.show_study(str(event.key))

    def action_open(self) -> None:
        """Open the transcript under the cursor."""
        self.query_one(RowList).action_choose()

    def action_close_study(self) -> None:
        """Close the study."""
        self.lmm.show_start()

    @property
    def transcript_here(self) -> str | None:
        """Give the transcript under the cursor."""
        key = str(self.query_one("#transcripts", RowList).key)
        return key if key in self.opened.by_key else None

    # Memos

    def memo_choices(self) -> list[On]:
        """Give what a memo can be on: the transcript under the cursor, its session, the study."""
        row = self.opened.by_key.get(str(self.query_one(RowList).key))
        return [*([On.transcript(row), On.session(row)] if row else []), On.study()]

    def memos_changed(self) -> None:
        """Show which transcripts have memos."""
        self.query_one(RowList).reword(transcript_rows(self.opened, wide=True))
        self.show_state()

    # Importing

    def action_import(self) -> None:
        """Ask for transcripts, read them and show what was recognised."""
        from lmm_qual.tui.screens.asking import AskLine

        if self.may_write():
            said = (
                "A folder, a file or a transcript list; nothing is stored before you have seen it."
            )
            question = AskLine("Import transcripts", said, check=_check_path)
            self.app.push_screen(question, self._import_from)

    def _import_from(self, answer: str | None) -> None:
        if answer:
            self.say("reading the transcripts …")
            self.run_worker(self._read(typed_path(answer)), group="import")

    async def _read(self, path: Path) -> None:
        """Read the files in a thread, then show them."""
        import asyncio

        from lmm_qual.tui.screens.importing import ImportScreen

        try:
            plan = await asyncio.to_thread(_plan, self.opened.path, path, self._reading)
        except BadInputError as fault:
            self.tell_fault(fault)
        else:
            self.lmm.show_page(ImportScreen(self.opened, plan))

    def _reading(self, done: int, files: int) -> None:
        self.app.call_from_thread(self.say, f"reading: {done} of {counted(files, 'file')}")

    # Names

    def action_names(self) -> None:
        """Ask for the rules, find the names and show each place."""
        from lmm_qual.tui.screens.asking import AskLine

        if self.may_write():
            said = "A file of rules, kept apart from the project; you see each place before."
            question = AskLine("Replace names by pseudonyms", said, check=_check_path)
            self.app.push_screen(question, self._names_from)

    def _names_from(self, answer: str | None) -> None:
        if answer:
            self.say("looking for names …")
            self.run_worker(self._find_names(typed_path(answer)), group="names")

    async def _find_names(self, file: Path) -> None:
        """Find the places in a thread, then show them."""
        import asyncio

        from lmm_qual.tui.screens.names import NamesScreen, read_plan

        try:
            plan = await asyncio.to_thread(read_plan, self.opened.path, file)
        except BadInputError as fault:
            self.tell_fault(fault)
        else:
            self.say("")
            screen = NamesScreen(self.opened, plan)
            self.app.push_screen(screen, lambda _: self.changed())


def _plan(project: Path, source: Path, progress: "Progress") -> "ImportPlan":
    """Read transcripts, for a thread: with a connection of its own."""
    from lmm_qual.project.importing.plan import read_plan
    from lmm_qual.project.importing.request import ImportRequest

    listed = source.is_file() and source.suffix.lower() in _LISTS
    request = ImportRequest(list_file=source) if listed else ImportRequest(paths=[source])
    with Project.open(project) as reader:
        return read_plan(reader.store, request, progress)


def _check_path(answer: str) -> str:
    return "" if typed_path(answer).exists() else f"{answer} is not there"
