"""The map's services in rows, by ring, and what stands behind one of them in lines."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from textual.content import Content

from lmm_qual.model.system_map import Ring, Service, SystemMap
from lmm_qual.system_map.board import MapBoard, Related, Theme, everyone_of
from lmm_qual.system_map.themes import EVERYONE, Account
from lmm_qual.text.numbers import counted
from lmm_qual.tui.rows import Row
from lmm_qual.tui.wording import column, line, spread

View = tuple[str, ...]
"""The time points that are looked at: none for all of them, one, or two that are compared."""

_HEADS = ("basis", "speak", "coded", "name it", "coded", "links")
_WIDTHS = (5, 9, 6, 9, 6, 6)
_PAIR = (5, 8, 8, 8, 8, 7)
_WIDE = (9, 9, 9, 9, 9, 7)
"""Cells of the columns, for two time points, and in a list of `_WIDE_FROM` cells and more."""
_WIDE_FROM = 78
_NARROW_BELOW = 60
_NARROW = (1, 3, 5)
"""The columns that a narrow list leaves."""
_BASES = {"inferred": "inf.", "stated": "std.", "unknown": "–"}
_UNKNOWN = "…"
_ONLY = {"first": 0, "second": 1}


def label_of(system: SystemMap, key: str) -> str:
    """Give what a service is called, else its id."""
    return next((one.label or one.id for one in system.services if one.id == key), key)


def heads(view: View, width: int) -> Content:
    """Name the columns of the services."""
    return spread(width, line((f" {view_said(view)}", "$muted")), _cells(_HEADS, view, width))


def _cells(said: Sequence[str], view: View, width: int) -> Content:
    """Give the numbers of a row in columns, as many as a list of this width has room for."""
    wide = width >= _WIDE_FROM
    sizes = _WIDE if wide else _PAIR if len(view) == 2 else _WIDTHS
    shown = range(len(_HEADS)) if width >= _NARROW_BELOW else _NARROW
    cells = [
        column(said[at], sizes[at], "" if at and said is not _HEADS else "$muted", right=True)
        for at in shown
    ]
    return Content("").join(cells)


def view_said(view: View) -> str:
    """Say which time points are looked at."""
    return "all time points" if not view else view[0] if len(view) == 1 else " to ".join(view)


def service_rows(
    system: SystemMap, board: MapBoard | None, view: View, central: str | None
) -> Iterator[Row]:
    """Give a row for each service under the heading of its ring, innermost first.

    The central service stands first, those between two rings behind the inner one, those on no
    ring last.
    """
    rings = {ring.id: ring for ring in system.rings}
    places = {key: at for at, key in enumerate(rings)}
    found: dict[tuple[str, ...], list[Service]] = {(key,): [] for key in rings}
    for service in system.services:
        if service.id == central and not service.rings:
            yield Row(line((" in the middle", "bold $text-primary")))
            yield Row(partial(_service_row, service, board, view), ("service", service.id))
        else:
            found.setdefault(tuple(service.rings), []).append(service)
    last = len(places)
    for keys in sorted(found, key=lambda keys: [places.get(key, last) for key in keys] or [last]):
        inside = [rings.get(key) or Ring(id=key) for key in keys]
        yield _ring_row(inside, len(found[keys]))
        for one in found[keys]:
            yield Row(partial(_service_row, one, board, view), ("service", one.id))


def _ring_row(rings: Sequence[Ring], number: int) -> Row:
    names = [ring.label or ring.id for ring in rings]
    said = ("between " if len(names) > 1 else "") + (" and ".join(names) or "on no ring")
    left = line((f" {said}", "bold $text-primary"))
    right = line((f"{counted(number, 'service')} ", "$muted"))
    key = ("ring", rings[0].id) if len(rings) == 1 else None
    return Row(partial(spread, left=left, right=right), key)


def _service_row(one: Service, board: MapBoard | None, view: View, width: int) -> Content:
    basis = one.ring_basis if width >= _WIDE_FROM else _BASES[one.ring_basis]
    cells = _cells([basis if one.rings else "", *_numbers(one.id, board, view)], view, width)
    central = "◎ " if board is not None and one.id == board.central else "  "
    was = f" was {', '.join(one.former_names)}" if one.former_names else ""
    kind = "" if one.kind == "service" else f" {one.kind}"
    left = line((f" {central}", "$text-accent"), one.label or one.id, (kind + was, "$muted"))
    return spread(width, left, cells)


def _numbers(service: str, board: MapBoard | None, view: View) -> list[str]:
    """Give who speaks, what of it is coded, who names it, what of that is coded, and links."""
    if board is None:
        return [_UNKNOWN] * 5

    def spoken(time: str | None) -> str:
        number = len(board.counts(service, time).spoken.participants)
        return _of(number, board.of(service, time), alone=len(view) == 2)

    def coded(time: str | None) -> str:
        number = len(board.counts(service, time).spoken.segments)
        return _of(number, board.of(service, time), alone=True)

    def named(time: str | None) -> str:
        number = len(board.counts(service, time).named.participants)
        return _of(number, board.of(EVERYONE, time), alone=len(view) == 2)

    def links(time: str | None) -> str:
        found = board.links(service, time)
        return "–" if found is None else str(found.relations)

    return [
        _at(spoken, view),
        _at(coded, view),
        _at(named, view),
        _at(lambda time: str(len(board.counts(service, time).named.segments)), view),
        _at(links, view),
    ]


def _of(number: int, of: int, *, alone: bool = False) -> str:
    """Say a number of participants of how many; a dash where nobody took part."""
    if not of and not number:
        return "–"
    return str(number) if alone else f"{number} of {of}"


def _at(said: Callable[[str | None], str], view: View) -> str:
    """Say a number at a time point, at all of them, or at two of them beside one another."""
    if len(view) == 2:
        return f"{said(view[0])}→{said(view[1])}"
    return said(view[0] if view else None)


# Lines behind a service


def service_lines(board: MapBoard, service: Service, view: View) -> Iterator[Row]:
    """Give a line for each relation of a service, theme of its people, and theme it is named in."""
    states = _relation_states(board, view)
    related = board.relations(service.id, view[0] if len(view) == 1 else None)
    yield _head("Relations", counted(len(related), "relation"))
    for one in related:
        row = partial(relation_row, board.system, one, service.id, states.get(one.number, ""))
        yield Row(row, ("relation", one.id))
    yield from _theme_rows(board, service.id, view, "speaker", "Its people speak of")
    yield from _theme_rows(board, service.id, view, "mention", "It is named under")
    if service.passages:
        yield _head("It rests on", counted(len(service.passages), "passage"))
    for passage in service.passages:
        if passage.start is not None and passage.end is not None:
            place = (passage.transcript, passage.start, passage.end)
            words = line((f"   {passage.transcript} ", "$muted"), f"“{passage.quote}”")
            yield Row(words, ("place", place))


def _head(said: str, more: str) -> Row:
    left, right = line((f" {said}", "bold $text-accent")), line((f"{more} ", "$muted"))
    return Row(partial(spread, left=left, right=right))


def _relation_states(board: MapBoard, view: View) -> dict[int, str]:
    pair = next((pair for pair in board.pairs if tuple(one.id for one in pair) == view), None)
    if pair is None:
        return {}
    return {number: state_said(state, view) for number, state in board.changes(pair).items()}


def state_said(state: str, view: View) -> str:
    """Say at which of two time points something stands."""
    return f"{view[_ONLY[state]]} only" if state in _ONLY else state


def relation_row(
    system: SystemMap, one: Related, service: str | None, state: str, width: int
) -> Content:
    """Say a relation in a line, seen from one service or from none."""
    relation = one.relation
    ends = [label_of(system, key) for key in (relation.source, relation.target)]
    kind = (f" {one.label} ", "$text-accent")
    if service is None:
        left = line(f"   {ends[0]}", kind, ends[1])
    else:
        outwards = relation.source == service
        mark = "–" if not one.directed else "→" if outwards else "←"
        left = line((f"   {mark}", "$text-accent"), kind, ends[1 if outwards else 0])
    denied = line(("denied ", "bold $text-warning") if relation.stance == "denied" else "")
    said = [relation_number(one), ", ".join(relation.times), state]
    right = denied.append(line((" · ".join(filter(None, said)), "$muted"), " "))
    return spread(width, left, right.truncate(max(width // 2, 8), ellipsis=True))


def relation_number(one: Related) -> str:
    """Say a relation's count of its base; empty where it has none."""
    count, base = one.relation.count, one.relation.base
    if count is None:
        return ""
    return f"{count}" if base is None else f"{count} of {base}"


def _theme_rows(
    board: MapBoard, service: str, view: View, source: Account, said: str
) -> Iterator[Row]:
    time = view[0] if len(view) == 1 else None
    themes = [
        theme
        for theme in board.themes(service, source, time)
        if len(view) < 2 or any(theme.at(one).segments for one in view)
    ]
    if themes:
        yield _head(said, "participants")
    for theme in themes:
        row = partial(_theme_row, board, service, view, source, theme)
        yield Row(row, ("theme", source, theme.code))


def _theme_row(
    board: MapBoard, service: str, view: View, source: Account, theme: Theme, width: int
) -> Content:
    def number(time: str | None) -> str:
        of = everyone_of(board, source, service, time)
        return _of(len(theme.at(time).participants), of)

    left = line("   " + "  " * theme.depth, theme.name)
    return spread(width, left, line((f"{_at(number, view)} ", "$muted")))
