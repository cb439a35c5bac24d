"""Coded segments for statistics: a row a coding with all attributes, or a 0/1 column a code."""

from collections.abc import Iterable, Sequence

from lmm_qual.analysis.attribution import Attributed, attribute_all, load_sessions
from lmm_qual.analysis.theme_matrix import known_coder
from lmm_qual.exporters.codings import memo_texts
from lmm_qual.exporters.tables import Cell, Table
from lmm_qual.model.code_tree import CodeTree
from lmm_qual.store.queries.codes import code_tree
from lmm_qual.store.store import Store
from lmm_qual.text.words import count_words

_PLACE = (
    "transcript",
    "start",
    "end",
    "time",
    "method",
    "participants",
    "group",
    "service",
    "role",
)
_LONG = (
    *("id", *_PLACE, "theme", "code", "coder", "voices", "valence", "refers_to"),
    *("words", "memo", "created", "quote"),
)


def long_table(store: Store, coder: str | None = None) -> Table:
    """Give a row for each coding, all or one coder's, with all that is known of it.

    Several participants, groups, services and roles stand side by side, parted by `; `; those are
    counted whose voice it is. `theme` is the code at the top. Raises `BadInputError` for an
    unknown coder.
    """
    tree, noted = code_tree(store), memo_texts(store)
    rows = [
        [
            item.coding.id,
            *_place(item, [item]),
            tree.path([item.coding.code_id, *tree.ancestors(item.coding.code_id)][-1]),
            tree.path(item.coding.code_id),
            item.coding.coder,
            "; ".join(f"{seat.participant or 'nobody'} {voice}" for seat, voice in item.seats),
            item.coding.valence,
            item.coding.refers_to,
            count_words(item.coding.quote),
            noted.get(item.coding.id),
            item.coding.created,
            item.coding.quote,
        ]
        for item in _items(store, coder)
    ]
    return Table(_LONG, rows, (0, 2, 3))


def binary_table(store: Store, coder: str | None = None, depth: int | None = None) -> Table:
    """Give a row for each stretch of words with any coding, and for each code 1 or 0.

    Equal stretches of several coders are one row. With `depth` a code stands for those under it
    from that level on. Raises `BadInputError` for an unknown coder.
    """
    tree = code_tree(store)
    shown = {code: _shown(tree, code, depth) for code in tree.order}
    columns = list(dict.fromkeys(shown.values()))
    stretches: dict[tuple[str, int, int], list[Attributed]] = {}
    for item in _items(store, coder):
        place = item.coding.transcript, item.coding.start, item.coding.end
        stretches.setdefault(place, []).append(item)
    rows = []
    for items in stretches.values():
        given = {shown[item.coding.code_id] for item in items}
        marks = [int(code in given) for code in columns]
        coders = "; ".join(dict.fromkeys(item.coding.coder for item in items))
        rows.append([*_place(items[0], items), coders, *marks])
    heads = [*_PLACE, "coders", *map(tree.path, columns)]
    return Table(heads, rows, (1, 2, *range(len(_PLACE) + 1, len(heads))))


def _items(store: Store, coder: str | None) -> list[Attributed]:
    return attribute_all(store, load_sessions(store), coder and known_coder(store, coder))


def _shown(tree: CodeTree, code: int, depth: int | None) -> int:
    """Give the code that stands for a code where only so many levels are shown."""
    above = [code, *tree.ancestors(code)][::-1]
    return above[-1] if depth is None else above[min(depth, len(above)) - 1]


def _place(first: Attributed, items: Sequence[Attributed]) -> list[Cell]:
    seats = dict.fromkeys(seat for item in items for seat in item.counted())
    coding, session = first.coding, first.session
    return [
        coding.transcript,
        coding.start,
        coding.end,
        session.time,
        session.method,
        *(
            _joined(getattr(seat, name) for seat in seats)
            for name in ("participant", "group", "service", "role")
        ),
    ]


def _joined(values: Iterable[str | None]) -> str | None:
    return "; ".join(dict.fromkeys(filter(None, values))) or None
