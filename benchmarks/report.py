"""What was measured, kept between runs of single parts and written into the page on performance."""

import json
import os
import platform
import sqlite3
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.rows import HEAD, Row

RESULTS = Path(__file__).with_name("results.json")
PAGE = Path(__file__).parent.parent / "docs" / "performance.md"
_BEGIN, _END = "<!-- begin: make bench -->", "<!-- end: make bench -->"


def keep(part: str, rows: Sequence[Row], floor: float, bare: float) -> None:
    """Keep what was measured of a part in place of what was before, and write the page anew.

    `floor` and `bare` are the seconds of the two processes that others are told in.
    """
    known: dict[str, Any] = json.loads(RESULTS.read_text("utf-8")) if RESULTS.exists() else {}
    known[part] = {
        "date": f"{datetime.now(UTC):%Y-%m-%d}",
        "machine": _machine(),
        "floor": round(floor, 3),
        "bare": round(bare, 4),
        "rows": [asdict(row) for row in rows],
    }
    RESULTS.write_text(json.dumps(known, indent=1, ensure_ascii=False) + "\n", "utf-8")
    write_page(known)


def _machine() -> str:
    return (
        f"{platform.system()}, {os.cpu_count()} cores, Python {platform.python_version()}, "
        f"SQLite {sqlite3.sqlite_version}"
    )


def write_page(known: dict[str, Any]) -> None:
    """Put the tables into the page, between its marks."""
    parts = []
    for part, one in known.items():
        rows = "".join(f"{Row(**row)}\n" for row in one["rows"])
        where = f"{one['date']}, {one['machine']}"
        beside = f"floor {one['floor']:.2f} s, bare interpreter {one['bare'] * 1000:.0f} ms"
        said = f"`make bench PARTS={part}`, {where}; {beside}."
        parts.append(f"### {part.replace('-', ' ').capitalize()}\n\n{said}\n\n{HEAD}{rows}")
    page = PAGE.read_text("utf-8")
    before, _, rest = page.partition(_BEGIN)
    after = rest.partition(_END)[2]
    PAGE.write_text(f"{before}{_BEGIN}\n\n" + "\n".join(parts) + f"\n{_END}{after}", "utf-8")
