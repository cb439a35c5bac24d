"""Where codes stand: under which code, in which order among those beside them."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from lmm_qual.model.code_tree import CodeRow, CodeTree

Below = Mapping[int | None, Sequence[int]]
"""The codes right under each code, and under `None` those at the top, in order."""


def topmost(tree: CodeTree, codes: Collection[int]) -> list[int]:
    """Give those of the codes that stand under no other of them, in display order."""
    wanted = set(codes)
    return [
        code for code in tree.order if code in wanted and wanted.isdisjoint(tree.ancestors(code))
    ]


def placed(
    tree: CodeTree, codes: Sequence[int], parent: int | None, position: int | None = None
) -> dict[int | None, list[int]]:
    """Say what stands where once codes stand under a parent.

    `position` counts among those that stay there; without it the codes come last.
    """
    going = set(codes)
    below: dict[int | None, list[int]] = {
        code: [child for child in tree.children(code) if child not in going]
        for code in [None, *tree.order]
    }
    siblings = below.setdefault(parent, [])
    at = len(siblings) if position is None else max(position, 0)
    siblings[at:at] = codes
    return below


def in_order(rows: Iterable[CodeRow], below: Below) -> list[CodeRow]:
    """Give codes with their parents and positions as they stand, each before those under it.

    Codes that stand in a circle are left out.
    """
    by_id = {row.id: row for row in rows}
    return [
        by_id[code]._replace(position=position, parent_id=parent)
        for position, (code, parent) in enumerate(_walk(below, None))
    ]


def _walk(below: Below, parent: int | None) -> Iterator[tuple[int, int | None]]:
    for code in below.get(parent, ()):
        yield code, parent
        yield from _walk(below, code)


def place_among(tree: CodeTree, code: int, going: Collection[int]) -> int:
    """Say how many of a code's siblings that do not go stand before it."""
    siblings = tree.children(tree.by_id[code].parent_id)
    return sum(sibling not in going for sibling in siblings[: siblings.index(code)])
