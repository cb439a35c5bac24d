"""An open project file: reading, and writing in transactions."""

import json
import sqlite3
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple, Self, TypeVar

from lmm_qual.model.problem import BadInputError, Problem, refuse
from lmm_qual.store.connecting import database_errors
from lmm_qual.store.lock import WriteLock
from lmm_qual.store.undisturbed import WRITING

R = TypeVar("R", bound=NamedTuple)
Params = Sequence[object] | Mapping[str, object]


RESTORE = "restore a backup with `lmm-qual restore`"


class StoreFaultError(BadInputError):
    """The project file could not be read or written; what was to be stored is not."""


class DamagedError(StoreFaultError):
    """The file is damaged, gone or something else than a project: a backup may take its place."""

    def __init__(self, path: Path, problem: Problem) -> None:
        super().__init__(problem)
        self.path = path


def damaged(path: Path, what: str, remedy: str = RESTORE) -> DamagedError:
    """Make the error for a project whose backup may be wanted, to be raised."""
    return DamagedError(path, Problem(file=str(path), what=what, remedy=remedy))


class Store:
    """A project file that is open, for reading or (with its lock held) for writing."""

    def __init__(self, path: Path, connection: sqlite3.Connection, lock: WriteLock | None) -> None:
        self.path = path
        self._connection = connection
        self._lock = lock
        self.kept_ids: dict[str, int] = {}
        """The highest id of each table that a change, now undone, would insert again."""
        self._text: tuple[int, int, str] | None = None
        """The transcript's text that was read last: state of the file, id, text."""

    @property
    def read_only(self) -> bool:
        """Say whether writing is refused."""
        return self._lock is None

    def rows(self, sql: str, params: Params = ()) -> Iterator[Any]:
        """Give the rows of a query as tuples."""
        with told_plainly(self.path):
            yield from self._connection.execute(sql, params)

    def tuples(self, sql: str, params: Params = ()) -> list[Any]:
        """Give all rows of a query at once, which is faster where there are many."""
        with told_plainly(self.path):
            return self._connection.execute(sql, params).fetchall()

    def records(self, kind: type[R], sql: str, params: Params = ()) -> list[R]:
        """Give the rows of a query as records of `kind`, whose fields are the query's columns."""
        with told_plainly(self.path):
            return list(map(kind._make, self._connection.execute(sql, params)))

    def mappings(self, table: str, where: str = "1", params: Params = ()) -> list[dict[str, Any]]:
        """Give whole rows of a table, by id, as stored."""
        with told_plainly(self.path):
            sql = f"SELECT * FROM {table} WHERE {where} ORDER BY id"  # noqa: S608
            cursor = self._connection.execute(sql, params)
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor]

    def mappings_in(self, table: str, column: str, ids: Iterable[int]) -> list[dict[str, Any]]:
        """Give whole rows in which a column is one of the ids, by their own id, as stored."""
        where = f"{column} IN (SELECT value FROM json_each(?))"  # noqa: S608
        return self.mappings(table, where, (json.dumps(sorted(ids)),))

    def where_in(
        self, table: str, columns: str, column: str, values: Iterable[object]
    ) -> Iterator[Any]:
        """Give columns of the rows in which `column` is one of the values."""
        for part in chunks(list(values)):
            marks = ", ".join("?" * len(part))
            sql = f"SELECT {columns} FROM {table} WHERE {column} IN ({marks})"  # noqa: S608
            yield from self.rows(sql, part)

    def value(self, sql: str, params: Params = ()) -> Any:
        """Give the first column of the first row, or `None`."""
        return next(iter(self.rows(sql, params)), (None,))[0]

    def data_version(self) -> int:
        """Give a number that is another once somebody else has written to the file."""
        found: int = self.value("PRAGMA data_version")
        return found

    def text_of(self, transcript: int) -> str:
        """Give a transcript's stored text; the last one read is kept until it may be another."""
        sql = "SELECT text FROM transcript WHERE id = ?"
        known = None if self._connection.in_transaction else self._text
        state = self.data_version()
        if known is None or known[:2] != (state, transcript):
            known = self._text = state, transcript, self.value(sql, (transcript,))
        return known[2]

    def integrity_faults(self) -> list[str]:
        """Give what SQLite finds wrong with the file: nothing, where it is sound."""
        from lmm_qual.store.backup import check_integrity

        with told_plainly(self.path):
            return check_integrity(self._connection)

    @contextmanager
    def transaction(self, tables: Container[str] | None = None) -> Iterator[sqlite3.Connection]:
        """Write: all of it is on disk when the block ends, or none of it after an error.

        `tables` holds, when the block ends, those that were written; without it all may have been.
        """
        if self._lock is None:
            raise refuse("is open for reading only", "open it for writing", file=str(self.path))
        with told_plainly(self.path), WRITING:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                self._connection.execute("PRAGMA defer_foreign_keys = ON")
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                self._roll_back()
                self._text = None
                raise
            if tables is None or "transcript" in tables:
                self._text = None

    def vacuum(self) -> None:
        """Write the file anew, so that nothing is left in it of what was deleted."""
        if self._lock is None:
            raise refuse("is open for reading only", "open it for writing", file=str(self.path))
        with told_plainly(self.path), WRITING:
            self._connection.execute("PRAGMA temp_store = MEMORY")
            self._connection.execute("VACUUM")

    def _roll_back(self) -> None:
        """Take back what is open; after some faults SQLite has done so by itself."""
        with suppress(*database_errors()):
            self._connection.execute("ROLLBACK")

    def close(self) -> None:
        """Close the file and give the lock back."""
        self._connection.close()
        if self._lock is not None:
            self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


