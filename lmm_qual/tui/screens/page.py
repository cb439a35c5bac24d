"""What every screen has: header, status, keys, and a word where the terminal is too small."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.css.query import NoMatches
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from lmm_qual.model.problem import BadInputError, Problem
from lmm_qual.text.standins import shown
from lmm_qual.tui import actions
from lmm_qual.tui.actions import BY_ID, EVERYWHERE, Action
from lmm_qual.tui.hints import with_keys
from lmm_qual.tui.lines import HeaderLine, KeyLine, StatusLine
from lmm_qual.tui.tour import Guide
from lmm_qual.tui.wording import line

if TYPE_CHECKING:
    from lmm_qual.tui.app import LmmQualApp

SMALLEST = (60, 16)


class Page(Screen[None]):
    """A screen with the lines around it; `PLACES` are the places whose actions it has."""

    PLACES: ClassVar[tuple[str, ...]] = (EVERYWHERE,)
    FOOTER: ClassVar[tuple[str, ...]] = ()
    DEFAULT_CSS = """
    Page { background: $surface; layout: vertical; }
    Page > #too-small { display: none; padding: 0 1; }
    Page.-small > *, Page.-low > * { display: none; }
    Page.-small > #too-small, Page.-low > #too-small { display: block; }
    """

    _had_keys: Widget | None = None

    @property
    def lmm(self) -> "LmmQualApp":
        """Give the app."""
        return cast("LmmQualApp", self.app)

    def compose(self) -> ComposeResult:
        """Lay out the lines around the body."""
        yield Static(id="too-small", markup=False)
        yield HeaderLine()
        yield from self.body()
        yield Guide()
        yield StatusLine(id="status")
        shown_keys = [BY_ID[id_] for id_ in self.FOOTER]
        tail = [BY_ID["app.help"], BY_ID["app.palette"]]
        yield KeyLine(shown_keys, tail, self.lmm.keys_of)

    def body(self) -> ComposeResult:
        """Lay out what is between header and status."""
        yield from ()

    def on_mount(self) -> None:
        """Show what there is, unless the screen is being closed before it was laid out.

        What holds others takes none in once it is closing, and the screen is then not whole.
        """
        try:
            self.begin()
        except NoMatches:
            if not self._closing_already():
                raise

    def begin(self) -> None:
        """Show what there is, once all is laid out."""

    def _closing_already(self) -> bool:
        nodes = self.walk_children(Widget, with_self=True)
        return not self.is_attached or any(
            node._closing or node._pruning  # noqa: SLF001
            for node in nodes
        )

    def key_of(self, id: str) -> str:
        """Give the key of an action as it is shown, a key map's own where there is one."""
        action = BY_ID[id]
        return actions.first_key(action, self.lmm.keys_of(action))

    def with_keys(self, said: str) -> str:
        """Give a sentence with the keys of the actions it names in brackets."""
        return with_keys(self, said)

    # Saying

    @property
    def header(self) -> HeaderLine:
        """Give the header line."""
        return self.query_one(HeaderLine)

    def say(self, content: Content | str) -> None:
        """Say something in the status line."""
        said = line(content) if isinstance(content, str) else content
        self.query_one("#status", StatusLine).say(said)
        self.lmm.follow_tour()

    def tell(self, text: str, *, fault: bool = False) -> None:
        """Say something in the status line and as a toast."""
        self.say(line((text, "$text-error" if fault else "")))
        if fault:
            self.notify(shown(text), severity="error", timeout=8, markup=False)
        else:
            self.notify(shown(text), timeout=4, markup=False)

    def tell_fault(self, fault: BadInputError) -> None:
        """Tell what could not be done, and why."""
        for problem in fault.problems[:3]:
            self.tell(str(self._nearer(problem)), fault=True)

    def tell_refused(self, fault: BadInputError) -> str:
        """Tell why a change makes no sense, which has nothing to do with the file; gives that."""
        problem = replace(fault.problems[0], file="", place="")
        self.tell(str(problem), fault=True)
        return str(problem)

    def _nearer(self, problem: Problem) -> Problem:
        """Name the study that is open without its folder, so that the reason has room."""
        opened = self.lmm.opened
        if opened is None or problem.file != str(opened.path):
            return problem
        return replace(problem, file=opened.path.name)

    def attempt(self, do: Callable[[], object]) -> bool:
        """Do something; where it is refused tell why and give False."""
        try:
            do()
        except BadInputError as fault:
            self.tell_fault(fault)
            return False
        return True

    # Actions

    @property
    def too_small(self) -> bool:
        """Say whether the terminal has no room for a screen."""
        return self.app.size.width < SMALLEST[0] or self.app.size.height < SMALLEST[1]

    def on_resize(self) -> None:
        """Say what is missing where the terminal is too small."""
        width, height = self.app.size
        self.query_one("#too-small", Static).update(
            Content(f"Too small: {width}×{height}; at least {SMALLEST[0]}×{SMALLEST[1]} is needed.")
        )
        if not self.too_small and self.focused is None:
            self.call_after_refresh(self._give_keys_back)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Note what has the keys, which it loses while the terminal is too small to show it."""
        self._had_keys = event.widget

    def _give_keys_back(self) -> None:
        had = self._had_keys
        if self.focused is None and had is not None and had.is_attached and had.focusable:
            had.focus()

    def check_action(
        self,
        action: str,
        parameters: tuple[object, ...],  # noqa: ARG002
    ) -> bool | None:
        """Let nothing be done blindly while the terminal is too small."""
        return not self.too_small or action in {"leave", "help"}

    def available(self) -> list[Action]:
        """Give the actions that can be done here, for help and palette."""
        return [action for action in actions.actions(*self.PLACES) if self.applies(action)]

    def applies(self, action: Action) -> bool:  # noqa: ARG002
        """Say whether an action makes sense now."""
        return True

    def may_leave(self) -> bool:
        """Say whether the program may be left; where work would be lost, ask first."""
        return True

    def leave_place(self) -> None:
        """Note where one is, to come back to it."""

    def go_to_transcript(self, key: str) -> None:
        """Show a transcript, where a study is open."""

    @property
    def offers_codes(self) -> bool:
        """Say whether the palette offers codes."""
        return False

    def use_code(self, code: int) -> None:
        """Use a code, where a screen can."""

    async def action_do(self, id: str) -> None:
        """Do an action by its id."""
        action = BY_ID[id]
        await self.app.run_action(action.does, default_namespace=self.place_of(action))

    def place_of(self, action: Action) -> DOMNode:
        """Give what an action is run on."""
        return self.app if action.where == EVERYWHERE else self
