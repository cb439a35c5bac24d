"""Small projects, made of talk marked up as a person would write it down.

A transcript begins with `== ID time=T1 group=G3`; below it stands a line a turn, `P07: words`. A
label that begins with INT is an interviewer's, one like P07 that participant's, any other stands
for nobody known. `@ Anna participant=P07 service=hv` says otherwise, for its transcript. `- words`
is a turn of no speaker, `| words` no turn at all. Codings are written `[words](Code)`, or with
more, `[words](Code; coder; P09=agreed)`; they may hold each other and run over turns.
"""

import functools
import os
import re
import shlex
import tempfile
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lmm_qual.model.codebook import Code, Codebook, join_path, split_path
from lmm_qual.model.coding import CodingRecord, PassRecord
from lmm_qual.model.study import Study
from lmm_qual.model.system_map import SystemMap
from lmm_qual.model.transcript import ParsedTranscript, ParsedTurn
from lmm_qual.model.transcript_list import SpeakerEntry
from lmm_qual.project.changes.codebook import ImportCodebook
from lmm_qual.project.changes.codings import AddCodings, RecordPasses
from lmm_qual.project.changes.design import ImportStudy
from lmm_qual.project.changes.map_import import ImportSystemMap
from lmm_qual.project.changes.transcripts import AddTranscripts, NewTranscript
from lmm_qual.project.project import Project

CODER = "A"


@dataclass(frozen=True)
class Talk:
    """A transcript to be made, with its codings."""

    key: str
    text: str
    turns: Sequence[ParsedTurn] = ()
    speakers: Mapping[str, SpeakerEntry] = field(default_factory=dict)
    session: Mapping[str, str] = field(default_factory=dict)
    codings: Sequence[CodingRecord] = ()

    def new_transcript(self) -> NewTranscript:
        parsed = ParsedTranscript(self.text, tuple(self.turns), "txt", "marked up", "utf-8")
        name = f"{self.key.replace('/', '-')}.txt"
        return NewTranscript(
            self.key, name, self.text.encode(), parsed, self.speakers, **self.session
        )


def read_talk(marked: str) -> list[Talk]:
    """Read marked-up transcripts."""
    parts = re.split(r"^== (.+)\n", textwrap.dedent(marked.expandtabs()), flags=re.MULTILINE)[1:]
    return [_talk(head, body) for head, body in zip(parts[::2], parts[1::2], strict=True)]


def _talk(head: str, body: str) -> Talk:
    key, *fields = shlex.split(head)
    lines = [line for line in body.split("\n") if line.strip()]
    told = dict(_speaker(line[2:]) for line in lines if line.startswith("@ "))
    written = "\n".join(line for line in lines if not line.startswith("@ "))
    text, codings = _unmarked(key, written)
    turns = list(_turns(text))
    labels = dict.fromkeys(turn.speaker for turn in turns if turn.speaker is not None)
    speakers = {label: told.get(label) or _guessed(label) for label in labels}
    return Talk(key, text, turns, speakers, _pairs(fields), codings)


def _pairs(fields: Iterable[str]) -> dict[str, str]:
    return dict(pair.split("=", 1) for pair in fields)


def _speaker(line: str) -> tuple[str, SpeakerEntry]:
    label, *fields = shlex.split(line)
    return label, SpeakerEntry.model_validate(_pairs(fields))


def _guessed(label: str) -> SpeakerEntry:
    if label.startswith("INT"):
        return SpeakerEntry(interviewer=True)
    return SpeakerEntry(participant=label if re.fullmatch(r"P\d+", label) else None)


def _unmarked(key: str, written: str) -> tuple[str, list[CodingRecord]]:
    text, opened, codings, at = "", [], [], 0
    while at < len(written):
        if written[at] == "[":
            opened.append(len(text))
        elif mark := re.compile(r"\]\(([^)]*)\)").match(written, at):
            codings.append(_coding(key, opened.pop(), len(text), mark[1]))
            at = mark.end() - 1
        else:
            text += written[at]
        at += 1
    return text, codings


