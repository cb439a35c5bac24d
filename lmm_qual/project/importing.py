"""From files, folders or a transcript list to transcripts ready to be added, nothing written."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from unicodedata import normalize

from lmm_qual.definitions.checks import nearest
from lmm_qual.definitions.reading import capped, make_entry, read_records, read_transcript_list
from lmm_qual.importers.file_names import fields_from_name
from lmm_qual.importers.interviewers import is_interviewer
from lmm_qual.importers.reading import SUPPORTED, is_other_table, load_bytes, read_bytes
from lmm_qual.model.base import FileModel, Name, composed
from lmm_qual.model.problem import BadInputError, Problem, refuse
from lmm_qual.model.study import Study
from lmm_qual.model.transcript import ParsedTranscript
from lmm_qual.model.transcript_list import Document, SpeakerEntry
from lmm_qual.project.changes.transcripts import NewTranscript, free_key
from lmm_qual.project.known_names import KnownNames
from lmm_qual.store.queries.design import load_study
from lmm_qual.store.store import Store

_ID_LIKE = re.compile(r"(?!S\d)(?!Q\d)(?!SP\d)(?!SPK\d)[A-Z]{1,4}[-_]?\d{1,4}[A-Za-z]?")
_WRITTEN_DATE = re.compile(r"(\d{4})[-._]?(\d{2})(?:[-._]?(\d{2}))?")


@dataclass(frozen=True)
class ImportRequest:
    """What to import, and what to take for granted of it."""

    paths: Sequence[Path] = ()
    list_file: Path | None = None
    speakers_file: Path | None = None
    time: str | None = None
    group: str | None = None
    method: str | None = None
    encoding: str | None = None
    name_pattern: str | None = None
    turns: Literal["keep", "merge"] | None = None


@dataclass
class ImportPlan:
    """Transcripts ready to be added, and what a person should know before."""

    transcripts: list[NewTranscript] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


class SpeakerLine(FileModel):
    """A row of the speakers file: a speaker of one document of the list."""

    transcript: Name
    speaker: Name
    interviewer: bool = False
    participant: Name | None = None
    group: Name | None = None
    service: Name | None = None
    role: str | None = None


@dataclass(frozen=True)
class _Found:
    """A file to read, with what its list says of it."""

    path: Path
    document: Document
    listed_in: str


def plan_import(
    store: Store, request: ImportRequest, progress: Callable[[int, int], None] | None = None
) -> ImportPlan:
    """Read everything that is asked for; raises `BadInputError` with all faults found."""
    plan = ImportPlan()
    problems: list[Problem] = []
    study = load_study(store)
    known = _Known(store, study)
    found = list(_find(request, plan))
    taken: list[tuple[NewTranscript, Path]] = []
    pattern = request.name_pattern or study.settings.name_pattern
    for at, item in enumerate(found):
        try:
            new = _read(item, request, known, pattern, plan)
            problems += known.faults(new, item)
            plan.transcripts.append(new)
            taken.append((new, item.path))
        except BadInputError as error:
            problems += error.problems
        if progress:
            progress(at + 1, len(found))
    problems += _repeated(taken)
    if problems:
        raise BadInputError(capped(problems, str(store.path)))
    return plan


def _find(request: ImportRequest, plan: ImportPlan) -> Iterator[_Found]:
    if request.list_file:
        yield from _listed(request.list_file, request.speakers_file)
    elif request.speakers_file:
        raise refuse("a speakers file goes with a list", "add --list FILE")
    for path in request.paths:
        files = _in_folder(path, plan) if path.is_dir() else [path]
        for file in files:
            named = make_entry(Document, {"path": file.name}, file=str(file))
            yield _Found(file, named, "")
    if not request.list_file and not request.paths:
        raise refuse("nothing to import", "name files, a folder or --list FILE")


def _in_folder(folder: Path, plan: ImportPlan) -> list[Path]:
    files = sorted(
        path
        for path in folder.rglob("*")
        if path.is_file()
        and ".lmmq" not in path.suffixes
        and not any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)
    )
    taken = [
        path for path in files if path.suffix.lower() in SUPPORTED and not is_other_table(path)
    ]
    if not taken:
        remedy = "transcripts end in " + ", ".join(SUPPORTED)
        raise refuse("holds no transcript", remedy, file=str(folder))
    if left := [path.name for path in files if path not in set(taken)]:
        plan.notes.append(f"{folder}: left out, not a transcript format: {', '.join(left)}")
    return taken


def _listed(list_file: Path, speakers_file: Path | None) -> Iterator[_Found]:
    documents = read_transcript_list(list_file).documents
    if not documents:
        raise refuse("lists no documents", "add entries under `documents`", file=str(list_file))
    speakers = _speaker_lines(speakers_file, documents) if speakers_file else {}
    for document in documents:
        path = _as_on_disk(list_file.parent, document.path)
        more = speakers.get(document.id or Path(document.path).stem, {})
        merged = document.model_copy(update={"speakers": {**document.speakers, **more}})
        yield _Found(path, merged, str(list_file))


def _as_on_disk(folder: Path, name: str) -> Path:
    """Give a listed file's path; its letters may be composed on disk, or not."""
    forms = [folder / normalize(form, name) for form in ("NFC", "NFD")]
    return next((path for path in forms if path.exists()), forms[0])


