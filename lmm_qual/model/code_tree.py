"""The codebook as a tree: paths, descendants, display order, finding a code by name or path."""

from collections.abc import Iterable
from typing import NamedTuple

from lmm_qual.model.base import composed
from lmm_qual.model.codebook import join_path


class CodeRow(NamedTuple):
    """A code as the project holds it."""

    id: int
    position: int
    parent_id: int | None
    name: str
    definition: str | None = None
    include: str | None = None
    exclude: str | None = None
    example: str | None = None
    origin: str | None = None
    valence: str | None = None
    color: str | None = None
    shortcut: str | None = None
    made_version: int = 1
    defined_version: int = 1


class CodeTree:
    """The codes of a project; parents come before their children, siblings in display order."""

    def __init__(self, rows: Iterable[CodeRow]) -> None:
        self.by_id = {row.id: row for row in rows}
        self._children: dict[int | None, list[int]] = {}
        for row in sorted(self.by_id.values(), key=lambda row: row.position):
            self._children.setdefault(row.parent_id, []).append(row.id)
        self._paths: dict[int, str] = {}
        self._depths: dict[int, int] = {}
        self._walk(None, "", 0)
        self._ids = {path: code for code, path in self._paths.items()}

    def _walk(self, parent: int | None, above: str, depth: int) -> None:
        for code in self._children.get(parent, []):
            self._paths[code] = above + join_path([self.by_id[code].name])
            self._depths[code] = depth
            self._walk(code, self._paths[code] + "/", depth + 1)

    @property
    def order(self) -> list[int]:
        """Give the ids in display order."""
        return list(self._paths)

    def path(self, code: int) -> str:
        """Give a code's path."""
        return self._paths[code]

    def depth(self, code: int) -> int:
        """Give how many codes stand above a code."""
        return self._depths[code]

    def children(self, code: int | None) -> list[int]:
        """Give the codes right under a code, or the top ones."""
        return list(self._children.get(code, []))

    def ancestors(self, code: int) -> list[int]:
        """Give the codes above a code, nearest first."""
        above = []
        parent = self.by_id[code].parent_id
        while parent is not None:
            above.append(parent)
            parent = self.by_id[parent].parent_id
        return above

    def with_descendants(self, code: int) -> list[int]:
        """Give a code and all under it, in display order."""
        found = [code]
        for child in self._children.get(code, []):
            found += self.with_descendants(child)
        return found

    def color(self, code: int) -> str | None:
        """Give a code's colour, else that of the nearest code above that has one."""
        found = (self.by_id[at].color for at in [code, *self.ancestors(code)])
        return next((color for color in found if color), None)

    def find(self, reference: str) -> list[int]:
        """Find the codes that a path, else a name, means: one, none, or several."""
        reference = composed(reference.strip())
        if reference in self._ids:
            return [self._ids[reference]]
        named = [code for code in self._paths if self.by_id[code].name == reference]
        if named:
            return named
        folded = reference.casefold()
        return [
            code
            for code, path in self._paths.items()
            if folded in {path.casefold(), self.by_id[code].name.casefold()}
        ]
