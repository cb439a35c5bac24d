"""Taking one change back, or making it again, whichever has been made since.

The rows of a project are always those that the changes that stand would have written one after
the other, in the order of the log: so a change is let go only where the others would be the same
without it. What a coder or passage is needed for goes from one change to the next with it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from lmm_qual.model.problem import BadInputError, refuse
from lmm_qual.project.stake import SHARED, SharedRow, Stake
from lmm_qual.store.deltas import (
    UNREADABLE,
    Delete,
    Delta,
    Insert,
    delete,
    unpack,
    unpack_beside,
)
from lmm_qual.store.queries import log
from lmm_qual.store.store import Store, chunks
from lmm_qual.text.times import local_minute


@dataclass(frozen=True)
class Logged:
    """What the log holds of a change, by its number: its operations."""

    id: int
    packed: bytes | None
    delta: Delta

    @property
    def beside(self) -> list[int]:
        """Give the changes that were undone when it was made."""
        return unpack_beside(self.packed)


@dataclass
class Turn:
    """What to write: the operations, and which shared rows go from one change to another.

    `kept` is what the change would insert again if it were needed, `others` the changes whose
    operations are other ones now.
    """

    delta: Delta
    kept: Delta = field(default_factory=list)
    owned: Delta = field(default_factory=list)
    others: list[Logged] = field(default_factory=list)


def read_logged(store: Store, entry: log.EntryRow) -> Logged:
    """Read what the log holds of a change; raises `BadInputError` where that is spoilt."""
    return _read(store, entry.id, log.packed_delta(store, entry.id))


def _read(store: Store, id: int, packed: bytes | None) -> Logged:
    try:
        return Logged(id, packed, unpack(packed))
    except (*UNREADABLE, RecursionError):
        label = log.entry(store, id).label
        what = f"“{label}” cannot be undone or done again: its entry in the log is spoilt"
        raise refuse(what, "run `check`", file=str(store.path)) from None


def turn_back(store: Store, logged: Logged) -> Turn:
    """Work out how to take a change back; raises `BadInputError` where another is in the way."""
    since = log.standing_after(store, logged.id)
    if not since:
        return Turn(logged.delta)
    stake = Stake(store, logged.delta)
    owners: dict[SharedRow, Logged] = {}
    for other in _others(store, since):
        if stake.meets(other.delta):
            raise _in_the_way(store, logged, other, "since", "undo")
        owners |= {at: other for at, rows in stake.needed.items() if rows.meets(other.delta)}
    if stake.stuck or any(rows and at not in owners for at, rows in stake.needed.items()):
        raise _stuck(store, logged)
    return _handing_over(store, logged, owners, stake.bare)


def turn_again(store: Store, logged: Logged) -> Turn:
    """Work out how to make a change again; raises `BadInputError` where another is in the way."""
    stake = Stake(store, logged.delta)
    owners: dict[SharedRow, Logged] = {}
    beside = logged.beside
    stand = log.standing(store, beside)
    for other in _others(store, [*log.standing_after(store, logged.id), *stand]):
        if stake.meets(other.delta):
            raise _in_the_way(store, logged, other, "since", "undo")
        owners |= {at: other for at in stake.there if _takes(other.delta, at)}
        owners |= {at: other for at, rows in stake.needed.items() if rows.meets(other.delta)}
    undone = [id_ for id_ in log.undone_before(store, logged.id) if id_ not in beside]
    for other in _others(store, undone):
        if stake.meets(other.delta):
            raise _in_the_way(store, logged, other, "before it and is undone", "redo")
    if stake.stuck or any(rows and at not in owners for at, rows in stake.needed.items()):
        raise _stuck(store, logged)
    turn = _handing_over(
        store, logged, {at: other for at, other in owners.items() if at in stake.needed}, stake.bare
    )
    return _taking_over(turn, stake.there, owners)


def rests_on(store: Store, logged: Logged, other: Logged) -> bool:
    """Say whether a change that is undone could not be made again without another."""
    return other.id not in logged.beside and Stake(store, logged.delta).meets(other.delta)


def _others(store: Store, ids: list[int]) -> Iterator[Logged]:
    for part in chunks(ids):
        packed = log.packed_deltas(store, part)
        yield from (_read(store, id_, packed[id_]) for id_ in part)


def _takes(delta: Delta, at: SharedRow) -> bool:
    return any(
        first <= at[1] <= last
        for one in delta
        if isinstance(one, Delete) and one.table == at[0]
        for first, last in one.ranges
    )


def _handing_over(
    store: Store, logged: Logged, owners: dict[SharedRow, Logged], bare: list[int]
) -> Turn:
    """Leave shared rows to the changes that need them first."""
    turn = Turn(_without(logged.delta, Delete, owners.__contains__))
    if bare:
        turn.delta = [*turn.delta, delete("passage", bare)]
    for (table, id_), other in owners.items():
        turn.kept.append(Insert(table, store.mappings(f'"{table}"', "id = ?", (id_,))))
        known = _as_it_will_be(turn, other)
        turn.others.append(replace(known, delta=[*known.delta, delete(table, [id_])]))
    return turn


def _taking_over(turn: Turn, there: set[SharedRow], owners: dict[SharedRow, Logged]) -> Turn:
    """Own the shared rows that a later change has made in place of this one."""
    turn.delta = _without(turn.delta, Insert, there.__contains__)
    for at in there & owners.keys():
        turn.owned.append(delete(at[0], [at[1]]))
        known = _as_it_will_be(turn, owners[at])
        turn.others.append(replace(known, delta=_without(known.delta, Delete, {at}.__contains__)))
    return turn


def _as_it_will_be(turn: Turn, other: Logged) -> Logged:
    """Take another change out of those to be written anew, or give it as the log has it."""
    known = next((one for one in turn.others if one.id == other.id), other)
    turn.others = [one for one in turn.others if one is not known]
    return known


def _without(
    delta: Delta, kind: type[Insert] | type[Delete], gone: Callable[[SharedRow], bool]
) -> Delta:
    """Leave shared rows out of what is inserted or deleted."""
    found: Delta = []
    for one in delta:
        if one.table not in SHARED or not isinstance(one, kind):
            found.append(one)
        elif isinstance(one, Insert):
            rows = [row for row in one.rows if not gone((one.table, row["id"]))]
            found.append(Insert(one.table, rows))
        elif isinstance(one, Delete):
            ids = (id_ for first, last in one.ranges for id_ in range(first, last + 1))
            found.append(delete(one.table, [i for i in ids if not gone((one.table, i))]))
    return found


def named(entry: log.EntryRow) -> str:
    """Name a change: `“1 coding” (SA, 2022-07-04 10:05)`, in local time."""
    who = entry.coder or "nobody named"
    return f"“{entry.label}” ({who}, {local_minute(entry.at)}, entry {entry.id})"


def _in_the_way(
    store: Store, logged: Logged, other: Logged, when: str, remedy: str
) -> BadInputError:
    entry = log.entry(store, logged.id)
    done = "undone" if entry.state == "done" else "made again"
    other_said = named(log.entry(store, other.id))
    what = f"“{entry.label}” cannot be {done}: {other_said} was made {when}"
    return refuse(what, f"{remedy} that first", file=str(store.path))


def _stuck(store: Store, logged: Logged) -> BadInputError:
    entry = log.entry(store, logged.id)
    done = "undone" if entry.state == "done" else "made again"
    what = f"“{entry.label}” cannot be {done}: what it rests on is no longer there"
    return refuse(what, "see `history`", file=str(store.path))
