"""The files of an import and their speakers, as rows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from textual.content import Content

from lmm_qual.model.problem import Problem
from lmm_qual.model.transcript_list import SpeakerEntry
from lmm_qual.project.changes.transcripts import NewTranscript
from lmm_qual.project.importing.plan import PlannedFile
from lmm_qual.project.importing.proposals import Proposals
from lmm_qual.project.importing.storing import Comments
from lmm_qual.text.numbers import counted
from lmm_qual.tui.rows import Row
from lmm_qual.tui.wording import line, spread


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


@dataclass(frozen=True)
class NotTaken:
    """A label that was not taken as a speaker."""

    label: str


def speaker_rows(new: NewTranscript | None, proposed: Proposals | None, takes: str) -> list[Row]:
    """Give a row a speaker, then one a label not taken: label, turns, who it is.

    Keys are the labels, of those not taken `NotTaken`; `takes` is the key that takes one.
    """
    if new is None or proposed is None:
        return []
    labels = [*new.parsed.speakers, *proposed.left]
    widest = min(28, max((line(label).cell_length for label in labels), default=0))
    taken = [
        Row(partial(_speaker, label, turns, _said_of(label, new, proposed), widest), label)
        for label, turns in new.parsed.speakers.items()
    ]
    left = [
        Row(partial(_not_taken, label, times, takes, widest), NotTaken(label))
        for label, times in proposed.left.items()
    ]
    return [*taken, *left]


def _speaker(label: str, turns: int, said: Content, widest: int, width: int) -> Content:
    left = _labelled(label, "bold", widest).append(said)
    return spread(width, left, line((f"{counted(turns, 'turn')} ", "$muted")))


def _not_taken(label: str, times: int, takes: str, widest: int, width: int) -> Content:
    left = _labelled(label, "$muted", widest).append(
        line((f"no speaker: {takes} takes it", "$muted"))
    )
    return spread(width, left, line((f"{counted(times, 'line')} ", "$muted")))


def _labelled(label: str, style: str, widest: int) -> Content:
    name = line((label, style)).truncate(widest, ellipsis=True)
    return line(" ").append(name.pad_right(widest - name.cell_length + 2))


def _said_of(label: str, new: NewTranscript, proposed: Proposals) -> Content:
    """Say who a speaker is, and what is proposed."""
    said = _who(new.speakers[label])
    if (join := proposed.joins.get(label)) is not None:
        said = said.append(line((f"  perhaps {join.into}?", "$text-warning")))
    if label in proposed.interviewers:
        said = said.append(line(("  the interviewer?", "$text-warning")))
    return said


def _who(entry: SpeakerEntry) -> Content:
    if entry.interviewer:
        return line(("interviewer", "$text-accent"))
    if entry.participant is None:
        return line(("linked to no participant", "$text-warning"))
    more = ", ".join(filter(None, (entry.group, entry.service, entry.role)))
    return line(f"participant {entry.participant}", (f"  {more}" if more else "", "$muted"))


_BECOME: dict[Comments, tuple[str, str]] = {
    "memos": ("becomes a memo on its words", "become memos on their words"),
    "codes": (
        "becomes a coding where it names codes, else a memo",
        "become codings where they name codes, else memos",
    ),
    "none": ("is left out", "are left out"),
}


def comments_said(comments: int, become: Comments, changes: str) -> Content:
    """Say how many comments there are, what they become, and the key that changes it."""
    said = f"{counted(comments, 'comment')} {_BECOME[become][comments != 1]}"
    return line(("» ", "bold $text-accent"), said, (f"  {changes} changes it", "$muted"))


def file_said(planned: PlannedFile, become: Comments, changes: str, other_encoding: str) -> Content:
    """Say what is wrong with a file, what is known of its session, what was recognised.

    `become` is what comments in it become, `changes` the key that changes that, `other_encoding`
    the one that reads it in another encoding.
    """
    faults = [_fault(problem, planned, other_encoding) for problem in planned.faults[:4]]
    new = planned.new
    if new is None:
        return Content("\n").join([line((planned.found.path.name, "bold")), *faults])
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
    comments = [comments_said(len(parsed.comments), become, changes)] if parsed.comments else []
    return Content("\n").join([head, *faults, *comments, known, found, *notes])


def _fault(problem: Problem, planned: PlannedFile, other_encoding: str) -> Content:
    """Say what is wrong, without the path of the file, which stands above it."""
    if "--encoding" in problem.remedy:
        proposal = problem.remedy.partition(":")[0] if ":" in problem.remedy else ""
        remedy = f"{other_encoding} names its encoding" + (f"; {proposal}" if proposal else "")
        problem = replace(problem, remedy=remedy)
    if problem.file == str(planned.found.path):
        problem = replace(problem, file="")
    return line((f"✗ {problem}", "$text-error"))
