"""Whether a project's content can be shown at all, looked up before it is: by quick queries.

`check` finds more. This finds what somebody who wrote into the file by hand may have left there
and no screen could show: codings past the text, codes that are not there, values of another kind.
"""

from collections.abc import Iterator

from lmm_qual.model.problem import Problem
from lmm_qual.store.store import Store, StoreFaultError

REMEDY = "restore a backup; `check` lists all that is wrong"
_SHOWN = (
    *("setting", "research_question", "time_point", "participant_group", "collection_method"),
    *("recruitment", "approached", "event", "topic_guide", "participant", "consent", "code"),
    *("codebook_version", "coder", "transcript", "speaker", "coding_pass", "memo"),
)
_OF_TRANSCRIPT = ("turn", "coding")
_KINDS = {
    "VARCHAR": ("text", "text"),
    "INTEGER": ("integer", "whole number"),
    "BOOLEAN": ("integer", "yes or no"),
    "BLOB": ("blob", "file"),
}
_DEEPEST = 300
"""So deep codes may stand; importing allows far less."""


def require_sound_study(store: Store) -> None:
    """Refuse a study that no screen could show; raises `BadInputError`."""
    for table in _SHOWN:
        _require(store, _other_kinds(store, table))
    _require(store, _codes_nowhere(store), _codings_without_code(store))


def require_numbers(store: Store) -> None:
    """Refuse a study whose turns and codings cannot be counted, which takes longer to see."""
    for table in _OF_TRANSCRIPT:
        _require(store, _other_kinds(store, table))


def require_sound_transcript(store: Store, id: int, key: str) -> None:
    """Refuse a transcript that no screen could show; raises `BadInputError`."""
    for table in _OF_TRANSCRIPT:
        _require(store, _other_kinds(store, table, id), place=key)
    _require(
        store, _turns_outside(store, id), _codings_outside(store, id), _lost(store, id), place=key
    )


def _require(store: Store, *found: Iterator[str], place: str = "") -> None:
    for faults in found:
        # All are read: a query left in the middle would keep the file from being written.
        for fault in list(faults)[:1]:
            raise StoreFaultError(Problem(str(store.path), fault, place, REMEDY))


def _other_kinds(store: Store, table: str, transcript: int | None = None) -> Iterator[str]:
    """Find values that are not of their column's kind: in any column first, then in which."""
    tests: dict[tuple[str, str], str] = {}
    for _, column, declared, needed, *_ in list(store.rows(f"PRAGMA table_info({table})")):
        kind, said = _KINDS.get(declared, ("", ""))
        kinds = f"'{kind}'" if needed or column == "id" else f"'{kind}', 'null'"
        if kind:
            tests[column, said] = f'typeof("{column}") NOT IN ({kinds})'
    one = "1" if transcript is None else f"transcript_id = {transcript}"
    sql = f"SELECT id FROM {table} WHERE {one} AND ({{}}) LIMIT 1"  # noqa: S608
    if not list(store.rows(sql.format(" OR ".join(tests.values()) or "0"))):
        return
    for (column, said), test in tests.items():
        for (row,) in store.rows(sql.format(test)):
            yield f"“{column.rstrip('_')}” of {table} {row} is no {said}"


def _codes_nowhere(store: Store) -> Iterator[str]:
    """Find codes that stand under one that is not there, or in a circle."""
    sql = """
        WITH RECURSIVE reached (id, depth) AS (
            SELECT id, 0 FROM code WHERE parent_id IS NULL
            UNION ALL
            SELECT code.id, depth + 1 FROM code JOIN reached ON code.parent_id = reached.id
            WHERE depth < ?
        )
        SELECT id FROM code WHERE id NOT IN (SELECT id FROM reached) LIMIT 1
    """
    for (code,) in store.rows(sql, (_DEEPEST,)):
        yield f"code {code} stands under no code of the codebook"


def _codings_without_code(store: Store) -> Iterator[str]:
    """Find codings of codes that are not there, going from code to code through their index."""
    sql = """
        WITH RECURSIVE used (id) AS (
            SELECT min(code_id) FROM coding
            UNION ALL
            SELECT (SELECT min(code_id) FROM coding WHERE code_id > used.id)
            FROM used WHERE used.id IS NOT NULL
        )
        SELECT id FROM used WHERE id IS NOT NULL AND id NOT IN (SELECT id FROM code) LIMIT 1
    """
    for (code,) in store.rows(sql):
        yield f"there are codings of a code, {code}, that is not there"


def _turns_outside(store: Store, transcript: int) -> Iterator[str]:
    sql = """
        SELECT n FROM (
            SELECT n, label_start, start, "end", lag("end", 1, 0) OVER (ORDER BY start) AS before,
                   (SELECT length(text) FROM transcript WHERE id = :id) AS length
            FROM turn WHERE transcript_id = :id
        )
        WHERE NOT (before <= label_start AND label_start <= start
                   AND start <= "end" AND "end" <= length) LIMIT 1
    """
    for (turn,) in store.rows(sql, {"id": transcript}):
        yield f"turn {turn} does not fit the text"


def _codings_outside(store: Store, transcript: int) -> Iterator[str]:
    sql = """
        SELECT id FROM coding WHERE transcript_id = :id AND NOT (
            0 <= start AND start < "end"
            AND "end" <= (SELECT length(text) FROM transcript WHERE id = :id)
        ) LIMIT 1
    """
    for (coding,) in store.rows(sql, {"id": transcript}):
        yield f"coding {coding} does not fit the text"


def _lost(store: Store, transcript: int) -> Iterator[str]:
    """Find codings by coders and turns of speakers that are not there."""
    sql = """
        SELECT 'coding ' || id || ' is by a coder who is not there' FROM coding
        WHERE transcript_id = :id AND coder_id NOT IN (SELECT id FROM coder)
        UNION ALL
        SELECT 'turn ' || n || ' is by a speaker who is not there' FROM turn
        WHERE transcript_id = :id AND speaker_id IS NOT NULL
              AND speaker_id NOT IN (SELECT id FROM speaker) LIMIT 1
    """
    for (said,) in store.rows(sql, {"id": transcript}):
        yield said
