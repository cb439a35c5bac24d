"""What is said of a typology, a type, and a row in a type."""

from collections.abc import Mapping, Sequence

from textual.content import Content

from lmm_qual.model.finding import TypeEntry, TypeMember, Typology
from lmm_qual.text.numbers import counted
from lmm_qual.text.standins import shown_block
from lmm_qual.tui.row_names import NOUNS
from lmm_qual.tui.wording import line

_MOST = 60
"""Rows that are named of those that are in no type."""

Names = Mapping[str, str | None]
"""The rows there are, each with what it is known by."""


def typology_said(one: Typology, names: Names) -> Content:
    """Say all about a typology: its types, and the rows that are in none."""
    noun = NOUNS[one.rows]
    parts = [line((one.name, "bold")), line((f"Typology {one.id} of {noun}", "$muted"))]
    parts += _described(one.description)
    for kind in one.types:
        parts += [Content(""), line((kind.name, "$text-accent"), f"  {_rows(kind)}")]
        parts += [_block(kind.description)] if kind.description else []
    within = {member.row for kind in one.types for member in kind.members}
    left = [name for name in names if name not in within]
    parts += [Content(""), *_left(left, noun)]
    return Content("\n").join(parts)


def _left(left: Sequence[str], noun: str) -> list[Content]:
    if not left:
        return [line((f"all {noun} are in a type", "$muted"))]
    more = f" and {len(left) - _MOST} more" if len(left) > _MOST else ""
    head = line((f"In no type: {len(left)} {noun}", "$text-warning"))
    return [head, line((", ".join(left[:_MOST]) + more, "$muted"))]


def type_said(of: Typology, kind: TypeEntry, names: Names) -> Content:
    """Say all about a type: its rows, and why they are in it."""
    parts = [line((kind.name, "bold")), line((f"Type of {of.name} · {_rows(kind)}", "$muted"))]
    parts += _described(kind.description)
    for member in kind.members:
        parts += [Content(""), _head(of, member, names), _reason(member)]
    return Content("\n").join(parts)


def member_said(of: Typology, kind: TypeEntry, member: TypeMember, names: Names) -> Content:
    """Say all about a row in a type."""
    parts = [
        _head(of, member, names),
        line((f"{kind.name} · {of.name}", "$muted")),
        Content(""),
        _reason(member),
    ]
    return Content("\n").join(parts)


def _head(of: Typology, member: TypeMember, names: Names) -> Content:
    known = names.get(member.row)
    return line((f"{of.rows} {member.row}", "bold"), (f"  {known}" if known else "", "$muted"))


def _reason(member: TypeMember) -> Content:
    return _block(member.reason) if member.reason else line(("no reason given", "$text-warning"))


def _rows(kind: TypeEntry) -> str:
    return counted(len(kind.members), "row")


def _described(text: str | None) -> list[Content]:
    return [Content(""), _block(text)] if text else []


def _block(text: str) -> Content:
    return Content(shown_block(text))
