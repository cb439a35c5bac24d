"""Whether a project's content can be shown at all, looked up before it is: by quick queries.

`check` finds more. This finds what somebody who wrote into the file by hand may have left there
and no screen could show: codings past the text, codes that are not there, values of another kind.
"""

from collections.abc import Iterator, Sequence

from lmm_qual.model.problem import Problem
from lmm_qual.store.store import DamagedError, Store

REMEDY = "restore a backup; `check` lists all that is wrong"
_SHOWN = (
    *("setting", "research_question", "time_point", "participant_group", "collection_method"),
    *("recruitment", "approached", "event", "topic_guide", "participant", "consent", "code"),
    *("codebook_version", "coder", "transcript", "speaker", "coding_pass", "memo"),
    *("passage_link", "chart_summary", "finding", "finding_basis", "recommendation"),
    *("recommendation_finding", "typology", "typology_type", "typology_member"),
    *("bin_entry", "correction", "review", "memo_link"),
    *("mention_decision", "embeddedness_aspect", "embeddedness"),
)
_KINDS = {
    "VARCHAR": ("text", "text"),
    "INTEGER": ("integer", "whole number"),
    "BOOLEAN": ("integer", "yes or no"),
    "BLOB": ("blob", "file"),
}
_LENGTH = "(SELECT length(text) FROM transcript WHERE id = :id)"
_MISFITS = {
    "turn": {
        "does not fit the text": f"""NOT (
            0 <= label_start AND label_start <= start AND start <= "end" AND "end" <= {_LENGTH}
        )""",
        "is by a speaker who is not there": """
            speaker_id IS NOT NULL AND speaker_id NOT IN (SELECT id FROM speaker)
        """,
    },
    "coding": {
        "does not fit the text": f"""NOT (
            0 <= start AND start < "end" AND "end" <= {_LENGTH}
        )""",
        "is by a coder who is not there": "coder_id NOT IN (SELECT id FROM coder)",
    },
}
"""What is said of a turn or a coding, and SQL that is true of it then."""
_NUMBERS = {"turn": "n", "coding": "id"}
_DEEPEST = 300
"""So deep codes may stand; importing allows far less."""


def require_sound_study(store: Store) -> None:
    """Refuse a study that no screen could show; raises `BadInputError`."""
    for table in _SHOWN:
        _require(store, _other_kinds(store, table))
    _require(store, _codes_nowhere(store), _codings_without_code(store))


def require_numbers(store: Store) -> None:
    """Refuse a study whose turns and codings cannot be counted, which takes longer to see.

    All of them are looked at, those of no transcript too, since counting meets them as well.
    """
    for table in _MISFITS:
        _require(store, _other_kinds(store, table))


def require_sound_transcript(store: Store, id: int, key: str) -> None:
    """Refuse a transcript that no screen could show; raises `BadInputError`.

    That a turn begins before the one before it ends is seen when the text is laid out.
    """
    for table, tests in _MISFITS.items():
        kinds = [test for _, _, test in _kind_tests(store, table)]
        if _first(store, table, id, [*kinds, *tests.values()]) is not None:
            _require(store, _other_kinds(store, table, id), _misfits(store, table, id), place=key)


def _require(store: Store, *found: Iterator[str], place: str = "") -> None:
    for faults in found:
        # All are read: a query left in the middle would keep the file from being written.
        for fault in list(faults)[:1]:
            raise DamagedError(store.path, Problem(str(store.path), fault, place, REMEDY))


def _other_kinds(store: Store, table: str, transcript: int | None = None) -> Iterator[str]:
    """Find values that are not of their column's kind: in any column first, then in which."""
    tests = _kind_tests(store, table)
    if _first(store, table, transcript, [test for _, _, test in tests]) is None:
        return
    for column, said, test in tests:
        row = _first(store, table, transcript, [test])
        if row is not None:
            yield f"“{column.rstrip('_')}” of {table} {row} is no {said}"


def _kind_tests(store: Store, table: str) -> list[tuple[str, str, str]]:
    """Give column, what its values should be, and SQL that is true where one is something else."""
    tests = []
    for _, column, declared, needed, *_ in list(store.rows(f"PRAGMA table_info({table})")):
        kind, said = _KINDS.get(declared, ("", ""))
        empty = "" if needed or column == "id" else f'"{column}" IS NOT NULL AND '
        if kind:
            tests.append((column, said, f"({empty}typeof(\"{column}\") <> '{kind}')"))
    return tests


def _misfits(store: Store, table: str, transcript: int) -> Iterator[str]:
    """Find turns or codings that do not fit the text, or are by somebody who is not there."""
    for said, test in _MISFITS[table].items():
        row = _first(store, table, transcript, [test])
        if row is not None:
            number = store.value(f"SELECT {_NUMBERS[table]} FROM {table} WHERE id = ?", (row,))  # noqa: S608
            yield f"{table} {number} {said}"


def _first(store: Store, table: str, transcript: int | None, tests: Sequence[str]) -> int | None:
    """Give the id of the first row, of a transcript or of all, that a test is true of."""
    one = "1" if transcript is None else "transcript_id = :id"
    sql = f"SELECT id FROM {table} WHERE {one} AND ({' OR '.join(tests) or '0'}) LIMIT 1"  # noqa: S608
    row: int | None = store.value(sql, {"id": transcript})
    return row


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
