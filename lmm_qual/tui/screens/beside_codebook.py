"""What the screens beside the codebook share: a list above, all about one row of it below."""

from abc import abstractmethod
from collections.abc import Sequence
from contextlib import suppress
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from lmm_qual.project.changes.change import Change
from lmm_qual.store.queries.codings import CodingRow
from lmm_qual.store.queries.talk import transcript_text, turns
from lmm_qual.text.context import words_before, words_behind
from lmm_qual.text.standins import shown_block
from lmm_qual.text.word_changes import Stretch
from lmm_qual.tui.lines import PanelTitle
from lmm_qual.tui.rows import Row, RowList
from lmm_qual.tui.screens.study_page import SAVED, NotMadeError, StudyPage
from lmm_qual.tui.wording import line

_AROUND = 25
"""Words shown before and behind a passage."""
_MARKS = {"same": "", "gone": "strike $text-error", "new": "bold $text-success"}


class BesideCodebook(StudyPage):
    """A list of things beside the codebook; it stands over the codebook's screen."""

    NAME: ClassVar[str] = ""
    DEFAULT_CSS = """
    BesideCodebook #beside { height: 1fr; background: $surface; }
    BesideCodebook #rows { height: 1fr; }
    BesideCodebook #about {
        height: 1fr; padding: 0 1; border-top: hkey $rule; background: $surface;
        scrollbar-size-vertical: 1;
    }
    BesideCodebook #about:focus { background: $cursor-row-away; }
    BesideCodebook #said { height: auto; }
    """

    done = ""
    """What was made before it was left, to be said on the screen below."""

    def body(self) -> ComposeResult:
        """Lay out the list above, what is said of its row below."""
        with Vertical(id="beside"):
            yield PanelTitle(self.NAME, id="title")
            yield RowList(id="rows")
            with VerticalScroll(id="about"):
                yield Static(id="said", markup=False)

    def begin(self) -> None:
        """Show the list."""
        self.rows.focus()
        self.changed()

    @property
    def rows(self) -> RowList:
        """Give the list."""
        return self.query_one("#rows", RowList)

    def changed(self) -> None:
        """Show all as it is now."""
        self.opened.reload_codes()
        self.rows.set_rows(self.rows_now() or [Row(line((f"  {self.nothing()}", "$muted")))])
        self.query_one("#title", PanelTitle).say(self.NAME, self.title_said())
        self.show_about()
        self.show_state()

    @abstractmethod
    def rows_now(self) -> Sequence[Row]:
        """Give the rows of the list."""

    @abstractmethod
    def about(self, key: object) -> Content:
        """Say all about a row."""

    def nothing(self) -> str:
        """Say that there is nothing."""
        return "nothing"

    def title_said(self) -> str:
        """Give what stands at the right of the title."""
        return ""

    def show_about(self) -> None:
        """Say all about the row under the cursor."""
        key = self.rows.key
        self.query_one("#said", Static).update(Content("") if key is None else self.about(key))
        self.query_one("#about", VerticalScroll).scroll_home(animate=False)

    def show_state(self) -> None:
        """Say where one is and whether work is saved."""
        here = line(("Codebook › ", "$muted"), (self.NAME, "bold"))
        named = line((f"{self.opened.name} › ", "$muted"))
        said, style = SAVED[self.failed]
        if self.opened.read_only:
            said, style = "read-only", "bold $text-warning"
        version = (f"version {self.opened.version} · ", "$muted")
        self.header.say([named + here, here], [line(version, (said, style)), line((said, style))])

    def on_row_list_highlighted(self) -> None:
        """Follow the cursor."""
        self.show_about()

    def on_row_list_chosen(self) -> None:
        """Leave what choosing does to the screen's own keys."""

    def action_back(self) -> None:
        """Go back to the codebook."""
        self.dismiss()

    def made(self, change: Change) -> bool:
        """Make a change and show all as it is then; say whether it was made."""
        with suppress(NotMadeError):
            entry = self.make(change)
            self.changed()
            if entry is not None:
                self.say(line((entry.label, "bold"), " ").append(self.undoes))
            return entry is not None
        return False

    def in_context(self, row: CodingRow) -> list[Content]:
        """Say a passage with who speaks and when, and the words around it."""
        store = self.opened.store
        text = transcript_text(store, row.transcript_id)
        where = self.opened.by_key[row.transcript]
        who = [
            turn.speaker or "–"
            for turn in turns(store, row.transcript_id)
            if turn.start < row.end and turn.end > row.start
        ]
        parts = [row.transcript, ", ".join(dict.fromkeys(who)), where.time, where.group, row.coder]
        before = words_before(text, row.start, _AROUND)
        behind = words_behind(text, row.end, _AROUND)
        return [
            line((" · ".join(filter(None, parts)), "$text-accent")),
            Content.assemble(
                (shown_block(before), "$muted"),
                (shown_block(text[row.start : row.end]), "bold"),
                (shown_block(behind), "$muted"),
            ),
        ]


def words_said(name: str, words: Sequence[Stretch]) -> Content:
    """Say a field of a code with the words that are gone struck out, the new ones in bold."""
    parts = [(shown_block(text), _MARKS[mark]) for mark, text in words]
    return Content.assemble((f"{name}: ", "$text-accent"), *parts)
