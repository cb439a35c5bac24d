"""Taking an embeddedness file in place of all aspects and judgements."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lmm_qual.model.embeddedness import Aspect, Embeddedness, Judgement
from lmm_qual.project.changes.change import Author, CoderRows
from lmm_qual.project.changes.finding_grounds import Grounds, Place, nowhere
from lmm_qual.project.changes.finding_rows import rest_anew, set_rows
from lmm_qual.project.changes.passages import Evidence, PassageLinks
from lmm_qual.store.deltas import Delta, Ids
from lmm_qual.store.queries.embeddedness import SOURCE, judgements
from lmm_qual.store.queries.keys import ids_by_key
from lmm_qual.store.store import Store

TABLE, ASPECTS = "embeddedness", "embeddedness_aspect"
Looked = tuple[int, Judgement, list[Evidence]]
"""A judgement with its id and its passages by their places."""


@dataclass
class ImportEmbeddedness:
    """Take aspects and judgements in place of all that are there; `place` names places in a file.

    What is judged of the same service, time point and aspect stays the same judgement; it stays
    by whom it was, where level and note do.
    """

    found: Embeddedness
    file: str = ""
    place: Place = nowhere
    kind: str = "embeddedness import"
    label: str = "import of the embeddedness profile"

    def operations(self, store: Store, author: Author) -> Delta:
        """Look everything up, then write it; raises where something named is not there."""
        ids = Ids(store)
        looked = self._looked(store, ids)
        known = ids_by_key(store, ASPECTS)
        aspects = [
            {
                "id": known.get(aspect.id) or ids.take(ASPECTS),
                "position": position,
                **aspect_columns(aspect),
            }
            for position, aspect in enumerate(self.found.aspects)
        ]
        return [*set_rows(store, ASPECTS, aspects), *_judgement_rows(store, ids, author, looked)]

    def _looked(self, store: Store, ids: Ids) -> list[Looked]:
        grounds = Grounds(store, self.file, self.place)
        known = {row.place: row.id for row in judgements(store)}
        looked = []
        for index, one in enumerate(self.found.judgements):
            here = ("judgements", index)
            grounds.known((*here, "service"), "service", one.service)
            grounds.known((*here, "time"), "time point", one.time)
            evidence = [
                *grounds.evidence((*here, "for"), "for", one.for_),
                *grounds.evidence((*here, "against"), "against", one.against),
            ]
            id_ = known.get((one.service, one.time, one.aspect)) or ids.take(TABLE)
            looked.append((id_, one, evidence))
        grounds.check()
        return looked


def aspect_columns(aspect: Aspect) -> dict[str, Any]:
    """Give the columns of an aspect but for its id and position."""
    return {
        "key": aspect.id,
        "label": aspect.label,
        "definition": aspect.definition,
        "levels": json.dumps(aspect.levels, ensure_ascii=False),
    }


def _judgement_rows(store: Store, ids: Ids, author: Author, looked: Sequence[Looked]) -> Delta:
    """Give the rows of judgements and of their passages."""
    coders, links = CoderRows(store, ids), PassageLinks(store, ids, SOURCE)
    present = {row["id"]: row for row in store.mappings(TABLE)}
    rows = []
    for id_, one, evidence in looked:
        moved = rest_anew(links, id_, evidence)
        told = {"level": one.level, "note": one.note}
        old = present.get(id_)
        if old is not None and all(old[name] == value for name, value in told.items()):
            kept = {name: old[name] for name in ("coder_id", "created")}
            kept["updated"] = author.at if moved else old["updated"]
        else:
            coder = None if author.coder is None else coders.id_of(author.coder)
            created = author.at if old is None else old["created"]
            kept = {"coder_id": coder, "created": created, "updated": author.at}
        place = {"service_key": one.service, "time_key": one.time, "aspect_key": one.aspect}
        rows.append({"id": id_, **place, **told, **kept})
    for id_ in present.keys() - {row["id"] for row in rows}:
        rest_anew(links, id_, [])
    return [coders.operation(), *set_rows(store, TABLE, rows), *links.operations()]
