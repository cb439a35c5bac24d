"""What is other than at a snapshot, through the gate: masked, without names, reviewed."""

from dataclasses import replace
from typing import NamedTuple

from lmm_qual.analysis.cell_states import FEWER, MASKED
from lmm_qual.analysis.masked_snapshot import SharedDifferences, shared_differences
from lmm_qual.analysis.snapshot import Differences, State
from lmm_qual.exporters.sharing import Sharing, review_design
from lmm_qual.store.queries.snapshots import SnapshotRow


class ToldDifferences(NamedTuple):
    """A snapshot's name and what is other, as they may be shared, and what is masked of it."""

    name: str
    found: SharedDifferences
    note: str


def told_differences(
    row: SnapshotRow, found: Differences, then: State, now: State, sharing: Sharing
) -> ToldDifferences:
    """Give what may be told; raises `BadInputError` for a threshold that hides nothing."""
    threshold = sharing.threshold
    told = shared_differences(found, then, now, threshold)
    sharing.names("the snapshot's name", [row.name])
    sharing.names("codes", told.codes)
    sharing.names("names of codes", [one["code"] for one in told.cells])
    sharing.names("columns", [one["column"] for one in told.cells])
    review_design(sharing)
    cells = [{**one, "code": sharing.without_names(one["code"])} for one in told.cells]
    codes = [sharing.without_names(line) for line in told.codes]
    states = [one[side] for one in cells for side in ("state_then", "state_now")]
    masked = sum(state == MASKED or state.startswith(FEWER) for state in states)
    note = f"masked below {threshold}, with what would tell of it: {masked} of {len(states)} cells"
    return ToldDifferences(
        sharing.without_names(row.name), replace(told, codes=codes, cells=cells), note
    )
