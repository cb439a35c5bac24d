"""Tables that are measured and stand in a page of the documentation, between two marks."""

import os
import platform
import sqlite3
from pathlib import Path


def machine() -> str:
    """Say on what was measured."""
    return (
        f"{platform.system()}, {os.cpu_count()} cores, Python {platform.python_version()}, "
        f"SQLite {sqlite3.sqlite_version}"
    )


def write_between(page: Path, command: str, text: str) -> None:
    """Put text into a page in place of what a command put there before."""
    begin, end = f"<!-- begin: {command} -->", f"<!-- end: {command} -->"
    before, _, rest = page.read_text("utf-8").partition(begin)
    after = rest.partition(end)[2]
    page.write_text(f"{before}{begin}\n\n{text}\n{end}{after}", "utf-8")