def _coding(key: str, start: int, end: int, mark: str) -> CodingRecord:
    code, *more = (part.strip() for part in mark.split(";"))
    voices = _pairs(part for part in more if "=" in part)
    coder = next((part for part in more if "=" not in part), CODER)
    return CodingRecord(transcript=key, start=start, end=end, code=code, coder=coder, voices=voices)


def _turns(text: str) -> Iterable[ParsedTurn]:
    at = 0
    for line in text.split("\n"):
        if found := re.match(r"(?:- |([^\s:|]+): )(?=\S)", line):
            yield ParsedTurn(found[1], at + found.end(), at + len(line), label_start=at)
        at += len(line) + 1


@functools.cache
def _empty_project() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "empty.lmmq"
        Project.new(path, CODER).close()
        return path.read_bytes()


def build(
    path: Path,
    talk: str | Sequence[Talk] = (),
    *,
    codes: Sequence[str] = (),
    newer_codes: Sequence[str] = (),
    study: Mapping[str, Any] | None = None,
    passes: Iterable[Mapping[str, Any]] | None = None,
    system: Mapping[str, Any] | None = None,
) -> Path:
    """Make a project at `path`.

    The codebook holds `codes` (paths), then those of the codings, with what stands above each;
    `newer_codes` come in its second version. Without `passes`, coder A has finished all
    transcripts under the first version.
    """
    transcripts = read_talk(talk) if isinstance(talk, str) else list(talk)
    codings = [coding for one in transcripts for coding in one.codings]
    first = [*codes, *(coding.code for coding in codings if coding.code not in newer_codes)]
    if passes is None:
        passes = [{"transcript": one.key, "coder": CODER} for one in transcripts]
    path.write_bytes(_empty_project())
    with Project.open(path, write=True, coder=CODER) as project:
        project.store._connection.execute("PRAGMA synchronous = OFF")  # a test's file may be lost
        if study:
            project.make(ImportStudy(Study.model_validate(study)))
        if system:
            project.make(ImportSystemMap(SystemMap.model_validate(system)))
        if first:
            project.make(ImportCodebook(codebook_of(first)))
        if transcripts:
            project.make(AddTranscripts([one.new_transcript() for one in transcripts]))
        if records := [("", PassRecord.model_validate(one)) for one in passes]:
            project.make(RecordPasses(records))
        if newer_codes:
            project.make(ImportCodebook(codebook_of([*first, *newer_codes])))
        if codings:
            project.make(AddCodings([("", coding) for coding in codings]))
    return path


def codebook_of(paths: Iterable[str]) -> Codebook:
    """Make a codebook that holds these paths and all above them, in this order."""
    wanted: dict[str, Code] = {}
    for path in paths:
        names = split_path(path)
        for depth in range(1, len(names) + 1):
            above = join_path(names[: depth - 1]) or None
            code = Code(name=names[depth - 1], parent=above)
            wanted.setdefault(join_path(names[:depth]), code)
    return Codebook(codes=list(wanted.values()))


def speak(line: str, *codings: Mapping[str, Any], key: str = "T1-01", **session: str) -> Talk:
    """Make a transcript of one turn of P01, its whole text coded."""
    text = f"P01: {line}"
    turn = ParsedTurn("P01", 5, len(text), label_start=0)
    records = [
        CodingRecord.model_validate(
            {"transcript": key, "start": 5, "end": len(text), "coder": CODER, **coding}
        )
        for coding in codings
    ]
    speakers = {"P01": SpeakerEntry(participant="P01", group=session.get("group"))}
    return Talk(key, text, [turn], speakers, session, records)


def snapshot(folder: Path) -> dict[str, bytes]:
    """Give every file of a folder with its bytes."""
    return {
        os.fspath(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
