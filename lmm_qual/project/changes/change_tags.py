"""Changes of what researchers say became of codes between two rounds."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, get_args

from lmm_qual.definitions.checks import nearest
from lmm_qual.model.change_tag import Design, Tag
from lmm_qual.model.problem import refuse
from lmm_qual.project.changes.change import Author, CoderRows
from lmm_qual.project.changes.passages import Evidence, PassageLinks, unlink
from lmm_qual.project.known_names import KnownNames
from lmm_qual.store.deltas import Delta, Ids, Insert, Update, delete
from lmm_qual.store.queries.change_tags import TagRow, change_tags
from lmm_qual.store.queries.codes import code_tree, find_code
from lmm_qual.store.queries.keys import ids_by_key
from lmm_qual.store.queries.passages import passage_links
from lmm_qual.store.store import Store


@dataclass(frozen=True)
class SetChangeTag:
    """Say what became of a code for a participant, service or group between two time points.

    What was said before is said anew; `evidence` left out keeps the passages that it rests on.
    """

    design: Design
    unit: str
    code: str
    from_time: str
    to_time: str
    tag: str
    note: str | None = None
    evidence: Sequence[Evidence] | None = None
    kind = "change tag"

    @property
    def label(self) -> str:
        """Name the tag, the code and whose change it is."""
        return f"“{self.tag}” for {self.code}, {self.unit}"

    def operations(self, store: Store, author: Author) -> Delta:
        """Make or update the row and its links; raises for what is not known."""
        if self.tag not in get_args(Tag):
            remedy = f"use one of {', '.join(get_args(Tag))}"
            raise refuse(f"no change tag “{self.tag}”", remedy, file=str(store.path))
        ids = Ids(store)
        coders = CoderRows(store, ids)
        by = coders.id_of(author.coder) if author.coder else None
        said = {"tag": self.tag, "note": self.note, "coder_id": by, "updated": author.at}
        code = find_code(code_tree(store), self.code, file=str(store.path))
        known = _known(store, self.design, self.unit, code, (self.from_time, self.to_time))
        links = PassageLinks(store, ids, "tag")
        if known is None:
            row = self._new(store, ids, code) | said | {"created": author.at}
            links.rest(row["id"], self.evidence or ())
            return [coders.operation(), Insert("change_tag", [row]), *links.operations()]
        if self.evidence is not None:
            links.rest(known.id, self.evidence)
        same = (known.tag, known.note, known.coder) == (self.tag, self.note, author.coder)
        if same and _rests_on(store, known.id, self.evidence):
            return []
        update = Update("change_tag", [{"id": known.id, **said}])
        return [coders.operation(), update, *links.operations()]

    def _new(self, store: Store, ids: Ids, code: int) -> dict[str, Any]:
        KnownNames(store).require(time=self.from_time)
        KnownNames(store).require(time=self.to_time)
        whose = {"participant_id": None, "service_key": None, "group_key": None}
        return {
            "id": ids.take("change_tag"),
            "design": self.design,
            **whose,
            **_whose(store, self.design, self.unit),
            "code_id": code,
            "from_time": self.from_time,
            "to_time": self.to_time,
        }


@dataclass(frozen=True)
class RemoveChangeTag:
    """Take back what was said became of a code."""

    design: Design
    unit: str
    code: str
    from_time: str
    to_time: str
    kind = "change tag"

    @property
    def label(self) -> str:
        """Name the code and whose change it was."""
        return f"no change tag for {self.code}, {self.unit}"

    def operations(self, store: Store, author: Author) -> Delta:
        """Delete the row with its links; raises where there is none."""
        code = find_code(code_tree(store), self.code, file=str(store.path))
        known = _known(store, self.design, self.unit, code, (self.from_time, self.to_time))
        if known is None:
            what = f"no change tag for {self.code}, {self.unit}"
            raise refuse(what, "see `change`", file=str(store.path))
        return [*unlink(store, "tag", [known.id]), delete("change_tag", [known.id])]


def _known(
    store: Store, design: Design, unit: str, code: int, ends: tuple[str, str]
) -> TagRow | None:
    wanted = design, unit, code, *ends
    return next(
        (
            row
            for row in change_tags(store)
            if (row.design, row.unit, row.code_id, row.from_time, row.to_time) == wanted
        ),
        None,
    )


def _whose(store: Store, design: Design, unit: str) -> dict[str, Any]:
    if design == "people":
        known = ids_by_key(store, "participant")
        if unit not in known:
            raise refuse(f"no participant “{unit}”", nearest(unit, known), file=str(store.path))
        return {"participant_id": known[unit]}
    KnownNames(store).require(**{design: unit})
    return {f"{design}_key": unit}


def _rests_on(store: Store, tag: int, evidence: Sequence[Evidence] | None) -> bool:
    if evidence is None:
        return True
    links = passage_links(store, "tag", tag)
    now = [(link.transcript, link.start, link.end, link.side, link.note) for link in links]
    return now == [(one.transcript, one.start, one.end, one.side, one.note) for one in evidence]
