"""What a findings file alone can tell is wrong with it: before any project is looked at."""

from collections.abc import Iterator, Sequence

from lmm_qual.definitions.checks import Fault, repeated, unknown
from lmm_qual.definitions.tree import Path
from lmm_qual.model.finding import (
    ROW_KINDS,
    BasisEntry,
    Finding,
    Findings,
    PassageEntry,
    Recommendation,
    Typology,
    statement_fault,
)


def check_findings(found: Findings) -> Iterator[Fault]:
    """Check a findings file: ids, words, what passages and cells need, findings that exist."""
    for section in ("findings", "recommendations", "typologies"):
        yield from repeated(getattr(found, section), section)
    for index, finding in enumerate(found.findings):
        yield from _check_finding(("findings", index), finding)
    known = [finding.id for finding in found.findings]
    for index, wanted in enumerate(found.recommendations):
        yield from _check_recommendation(("recommendations", index), wanted, known)
    for index, typology in enumerate(found.typologies):
        yield from _check_typology(("typologies", index), typology)


def _check_finding(here: Path, finding: Finding) -> Iterator[Fault]:
    yield from _check_words((*here, "claim"), finding.claim, "a claim")
    if finding.search is not None:
        yield from _check_words((*here, "search"), finding.search, "a search")
    for side, passages in (("for", finding.for_), ("against", finding.against)):
        yield from check_passages((*here, side), passages)
    for at, entry in enumerate(finding.rests_on):
        for what, remedy in basis_faults(entry):
            yield (*here, "rests_on", at), what, remedy


def _check_recommendation(
    here: Path, wanted: Recommendation, known: Sequence[str]
) -> Iterator[Fault]:
    yield from _check_words((*here, "text"), wanted.text, "a recommendation")
    for at, name in enumerate(wanted.findings):
        yield from unknown((*here, "findings", at), "finding", name, known)
        if name in wanted.findings[:at]:
            yield (*here, "findings", at), f"“{name}” stands twice", "keep one"


def _check_words(place: Path, text: str, what: str) -> Iterator[Fault]:
    if fault := statement_fault(text, what):
        yield place, fault, ""


def check_passages(place: Path, passages: Sequence[PassageEntry]) -> Iterator[Fault]:
    """Find passages without words, or with one of their ends."""
    for index, passage in enumerate(passages):
        if (passage.start is None) != (passage.end is None):
            given, left = ("start", "end") if passage.end is None else ("end", "start")
            what = f"has `{given}` without `{left}`"
            yield (*place, index), what, "give both, or neither with words that stand once"
        if not passage.quote.strip():
            yield (*place, index, "quote"), "a quotation needs words", "give the words"


def basis_faults(entry: BasisEntry) -> Iterator[tuple[str, str]]:
    """Say what is wrong with something that a finding is to rest on, each with a remedy."""
    named = [name for name in ("memo", *ROW_KINDS) if getattr(entry, name) is not None]
    if len(named) != 1:
        what = f"names {' and '.join(f'`{name}`' for name in named) or 'nothing to rest on'}"
        yield what, "name one memo, participant, service or transcript"
    elif entry.memo is not None and (entry.code or entry.time or entry.change):
        yield "a memo has no code, time or change", "leave them out"
    elif (entry.time or entry.change) and not entry.code:
        yield "a cell needs its code", "add `code`"
    elif entry.time and entry.change:
        yield "a cell is of a time point or of change", "keep one of `time` and `change`"


def _check_typology(here: Path, typology: Typology) -> Iterator[Fault]:
    yield from _check_words((*here, "name"), typology.name, "a typology's name")
    types: set[str] = set()
    rows: dict[str, str] = {}
    for index, kind in enumerate(typology.types):
        if kind.name in types:
            yield (*here, "types", index, "name"), f"type “{kind.name}” stands twice", "keep one"
        types.add(kind.name)
        for at, member in enumerate(kind.members):
            place = (*here, "types", index, "members", at, "row")
            if member.row in rows:
                what = f"{typology.rows} “{member.row}” is of type “{rows[member.row]}” already"
                yield place, what, "leave it with one type"
            rows.setdefault(member.row, kind.name)
