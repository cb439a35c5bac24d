"""Asking into which code others are merged, and what becomes of their definitions."""

from collections.abc import Callable, Sequence

from textual.content import Content

from lmm_qual.analysis.codebook_diff import DEFINING
from lmm_qual.model.code_tree import CodeTree
from lmm_qual.project.changes.code_merge import MergeCodes
from lmm_qual.tui.opened import OpenStudy
from lmm_qual.tui.screens.asking import AskLettered
from lmm_qual.tui.screens.code_palette import CodePalette, NewCode, codes_said
from lmm_qual.tui.screens.study_page import StudyPage
from lmm_qual.tui.wording import line

Merge = Callable[[MergeCodes], object]


def ask_merge(page: StudyPage, codes: Sequence[int], merge: Merge) -> None:
    """Ask into which code these are merged, then give the change."""
    opened = page.opened
    names = codes_said(opened.tree, codes)

    def chosen(answer: list[int] | NewCode | None) -> None:
        if isinstance(answer, list):
            ask_definitions(page, codes, answer[0], merge)

    title = line("Merge into another code: ", (names, "not bold $text"))
    page.app.push_screen(CodePalette(opened, title, several=False), chosen)


def ask_definitions(page: StudyPage, codes: Sequence[int], into: int, merge: Merge) -> None:
    """Ask whether definitions are joined, where those that go say something else."""
    opened = page.opened
    if not _say_more(opened.tree, codes, into):
        merge(MergeCodes(codes, into))
        return

    def answered(answer: object) -> None:
        if answer in {"k", "j"}:
            merge(MergeCodes(codes, into, definitions=answer == "j"))

    name = opened.tree.by_id[into].name
    choices = [
        ("k", line("Keep what “", (name, "bold"), "” says; the other stays in the versions")),
        ("j", Content("Join definitions, criteria and examples")),
    ]
    page.app.push_screen(AskLettered(f"What “{name}” means", choices), answered)


def ask_which_stays(page: StudyPage, one: int, other: int, merge: Merge) -> None:
    """Ask which of two codes stays, then give the change that merges them."""
    opened: OpenStudy = page.opened

    def answered(answer: object) -> None:
        if answer == "1":
            ask_definitions(page, [other], one, merge)
        elif answer == "2":
            ask_definitions(page, [one], other, merge)

    choices = [
        (letter, line((opened.tree.path(code), "bold"), _codings(opened, code)))
        for letter, code in (("1", one), ("2", other))
    ]
    page.app.push_screen(AskLettered("Which of the two stays?", choices), answered)


def _codings(opened: OpenStudy, code: int) -> str:
    return f"  {opened.counts.get(code, 0):,} of its own codings"


def _say_more(tree: CodeTree, codes: Sequence[int], into: int) -> bool:
    kept = tree.by_id[into]
    return any(
        getattr(tree.by_id[code], name) not in {None, getattr(kept, name)}
        for code in codes
        if code != into
        for name in DEFINING
    )
