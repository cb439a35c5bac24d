"""What findings name, looked up in the project: questions, words, memos, rows and cells."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from lmm_qual.definitions.checks import nearest
from lmm_qual.definitions.finding_checks import basis_faults
from lmm_qual.definitions.tree import Path
from lmm_qual.definitions.validating import capped
from lmm_qual.model.code_tree import CodeTree
from lmm_qual.model.finding import ROW_KINDS, BasisEntry, PassageEntry, RowKind, Side
from lmm_qual.model.problem import BadInputError, Problem
from lmm_qual.project.changes.codings import covered_words
from lmm_qual.project.changes.passages import Evidence, only_place
from lmm_qual.project.known_names import KnownNames
from lmm_qual.store.queries.codes import code_tree, find_code
from lmm_qual.store.queries.keys import ids_by_key, keys
from lmm_qual.store.queries.memo_references import MemoReferences
from lmm_qual.store.queries.talk import find_transcript, transcript_text
from lmm_qual.store.store import Store

Columns = dict[str, Any]
Place = Callable[[Path], str]
"""Names a place in the file that something was read from."""


def nowhere(_: Path) -> str:
    """Name no place: what was typed stands in no file."""
    return ""


@dataclass
class Grounds:
    """Looks up what findings name, and gathers in `problems` what is not there."""

    store: Store
    file: str = ""
    place: Place = nowhere
    problems: list[Problem] = field(default_factory=list)
    _texts: dict[str, tuple[int, str]] = field(default_factory=dict, init=False)

    def check(self) -> None:
        """Raise `BadInputError` where something was not there."""
        if self.problems:
            raise BadInputError(capped(self.problems, self._file))

    def refuse(self, at: Path, what: str, remedy: str = "") -> None:
        """Note a fault."""
        self.problems.append(Problem(self._file, what, self.place(at), remedy))

    @property
    def _file(self) -> str:
        return self.file or str(self.store.path)

    @cached_property
    def _tree(self) -> CodeTree:
        return code_tree(self.store)

    @cached_property
    def _memos(self) -> MemoReferences:
        return MemoReferences(self.store)

    @cached_property
    def _names(self) -> KnownNames:
        return KnownNames(self.store)

    @cached_property
    def _questions(self) -> list[str]:
        return keys(self.store, "research_question", by="position")

    @cached_property
    def _participants(self) -> dict[str, int]:
        return ids_by_key(self.store, "participant", by="position")

    def _told(self, at: Path, error: BadInputError) -> None:
        for problem in error.problems:
            self.refuse(at, problem.what, problem.remedy)

    # Questions and passages

    def question(self, at: Path, key: str | None) -> None:
        """See that the study has a question."""
        if key is not None and key not in self._questions:
            remedy = nearest(key, self._questions)
            self.refuse(at, f"the study has no question “{key}”", remedy)

    def evidence(self, at: Path, side: Side, entries: Iterable[PassageEntry]) -> list[Evidence]:
        """Give passages by their places; those that are not there are noted."""
        found = []
        for index, entry in enumerate(entries):
            span = self._span((*at, index), entry)
            if span is not None:
                found.append(Evidence(entry.transcript, *span, side, entry.note))
        return found

    def _span(self, at: Path, entry: PassageEntry) -> tuple[int, int] | None:
        try:
            _, text = self._transcript(entry.transcript)
        except BadInputError as error:
            self._told((*at, "transcript"), error)
            return None
        if entry.start is None or entry.end is None:
            return self._only_place(at, entry, text)
        try:
            stands = covered_words(text, entry.start, entry.end, entry.transcript, file="")
        except BadInputError as error:
            self._told(at, error)
            return None
        if stands != entry.quote:
            said = f"{entry.start}–{entry.end} of {entry.transcript}"
            remedy = f"there stands “{stands[:60]}”"
            self.refuse((*at, "quote"), f"the words at {said} are not those quoted", remedy)
            return None
        return entry.start, entry.end

    def _only_place(self, at: Path, entry: PassageEntry, text: str) -> tuple[int, int] | None:
        try:
            return only_place(text, entry.quote, entry.transcript)
        except BadInputError as error:
            self._told((*at, "quote"), error)
            return None

    def _transcript(self, key: str) -> tuple[int, str]:
        if key not in self._texts:
            row = find_transcript(self.store, key)
            self._texts[key] = row.id, transcript_text(self.store, row.id)
        return self._texts[key]

    # Memos, rows and cells

    def bases(self, at: Path, entries: Sequence[BasisEntry]) -> list[Columns]:
        """Give the columns of what a finding rests on, each once; what is not there is noted."""
        found: list[Columns] = []
        for index, entry in enumerate(entries):
            columns = self._basis((*at, index), entry)
            if columns is not None and columns not in found:
                found.append(columns)
        return found

    def _basis(self, at: Path, entry: BasisEntry) -> Columns | None:
        faults = list(basis_faults(entry))
        for what, remedy in faults:
            self.refuse(at, what, remedy)
        if faults:
            return None
        if entry.memo is not None:
            memo = self._memo((*at, "memo"), entry.memo)
            return None if memo is None else {**_NOTHING, "kind": "memo", "memo_id": memo}
        kind = next(kind for kind in ROW_KINDS if getattr(entry, kind) is not None)
        row = self.row((*at, kind), kind, getattr(entry, kind))
        code = None if entry.code is None else self._code((*at, "code"), entry.code)
        self.known((*at, "time"), "time point", entry.time)
        if row is None:
            return None
        columns = {**_NOTHING, **row, "kind": "row", "row_kind": kind}
        if entry.code is None:
            return columns
        part = "change" if entry.change else "round" if entry.time else None
        return {**columns, "kind": "cell", "code_id": code, "part": part, "time_key": entry.time}

    def row(self, at: Path, kind: RowKind, key: str) -> Columns | None:
        """Give the columns that name a row of the framework matrix; None where it is not there."""
        columns: Columns = dict.fromkeys(("participant_id", "service_key", "transcript_id"))
        if kind == "service":
            self.known(at, "service", key)
            return {**columns, "service_key": key}
        if kind == "participant":
            if key not in self._participants:
                remedy = nearest(key, self._participants)
                self.refuse(at, f"no participant “{key}”", remedy)
                return None
            return {**columns, "participant_id": self._participants[key]}
        try:
            return {**columns, "transcript_id": self._transcript(key)[0]}
        except BadInputError as error:
            self._told(at, error)
            return None

    def known(self, at: Path, kind: str, name: str | None) -> None:
        """See that a time point, group, method or service is defined, where any is."""
        for what, remedy in self._names.unknown(kind, name):
            self.refuse(at, what, remedy)

    def _code(self, at: Path, reference: str) -> int | None:
        try:
            return find_code(self._tree, reference)
        except BadInputError as error:
            self._told(at, error)
            return None

    def _memo(self, at: Path, reference: str) -> int | None:
        found = self._memos.found(reference)
        if len(found) == 1:
            return found[0]
        what = f"{len(found)} memos hold these words" if found else f"no memo “{reference[:60]}”"
        remedy = f"write one's id: {', '.join(map(str, found[:12]))}" if found else ""
        self.refuse(at, what, remedy or "see `memos list`")
        return None


_NOTHING: Columns = dict.fromkeys(
    (
        *("kind", "memo_id", "row_kind", "participant_id", "service_key", "transcript_id"),
        *("code_id", "part", "time_key"),
    )
)
