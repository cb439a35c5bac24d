"""What is other than at a snapshot as it may be shared: no ids, no numbers that tell of few.

Then and now are two theme matrices told side by side, each masked by itself (see `masking`). A
number that moved by fewer than the threshold would tell that so few came, went or were read anew:
it is masked now, with the cells of all codes above it in its column. How many transcripts, passes
and summaries are other is told from the threshold on; numbers of codings, of which a snapshot does
not know the people, are not.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lmm_qual.analysis.cell_states import FEWER, MASKED
from lmm_qual.analysis.masked_parts import few
from lmm_qual.analysis.masking import masks
from lmm_qual.analysis.sharing import told_few
from lmm_qual.analysis.snapshot import Differences, State
from lmm_qual.model.codebook import split_path

Key = tuple[int, str]
"""A cell: its code and the name of its column."""
Shown = tuple[int | None, str]
"""What is told of a cell: its number, and its state."""


@dataclass(frozen=True)
class SharedDifferences:
    """What may be told: lines of what kind of thing is other, codes, and cells of the matrix."""

    kinds: Sequence[str]
    codes: Sequence[str]
    cells: Sequence[Mapping[str, Any]]


def shared_differences(
    found: Differences, then: State, now: State, threshold: int | None
) -> SharedDifferences:
    """Give as much of what is other as may be shared; cells whose telling is the same are left."""
    before, after = _cells(then), _cells(now)
    if threshold is not None:
        before = _masked(before, then, threshold, frozenset())
        close = frozenset(_close(_cells(then), _cells(now), threshold))
        after = _masked(after, now, threshold, close)
    return SharedDifferences(
        list(_kinds(found, threshold)), found.codes, list(_changed(before, after, then, now))
    )


def _cells(state: State) -> dict[Key, Shown]:
    return {(code, column): (number, said) for code, column, number, said in state["matrix"]}


def _close(before: Mapping[Key, Shown], after: Mapping[Key, Shown], threshold: int) -> list[Key]:
    """Give the cells whose number moved by fewer than the threshold, neither of them being 0."""
    found = []
    for key, (number, _) in after.items():
        was = before.get(key, (None, ""))[0]
        if number and was and few(number - was, threshold):
            found.append(key)
    return found


def _masked(
    cells: Mapping[Key, Shown], state: State, threshold: int, close: frozenset[Key]
) -> dict[Key, Shown]:
    """Mask a matrix; `close` are cells that are masked whatever their number."""
    codes = list(dict.fromkeys(code for code, _ in cells))
    columns = list(dict.fromkeys(column for _, column in cells))
    depths = [len(split_path(state["codes"][str(code)]["path"])) for code in codes]
    numbers = [[cells[code, column][0] for column in columns] for code in codes]
    # A number that is close is taken for a small one, so that what stands above it goes as well.
    people = [
        [1 if (code, column) in close else cells[code, column][0] for column in columns]
        for code in codes
    ]
    found = masks(numbers, people, depths, [(None, None)] * len(columns), threshold)
    told = dict(cells)
    for at, code in enumerate(codes):
        for place, column in enumerate(columns):
            key, mark = (code, column), found.cells[at][place]
            if mark or key in close:
                small = mark == "few" and key not in close
                told[key] = None, f"{FEWER}{threshold}" if small else MASKED
    return told


def _changed(
    before: Mapping[Key, Shown], after: Mapping[Key, Shown], then: State, now: State
) -> Iterable[dict[str, Any]]:
    paths = {code: entry["path"] for code, entry in (then["codes"] | now["codes"]).items()}
    nothing: Shown = (None, "was not there")
    for key in dict.fromkeys([*after, *before]):
        was, is_ = before.get(key, nothing), after.get(key, nothing)
        if was != is_:
            yield {
                "code": paths[str(key[0])],
                "column": key[1],
                "then": was[0],
                "now": is_[0],
                "state_then": was[1],
                "state_now": is_[1],
            }


def _kinds(found: Differences, threshold: int | None) -> Iterable[str]:
    """Say how many transcripts, passes and summaries are other, and in what way codings are."""
    numbers = {
        "transcripts": len(found.transcripts),
        "coding passes": len(found.passes),
        "summaries": len(found.summaries),
    }
    for what, number in numbers.items():
        if number:
            yield f"{what} that are other: {told_few(number, threshold)}"
    ways = [what for what, number in found.codings.items() if number]
    if ways:
        yield f"codings: {', '.join(ways)}"
