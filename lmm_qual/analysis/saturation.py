"""Saturation: how many inductive codes each further transcript brings, per round and group.

Codes are those of inductive or in vivo origin, taken as they are, each met where a segment of it
counts for the group. Transcripts come in order of collection: by date where all of a round and
group have one, else by id. Random orders, from a seed, tell how far the order matters: the mean
number of codes met and the 5th and 95th percentile (nearest rank) after each transcript.

The new-information share is that of Guest, Namey & Chen (2020, PLoS ONE 15(5): e0232076), whose
three parts are base size, run length and new-information threshold: codes first met in a run of
transcripts, of those met in the base, which is the first few; a run begins behind the base, each
further one a transcript later, so that runs overlap. The base stays the same however far the runs
are. The worked example: 4 new on a base of 37 is 11 %.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate
from math import ceil
from random import Random
from typing import NamedTuple

from lmm_qual.analysis.attribution import Session, load_sessions
from lmm_qual.analysis.columns import Column, all_columns, column_of, session_seats
from lmm_qual.analysis.segments import SessionSegments, session_segments
from lmm_qual.analysis.theme_matrix import ALL_CODERS, known_coder
from lmm_qual.model.problem import refuse
from lmm_qual.store.queries.codes import code_tree
from lmm_qual.store.queries.codings import passes
from lmm_qual.store.queries.design import load_study
from lmm_qual.store.queries.talk import transcripts
from lmm_qual.store.store import Store

ORIGINS = frozenset({"inductive", "in vivo"})
_DIMENSIONS = ("time", "group")
ENOUGH = 0.05
"""The share that Guest, Namey & Chen (2020) propose as the most new information, 5 %."""


class Run(NamedTuple):
    """A run of transcripts, by number from 1, the codes first met in it and their share."""

    first: int
    last: int
    new: int
    share: float | None


class Band(NamedTuple):
    """Codes met after some transcripts, over random orders: mean, 5th and 95th percentile."""

    mean: float
    low: int
    high: int


@dataclass(frozen=True)
class Curve:
    """The transcripts of a round and group in order, and what each brings.

    `new` and `met` count codes, at each transcript and up to it; `codes` are those first met.
    `base_codes` is `None`, and `runs` empty, where there are too few transcripts. `unfinished`
    are transcripts of which no coding pass is finished, `people` those who take part by name.
    """

    time: str | None
    group: str | None
    order: str
    transcripts: Sequence[str]
    codes: Sequence[Sequence[str]]
    new: Sequence[int]
    met: Sequence[int]
    base: int
    run: int
    base_codes: int | None
    runs: Sequence[Run] = ()
    bands: Sequence[Band] = ()
    unfinished: Sequence[str] = ()
    people: int = 0


@dataclass(frozen=True)
class Saturation:
    """The curves of all rounds and groups asked for, of so many inductive codes."""

    coder: str
    codes: int
    orders: int
    seed: int
    curves: Sequence[Curve] = field(default=())


def saturation(
    store: Store,
    *,
    time: str | None = None,
    group: str | None = None,
    orders: int = 1000,
    seed: int = 1,
    base: int = 4,
    run: int = 2,
    coder: str = ALL_CODERS,
) -> Saturation:
    """Give a curve for each round and group that has transcripts, counting codes.

    `orders` random orders come from `seed`; `base` and `run` are numbers of transcripts. Raises
    `BadInputError` for a round, group or coder that is unknown.
    """
    one = None if coder == ALL_CODERS else known_coder(store, coder)
    sessions, tree = load_sessions(store), code_tree(store)
    inductive = [code for code in tree.order if tree.by_id[code].origin in ORIGINS]
    columns = all_columns(_DIMENSIONS, load_study(store), sessions.values())
    _check(columns, {"time": time, "group": group}, str(store.path))
    met = _met(session_segments(store, sessions, one), frozenset(inductive))
    finished, dates = _finished(store, one), {row.id: row.date for row in transcripts(store)}
    curves = []
    for column in columns:
        here = _of_column(sessions, column)
        if not here or time not in {None, column[0]} or group not in {None, column[1]}:
            continue
        ordered, order = _in_order(here, dates)
        found = [met.get((session.id, column), frozenset()) for session in ordered]
        new = [
            [tree.path(code) for code in inductive if code in codes] for codes in first_met(found)
        ]
        keys = [session.key for session in ordered]
        curve = replace(
            _curve(column, order, keys, new, base, run),
            bands=bands(found, orders, seed),
            unfinished=[key for key in keys if key not in finished],
            people=_people(ordered, column),
        )
        curves.append(curve)
    return Saturation(coder, len(inductive), orders, seed, curves)


def _finished(store: Store, coder: str | None) -> set[str]:
    """Give the transcripts of which a coding pass is finished, by one coder or anybody."""
    rows = (row for row in passes(store) if row.status == "finished")
    return {row.transcript for row in rows if coder in (None, row.coder)}


def _curve(
    column: Column,
    order: str,
    keys: Sequence[str],
    codes: Sequence[Sequence[str]],
    base: int,
    run: int,
) -> Curve:
    new = [len(each) for each in codes]
    return Curve(
        time=column[0],
        group=column[1],
        order=order,
        transcripts=keys,
        codes=codes,
        new=new,
        met=list(accumulate(new)),
        base=base,
        run=run,
        base_codes=sum(new[:base]) if len(new) >= base else None,
        runs=runs(new, base, run),
    )


def first_met(found: Sequence[frozenset[int]]) -> list[frozenset[int]]:
    """Give for each transcript the codes that none before it holds."""
    seen: frozenset[int] = frozenset()
    new = []
    for codes in found:
        new.append(codes - seen)
        seen |= codes
    return new


def runs(new: Sequence[int], base: int, run: int) -> list[Run]:
    """Give the runs behind the base; a share is undefined on a base without codes."""
    on = sum(new[:base])
    found = []
    for first in range(base, len(new) - run + 1):
        number = sum(new[first : first + run])
        found.append(Run(first + 1, first + run, number, number / on if on else None))
    return found


def bands(found: Sequence[frozenset[int]], orders: int, seed: int) -> list[Band]:
    """Give how many codes are met after each number of transcripts, over random orders.

    `found` are the codes of each transcript; whatever order they come in, the numbers are the same.
    Percentiles are the nearest rank: of n counts in order, the one at ⌈share · n⌉.
    """
    numbers = {code: at for at, code in enumerate(sorted(frozenset[int]().union(*found)))}
    masks = sorted(sum(1 << numbers[code] for code in codes) for codes in found)
    random = Random(seed)  # noqa: S311  (orders to compare with, not secrets)
    counts: list[list[int]] = [[] for _ in masks]
    for _ in range(orders):
        random.shuffle(masks)
        seen = 0
        for count, mask in zip(counts, masks, strict=True):
            seen |= mask
            count.append(seen.bit_count())
    return [_band(sorted(count)) for count in counts if count]


def _band(count: Sequence[int]) -> Band:
    low, high = (count[ceil(share * len(count)) - 1] for share in (0.05, 0.95))
    return Band(sum(count) / len(count), low, high)


def _check(columns: Sequence[Column], wanted: Mapping[str, str | None], file: str) -> None:
    from lmm_qual.definitions.checks import nearest

    for at, (name, value) in enumerate(wanted.items()):
        known = {column[at] for column in columns} - {None}
        if value is not None and value not in known:
            what = {"time": "time point", "group": "group"}[name]
            names = sorted(each for each in known if each is not None)
            raise refuse(f"unknown {what} “{value}”", nearest(value, names), file=file)


def _met(
    segments: Iterable[SessionSegments], inductive: frozenset[int]
) -> dict[tuple[int, Column], frozenset[int]]:
    """Give the inductive codes of each transcript in each round and group."""
    found: dict[tuple[int, Column], set[int]] = {}
    for each in segments:
        for code, seats in each.counted:
            for seat in seats if code in inductive else ():
                key = (each.session.id, column_of(_DIMENSIONS, each.session, seat))
                found.setdefault(key, set()).add(code)
    return {key: frozenset(codes) for key, codes in found.items()}


def _of_column(sessions: Mapping[int, Session], column: Column) -> list[Session]:
    return [
        session
        for session in sessions.values()
        if any(column_of(_DIMENSIONS, session, seat) == column for seat in session_seats(session))
    ]


def _people(sessions: Iterable[Session], column: Column) -> int:
    """Count the participants of these sessions who are of the column."""
    seats = ((session, seat) for session in sessions for seat in session_seats(session))
    here = (seat for session, seat in seats if column_of(_DIMENSIONS, session, seat) == column)
    return len({seat.participant for seat in here if seat.participant is not None})


def _in_order(
    sessions: Sequence[Session], dates: Mapping[int, str | None]
) -> tuple[list[Session], str]:
    """Give transcripts in order of collection, and what tells it: their dates, or their ids."""
    if all(dates[session.id] for session in sessions):
        return sorted(sessions, key=lambda each: (dates[each.id] or "", each.key)), "date"
    return sorted(sessions, key=lambda each: each.key), "id"
