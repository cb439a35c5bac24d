"""Sets of rows, by table, as ranges of ids: an import of 60,000 codings is one range."""

from bisect import bisect_right
from collections.abc import Iterable

from lmm_qual.store.deltas import Delete, Operation, Range


def written_ranges(operation: Operation) -> Iterable[Range]:
    """Give the rows that an operation writes, as ranges of ids."""
    if isinstance(operation, Delete):
        return operation.ranges
    return ((row["id"], row["id"]) for row in operation.rows)


class RowSet:
    """Rows, by table."""

    def __init__(self) -> None:
        self._ranges: dict[str, list[Range]] = {}
        self._sorted: set[str] = set()

    def add(self, table: str, ranges: Iterable[Range]) -> None:
        """Take in rows."""
        self._ranges.setdefault(table, []).extend(ranges)
        self._sorted.discard(table)

    def add_ids(self, table: str, ids: Iterable[int]) -> None:
        """Take in rows, one by one."""
        self.add(table, ((id_, id_) for id_ in ids))

    def __bool__(self) -> bool:
        return any(self._ranges.values())

    def of(self, table: str) -> list[Range]:
        """Give the rows of a table, as ranges in order that do not meet."""
        if table not in self._sorted:
            merged: list[Range] = []
            for first, last in sorted(self._ranges.get(table, [])):
                if merged and first <= merged[-1][1] + 1:
                    merged[-1] = merged[-1][0], max(last, merged[-1][1])
                else:
                    merged.append((first, last))
            self._ranges[table] = merged
            self._sorted.add(table)
        return self._ranges[table]

    def tables(self) -> list[str]:
        """Give the tables of which there are rows."""
        return [table for table, ranges in self._ranges.items() if ranges]

    def holds(self, table: str, id: int) -> bool:
        """Say whether a row is among them."""
        return self.meets_range(table, (id, id))

    def meets_range(self, table: str, wanted: Range) -> bool:
        """Say whether any row of a range is among them."""
        if not self._ranges.get(table):
            return False
        ranges = self.of(table)
        at = bisect_right(ranges, (wanted[1], wanted[1])) - 1
        reached = at + 1 < len(ranges) and ranges[at + 1][0] <= wanted[1]
        return reached or (at >= 0 and ranges[at][1] >= wanted[0])

    def meets(self, operations: Iterable[Operation]) -> bool:
        """Say whether operations write any of the rows."""
        return any(
            self.meets_range(one.table, wanted)
            for one in operations
            if one.table in self._ranges
            for wanted in written_ranges(one)
        )
