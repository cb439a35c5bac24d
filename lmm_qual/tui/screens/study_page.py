"""What the screens of an open study share: undo and redo, going to a transcript."""

from collections.abc import Callable

from textual.content import Content

from lmm_qual.model.problem import BadInputError
from lmm_qual.project.changes.change import Change
from lmm_qual.store.queries.log import EntryRow
from lmm_qual.store.store import StoreFaultError
from lmm_qual.tui.actions import Action
from lmm_qual.tui.hints import keyed
from lmm_qual.tui.opened import OpenStudy
from lmm_qual.tui.screens.page import Page
from lmm_qual.tui.wording import line

SAVED = {False: ("saved", "$text-success"), True: ("last change NOT saved", "bold $text-error")}
"""What is said of the work, by whether the last change failed."""


class StudyPage(Page):
    """A screen of an open study."""

    def __init__(self, opened: OpenStudy) -> None:
        super().__init__()
        self.opened = opened
        self.failed = False

    @property
    def undoes(self) -> Content:
        """Say, after a change that was made, which key takes it back."""
        return line((self.with_keys(f"([{self.PLACES[0]}.undo] undoes)"), "$muted"))

    def changed(self) -> None:
        """Show the study as it is now."""

    def show_state(self) -> None:
        """Show whether work is saved."""

    def say_where(self, here: Content) -> None:
        """Say in the header which screen this is, who codes and whether work is saved."""
        opened = self.opened
        who = f"coder {opened.coder} · " if opened.coder else ""
        state = [line((who, "$muted"), SAVED[self.failed]), line(SAVED[self.failed])]
        if opened.read_only:
            state = [line(("read-only", "bold $text-warning"))]
        self.header.say([line((f"{opened.name} › ", "$muted")) + here, here], state)

    def none_yet(self, none: str, said: str) -> Content:
        """Say that there is nothing, and in `said` which keys make something."""
        content = Content.assemble((f"{none}\n\n", "bold"))
        if self.opened.read_only:
            return content.append("The study was opened to look only.")
        return content.append(line(*keyed(said, self.lmm.keys_of, "bold $text-accent")))

    def applies(self, action: Action) -> bool:
        """Leave out what a read-only study refuses."""
        return not (action.writes and self.opened.read_only)

    # Writing

    def may_write(self) -> bool:
        """Say whether the study can be changed; tell why where it cannot."""
        if self.opened.read_only:
            self.tell(f"nothing can be changed: {self.opened.reason}", fault=True)
        return not self.opened.read_only

    def make(self, change: Change) -> EntryRow | None:
        """Make a change; where it fails or is refused tell why and raise `NotMadeError`."""
        try:
            entry = self.opened.make(change)
        except StoreFaultError as fault:
            self.failed = True
            self.show_state()
            self.tell_fault(fault)
            raise NotMadeError(str(fault)) from fault
        except BadInputError as fault:
            raise NotMadeError(self.tell_refused(fault)) from fault
        self.failed = False
        return entry

    def as_coder(self, do: Callable[[], None]) -> None:
        """Do something that needs to know who is coding; ask where nobody is known."""
        if not self.may_write():
            return
        if self.opened.coder:
            do()
            return
        from lmm_qual.tui.screens.asking import AskLine

        def answered(name: str | None) -> None:
            if name:
                self._code_as(name)
                do()

        said = (
            "A name or initials; other coders of this study will see it. It is kept for next time."
        )
        self.app.push_screen(AskLine("Who is coding?", said, check=check_name), answered)

    def _code_as(self, name: str) -> None:
        self.lmm.code_as(name)
        self.changed()

    def action_undo(self) -> None:
        """Undo the coder's own last change, on whatever screen it was made."""
        self._turn(self.opened.undo, "undone")

    def action_redo(self) -> None:
        """Make the coder's own change that was undone again."""
        self._turn(self.opened.redo, "done again")

    def _turn(self, turn: Callable[[], EntryRow], said: str) -> None:
        if not self.may_write():
            return
        try:
            entry = turn()
        except StoreFaultError as fault:
            self.failed = True
            self.show_state()
            self.tell_fault(fault)
            return
        except BadInputError as fault:
            self.tell_refused(fault)
            return
        self.failed = False
        self.changed()
        whose = f" ({entry.coder})" if entry.coder else ""
        self.tell(f"{said}: {entry.label}{whose}")

    # Going

    def action_codebook(self, code: int | None = None) -> None:
        """Show the codebook over this screen, the cursor on a code."""
        from lmm_qual.tui.screens.codebook import CodebookScreen

        screen = CodebookScreen(self.opened, code)
        self.app.push_screen(screen, lambda _: self.changed())

    def action_findings(self) -> None:
        """Show the findings over this screen."""
        from lmm_qual.tui.screens.findings import FindingsScreen

        self.app.push_screen(FindingsScreen(self.opened), lambda _: self.changed())

    def action_history(self) -> None:
        """Show the history over this screen."""
        from lmm_qual.tui.screens.history import HistoryScreen

        self.app.push_screen(HistoryScreen(self.opened), lambda _: self.changed())

    def action_memos(self, memo: int | None = None) -> None:
        """Show all memos over this screen, the cursor on one."""
        from lmm_qual.tui.screens.memos import MemosScreen

        self.app.push_screen(MemosScreen(self.opened, memo), lambda _: self.changed())

    def action_passages(self, query: str | None = None) -> None:
        """Show the passages of a query over this screen, or those looked for last."""
        from lmm_qual.tui.screens.passages import PassagesScreen

        screen = PassagesScreen(self.opened, query)
        self.app.push_screen(screen, lambda _: self.changed())

    def action_matrix(self) -> None:
        """Show the theme matrix over this screen."""
        from lmm_qual.tui.screens.matrix import MatrixScreen

        self.app.push_screen(MatrixScreen(self.opened), lambda _: self.changed())

    def action_change(self) -> None:
        """Show what changed between rounds over this screen."""
        from lmm_qual.tui.screens.change import ChangeScreen

        self.app.push_screen(ChangeScreen(self.opened), lambda _: self.changed())

    def action_map(self) -> None:
        """Show the system map over this screen, where it was left."""
        from lmm_qual.tui.screens.system_map import MapScreen

        self.app.push_screen(MapScreen(self.opened), lambda _: self.changed())

    def action_chart(self) -> None:
        """Show the framework chart over this screen, where it was left."""
        from lmm_qual.tui.screens.chart import ChartScreen

        self.app.push_screen(ChartScreen(self.opened), lambda _: self.changed())

    def action_review(self) -> None:
        """Show what waits after corrections over this screen."""
        from lmm_qual.tui.screens.review import ReviewScreen

        self.app.push_screen(ReviewScreen(self.opened), lambda _: self.changed())

    @property
    def offers_codes(self) -> bool:
        """Say that the palette offers the codes."""
        return True

    def use_code(self, code: int) -> None:
        """Show a code in the codebook."""
        self.action_codebook(code)

    def go_to_transcript(self, key: str) -> None:
        """Show a transcript."""
        self.lmm.show_study(key)


class NotMadeError(Exception):
    """A change could not be made; why has been told, and is what this says."""


def check_name(name: str) -> str:
    """Give what is wrong with a coder's name, or nothing."""
    return "a name has 100 letters at most" if len(name) > 100 else ""
