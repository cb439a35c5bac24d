"""What a withdrawal writes into the consent grid."""

from collections.abc import Iterable, Iterator

from lmm_qual.project.withdrawing.scope import Row, Scope
from lmm_qual.store.deltas import Ids, Insert, Operation, Update
from lmm_qual.store.queries.talk import sessions_of
from lmm_qual.store.store import Store

_BARRED: Row = {"quote": False, "archive": False}
_WITHDRAWN: Row = {"withdrawn": True}


def consent_rows(store: Store, scope: Scope) -> Iterator[Operation]:
    """Note in each round that words are withdrawn or barred; others in the round are untouched.

    A round of which other sessions stay as they are is left; a session of no round has none.
    """
    if scope.participant is None:
        return
    rows = store.mappings("consent", "participant_id = ?", (scope.participant,))
    known = {row["time_key"]: row for row in rows}
    ids, told = Ids(store), list(_told(store, scope, known))
    for time, values in told:
        if time not in known:
            row: Row = {"id": ids.take("consent"), "participant_id": scope.participant}
            yield Insert("consent", [{**row, "time_key": time, **values}])
        elif any(known[time][name] != value for name, value in values.items()):
            yield Update("consent", [{"id": known[time]["id"], **values}])


def _told(store: Store, scope: Scope, known: Iterable[str]) -> Iterator[tuple[str, Row]]:
    rounds: dict[str | None, set[int]] = {}
    for time, transcript in sessions_of(store, scope.participant):
        rounds.setdefault(time, set()).add(transcript)
    fates = {session.row.id: session.fate for session in scope.sessions}
    if scope.leaves:
        rounds = {**{time: set() for time in known}, **rounds}
    for time, here in rounds.items():
        if time is None or not here <= fates.keys():
            continue
        barred = any(fates[transcript] == "barred" for transcript in here)
        yield time, _BARRED if barred else _WITHDRAWN
