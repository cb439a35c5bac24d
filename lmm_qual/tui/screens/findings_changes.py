"""What the findings screen changes: findings, their passages, recommendations."""

from abc import abstractmethod
from collections.abc import Mapping

from lmm_qual.analysis.trace import Trace, TracedBasis, TracedFinding, TracedPassage
from lmm_qual.model.finding import BasisEntry, Side
from lmm_qual.store.queries.findings_file import passage_entry
from lmm_qual.tui.opened import OpenStudy
from lmm_qual.tui.rows import RowList
from lmm_qual.tui.screens.halves import WrittenHalves
from lmm_qual.tui.screens.map_fields import parted
from lmm_qual.tui.screens.words_form import Field, WordsForm

_NEEDED = "write the words first"


class FindingsChanges(WrittenHalves):
    """A screen on which findings are written. What it says is done is on disk."""

    def __init__(self, opened: OpenStudy, trace: Trace) -> None:
        super().__init__(opened)
        self.trace = trace

    @property
    @abstractmethod
    def found(self) -> RowList:
        """Give the list of questions, findings and recommendations."""

    @property
    @abstractmethod
    def passage(self) -> TracedPassage | None:
        """Give the passage under the cursor, where the passages have the keys."""

    @property
    @abstractmethod
    def basis(self) -> TracedBasis | None:
        """Give what else the finding rests on, where the cursor there has the keys."""

    @property
    def at(self) -> tuple[str, str]:
        """Give what the list's cursor is on: question, finding or recommendation, and its id."""
        key = self.found.key
        return key if isinstance(key, tuple) else ("", "")

    @property
    def finding(self) -> TracedFinding | None:
        """Give the finding that the list's cursor is on."""
        kind, key = self.at
        found = [one for one in self.trace.findings if one.row.key == key]
        return found[0] if kind == "finding" and found else None

    # Writing findings

    def action_new(self) -> None:
        """Ask for a new finding, for the question that the cursor is on or in."""
        self.as_coder(self._ask_new)

    def _ask_new(self) -> None:
        from lmm_qual.project.changes.findings import AddFinding

        kind, key = self.at
        one = self.finding
        question = key if kind == "question" else (one.row.question or "") if one else ""

        def save(values: Mapping[str, str]) -> str:
            if not values["claim"]:
                return _NEEDED
            change = AddFinding(values["claim"], values["question"] or None, values["search"])
            return self.made(change, "finding")

        self.app.push_screen(WordsForm("New finding", self._fields("", question, ""), save))

    def _fields(self, claim: str, question: str, search: str) -> list[Field]:
        questions = [one.id for one in self.opened.design.questions]
        fields = [Field("claim", "claim", "block", claim)]
        known = question if question in questions else ""
        fields.append(Field("question", "answers", "choice", known, choices=questions))
        fields.append(Field("search", "how passages against were looked for", "block", search))
        return fields

    def action_edit(self) -> None:
        """Edit the finding or recommendation under the cursor."""
        if not self.may_write():
            return
        kind, key = self.at
        if self.finding is not None:
            self._edit_finding(self.finding)
        elif kind == "recommendation":
            self._edit_recommendation(key)
        else:
            self.say(
                self.with_keys("questions come with the study file; [findings.new] answers one")
            )

    def _edit_finding(self, one: TracedFinding) -> None:
        from lmm_qual.project.changes.findings import EditFinding

        row = one.row
        fields = self._fields(row.claim, row.question or "", row.search or "")

        def save(values: Mapping[str, str]) -> str:
            if not values["claim"]:
                return _NEEDED
            question, search = values["question"] or None, values["search"] or None
            change = EditFinding(row.key, values["claim"], question, search)
            return self.made(change, ("finding", row.key))

        self.app.push_screen(WordsForm(f"Finding {row.key}", fields, save))

    # Recommendations

    def action_recommend(self) -> None:
        """Ask for a recommendation that follows from the finding under the cursor."""
        if not self.may_write():
            return
        from lmm_qual.project.changes.recommendations import AddRecommendation

        one = self.finding
        if one is None:
            self.say("put the cursor on the finding that the recommendation follows from")
            return

        def save(values: Mapping[str, str]) -> str:
            if not values["text"]:
                return _NEEDED
            follows = parted(values["findings"])
            change = AddRecommendation(values["text"], values["to"] or None, follows)
            return self.made(change, "recommendation")

        fields = _recommendation_fields("", "", one.row.key)
        self.app.push_screen(WordsForm("New recommendation", fields, save))

    def _edit_recommendation(self, key: str) -> None:
        from lmm_qual.project.changes.recommendations import EditRecommendation

        wanted = next(one for one in self.trace.recommendations if one.row.key == key)
        row = wanted.row

        def save(values: Mapping[str, str]) -> str:
            if not values["text"]:
                return _NEEDED
            follows = parted(values["findings"])
            change = EditRecommendation(key, values["text"], values["to"] or None, follows)
            return self.made(change, ("recommendation", key))

        fields = _recommendation_fields(row.text, row.addressee or "", "; ".join(wanted.findings))
        self.app.push_screen(WordsForm(f"Recommendation {key}", fields, save))

    # What else findings rest on

    def action_rests_on(self) -> None:
        """Ask for a row, cell or memo that the finding under the cursor rests on too."""
        if not self.may_write():
            return
        from lmm_qual.project.changes.finding_bases import AddBases
        from lmm_qual.tui.screens.basis_choice import BasisChoice

        one = self.finding
        if one is None:
            self.say("put the cursor on the finding that is to rest on something")
            return
        key = one.row.key

        def put(entry: BasisEntry) -> None:
            before = self.opened.project.changes
            if not self.made(AddBases(key, [entry])) and before == self.opened.project.changes:
                self.say(f"{key} rests on that already")

        BasisChoice(self, key, put).ask()

    # Taking away, moving to the other side

    def action_delete(self) -> None:
        """Take away what the cursor is on: a passage or what else it rests on, else a finding."""
        if not self.may_write():
            return
        from lmm_qual.project.changes.findings import DeleteFinding
        from lmm_qual.project.changes.recommendations import DeleteRecommendation

        kind, key = self.at
        if self.passage is not None:
            self._drop(self.passage)
        elif self.basis is not None:
            self._drop_basis(self.basis)
        elif kind == "finding":
            self.made(DeleteFinding(key))
        elif kind == "recommendation":
            self.made(DeleteRecommendation(key))
        else:
            self.say("questions come with the study file; they are not deleted here")

    def _drop(self, passage: TracedPassage) -> None:
        from lmm_qual.project.changes.findings import DropPassage

        link = passage.link
        owner = self._owner(passage)
        side: Side = "for" if link.side == "for" else "against"
        self.made(DropPassage(owner, passage_entry(link), side))

    def _drop_basis(self, basis: TracedBasis) -> None:
        from lmm_qual.project.changes.finding_bases import DropBasis

        if self.finding is not None:
            self.made(DropBasis(self.finding.row.key, basis.row.id))

    def action_side(self) -> None:
        """Move the passage under the cursor to the other side of its finding."""
        if not self.may_write():
            return
        from lmm_qual.project.changes.findings import AddPassage

        passage = self.passage
        if passage is None:
            self.say(self.with_keys("[findings.open] goes to the passages; there one is moved"))
            return
        entry = passage_entry(passage.link)
        other: Side = "against" if passage.link.side == "for" else "for"
        self.made(AddPassage(self._owner(passage), entry, other))

    def _owner(self, passage: TracedPassage) -> str:
        """Give the id of the finding that a passage belongs to."""
        rows = {one.row.id: one.row.key for one in self.trace.findings}
        return rows[passage.link.source_id]


def _recommendation_fields(text: str, to: str, findings: str) -> list[Field]:
    return [
        Field("text", "recommendation", "block", text),
        Field("to", "to", "line", to, "who should do it"),
        Field("findings", "follows from", "line", findings, "ids of findings, parted by ;"),
    ]
