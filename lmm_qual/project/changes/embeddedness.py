"""Changes of what a researcher holds of a service: level, note, passages for and against."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from lmm_qual.definitions.embeddedness_checks import holds_nothing, judged_name, level_faults
from lmm_qual.model.finding import PassageEntry, Side, statement_fault
from lmm_qual.model.problem import BadInputError, Problem, refuse
from lmm_qual.project.changes.change import Author, CoderRows
from lmm_qual.project.changes.embeddedness_aspects import KEEP, find_aspect
from lmm_qual.project.changes.embeddedness_import import TABLE
from lmm_qual.project.changes.finding_grounds import Grounds
from lmm_qual.project.changes.finding_rows import rest_anew
from lmm_qual.project.changes.passages import PassageLinks, unlink
from lmm_qual.project.known_names import KnownNames
from lmm_qual.store.deltas import Delta, Ids, Insert, Update, delete
from lmm_qual.store.queries.embeddedness import (
    SOURCE,
    JudgementRow,
    judgement_passages,
    judgements,
)
from lmm_qual.store.queries.findings_file import passage_entry
from lmm_qual.store.store import Store

SIDES: tuple[Side, ...] = ("for", "against")


@dataclass
class JudgeService:
    """Judge an aspect of a service at a time point, or change what was judged.

    Passages are put behind those that are there; one that is on the other side moves. Those of
    `without` go. Whoever gives another level or note is who judges it.
    """

    service: str
    aspect: str
    time: str | None = None
    level: str | None = KEEP
    note: str | None = KEEP
    for_: Sequence[PassageEntry] = ()
    against: Sequence[PassageEntry] = ()
    without: Sequence[PassageEntry] = ()
    kind: str = "embeddedness judge"
    label: str = field(default="judgement", init=False)

    def operations(self, store: Store, author: Author) -> Delta:
        """Write the judgement; raises where what it names is not there, or it says nothing."""
        name = judged_name(self.service, self.time, self.aspect)
        self.label = f"judgement of {name}"
        row = found_judgement(store, self.service, self.time, self.aspect)
        told = self._told(store, row)
        grounds, sides = Grounds(store), self._sides(store, row, name)
        evidence = [one for side in SIDES for one in grounds.evidence((), side, sides[side])]
        grounds.check()
        if holds_nothing(told["level"], told["note"], evidence):
            what = f"the judgement of {name} would say nothing"
            remedy = "give a level, a note or a passage, or remove it"
            raise refuse(what, remedy, file=str(store.path))
        ids = Ids(store)
        coders, links = CoderRows(store, ids), PassageLinks(store, ids, SOURCE)
        coder = None if author.coder is None else coders.id_of(author.coder)
        if row is None:
            place = {"service_key": self.service, "time_key": self.time, "aspect_key": self.aspect}
            by = {"coder_id": coder, "created": author.at, "updated": author.at}
            made = {"id": ids.take(TABLE), **place, **told, **by}
            links.rest(made["id"], evidence)
            return [coders.operation(), Insert(TABLE, [made]), *links.operations()]
        moved = rest_anew(links, row.id, evidence)
        if (told["level"], told["note"]) != (row.level, row.note):
            changed = {"id": row.id, **told, "coder_id": coder, "updated": author.at}
            return [coders.operation(), Update(TABLE, [changed]), *links.operations()]
        touched = Update(TABLE, [{"id": row.id, "updated": author.at}])
        return [touched, *links.operations()] if moved else []

    def _told(self, store: Store, row: JudgementRow | None) -> dict[str, Any]:
        """Give level and note; raises where one can be none, or a name is not known."""
        KnownNames(store).require(service=self.service, time=self.time)
        _, aspect = find_aspect(store, self.aspect)
        now = (None, None) if row is None else (row.level, row.note)
        level, note = (
            old if new == KEEP else new or None
            for old, new in zip(now, (self.level, self.note), strict=True)
        )
        file = str(store.path)
        faults = [
            Problem(file, what, "", remedy) for _, what, remedy in level_faults((), aspect, level)
        ]
        if note is not None and (fault := statement_fault(note, "a note")):
            faults.append(Problem(file, fault))
        if faults:
            raise BadInputError(faults)
        return {"level": level, "note": note}

    def _sides(
        self, store: Store, row: JudgementRow | None, name: str
    ) -> dict[Side, list[PassageEntry]]:
        """Give the passages that are to be on each side; raises where one to go is not there."""
        now = passages_now(store, row)
        there = {one.place for entries in now.values() for one in entries}
        gone = {one.place for one in self.without}
        if gone - there:
            what = f"no such passage for or against {name}"
            raise refuse(what, "see `map profile show`", file=str(store.path))
        new: dict[Side, Sequence[PassageEntry]] = {"for": self.for_, "against": self.against}
        for side, other in zip(SIDES, reversed(SIDES), strict=True):
            left = gone | {one.place for one in new[other]}
            kept = [one for one in now[side] if one.place not in left]
            known = {one.place for one in kept}
            now[side] = [*kept, *(one for one in new[side] if one.place not in known)]
        return now


@dataclass
class RemoveJudgement:
    """Take away what was judged of an aspect of a service at a time point."""

    service: str
    aspect: str
    time: str | None = None
    kind: str = "embeddedness remove"
    label: str = field(default="removal of a judgement", init=False)

    def operations(self, store: Store, author: Author) -> Delta:
        """Delete the rows; raises where it is not judged."""
        name = judged_name(self.service, self.time, self.aspect)
        self.label = f"removal of the judgement of {name}"
        row = found_judgement(store, self.service, self.time, self.aspect)
        if row is None:
            raise refuse(f"{name} is not judged", "see `map profile show`", file=str(store.path))
        return [*unlink(store, SOURCE, [row.id]), delete(TABLE, [row.id])]


def found_judgement(
    store: Store, service: str, time: str | None, aspect: str
) -> JudgementRow | None:
    """Give what is judged of an aspect of a service at a time point; None where nothing is."""
    place = service, time, aspect
    return next((row for row in judgements(store) if row.place == place), None)


def passages_now(store: Store, row: JudgementRow | None) -> dict[Side, list[PassageEntry]]:
    """Give the passages of a judgement by side."""
    found = {} if row is None else judgement_passages(store)
    id_ = 0 if row is None else row.id
    return {side: [passage_entry(link) for link in found.get((id_, side), [])] for side in SIDES}
