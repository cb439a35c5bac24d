"""Coding passes by transcript and coder, and topic guides by what was found."""

from collections.abc import Iterable, Sequence
from typing import Any

from lmm_qual.analysis.coverage import coded_shares
from lmm_qual.analysis.guides import NO_CODE, GuideCoverage, Prompted
from lmm_qual.exporters.tables import Cell, Table
from lmm_qual.store.queries.coded import codings_by_coder
from lmm_qual.store.queries.codings import PassRow, passes
from lmm_qual.store.queries.talk import transcripts
from lmm_qual.store.store import Store

_COLUMNS = ("transcript", "time", "group", "coder", "status", "version", "updated")


def coverage_data(store: Store) -> list[dict[str, Any]]:
    """Give a row a pass, one a coder who has codings and no pass, else one without coder."""
    read: dict[int, list[PassRow]] = {}
    for row in passes(store):
        read.setdefault(row.transcript_id, []).append(row)
    counts, shares = codings_by_coder(store), coded_shares(store)
    return [
        {
            "transcript": transcript.key,
            "time": transcript.time,
            "group": transcript.group,
            "coder": coder,
            "status": status,
            "version": version,
            "updated": updated,
            "codings": counts.get(transcript.id, {}).get(coder or "", 0),
            "coded_share": shares[transcript.id],
        }
        for transcript in transcripts(store)
        for coder, status, version, updated in _readings(
            read.get(transcript.id, []), counts.get(transcript.id, {})
        )
    ]


def _readings(
    rows: Sequence[PassRow], coders: Iterable[str]
) -> list[tuple[str | None, str, int | None, str | None]]:
    known = {row.coder for row in rows}
    return [
        *((row.coder, row.status, row.version, row.updated) for row in rows),
        *((coder, "no pass recorded", None, None) for coder in coders if coder not in known),
    ] or [(None, "not begun", None, None)]


def coverage_table(data: list[dict[str, Any]]) -> Table:
    """Give the passes as a table."""
    rows = [[*(entry[name] for name in _COLUMNS), entry["codings"]] for entry in data]
    return Table([*_COLUMNS, "codings"], rows, (5, 7))


_GUIDE = ("time", "group", "question", "code", "transcripts", "of", "state")


def guide_data(coverage: GuideCoverage) -> dict[str, Any]:
    """Give what topic guides prompt as other programs read it."""
    return {
        "prompts": [
            {**dict(zip(_GUIDE, _guide_row(row), strict=True)), "remedy": row.remedy or None}
            for row in coverage.rows
        ],
        "never_prompted": list(coverage.never_prompted),
    }


def guide_table(coverage: GuideCoverage) -> Table:
    """Give what topic guides prompt as a table: in how many transcripts it was found."""
    return Table(_GUIDE, [_guide_row(row) for row in coverage.rows], (4, 5))


def _guide_row(row: Prompted) -> list[Cell]:
    return [row.time, row.group, row.question, row.code, row.found, row.of, row.state]


def guide_remarks(coverage: GuideCoverage) -> list[str]:
    """Say which prompts name no code, and which codes no guide prompts."""
    said = [
        f"{row.time} {row.group}: “{row.code}” names no code; {row.remedy}"
        for row in coverage.rows
        if row.state == NO_CODE
    ]
    if not coverage.rows:
        said.append("the study has no topic guide")
    elif coverage.never_prompted:
        said.append(f"prompted by no guide: {'; '.join(coverage.never_prompted)}")
    return said
