"""Monitoring figures that relations name: their numbers as weights, and what is said of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from lmm_qual.model.monitoring import Figure
from lmm_qual.model.system_map import Relation, SystemMap


@dataclass(frozen=True)
class Figures:
    """Monitoring figures by id, and the relations whose numbers are a figure's.

    These are the relations' numbers in the map, from 1.
    """

    by_id: Mapping[str, Figure] = field(default_factory=dict)
    counted: frozenset[int] = frozenset()


NO_FIGURES = Figures()


def with_figures(system: SystemMap, figures: Iterable[Figure]) -> tuple[SystemMap, Figures]:
    """Give the map with the figures' numbers as counts and bases of relations that name them.

    A relation that has a count or base of its own keeps to these: numbers of two sources are
    never mixed. A figure that is no whole number, as a share is, gives no count.
    """
    by_id = {figure.id: figure for figure in figures}
    counted: set[int] = set()
    relations = []
    for number, relation in enumerate(system.relations, 1):
        numbers = _numbers(relation, by_id)
        if numbers:
            counted.add(number)
        relations.append(relation.model_copy(update=numbers) if numbers else relation)
    weighted = system.model_copy(update={"relations": relations})
    return weighted, Figures(by_id, frozenset(counted))


def _numbers(relation: Relation, by_id: Mapping[str, Figure]) -> dict[str, int]:
    figure = by_id.get(relation.figure or "")
    if figure is None or relation.count is not None or relation.base is not None:
        return {}
    whole = {"count": _whole(figure.numerator), "base": _whole(figure.denominator)}
    if whole["count"] is None:
        return {}
    return {name: value for name, value in whole.items() if value is not None}


def _whole(number: float | None) -> int | None:
    fits = number is not None and number >= 0 and number == int(number)
    return int(number) if fits and number is not None else None


def figure_number(figure: Figure) -> str:
    """Give a figure's number as "n of base unit"; empty where it has none."""
    if figure.numerator is None:
        return ""
    of = "" if figure.denominator is None else f" of {figure.denominator:.12g}"
    unit = f" {figure.unit}" if figure.unit else ""
    return f"{figure.numerator:.12g}{of}{unit}"


def figure_words(figure: Figure, *, number: bool) -> str:
    """Say a figure's label, its number where asked for, its period and its source."""
    parts = [
        figure.label,
        figure_number(figure) if number else "",
        figure.period or "",
        f"as at {figure.as_at}" if figure.as_at else "",
        f"source: {figure.source}" if figure.source else "",
    ]
    return "; ".join(part for part in parts if part)
