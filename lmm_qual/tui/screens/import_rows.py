"""The files of an import and their speakers, as rows."""

from collections.abc import Sequence
from functools import partial

from textual.content import Content

from lmm_qual.model.transcript_list import SpeakerEntry
from lmm_qual.project.changes.transcripts import NewTranscript
from lmm_qual.project.importing.plan import PlannedFile
from lmm_qual.tui.rows import Row
from lmm_qual.tui.wording import counted, line, spread


def file_rows(files: Sequence[PlannedFile], left_out: set[int]) -> list[Row]:
    """Give a row a file: whether it can come in, its id, its speakers; keys are their indexes."""
    return [Row(partial(_file, planned, at in left_out), at) for at, planned in enumerate(files)]


def _file(planned: PlannedFile, left_out: bool, width: int) -> Content:
    new = planned.new
    if left_out:
        sign, right = ("–", "$faint"), "left out"
    elif planned.faults:
        sign, right = ("✗", "bold $text-error"), "cannot come in"
    else:
        named = len(new.parsed.speakers) if new else 0
        sign = ("✓", "$text-success") if named else ("?", "bold $text-warning")
        right = counted(named, "speaker") if named else "nobody named"
    name = new.key if new else planned.found.path.name
    left = line(" ", sign, " ", (name, "$muted" if left_out else ""))
    return spread(width, left, line((f"{right} ", "$muted")))


def speaker_rows(new: NewTranscript | None) -> list[Row]:
    """Give a row a speaker: label, turns, who it is; keys are the labels."""
    if new is None:
        return []
    widest = max((Content(label).cell_length for label in new.parsed.speakers), default=0)
    return [
        Row(partial(_speaker, label, turns, new.speakers[label], min(widest, 28)), label)
        for label, turns in new.parsed.speakers.items()
    ]


def _speaker(label: str, turns: int, entry: SpeakerEntry, widest: int, width: int) -> Content:
    name = line((label, "bold")).truncate(widest, ellipsis=True)
    left = line(" ").append(name.pad_right(widest - name.cell_length + 2)).append(_who(entry))
    return spread(width, left, line((f"{counted(turns, 'turn')} ", "$muted")))


def _who(entry: SpeakerEntry) -> Content:
    if entry.interviewer:
        return line(("interviewer", "$text-accent"))
    if entry.participant is None:
        return line(("linked to no participant", "$text-warning"))
    more = ", ".join(filter(None, (entry.group, entry.service, entry.role)))
    return line(f"participant {entry.participant}", (f"  {more}" if more else "", "$muted"))


def file_said(planned: PlannedFile) -> Content:
    """Say what was recognised in a file, what is known of its session, what is wrong."""
    faults = [line((f"✗ {problem}", "$text-error")) for problem in planned.faults[:4]]
    new = planned.new
    if new is None:
        return Content("\n").join(faults)
    parsed = new.parsed
    encoding = f", {parsed.encoding}" if parsed.encoding else ""
    session = [
        ("time", new.time),
        ("group", new.group),
        ("method", new.method),
        ("date", new.date),
        ("service", new.service),
    ]
    parts = [line((f"{name} ", "$muted"), value) for name, value in session if value]
    known = Content("  ").join(parts) if parts else line(("time and group not set", "$muted"))
    head = line((new.key, "bold"), (f"  {new.file_name}, {parsed.format}{encoding}", "$muted"))
    notes = [line(("! ", "bold $text-warning"), note) for note in parsed.notes[:4]]
    found = line((parsed.convention, "$muted"))
    return Content("\n").join([head, known, found, *notes, *faults])
