"""Taking a findings file in place of all findings, recommendations and typologies."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lmm_qual.model.finding import Finding, Findings
from lmm_qual.project.changes.change import Author, CoderRows
from lmm_qual.project.changes.finding_grounds import Columns, Grounds, Place, nowhere
from lmm_qual.project.changes.finding_rows import rest_anew, set_below, set_rows
from lmm_qual.project.changes.passages import Evidence, PassageLinks
from lmm_qual.project.changes.recommendations import follow_rows
from lmm_qual.project.changes.typology_rows import TypologyRows
from lmm_qual.store.deltas import Delta, Ids
from lmm_qual.store.queries.keys import ids_by_key
from lmm_qual.store.store import Store

Looked = tuple[int, Finding, list[Evidence], list[Columns]]
"""A finding with its id, its passages by their places, and what else it rests on."""


@dataclass
class ImportFindings:
    """Take findings in place of all that are there; `place` names places in their file.

    What keeps its id stays the same finding, by whoever wrote it.
    """

    found: Findings
    file: str = ""
    place: Place = nowhere
    kind: str = "findings import"
    label: str = "import of findings"

    def operations(self, store: Store, author: Author) -> Delta:
        """Look everything up, then write it; raises where something named is not there."""
        ids, grounds = Ids(store), Grounds(store, self.file, self.place)
        looked = self._looked(store, ids, grounds)
        typologies = TypologyRows(store, ids, grounds)
        known = ids_by_key(store, "typology")
        for at, typology in enumerate(self.found.typologies):
            id_ = known.get(typology.id) or ids.take("typology")
            typologies.add(("typologies", at), typology, id_, at)
        grounds.check()
        recommended = self._recommended(store, ids, {one.id: id_ for id_, one, *_ in looked})
        # Links to findings go before these do, and come when they are there.
        gone, *come = recommended
        return [
            gone,
            *_finding_rows(store, ids, author, looked),
            *come,
            *typologies.operations(list(known.values()), "1"),
        ]

    def _looked(self, store: Store, ids: Ids, grounds: Grounds) -> list[Looked]:
        known, looked = ids_by_key(store, "finding"), []
        for index, one in enumerate(self.found.findings):
            here = ("findings", index)
            grounds.question((*here, "question"), one.question)
            evidence = [
                *grounds.evidence((*here, "for"), "for", one.for_),
                *grounds.evidence((*here, "against"), "against", one.against),
            ]
            bases = grounds.bases((*here, "rests_on"), one.rests_on)
            looked.append((known.get(one.id) or ids.take("finding"), one, evidence, bases))
        return looked

    def _recommended(self, store: Store, ids: Ids, findings: dict[str, int]) -> Delta:
        known = ids_by_key(store, "recommendation")
        rows: list[dict[str, Any]] = []
        follows: list[dict[str, Any]] = []
        for position, wanted in enumerate(self.found.recommendations):
            id_ = known.get(wanted.id) or ids.take("recommendation")
            row = {"id": id_, "position": position, "key": wanted.id}
            rows.append(row | {"text": wanted.text, "addressee": wanted.to})
            follows += follow_rows(id_, [findings[key] for key in wanted.findings])
        owner = ("recommendation_id", {*known.values(), *(row["id"] for row in rows)})
        gone, *come = set_below(store, ids, "recommendation_finding", owner, follows)
        return [gone, *set_rows(store, "recommendation", rows), *come]


def _finding_rows(store: Store, ids: Ids, author: Author, looked: Sequence[Looked]) -> Delta:
    """Give the rows of findings, of what they rest on, and of their passages."""
    coders, links = CoderRows(store, ids), PassageLinks(store, ids, "finding")
    present = {row["id"]: row for row in store.mappings("finding")}
    rows: list[dict[str, Any]] = []
    bases: list[dict[str, Any]] = []
    for position, (id_, one, evidence, columns) in enumerate(looked):
        moved = rest_anew(links, id_, evidence)
        told = {"question_key": one.question, "claim": one.claim, "search_note": one.search}
        old = present.get(id_)
        if old is None:
            coder = None if author.coder is None else coders.id_of(author.coder)
            kept = {"coder_id": coder, "created": author.at, "updated": author.at}
        else:
            same = not moved and all(old[name] == value for name, value in told.items())
            kept = {name: old[name] for name in ("coder_id", "created")}
            kept["updated"] = old["updated"] if same else author.at
        rows.append({"id": id_, "position": position, "key": one.id, **told, **kept})
        bases += [{"finding_id": id_, "position": at, **row} for at, row in enumerate(columns)]
    kept_ids = {row["id"] for row in rows}
    for id_ in present.keys() - kept_ids:
        rest_anew(links, id_, [])
    based = set_below(store, ids, "finding_basis", ("finding_id", {*present, *kept_ids}), bases)
    return [
        based[0],
        coders.operation(),
        *set_rows(store, "finding", rows),
        *based[1:],
        *links.operations(),
    ]
