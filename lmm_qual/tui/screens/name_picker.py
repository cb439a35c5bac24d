"""Choosing one of several names, or a new one."""

from collections.abc import Sequence
from functools import partial

from textual.content import Content

from lmm_qual.tui.hints import LEAVING, PICKING
from lmm_qual.tui.ranking import Named, ranked
from lmm_qual.tui.rows import Row
from lmm_qual.tui.screens.picker import Picker
from lmm_qual.tui.wording import line, spread


class NamePicker(Picker[str]):
    """Gives the name chosen; with `new` one that is typed may be none of them.

    Names come with a remark each; an empty name stands for none, and its remark says so.
    """

    HINT = f"{PICKING} · {LEAVING}"

    def __init__(
        self, title: str, names: Sequence[tuple[str, str | None]], *, new: str = ""
    ) -> None:
        """Offer `names`; `new` is what a typed name is called, nothing where it cannot be."""
        super().__init__()
        self._title, self._new = title, new
        self._remarks = {name: remark or "" for name, remark in names}

    def title_content(self) -> Content:
        """Say what the name is for."""
        return line(self._title)

    def found(self, query: str) -> Sequence[Row]:
        """Give the names that match, and what is typed where it is none of them.

        What begins no name comes first, so that Enter never takes one that is merely like it.
        """
        named = ((name, Named(name or "–", remark)) for name, remark in self._remarks.items())
        rows = [self._row(name) for name in ranked(query, named)]
        typed = query.strip()
        if not (self._new and typed) or typed in self._remarks:
            return rows
        made = Row(line(("  + ", "bold $text-accent"), f"{self._new} “{typed}”"), (typed,))
        begins = any(name.casefold().startswith(typed.casefold()) for name in self._remarks)
        return [*rows, made] if begins else [made, *rows]

    def _row(self, name: str) -> Row:
        left, right = line(f" {name or '–'} "), line((f"{self._remarks[name]} ", "$muted"))
        return Row(partial(spread, left=left, right=right), (name,))

    def choose(self, key: object) -> None:
        """Give the name."""
        if isinstance(key, tuple):
            self.dismiss(key[0])
