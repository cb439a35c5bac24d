"""The review screen: codings whose words a correction changed, old and new side by side."""

from functools import partial
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from lmm_qual.project.changes.change import Change
from lmm_qual.project.changes.together import Together
from lmm_qual.project.correcting.settling import SettleReview
from lmm_qual.store.queries.memos import memos
from lmm_qual.store.queries.reviews import ReviewRow, waiting_reviews
from lmm_qual.store.queries.talk import transcript_text
from lmm_qual.text.numbers import counted
from lmm_qual.text.span import Span
from lmm_qual.tui.actions import EVERYWHERE, REVIEW, bindings
from lmm_qual.tui.lines import PanelTitle
from lmm_qual.tui.opened import OpenStudy
from lmm_qual.tui.rows import Row, RowList
from lmm_qual.tui.screens.asking import AskLettered
from lmm_qual.tui.screens.coding_page import leave_texts
from lmm_qual.tui.screens.halves import Halves
from lmm_qual.tui.screens.review_said import code_of, place_of, review_row, review_said, sides
from lmm_qual.tui.screens.study_page import NotMadeError
from lmm_qual.tui.wording import line


class ReviewScreen(Halves):
    """Shows what waits after corrections and settles it, over the screen one came from."""

    PLACES = (REVIEW, EVERYWHERE)
    FOOTER = (
        "review.stays",
        "review.words",
        "review.remove",
        "review.all_stay",
        "review.next",
        "review.undo",
        "review.open",
        "review.back",
    )
    PANES = ("waiting", "facts")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(REVIEW)]
    CSS_PATH = Path(__file__).with_name("review.tcss")

    def __init__(self, opened: OpenStudy) -> None:
        super().__init__(opened)
        self._rows: dict[int, ReviewRow] = {}
        self._texts: dict[int, str] = {}

    def body(self) -> ComposeResult:
        """Lay out the list, and what the cursor is on beside or below it."""
        with Container(id="panes"):
            with Vertical(id="list-pane"):
                yield PanelTitle("To look at", id="waiting-title")
                yield RowList(id="waiting")
            with Vertical(id="about"):
                yield PanelTitle("What happened")
                with VerticalScroll(id="facts"):
                    yield Static(id="said", markup=False)
                    with Container(id="both"):
                        yield Static(id="old", markup=False)
                        yield Static(id="new", markup=False)
        yield Static(id="empty", markup=False)

    def begin(self) -> None:
        """Show what waits, the cursor where it was left."""
        self.waiting.focus()
        self.changed(self.opened.last_review)

    @property
    def waiting(self) -> RowList:
        """Give the list."""
        return self.query_one("#waiting", RowList)

    @property
    def row(self) -> ReviewRow | None:
        """Give what the cursor is on."""
        key = self.waiting.key
        return self._rows.get(key) if isinstance(key, int) else None

    # Showing

    def changed(self, key: object = None) -> None:
        """Show what waits now, the cursor on a row, else where it was."""
        found = waiting_reviews(self.opened.store)
        self._rows = {row.id: row for row in found}
        self._texts.clear()
        self.set_class(not found, "-empty")
        nothing = Content.assemble(("Nothing waits.\n\n", "bold"))
        why = "Codings whose words a correction of a transcript changes are listed here."
        self.query_one("#empty", Static).update(nothing.append(line((why, "$muted"))))
        self.waiting.set_rows(self._listed(found), key)
        title = self.query_one("#waiting-title", PanelTitle)
        title.say(f"{counted(len(found), 'place')} to look at")
        self.show_state()
        self.show_about()
        self.keep_keys()

    def _listed(self, found: list[ReviewRow]) -> list[Row]:
        rows, transcript = list[Row](), None
        for row in found:
            if row.transcript != transcript:
                rows.append(Row(line((f" {row.transcript}", "bold $text-accent"))))
                transcript = row.transcript
            rows.append(Row(partial(review_row, self.opened.tree, row), row.id))
        return rows

    def show_state(self) -> None:
        """Say where one is and whether work is saved."""
        self.say_where(line(("After corrections", "bold")))

    def show_about(self) -> None:
        """Say all about what the cursor is on, its old words beside the new ones."""
        row = self.row
        if row is None:
            return
        written = memos(self.opened.store, row.target, row.target_id)
        self.query_one("#said", Static).update(review_said(self.opened.tree, row, written))
        old, new = sides(row, self._text(row))
        heads = [line((head, "bold $text-primary")).append("\n") for head in ("Was", "Is now")]
        self.query_one("#old", Static).update(heads[0].append(old))
        self.query_one("#new", Static).update(heads[1].append(new))
        self.query_one("#facts", VerticalScroll).scroll_home(animate=False)

    def _text(self, row: ReviewRow) -> str:
        if row.transcript_id not in self._texts:
            text = transcript_text(self.opened.store, row.transcript_id)
            self._texts[row.transcript_id] = text
        return self._texts[row.transcript_id]

    def on_row_list_highlighted(self) -> None:
        """Follow the cursor."""
        self.show_about()

    # Deciding

    def action_stays(self) -> None:
        """Let it stay on the words it has now."""
        row = self.row
        if row is not None and row.target == "bin":
            keys = self.with_keys("[review.words] gives it others, [review.remove] leaves it there")
            self.say(f"its words are gone and it lies in the bin: {keys}")
        elif row is not None:
            self._settle([row], SettleReview(row.id, "stays"))

    def action_remove(self) -> None:
        """Remove it, once that was asked."""
        row = self.row
        if row is None or not self.may_write():
            return
        what = "Leave it in the bin" if row.target == "bin" else "Remove the coding"
        choices = [("y", Content(what)), ("n", Content("Let it wait"))]

        def answered(answer: object) -> None:
            if answer == "y":
                self._settle([row], SettleReview(row.id, "removed"))

        title = f"{code_of(self.opened.tree, row)} in {row.transcript}"
        self.app.push_screen(AskLettered(title, choices), answered)

    def action_all_stay(self) -> None:
        """Let all that wait in the transcript stay, once that was asked."""
        here = self.row
        if here is None or not self.may_write():
            return
        rows = [row for row in self._rows.values() if row.transcript_id == here.transcript_id]
        staying = [row for row in rows if row.target != "bin"]
        if not staying:
            self.say("all that wait here lie in the bin, since their words are gone")
            return
        number = counted(len(staying), "place")
        choices = [("y", line(f"Let {number} stay")), ("n", Content("Let them wait"))]
        change = Together(
            [SettleReview(row.id, "stays") for row in staying],
            f"{number} in {here.transcript} stay after a correction",
            "review",
        )

        def answered(answer: object) -> None:
            if answer == "y":
                self._settle(staying, change)

        title = f"All that wait in {here.transcript} stay on their new words?"
        self.app.push_screen(AskLettered(title, choices), answered)

    def _settle(self, rows: list[ReviewRow], change: Change) -> None:
        """Make a decision of some that wait, and go on to the next."""

        def do() -> None:
            try:
                entry = self.make(change)
            except NotMadeError:
                return
            self.changed(self._behind(rows))
            if entry is not None:
                self.say(line((entry.label, "bold"), " ").append(self.undoes))

        self.as_coder(do)

    def _behind(self, rows: list[ReviewRow]) -> int | None:
        """Give what waits behind some, else before them."""
        gone, order = {row.id for row in rows}, list(self._rows)
        last = max(order.index(row.id) for row in rows)
        left = [id_ for id_ in (*order[last + 1 :], *reversed(order[:last])) if id_ not in gone]
        return left[0] if left else None

    # Going

    def action_step(self, step: int) -> None:
        """Go to the next that waits, or the one before."""
        self.waiting.action_move(step)

    def on_row_list_chosen(self) -> None:
        """Go to the place."""
        self._go(placing=False)

    def action_open(self) -> None:
        """Go to the place in the transcript."""
        self._go(placing=False)

    def action_words(self) -> None:
        """Select other words for it in the transcript."""
        if self.row is not None:
            self.as_coder(lambda: self._go(placing=True))

    def _go(self, *, placing: bool) -> None:
        row = self.row
        if row is None:
            return
        self.leave_place()
        place = place_of(row, self._text(row))
        if place is not None:
            self.opened.places[row.transcript_id] = place
        if placing and row.start is not None and row.end is not None:
            self.opened.selected = row.transcript_id, Span(row.start, row.end)
        self.opened.placing = row if placing else None
        self.lmm.show_study(row.transcript)

    def leave_place(self) -> None:
        """Note where the cursor is, and where the text below was left."""
        self.opened.last_review = self.waiting.key
        leave_texts(self.app)

    def action_back(self) -> None:
        """Go back: to the list, to the screen one came from."""
        if self.focused is self.waiting or self.has_class("-empty"):
            self.leave_place()
            self.dismiss()
        else:
            self.go_to("waiting")
