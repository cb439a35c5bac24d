"""The codebook: codes in display order, each with its definition and its parent."""

from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic import Field

from lmm_qual.model.base import CodePath, Color, FileModel, Name

Valence = Literal["barrier", "facilitator", "mixed", "none"]
Origin = Literal["deductive", "inductive", "in vivo"]


class Code(FileModel):
    """A code; `parent` is a code's name where that is unique, or its path."""

    name: Name
    """What the code is called; unique under its parent."""
    parent: CodePath | None = None
    """The code it stands under, by name or path."""
    definition: str | None = None
    """What it means."""
    include: str | None = None
    """When it is given."""
    exclude: str | None = None
    """When it is not, and what is given then."""
    example: str | None = None
    """Words that are a good example of it."""
    origin: Origin | None = None
    """From theory or questions, from the talk, or in a speaker's words."""
    valence: Valence | None = None
    """Whether it hinders or helps, unless a coding says otherwise."""
    color: Color | None = None
    """Its colour, as #rrggbb."""
    shortcut: Annotated[str, Field(min_length=1, max_length=1)] | None = None
    """The letter that gives it while coding."""


class Codebook(FileModel):
    """A whole codebook file."""

    codes: list[Code] = []
    """The codes in the order in which they are shown."""


def join_path(names: Iterable[str]) -> str:
    r"""Write a code path: names joined with `/`, a `/` within a name as `\/`."""
    return "/".join(name.replace("\\", "\\\\").replace("/", "\\/") for name in names)


def split_path(path: str) -> list[str]:
    r"""Read a code path back into names; `split_path(join_path(names)) == names`."""
    names, current, escaped = [], "", False
    for char in path:
        if escaped:
            current += char if char in "/\\" else "\\" + char
            escaped = False
        elif char == "\\":
            escaped = True
        elif char == "/":
            names.append(current)
            current = ""
        else:
            current += char
    return [*names, current + ("\\" if escaped else "")]
