"""A query as a tree, and how a tree is written as a query.

`docs/methods.md` says what each part finds. Places are code points of the query, from 0.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

FIELDS = (
    *("text", "time", "group", "participant", "service", "role", "method", "coder"),
    *("valence", "refers", "memo", "transcript"),
)
RELATIONS = ("overlap", "within", "near", "sameturn")
KEYWORDS = frozenset({"and", "or", "not"})
NOTHING = "none"
"""The value that stands, unquoted, for one that is not known."""


@dataclass(frozen=True, slots=True)
class CodeNamed:
    """A code by its name or path; those under it are meant too."""

    name: str
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Asked:
    """A field that has one of some values; `None` stands for one that is not known."""

    name: str
    values: tuple[str | None, ...]
    places: tuple[int, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Related:
    """Another segment of a code that stands in a relation; `distance` is in words, for `near`."""

    relation: str
    code: CodeNamed
    distance: int = 0


@dataclass(frozen=True, slots=True)
class Without:
    """What a part does not hold for."""

    part: "Query"


@dataclass(frozen=True, slots=True)
class Every:
    """What all parts hold for: two or more, none of them an `Every`."""

    parts: "tuple[Query, ...]"


@dataclass(frozen=True, slots=True)
class Either:
    """What one of the parts holds for: two or more, none of them an `Either`."""

    parts: "tuple[Query, ...]"


Query: TypeAlias = CodeNamed | Asked | Related | Without | Every | Either


def every(parts: "Iterable[Query]") -> "Query":
    """Join parts by `and`; those joined so already are taken in."""
    flat = [p for part in parts for p in (part.parts if isinstance(part, Every) else (part,))]
    return flat[0] if len(flat) == 1 else Every(tuple(flat))


def either(parts: "Iterable[Query]") -> "Query":
    """Join parts by `or`; those joined so already are taken in."""
    flat = [p for part in parts for p in (part.parts if isinstance(part, Either) else (part,))]
    return flat[0] if len(flat) == 1 else Either(tuple(flat))


def unparse(query: Query) -> str:
    """Write a tree as a query that reads as the same tree."""
    match query:
        case CodeNamed(name):
            return written(name)
        case Asked(name, values):
            return f"{name}={', '.join(map(_value, values))}"
        case Related(relation, code, distance):
            more = f", {distance}" if relation == "near" else ""
            return f"{relation}({written(code.name)}{more})"
        case Without(part):
            return f"not {_within(part, Every, Either)}"
        case Every(parts):
            return " and ".join(_within(part, Either) for part in parts)
        case Either(parts):
            return " or ".join(map(unparse, parts))


def _within(part: Query, *looser: type[Query]) -> str:
    return f"({unparse(part)})" if isinstance(part, looser) else unparse(part)


def _value(value: str | None) -> str:
    return NOTHING if value is None else written(value)


def written(name: str) -> str:
    """Write a name or value as it stands in a query: bare where it can, else in quotes."""
    words = name.split(" ")
    plain = all(word and not set(word) & _SIGNS and not _has_space(word) for word in words)
    taken = {word.lower() for word in words} & {*KEYWORDS, NOTHING}
    if plain and not taken:
        return name
    doubled = name.replace('"', '""')
    return f'"{doubled}"'


_SIGNS = frozenset('()=,"“”')


def _has_space(word: str) -> bool:
    return any(char.isspace() for char in word)
