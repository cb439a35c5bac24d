"""Changes of findings: what they claim, the passages for and against, what else they rest on."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from lmm_qual.model.finding import BasisEntry, PassageEntry, Side, statement_fault
from lmm_qual.model.problem import refuse
from lmm_qual.project.changes.change import Author, CoderRows
from lmm_qual.project.changes.finding_grounds import Grounds
from lmm_qual.project.changes.finding_rows import checked_key, rest_anew
from lmm_qual.project.changes.passages import PassageLinks, unlink
from lmm_qual.store.deltas import Delta, Ids, Insert, Update, delete
from lmm_qual.store.queries.findings import FindingRow, find_finding
from lmm_qual.store.queries.findings_file import finding_passages, passage_entry
from lmm_qual.store.queries.keys import next_position
from lmm_qual.store.store import Store

KEEP = "\x00keep"
"""Stands for a field that is left as it is."""


@dataclass
class AddFinding:
    """Write a finding; without a key it gets the next free one, `made` then."""

    claim: str
    question: str | None = None
    search: str | None = None
    for_: Sequence[PassageEntry] = ()
    against: Sequence[PassageEntry] = ()
    rests_on: Sequence[BasisEntry] = ()
    key: str = ""
    kind: str = "findings add"
    label: str = field(default="finding", init=False)
    made: str = field(default="", init=False)

    def operations(self, store: Store, author: Author) -> Delta:
        """Insert the finding; raises where what it names is not there, or it has no words."""
        self.made = checked_key(store, "finding", self.key, "F")
        self.label = f"finding {self.made}"
        require_words(store, self.claim, "a claim")
        grounds = Grounds(store)
        grounds.question((), self.question)
        evidence = [
            *grounds.evidence((), "for", self.for_),
            *grounds.evidence((), "against", self.against),
        ]
        bases = grounds.bases((), self.rests_on)
        grounds.check()
        ids = Ids(store)
        coders = CoderRows(store, ids)
        row = self._row(store, ids, author)
        row["coder_id"] = None if author.coder is None else coders.id_of(author.coder)
        links = PassageLinks(store, ids, "finding")
        links.rest(row["id"], evidence)
        based = [
            {"id": ids.take("finding_basis"), "finding_id": row["id"], "position": at, **columns}
            for at, columns in enumerate(bases)
        ]
        return [
            coders.operation(),
            Insert("finding", [row]),
            Insert("finding_basis", based),
            *links.operations(),
        ]

    def _row(self, store: Store, ids: Ids, author: Author) -> dict[str, Any]:
        return {
            "id": ids.take("finding"),
            "position": next_position(store, "finding"),
            "key": self.made,
            "question_key": self.question,
            "claim": self.claim,
            "search_note": search_note(store, self.search),
            "created": author.at,
            "updated": author.at,
        }


@dataclass
class EditFinding:
    """Give a finding another claim, question or note on how passages against were looked for."""

    finding: str
    claim: str = KEEP
    question: str | None = KEEP
    search: str | None = KEEP
    kind: str = "findings edit"
    label: str = field(default="edit of a finding", init=False)

    def operations(self, store: Store, author: Author) -> Delta:
        """Update the row; raises where the finding or the question is not there."""
        row = find_finding(store, self.finding)
        self.label = f"edit of finding {row.key}"
        grounds = Grounds(store)
        changed: dict[str, str | None] = {}
        if self.claim not in {KEEP, row.claim}:
            require_words(store, self.claim, "a claim")
            changed["claim"] = self.claim
        if self.question not in {KEEP, row.question}:
            grounds.question((), self.question)
            changed["question_key"] = self.question
        if self.search != KEEP and (search := search_note(store, self.search)) != row.search:
            changed["search_note"] = search
        grounds.check()
        if not changed:
            return []
        return [Update("finding", [{"id": row.id, **changed, "updated": author.at}])]


@dataclass
class DeleteFinding:
    """Take a finding away; recommendations stay, but no longer follow from it."""

    finding: str
    kind: str = "findings delete"
    label: str = field(default="deletion of a finding", init=False)

    def operations(self, store: Store, author: Author) -> Delta:
        """Delete the rows; raises where the finding is not there."""
        row = find_finding(store, self.finding)
        self.label = f"deletion of finding {row.key}"
        below = {
            table: [id_ for (id_,) in store.where_in(table, "id", "finding_id", [row.id])]
            for table in ("finding_basis", "recommendation_finding")
        }
        return [
            *(delete(table, ids) for table, ids in below.items()),
            *unlink(store, "finding", [row.id]),
            delete("finding", [row.id]),
        ]


@dataclass
class SetEvidence:
    """Let a finding rest on these passages for and against, in place of those before."""

    finding: str
    for_: Sequence[PassageEntry]
    against: Sequence[PassageEntry]
    kind: str = "findings edit"
    label: str = field(default="passages of a finding", init=False)

    def operations(self, store: Store, author: Author) -> Delta:
        """Write the links; raises where words are not there."""
        row = find_finding(store, self.finding)
        self.label = f"passages of finding {row.key}"
        grounds = Grounds(store)
        evidence = [
            *grounds.evidence((), "for", self.for_),
            *grounds.evidence((), "against", self.against),
        ]
        grounds.check()
        links = PassageLinks(store, Ids(store), "finding")
        if not rest_anew(links, row.id, evidence):
            return []
        return [*links.operations(), *touched(row, author)]


@dataclass
class AddPassage:
    """Put a passage behind those that speak for or against a finding.

    A passage that is on the other side already is moved from there.
    """

    finding: str
    entry: PassageEntry
    side: Side
    kind: str = "findings edit"
    label: str = field(default="passage of a finding", init=False)

    def operations(self, store: Store, author: Author) -> Delta:
        """Write the link; raises where the words are not there."""
        sides = passages_now(store, self.finding)
        place = self.entry.place
        for side, entries in sides.items():
            if side != self.side:
                sides[side] = [one for one in entries if one.place != place]
        sides[self.side] = [*sides[self.side], self.entry]
        change = SetEvidence(self.finding, sides["for"], sides["against"])
        delta = change.operations(store, author)
        self.label = f"passage {self.side} finding {self.finding}"
        return delta


@dataclass
class DropPassage:
    """Take a passage away from those that speak for or against a finding."""

    finding: str
    entry: PassageEntry
    side: Side
    kind: str = "findings edit"
    label: str = field(default="passage taken from a finding", init=False)

    def operations(self, store: Store, author: Author) -> Delta:
        """Delete the link; raises where there is none."""
        sides, place = passages_now(store, self.finding), self.entry.place
        left = [one for one in sides[self.side] if one.place != place]
        if len(left) == len(sides[self.side]):
            what = f"finding {self.finding} has no such passage {self.side} it"
            raise refuse(what, "see `findings list`", file=str(store.path))
        sides[self.side] = left
        delta = SetEvidence(self.finding, sides["for"], sides["against"]).operations(store, author)
        self.label = f"passage {self.side} taken from finding {self.finding}"
        return delta


def passages_now(store: Store, finding: str) -> dict[Side, list[PassageEntry]]:
    """Give the passages of a finding by side; raises `BadInputError` where it is not there."""
    row, found = find_finding(store, finding), finding_passages(store)
    sides: tuple[Side, ...] = ("for", "against")
    return {side: [passage_entry(link) for link in found.get((row.id, side), [])] for side in sides}


def touched(row: FindingRow, author: Author) -> Delta:
    """Note that a finding was changed now."""
    return [Update("finding", [{"id": row.id, "updated": author.at}])]


def require_words(store: Store, text: str, what: str) -> None:
    """Raise `BadInputError` where a text can be no claim, search or recommendation."""
    if fault := statement_fault(text, what):
        raise refuse(fault, file=str(store.path))


def search_note(store: Store, search: str | None) -> str | None:
    """Give how passages against were looked for, None where nobody said; raises as above."""
    return words_or_none(store, search, "a search")


def words_or_none(store: Store, text: str | None, what: str) -> str | None:
    """Give a text that may be left out, None where it says nothing; raises `BadInputError`."""
    if text is None or not text.strip():
        return None
    require_words(store, text, what)
    return text
