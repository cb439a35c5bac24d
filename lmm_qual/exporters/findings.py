"""Findings as they are listed, and their trace as other programs read it."""

from collections.abc import Sequence
from typing import Any

from lmm_qual.analysis.trace import Trace, TracedBasis, TracedFinding, TracedPassage
from lmm_qual.exporters.tables import Cell, Table
from lmm_qual.model.finding import NOT_LOOKED, Typology

_LIST = ("id", "question", "claim", "for", "against", "search", "recommendations")


def findings_table(trace: Trace, width: int | None = None) -> Table:
    """Give findings as a table; `width` cuts claims for a terminal.

    A finding for which nobody looked for passages against says so.
    """
    rows: list[list[Cell]] = []
    for one in trace.findings:
        numbers = [len(one.on(side)) for side in ("for", "against")]
        search = _cut(one.search_said, width) if one.search_said != NOT_LOOKED else NOT_LOOKED
        row = [one.row.key, one.row.question, _cut(one.row.claim, width), *numbers, search]
        rows.append([*row, ", ".join(one.recommendations)])
    return Table(_LIST, rows, (3, 4))


def recommendations_table(trace: Trace, width: int | None = None) -> Table:
    """Give recommendations as a table."""
    rows: list[list[Cell]] = [
        [one.row.key, _cut(one.row.text, width), one.row.addressee, ", ".join(one.findings)]
        for one in trace.recommendations
    ]
    return Table(("id", "recommendation", "to", "findings"), rows)


def typologies_table(typologies: Sequence[Typology], width: int | None = None) -> Table:
    """Give typologies as a table of a row in a type a line; `width` cuts reasons for a terminal.

    A typology without types, and a type without rows, has a line too.
    """
    rows: list[list[Cell]] = []
    for typology in typologies:
        head: list[Cell] = [typology.id, typology.name, typology.rows]
        for kind in typology.types:
            members = [[one.row, _cut(one.reason or "", width)] for one in kind.members]
            rows += [[*head, kind.name, *member] for member in members or [["", ""]]]
        if not typology.types:
            rows.append([*head, "", "", ""])
    return Table(("id", "typology", "rows", "type", "row", "reason"), rows)


def _cut(text: str, width: int | None) -> str:
    line = " ".join(text.split()) if width else text
    return line if not width or len(line) <= width else line[: width - 1] + "…"


def trace_data(trace: Trace) -> dict[str, Any]:
    """Give the whole trace: questions with findings and all they rest on, recommendations, types.

    `search_said` says how passages against were looked for, or that nobody did.
    """
    return {
        "study": trace.study,
        "questions": [
            {
                "id": one.key,
                "text": one.text,
                "findings": [_finding(trace, finding) for finding in one.findings],
            }
            for one in trace.questions
        ],
        "recommendations": [
            {
                "id": one.row.key,
                "text": one.row.text,
                "to": one.row.addressee,
                "findings": list(one.findings),
            }
            for one in trace.recommendations
        ],
        "typologies": [one.model_dump(by_alias=True) for one in trace.typologies],
    }


def _finding(trace: Trace, one: TracedFinding) -> dict[str, Any]:
    return {
        "id": one.row.key,
        "question": one.row.question,
        "claim": one.row.claim,
        "search": one.row.search,
        "search_said": one.search_said,
        "coder": one.row.coder,
        "created": one.row.created,
        "updated": one.row.updated,
        "for": [_passage(passage) for passage in one.on("for")],
        "against": [_passage(passage) for passage in one.on("against")],
        "rests_on": [_basis(trace, basis) for basis in one.bases],
        "recommendations": list(one.recommendations),
    }


def _passage(passage: TracedPassage) -> dict[str, Any]:
    link, voices = passage.link, passage.voices
    return {
        "transcript": link.transcript,
        "start": link.start,
        "end": link.end,
        "quote": link.quote,
        "note": link.note,
        "turns": [one.n for one in voices.speech],
        "participants": list(voices.participants),
        "groups": list(voices.groups),
        "services": list(voices.services),
        "time": voices.time,
    }


def _basis(trace: Trace, basis: TracedBasis) -> dict[str, Any]:
    row = basis.row
    texts = [basis.memo.text] if basis.memo else [text for _, text in basis.texts]
    return {
        "kind": row.kind,
        "said": basis.said(trace.tree),
        "memo": row.memo_id,
        "row_kind": row.row_kind,
        "row": row.row or None,
        "code": basis.code,
        "time": row.time,
        "change": row.part == "change",
        "texts": texts,
    }
