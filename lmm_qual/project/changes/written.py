"""What goes along with memos and transcripts of all that was written of findings."""

from collections.abc import Collection

from lmm_qual.store.deltas import Delta, delete
from lmm_qual.store.queries.passages import bare_passages
from lmm_qual.store.store import Store


def memo_deletions(store: Store, memos: Collection[int]) -> Delta:
    """Take memos away; findings no longer rest on them."""
    resting = store.where_in("finding_basis", "id", "memo_id", memos)
    return [delete("finding_basis", [id_ for (id_,) in resting]), delete("memo", memos)]


def transcript_writings(store: Store, transcript: int, passages: Collection[int]) -> Delta:
    """Take away what was written of a transcript as a row, and what rests on its passages.

    The passages themselves, all those of the transcript, are left to the caller.
    """
    summaries = _of(store, "chart_summary", "transcript_id", transcript)
    links = dict(store.where_in("passage_link", "id, passage_id", "passage_id", passages))
    links |= {
        link: passage
        for link, passage, source in store.where_in(
            "passage_link", "id, passage_id, source", "source_id", summaries
        )
        if source == "summary"
    }
    elsewhere = set(links.values()) - set(passages)
    return [
        delete("passage_link", links),
        delete("passage", bare_passages(store, elsewhere, links=links)),
        delete("finding_basis", _of(store, "finding_basis", "transcript_id", transcript)),
        delete("typology_member", _of(store, "typology_member", "transcript_id", transcript)),
        delete("chart_summary", summaries),
    ]


def _of(store: Store, table: str, column: str, value: int) -> list[int]:
    return [id_ for (id_,) in store.where_in(table, "id", column, [value])]
