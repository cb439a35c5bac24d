"""What was measured, kept between runs of single parts and written into the page on performance."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.page import machine, write_between
from benchmarks.rows import HEAD, Row

RESULTS = Path(__file__).with_name("results.json")
PAGE = Path(__file__).parent.parent / "docs" / "performance.md"


def keep(part: str, rows: Sequence[Row], floor: float, bare: float) -> None:
    """Keep what was measured of a part in place of what was before, and write the page anew.

    `floor` and `bare` are the seconds of the two processes that others are told in.
    """
    known: dict[str, Any] = json.loads(RESULTS.read_text("utf-8")) if RESULTS.exists() else {}
    known[part] = {
        "date": f"{datetime.now(UTC):%Y-%m-%d}",
        "machine": machine(),
        "floor": round(floor, 3),
        "bare": round(bare, 4),
        "rows": [asdict(row) for row in rows],
    }
    RESULTS.write_text(json.dumps(known, indent=1, ensure_ascii=False) + "\n", "utf-8")
    write_page(known)


def write_page(known: dict[str, Any]) -> None:
    """Put the tables into the page, between its marks."""
    parts = []
    for part, one in known.items():
        rows = "".join(f"{Row(**row)}\n" for row in one["rows"])
        where = f"{one['date']}, {one['machine']}"
        beside = f"floor {one['floor']:.2f} s, bare interpreter {one['bare'] * 1000:.0f} ms"
        said = f"`make bench PARTS={part}`, {where}; {beside}."
        parts.append(f"### {part.replace('-', ' ').capitalize()}\n\n{said}\n\n{HEAD}{rows}")
    write_between(PAGE, "make bench", "\n".join(parts))
