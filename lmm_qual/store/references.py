"""What rows refer to: by foreign keys, and by what no foreign key can say.

A row refers to a value of another table's column: mostly to an id. Ids that people write and
versions of the codebook may stand for something that no table has (`firm` is false then).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from lmm_qual.store.deltas import Range, Row
from lmm_qual.store.store import Store


class Target(NamedTuple):
    """A value of a column that something refers to."""

    table: str
    column: str
    value: Any

    @property
    def firm(self) -> bool:
        """Say whether it must be there."""
        return self.column == "id"


class Reference(NamedTuple):
    """A column that refers to another table's, in all rows or where a column says so."""

    table: str
    column: str
    to: str
    to_column: str = "id"
    where: tuple[str, str] | None = None


_KINDS: Mapping[tuple[str, str, str], Mapping[str, str]] = {
    ("memo", "target_id", "target"): {
        "coding": "coding",
        "passage": "passage",
        "transcript": "transcript",
        "session": "transcript",
        "code": "code",
    },
    ("passage_link", "source_id", "source"): {
        "summary": "chart_summary",
        "finding": "finding",
        "tag": "change_tag",
        "service": "service",
        "relation": "relation",
        "embeddedness": "embeddedness",
    },
    ("memo_link", "target_id", "target"): {"code": "code", "passage": "passage", "memo": "memo"},
    ("review", "target_id", "target"): {"coding": "coding", "passage": "passage"},
}
"""The table that an id is of, where another column tells."""
_KEYS: Mapping[str, Sequence[tuple[str, str]]] = {
    "time_point": (
        ("transcript", "time_key"),
        ("consent", "time_key"),
        ("chart_summary", "time_key"),
        ("finding_basis", "time_key"),
        ("change_tag", "from_time"),
        ("change_tag", "to_time"),
        ("embeddedness", "time_key"),
    ),
    "participant_group": (
        ("transcript", "group_key"),
        ("speaker", "group_key"),
        ("participant", "group_key"),
        ("change_tag", "group_key"),
    ),
    "service": (
        ("transcript", "service_key"),
        ("speaker", "service_key"),
        ("approached", "service_key"),
        ("chart_summary", "service_key"),
        ("finding_basis", "service_key"),
        ("typology_member", "service_key"),
        ("change_tag", "service_key"),
        ("embeddedness", "service_key"),
    ),
    "embeddedness_aspect": (("embeddedness", "aspect_key"),),
    "collection_method": (("transcript", "method"),),
    "research_question": (("finding", "question_key"),),
}
"""The columns that hold ids as people write them, by the table that defines those."""
_VERSIONS = (("coding", "version"), ("coding_pass", "version"))
_ONE_EACH: Mapping[str, Sequence[tuple[str, ...]]] = {
    "memo": (("target", "target_id", "coder_id"),),
    "coding_voice": (("coding_id", "participant_id"),),
    "consent": (("participant_id", "time_key"),),
    "speaker": (("transcript_id", "label"),),
    "chart_summary": (
        ("participant_id", "service_key", "transcript_id", "code_id", "part", "time_key"),
    ),
    "change_tag": (
        ("participant_id", "service_key", "group_key", "code_id", "from_time", "to_time"),
    ),
    "embeddedness": (("service_key", "time_key", "aspect_key"),),
    "recommendation_finding": (("recommendation_id", "finding_id"),),
    "finding_basis": (
        (
            *("finding_id", "memo_id", "participant_id", "service_key", "transcript_id"),
            *("code_id", "part", "time_key"),
        ),
    ),
}
"""Columns in which no two rows are alike, though the table would take them."""


def _declared() -> Iterator[Reference]:
    for (table, column, kind), tables in _KINDS.items():
        for said, to in tables.items():
            yield Reference(table, column, to, where=(kind, said))
    for to, columns in _KEYS.items():
        for table, column in columns:
            yield Reference(table, column, to, "key")
    for table, column in _VERSIONS:
        yield Reference(table, column, "codebook_version", "number")


class References:
    """What the tables of a project refer to, and what no two rows of a table share."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._from: dict[str, list[Reference]] = {}
        self._to: dict[str, list[Reference]] = {}
        self._unique: dict[str, list[tuple[str, ...]]] = {}
        for reference in (*self._foreign_keys(), *_declared()):
            self._from.setdefault(reference.table, []).append(reference)
            self._to.setdefault(reference.to, []).append(reference)

    def _foreign_keys(self) -> Iterator[Reference]:
        sql = """
            SELECT tables.name, keys."from", keys."table", coalesce(keys."to", 'id')
            FROM sqlite_master AS tables, pragma_foreign_key_list(tables.name) AS keys
            WHERE tables.type = 'table'
        """
        return (Reference(*found) for found in self._store.tuples(sql))

    def of(self, table: str, row: Row) -> Iterator[Target]:
        """Give what a row, or as much of one as is known, refers to."""
        for _, column, to, to_column, where in self._from.get(table, ()):
            value = row.get(column)
            if value is None or (where and row.get(where[0]) != where[1]):
                continue
            yield Target(to, to_column, value)

    def columns_referred_to(self, table: str) -> set[str]:
        """Give the columns of a table that others refer to."""
        return {reference.to_column for reference in self._to.get(table, ())}

    def referring(
        self, table: str, column: str, wanted: Iterable[Range | tuple[str, str]]
    ) -> Iterator[tuple[str, int]]:
        """Give the rows, as table and id, that refer to values of a column, from one to another."""
        ranges = list(wanted)
        for reference in self._to.get(table, ()):
            if reference.to_column != column:
                continue
            where = f'AND "{reference.where[0]}" = ?' if reference.where else ""
            sql = f"""
                SELECT id FROM "{reference.table}"
                WHERE "{reference.column}" BETWEEN ? AND ? {where}
            """  # noqa: S608
            kind = reference.where[1:] if reference.where else ()
            for ends in ranges:
                for (id_,) in self._store.tuples(sql, (*ends, *kind)):
                    yield reference.table, id_

    def missing(self, targets: Iterable[Target]) -> set[Target]:
        """Give those of the targets that are not there."""
        wanted: dict[tuple[str, str], set[Any]] = {}
        for table, column, value in targets:
            wanted.setdefault((table, column), set()).add(value)
        found: set[Target] = set()
        for (table, column), values in wanted.items():
            there = {
                value
                for (value,) in self._store.where_in(
                    f'"{table}"', f'"{column}"', f'"{column}"', values
                )
            }
            found |= {Target(table, column, value) for value in values - there}
        return found

    def alike(self, table: str, row: Row) -> Iterator[int]:
        """Give the ids of rows beside which a row could not stand."""
        if table == "memo" and row["target"] != "session":
            return
        for columns in self._alone(table):
            tests = " AND ".join(f'"{column}" IS ?' for column in columns)
            sql = f'SELECT id FROM "{table}" WHERE {tests}'  # noqa: S608
            values = tuple(row[column] for column in columns)
            yield from (id_ for (id_,) in self._store.tuples(sql, values) if id_ != row["id"])

    def _alone(self, table: str) -> list[tuple[str, ...]]:
        if table not in self._unique:
            sql = 'SELECT name FROM pragma_index_list(?) WHERE "unique"'
            indexes = [name for (name,) in self._store.tuples(sql, (table,))]
            sql = "SELECT name FROM pragma_index_info(?) ORDER BY seqno"
            found = [
                tuple(column for (column,) in self._store.tuples(sql, (name,))) for name in indexes
            ]
            self._unique[table] = [*found, *_ONE_EACH.get(table, ())]
        return self._unique[table]
