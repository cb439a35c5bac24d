"""What a change must find as it left it, so that it can be taken back or made again by itself.

Two changes can be taken back in any order where neither wrote what the other wrote, refers to what
the other made or took away, or would stand beside it where only one can. Coders and passages are
shared: whoever needs them first makes them, and they stay while anybody needs them.
"""

from collections.abc import Iterable, Iterator

from lmm_qual.store.deltas import Delete, Delta, Insert, Operation, Range, Row, Update
from lmm_qual.store.queries.everything import values_between
from lmm_qual.store.queries.passages import bare_passages
from lmm_qual.store.references import References, Target
from lmm_qual.store.row_set import RowSet, written_ranges
from lmm_qual.store.store import Store

SHARED = ("coder", "passage")
_WHOLES = (
    ("code", "codebook_version"),
    (
        *("setting", "research_question", "time_point", "participant_group"),
        *("collection_method", "recruitment", "approached", "event", "topic_guide"),
    ),
    ("ring", "service", "relation_type", "relation", "embeddedness_aspect"),
    ("monitoring_figure", "monitoring_flow"),
    ("typology", "typology_type", "typology_member"),
)
"""Tables that say one thing together: what changes one builds on every change before it."""
_PLACED = {"coding", "passage", "turn", "speaker", "source_file"}
"""Tables of what stands on a transcript's words: where the words change, it changes with them."""
_WHOLE = {table: at for at, tables in enumerate(_WHOLES) for table in tables}

SharedRow = tuple[str, int]


