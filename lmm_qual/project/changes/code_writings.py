"""What was written of a code, when the code becomes part of another one: no word of it is lost.

What has a place of its own beside the other code goes there; where that has something in the same
place already, both are kept in it, the words that came marked with the code they came from.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from lmm_qual.model.framework import summary_fault
from lmm_qual.model.problem import refuse
from lmm_qual.project.changes.coding_moves import carried_segments
from lmm_qual.store.deltas import Delta, Update, delete
from lmm_qual.store.queries.codings import coders
from lmm_qual.store.store import Store

Row = dict[str, Any]
_CELL = ("row_kind", "participant_id", "service_key", "transcript_id", "part", "time_key")
_TAGGED = ("design", "participant_id", "service_key", "group_key", "from_time", "to_time")
_BASIS = ("finding_id", "kind", *_CELL)


class CodeWritings:
    """Carries what was written of codes to the code that they become part of."""

    def __init__(self, store: Store, codes: Mapping[int, str], into: int, at: str) -> None:
        """Take the codes that go, each with the name that it is marked with, and the time."""
        self._store, self._codes, self._into, self._when = store, codes, into, at
        self._coders = {id_: name for name, id_ in coders(store).items()}

    def operations(self, codings: Mapping[int, int]) -> Delta:
        """Give the rows to write; `codings` says which coding each one became part of."""
        return [
            *self._summaries(codings),
            *self._tags(),
            *self._bases(),
            *self._memos(),
        ]

    def _rows(self, table: str) -> list[Row]:
        """Give the rows of all codes, those of the one that stays first."""
        marks = ", ".join(str(int(code)) for code in [self._into, *self._codes])
        found = self._store.mappings(table, f"code_id IN ({marks})")
        return sorted(found, key=lambda row: row["code_id"] != self._into)

    def _placed(self, rows: Iterable[Row], place: Sequence[str]) -> dict[Any, list[Row]]:
        found: dict[Any, list[Row]] = {}
        for row in rows:
            found.setdefault(tuple(row[name] for name in place), []).append(row)
        return found

    def _from(self, row: Row) -> str:
        by = self._coders.get(row["coder_id"])
        return f"from the code “{self._codes[row['code_id']]}”{f', by {by}' if by else ''}"

    # Summaries

    def _summaries(self, codings: Mapping[int, int]) -> Delta:
        changed, joined = [], dict[int, list[int]]()
        for kept, *others in self._placed(self._rows("chart_summary"), _CELL).values():
            if kept["code_id"] != self._into:
                changed.append({"id": kept["id"], "code_id": self._into})
            if others:
                joined[kept["id"]] = [row["id"] for row in others]
        written = [self._joined(group, codings) for group in self._groups()]
        gone = [id_ for ids in joined.values() for id_ in ids]
        return [
            Update("chart_summary", changed),
            Update("chart_summary", written),
            *self._links(joined, "summary"),
            delete("chart_summary", gone),
        ]

    def _groups(self) -> list[list[Row]]:
        found = self._placed(self._rows("chart_summary"), _CELL).values()
        return [rows for rows in found if len(rows) > 1]

    def _joined(self, rows: Sequence[Row], codings: Mapping[int, int]) -> Row:
        first, *others = rows
        said = [first["text"], *(f"[{self._from(row)}]\n{row['text']}" for row in others)]
        text = "\n\n".join(said)
        if fault := summary_fault(text):
            what = f"a summary of both codes would not do: {fault}"
            raise refuse(what, "shorten one of them first", file=str(self._store.path))
        on = carried_segments([row["based_on"] for row in rows], codings)
        return {"id": first["id"], "text": text, "based_on": on, "updated": self._when}

    def _links(self, joined: Mapping[int, Sequence[int]], source: str) -> Delta:
        """Let what is kept rest on the passages of what joins it, each once a side."""
        changed, gone = list[Row](), list[int]()
        for kept, others in joined.items():
            found = [row for row in self._resting([kept, *others]) if row["source"] == source]
            found.sort(key=lambda row: row["source_id"] != kept)
            there: dict[Any, Row] = {}
            for row in found:
                key = row["passage_id"], row["side"]
                if key in there:
                    gone.append(row["id"])
                    there[key]["note"] = _notes(there[key]["note"], row["note"])
                else:
                    there[key] = row | {"source_id": kept, "position": len(there)}
            changed += there.values()
        columns = ("id", "source_id", "position", "note")
        rows = [{name: row[name] for name in columns} for row in changed]
        return [delete("passage_link", gone), Update("passage_link", rows)]

    def _resting(self, sources: Sequence[int]) -> list[Row]:
        marks = ", ".join(str(int(id_)) for id_ in sources)
        return self._store.mappings("passage_link", f"source_id IN ({marks})")

    # Change tags

    def _tags(self) -> Delta:
        changed, joined = list[Row](), dict[int, list[int]]()
        for kept, *others in self._placed(self._rows("change_tag"), _TAGGED).values():
            note = "\n".join(filter(None, [kept["note"], *map(self._tag_said, others)])) or None
            row = {"id": kept["id"], "code_id": self._into, "note": note}
            if row != {name: kept[name] for name in row}:
                changed.append(row)
            if others:
                joined[kept["id"]] = [row["id"] for row in others]
        gone = [id_ for ids in joined.values() for id_ in ids]
        return [
            Update("change_tag", changed),
            *self._links(joined, "tag"),
            delete("change_tag", gone),
        ]

    def _tag_said(self, row: Row) -> str:
        return " ".join(filter(None, [f"[{self._from(row)}: {row['tag']}]", row["note"]]))

    # Grounds of findings, memos and what points to the code

    def _bases(self) -> Delta:
        changed, gone = [], []
        for kept, *others in self._placed(self._rows("finding_basis"), _BASIS).values():
            if kept["code_id"] != self._into:
                changed.append({"id": kept["id"], "code_id": self._into})
            gone += [row["id"] for row in others]
        return [Update("finding_basis", changed), delete("finding_basis", gone)]

    def _memos(self) -> Delta:
        codes = ", ".join(str(int(code)) for code in self._codes)
        on = self._store.mappings("memo", f"target = 'code' AND target_id IN ({codes})")
        both = ", ".join(str(int(code)) for code in [self._into, *self._codes])
        where = f"target = 'code' AND target_id IN ({both})"
        links = self._store.mappings("memo_link", where)
        links.sort(key=lambda row: row["target_id"] != self._into)
        pointing = self._placed(links, ("memo_id",)).values()
        return [
            Update("memo", [{"id": row["id"], "target_id": self._into} for row in on]),
            delete("memo_link", [row["id"] for _, *others in pointing for row in others]),
            Update(
                "memo_link",
                [
                    {"id": row["id"], "target_id": self._into}
                    for row, *_ in pointing
                    if row["target_id"] != self._into
                ],
            ),
        ]


def _notes(ours: str | None, theirs: str | None) -> str | None:
    """Give both notes where they differ."""
    return "\n".join(dict.fromkeys(filter(None, [ours, theirs]))) or None
