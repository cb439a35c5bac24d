"""A file read into plain values, which still knows on which line each value stood."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lmm_qual.model.base import composed

Key = str | int
Path = tuple[Key, ...]

DEPTH_CAP = 20
"""How deep mappings and lists may nest."""


@dataclass(frozen=True)
class Tree:
    """Plain values (`data`) and `line_of`, which gives the line of a path in them, from 1."""

    data: object
    line_of: Callable[[Path], int | None]

    def place(self, path: Sequence[Key]) -> str:
        """Name a path for a person: `line 7, codes[2].parent`."""
        line = self.line_of(tuple(path))
        named = name_path(path)
        said = [f"line {line}"] if line else []
        return ", ".join([*said, named] if named else said)


def compared(key: str) -> str:
    """Give a key in the form in which two keys are the same."""
    return composed(key.strip())


def name_path(path: Sequence[Key]) -> str:
    """Write a path as `codes[2].parent`; entries count from 1."""
    text = ""
    for key in path:
        text += f"[{key + 1}]" if isinstance(key, int) else f".{key}" if text else key
    return text
