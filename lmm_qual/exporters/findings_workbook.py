"""Findings as a workbook: findings, passages, what else they rest on, recommendations, types."""

import io
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from lmm_qual.exporters.findings_told import Told
from lmm_qual.exporters.sheets import new_book, write_row, write_text

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

Sheet = tuple[str, Sequence[str], Sequence[float], list[list[str]]]
"""A sheet's name, headings, widths of columns and rows."""


def findings_workbook(told: Told) -> bytes:
    """Write the workbook; text is never read as a formula, and equal input gives equal bytes."""
    return sheets_workbook(_sheets(told))


def sheets_workbook(sheets: Iterable[Sheet]) -> bytes:
    """Write sheets of text as a workbook, in the same way."""
    data = io.BytesIO()
    book = new_book(data)
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "bottom", "bottom": 1})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    for sheet in sheets:
        _write(book, sheet, head, wrap)
    book.close()
    return data.getvalue()


def _write(book: "Workbook", sheet: Sheet, head: "Format", wrap: "Format") -> None:
    name, headings, widths, rows = sheet
    page = book.add_worksheet(name)
    for at, (heading, width) in enumerate(zip(headings, widths, strict=True)):
        write_text(page, 0, at, heading, head)
        page.set_column(at, at, width)
    page.freeze_panes(1, 1)
    for at, row in enumerate(rows, start=1):
        write_row(page, at, 0, row, [wrap] * len(row))
    if rows:
        page.autofilter(0, 0, len(rows), len(headings) - 1)


def _sheets(told: Told) -> Iterator[Sheet]:
    yield _findings(told)
    heads = ("Question", "Finding", "Side", *told.place, "Words", "Note")
    widths = (10, 10, 9, *[16] * len(told.place), 90, 40)
    rows = [
        [one.question, one.key, quote.side, *quote.about.values(), quote.words, quote.note]
        for one in told.findings.values()
        for quote in one.quotes
    ]
    yield "Passages", heads, widths, rows
    rows = [
        [one.key, rest.said, cell, text]
        for one in told.findings.values()
        for rest in one.rests
        for cell, text in (rest.texts or [("", "")])
    ]
    yield "Rests on", ("Finding", "Rests on", "Cell", "Written there"), (10, 50, 40, 90), rows
    rows = [[one.key, one.text, one.to, "; ".join(one.findings)] for one in told.recommendations]
    heads = ("Recommendation", "What should be done", "To", "Findings")
    yield "Recommendations", heads, (16, 80, 40, 20), rows
    yield _trace(told)
    rows = [[one.name, one.description, *row] for one in told.typologies for row in one.rows]
    heads = ("Typology", "What it is about", "Type", "What it is", "Row", "Reason")
    yield "Typologies", heads, (24, 40, 24, 40, 16, 60), rows
    if told.notes:
        yield "Notes", ("Note",), (100,), [[note] for note in told.notes]


def _findings(told: Told) -> Sheet:
    heads = ("Question", "What was asked", "Finding", "Claim", "For", "Against")
    rows = []
    for question in told.questions:
        for one in question.findings:
            numbers = [str(len(one.on(side))) for side in ("for", "against")]
            follows = "; ".join(one.recommendations)
            row = [question.key, question.text, one.key, one.claim, *numbers, one.search, follows]
            rows.append([*row, one.by])
        if not question.findings:
            rows.append([question.key, question.text, *[""] * 7])
    more = ("How passages against were looked for", "Recommendations", "Written by")
    widths = (10, 50, 10, 70, 6, 8, 50, 18, 20)
    return "Findings", (*heads, *more), widths, rows


def _trace(told: Told) -> Sheet:
    """Give a row for each recommendation, finding and passage that hang together."""
    heads = ("Recommendation", "To", "Finding", "Claim", "Side", *told.place, "Words")
    rows = [
        [wanted.key, wanted.to, one.key, one.claim, quote.side, *quote.about.values(), quote.words]
        for wanted in told.recommendations
        for one in (told.findings[key] for key in wanted.findings)
        for quote in one.quotes
    ]
    widths = (16, 30, 10, 50, 9, *[16] * len(told.place), 90)
    return "Recommendation to passage", heads, widths, rows
