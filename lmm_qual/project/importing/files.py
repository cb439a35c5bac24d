"""The files that a request means, each with what its list says of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from glob import glob
from pathlib import Path
from unicodedata import normalize

from lmm_qual.definitions.checks import nearest
from lmm_qual.definitions.reading import read_records, read_transcript_list
from lmm_qual.definitions.validating import make_entry
from lmm_qual.importers.reading import SUPPORTED
from lmm_qual.model.base import FileModel, Name
from lmm_qual.model.problem import refuse
from lmm_qual.model.transcript_list import Document, SpeakerEntry
from lmm_qual.project.importing.request import ImportRequest


@dataclass(frozen=True)
class FoundFile:
    """A file to read, with what its list says of it; `listed_in` is empty where none does.

    `folder` is the folder that was named, where the file itself was not.
    """

    path: Path
    document: Document
    listed_in: str = ""
    folder: Path | None = None


@dataclass
class Folders:
    """The folders of a request, each with the files in it and those left out of them."""

    files: dict[Path, list[Path]] = field(default_factory=dict)
    left_out: set[Path] = field(default_factory=set)

    def check(self) -> None:
        """Raise `BadInputError` for a folder of which every file is left out."""
        for folder, files in self.files.items():
            if self.left_out.issuperset(files):
                remedy = "transcripts end in " + ", ".join(SUPPORTED)
                raise refuse("holds no transcript", remedy, file=str(folder))

    def notes(self) -> Iterator[str]:
        """Say of each folder what was left out of it."""
        for folder, files in self.files.items():
            if left := [path.name for path in files if path in self.left_out]:
                yield f"{folder}: left out, not a transcript format: {', '.join(left)}"


class SpeakerLine(FileModel):
    """A row of the speakers file: a speaker of one document of the list."""

    transcript: Name
    speaker: Name
    interviewer: bool = False
    participant: Name | None = None
    group: Name | None = None
    service: Name | None = None
    role: str | None = None


def find_files(request: ImportRequest, folders: Folders) -> Iterator[FoundFile]:
    """Give the files of a request; adds to `folders` what is in each, and left out of it.

    Raises `BadInputError` where there is nothing, or the list is at fault.
    """
    if request.list_file:
        yield from _listed(request.list_file, request.speakers_file)
    elif request.speakers_file:
        raise refuse("a speakers file goes with a list", "add --list FILE")
    for path in _spelled_out(request.paths):
        folder = path if path.is_dir() else None
        for file in _in_folder(folder, folders) if folder else [path]:
            named = make_entry(Document, {"path": file.name}, file=str(file))
            yield FoundFile(file, named, folder=folder)
    if not request.list_file and not request.paths:
        raise refuse("nothing to import", "name files, a folder or --list FILE")


def _spelled_out(paths: Sequence[Path]) -> Iterator[Path]:
    """Give each path; where none is there of that name, those of its pattern, as shells would."""
    for path in paths:
        alike = [] if path.exists() else sorted(glob(str(path)))  # noqa: PTH207  (it takes folders too)
        yield from [Path(one) for one in alike] or [path]


def refuse_outside(item: FoundFile) -> None:
    """Raise `BadInputError` where a listed path leads out of its list's folder."""
    folder, listed = Path(item.listed_in).parent, item.document.path
    inside = item.path.resolve().is_relative_to(folder.resolve())
    if not inside or Path(listed).is_absolute():
        what = f"path “{listed}” leads out of the list's folder"
        remedy = "keep transcripts beside the list"
        raise refuse(what, remedy, file=item.listed_in, place=item.document.id or "")


def _in_folder(folder: Path, folders: Folders) -> list[Path]:
    """Give the files of a folder that may be transcripts by their ending."""
    files = folders.files[folder] = sorted(
        path
        for path in folder.rglob("*")
        if path.is_file()
        and ".lmmq" not in path.suffixes
        and not any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)
    )
    folders.left_out.update(path for path in files if path.suffix.lower() not in SUPPORTED)
    folders.check()
    return [path for path in files if path not in folders.left_out]


def _listed(list_file: Path, speakers_file: Path | None) -> Iterator[FoundFile]:
    documents = read_transcript_list(list_file).documents
    if not documents:
        raise refuse("lists no documents", "add entries under `documents`", file=str(list_file))
    speakers = _speaker_lines(speakers_file, documents) if speakers_file else {}
    for document in documents:
        path = _as_on_disk(list_file.parent, document.path)
        more = speakers.get(_name(document), {})
        merged = document.model_copy(update={"speakers": {**document.speakers, **more}})
        yield FoundFile(path, merged, str(list_file))


def _as_on_disk(folder: Path, name: str) -> Path:
    """Give a listed file's path, also where its list was written for Windows.

    Its letters may be composed on disk, or not.
    """
    names = dict.fromkeys((name, name.replace("\\", "/")))
    forms = [folder / normalize(form, one) for one in names for form in ("NFC", "NFD")]
    return next((path for path in forms if path.exists()), forms[0])


def _name(document: Document) -> str:
    """Give what a speakers file calls a document: its id, else its file's name."""
    return document.id or Path(document.path.replace("\\", "/")).stem


def _speaker_lines(file: Path, documents: Sequence[Document]) -> dict[str, dict[str, SpeakerEntry]]:
    known = [_name(document) for document in documents]
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
