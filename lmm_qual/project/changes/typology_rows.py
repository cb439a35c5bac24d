"""Rows of typologies, their types and members, as they are written and replaced."""

from collections.abc import Sequence
from typing import Any

from lmm_qual.definitions.tree import Path
from lmm_qual.model.finding import Typology
from lmm_qual.project.changes.finding_grounds import Grounds
from lmm_qual.project.changes.finding_rows import set_below, set_rows
from lmm_qual.store.deltas import Delta, Ids
from lmm_qual.store.queries.findings import types
from lmm_qual.store.store import Store


class TypologyRows:
    """Rows of typologies, their types and members; those that are there keep their ids."""

    def __init__(self, store: Store, ids: Ids, grounds: Grounds) -> None:
        self._store, self._ids, self._grounds = store, ids, grounds
        self._types = {
            (row.typology_id, row.name): row.id for those in types(store).values() for row in those
        }
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
