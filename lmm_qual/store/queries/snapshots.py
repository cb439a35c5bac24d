"""Snapshots, and what they take down."""

from typing import Any, NamedTuple

from lmm_qual.store.store import Store


class SnapshotRow(NamedTuple):
    """A snapshot without its content."""

    id: int
    name: str
    at: str
    coder: str | None
    note: str | None


def snapshots(store: Store) -> list[SnapshotRow]:
    """Give all snapshots, in the order they were taken."""
    return store.records(SnapshotRow, "SELECT id, name, at, coder, note FROM snapshot ORDER BY id")


def snapshot_content(store: Store, id: int) -> bytes:
    """Give what a snapshot holds, as it was packed."""
    content: bytes = store.value("SELECT content FROM snapshot WHERE id = ?", (id,))
    return content


def text_sums(store: Store) -> dict[int, int]:
    """Give a checksum of the text of each transcript, by its id."""
    from zlib import crc32

    rows = store.rows("SELECT id, text FROM transcript")
    return {id_: crc32(text.encode("utf-8", "surrogatepass")) for id_, text in rows}


def summaries_said(store: Store) -> list[dict[str, Any]]:
    """Give what stands in the cells of the framework matrix: row, code, time (or change), text."""
    sql = """
        SELECT chart_summary.id, row_kind,
               coalesce(participant.key, chart_summary.service_key, transcript.key),
               code_id, part, chart_summary.time_key, chart_summary.text
        FROM chart_summary
        LEFT JOIN participant ON participant.id = chart_summary.participant_id
        LEFT JOIN transcript ON transcript.id = chart_summary.transcript_id
        ORDER BY chart_summary.id
    """
    names = ("id", "row_kind", "row", "code", "part", "time", "text")
    return [dict(zip(names, row, strict=True)) for row in store.rows(sql)]
