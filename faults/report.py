"""The table of what was tried and what came of it, kept between runs of single parts."""

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from benchmarks.page import machine, write_between
from faults.bad_inputs import Refused
from faults.full_disk import Filled
from faults.fuzz import Fuzzed
from faults.kills import Killed
from faults.pages import Spoilt
from faults.power import SETTINGS, Cut
from faults.writers import Together

RESULTS = Path(__file__).with_name("results.json")
PAGE = Path(__file__).parent.parent / "docs" / "reliability.md"
_HEAD = "| fault | tried | what came of it | met |\n|---|---:|---|---|\n"


class Row(NamedTuple):
    """A line of the table; `met` is None for a control that is to fail."""

    fault: str
    tried: int
    came: str
    met: bool | None


def of_kills(found: Sequence[Killed]) -> list[Row]:
    """Give lines of kills."""
    return [
        Row(
            f"killed amid {one.kind}",
            one.kills,
            f"{one.confirmed:,} steps confirmed, {one.lost} lost; {one.damaged} projects damaged; "
            f"{one.backups_unsound} backups unsound; files left by {one.left}, "
            f"after the next change by {one.left_after}",
            not (one.lost or one.damaged or one.backups_unsound or one.left_after),
        )
        for one in found
    ]


def of_power(found: Sequence[Cut]) -> list[Row]:
    """Give lines of power cuts; the controls must lose something, else nothing is shown."""
    rows = []
    for one in found:
        came = (
            f"{one.lost} cuts lost confirmed changes (at most {one.most_lost}); "
            f"{one.damaged} projects damaged; {one.files_lost} new projects, copies, backups or "
            f"tables lost; {one.backups_unsound} backups unsound"
        )
        bad = one.lost or one.damaged or one.files_lost or one.backups_unsound
        control = bool(SETTINGS[one.setting])
        row = Row(f"power cut, {one.setting}", one.cuts, came, None if control and bad else not bad)
        rows.append(row if not control or bad else row._replace(met=False))
    return rows


def of_disk(found: Sequence[Filled]) -> list[Row]:
    """Give a line for each job, of all the ways in which the disk failed."""
    rows = []
    for job in dict.fromkeys(one.job for one in found):
        ways = [one for one in found if one.job == job]
        came = "; ".join(
            f"{one.way}: {one.refused} refused, {one.done} done all the same" for one in ways
        )
        faults = sum(len(one.faults) for one in ways)
        came += f"; {faults} between or by half"
        rows.append(Row(f"disk, {job}", sum(one.calls for one in ways), came, not faults))
    return rows


def of_writers(found: Together) -> list[Row]:
    """Give the lines of two processes."""
    sound = found.stored == found.confirmed and found.counted == found.counts_confirmed
    told = found.refusals_told == found.refusals_asked
    return [
        Row(
            f"two processes write for {found.seconds} s",
            found.confirmed + found.counts_confirmed,
            f"{found.confirmed:,} codings confirmed, {found.stored:,} stored; "
            f"{found.counts_confirmed:,} times added one, {found.counted:,} counted; "
            f"{found.refused} refused in time; damaged: {int(found.damaged)}",
            sound and not found.damaged,
        ),
        Row(
            "one comes while another has it",
            found.refusals_asked,
            f"{found.refusals_told} told after 5 s who has it and since when",
            told,
        ),
    ]


def of_pages(found: Sequence[Spoilt]) -> list[Row]:
    """Give a line for each project whose pages were spoilt."""
    return [
        Row(
            f"pages spoilt, {one.project}",
            one.pages,
            f"{one.runs:,} commands, refused or told of on {one.refused} pages; the screens opened "
            f"on {one.app_opened} and refused on {one.app_refused}; {len(one.faults)} tracebacks; "
            f"{one.changed} files written to",
            not one.faults and not one.changed,
        )
        for one in found
    ]


def of_bad_inputs(found: Sequence[Refused]) -> list[Row]:
    """Give a line for each source of bad input."""
    return [
        Row(
            f"bad input, {one.source}",
            one.files,
            f"{one.files - one.wrong} refused in plain lines, exit 1; "
            f"{one.changed} projects changed",
            not one.wrong and not one.changed,
        )
        for one in found
    ]


def of_fuzz(found: Sequence[Fuzzed]) -> list[Row]:
    """Give one line of all readers of each sort."""
    rows = []
    for sort in ("definitions", "transcripts, reports and charts"):
        some = [one for one in found if _sort(one.reader) == sort]
        if some:
            read, refused = sum(one.read for one in some), sum(one.refused for one in some)
            faults = sum(len(one.faults) for one in some)
            slowest = max(one.slowest for one in some)
            came = f"{read:,} read, {refused:,} refused, {faults} crashes; slowest {slowest:.2f} s"
            name = f"spoilt files, {len(some)} readers of {sort}"
            rows.append(Row(name, sum(one.cases for one in some), came, not faults))
    return rows


def _sort(reader: str) -> str:
    own = reader.startswith(("transcript.", "report.", "chart."))
    return "transcripts, reports and charts" if own else "definitions"


def keep(rows: Iterable[Row], command: str) -> None:
    """Keep what came of a part in place of what came before, and write the page anew."""
    known = json.loads(RESULTS.read_text("utf-8")) if RESULTS.exists() else {}
    made = list(rows)
    now = {row.fault for row in made}
    known[command] = {
        "date": f"{datetime.now(UTC):%Y-%m-%d}",
        "machine": machine(),
        "rows": made,
    }
    for other in known.keys() - {command}:
        known[other]["rows"] = [row for row in known[other]["rows"] if row[0] not in now]
    known = {name: one for name, one in known.items() if one["rows"]}
    RESULTS.write_text(json.dumps(known, indent=1, ensure_ascii=False) + "\n", "utf-8")
    write_page(known)


def write_page(known: dict[str, dict[str, object]]) -> None:
    """Put the tables into the page, between its marks."""
    parts = []
    for command, one in known.items():
        rows = [Row(*row) for row in one["rows"]]  # type: ignore[attr-defined]
        lines = "".join(
            f"| {row.fault} | {row.tried:,} | {row.came} | {_met(row)} |\n" for row in rows
        )
        parts.append(f"`{command}`, {one['date']}, {one['machine']}\n\n{_HEAD}{lines}")
    write_between(PAGE, "make faults", "\n".join(parts))


def _met(row: Row) -> str:
    return "control" if row.met is None else "yes" if row.met else "**no**"
