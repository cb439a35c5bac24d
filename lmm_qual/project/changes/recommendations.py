"""Changes of recommendations and typologies."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from lmm_qual.definitions.checks import nearest
from lmm_qual.definitions.finding_checks import check_findings
from lmm_qual.definitions.tree import Path
from lmm_qual.model.finding import Findings, Typology
from lmm_qual.model.problem import refuse
from lmm_qual.project.changes.change import Author
from lmm_qual.project.changes.finding_grounds import Grounds
from lmm_qual.project.changes.finding_rows import (
    checked_key,
    known_ids,
    next_position,
    set_below,
    set_rows,
)
from lmm_qual.project.changes.findings import KEEP, require_words
from lmm_qual.store.deltas import Delta, Ids, Insert, Update, delete
from lmm_qual.store.queries.findings import find_recommendation, find_typology
from lmm_qual.store.store import Store


@dataclass
class AddRecommendation:
    """Write what somebody should do, and the findings it follows from."""

    text: str
    to: str | None
    findings: Sequence[str]
    key: str = ""
    kind: str = "findings recommend"
    label: str = field(default="recommendation", init=False)
    made: str = field(default="", init=False)

    def operations(self, store: Store, author: Author) -> Delta:
        """Insert the rows; raises where a finding is not there, or it has no words."""
        self.made = checked_key(store, "recommendation", self.key, "R")
        self.label = f"recommendation {self.made}"
        require_words(store, self.text, "a recommendation")
        known = finding_ids(store, self.findings)
        ids = Ids(store)
        new = ids.take("recommendation")
        row = {
            "id": new,
            "position": next_position(store, "recommendation"),
            "key": self.made,
            "text": self.text,
            "addressee": self.to or None,
        }
        follows = [
            {"id": ids.take("recommendation_finding"), **one} for one in follow_rows(new, known)
        ]
        return [Insert("recommendation", [row]), Insert("recommendation_finding", follows)]


@dataclass
class EditRecommendation:
    """Give a recommendation other words, another addressee or other findings."""

    recommendation: str
    text: str = KEEP
    to: str | None = KEEP
    findings: Sequence[str] | None = None
    kind: str = "findings edit"
    label: str = field(default="edit of a recommendation", init=False)

    def operations(self, store: Store, author: Author) -> Delta:
        """Update the rows; raises where recommendation or finding is not there."""
        row = find_recommendation(store, self.recommendation)
        self.label = f"edit of recommendation {row.key}"
        changed: dict[str, str | None] = {}
        if self.text not in {KEEP, row.text}:
            require_words(store, self.text, "a recommendation")
            changed["text"] = self.text
        if self.to != KEEP and (self.to or None) != row.addressee:
            changed["addressee"] = self.to or None
        delta: Delta = []
        if changed:
            delta.append(Update("recommendation", [{"id": row.id, **changed}]))
        if self.findings is not None:
            rows = follow_rows(row.id, finding_ids(store, self.findings))
            owner = ("recommendation_id", [row.id])
            delta += set_below(store, Ids(store), "recommendation_finding", owner, rows)
        return delta


@dataclass
class DeleteRecommendation:
    """Take a recommendation away."""

    recommendation: str
    kind: str = "findings delete"
    label: str = field(default="deletion of a recommendation", init=False)

    def operations(self, store: Store, author: Author) -> Delta:
        """Delete the rows; raises where it is not there."""
        row = find_recommendation(store, self.recommendation)
        self.label = f"deletion of recommendation {row.key}"
        follows = store.where_in("recommendation_finding", "id", "recommendation_id", [row.id])
        return [
            delete("recommendation_finding", [id_ for (id_,) in follows]),
            delete("recommendation", [row.id]),
        ]


def finding_ids(store: Store, keys: Sequence[str]) -> list[int]:
    """Give the ids of findings by key, each once; raises `BadInputError` for unknown ones."""
    known = known_ids(store, "finding")
    for key in keys:
        if key not in known:
            raise refuse(f"no finding “{key}”", nearest(key, known), file=str(store.path))
    return list(dict.fromkeys(known[key] for key in keys))


def follow_rows(recommendation: int, findings: Sequence[int]) -> list[dict[str, Any]]:
    """Give the rows, without ids, that let a recommendation follow from findings."""
    return [
        {"recommendation_id": recommendation, "finding_id": finding, "position": at}
        for at, finding in enumerate(findings)
    ]


@dataclass
class SetTypology:
    """Write a typology whole: in place of the one with its id, else behind the others."""

    typology: Typology
    kind: str = "findings typology"

    @property
    def label(self) -> str:
        """Name it."""
        return f"typology {self.typology.id}"

    def operations(self, store: Store, author: Author) -> Delta:
        """Write the rows; raises where one of the rows it groups is not there."""
        grounds, ids = Grounds(store), Ids(store)
        for at, what, remedy in check_findings(Findings(typologies=[self.typology])):
            grounds.refuse(at, what, remedy)
        known = known_ids(store, "typology")
        id_ = known.get(self.typology.id) or ids.take("typology")
        kept = store.value("SELECT position FROM typology WHERE id = ?", (id_,))
        position = next_position(store, "typology") if kept is None else kept
        rows = TypologyRows(store, ids, grounds)
        rows.add((), self.typology, id_, position)
        grounds.check()
        return rows.operations([id_], f"id = {id_}")


@dataclass
class DeleteTypology:
    """Take a typology away."""

    typology: str
    kind: str = "findings delete"
    label: str = field(default="deletion of a typology", init=False)

    def operations(self, store: Store, author: Author) -> Delta:
        """Delete the rows; raises where it is not there."""
        row = find_typology(store, self.typology)
        self.label = f"deletion of typology {row.key}"
        rows = TypologyRows(store, Ids(store), Grounds(store))
        return rows.operations([row.id], f"id = {row.id}")


class TypologyRows:
    """Rows of typologies, their types and members; those that are there keep their ids."""

    def __init__(self, store: Store, ids: Ids, grounds: Grounds) -> None:
        self._store, self._ids, self._grounds = store, ids, grounds
        sql = "SELECT typology_id, name, id FROM typology_type"
        self._types = {(typology, name): id_ for typology, name, id_ in store.rows(sql)}
        self._rows: dict[str, list[dict[str, Any]]] = {
            "typology": [],
            "typology_type": [],
            "typology_member": [],
        }

    def add(self, at: Path, typology: Typology, id: int, position: int) -> None:
        """Note a typology; what it groups and is not there goes to the grounds."""
        row = {"id": id, "position": position, "key": typology.id, "name": typology.name}
        said = {"description": typology.description, "row_kind": typology.rows}
        self._rows["typology"].append(row | said)
        for place, kind in enumerate(typology.types):
            type_id = self._types.get((id, kind.name)) or self._ids.take("typology_type")
            named = {"name": kind.name, "description": kind.description}
            row = {"id": type_id, "typology_id": id, "position": place}
            self._rows["typology_type"].append(row | named)
            for number, member in enumerate(kind.members):
                here = (*at, "types", place, "members", number, "row")
                columns = self._grounds.row(here, typology.rows, member.row)
                if columns is not None:
                    of = {"type_id": type_id, "position": number, "reason": member.reason}
                    self._rows["typology_member"].append(of | columns)

    def operations(self, typologies: Sequence[int], where: str) -> Delta:
        """Give the rows to write, in place of all those of these typologies."""
        marks = ", ".join(map(str, typologies)) or "NULL"
        of_types = f"typology_id IN ({marks})"
        before = [row["id"] for row in self._store.mappings("typology_type", of_types)]
        after = [row["id"] for row in self._rows["typology_type"]]
        members = self._rows["typology_member"]
        owner = ("type_id", {*before, *after})
        gone, *come = set_below(self._store, self._ids, "typology_member", owner, members)
        return [
            gone,
            *set_rows(self._store, "typology_type", self._rows["typology_type"], of_types),
            *set_rows(self._store, "typology", self._rows["typology"], where),
            *come,
        ]