@contextmanager
def told_plainly(path: Path) -> Iterator[None]:
    """Turn the database's errors into one plain line each."""
    try:
        yield
    except database_errors() as error:
        raise _plain(error, path) from error
    except UnicodeDecodeError as error:  # what the database says may hold bytes of a spoilt page
        raise damaged(path, "is damaged") from error
    except OverflowError as error:
        raise refuse("a number is too large to be stored", file=str(path)) from error
    except Exception as error:
        # Making a project goes through SQLAlchemy, which wraps what the database says.
        if isinstance(original := getattr(error, "orig", None), database_errors()):
            raise _plain(original, path) from error
        raise


_REMEDIES = {
    sqlite3.SQLITE_IOERR_DIR_FSYNC: (
        "was changed, but the disk reports an error, and the change may not last",
        "look whether it is there, and copy the project to another disk",
    ),
    sqlite3.SQLITE_FULL: ("the disk is full", "make room and try again"),
    sqlite3.SQLITE_BUSY: ("another program is using it", "close it there and try again"),
    sqlite3.SQLITE_LOCKED: ("another program is using it", "close it there and try again"),
    sqlite3.SQLITE_READONLY_DBMOVED: (
        "was moved, removed or replaced while it was open",
        "put it back, or close the study and open the file that is there now",
    ),
    sqlite3.SQLITE_READONLY: ("may not be written to", "check its permissions and its folder's"),
    sqlite3.SQLITE_IOERR: ("the disk reports an error", "copy the project to another disk"),
    sqlite3.SQLITE_CORRUPT: ("is damaged", RESTORE),
    sqlite3.SQLITE_NOTADB: ("is no lmm-qual project", "check the path"),
    sqlite3.SQLITE_CANTOPEN: ("cannot be opened", "check the path and its permissions"),
}


_BY_WORDS = {
    "database or disk is full": sqlite3.SQLITE_FULL,
    "disk I/O error": sqlite3.SQLITE_IOERR,
    "database disk image is malformed": sqlite3.SQLITE_CORRUPT,
}
"""What is said where a function of SQLCipher's own passes the fault on without its number."""


def _plain(error: Exception, path: Path) -> BadInputError:
    code = int(getattr(error, "sqlite_errorcode", 0))
    if code in {0, sqlite3.SQLITE_ERROR}:
        code = _BY_WORDS.get(str(error), code)
    otherwise = f"the project file reports: {error}", "run `check` on it"
    what, remedy = _REMEDIES.get(code) or _REMEDIES.get(code & 0xFF, otherwise)
    if code & 0xFF in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}:
        return damaged(path, what, remedy)
    return StoreFaultError(Problem(file=str(path), what=what, remedy=remedy))


def chunks(items: Sequence[Any], size: int = 500) -> Iterable[Sequence[Any]]:
    """Cut a sequence into parts short enough for one statement."""
    return (items[at : at + size] for at in range(0, len(items), size))
