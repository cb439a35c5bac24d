"""A study as files for an archive: talk by ids, codebook, design, who spoke; by consent only.

What stands in it is what each person agreed to have archived in that round; what is not known is
no. The same study gives the same bytes.
"""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from lmm_qual.definitions.writing import plain, write_definition
from lmm_qual.exporters.archive_readme import Held, readme
from lmm_qual.exporters.tables import Cell, Table, csv_table
from lmm_qual.model.base import FileModel
from lmm_qual.model.codebook import Codebook
from lmm_qual.model.study import Consent, Participant, Study
from lmm_qual.store.queries.codes import code_tree, load_codebook
from lmm_qual.store.queries.codings import codings
from lmm_qual.store.queries.design import load_study
from lmm_qual.store.queries.talk import TranscriptRow, TurnRow, transcript_text, transcripts, turns
from lmm_qual.store.store import Store
from lmm_qual.text.repeated_words import RepeatedWords
from lmm_qual.text.span import Span

LEFT_OUT = "[words left out: no consent to archive]"
"""What stands where somebody's words are left out."""
CHECKSUMS = "checksums.sha256"
_LONGEST_STEM = 160
"""Bytes; names of files may have 255."""
_DEVICE = re.compile(r"con|prn|aux|nul|(com|lpt)[0-9¹²³]", re.IGNORECASE)
"""Names that Windows keeps for devices, whatever their ending (Microsoft, Naming Files)."""
M = TypeVar("M", bound=FileModel)


@dataclass
class _Session:
    """A transcript with its turns; those of people who agreed are kept."""

    row: TranscriptRow
    turns: list[TurnRow]
    text: str
    consent: Mapping[str, Mapping[str, Consent]]
    file: str = field(default="", init=False)

    def words(self, turn: TurnRow) -> str:
        return self.text[turn.start : turn.end]

    def agreed(self, turn: TurnRow) -> bool:
        """Say whether who speaks agreed to be archived in that round; nobody named did not."""
        given = self.consent.get(turn.participant or "", {}).get(self.row.time or "")
        return bool(given and given.archive and not given.withdrawn)

    @property
    def left_out(self) -> list[TurnRow]:
        return [turn for turn in self.turns if not turn.interviewer and not self.agreed(turn)]

    @property
    def kept(self) -> list[TurnRow]:
        return [turn for turn in self.turns if not turn.interviewer and self.agreed(turn)]


def archive_files(store: Store) -> tuple[dict[str, bytes], Held]:
    """Give the files of an archive, by their paths, and what is held and left out."""
    study = load_study(store)
    consent = {one.id: one.consent for one in study.participants}
    sessions = [
        _Session(row, turns(store, row.id), transcript_text(store, row.id), consent)
        for row in transcripts(store)
    ]
    kept = [one for one in sessions if one.kept]
    _name(kept)
    said = _wording(store, sessions)
    people = list(dict.fromkeys(t.participant or "" for one in kept for t in one.kept))
    texts = {
        **{one.file: _talk(one, said) for one in kept},
        "transcripts.csv": csv_table(_list(kept)),
        "participants.csv": csv_table(_seats(kept)),
        "study.yaml": write_definition(_design(study, people, said), "yaml"),
        "codebook.yaml": write_definition(
            _without(load_codebook(code_tree(store)), Codebook, said), "yaml"
        ),
    }
    held = _held(study, sessions, kept, people)
    texts["README.txt"] = readme(held, sorted(texts))
    files = {path: text.encode("utf-8", "surrogatepass") for path, text in sorted(texts.items())}
    sums = (f"{hashlib.sha256(data).hexdigest()}  {path}\n" for path, data in files.items())
    return {**files, CHECKSUMS: "".join(sums).encode()}, held


def _held(study: Study, sessions: list[_Session], kept: list[_Session], people: list[str]) -> Held:
    spoken = {
        turn.participant for one in sessions for turn in one.turns if turn.participant is not None
    }
    return Held(
        name=study.name,
        transcripts=len(kept),
        left_out=len(sessions) - len(kept),
        parted=sum(bool(one.left_out) for one in kept),
        turns=sum(len(one.left_out) for one in kept),
        participants=len(people),
        silent=len(spoken - set(people)),
    )


