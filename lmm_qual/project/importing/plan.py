"""Transcripts read and ready to be added, nothing written."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from lmm_qual.definitions.checks import nearest
from lmm_qual.definitions.validating import capped, make_entry
from lmm_qual.importers.file_names import fields_from_name
from lmm_qual.importers.proposals import interviewer_proposals
from lmm_qual.importers.reading import load_bytes, read_bytes
from lmm_qual.importers.renaming import renamed
from lmm_qual.importers.table_headings import OtherTableError
from lmm_qual.model.base import composed
from lmm_qual.model.problem import BadInputError, Problem
from lmm_qual.model.transcript import ParsedTranscript
from lmm_qual.model.transcript_list import Document, SpeakerEntry
from lmm_qual.project.changes.transcripts import NewTranscript
from lmm_qual.project.importing.files import Folders, FoundFile, find_files, refuse_outside
from lmm_qual.project.importing.joins import final_names, unmet_joins
from lmm_qual.project.importing.known import Known, repeated
from lmm_qual.project.importing.request import ImportRequest
from lmm_qual.store.queries.design import load_study
from lmm_qual.store.store import Store
from lmm_qual.text.numbers import counted

_WRITTEN_DATE = re.compile(r"(\d{4})[-._]?(\d{2})(?:[-._]?(\d{2}))?")

_HOW_TO_LINK = (
    "what they say counts for the session's group, but for no participant: link them with "
    "--join LABEL=ID or a list's speakers, later with `participants set ID --speaker LABEL`"
)

Progress = Callable[[int, int], None]
"""Is told how many files have been read, and of how many."""


@dataclass
class PlannedFile:
    """A file with its transcript, or without one where it cannot be read: `unread` says why.

    `problems` is what else keeps it from being added.
    """

    found: FoundFile
    new: NewTranscript | None = None
    unread: list[Problem] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    named: list[str] = field(default_factory=list)
    """What its name says that could not be taken."""

    @property
    def faults(self) -> list[Problem]:
        """Give all that keeps the file from being added."""
        return [*self.unread, *self.problems]

    @property
    def file(self) -> str:
        """Give the file that a fault is told of: the list where there is one."""
        return self.found.listed_in or str(self.found.path)

    @property
    def notes(self) -> list[str]:
        """Give what a person should know of it beside what was recognised."""
        entries = self.new.speakers.items() if self.new else ()
        unlinked = [
            label for label, entry in entries if not (entry.interviewer or entry.participant)
        ]
        notes = [*self.named]
        if unlinked:
            notes.append(f"speakers linked to no participant: {', '.join(unlinked)}")
        return [f"{self.found.path.name}: {note}" for note in notes]

    @property
    def unlinked(self) -> bool:
        """Say whether somebody speaks, not an interviewer, who is no participant."""
        entries = self.new.speakers.values() if self.new else ()
        return any(not (entry.interviewer or entry.participant) for entry in entries)


@dataclass
class ImportPlan:
    """The files of a request, as far as they could be read."""

    files: list[PlannedFile] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    request: ImportRequest = field(default_factory=ImportRequest)
    participants: list[str] = field(default_factory=list)
    """The participants that the project does not know yet."""

    @property
    def transcripts(self) -> list[NewTranscript]:
        """Give the transcripts that were read."""
        return [planned.new for planned in self.files if planned.new is not None]

    @property
    def notes(self) -> list[str]:
        """Give what a person should know before."""
        notes = [*self.left_out, *(note for planned in self.files for note in planned.notes)]
        if any(planned.unlinked for planned in self.files):
            notes.append(_HOW_TO_LINK)
        return notes

    @property
    def faults(self) -> list[Problem]:
        """Give all that keeps the plan from being carried out."""
        found = [problem for planned in self.files for problem in planned.faults]
        return [*found, *self.problems]

    def check(self, store: Store) -> None:
        """Find again what keeps each file from being added, as it now is."""
        known = Known(store, load_study(store))
        self.participants = known.new(self.transcripts)
        for planned in self.files:
            planned.problems = list(known.faults(planned.new, planned.file)) if planned.new else []
        by_path = {str(planned.found.path): planned for planned in self.files}
        read = [
            (planned.new, str(planned.found.path))
            for planned in self.files
            if planned.new is not None
        ]
        for path, problem in repeated(read):
            by_path[path].problems.append(problem)

    def read_again(self, store: Store, planned: PlannedFile, encoding: str) -> None:
        """Read a file in another encoding; what was decided of it before is gone.

        Raises `BadInputError` where it cannot be read so, and leaves it as it was.
        """
        request = replace(self.request, encoding=encoding)
        reader = _reader(store, request)
        planned.new = reader.read(planned.found)
        planned.named = list(reader.name_notes(planned.found, planned.new))
        planned.unread = []


def read_plan(store: Store, request: ImportRequest, progress: Progress | None = None) -> ImportPlan:
    """Read everything that is asked for; each file keeps its own faults.

    Raises `BadInputError` where there is nothing to read, or the list is at fault.
    """
    plan = ImportPlan(request=request)
    reader = _reader(store, request)
    folders = Folders()
    found = list(find_files(request, folders))
    for at, item in enumerate(found):
        planned, other = PlannedFile(item), False
        try:
            planned.new = reader.read(item)
            planned.named = list(reader.name_notes(item, planned.new))
        except BadInputError as error:
            planned.unread = list(error.problems)
            if other := item.folder is not None and isinstance(error, OtherTableError):
                folders.left_out.add(item.path)
        if not other:
            plan.files.append(planned)
        if progress:
            progress(at + 1, len(found))
    folders.check()
    plan.left_out += folders.notes()
    plan.check(store)
    if not any(planned.unread for planned in plan.files):  # else it may have the labels
        plan.problems += unmet_joins(request.joins, reader.met)
    return plan


def plan_import(
    store: Store, request: ImportRequest, progress: Progress | None = None
) -> ImportPlan:
    """Read everything that is asked for; raises `BadInputError` with all faults found."""
    plan = read_plan(store, request, progress)
    if plan.faults:
        raise BadInputError(capped(list(_once(plan)), str(store.path)))
    return plan


def _once(plan: ImportPlan) -> Iterator[Problem]:
    """Give a plan's faults; a name that many files are said to have and nothing knows once."""
    files: dict[tuple[str, str], set[str]] = {}
    for planned in plan.files:
        for fault in planned.problems:
            files.setdefault((fault.what, fault.remedy), set()).add(fault.file)
    told: set[tuple[str, str]] = set()
    for fault in dict.fromkeys(plan.faults):
        key = fault.what, fault.remedy
        others = len(files.get(key, ())) - 1
        if others > 0 and key not in told:
            yield replace(fault, what=f"{fault.what}, here and in {counted(others, 'other file')}")
        elif others <= 0:
            yield fault
        told.add(key)


