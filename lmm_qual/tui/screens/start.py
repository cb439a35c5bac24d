"""The start screen: recent projects, a new study, the example."""

import asyncio
import os
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from lmm_qual.model.problem import BadInputError
from lmm_qual.project.remembered import recent_projects
from lmm_qual.store.opening import SUFFIX
from lmm_qual.tui.actions import BY_ID, EVERYWHERE, START, bindings
from lmm_qual.tui.hints import keyed
from lmm_qual.tui.rows import Row, RowList
from lmm_qual.tui.screens.asking import AskLine
from lmm_qual.tui.screens.page import Page
from lmm_qual.tui.typed_paths import typed_path
from lmm_qual.tui.wording import line, spread

_DOING = ("start.new", "start.example", "start.open")


class StartScreen(Page):
    """Where the program begins when no project is named."""

    PLACES = (START, EVERYWHERE)
    FOOTER = ("start.new", "start.example", "start.open", "app.quit")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(START)]
    DEFAULT_CSS = """
    StartScreen { align: center top; }
    StartScreen #box { width: 80; max-width: 100%; height: 1fr; padding: 1 2; }
    StartScreen #welcome { height: auto; margin-bottom: 1; }
    StartScreen RowList { height: 1fr; }
    """

    def body(self) -> ComposeResult:
        """Lay out welcome and list."""
        with Vertical(id="box"):
            yield Static(id="welcome", markup=False)
            yield RowList()

    def begin(self) -> None:
        """Show recent projects and what can be done."""
        self.header.say([line(("lmm-qual", "bold"))], [Content("")])
        recent = recent_projects()
        self.query_one("#welcome", Static).update(self._welcome(bool(recent)))
        self.query_one(RowList).set_rows(self._rows(recent))
        self.query_one(RowList).focus()

    def _welcome(self, again: bool) -> Content:
        if again:
            return line((self.with_keys("Recent projects: [list.choose] opens one."), "$muted"))
        said = (
            " Press [start.example] for an example study to look around in, or [start.new]"
            " to begin with your own transcripts."
        )
        parts = keyed(said, self.lmm.keys_of, "bold $text-accent")
        return line(("Welcome.", "bold"), *parts)

    def _rows(self, recent: list[Path]) -> list[Row]:
        rows = [Row(partial(_project, path), path) for path in recent]
        if rows:
            rows.append(Row(Content("")))
        for id_ in _DOING:
            key = line(" ", (self.key_of(id_), "bold $text-accent"), "  ")
            rows.append(Row(key.append(line(BY_ID[id_].name)), id_))
        return rows

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Open a project, or begin what was chosen."""
        if isinstance(event.key, Path):
            self.lmm.open_path(event.key)
        else:
            self.call_later(self.action_do, str(event.key))

    def action_open_path(self) -> None:
        """Ask for a project's path and open it."""
        question = AskLine("Open a project", f"The path of its {SUFFIX} file.", check=_is_file)

        def told(path: str | None) -> None:
            if path:
                self.lmm.open_path(typed_path(path))

        self.app.push_screen(question, told)

    # New study

    def action_new(self) -> None:
        """Ask for a name, a place and transcripts, then make the study."""
        said = "The study's name; transcripts can come from a folder, or later."

        def named(name: str | None) -> None:
            if name:
                self._ask_place(name)

        self.app.push_screen(AskLine("New study", said, check=_check_name), named)

    def _ask_place(self, name: str) -> None:
        file = "".join(letter if letter.isalnum() else "_" for letter in name.lower()).strip("_")
        question = AskLine(
            "Where should the project be kept?",
            "One file, with all texts and codings. Not in a folder that is synchronised.",
            str(Path.cwd() / f"{file or 'study'}{SUFFIX}"),
            _check_new,
        )

        def placed(path: str | None) -> None:
            if path:
                self._ask_transcripts(name, typed_path(path))

        self.app.push_screen(question, placed)

    def _ask_transcripts(self, name: str, path: Path) -> None:
        question = AskLine(
            "Transcripts to begin with",
            "A folder or a file, or a full stop (.) for none yet.",
            check=_check_transcripts,
        )

        def told(folder: str | None) -> None:
            if folder:
                source = None if folder == "." else typed_path(folder)
                self.run_worker(self._make(name, path, source), group="new")

        self.app.push_screen(question, told)

    async def _make(self, name: str, path: Path, source: Path | None) -> None:
        """Make the project with its transcripts, all of it or nothing."""
        self.say("making the study …")
        try:
            await asyncio.to_thread(make_study, path, name, source, self.lmm.coder)
        except BadInputError as fault:
            self.tell_fault(fault)
        else:
            self.lmm.open_path(path)

    # The example

    def action_example(self) -> None:
        """Ask where to build the example study, build it, open it."""
        said = "All its transcripts, participants and codings are composed. It is kept in a folder:"

        def placed(folder: str | None) -> None:
            if folder:
                self.run_worker(self._build(typed_path(folder)), group="new")
            else:
                self.lmm.end_tour()

        self.app.push_screen(AskLine("Example study", said, "demo"), placed)

    async def _build(self, folder: Path) -> None:
        self.say("building the example study …")
        try:
            path = await asyncio.to_thread(make_example, folder)
        except BadInputError as fault:
            self.lmm.end_tour()
            self.tell_fault(fault)
        else:
            self.lmm.open_path(path)


def make_study(path: Path, name: str, talk: Path | None, coder: str | None) -> None:
    """Make a study's project with its transcripts; raises `BadInputError`, and makes none then."""
    from lmm_qual.project.starting import start_study

    start_study(path, name, talk, coder)


def make_example(folder: Path) -> Path:
    """Build the example study in a folder, unless it is there, and give its path."""
    from lmm_qual.model.problem import refuse
    from lmm_qual.project.example import PROJECT_NAME, build_example

    path = folder / PROJECT_NAME
    if not path.exists():
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise refuse(f"cannot be made: {error.strerror}", file=str(folder)) from None
        build_example(path).close()
    return path


def _project(path: Path, width: int) -> Content:
    home = str(Path.home())
    folder = str(path.parent)
    near = (
        f"~{folder[len(home) :]}" if folder == home or folder.startswith(home + os.sep) else folder
    )
    left = line((f" {path.stem}", "bold"))
    room = max(width - left.cell_length - 3, 0)
    end = near if len(near) <= room else f"…{near[-room + 1 :]}" if room > 8 else ""
    return spread(width, left, line((f"{end} ", "$muted")))


def _check_name(name: str) -> str:
    return "a name has 200 letters at most" if len(name) > 200 else ""


def _is_file(text: str) -> str:
    return "" if typed_path(text).is_file() else f"{text} is not there"


def _check_new(text: str) -> str:
    path = typed_path(text)
    if path.suffix != SUFFIX:
        return f"a project's name ends in {SUFFIX}"
    if path.exists():
        return "that is there already; choose another name"
    return "" if path.parent.is_dir() else f"there is no folder {path.parent}"


def _check_transcripts(text: str) -> str:
    return "" if text == "." or typed_path(text).exists() else f"{text} is not there"
