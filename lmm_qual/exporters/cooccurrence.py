"""Codes that meet, as text, CSV and JSON."""

from collections.abc import Sequence
from typing import Any

from lmm_qual.analysis.cell_states import MASKED
from lmm_qual.analysis.cooccurrence import CoOccurrence, Pair, Within
from lmm_qual.analysis.masked_pairs import SharedPairs
from lmm_qual.analysis.theme_matrix import ALL_CODERS
from lmm_qual.exporters.matrix import MARKS
from lmm_qual.exporters.tables import Cell, Table, csv_table, text_table
from lmm_qual.text.standins import shown

_HEADINGS = (
    *("code", "other code", "segments", "of code", "of other code"),
    *("participants", "transcripts", "c-index"),
)


def cooccurrence_data(found: CoOccurrence) -> dict[str, Any]:
    """Give the pairs as other programs read them; `segments` stand for codes."""
    names = dict(zip(found.codes, found.rows, strict=True))
    return {
        "codes": found.rows,
        "segments": found.segments,
        "pairs": [
            {
                "a": names[pair.a],
                "b": names[pair.b],
                "segments": pair.segments,
                "participants": pair.participants,
                "transcripts": pair.transcripts,
                "c_index": round(pair.c_index, 4),
            }
            for pair in found.pairs
        ],
        "within": found.within,
        "coder": found.coder,
    }


def shared_data(found: CoOccurrence, shared: SharedPairs) -> dict[str, Any]:
    """Give the pairs as they may be shared; what is masked is `null`."""
    data = cooccurrence_data(found)
    told = zip(found.codes, found.segments, strict=True)
    data["segments"] = [number if code in shared.codes else None for code, number in told]
    masked = set(shared.masked)
    nothing = dict.fromkeys(("segments", "participants", "transcripts", "c_index"))
    data["pairs"] = [
        {**one, **(nothing if pair in masked else {})}
        for pair, one in zip(found.pairs, data["pairs"], strict=True)
    ]
    return data


def shared_table(found: CoOccurrence, shared: SharedPairs) -> Table:
    """Give the pairs as they may be shared, those that meet most first, masked ones last."""
    most = sorted(shared.shown, key=lambda pair: (-pair.segments, -pair.c_index))
    mark = MARKS[MASKED]
    names, known = dict(zip(found.codes, found.rows, strict=True)), _table(found, found.pairs)
    rows = list(_table(found, most).rows)
    numbers = {pair: row[3:5] for pair, row in zip(found.pairs, known.rows, strict=True)}
    for pair in shared.masked:
        of = [
            number if code in shared.codes else mark
            for code, number in zip(pair[:2], numbers[pair], strict=True)
        ]
        rows.append([names[pair.a], names[pair.b], mark, *of, mark, mark, mark])
    return Table(_HEADINGS, rows, range(2, len(_HEADINGS)))


def cooccurrence_csv(found: CoOccurrence) -> str:
    """Write the pairs for a spreadsheet, in the order of the codebook."""
    return csv_table(_table(found, found.pairs))


def cooccurrence_text(found: CoOccurrence, width: int | None = None) -> str:
    """Draw the pairs for a terminal, those that meet most first, and say what was counted."""
    most = sorted(found.pairs, key=lambda pair: (-pair.segments, -pair.c_index))
    lines = "".join(f"{shown(line)}\n" for line in remarks(found))
    if not most:
        return f"no two codes meet\n\n{lines}"
    return f"{text_table(_table(found, most), width)}\n{lines}"


def _table(found: CoOccurrence, pairs: Sequence[Pair]) -> Table:
    names = dict(zip(found.codes, found.rows, strict=True))
    numbers = dict(zip(found.codes, found.segments, strict=True))
    rows: list[list[Cell]] = [
        [
            names[pair.a],
            names[pair.b],
            pair.segments,
            numbers[pair.a],
            numbers[pair.b],
            pair.participants,
            pair.transcripts,
            f"{pair.c_index:.3f}",
        ]
        for pair in pairs
    ]
    return Table(_HEADINGS, rows, range(2, len(_HEADINGS)))


def remarks(found: CoOccurrence) -> list[str]:
    """Say what was counted, and how."""
    who = "all coders, equal spans with equal codes once" if found.coder == ALL_CODERS else None
    return [
        f"segments by {who or f'coder {found.coder}'}; they meet {nearness(found.within)}",
        "segments: those of the code that meet the other's, or the other way round, the fewer",
        "participants: to whom both segments count (voiced and agreed)",
        "c-index: n12 / (n1 + n2 − n12), from 0, never together, to 1, never apart",
    ]


def nearness(within: Within) -> str:
    """Say when segments meet."""
    if within == "overlap":
        return "where they overlap"
    if within == "turn":
        return "in one turn of a participant"
    return f"with at most {within} words between them"
