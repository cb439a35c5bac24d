"""Time, group and participant as a transcript's file name gives them."""

import re
from functools import lru_cache
from string import Formatter

from lmm_qual.model.problem import BadInputError, refuse

FIELDS = ("time", "group", "participant", "date", "method", "id", "service")
"""Fields a pattern may name."""

_DATE = r"\d{4}(?:[-._]?\d{2}){0,2}|\d{1,2}[-._]\d{1,2}[-._]\d{4}"


def fields_from_name(stem: str, pattern: str) -> dict[str, str] | None:
    """Give the fields that a file name without its ending holds, `None` where it does not fit.

    A pattern is such as `{time}_{group}_{participant}_{date}`. No field holds the text that
    parts fields, but a date. Raises BadInputError for a pattern that names no field, an unknown
    one, one twice, or two with nothing between them.
    """
    found = _compiled(pattern).fullmatch(stem)
    return (
        None
        if found is None
        else {name: value.strip() for name, value in found.groupdict().items()}
    )


@lru_cache(maxsize=32)
def _compiled(pattern: str) -> re.Pattern[str]:
    parts = _parts(pattern)
    separators = [text for text, name in parts[1:] if text]
    within = "".join(f"(?!{re.escape(separator)})" for separator in dict.fromkeys(separators))
    written = []
    for text, name in parts:
        written.append(re.escape(text))
        if name is not None:
            value = _DATE if name == "date" else f"(?:{within}[^\\n])+"
            written.append(f"(?P<{name}>{value})")
    return re.compile("".join(written))


def _parts(pattern: str) -> list[tuple[str, str | None]]:
    """Give each stretch of fixed text with the field after it; raise BadInputError if bad."""
    try:
        parsed = list(Formatter().parse(pattern))
    except ValueError:
        raise _bad(pattern, "has a brace without its other half") from None
    parts: list[tuple[str, str | None]] = []
    seen: set[str] = set()
    for text, name, form, conversion in parsed:
        if name is not None:
            _check_field(pattern, name, form or conversion, seen)
            if parts and not text and parts[-1][1] is not None:
                raise _bad(pattern, f"has nothing between two fields before {{{name}}}")
        parts.append((text, name))
    if not seen:
        raise _bad(pattern, "names no field")
    return parts


def _check_field(pattern: str, name: str, extra: str | None, seen: set[str]) -> None:
    if name not in FIELDS or extra:
        raise _bad(pattern, f"names {{{name}}}, which is no field")
    if name in seen:
        raise _bad(pattern, f"names {{{name}}} twice")
    seen.add(name)


def _bad(pattern: str, what: str) -> BadInputError:
    known = ", ".join(f"{{{name}}}" for name in FIELDS)
    return refuse(f"the name pattern {pattern!r} {what}", f"use {known}, parted by text")
