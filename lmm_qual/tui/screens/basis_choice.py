"""Choosing what a finding rests on besides passages: a memo, a row or a cell of the matrix."""

from collections.abc import Callable, Sequence

from lmm_qual.model.finding import ROW_KINDS, BasisEntry, RowKind
from lmm_qual.store.queries.memos import all_memos
from lmm_qual.tui.row_names import NOUNS, row_names
from lmm_qual.tui.screens.asking import AskLettered, AskOne
from lmm_qual.tui.screens.name_picker import NamePicker
from lmm_qual.tui.screens.study_page import StudyPage
from lmm_qual.tui.wording import excerpt, line

_LETTERS = {kind[0]: kind for kind in ROW_KINDS}
_WORDS = 48
"""Characters of a memo's beginning that are shown beside what it is on."""


class BasisChoice:
    """Asks step by step for something that a finding is to rest on, and gives it to `put`."""

    def __init__(self, page: StudyPage, finding: str, put: Callable[[BasisEntry], object]) -> None:
        self._page, self._put = page, put
        self._title = f"{finding} rests on"

    def ask(self) -> None:
        """Ask whether it is a row, by kind, or a memo."""
        choices = [
            (letter, line(f"a {kind}, or a cell of one")) for letter, kind in _LETTERS.items()
        ]
        choices.append(("m", line("a memo")))

        def chosen(letter: object) -> None:
            if letter == "m":
                self._ask_memo()
            elif kind := _LETTERS.get(str(letter)):
                self._ask_row(kind)

        self._page.app.push_screen(AskLettered(self._title, choices), chosen)

    def _ask_memo(self) -> None:
        opened = self._page.opened
        names = [
            (str(memo.id), f"{memo.subject.said(opened.tree)}: {excerpt(memo.text, _WORDS)}")
            for memo in all_memos(opened.store)
        ]
        self._pick("which memo?", "there is no memo yet", names, self._take_memo)

    def _take_memo(self, name: str) -> None:
        self._put(BasisEntry(memo=name))

    def _ask_row(self, kind: RowKind) -> None:
        none = f"there are no {NOUNS[kind]} yet"
        names = row_names(self._page.opened, kind)
        self._pick(f"which {kind}?", none, names, lambda row: self._ask_code(kind, row))

    def _ask_code(self, kind: RowKind, row: str) -> None:
        tree = self._page.opened.tree
        names: list[tuple[str, str | None]] = [("", "the whole row, all codes")]
        names += [(tree.path(code), None) for code in tree.order]

        def chosen(code: str) -> None:
            told = {kind: row, "code": code}
            said = f"{kind} {row} × {code}"
            if not code or kind == "transcript":
                self._put(BasisEntry.model_validate(told))
            else:
                self._ask_column(told, said)

        self._pick(f"{kind} {row}, which code?", "", names, chosen)

    def _ask_column(self, told: dict[str, str], said: str) -> None:
        opened = self._page.opened
        times = [time.id for time in opened.design.time_points]
        choices: list[tuple[object, str]] = [("", "all rounds")]
        choices += [(time, opened.time_name(time)) for time in times]
        if len(times) > 1:
            choices.append((True, "the change between rounds"))

        def chosen(column: object) -> None:
            if column is not None:
                which = {"change": True} if column is True else {"time": column}
                self._put(BasisEntry.model_validate({**told, **which}))

        if len(choices) == 1:
            chosen("")
            return
        rows = [(key, line(name)) for key, name in choices]
        self._page.app.push_screen(AskOne(f"{self._title}: {said}, which round?", rows), chosen)

    def _pick(
        self,
        what: str,
        none: str,
        names: Sequence[tuple[str, str | None]],
        chosen: Callable[[str], object],
    ) -> None:
        if not names:
            self._page.say(none)
            return

        def answered(name: str | None) -> None:
            if name is not None:
                chosen(name)

        self._page.app.push_screen(NamePicker(f"{self._title}: {what}", names), answered)
