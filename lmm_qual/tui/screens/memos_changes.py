"""What the screen of memos changes: memos and what they point to."""

from abc import abstractmethod

from lmm_qual.exporters.memo_web import MemoWeb
from lmm_qual.project.changes.memo_links import LinkMemo, UnlinkMemo
from lmm_qual.project.changes.memos import DeleteMemo
from lmm_qual.store.queries.memo_links import Aim, MemoLinkRow, aim_of
from lmm_qual.store.queries.memos import MemoRow
from lmm_qual.tui.screens.asking import AskLettered
from lmm_qual.tui.screens.code_palette import CodePalette, NewCode
from lmm_qual.tui.screens.halves import WrittenHalves
from lmm_qual.tui.screens.memo_choice import MemoPicker, pick
from lmm_qual.tui.screens.memo_rows import seen_memos
from lmm_qual.tui.screens.memo_writing import MemoWriting, On
from lmm_qual.tui.wording import line


class MemosChanges(WrittenHalves, MemoWriting):
    """A screen on which all memos are worked on. What it says is done is on disk."""

    web: MemoWeb

    @property
    @abstractmethod
    def memo(self) -> MemoRow | None:
        """Give the memo under the list's cursor."""

    @property
    @abstractmethod
    def link(self) -> MemoLinkRow | None:
        """Give the link under the cursor, where the links have the keys."""

    def memo_choices(self) -> list[On]:
        """Give the study, which a new memo is on."""
        return [On.study()]

    def memos_changed(self) -> None:
        """Show which memos there are now, the cursor on one that was just written."""
        newest = max(before) if (before := self.web.memos.keys()) else 0
        self.changed()
        if self.web.memos and max(self.web.memos) > newest:
            self.changed(max(self.web.memos))

    def action_new(self) -> None:
        """Write a memo on the study."""
        if self.may_write():
            self.open_memos("study", None, "new")

    def action_edit(self) -> None:
        """Edit the memo under the cursor; those of others are read."""
        if (row := self.memo) is not None:
            self.open_memos(row.target, row.target_id, row.id)

    def action_delete(self) -> None:
        """Take the link under the cursor away, else delete the memo."""
        row = self.memo
        if row is None or not self.may_write():
            return
        if self.link is not None:
            self.made(UnlinkMemo(row.id, [aim_of(self.link)]), row.id)
        elif self.focused is not None and self.focused.id == "links":
            self.say("this is no link of the memo; put the cursor on what it points to")
        else:
            self.made(DeleteMemo(row.id))

    # Linking

    def action_link(self) -> None:
        """Ask what the memo under the cursor is to point to."""
        self.as_coder(self._ask_what)

    def _ask_what(self) -> None:
        row = self.memo
        if row is None:
            return
        if row.coder not in {None, self.opened.coder}:
            self.say(f"this memo is by {row.coder}; write one of your own beside it")
            return
        words = self.with_keys("[coding.link] does that where the words are read")
        choices = [
            ("c", line("a code, or several")),
            ("m", line("another memo")),
            ("w", line("words of a transcript  ", (words, "$muted"))),
        ]

        def chosen(letter: object) -> None:
            if letter == "c":
                self._ask_codes(row)
            elif letter == "m":
                self._ask_memo(row)
            elif letter == "w":
                self.say(self.with_keys("select the words while coding; there press [coding.link]"))

        self.app.push_screen(AskLettered("This memo points to", choices), chosen)

    def _ask_codes(self, row: MemoRow) -> None:
        def chosen(codes: list[int] | NewCode | None) -> None:
            if isinstance(codes, list):
                self._point(row, [Aim("code", code) for code in codes])
            elif codes is not None:
                self.say(self.with_keys("a new code is made in the codebook, [coding.codebook]"))

        title = line("The memo points to which codes?")
        self.app.push_screen(CodePalette(self.opened, title), chosen)

    def _ask_memo(self, row: MemoRow) -> None:
        others = [one for one in seen_memos(self.opened)[0] if one.id != row.id]
        if not others:
            self.say("there is no other memo yet")
            return
        picker = MemoPicker("The memo points to which one?", self.opened, others)
        self.app.push_screen(picker, pick(lambda id_: self._point(row, [Aim("memo", id_)])))

    def _point(self, row: MemoRow, aims: list[Aim]) -> None:
        before = self.opened.project.changes
        if not self.made(LinkMemo(row.id, aims), row.id) and before == self.opened.project.changes:
            self.say("the memo points there already")
