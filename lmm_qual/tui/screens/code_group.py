"""Choosing what codes are put under: a code, the top, or a new code."""

from collections.abc import Collection, Sequence
from functools import partial

from textual.content import Content

from lmm_qual.tui.hints import LEAVING, PICKING
from lmm_qual.tui.opened import OpenStudy
from lmm_qual.tui.ranking import Named, ranked
from lmm_qual.tui.rows import Row
from lmm_qual.tui.screens.code_palette import NEW, NewCode, above
from lmm_qual.tui.screens.picker import Picker
from lmm_qual.tui.wording import line, spread

TOP = "at the top"


class CodeGroup(Picker[int | str | NewCode]):
    """Gives the code above, `TOP`, or the name of a code to be made."""

    PROMPT = "type a code's name, or that of a new group"
    HINT = f"{PICKING}, [picker.up] from the first row a new code · {LEAVING}"

    def __init__(self, opened: OpenStudy, title: Content, going: Collection[int]) -> None:
        """Take what is said above, and the codes that are to be put somewhere."""
        super().__init__()
        self._opened, self._title = opened, title
        tree = opened.tree
        under = {at for code in going for at in tree.with_descendants(code)}
        self._codes = [
            (code, Named(tree.by_id[code].name, above(tree, code)))
            for code in tree.order
            if code not in under
        ]

    def title_content(self) -> Content:
        """Say what is put somewhere."""
        return self._title

    def found(self, query: str) -> Sequence[Row]:
        """Give the codes that match, the top, and a new code: that first where none is so named."""
        codes = [self._row(code) for code in ranked(query, self._codes)]
        top = Row(line(("   no code: at the top", "italic")), TOP)
        name = query.strip()
        said = f"new code “{name}”" if name else "new code, named by what you type"
        new = Row(line(("  + ", "bold $text-accent"), said), NEW if name else None)
        return [*codes, new] if name else [top, *codes, new]

    def _row(self, code: int) -> Row:
        tree = self._opened.tree
        name, over = tree.by_id[code].name, above(tree, code)
        left = line("  ", ("▌", tree.color(code) or "$muted"), f"{name}  ", (over, "$muted"))
        number = len(tree.children(code))
        right = line((f"{number} under it " if number else "", "$muted"))
        return Row(partial(spread, left=left, right=right), code)

    def choose(self, key: object) -> None:
        """Give the row."""
        if key == NEW:
            self.dismiss(NewCode(self.typed.strip()))
        elif isinstance(key, int | str):
            self.dismiss(key)
