"""Upgrades of the schema: a verified copy first, then each step in one transaction."""

import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

from lmm_qual.store import findings_tables, map_tables, revision_tables
from lmm_qual.store.backup import copy_project
from lmm_qual.store.connecting import connect
from lmm_qual.store.store import told_plainly

Step = Callable[[sqlite3.Connection], None]


def _add_passages(connection: sqlite3.Connection) -> None:
    """Let memos be on words of a transcript that no code was given to."""
    connection.execute("""
        CREATE TABLE passage (
            id INTEGER NOT NULL PRIMARY KEY,
            transcript_id INTEGER NOT NULL REFERENCES transcript (id),
            start INTEGER NOT NULL,
            "end" INTEGER NOT NULL,
            quote VARCHAR NOT NULL,
            UNIQUE (transcript_id, start, "end")
        )
    """)


def _add_findings(connection: sqlite3.Connection) -> None:
    """Let summaries, findings, types, change tags and snapshots be kept."""
    _make_tables(connection, findings_tables.TABLES)


def _add_revision(connection: sqlite3.Connection) -> None:
    """Let deleted codes be restored, corrections be reviewed and memos point to things."""
    _make_tables(connection, revision_tables.TABLES)


def _extend_map(connection: sqlite3.Connection) -> None:
    """Let relations say whose account they are, and services be judged as embedded."""
    _make_tables(connection, map_tables.STATEMENTS)


def _make_tables(connection: sqlite3.Connection, statements: str) -> None:
    for statement in filter(str.strip, statements.split(";")):
        connection.execute(statement)


FIRST_VERSION = 1
STEPS: dict[int, Step] = {2: _add_passages, 3: _add_findings, 4: _add_revision, 5: _extend_map}
"""The step that leads to each version after the first."""


def current_version(steps: Mapping[int, Step] = STEPS) -> int:
    """Give the schema version that this program writes."""
    return max(steps, default=FIRST_VERSION)


def migrate(path: Path, version: int, steps: Mapping[int, Step] = STEPS) -> Path:
    """Bring a project from `version` to the current one; gives the copy made before."""
    copy = path.with_name(f"{path.stem}.schema-{version}{path.suffix}")
    copy_project(path, copy)
    with told_plainly(path), closing(connect(path)) as connection:
        connection.execute("PRAGMA synchronous = EXTRA")
        for target in range(version + 1, current_version(steps) + 1):
            _step(connection, target, steps[target])
    return copy


def _step(connection: sqlite3.Connection, target: int, step: Step) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        step(connection)
        connection.execute(f"PRAGMA user_version = {target}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
