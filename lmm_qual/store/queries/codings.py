"""Codings, coding passes and coders."""

import json
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from lmm_qual.store.store import Store, chunks


class CodingRow(NamedTuple):
    """A coding with its words; `code_id` is looked up in the code tree."""

    id: int
    transcript_id: int
    transcript: str
    start: int
    end: int
    code_id: int
    coder: str
    quote: str
    valence: str | None
    refers_to: str | None
    version: int
    created: str


class VoiceRow(NamedTuple):
    """What a coder decided of a participant in a coding."""

    coding_id: int
    participant: str
    voice: str


class PassRow(NamedTuple):
    """A coding pass."""

    transcript_id: int
    transcript: str
    coder: str
    status: str
    version: int
    updated: str


_CODING = """
    SELECT coding.id, coding.transcript_id, transcript.key, coding.start, coding.end,
           coding.code_id, coder.name, coding.quote, coding.valence, coding.refers_to,
           coding.version, coding.created
    FROM coding
    JOIN transcript ON transcript.id = coding.transcript_id
    JOIN coder ON coder.id = coding.coder_id
"""


def codings(
    store: Store,
    *,
    transcript_id: int | None = None,
    coding_id: int | None = None,
    codes: Iterable[int] | None = None,
) -> list[CodingRow]:
    """Give codings by transcript and place: all, one transcript's, of codes, or one by its id."""
    listed = None if codes is None else json.dumps(sorted(codes))
    wanted = {
        "coding.transcript_id = ?": transcript_id,
        "coding.id = ?": coding_id,
        "coding.code_id IN (SELECT value FROM json_each(?))": listed,
    }
    given = {clause: value for clause, value in wanted.items() if value is not None}
    where = f"WHERE {' AND '.join(given)}" if given else ""
    sql = f"{_CODING} {where} ORDER BY transcript.key, coding.start, coding.end DESC, coding.id"
    return store.records(CodingRow, sql, list(given.values()))


def codings_of(store: Store, transcript_id: int, codes: Iterable[int] | None) -> list[CodingRow]:
    """Give a transcript's codings of some codes, or of any, by place."""
    listed = "" if codes is None else ", ".join(str(int(code)) for code in codes)
    some = "" if codes is None else f"AND +code_id IN ({listed})"
    # Joining names and sorting in SQL would take half as long again.
    sql = f"""
        SELECT id, start, "end", code_id, coder_id, quote, valence, refers_to, version, created
        FROM coding WHERE transcript_id = ? {some}
    """  # noqa: S608
    key = store.value("SELECT key FROM transcript WHERE id = ?", (transcript_id,))
    names = {id_: name for name, id_ in coders(store).items()}
    found = [
        CodingRow(
            *(id_, transcript_id, key, start, end, code, names[coder], quote),
            *(valence, refers_to, version, created),
        )
        for id_, start, end, code, coder, quote, valence, refers_to, version, created in (
            store.tuples(sql, (transcript_id,))
        )
        if coder in names
    ]
    return sorted(found, key=lambda coding: (coding[3], -coding[4], coding[0]))


CodedWords = tuple[int, int, int, int, int, str | None, str]
"""A coding's id, start, end, code, coder's id, valence and words."""


def coded_words(store: Store, transcript_id: int) -> list[CodedWords]:
    """Give a transcript's codings by place, as little of each as a list of all of them needs."""
    sql = """
        SELECT id, start, "end", code_id, coder_id, valence, quote FROM coding
        WHERE transcript_id = ? ORDER BY start, "end" DESC, id
    """
    return store.tuples(sql, (transcript_id,))


def codings_with(store: Store, ids: Iterable[int], transcript_id: int) -> list[CodingRow]:
    """Give those of a transcript's codings that have one of the ids."""
    return [
        CodingRow._make(row)
        for part in chunks(list(ids))
        for row in store.rows(
            f"{_CODING} WHERE coding.transcript_id = ? "
            f"AND coding.id IN ({', '.join('?' * len(part))})",
            (transcript_id, *part),
        )
    ]


CodedPlace = tuple[int, int, int, int, int]
"""A coding's transcript, start, end, code and id."""


