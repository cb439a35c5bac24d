"""The walk through a code's passages that says where each goes; made only when all is confirmed."""

from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.content import Content

from lmm_qual.model.codebook import join_path, split_path
from lmm_qual.project.changes.change import Change
from lmm_qual.project.changes.code_split import SplitCode, missing_codes
from lmm_qual.project.changes.together import Together
from lmm_qual.store.queries.codings import codings
from lmm_qual.text.numbers import counted
from lmm_qual.tui.actions import EVERYWHERE, SPLIT, bindings
from lmm_qual.tui.opened import OpenStudy
from lmm_qual.tui.rows import Row
from lmm_qual.tui.screens.code_palette import AskNewCode, CodePalette, NewCode
from lmm_qual.tui.screens.deciding import Deciding
from lmm_qual.tui.screens.study_page import NotMadeError
from lmm_qual.tui.wording import Part, line, spread

_MOST = 9


class SplitScreen(Deciding):
    """Shows each passage in context; a digit says which code it goes to, several copy it.

    Nothing is written until it is confirmed, then all as one change; who leaves before loses what
    was decided, and is asked.
    """

    NAME = "Split"
    NOTHING_YET = "Nothing of this is made yet"
    MAKE_NOW = "Make it so: passages not decided stay"
    PLACES = (SPLIT, EVERYWHERE)
    FOOTER = ("split.target", "split.stays", "split.next", "split.store", "split.back")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(SPLIT)]

    def __init__(self, opened: OpenStudy, code: int) -> None:
        super().__init__(opened)
        self._code = code
        found = codings(opened.store, codes=[code])
        self._rows = {row.id: row for row in found if opened.may_see(row)}
        self._hidden = len(found) - len(self._rows)
        self._many = len({row.coder for row in self._rows.values()}) > 1
        self._targets: list[str] = []
        self._decided: dict[int, list[str]] = {}

    # Showing

    def rows_now(self) -> Sequence[Row]:
        """Give the passages, each with where it goes."""
        return [Row(partial(self._row, id_), id_) for id_ in self._rows]

    def _row(self, id_: int, width: int) -> Content:
        row = self._rows[id_]
        words = " ".join(row.quote[: 4 * width].split())
        goes = self._decided.get(id_)
        said = (self._named(goes), "$text-success") if goes else ("· not decided ", "$faint")
        whose = f"{row.coder} " if self._many else ""
        left = line((f" {row.transcript} {whose}", "$muted"), f"“{words}”")
        return spread(width, left, line(said).truncate(max(width // 3, 16), ellipsis=True))

    def _named(self, goes: Sequence[str]) -> str:
        own = self.opened.tree.path(self._code)
        names = ["stays" if path == own else f"→ {split_path(path)[-1]}" for path in goes]
        return f"{', '.join(names)} "

    def nothing(self) -> str:
        """Say that there is none."""
        return "The code itself has no codings that you may see."

    def title_said(self) -> str:
        """Say of which code, and how far one is."""
        name = self.opened.tree.by_id[self._code].name
        hidden = f" · {self._hidden:,} of others hidden" if self._hidden else ""
        return f"“{name}” · {len(self._decided):,} of {len(self._rows):,} decided{hidden}"

    def about(self, key: object) -> Content:
        """Say the passage in its context, and which key sends it where."""
        row = self._rows[int(str(key))]
        tree = self.opened.tree
        names = ["stays", *(split_path(path)[-1] for path in self._targets)]
        goes = self._decided.get(row.id, ())
        paths = [tree.path(self._code), *self._targets]
        parts: list[Part] = []
        for at, (path, name) in enumerate(zip(paths, names, strict=True)):
            style = "bold $text-success" if path in goes else ""
            parts += [(f"{at} ", "bold $text-accent"), (f"{name}   ", style)]
        more = "[split.target] a code that passages can go to · a digit again takes it back"
        hint = line((self.with_keys(more), "$muted"))
        return Content("\n").join([line(*parts), hint, Content(""), *self.in_context(row)])

    # Deciding

    def on_key(self, event: events.Key) -> None:
        """Send the passage to the code of a digit, or to one more."""
        digit = event.character or ""
        if digit.isascii() and digit.isdigit() and 0 < int(digit) <= len(self._targets):
            event.stop()
            self._toggle(self._targets[int(digit) - 1])

    def _toggle(self, path: str) -> None:
        coding = self.rows.key
        if not isinstance(coding, int):
            return
        goes = self._decided.setdefault(coding, [])
        (goes.remove if path in goes else goes.append)(path)
        if not goes:
            del self._decided[coding]
        self.changed()

    def action_decide(self, number: int) -> None:  # noqa: ARG002
        """Let the passage stay, or no longer."""
        self._toggle(self.opened.tree.path(self._code))

    def action_step(self, step: int) -> None:
        """Go to the next passage."""
        self.rows.action_move(step)

    def on_row_list_chosen(self) -> None:
        """Go to the next passage."""
        self.action_step(1)

    def action_target(self) -> None:
        """Choose a code that passages can go to, or name a new one; it gets the next digit."""
        if len(self._targets) == _MOST:
            self.say(f"{_MOST} codes at most; split again for more")
            return

        def chosen(answer: list[int] | NewCode | None) -> None:
            if isinstance(answer, NewCode):
                self._ask_new(answer.name)
            elif answer is not None:
                for code in answer:
                    self._add(self.opened.tree.path(code))

        title = line("A code that passages can go to")
        self.app.push_screen(CodePalette(self.opened, title), chosen)

    def _ask_new(self, name: str) -> None:
        tree = self.opened.tree
        above = tree.by_id[self._code].parent_id

        def answered(new: NewCode | None) -> None:
            if new is not None:
                under = f"{new.parent}/" if new.parent else ""
                self._add(under + join_path([new.name]))

        path = None if above is None else tree.path(above)
        self.app.push_screen(AskNewCode(self.opened, name, parent=path), answered)

    def _add(self, path: str) -> None:
        own = self.opened.tree.path(self._code)
        if path not in {own, *self._targets} and len(self._targets) < _MOST:
            self._targets.append(path)
            self.changed()

    # Making, leaving

    def action_store(self) -> None:
        """Make all that was decided, as one change."""
        if not self.may_write():
            return
        own = self.opened.tree.path(self._code)
        if not any(set(goes) - {own} for goes in self._decided.values()):
            self.say("no passage goes anywhere yet")
            return
        with suppress(NotMadeError):
            entry = self.make(self._change())
            self.done = "" if entry is None else entry.label
            self._decided.clear()
            self.dismiss()

    def _change(self) -> Change:
        going = {path for goes in self._decided.values() for path in goes}
        used = [path for path in self._targets if path in going]
        split = SplitCode(self._code, self._decided)
        new = missing_codes(self.opened.tree, used)
        name = self.opened.tree.by_id[self._code].name
        number = counted(len(self._decided), "passage")
        label = f"split of code “{name}”: {number}"
        return Together([*new, split], label, split.kind) if new else split
