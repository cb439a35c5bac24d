"""Findings as a document: headings, paragraphs, quotations, lists and tables, in their order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from lmm_qual.exporters.findings_told import (
    Quoted,
    Resting,
    Told,
    ToldFinding,
    ToldRecommendation,
    ToldTypology,
)

Kind = Literal["heading", "claim", "text", "warning", "muted", "quote", "list", "table"]

NOT_FOR_A_QUESTION = "No finding answers this question yet."


@dataclass(frozen=True)
class Block:
    """A part of a document.

    A heading has a `level`; a quotation its label under it (`below`) and a note; a list `items`;
    a table its caption (`text`), `headings` and `rows`.
    """

    kind: Kind
    text: str = ""
    level: int = 0
    below: str = ""
    note: str = ""
    items: Sequence[str] = ()
    headings: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = field(default_factory=list)


def document(told: Told) -> Iterator[Block]:
    """Give the blocks: from question to recommendation, then from recommendation to passage."""
    yield Block("heading", told.title, level=1)
    for note in told.notes:
        yield Block("muted", note)
    for question in told.questions:
        title = f"{question.key}. {question.text}" if question.key else question.text
        yield Block("heading", title, level=2)
        if not question.findings:
            yield Block("muted", NOT_FOR_A_QUESTION)
        for finding in question.findings:
            yield from _finding(finding, told)
    if told.recommendations:
        yield Block("heading", "From recommendation to passage", level=2)
    for wanted in told.recommendations:
        yield from _recommendation(wanted, told)
    for typology in told.typologies:
        yield from _typology(typology)


def _recommendation(wanted: ToldRecommendation, told: Told) -> Iterator[Block]:
    yield Block("heading", f"Recommendation {wanted.key}", level=3)
    yield Block("claim", wanted.text)
    to = f"To: {wanted.to}. " if wanted.to else ""
    yield Block("text", f"{to}{_follows(wanted.findings)}")
    if rows := list(_passage_rows(told, wanted.findings)):
        heads = ("Finding", "Side", "Words", *told.place)
        text = f"Passages that recommendation {wanted.key} rests on"
        yield Block("table", text, headings=heads, rows=rows)


def _typology(typology: ToldTypology) -> Iterator[Block]:
    yield Block("heading", f"Typology {typology.key}: {typology.name}", level=2)
    if typology.description:
        yield Block("text", typology.description)
    if typology.rows:
        heads = ("Type", "What it is", "Row", "Reason")
        yield Block("table", f"Types of {typology.name}", headings=heads, rows=typology.rows)


def _follows(findings: Sequence[str]) -> str:
    return f"It follows from {', '.join(findings)}." if findings else "It follows from no finding."


def _passage_rows(told: Told, findings: Sequence[str]) -> Iterator[Sequence[str]]:
    for key in findings:
        for quote in told.findings[key].quotes:
            yield key, quote.side, quote.words, *quote.about.values()


def _finding(finding: ToldFinding, told: Told) -> Iterator[Block]:
    yield Block("heading", f"Finding {finding.key}", level=3)
    yield Block("claim", finding.claim)
    if finding.by:
        yield Block("muted", finding.by)
    yield from _side(finding.on("for"), "Passages for it", "No passage speaks for it.")
    against = finding.on("against")
    if against:
        yield from _side(against, "Passages against it", "")
        if finding.search:
            yield Block("text", f"How they were looked for: {finding.search}")
    else:
        yield Block("heading", "Passages against it", level=4)
        yield Block("warning", sentence(finding.search))
    if finding.rests:
        yield Block("heading", "It also rests on", level=4)
        yield Block("list", items=[rest_said(rest) for rest in finding.rests])
    yield Block("heading", "What follows", level=4)
    named = {one.key: one for one in told.recommendations}
    items = [
        f"{key}{f', to {named[key].to}' if named[key].to else ''}: {named[key].text}"
        for key in finding.recommendations
    ]
    if items:
        yield Block("list", items=items)
    else:
        yield Block("muted", "No recommendation follows from it.")


def _side(quotes: Sequence[Quoted], title: str, none: str) -> Iterator[Block]:
    yield Block("heading", f"{title} ({len(quotes)})", level=4)
    if not quotes:
        yield Block("warning", none)
    for quote in quotes:
        words = quote.words if quote.refused else f"“{quote.words}”"
        yield Block("quote", words, below=quote.label, note=quote.note)


def rest_said(rest: Resting) -> str:
    """Say what a finding rests on, with what is written there."""
    texts = [f"{cell}: {text}" if cell else text for cell, text in rest.texts]
    return f"{rest.said}. {' '.join(texts)}" if texts else rest.said


def sentence(said: str) -> str:
    """Begin with a capital and end with a full stop."""
    said = said[:1].upper() + said[1:]
    return said if said.endswith((".", "!", "?")) else f"{said}."