class Stake:
    """What the operations of one change have at stake, in the project as it is now."""

    def __init__(self, store: Store, delta: Delta) -> None:
        self._store, self._references = store, References(store)
        self._delta = delta
        self._wholes = _wholes(delta)
        self._written = RowSet()
        self._near = RowSet()
        self._in_the_way = RowSet()
        self._going = RowSet()
        self._going_keys: set[Target] = set()
        self.bare: list[int] = []
        """Passages on which nothing would stand any more."""
        self.needed: dict[SharedRow, RowSet] = {}
        """Shared rows that would go, though the rows beside them refer to them."""
        self.there: set[SharedRow] = set()
        """Shared rows that would come, and are there already."""
        self._note_written()
        self._note_going()
        self._note_coming()
        self._note_texts()

    # What there is to lose

    def _note_written(self) -> None:
        for one in self._delta:
            shared = one.table in SHARED and not isinstance(one, Update)
            if not shared:
                self._written.add(one.table, written_ranges(one))

    def _deletes(self) -> Iterator[Delete]:
        return (one for one in self._delta if isinstance(one, Delete))

    def _rows(self, *kinds: type[Insert] | type[Update]) -> Iterator[tuple[str, Row]]:
        return (
            (one.table, row) for one in self._delta if isinstance(one, kinds) for row in one.rows
        )

    def _note_going(self) -> None:
        """Find what refers to the rows that would go."""
        gone = RowSet()
        for one in self._deletes():
            gone.add(one.table, one.ranges)
        for one in self._deletes():
            if one.table in SHARED:
                for first, last in one.ranges:
                    for id_ in range(first, last + 1):
                        self._note_shared(one.table, id_, gone)
                continue
            self._going.add(one.table, one.ranges)
            for table, id_ in self._references.referring(one.table, "id", one.ranges):
                if not gone.holds(table, id_) and not self._points_elsewhere(table, id_, one):
                    self._in_the_way.add_ids(table, [id_])
            for column in self._references.columns_referred_to(one.table) - {"id"}:
                self._note_keys(one, column)
        self._note_bare(gone)

    def _points_elsewhere(self, table: str, id_: int, gone: Delete) -> bool:
        """Say whether the change itself lets a row refer to something else than what goes."""
        changed = {
            name: value
            for one in self._delta
            if isinstance(one, Update) and one.table == table
            for row in one.rows
            if row["id"] == id_
            for name, value in row.items()
        }
        if not changed:
            return False
        (now,) = self._store.mappings(f'"{table}"', "id = ?", (id_,))
        return not any(
            target.table == gone.table
            and target.firm
            and any(first <= target.value <= last for first, last in gone.ranges)
            for target in self._references.of(table, {**now, **changed})
        )

    def _note_shared(self, table: str, id_: int, gone: RowSet) -> None:
        referring = list(self._references.referring(table, "id", [(id_, id_)]))
        rows = RowSet()
        for other, row in referring:
            if not gone.holds(other, row):
                rows.add_ids(other, [row])
        if rows or table == "coder":
            self.needed[table, id_] = rows
        else:
            self._going.add_ids(table, [id_])

    def _note_keys(self, one: Delete, column: str) -> None:
        for first, last in one.ranges:
            for value in values_between(self._store, one.table, column, first, last):
                self._going_keys.add(Target(one.table, column, value))
                found = self._references.referring(one.table, column, [(value, value)])
                for table, id_ in found:
                    self._near.add_ids(table, [id_])

    def _note_bare(self, gone: RowSet) -> None:
        """Find passages that only what goes still stands on."""
        memos, links, decisions = (
            set(_ids(gone, table)) for table in ("memo", "passage_link", "mention_decision")
        )
        resting = self._store.where_in("memo", "target, target_id", "id", memos)
        asked = {id_ for target, id_ in resting if target == "passage"}
        for table, ids in (("passage_link", links), ("mention_decision", decisions)):
            resting = self._store.where_in(table, "passage_id", "id", ids)
            asked |= {id_ for (id_,) in resting}
        asked = {id_ for id_ in asked if not gone.holds("passage", id_)}
        coming = {t.value for t in self._targets() if t.table == "passage"}
        self.bare = bare_passages(
            self._store, asked - coming, memos=memos, links=links, decisions=decisions
        )
        self._going.add_ids("passage", self.bare)

    def _targets(self) -> set[Target]:
        return {
            target
            for table, row in self._rows(Insert, Update)
            for target in self._references.of(table, row)
        }

    def _note_coming(self) -> None:
        """Find what rows that come or change would lack, and what stands where they would."""
        made = {Target(table, "id", row["id"]) for table, row in self._rows(Insert)}
        wanted = self._targets() - made
        wanted |= {Target(table, "id", row["id"]) for table, row in self._rows(Update)}
        self.missing = self._references.missing(wanted)
        for target in self.missing:
            if target.firm:
                self._in_the_way.add_ids(target.table, [target.value])
        for table, row in self._rows(Insert):
            if self._references.missing([Target(table, "id", row["id"])]):
                self._note_alike(table, row)
            elif table in SHARED and self._same(table, row):
                self.there.add((table, row["id"]))
            else:
                self._in_the_way.add_ids(table, [row["id"]])
        for table, row in self._rows(Update):
            for now in self._store.mappings(f'"{table}"', "id = ?", (row["id"],)):
                self._note_alike(table, {**now, **row})

    def _same(self, table: str, row: Row) -> bool:
        return self._store.mappings(f'"{table}"', "id = ?", (row["id"],)) == [row]

    def _note_alike(self, table: str, row: Row) -> None:
        for id_ in self._references.alike(table, row):
            if not self._written.holds(table, id_):
                self._in_the_way.add_ids(table, [id_])

    def _note_texts(self) -> None:
        """Find what stands on transcripts whose words would change, and on which it stands."""
        self._texts = _texts(self._delta)
        self._on = {
            target.value
            for table, row in self._rows(Insert, Update)
            if table in _PLACED
            for target in self._references.of(table, row)
            if target.table == "transcript"
        }
        ends = [(id_, id_) for id_ in self._texts]
        for table, id_ in self._references.referring("transcript", "id", ends):
            if table in _PLACED:
                self._near.add_ids(table, [id_])

    # What another change has to do with it

    def meets(self, delta: Delta) -> bool:
        """Say whether a change, given by what takes it back or makes it again, is in the way.

        Changes are to be asked from the newest on: a row that one took away tells what the one
        that made it refers to.
        """
        if self._wholes & _wholes(delta) or self._on & _texts(delta):
            return True
        if any(rows.meets(delta) for rows in (self._written, self._in_the_way, self._near)):
            return True
        return any(
            self._refers(one.table, row)
            for one in delta
            if not isinstance(one, Delete)
            for row in one.rows
        )

    def _refers(self, table: str, row: Row) -> bool:
        """Say whether a row of another change refers to what goes, or is what is missing."""
        for target in self._references.of(table, row):
            at = target.table, target.value
            if target.firm and at in self.needed:
                self.needed[at].add_ids(table, [row["id"]])
            elif self._goes(target, on_words=table in _PLACED):
                return True
        soft = (target for target in self.missing if not target.firm and target.table == table)
        return any(row.get(target.column) == target.value for target in soft)

    def _goes(self, target: Target, *, on_words: bool) -> bool:
        if not target.firm:
            return target in self._going_keys
        rewritten = target.table == "transcript" and target.value in self._texts
        return (rewritten and on_words) or self._going.holds(target.table, target.value)

    @property
    def stuck(self) -> bool:
        """Say whether it cannot be, whatever else was done."""
        return bool(self._in_the_way)


def _wholes(delta: Iterable[Operation]) -> set[int]:
    return {_WHOLE[one.table] for one in delta if one.table in _WHOLE}


def _texts(delta: Iterable[Operation]) -> set[int]:
    """Give the transcripts whose words operations change."""
    return {
        row["id"]
        for one in delta
        if isinstance(one, Update) and one.table == "transcript"
        for row in one.rows
        if "text" in row
    }


def _ids(rows: RowSet, table: str) -> list[int]:
    ranges: list[Range] = rows.of(table)
    return [id_ for first, last in ranges for id_ in range(first, last + 1)]
