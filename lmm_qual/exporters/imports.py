"""What was recognised in files about to be imported."""

import shlex
from collections.abc import Mapping, Sequence
from typing import Protocol

from lmm_qual.importers.joining import join_proposals
from lmm_qual.importers.proposals import interviewer_proposals
from lmm_qual.model.transcript import ParsedTranscript
from lmm_qual.model.transcript_list import SpeakerEntry
from lmm_qual.text.numbers import counted
from lmm_qual.text.standins import shown

FIRST_TURNS = 3
MOST_LEFT = 12
MOST_COMMENTS = 5


class Recognised(Protocol):
    """A transcript about to be added."""

    @property
    def key(self) -> str: ...  # noqa: D102
    @property
    def file_name(self) -> str: ...  # noqa: D102
    @property
    def parsed(self) -> ParsedTranscript: ...  # noqa: D102
    @property
    def speakers(self) -> Mapping[str, SpeakerEntry]: ...  # noqa: D102
    @property
    def time(self) -> str | None: ...  # noqa: D102
    @property
    def group(self) -> str | None: ...  # noqa: D102
    @property
    def method(self) -> str | None: ...  # noqa: D102


def import_report(transcripts: Sequence[Recognised]) -> str:
    """Say for each file: format, encoding, convention, speakers with turns, the first turns."""
    return "\n".join("".join(f"{shown(line)}\n" for line in _lines(new)) for new in transcripts)


def _lines(new: Recognised) -> list[str]:
    parsed = new.parsed
    place = ", ".join(value for value in (new.time, new.group, new.method) if value)
    encoding = f", {parsed.encoding}" if parsed.encoding else ""
    lines = [
        f"{new.key}  ({new.file_name}, {parsed.format}{encoding})"
        + (f"  {place}" if place else ""),
        f"  {parsed.convention}",
    ]
    for label, turns in parsed.speakers.items():
        who = _who(new.speakers.get(label, SpeakerEntry()))
        lines.append(f"  {label}: {counted(turns, 'turn')}{who}")
    lines += _proposed(new)
    lines += _commented(parsed)
    lines += [f"  {name}: {value}" for name, value in parsed.metadata.items()]
    lines += [f"  note: {text}" for text in parsed.notes]
    for turn in parsed.turns[:FIRST_TURNS]:
        said = " ".join(parsed.text[turn.start : turn.end].split())
        lines.append(f"  | {turn.speaker or '—'}: {said[:70]}{'…' if len(said) > 70 else ''}")
    return lines


def _commented(parsed: ParsedTranscript) -> list[str]:
    """Say which comments there are, with their words."""
    lines = []
    for comment in parsed.comments[:MOST_COMMENTS]:
        words = " ".join(parsed.text[comment.start : comment.end].split())
        said = " ".join(comment.text.split())
        lines.append(
            f"  comment by {comment.author or 'nobody named'} on “{words[:40]}”: {said[:70]}"
        )
    if (more := len(parsed.comments) - MOST_COMMENTS) > 0:
        lines.append(f"  and {more} more comments")
    return lines


def _proposed(new: Recognised) -> list[str]:
    """Give what a person may decide otherwise: labels not taken, joins, interviewers."""
    parsed = new.parsed
    lines = [
        f"  not taken as a speaker: {label}, {counted(times, 'line')}"
        for label, times in list(parsed.left.items())[:MOST_LEFT]
        if label not in parsed.speakers
    ]
    if (more := len(parsed.left) - MOST_LEFT) > 0:
        lines.append(f"  and {more} more labels not taken")
    for each in join_proposals(parsed.speakers, parsed.metadata):
        pair = shlex.quote(f"{each.label}={each.into}")
        lines.append(f"  {each.label}: perhaps {each.into} ({each.reason}); --join {pair} joins")
    if not any(entry.interviewer for entry in new.speakers.values()):
        lines += [
            f"  {each.label}: perhaps the interviewer ({each.reason})"
            for each in interviewer_proposals(parsed)
        ]
    return lines


def _who(entry: SpeakerEntry) -> str:
    if entry.interviewer:
        return ", interviewer"
    parts = [entry.participant and f"participant {entry.participant}", entry.service, entry.role]
    return "".join(f", {part}" for part in parts if part)
