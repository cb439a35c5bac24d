"""Changes of recommendations: what somebody should do, and the findings it follows from."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from lmm_qual.definitions.checks import nearest
from lmm_qual.model.problem import refuse
from lmm_qual.project.changes.change import Author
from lmm_qual.project.changes.finding_rows import checked_key, set_below
from lmm_qual.project.changes.findings import KEEP, require_words
from lmm_qual.store.deltas import Delta, Ids, Insert, Update, delete
from lmm_qual.store.queries.findings import find_recommendation
from lmm_qual.store.queries.keys import ids_by_key, next_position
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
    known = ids_by_key(store, "finding")
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
