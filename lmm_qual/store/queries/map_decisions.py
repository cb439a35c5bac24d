"""What persons decided of words that name two services."""

from typing import NamedTuple

from lmm_qual.store.store import Store


class Decided(NamedTuple):
    """A decision on a passage, from `start` to `end`: `outcome` is confirmed or dismissed."""

    id: int
    transcript_id: int
    start: int
    end: int
    source: str
    target: str
    outcome: str


_DECIDED = """
    SELECT decision.id, transcript_id, start, "end", source, target, outcome
    FROM mention_decision decision JOIN passage ON passage.id = decision.passage_id
    ORDER BY decision.id
"""


def decided_mentions(store: Store) -> dict[int, list[Decided]]:
    """Give all decisions by transcript id."""
    found: dict[int, list[Decided]] = {}
    for row in store.records(Decided, _DECIDED):
        found.setdefault(row.transcript_id, []).append(row)
    return found


def decision_ids(store: Store) -> set[int]:
    """Give the ids of all decisions."""
    return {id_ for (id_,) in store.rows("SELECT id FROM mention_decision")}


def decision_on(store: Store, passage: int, source: str, target: str) -> tuple[int, str] | None:
    """Give id and outcome of the decision on a passage for two services, None without one."""
    sql = """
        SELECT id, outcome FROM mention_decision
        WHERE passage_id = ? AND source = ? AND target = ?
    """
    return next(iter(store.tuples(sql, (passage, source, target))), None)
