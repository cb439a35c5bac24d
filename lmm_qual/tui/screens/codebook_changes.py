"""What the codebook screen changes: codes made, edited, moved, grouped and pinned."""

from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from lmm_qual.project.changes.change import Change
from lmm_qual.text.numbers import counted
from lmm_qual.tui.screens.asking import AskLettered
from lmm_qual.tui.screens.beside_codebook import BesideCodebook
from lmm_qual.tui.screens.code_palette import AskNewCode, NewCode, codes_said
from lmm_qual.tui.screens.codebook_tree import CodebookTree
from lmm_qual.tui.screens.memo_writing import MemoWriting, On
from lmm_qual.tui.screens.pinning import pin_said
from lmm_qual.tui.screens.study_page import NotMadeError
from lmm_qual.tui.wording import line

if TYPE_CHECKING:
    from lmm_qual.project.changes.code_merge import MergeCodes


class CodebookChanges(MemoWriting):
    """A screen on which the codebook is changed. What it says is done is on disk."""

    @property
    @abstractmethod
    def codes(self) -> CodebookTree:
        """Give the tree of codes."""

    @abstractmethod
    def show_codebook(self) -> None:
        """Show the codebook as it is now; codings stay with their codes whatever is changed."""

    @abstractmethod
    def show_codes(self, code: int | None = None) -> None:
        """Show the codes, the cursor on one, else where it was."""

    def _made(self, change: Change, code: int | None = None) -> bool:
        """Make a change and show the codebook, the cursor on a code; say whether it was made."""
        try:
            return self._shown(change, code)
        except NotMadeError:
            return False

    def _shown(self, change: Change, code: int | None = None) -> bool:
        """Do as `_made` does, but raise `NotMadeError` where the change was not made."""
        entry = self.make(change)
        self.opened.reload_codes()
        self.show_codebook()
        if code is not None and code in self.opened.tree.by_id:
            self.codes.reveal(code)
            self.show_codes()
        if entry is not None:
            self.say(line((entry.label, "bold"), " ").append(self.undoes))
        return entry is not None

    def _with_code(self, do: Callable[[int], None]) -> None:
        """Do something with the code under the cursor, where the study may be changed."""
        code = self.codes.code
        if not self.may_write():
            return
        if code is None:
            self.say(self.with_keys("there is no code yet: [codebook.new] makes one"))
        else:
            do(code)

    # New codes

    def action_new(self, under: bool = False) -> None:
        """Ask for a new code: beside the one under the cursor, or under it."""
        if not self.may_write():
            return
        tree, beside = self.opened.tree, self.codes.code
        parent = beside if under or beside is None else tree.by_id[beside].parent_id
        path = None if parent is None else tree.path(parent)

        def answered(new: NewCode | None) -> None:
            if new is not None:
                self._add(new, beside if not under and new.parent == path else None)

        question = AskNewCode(self.opened, "", parent=path, check=self._new_fault)
        self.app.push_screen(question, answered)

    def _new_fault(self, new: NewCode) -> str:
        """Say what is wrong with a code that is to be made."""
        from lmm_qual.project.changes.codebook_edit import field_faults

        tree = self.opened.tree
        parent = None if new.parent is None else tree.find(new.parent)[0]
        return field_faults(tree, parent, {"name": new.name}).get("name", "")

    def _add(self, new: NewCode, beside: int | None) -> None:
        from lmm_qual.model.codebook import Code
        from lmm_qual.project.changes.code_places import place_among
        from lmm_qual.project.changes.codebook import AddCode

        tree = self.opened.tree
        before = set(tree.order)
        position = None if beside is None else place_among(tree, beside, ()) + 1
        code = Code(name=new.name, parent=new.parent, origin="inductive")
        if self._made(AddCode(code, position)):
            self._go_to_made(before)

    def _go_to_made(self, before: set[int]) -> None:
        made = [code for code in self.opened.tree.order if code not in before]
        if made:
            self.codes.reveal(made[0])
            self.show_codes()

    # Editing

    def action_edit(self) -> None:
        """Ask for the fields of the code under the cursor."""
        self._with_code(self._edit)

    def _edit(self, code: int) -> None:
        from lmm_qual.tui.screens.code_form import CodeForm

        tree = self.opened.tree
        above = tree.ancestors(code)
        inherited = tree.color(above[0]) if above else None

        def save(fields: Mapping[str, str | None]) -> Mapping[str, str]:
            return self._save(code, fields)

        self.app.push_screen(CodeForm(tree.by_id[code], inherited, save))

    def _save(self, code: int, fields: Mapping[str, str | None]) -> Mapping[str, str]:
        """Save fields of a code; give what is wrong, by field."""
        from lmm_qual.project.changes.codebook_edit import FIELDS, EditCode, field_faults

        tree = self.opened.tree
        row = tree.by_id[code]
        stored = {name: getattr(row, name) for name in FIELDS}
        if faults := field_faults(tree, row.parent_id, stored | dict(fields), code):
            return faults
        try:
            self._shown(EditCode(code, fields), code)
        except NotMadeError as error:
            again = "what you typed stays here, try again"
            return {"": f"not saved: {again if self.failed else error}"}
        return {}

    # Ticking and grouping

    def action_tick(self) -> None:
        """Tick the code under the cursor, or not, and go on to the next."""
        code = self.codes.code
        if code is not None:
            self.codes.ticked ^= {code}
            self.show_codes()
            self.codes.action_move(1)

    def action_group(self) -> None:
        """Ask what the ticked codes, else the one under the cursor, are put under."""
        from lmm_qual.tui.screens.code_group import CodeGroup

        def ask(_: int) -> None:
            codes = self.codes.meant()
            names = codes_said(self.opened.tree, codes)
            title = line("Put under a code: ", (names, "not bold $text"))
            self.app.push_screen(CodeGroup(self.opened, title, codes), chosen)

        def chosen(answer: int | str | NewCode | None) -> None:
            if isinstance(answer, NewCode):
                self._ask_group(answer.name, self.codes.meant())
            elif answer is not None:
                parent = answer if isinstance(answer, int) else None
                self._move(self.codes.meant(), parent)

        self._with_code(ask)

    def _ask_group(self, name: str, codes: Sequence[int]) -> None:
        """Make a new code over codes: where they stand together, else at the top."""
        from lmm_qual.model.codebook import Code
        from lmm_qual.project.changes.code_places import topmost
        from lmm_qual.project.changes.codebook_edit import GroupCodes

        tree = self.opened.tree
        parents = {tree.by_id[code].parent_id for code in topmost(tree, codes)}
        parent = parents.pop() if len(parents) == 1 else None
        path = None if parent is None else tree.path(parent)
        try:
            new = Code.model_validate({"name": name, "parent": path, "origin": "inductive"})
        except ValueError:
            self.tell(f"“{name}” cannot be a code's name", fault=True)
            return
        before = set(tree.order)
        if self._made(GroupCodes(codes, new)):
            self.codes.ticked.clear()
            self._go_to_made(before)

    # Moving

    def _move(self, codes: Sequence[int], parent: int | None, position: int | None = None) -> None:
        from lmm_qual.project.changes.codebook_edit import MoveCodes, field_faults

        tree = self.opened.tree
        for row in (tree.by_id[code] for code in codes):
            faults = field_faults(tree, parent, {"name": row.name}, row.id)
            if row.parent_id != parent and faults:
                self.tell(f"not moved: {faults['name']}", fault=True)
                return
        if self._made(MoveCodes(codes, parent, position), codes[0]):
            self.codes.ticked.clear()
            self.show_codes()

    def _moving(self, do: Callable[[int], None]) -> None:
        """Do something with the code's place, which is seen only where no code is hidden."""
        if self.codes.wanted:
            said = "only the codes found are shown: [codebook.back] shows all"
            self.say(self.with_keys(f"{said}, then they can be moved"))
        else:
            self._with_code(do)

    def action_reorder(self, step: int) -> None:
        """Move the code among those beside it."""

        def move(code: int) -> None:
            parent = self.opened.tree.by_id[code].parent_id
            siblings = self.opened.tree.children(parent)
            at = siblings.index(code) + step
            if 0 <= at < len(siblings):
                self._move([code], parent, at)
            else:
                self.say(f"it is the {'first' if step < 0 else 'last'} of those beside it")

        self._moving(move)

    def action_move_in(self) -> None:
        """Move the code under the one before it."""

        def move(code: int) -> None:
            siblings = self.opened.tree.children(self.opened.tree.by_id[code].parent_id)
            at = siblings.index(code)
            if at:
                self._move([code], siblings[at - 1])
            else:
                self.say("there is no code before it to move it under")

        self._moving(move)

    def action_move_out(self) -> None:
        """Move the code behind the one it is under."""
        from lmm_qual.project.changes.code_places import place_among

        def move(code: int) -> None:
            tree = self.opened.tree
            above = tree.by_id[code].parent_id
            if above is None:
                self.say("it stands at the top already")
            else:
                position = place_among(tree, above, ()) + 1
                self._move([code], tree.by_id[above].parent_id, position)

        self._moving(move)

    # Whole codes

    def action_merge(self) -> None:
        """Ask into which code the ticked codes, else the one under the cursor, are merged."""
        from lmm_qual.tui.screens.code_merging import ask_merge

        def merge(change: "MergeCodes") -> None:
            self._whole(change, change.into)

        self._with_code(lambda _: ask_merge(self, self.codes.meant(), merge))

    def _whole(self, change: Change, code: int | None = None) -> None:
        """Make a change after which codes are gone and codings are others'; show all anew."""
        with suppress(NotMadeError):
            entry = self.make(change)
            self.opened.reload_codes()
            self.codes.ticked.clear()
            self.changed()
            if code is not None:
                self.codes.reveal(code)
                self.show_codes()
            if entry is not None:
                self.say(line((entry.label, "bold"), " ").append(self.undoes))

    def action_delete(self) -> None:
        """Delete the ticked codes, else the one under the cursor; ask about those below."""

        def delete(_: int) -> None:
            tree, codes = self.opened.tree, self.codes.meant()
            below = {at for code in codes for at in tree.with_descendants(code)} - set(codes)
            if not below:
                self._delete(codes, keep_below=False)
                return
            choices = [
                ("a", line(f"Delete the {counted(len(below), 'code')} below too")),
                ("k", line("Keep them, where what is deleted stood")),
            ]
            title = f"Delete {codes_said(tree, codes)}"
            self.app.push_screen(AskLettered(title, choices), partial(answered, codes))

        def answered(codes: Sequence[int], answer: object) -> None:
            if answer in {"a", "k"}:
                self._delete(codes, keep_below=answer == "k")

        self._with_code(delete)

    def _delete(self, codes: Sequence[int], *, keep_below: bool) -> None:
        from lmm_qual.project.changes.code_delete import DeleteCodes

        self._whole(DeleteCodes(codes, keep_below))

    def action_split(self) -> None:
        """Walk through the passages of the code under the cursor and say where each goes."""
        from lmm_qual.tui.screens.code_splitting import SplitScreen

        self._with_code(lambda code: self._beside(SplitScreen(self.opened, code)))

    def _beside(self, screen: BesideCodebook) -> None:
        def back(_: None) -> None:
            self.opened.reload_codes()
            self.changed()
            if screen.done:
                self.say(line((screen.done, "bold"), " ").append(self.undoes))

        self.app.push_screen(screen, back)

    def action_versions(self) -> None:
        """Show the versions of the codebook."""
        from lmm_qual.tui.screens.codebook_versions import VersionsScreen

        self._beside(VersionsScreen(self.opened))

    def action_bin(self) -> None:
        """Show the bin."""
        from lmm_qual.tui.screens.codebook_bin import BinScreen

        self._beside(BinScreen(self.opened))

    def action_again(self) -> None:
        """Show what is to be looked at and read again."""
        from lmm_qual.tui.screens.codebook_again import AgainScreen

        self._beside(AgainScreen(self.opened))

    def action_alike(self) -> None:
        """Show the codes that are nearly alike."""
        from lmm_qual.tui.screens.codebook_alike import AlikeScreen

        self._beside(AlikeScreen(self.opened))

    # Memos

    def memo_choices(self) -> list[On]:
        """Give what a memo can be on: the code under the cursor, the study."""
        code = self.codes.code
        if code is None:
            return [On.study()]
        said = line("the code ", (self.opened.tree.by_id[code].name, "bold"))
        return [On("o", "code", code, said), On.study()]

    def memos_changed(self) -> None:
        """Show which codes have memos."""
        self.show_codes()
        self.show_state()

    # Pinning

    def action_pin(self) -> None:
        """Pin the code under the cursor to a number, or unpin it."""
        code = self.codes.code
        if code is not None:
            self.say(pin_said(self, code))
            self.show_codes()
