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
    # In this order SQLite reads an index alone, not the codings with their words.
    sql = "SELECT code_id, transcript_id, count(*) FROM coding GROUP BY transcript_id, code_id"
    return store.records(UseRow, sql)


_SEEN = """
    (:coder IS NULL OR coder.name = :coder OR coding.transcript_id IN (
        SELECT coding_pass.transcript_id FROM coding_pass
        JOIN coder AS reader ON reader.id = coding_pass.coder_id
        WHERE reader.name = :coder AND coding_pass.status = 'finished'))
"""


def passages(
    store: Store, codes: Iterable[int], transcripts: Iterable[int], coder: str | None
) -> list[PassageRow]:
    """Give the passages of codes in some transcripts that a coder may see, by place.

    Those are the coder's own and, where the coder has finished a pass, everybody's; where nobody
    is coding, all.
    """
    return store.records(
        PassageRow,
        f"""
        SELECT coding.id, coding.transcript_id, transcript.key, coding.start,
               (SELECT speaker.label FROM turn LEFT JOIN speaker ON speaker.id = turn.speaker_id
                WHERE turn.transcript_id = coding.transcript_id AND turn.start <= coding.start
                ORDER BY turn.start DESC LIMIT 1),
               coding.code_id, coder.name, coding.quote
        FROM coding
        JOIN transcript ON transcript.id = coding.transcript_id
        JOIN coder ON coder.id = coding.coder_id
        WHERE coding.transcript_id IN ({_listed(transcripts)})
              AND +coding.code_id IN ({_listed(codes)}) AND {_SEEN}
        ORDER BY coding.start, coding.end DESC, coding.id
        """,  # noqa: S608
        {"coder": coder},
    )


def _listed(ids: Iterable[int]) -> str:
    return ", ".join(str(int(id_)) for id_ in ids)


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
