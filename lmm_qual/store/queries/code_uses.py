"""Where codes were used: how often in which transcript, the passages, the codes used last."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lmm_qual.store.store import Store


class UseRow(NamedTuple):
    """How many codings of a code a transcript has."""

    code_id: int
    transcript_id: int
    number: int


class PassageRow(NamedTuple):
    """A coding with who speaks where it begins; `speaker` is `None` outside turns."""

    id: int
    transcript_id: int
    transcript: str
    start: int
    speaker: str | None
    code_id: int
    coder: str
    quote: str


def code_uses(store: Store) -> list[UseRow]:
    """Give the number of codings by code and transcript."""
    sql = "SELECT code_id, transcript_id, count(*) FROM coding GROUP BY code_id, transcript_id"
    return store.records(UseRow, sql)


_SEEN = """
    (:coder IS NULL OR coder.name = :coder OR coding.transcript_id IN (
        SELECT coding_pass.transcript_id FROM coding_pass
        JOIN coder AS reader ON reader.id = coding_pass.coder_id
        WHERE reader.name = :coder AND coding_pass.status = 'finished'))
"""


def passages(
    store: Store, codes: Iterable[int], *, coder: str | None, limit: int
) -> list[PassageRow]:
    """Give the first passages of codes that a coder may see, by transcript and place.

    Those are the coder's own and, where the coder has finished a pass, everybody's; where nobody
    is coding, all.
    """
    wanted = ", ".join(str(int(code)) for code in codes)
    return store.records(
        PassageRow,
        f"""
        WITH found AS (
            SELECT coding.id FROM coding
            JOIN transcript ON transcript.id = coding.transcript_id
            JOIN coder ON coder.id = coding.coder_id
            WHERE coding.code_id IN ({wanted}) AND {_SEEN}
            ORDER BY transcript.key, coding.start, coding.end DESC, coding.id LIMIT :limit
        )
        SELECT coding.id, coding.transcript_id, transcript.key, coding.start,
               (SELECT speaker.label FROM turn LEFT JOIN speaker ON speaker.id = turn.speaker_id
                WHERE turn.transcript_id = coding.transcript_id AND turn.start <= coding.start
                ORDER BY turn.start DESC LIMIT 1),
               coding.code_id, coder.name, coding.quote
        FROM found
        JOIN coding ON coding.id = found.id
        JOIN transcript ON transcript.id = coding.transcript_id
        JOIN coder ON coder.id = coding.coder_id
        ORDER BY transcript.key, coding.start, coding.end DESC, coding.id
        """,  # noqa: S608
        {"coder": coder, "limit": limit},
    )


def codes_used_last(store: Store, coder: str | None, wanted: int) -> list[int]:
    """Give the codes of a coder's newest codings, the last first; anybody's for nobody."""
    found: dict[int, None] = {}
    for code in _newest(store, coder):
        found[code] = None
        if len(found) == wanted:
            break
    return list(found)


def _newest(store: Store, coder: str | None) -> Iterator[int]:
    where = "" if coder is None else "WHERE coder_id = (SELECT id FROM coder WHERE name = ?)"
    sql = f"SELECT code_id FROM coding {where} ORDER BY id DESC LIMIT 5000"  # noqa: S608
    for (code,) in store.rows(sql, () if coder is None else (coder,)):
        yield code
