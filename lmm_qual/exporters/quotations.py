"""The check of a report's quotations, as text, CSV and JSON."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from lmm_qual.analysis.passage_voices import PassageVoices
from lmm_qual.analysis.quotations import STATUSES, Checked
from lmm_qual.analysis.sharing import Gate
from lmm_qual.exporters.tables import Cell, Table, csv_table, text_table
from lmm_qual.importers.written_report import Quotation
from lmm_qual.store.queries.design import load_study
from lmm_qual.store.queries.talk import transcripts
from lmm_qual.store.store import Store
from lmm_qual.text.numbers import counted

_HEADINGS = (
    *("line", "status", "transcript", "turn", "speaker", "group", "time", "at"),
    *("quotation", "quoted → said", "not to be quoted"),
)
_SHOWN = 60
_PLACES_SHOWN = 5


Found = tuple[Quotation, Checked, str]
"""A quotation of a report, what became of it, and why it may not be quoted (nothing: it may)."""


def with_refusals(store: Store, found: Sequence[tuple[Quotation, Checked]]) -> list[Found]:
    """Say of each quotation why consent forbids it: of an ambiguous one, at any of its places."""
    gate, voices = Gate.of(load_study(store)), PassageVoices(store)
    ids = {row.key: row.id for row in transcripts(store)}
    return [
        (
            quotation,
            checked,
            next(
                filter(
                    None,
                    (
                        gate.refusal(voices.at(ids[place.transcript], place.start, place.end))
                        for place in checked.places
                    ),
                ),
                "",
            ),
        )
        for quotation, checked in found
    ]


def quotation_data(found: Sequence[Found]) -> list[dict[str, Any]]:
    """Give the quotations as other programs read them; an ambiguous one has several places."""
    return [
        {
            "quotation": checked.quotation,
            "line": quotation.line,
            "status": checked.status,
            **_only_place(checked),
            "differences": [each._asdict() for each in checked.differences],
            "places": [place._asdict() for place in checked.places],
            "refused": refused or None,
        }
        for quotation, checked, refused in found
    ]


def _only_place(checked: Checked) -> dict[str, Any]:
    names = ("transcript", "start", "end", "speaker", "participant", "group", "time", "turn")
    place = checked.places[0]._asdict() if len(checked.places) == 1 else {}
    return {name: place.get(name) for name in names}


def quotation_csv(found: Sequence[Found]) -> str:
    """Write the check for a spreadsheet."""
    return csv_table(_table(found, None))


def quotation_text(found: Sequence[Found], width: int | None = None) -> str:
    """Draw the check for a terminal, with how many there are of each status below it."""
    if not found:
        return "no quotations found\n"
    numbers = Counter(checked.status for _, checked, _ in found)
    said = ", ".join(f"{numbers[status]} {status}" for status in STATUSES if numbers[status])
    count = counted(len(found), "quotation")
    return f"{text_table(_table(found, _SHOWN), width)}\n{count}: {said}\n"


def refusals_said(found: Sequence[Found]) -> list[str]:
    """Say which quotations consent forbids: a line for each reason, with their lines."""
    lines: dict[str, list[str]] = {}
    for quotation, _, refused in found:
        if refused:
            lines.setdefault(refused, []).append(str(quotation.line))
    return [
        f"not to be quoted, {reason}: line{'' if len(of) == 1 else 's'} {', '.join(of)}"
        for reason, of in lines.items()
    ]


def _table(found: Sequence[Found], shown: int | None) -> Table:
    rows = [_row(*one, shown) for one in found]
    if shown:
        return Table(_HEADINGS[:-1], [row[:-1] for row in rows], (0, 3))
    return Table(_HEADINGS, rows, (0, 3))


def _row(quotation: Quotation, checked: Checked, refused: str, shown: int | None) -> list[Cell]:
    only = checked.places[0] if len(checked.places) == 1 else None
    text = " ".join(checked.quotation.split())
    if shown and len(text) > shown:
        text = text[: shown - 1] + "…"
    return [
        quotation.line,
        checked.status,
        only.transcript if only else _several(checked),
        only.turn if only else None,
        only.speaker if only else None,
        only.group if only else None,
        only.time if only else None,
        only.timestamp if only else None,
        text,
        "; ".join(f"{one.quoted or '–'} → {one.said or '–'}" for one in checked.differences),
        refused or None,
    ]


def _several(checked: Checked) -> str:
    """Name the transcripts of an ambiguous quotation, each with its turns."""
    shown = checked.places[:_PLACES_SHOWN]
    named = [f"{place.transcript}:{place.turn or '–'}" for place in shown]
    more = len(checked.places) - len(shown)
    return ", ".join([*named, *([f"{more} more"] if more else [])])
