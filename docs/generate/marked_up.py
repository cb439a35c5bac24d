"""Small parts of Markdown: cells, tables, words with signs that Markdown would take for its own."""

import re
from collections.abc import Iterable, Sequence


def plain(text: str) -> str:
    """Give a text in one line, its angle brackets and bars as such; `code` stays code."""
    joined = " ".join(text.split())
    parts = re.split(r"(`[^`]*`)", joined)
    return "".join(part if part.startswith("`") else _escaped(part) for part in parts)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("*", r"\*").replace("_", r"\_")


def code(text: str) -> str:
    """Give a text as code; a backtick in it is kept."""
    marks = "``" if "`" in text else "`"
    space = " " if "`" in text else ""
    return f"{marks}{space}{text}{space}{marks}" if text else ""


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Give the lines of a table, an empty one before and after; none where there are no rows."""
    lines = [f"| {' | '.join(map(_cell, row))} |" for row in rows]
    if not lines:
        return []
    return ["", f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}", *lines, ""]


def _cell(text: str) -> str:
    """Give a cell whose bars are no borders: in code they are taken as they stand."""
    parts = re.split(r"(`[^`]*`)", text)
    return "".join(part if part.startswith("`") else part.replace("|", r"\|") for part in parts)
