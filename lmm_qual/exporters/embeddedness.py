"""The embeddedness profile as a table, as data, as a document and as a workbook."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from lmm_qual.exporters.findings_document import Block
from lmm_qual.exporters.findings_workbook import Sheet
from lmm_qual.exporters.tables import Cell, Table, csv_table, text_table
from lmm_qual.model.embeddedness import Aspect
from lmm_qual.system_map.embeddedness import (
    NOT_JUDGED,
    Judged,
    Profile,
    Round,
    ServiceProfile,
    change_said,
)
from lmm_qual.system_map.profile_words import ProfilePassage
from lmm_qual.text.standins import shown

RULE = (
    "Each judgement is a researcher's, in the study's own words; nothing here is a score, and no"
    " judgements are added up."
)
NOBODY = "No service is judged yet."
_LONG = (
    *("service", "name", "ring", "ring expects", "aspect", "time", "talk"),
    *("level", "note", "for", "against", "judged by"),
)


def profile_text(profile: Profile, width: int | None = None, *, full: bool = False) -> str:
    """Draw the profile for a terminal of a width in cells: a table a service.

    In `full` notes and passages stand below each.
    """
    parts = []
    for one in profile.services:
        drawn = text_table(_beside(profile, one), width)
        parts.append(_lines([f"{one.label} ({one.key})", *_about(one)]) + drawn)
        if full:
            held = _held(profile, one)
            parts += [_lines(_told(*judgement)) for judgement in held]
    parts.append(_lines([*_rest(profile), RULE]))
    return "\n".join(parts)


def _lines(lines: Iterable[str]) -> str:
    return "".join(f"{shown(line)}\n" for line in lines)


def _told(aspect: Aspect, time: Round, judged: Judged) -> Iterator[str]:
    by = f" ({judged.by})" if judged.by else ""
    yield f"{_name(aspect)}, {time.name}: {judged.level_said}{by}"
    if judged.note:
        yield f"  {judged.note}"
    for passage in judged.passages:
        said = " · ".join(part for part in (passage.about, passage.note) if part)
        yield f"  {passage.side}: “{' '.join(passage.quote.split())}”" + (said and f" · {said}")
    if judged.against_said:
        yield f"  {judged.against_said}"


def profile_csv(profile: Profile) -> str:
    """Write what is held of every aspect of every service at every time point, a row each."""
    return csv_table(Table(_LONG, list(_long(profile)), (9, 10)))


def profile_data(profile: Profile) -> dict[str, Any]:
    """Give the profile for other programs; what is not judged is null."""
    return {
        "study": profile.study,
        "rule": RULE,
        "aspects": [one.model_dump() for one in profile.aspects],
        "times": [{"id": one.key, "label": one.label} for one in profile.rounds],
        "services": [_service_data(profile, one) for one in profile.services],
        "not_judged": list(profile.unjudged),
    }


def profile_blocks(profile: Profile) -> Iterator[Block]:
    """Give the profile as a document: the aspects, then each service with its passages."""
    yield Block("heading", profile_title(profile), level=1)
    yield Block("muted", RULE)
    rows = [
        [one.label or one.id, one.definition or "", "; ".join(one.levels)]
        for one in profile.aspects
    ]
    if rows:
        heads = ("Aspect", "What it means", "Levels")
        yield Block("table", "What being embedded means here", headings=heads, rows=rows)
    for service in profile.services:
        yield Block("heading", service.label, level=2)
        for line in _about(service):
            yield Block("muted", line)
        table = _beside(profile, service)
        cells = [[str(cell) for cell in row] for row in table.rows]
        yield Block("table", "Judgements", headings=table.headings, rows=cells)
        for aspect, time, judged in _held(profile, service):
            yield from _judgement(aspect, time, judged)
    for line in _rest(profile):
        yield Block("text", line)


def profile_title(profile: Profile) -> str:
    """Give the title."""
    return f"Embeddedness profile: {profile.study}"


def profile_sheets(profile: Profile) -> Iterator[Sheet]:
    """Give the sheets of a workbook: judgements, what changed, passages, aspects."""
    widths = (12, 30, 24, 40, 28, 8, 36, 28, 60, 6, 8, 20)
    rows = [["" if cell is None else str(cell) for cell in row] for row in _long(profile)]
    yield "Judgements", [heading.capitalize() for heading in _LONG], widths, rows
    rows = [
        [one.label, _name(aspect), *(time.name for time in pair), *_changed(one, aspect, pair)]
        for one in profile.services
        for aspect in profile.aspects
        for pair in profile.pairs
    ]
    heads: Sequence[str] = ("Service", "Aspect", "From", "To", "Level then", "Level now", "Change")
    yield "Changes", heads, (30, 28, 8, 8, 28, 28, 44), rows
    rows = [
        [one.label, _name(aspect), time.name, *_passage_row(passage)]
        for one in profile.services
        for aspect, time, judged in _held(profile, one)
        for passage in judged.passages
    ]
    heads = ("Service", "Aspect", "Time", "Side", "Words", "Whose", "Note")
    yield "Passages", heads, (30, 28, 8, 9, 90, 30, 40), rows
    rows = [[_name(one), one.definition or "", "; ".join(one.levels)] for one in profile.aspects]
    yield "Aspects", ("Aspect", "What it means", "Levels"), (28, 70, 50), rows
    yield "Notes", ("Note",), (100,), [[line] for line in [RULE, *_rest(profile)]]


def _passage_row(passage: ProfilePassage) -> list[str]:
    return [passage.side, passage.quote, passage.about, passage.note]


def _name(aspect: Aspect) -> str:
    return aspect.label or aspect.id


def _about(one: ServiceProfile) -> list[str]:
    lines = [f"ring leads one to expect: {line}" for line in one.expected_said]
    return [*lines, *(f"talk: {said}" for said in one.talk.values())]


def _rest(profile: Profile) -> list[str]:
    lines = [] if profile.services else [NOBODY]
    if profile.unjudged:
        lines.append(f"{NOT_JUDGED}: {', '.join(profile.unjudged)}")
    return lines


def _beside(profile: Profile, one: ServiceProfile) -> Table:
    """Give a service's judgements, time points side by side, and what changed between them."""
    changes = [f"{first.name} to {second.name}" for first, second in profile.pairs]
    rows: list[list[Cell]] = [
        [
            _name(aspect),
            *(_cell(one.judged.get((aspect.id, time.key))) for time in profile.rounds),
            *(_change(one, aspect, pair) for pair in profile.pairs),
        ]
        for aspect in profile.aspects
    ]
    return Table(("Aspect", *(time.name for time in profile.rounds), *changes), rows)