def coded_places(
    store: Store, coder: str | None = None
) -> Iterator[tuple[int, Iterable[CodedPlace]]]:
    """Give all codings, or one coder's, by transcript and place.

    Codings of equal words with an equal code stand side by side.
    """
    one = "" if coder is None else "WHERE coder_id = (SELECT id FROM coder WHERE name = ?)"
    sql = f"""
        SELECT transcript_id, start, "end", code_id, id FROM coding {one}
        ORDER BY transcript_id, start, "end", code_id, coder_id
    """  # noqa: S608
    yield from groupby(store.tuples(sql, () if coder is None else (coder,)), itemgetter(0))


def voices(store: Store, transcript_id: int | None = None) -> list[VoiceRow]:
    """Give what coders decided of participants, in one transcript or in all."""
    where = "" if transcript_id is None else "WHERE coding.transcript_id = ?"
    return store.records(
        VoiceRow,
        f"""
        SELECT coding_voice.coding_id, participant.key, coding_voice.voice
        FROM coding_voice
        JOIN participant ON participant.id = coding_voice.participant_id
        JOIN coding ON coding.id = coding_voice.coding_id
        {where}
        ORDER BY coding_voice.coding_id, coding_voice.id
        """,  # noqa: S608
        () if transcript_id is None else (transcript_id,),
    )


def passes(store: Store) -> list[PassRow]:
    """Give all coding passes, by transcript, coder and version."""
    return store.records(
        PassRow,
        """
        SELECT coding_pass.transcript_id, transcript.key, coder.name, coding_pass.status,
               coding_pass.version, coding_pass.updated
        FROM coding_pass
        JOIN transcript ON transcript.id = coding_pass.transcript_id
        JOIN coder ON coder.id = coding_pass.coder_id
        ORDER BY transcript.key, coder.name, coding_pass.version
        """,
    )


def coders(store: Store) -> dict[str, int]:
    """Give the id of each coder by name."""
    return dict(store.rows("SELECT name, id FROM coder ORDER BY id"))


def has_coded(store: Store, coder: str) -> bool:
    """Say whether a coder has made any coding; some only write memos or summaries."""
    sql = "SELECT 1 FROM coding WHERE coder_id = (SELECT id FROM coder WHERE name = ?) LIMIT 1"
    return store.value(sql, (coder,)) is not None


def coding_ids(
    store: Store, codes: Iterable[int], coder: str | None = None
) -> list[tuple[int, int]]:
    """Give code and id of all codings, or one coder's, by the order of `codes`, then by place."""
    sql = """
        SELECT coding.code_id, coding.id
        FROM coding
        JOIN transcript ON transcript.id = coding.transcript_id
        JOIN json_each(:codes) AS wanted ON wanted.value = coding.code_id
        WHERE :coder IS NULL OR coding.coder_id = (SELECT id FROM coder WHERE name = :coder)
        ORDER BY wanted.key, transcript.key, coding.start, coding.id
    """
    return store.tuples(sql, {"codes": json.dumps(list(codes)), "coder": coder})


def codings_by_id(store: Store, ids: Iterable[int]) -> Iterator[CodingRow]:
    """Give codings in the order of their ids in `ids`, some hundreds of them read at a time."""
    for part in chunks(list(ids)):
        sql = f"{_CODING} WHERE coding.id IN ({', '.join('?' * len(part))})"
        found = {row.id: row for row in store.records(CodingRow, sql, part)}
        yield from (found[id_] for id_ in part if id_ in found)


def coding_counts(store: Store) -> dict[int, int]:
    """Give the number of codings of each code that has any, by the code's id."""
    return dict(store.rows("SELECT code_id, count(*) FROM coding GROUP BY code_id"))


def codings_before_definition(store: Store) -> list[CodingRow]:
    """Give the codings made before their code was last defined, by code, transcript and place."""
    sql = f"""
        {_CODING} JOIN code ON code.id = coding.code_id
        WHERE coding.version < code.defined_version
        ORDER BY code.position, transcript.key, coding.start, coding.end DESC, coding.id
    """
    return store.records(CodingRow, sql)