def _wording(store: Store, sessions: list[_Session]) -> Callable[[str], str]:
    """Give what takes out of other texts the words of those who did not agree."""
    barred = {one.row.id: [Span(t.start, t.end) for t in one.left_out] for one in sessions}
    gone = [one.words(turn) for one in sessions for turn in one.left_out]
    gone += [one.text for one in sessions if not one.turns]
    quotes = [
        row.quote
        for row in codings(store)
        if any(part.overlaps(Span(row.start, row.end)) for part in barred[row.transcript_id])
    ]
    kept = (one.words(turn) for one in sessions for turn in one.kept)
    return RepeatedWords(gone, quotes, kept, LEFT_OUT).said


def _name(sessions: list[_Session]) -> None:
    """Give each transcript a file name of its own, of letters that every system takes."""
    taken: set[str] = set()
    for one in sessions:
        stem = _file_stem(one.row.key)
        name, number = stem, 2
        while name.casefold() in taken:
            name, number = f"{stem}-{number}", number + 1
        taken.add(name.casefold())
        one.file = f"transcripts/{name}.txt"


def _file_stem(key: str) -> str:
    """Give a name of letters, figures and lines only, that no system keeps for a device."""
    letters = re.sub(r"[^\w-]+", "_", key).strip("_").encode()[:_LONGEST_STEM]
    stem = letters.decode("utf-8", "ignore") or "transcript"
    return f"{stem}_" if _DEVICE.fullmatch(stem) else stem


def _talk(one: _Session, said: Callable[[str], str]) -> str:
    """Give a session as text, a turn a paragraph under its id, speakers by their own ids."""
    return "".join(f"{part}\n\n" for part in _paragraphs(one, said))


def _paragraphs(one: _Session, said: Callable[[str], str]) -> Iterator[str]:
    row = one.row
    about = ", ".join(filter(None, (row.time, row.group, row.method, row.date)))
    yield f"{row.key}: {about}" if about else row.key
    for turn in one.turns:
        if turn.interviewer:
            who, words = "Interviewer", said(one.words(turn))
        elif one.agreed(turn):
            who, words = turn.participant or "", one.words(turn)
        else:
            who, words = "Somebody", LEFT_OUT
        yield f"[{turn.n}] {who}: {words}"


def _list(sessions: list[_Session]) -> Table:
    heads = ("id", "file", "time", "group", "method", "date", "turns", "turns_left_out")
    rows: list[list[Cell]] = [
        [
            *(one.row.key, one.file, one.row.time, one.row.group, one.row.method, one.row.date),
            *(len(one.turns), len(one.left_out)),
        ]
        for one in sessions
    ]
    return Table(heads, rows)


def _seats(sessions: list[_Session]) -> Table:
    """Give a row a participant and session: what they were in it."""
    heads = ("participant", "transcript", "time", "group", "service", "role")
    rows = {
        (turn.participant, one.row.key, one.row.time, turn.group, turn.service, turn.role): None
        for one in sessions
        for turn in one.kept
    }
    return Table(heads, sorted(rows, key=lambda row: [str(cell or "") for cell in row]))


def _design(study: Study, people: list[str], said: Callable[[str], str]) -> Study:
    """Give the design with those who are in the archive alone, without consents."""
    held = [Participant(id=one.id, group=one.group) for one in study.participants]
    here = [one for one in held if one.id in set(people)]
    return _without(study.model_copy(update={"participants": here}), Study, said)


def _without(entry: M, model: type[M], said: Callable[[str], str]) -> M:
    """Give a definition in whose texts no words stand that are left out."""
    return model.model_validate(_said(plain(entry), said))


def _said(value: Any, said: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return said(value)
    if isinstance(value, dict):
        return {key: _said(inner, said) for key, inner in value.items()}
    if isinstance(value, list):
        return [_said(inner, said) for inner in value]
    return value