def _cell(judged: Judged | None) -> str:
    if judged is None:
        return NOT_JUDGED
    numbers = ", ".join(f"{len(judged.on(side))} {side}" for side in ("for", "against"))
    return f"{judged.level_said} ({numbers})"


def _changed(one: ServiceProfile, aspect: Aspect, pair: tuple[Round, Round]) -> list[str]:
    held = (one.judged.get((aspect.id, time.key)) for time in pair)
    levels = [NOT_JUDGED if judged is None else judged.level_said for judged in held]
    return [*levels, _change(one, aspect, pair)]


def _change(one: ServiceProfile, aspect: Aspect, pair: tuple[Round, Round]) -> str:
    first, second = (one.judged.get((aspect.id, time.key)) for time in pair)
    return change_said(first, second, pair)


def _held(profile: Profile, one: ServiceProfile) -> Iterator[tuple[Aspect, Round, Judged]]:
    for aspect in profile.aspects:
        for time in profile.rounds:
            judged = one.judged.get((aspect.id, time.key))
            if judged is not None:
                yield aspect, time, judged


def _judgement(aspect: Aspect, time: Round, judged: Judged) -> Iterator[Block]:
    yield Block("heading", f"{_name(aspect)}, {time.label}: {judged.level_said}", level=3)
    if judged.note:
        yield Block("text", judged.note)
    for side, title in (("for", "Passages for it"), ("against", "Passages against it")):
        passages: Sequence[ProfilePassage] = judged.on(side)
        if passages:
            yield Block("heading", title, level=4)
        for passage in passages:
            yield Block("quote", passage.quote, below=passage.about, note=passage.note)
    if judged.against_said:
        yield Block("muted", judged.against_said)
    if judged.by:
        yield Block("muted", f"judged by {judged.by}")


def _long(profile: Profile) -> Iterator[list[Cell]]:
    for one in profile.services:
        rings = "; ".join(f"{ring} ({one.ring_basis})" for ring, _ in one.expected)
        expected = "; ".join(said for _, said in one.expected) or one.expected_said[0]
        head: list[Cell] = [one.key, one.label, rings, expected]
        for aspect in profile.aspects:
            for time in profile.rounds:
                judged = one.judged.get((aspect.id, time.key))
                row = [*head, _name(aspect), time.name, one.talk.get(time.key, "")]
                if judged is None:
                    yield [*row, NOT_JUDGED, None, None, None, None]
                    continue
                numbers = [len(judged.on(side)) for side in ("for", "against")]
                yield [*row, judged.level_said, judged.note, *numbers, judged.by]


def _service_data(profile: Profile, one: ServiceProfile) -> dict[str, Any]:
    return {
        "service": one.key,
        "label": one.label,
        "ring_basis": one.ring_basis,
        "expected": [{"ring": ring, "said": said} for ring, said in one.expected],
        "talk": {time: said for time, said in one.talk.items() if time is not None},
        "aspects": [_aspect_data(profile, one, aspect) for aspect in profile.aspects],
    }


def _aspect_data(profile: Profile, one: ServiceProfile, aspect: Aspect) -> dict[str, Any]:
    return {
        "aspect": aspect.id,
        "judgements": [
            {"time": time.key, "judgement": judged and _judged_data(judged)}
            for time in profile.rounds
            for judged in [one.judged.get((aspect.id, time.key))]
        ],
        "changes": [
            {"from": pair[0].key, "to": pair[1].key, "said": _change(one, aspect, pair)}
            for pair in profile.pairs
        ],
    }


def _judged_data(judged: Judged) -> dict[str, Any]:
    return {
        "level": judged.level,
        "note": judged.note or None,
        "by": judged.by or None,
        "for": [_passage_data(passage) for passage in judged.on("for")],
        "against": [_passage_data(passage) for passage in judged.on("against")],
        "against_said": judged.against_said or None,
    }


def _passage_data(passage: ProfilePassage) -> dict[str, Any]:
    names = ("transcript", "start", "end")
    place = dict(zip(names, passage.place, strict=True)) if passage.place else {}
    return {**place, "quote": passage.quote, "about": passage.about, "note": passage.note or None}
