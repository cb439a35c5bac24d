"""Passages: words that memos, summaries, findings and change tags stand on or point to."""

from collections.abc import Collection, Iterable
from typing import Literal, NamedTuple

from lmm_qual.store.store import Store


class LinkRow(NamedTuple):
    """A passage that something rests on; `side` is `for` or `against`."""

    id: int
    source: str
    source_id: int
    side: str
    note: str | None
    passage_id: int
    transcript_id: int
    transcript: str
    start: int
    end: int
    quote: str


_LINK = """
    SELECT passage_link.id, source, source_id, side, note, passage.id, transcript.id,
           transcript.key, passage.start, passage.end, passage.quote
    FROM passage_link
    JOIN passage ON passage.id = passage_link.passage_id
    JOIN transcript ON transcript.id = passage.transcript_id
"""


def passage_links(store: Store, source: str, source_id: int | None = None) -> list[LinkRow]:
    """Give what all sources of a kind (`summary`, `finding`, `tag`) rest on, or one, in order."""
    one = "" if source_id is None else "AND source_id = :id"
    sql = f"{_LINK} WHERE source = :source {one} ORDER BY source_id, side DESC, position"
    return store.records(LinkRow, sql, {"source": source, "id": source_id})


def passage_at(store: Store, transcript_id: int, start: int, end: int) -> int | None:
    """Give the passage with these ends that something is written of, None where there is none."""
    sql = 'SELECT id FROM passage WHERE transcript_id = ? AND start = ? AND "end" = ?'
    return next((id_ for (id_,) in store.rows(sql, (transcript_id, start, end))), None)


def bare_passages(
    store: Store,
    passages: Iterable[int],
    *,
    memos: Collection[int] = (),
    links: Collection[int] = (),
    decisions: Collection[int] = (),
    memo_links: Collection[int] = (),
) -> list[int]:
    """Give those of the passages on which nothing stands but these memos, links and decisions.

    `links` are those of summaries, findings and tags, `memo_links` those of memos that point there.
    """
    asked = set(passages)
    held = {
        passage
        for memo, target, passage in store.where_in(
            "memo", "id, target, target_id", "target_id", asked
        )
        if target == "passage" and memo not in memos
    }
    held |= {
        passage
        for decision, passage in store.where_in(
            "mention_decision", "id, passage_id", "passage_id", asked
        )
        if decision not in decisions
    }
    held |= {
        passage
        for link, passage in store.where_in("passage_link", "id, passage_id", "passage_id", asked)
        if link not in links
    }
    held |= {
        passage
        for link, target, passage in store.where_in(
            "memo_link", "id, target, target_id", "target_id", asked
        )
        if target == "passage" and link not in memo_links
    }
    return sorted(asked - held)


StandingTable = Literal["memo", "memo_link", "passage_link", "mention_decision"]
STANDING: tuple[StandingTable, ...] = ("memo", "memo_link", "passage_link", "mention_decision")
"""The tables of what stands on passages or points to them."""


def standing(
    store: Store, table: StandingTable, ranges: Iterable[tuple[int, int]]
) -> dict[int, int | None]:
    """Give the rows of a table in ranges of ids, each with the passage it stands on, if any."""
    passage = "CASE target WHEN 'passage' THEN target_id END"
    column = passage if table in {"memo", "memo_link"} else "passage_id"
    sql = f"SELECT id, {column} FROM {table} WHERE id BETWEEN ? AND ?"  # noqa: S608
    return {id_: stood for ends in ranges for id_, stood in store.rows(sql, ends)}