@dataclass(frozen=True)
class _Reader:
    """Reads files as a request wants them read."""

    request: ImportRequest
    known: Known
    pattern: str | None
    names: Mapping[str, str]
    """Labels to be joined, each with the name it has in the end."""
    met: set[str] = field(default_factory=set)
    """Every label there was before any were joined."""

    def read(self, item: FoundFile) -> NewTranscript:
        """Give a file's transcript; raises `BadInputError`."""
        if item.listed_in:
            refuse_outside(item)
        content = load_bytes(item.path)
        parsed = self._joined(self._parsed(item, content))
        stem = item.path.stem
        named = (fields_from_name(stem, self.pattern) if self.pattern else None) or {}
        document = self._described(item, named)
        return NewTranscript(
            key=document.id or composed(stem),
            file_name=item.path.name,
            content=content,
            parsed=parsed,
            speakers=self._entries(item, parsed, named.get("participant")),
            title=document.title,
            time=document.time,
            group=document.group,
            service=document.service,
            method=document.method,
            date=document.date,
            basis=document.basis,
            interviewer_note=document.interviewer_note,
        )

    def name_notes(self, item: FoundFile, new: NewTranscript) -> Iterator[str]:
        """Say where a file's name does not fit the pattern, or names who is linked to no label."""
        if self.pattern is None:
            return
        named = fields_from_name(item.path.stem, self.pattern)
        if named is None:
            yield f"the name does not fit {self.pattern}"
            return
        participant = named.get("participant")
        linked = {entry.participant for entry in new.speakers.values()}
        if participant and participant not in linked and self.known.may_be(participant):
            yield f"named after {participant}, who is linked to no speaker in it"

    def _parsed(self, item: FoundFile, content: bytes) -> ParsedTranscript:
        """Read a file, again where a label was left that the list or the study knows to speak."""
        name, request = str(item.path), self.request
        parsed = read_bytes(name, content, encoding=request.encoding, turns=request.turns)
        missed = self._missed(item, parsed)
        if not missed:
            return parsed
        again = read_bytes(
            name,
            content,
            encoding=request.encoding,
            turns=request.turns,
            known=[*parsed.speakers, *missed],
        )
        taken = [label for label in missed if label in again.speakers]
        if not taken or not parsed.speakers.keys() <= again.speakers.keys():
            return parsed
        note = f"Taken as speakers, as the list or the study names them: {', '.join(taken)}."
        return replace(again, notes=(*again.notes, note))

    def _missed(self, item: FoundFile, parsed: ParsedTranscript) -> list[str]:
        """Give labels not taken whom the list names, or that recur and the study knows."""
        listed = item.document.speakers
        found = {
            label: composed(label) in listed or (times > 1 and self.known.speaks(label))
            for label, times in parsed.left.items()
        }
        names = {composed(label) for label in (*parsed.speakers, *found)}
        unmet = [name for name in listed if name not in names]
        return [*(label for label, speaks in found.items() if speaks), *unmet]

    def _joined(self, parsed: ParsedTranscript) -> ParsedTranscript:
        """Join the labels that a person named."""
        self.met.update(parsed.speakers)
        for label, name in self.names.items():
            parsed = renamed(parsed, label, name, self.request.turns)
        return parsed

    def _described(self, item: FoundFile, named: Mapping[str, str]) -> Document:
        """Say what a session is: by its list, else by its file's name, else as asked for."""
        listed, said, request = item.document, {**named}, self.request
        if date := _WRITTEN_DATE.fullmatch(said.get("date", "")):
            said["date"] = "-".join(filter(None, date.groups()))
        typed = {
            "id": listed.id or said.get("id") or item.path.stem,
            "path": listed.path,
            "time": listed.time or said.get("time") or request.time,
            "group": listed.group or said.get("group") or request.group,
            "service": listed.service or said.get("service"),
            "method": listed.method or said.get("method") or request.method,
            "date": listed.date or said.get("date"),
        }
        checked = make_entry(Document, typed, file=str(item.path))
        return listed.model_copy(update={name: getattr(checked, name) for name in typed})

    def _entries(
        self, item: FoundFile, parsed: ParsedTranscript, participant: str | None
    ) -> dict[str, SpeakerEntry]:
        """Say who each label stands for: as the list has it, else as the label itself shows."""
        listed, labels = item.document.speakers, list(parsed.speakers)
        if unmet := list(_unmet(item, labels)):
            raise BadInputError(unmet)
        entries = {
            label: listed.get(composed(label)) or self.known.entry(label) for label in labels
        }
        for proposal in interviewer_proposals(parsed):
            if not proposal.hint and entries[proposal.label] == SpeakerEntry():
                entries[proposal.label] = SpeakerEntry(interviewer=True)
        voices = [label for label, entry in entries.items() if not entry.interviewer]
        if participant and len(voices) == 1 and not entries[voices[0]].participant:
            old = entries[voices[0]]
            entries[voices[0]] = old.model_copy(update={"participant": participant})
        return entries


def _reader(store: Store, request: ImportRequest) -> _Reader:
    study = load_study(store)
    pattern = request.name_pattern or study.settings.name_pattern
    return _Reader(request, Known(store, study), pattern, final_names(request.joins))


def _unmet(item: FoundFile, labels: list[str]) -> Iterator[Problem]:
    """Find speakers of the list who have no turn in the file."""
    names = {composed(label) for label in labels}
    for name in item.document.speakers:
        if name not in names:
            what = f"no turn of speaker “{name}” in {item.path.name}"
            yield Problem(item.listed_in, what, item.document.id or "", nearest(name, labels))