def _refuse_outside(item: _Found) -> None:
    folder, listed = Path(item.listed_in).parent, item.document.path
    inside = item.path.resolve().is_relative_to(folder.resolve())
    if not inside or Path(listed).is_absolute():
        what = f"path “{listed}” leads out of the list's folder"
        remedy = "keep transcripts beside the list"
        raise refuse(what, remedy, file=item.listed_in, place=item.document.id or "")


def _speaker_lines(file: Path, documents: Sequence[Document]) -> dict[str, dict[str, SpeakerEntry]]:
    known = [document.id or Path(document.path).stem for document in documents]
    lines: dict[str, dict[str, SpeakerEntry]] = {}
    for place, line in read_records(file, SpeakerLine):
        if line.transcript not in known:
            what = f"“{line.transcript}” is not in the list"
            raise refuse(what, nearest(line.transcript, known), file=str(file), place=place)
        entry = SpeakerEntry(**line.model_dump(exclude={"transcript", "speaker"}))
        if lines.setdefault(line.transcript, {}).setdefault(line.speaker, entry) is not entry:
            what = f"speaker “{line.speaker}” of “{line.transcript}” stands twice"
            raise refuse(what, "keep one", file=str(file), place=place)
    return lines


def _read(
    item: _Found, request: ImportRequest, known: "_Known", pattern: str | None, plan: ImportPlan
) -> NewTranscript:
    if item.listed_in:
        _refuse_outside(item)
    content = load_bytes(item.path)
    parsed = read_bytes(str(item.path), content, encoding=request.encoding, turns=request.turns)
    stem = item.path.stem
    named = (fields_from_name(stem, pattern) if pattern else None) or {}
    document = _described(item, named, request)
    entries = _entries(item, parsed, named.get("participant"), known, plan)
    return NewTranscript(
        key=document.id or composed(stem),
        file_name=item.path.name,
        content=content,
        parsed=parsed,
        speakers=entries,
        title=document.title,
        time=document.time,
        group=document.group,
        service=document.service,
        method=document.method,
        date=document.date,
        basis=document.basis,
        interviewer_note=document.interviewer_note,
    )


def _described(item: _Found, named: Mapping[str, str], request: ImportRequest) -> Document:
    """Say what a session is: by its list, else by its file's name, else as asked for."""
    listed, said = item.document, {**named}
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
    item: _Found,
    parsed: ParsedTranscript,
    participant: str | None,
    known: "_Known",
    plan: ImportPlan,
) -> dict[str, SpeakerEntry]:
    """Say who each label stands for: as the list has it, else as the label itself shows."""
    listed, labels = item.document.speakers, list(parsed.speakers)
    names = {composed(label) for label in labels}
    unmet = [
        Problem(
            item.listed_in,
            f"no turn of speaker “{name}” in {item.path.name}",
            item.document.id or "",
            nearest(name, labels),
        )
        for name in listed
        if name not in names
    ]
    if unmet:
        raise BadInputError(unmet)
    entries = {label: listed.get(composed(label)) or known.entry(label) for label in labels}
    voices = [label for label, entry in entries.items() if not entry.interviewer]
    if participant and len(voices) == 1 and not entries[voices[0]].participant:
        old = entries[voices[0]]
        entries[voices[0]] = old.model_copy(update={"participant": participant})
    unlinked = [label for label in voices if not entries[label].participant]
    if unlinked:
        said = ", ".join(unlinked)
        plan.notes.append(f"{item.path.name}: speakers linked to no participant: {said}")
    return entries


class _Known:
    """What the study and the map define, to check what transcripts say against."""

    def __init__(self, store: Store, study: Study) -> None:
        self._names = KnownNames(store)
        self._participants = {participant.id for participant in study.participants}
        self._taken = {key for (key,) in store.rows("SELECT key FROM transcript")}

    def entry(self, label: str) -> SpeakerEntry:
        """Read a label that no list explains: interviewer, participant's id, or neither."""
        if composed(label) in self._participants:
            return SpeakerEntry(participant=label)
        if is_interviewer(label):
            return SpeakerEntry(interviewer=True)
        if _ID_LIKE.fullmatch(label):
            return SpeakerEntry(participant=label)
        return SpeakerEntry()

    def faults(self, new: NewTranscript, item: _Found) -> Iterable[Problem]:
        """Find names that the study or the map does not define, and ids that are taken."""
        file = item.listed_in or str(item.path)
        speakers = new.speakers.values()
        given = [("time point", new.time), ("method", new.method)]
        given += [("group", group) for group in (new.group, *(one.group for one in speakers))]
        given += [("service", at) for at in (new.service, *(one.service for one in speakers))]
        for kind, name in dict.fromkeys(given):
            for what, remedy in self._names.unknown(kind, name):
                yield Problem(file, what, new.key, remedy)
        if new.key in self._taken:
            remedy = f"give it another id, such as “{free_key(new.key, self._taken)}”"
            yield Problem(file, f"a transcript “{new.key}” is there already", "", remedy)


def _repeated(transcripts: Iterable[tuple[NewTranscript, Path]]) -> Iterator[Problem]:
    seen: dict[str, Path] = {}
    for new, path in transcripts:
        if new.key in seen:
            what = f"id “{new.key}” is that of {seen[new.key]} too"
            yield Problem(str(path), what, "", "rename one, or set ids in a list")
        seen.setdefault(new.key, path)
