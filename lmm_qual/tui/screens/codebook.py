"""The codebook screen: the tree of codes, all about one code, and its passages."""

from functools import partial
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from lmm_qual.analysis.query_tree import written
from lmm_qual.store.queries.code_uses import PassageRow, UseRow, code_uses, passages
from lmm_qual.text.numbers import counted
from lmm_qual.tui.actions import CODEBOOK, EVERYWHERE, bindings
from lmm_qual.tui.code_uses import CodeUses
from lmm_qual.tui.inputs import LineInput
from lmm_qual.tui.lines import PanelTitle
from lmm_qual.tui.opened import OpenStudy
from lmm_qual.tui.rows import Row, RowList
from lmm_qual.tui.screens.code_said import code_said
from lmm_qual.tui.screens.codebook_changes import CodebookChanges
from lmm_qual.tui.screens.codebook_tree import CodebookTree
from lmm_qual.tui.screens.coding_page import leave_texts
from lmm_qual.tui.screens.halves import Halves
from lmm_qual.tui.screens.study_page import SAVED
from lmm_qual.tui.wording import line, spread

_PASSAGES = 50


class CodeFilter(LineInput):
    """The line that filters the codes; the arrows move among them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "screen.move_code(-1)", "Up", show=False),
        Binding("down", "screen.move_code(1)", "Down", show=False),
    ]


class CodebookScreen(CodebookChanges, Halves):
    """Shows the codebook and works in it; it stands over the screen one came from."""

    PLACES = (CODEBOOK, EVERYWHERE)
    FOOTER = (
        "codebook.new",
        "codebook.edit",
        "codebook.tick",
        "codebook.group",
        "codebook.merge",
        "codebook.split",
        "codebook.delete",
        "codebook.move_up",
        "codebook.pin",
        "codebook.filter",
        "codebook.undo",
        "codebook.again",
        "codebook.open",
        "codebook.passages",
        "codebook.memo",
        "codebook.back",
    )
    PANES = ("codes", "passages", "facts")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(CODEBOOK)]
    CSS_PATH = Path(__file__).with_name("codebook.tcss")

    def __init__(self, opened: OpenStudy, code: int | None = None) -> None:
        """Show the codebook, the cursor on a code."""
        super().__init__(opened)
        self._first = code
        self._used: list[UseRow] = []
        self._uses = CodeUses(opened.tree, [])
        self._passages: dict[int, PassageRow] = {}

    def body(self) -> ComposeResult:
        """Lay out the tree at the left, the code at the right."""
        with Horizontal(id="panes"):
            with Vertical(id="tree-pane"):
                yield PanelTitle("Codebook", id="codes-title")
                yield CodeFilter(placeholder="find codes", id="filter")
                yield CodebookTree(self.opened, id="codes")
            with Vertical(id="about"):
                with VerticalScroll(id="facts"):
                    yield Static(id="said", markup=False)
                yield PanelTitle("Passages", id="passages-title")
                yield RowList(id="passages")
        yield Static(id="empty", markup=False)

    def begin(self) -> None:
        """Show the codebook."""
        self.codes.focus()
        self.changed()
        if self._first is not None:
            self.use_code(self._first)

    @property
    def codes(self) -> CodebookTree:
        """Give the tree of codes."""
        return self.query_one(CodebookTree)

    # Showing

    def changed(self) -> None:
        """Show the codebook and its codings as they are now."""
        self._used = code_uses(self.opened.store)
        self.show_codebook()

    def show_codebook(self) -> None:
        """Show the codebook as it is now, the codings as they were read last."""
        opened = self.opened
        self._uses = CodeUses(opened.tree, self._used)
        self.set_class(not opened.tree.order, "-empty")
        self.query_one("#empty", Static).update(self._when_empty())
        self.show_codes()
        self.show_state()

    def show_codes(self, code: int | None = None) -> None:
        """Show the codes, the cursor on one, else where it was."""
        self.codes.show(self._uses, code)
        codes, number = len(self.opened.tree.order), len(self.codes.ticked)
        ticked = f"{number} ticked · " if number else ""
        said = f"{ticked}codings · transcripts" if codes else ""
        self.query_one("#codes-title", PanelTitle).say(counted(codes, "code"), said)
        self.show_about()

    def _when_empty(self) -> Content:
        said = (
            "Press [codebook.new] to make one. While coding, [coding.code] and [coding.in_vivo]"
            " make codes too."
        )
        return self.none_yet("No codes yet.", said)

    def show_state(self) -> None:
        """Say where one is and whether work is saved."""
        opened = self.opened
        who = f"coder {opened.coder} · " if opened.coder else ""
        version = f"version {opened.version} · "
        state = (
            [line(("read-only", "bold $text-warning"))]
            if opened.read_only
            else [
                line((f"{who}{version}", "$muted"), SAVED[self.failed]),
                line((version, "$muted"), SAVED[self.failed]),
                line(SAVED[self.failed]),
            ]
        )
        here = line(("Codebook", "bold"))
        self.header.say([line((f"{opened.name} › ", "$muted")) + here, here], state)

    def show_about(self) -> None:
        """Say all about the code under the cursor, with its first passages."""
        code = self.codes.code
        if code is None:
            self.query_one("#said", Static).update(Content(""))
            self._show_passages([], 0)
            return
        self.query_one("#said", Static).update(code_said(self, code, self._uses))
        self.query_one("#facts", VerticalScroll).scroll_home(animate=False)
        self._show_passages(self._first_passages(code), self._uses.codings[code])

    def _first_passages(self, code: int) -> list[PassageRow]:
        opened, found = self.opened, list[PassageRow]()
        codes = opened.tree.with_descendants(code)
        by_id = {row.id: row for row in opened.transcripts}
        for among in self._uses.portions(code, opened.transcripts, _PASSAGES):
            portion = [id_ for id_ in among if opened.can_show(by_id[id_])]
            rows = passages(opened.store, codes, portion, opened.coder)
            found += sorted(rows, key=lambda row: portion.index(row.transcript_id))
            if len(found) >= _PASSAGES:
                break
        return found[:_PASSAGES]

    def action_passages(self, query: str | None = None) -> None:
        """Show the passages of the code under the cursor."""
        code = self.codes.code
        if query is None and code is not None:
            query = written(self.opened.tree.path(code))
        super().action_passages(query)

    def _show_passages(self, rows: list[PassageRow], number: int) -> None:
        self._passages = {row.id: row for row in rows}
        title = self.query_one("#passages-title", PanelTitle)
        hidden = number > len(rows) and len(rows) < _PASSAGES
        more = "others' show once your pass is finished" if hidden else "[list.choose] goes there"
        title.say(f"Passages: {len(rows):,} of {number:,}", self.with_keys(more) if number else "")
        shown_rows = [Row(partial(self._passage, row), row.id) for row in rows]
        found = self.query_one("#passages", RowList)
        found.at = 0
        found.set_rows(shown_rows)

    def _passage(self, row: PassageRow, width: int) -> Content:
        words = " ".join(row.quote[: 4 * width].split())
        left = line(
            (f" {row.transcript} ", "$muted"),
            (f"{row.speaker or '–'} ", "bold"),
            f"“{words}”",
        )
        other = row.code_id != self.codes.code
        name = self.opened.tree.by_id[row.code_id].name if other else ""
        return spread(width, left, line((name, "$muted")).truncate(width // 3, ellipsis=True))

    # Moving

    def on_row_list_highlighted(self, event: RowList.Highlighted) -> None:
        """Follow the cursor."""
        if event.rows.id == "codes":
            self.show_about()

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Go on to a code's passages; go to a passage."""
        if event.rows.id == "codes":
            self.go_to("passages" if self._passages else "facts")
        else:
            self._open_passage(event.key)

    def action_open(self) -> None:
        """Choose what the cursor is on."""
        focused = self.focused
        (focused if isinstance(focused, RowList) else self.codes).action_choose()

    def action_example(self) -> None:
        """Take the words of the passage under the cursor as an example of the code."""
        from lmm_qual.project.changes.code_example import ExampleFromCoding

        coding = self.query_one("#passages", RowList).key
        if not isinstance(coding, int):
            self.say("the code has no passage yet")
        elif self.may_write():
            code = self.codes.code
            if not self._made(ExampleFromCoding(coding, code), code) and not self.failed:
                self.say("these words are an example of the code already")

    def _open_passage(self, id_: object) -> None:
        row = self._passages.get(id_) if isinstance(id_, int) else None
        if row is None:
            return
        self.leave_place()
        self.opened.places[row.transcript_id] = row.start
        self.lmm.show_study(row.transcript)

    def leave_place(self) -> None:
        """Note where the text below was left."""
        leave_texts(self.app)

    def action_move_code(self, step: int) -> None:
        """Move among the codes while the filter has the keys."""
        self.codes.action_move(step)

    def action_back(self) -> None:
        """Go back: to the codes, to all of them, to the screen one came from."""
        if self.focused is not self.codes and not self.focused_filter:
            self.go_to("codes")
        elif self.codes.wanted or self.focused_filter:
            self._end_filter()
        else:
            self.dismiss()

    def use_code(self, code: int) -> None:
        """Go to a code."""
        if code in self.opened.tree.by_id:
            self._end_filter()
            self.codes.reveal(code)
            self.show_about()

    def action_fold_all(self, fold: bool) -> None:
        """Fold all codes, or none."""
        self.codes.fold_all(fold=fold)

    # Finding

    @property
    def focused_filter(self) -> bool:
        """Say whether the filter has the keys."""
        return isinstance(self.focused, CodeFilter)

    def action_filter(self) -> None:
        """Find codes as one types."""
        if self.opened.tree.order:
            self.query_one("#filter").add_class("-open")
            self.go_to("codes")
            self.call_after_refresh(self.query_one("#filter").focus)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter."""
        if event.value.strip() != self.codes.wanted:
            self.codes.filter(event.value)
            self.show_about()

    def on_input_submitted(self) -> None:
        """Go on in the codes found."""
        self.codes.focus()

    def _end_filter(self) -> None:
        found = self.query_one("#filter", Input)
        found.value = ""
        found.remove_class("-open")
        self.codes.filter("")
        self.codes.focus()
