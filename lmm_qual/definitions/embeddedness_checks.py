"""What an embeddedness file alone can tell is wrong with it: before any project is looked at."""

from collections.abc import Iterator, Sequence

from lmm_qual.definitions.checks import Fault, nearest, repeated, unknown
from lmm_qual.definitions.finding_checks import check_passages
from lmm_qual.definitions.tree import Path
from lmm_qual.model.embeddedness import Aspect, Embeddedness, Judgement
from lmm_qual.model.finding import statement_fault


def check_embeddedness(found: Embeddedness) -> Iterator[Fault]:
    """Check an embeddedness file: ids, levels, aspects that exist, nothing judged twice."""
    yield from repeated(found.aspects, "aspects")
    aspects = {aspect.id: aspect for aspect in found.aspects}
    for index, aspect in enumerate(found.aspects):
        for what, remedy in aspect_faults(aspect):
            yield ("aspects", index), what, remedy
    seen: dict[tuple[str, str | None, str], int] = {}
    for index, one in enumerate(found.judgements):
        here = ("judgements", index)
        yield from unknown((*here, "aspect"), "aspect", one.aspect, aspects)
        if one.aspect in aspects:
            yield from level_faults((*here, "level"), aspects[one.aspect], one.level)
        yield from _check_judgement(here, one)
        place = one.service, one.time, one.aspect
        if place in seen:
            what = f"{judged_name(*place)} is judged twice (also as entry {seen[place] + 1})"
            yield here, what, "keep one"
        seen.setdefault(place, index)


def aspect_faults(aspect: Aspect) -> Iterator[tuple[str, str]]:
    """Say what is wrong with an aspect, each with a remedy."""
    if aspect.definition is not None and (fault := statement_fault(aspect.definition, "it")):
        yield f"definition: {fault}", ""
    for at, level in enumerate(aspect.levels):
        if fault := statement_fault(level, "a level"):
            yield fault, "name it in words"
        elif level in aspect.levels[:at]:
            yield f"level “{level}” stands twice", "keep one"


def level_faults(place: Path, aspect: Aspect, level: str | None) -> Iterator[Fault]:
    """Find a level that is none of an aspect's words."""
    if level is not None and level not in aspect.levels:
        what = f"“{level}” is no level of aspect “{aspect.id}”"
        remedy = nearest(level, aspect.levels) if aspect.levels else "give the aspect its `levels`"
        yield place, what, remedy


def judged_name(service: str, time: str | None, aspect: str) -> str:
    """Name what is judged in a few words."""
    return f"{aspect} of {service}" + (f" at {time}" if time else "")


def holds_nothing(level: str | None, note: str | None, passages: Sequence[object]) -> bool:
    """Say whether a judgement would say nothing."""
    return level is None and not (note or "").strip() and not passages


def _check_judgement(here: Path, one: Judgement) -> Iterator[Fault]:
    if one.note is not None and (fault := statement_fault(one.note, "a note")):
        yield (*here, "note"), fault, ""
    for side, passages in (("for", one.for_), ("against", one.against)):
        yield from check_passages((*here, side), passages)
    if holds_nothing(one.level, one.note, [*one.for_, *one.against]):
        yield here, "judges nothing", "give a level, a note or a passage, or leave it out"
