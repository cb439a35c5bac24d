"""What goes along with memos and transcripts of all that was written of findings."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from lmm_qual.store.deltas import Delete, Delta, Insert, Operation, delete
from lmm_qual.store.queries.memo_links import link_ids_of, link_ids_to
from lmm_qual.store.queries.passages import STANDING, StandingTable, bare_passages, standing
from lmm_qual.store.store import Store


def memo_deletions(store: Store, memos: Collection[int]) -> Delta:
    """Take memos away, with their links and those to them; findings no longer rest on them.

    Passages go along on which nothing stands then but these memos and their links; where other
    things go as well in one change, `left_bare` tells of them together.
    """
    resting = store.where_in("finding_basis", "id", "memo_id", memos)
    delta: Delta = [
        delete("finding_basis", [id_ for (id_,) in resting]),
        delete("memo_link", link_ids_of(store, memos)),
        delete("memo", memos),
    ]
    return [*delta, left_bare(store, delta)]


def left_bare(store: Store, delta: Sequence[Operation]) -> Delete:
    """Take the passages away on which nothing stands any more once a delta is written."""
    gone = {table: _gone(store, table, delta) for table in STANDING}
    stood = {passage for rows in gone.values() for passage in rows.values() if passage}
    stood -= {
        passage
        for operation in delta
        if isinstance(operation, Insert)
        for passage in _stand_on(operation.table, operation.rows)
    }
    bare = bare_passages(
        store,
        stood,
        memos=gone["memo"],
        links=gone["passage_link"],
        decisions=gone["mention_decision"],
        memo_links=gone["memo_link"],
    )
    return delete("passage", bare)


def _gone(store: Store, table: StandingTable, delta: Iterable[Operation]) -> dict[int, int | None]:
    """Give the rows of a table that a delta takes away, each with the passage it stands on."""
    ranges = [
        ends
        for operation in delta
        if isinstance(operation, Delete) and operation.table == table
        for ends in operation.ranges
    ]
    return standing(store, table, ranges)


def _stand_on(table: str, rows: Iterable[Mapping[str, Any]]) -> Iterator[int]:
    """Give the passages that new rows stand on."""
    for row in rows:
        if table in {"passage_link", "mention_decision"}:
            yield row["passage_id"]
        elif table in {"memo", "memo_link"} and row["target"] == "passage":
            yield row["target_id"]


def transcript_writings(store: Store, transcript: int, passages: Collection[int]) -> Delta:
    """Take away what was written of a transcript as a row, and what rests on its passages.

    The passages, those of the transcript and others left bare, are left to the caller.
    """
    summaries = _of(store, "chart_summary", "transcript_id", transcript)
    links = {link for (link,) in store.where_in("passage_link", "id", "passage_id", passages)}
    links |= {
        link
        for link, source in store.where_in("passage_link", "id, source", "source_id", summaries)
        if source == "summary"
    }
    found = store.where_in("mention_decision", "id", "passage_id", passages)
    decisions = [decision for (decision,) in found]
    return [
        delete("memo_link", link_ids_to(store, "passage", passages)),
        delete("mention_decision", decisions),
        delete("passage_link", links),
        delete("finding_basis", _of(store, "finding_basis", "transcript_id", transcript)),
        delete("typology_member", _of(store, "typology_member", "transcript_id", transcript)),
        delete("chart_summary", summaries),
    ]


def _of(store: Store, table: str, column: str, value: int) -> list[int]:
    return [id_ for (id_,) in store.where_in(table, "id", column, [value])]
