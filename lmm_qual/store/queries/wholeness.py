"""Rows that point to something which is not there, where the tables themselves do not forbid it."""

from collections.abc import Iterator
from typing import NamedTuple

from lmm_qual.store.store import Store


class Stray(NamedTuple):
    """A row that rests on nothing: what it is, and what it lacks."""

    table: str
    id: int
    lacks: str


_TARGETS = {"coding": "coding", "passage": "passage", "code": "code", "memo": "memo"}
_SOURCES = {
    "summary": "chart_summary",
    "finding": "finding",
    "tag": "change_tag",
    "service": "service",
    "relation": "relation",
    "embeddedness": "embeddedness",
}
"""The tables of what memos and reviews point to, and of what rests on passages."""
_VERSIONED = (("code", "made_version"), ("code", "defined_version"), ("coding", "version"))


def stray_links(store: Store) -> Iterator[Stray]:
    """Find links of memos to something that is not there."""
    yield from _pointing(store, "memo_link", "target", "target_id", _TARGETS)


def stray_passage_links(store: Store) -> Iterator[Stray]:
    """Find links of passages to a summary, finding or tag that is not there."""
    yield from _pointing(store, "passage_link", "source", "source_id", _SOURCES)


def stray_reviews(store: Store) -> Iterator[Stray]:
    """Find reviews nobody has decided on of a coding, passage or bin entry that is not there."""
    targets = {"coding": "coding", "passage": "passage", "bin": "bin_entry"}
    yield from _pointing(store, "review", "target", "target_id", targets, "decision IS NULL")


def _pointing(
    store: Store, table: str, kind: str, id: str, tables: dict[str, str], where: str = "1"
) -> Iterator[Stray]:
    known = ", ".join(f"'{name}'" for name in tables)
    there = " OR ".join(
        f"{kind} = '{name}' AND {id} IN (SELECT id FROM {target})"  # noqa: S608
        for name, target in tables.items()
    )
    sql = f"""
        SELECT id, {kind} FROM {table} WHERE {where} AND ({kind} NOT IN ({known}) OR NOT ({there}))
        ORDER BY id
    """  # noqa: S608
    for row, named in store.rows(sql):
        yield Stray(table, row, str(named))


def stray_judgements(store: Store) -> Iterator[Stray]:
    """Find judgements of embeddedness by an aspect that is not there."""
    sql = """
        SELECT id FROM embeddedness
        WHERE aspect_key NOT IN (SELECT key FROM embeddedness_aspect) ORDER BY id
    """
    for (row,) in store.rows(sql):
        yield Stray("embeddedness", row, "aspect")


def stray_turns(store: Store) -> Iterator[Stray]:
    """Find turns by a speaker of another transcript."""
    sql = """
        SELECT turn.id FROM turn JOIN speaker ON speaker.id = turn.speaker_id
        WHERE speaker.transcript_id != turn.transcript_id ORDER BY turn.id
    """
    for (row,) in store.rows(sql):
        yield Stray("turn", row, "speaker")


def later_versions(store: Store) -> Iterator[Stray]:
    """Find codes and codings of a version that the codebook has not had."""
    last = "(SELECT coalesce(max(number), 0) FROM codebook_version)"
    for table, column in _VERSIONED:
        sql = f"SELECT id, {column} FROM {table} WHERE {column} NOT BETWEEN 0 AND {last}"  # noqa: S608
        for row, number in store.rows(sql):
            yield Stray(table, row, str(number))


def packed_changes(store: Store) -> Iterator[tuple[str, bytes]]:
    """Give the packed rows of the log and of the bin, each with its name."""
    sql = "SELECT id, delta FROM change_log WHERE state NOT IN ('discarded', 'forgotten')"
    for row, delta in store.rows(f"{sql} ORDER BY id"):
        yield f"entry {row} of the log", delta
    for row, content in store.rows("SELECT id, content FROM bin_entry ORDER BY id"):
        yield f"entry {row} of the bin", content


def packed_snapshots(store: Store) -> Iterator[tuple[str, bytes]]:
    """Give the packed content of snapshots, each with its name."""
    for name, content in store.rows("SELECT name, content FROM snapshot ORDER BY id"):
        yield str(name), content


def misquoted_passages(store: Store) -> Iterator[tuple[str, int, int, int]]:
    """Find passages that do not stand on their words: transcript, id, start and end."""
    sql = """
        SELECT transcript.key, passage.id, start, "end" FROM passage
        JOIN transcript ON transcript.id = passage.transcript_id
        WHERE NOT (0 <= start AND start <= "end" AND "end" <= length(transcript.text))
           OR substr(transcript.text, start + 1, "end" - start) != quote
        ORDER BY passage.id
    """
    yield from store.rows(sql)


def counted_rows(store: Store, table: str) -> int:
    """Count the rows of a table."""
    return int(store.value(f"SELECT count(*) FROM {table}"))  # noqa: S608


def turn_rows(store: Store, transcript: int) -> Iterator[tuple[int, int, int, int, int]]:
    """Give number, label's start, start, end and words of each turn, by where they stand."""
    sql = """
        SELECT n, label_start, start, "end", words FROM turn WHERE transcript_id = ?
        ORDER BY start, n
    """
    yield from store.rows(sql, (transcript,))


def coding_rows(store: Store, transcript: int) -> Iterator[tuple[int, int, int, str]]:
    """Give id, start, end and words of each coding."""
    sql = 'SELECT id, start, "end", quote FROM coding WHERE transcript_id = ? ORDER BY id'
    yield from store.rows(sql, (transcript,))
