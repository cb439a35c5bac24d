"""The tree of the codebook screen: codings and transcripts of each code, some codes ticked."""

from collections.abc import Sequence

from lmm_qual.tui.code_uses import CodeUses
from lmm_qual.tui.opened import OpenStudy
from lmm_qual.tui.screens.code_list import CodeList
from lmm_qual.tui.wording import Part


class CodebookTree(CodeList):
    """The codes with their codings and transcripts; a code above others counts theirs too."""

    def __init__(self, opened: OpenStudy, *, id: str) -> None:
        super().__init__(opened, id=id)
        self._uses = CodeUses(opened.tree, [])
        self._widths = (1, 1)

    def show(self, uses: CodeUses, code: int | None = None) -> None:
        """Show the codebook as it is now, the cursor on a code, else where it was."""
        self._uses = uses
        self._widths = (_widest(uses.codings), _widest(uses.transcripts))
        self.show_tree(code)

    def figures(self, code: int) -> Sequence[Part]:
        """Give codings and transcripts."""
        codings, transcripts = self._uses.codings[code], self._uses.transcripts[code]
        first, second = self._widths
        return (
            (f"{codings or '·':>{first}}", "" if codings else "$faint"),
            (f" {transcripts or '·':>{second}}", "$muted"),
        )

    def meant(self) -> list[int]:
        """Give the codes that are ticked, in their order, else the one under the cursor."""
        ticked = [code for code in self._opened.tree.order if code in self.ticked]
        return ticked or ([] if self.code is None else [self.code])


def _widest(figures: dict[int, int]) -> int:
    return max((len(str(figure)) for figure in figures.values()), default=1)
