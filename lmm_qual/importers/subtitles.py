"""Subtitles: cues of one speaker joined into turns, with the text that is stored for them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from lmm_qual.importers.labels import Label
from lmm_qual.importers.lines import Line
from lmm_qual.importers.recognition import Recognition, recognise
from lmm_qual.importers.reports import considered_notes, doubtful, left_note
from lmm_qual.importers.stage_directions import is_event, is_stage_direction
from lmm_qual.importers.turns import Turns
from lmm_qual.model.problem import refuse
from lmm_qual.model.transcript import ParsedTranscript, ParsedTurn, TimeMark
from lmm_qual.text.numbers import counted

_NEARLY_ALL = 0.9


@dataclass(frozen=True, slots=True)
class Cue:
    """Words shown from one time (`HH:MM:SS.mmm`) on; `voice` is the speaker a tag names.

    `within` marks what follows other words of the same cue; `mark` is the sign (`>>`, a dash) that
    somebody else speaks, nobody says who.
    """

    time: str
    words: str
    voice: str | None = None
    within: bool = False
    mark: str = ""


@dataclass
class _Turn:
    """Cues of one speaker; `speech` is false for a stage direction."""

    speaker: str | None
    cues: list[tuple[str, str]] = field(default_factory=list)
    speech: bool = True
    mark: str = ""


def transcript_of_cues(
    name: str,
    cues: Sequence[Cue],
    *,
    format: str,
    encoding: str,
    metadata: dict[str, str],
    notes: Sequence[str],
    turns: Turns | None,
    known: Collection[str] = (),
) -> ParsedTranscript:
    """Give the transcript that cues make: a paragraph a turn, `Label: words`.

    Cues of one speaker are joined by a space unless `turns` is "keep"; the time of each is kept
    as a mark. A cue without a label continues the last speaker, or, where nearly every cue has a
    label, is nobody's that is known. Raises BadInputError where nothing is said.
    """
    recognised = recognise(
        [Line("" if cue.voice else cue.words, index) for index, cue in enumerate(cues)],
        with_header=False,
        known=known,
    )
    spoken = _speakers(cues, recognised)
    if not spoken:
        raise refuse("holds no cue with words", "leave it out, or export it again", file=name)
    text, found, marks = _compose(_gather(spoken, keep=turns == "keep"))
    labelled = sum(1 for cue in spoken if cue.labelled)
    return ParsedTranscript(
        text=text,
        turns=tuple(found),
        format=format,
        convention=_convention(cues, labelled, found),
        encoding=encoding,
        metadata=metadata,
        time_marks=tuple(marks),
        notes=(*notes, *left_note(recognised.left), *considered_notes(recognised)),
        left=doubtful(recognised),
    )


@dataclass(frozen=True, slots=True)
class _Spoken:
    """A cue with the speaker it was found to have."""

    time: str
    words: str
    speaker: str | None
    labelled: bool
    within: bool
    event: bool
    speech: bool
    mark: str


def _speakers(cues: Sequence[Cue], recognised: Recognition) -> list[_Spoken]:
    named = [_named(cue, label) for cue, label in zip(cues, recognised.labels, strict=True)]
    inherits = not labelled_throughout([name for name, _ in named])
    last = waiting = None
    spoken = []
    for cue, (name, words) in zip(cues, named, strict=True):
        name = name or waiting  # noqa: PLW2901 - a label alone in its cue names the next
        waiting = None if words else name
        last = name or (last if inherits and not cue.mark else None)
        staged = name is None and is_stage_direction(words)
        if words:
            spoken.append(
                _Spoken(
                    cue.time,
                    words,
                    last,
                    labelled=name is not None,
                    within=cue.within,
                    event=staged and is_event(words),
                    speech=not staged,
                    mark="" if name else cue.mark,
                )
            )
    return spoken


def _named(cue: Cue, label: Label | None) -> tuple[str | None, str]:
    if cue.voice:
        return cue.voice, cue.words
    if label is not None:
        return label.name, cue.words[label.said :].strip()
    return None, cue.words


def labelled_throughout(names: Sequence[str | None]) -> bool:
    """Tell whether each cue has its label, not only the first of a speaker."""
    labelled = sum(name is not None for name in names)
    repeats = sum(name is not None and name == before for before, name in pairwise(names))
    return labelled >= _NEARLY_ALL * len(names) or repeats > len(names) - labelled


def _gather(spoken: Sequence[_Spoken], *, keep: bool) -> list[_Turn]:
    """Join cues to turns; laughter goes with the turn that goes on after it."""
    turns: list[_Turn] = []
    for cue, after in zip(spoken, [*spoken[1:], None], strict=False):
        goes_on = cue.event and after is not None and after.speech and not after.labelled
        speech = cue.speech or (goes_on and cue.speaker is not None)
        last = turns[-1] if turns else None
        if (
            last is not None
            and (cue.within or not keep)
            and not cue.mark
            and last.speech
            and speech
            and last.speaker == cue.speaker
        ):
            last.cues.append((cue.time, cue.words))
        else:
            turns.append(_Turn(cue.speaker, [(cue.time, cue.words)], speech, cue.mark))
    return turns


def _compose(turns: Sequence[_Turn]) -> tuple[str, list[ParsedTurn], list[TimeMark]]:
    """Write the turns as paragraphs; give the text, their spans and the cues' places."""
    parts: list[str] = []
    found: list[ParsedTurn] = []
    marks: list[TimeMark] = []
    position = 0
    for turn in turns:
        named = turn.speaker is not None and turn.speech
        label = f"{turn.speaker}: " if named else turn.mark
        start = at = position + len(label)
        for time, words in turn.cues:
            marks.append(TimeMark(at, time))
            at += len(words) + 1
        said = " ".join(words for _, words in turn.cues)
        if turn.speech:
            first = turn.cues[0][0].partition(".")[0]
            label_start = position if label else None
            found.append(ParsedTurn(turn.speaker, start, start + len(said), first, label_start))
        parts.append(label + said)
        position = start + len(said) + 1
    return "\n".join(parts), found, marks


def _convention(cues: Sequence[Cue], labelled: int, turns: Sequence[ParsedTurn]) -> str:
    voiced = sum(cue.voice is not None for cue in cues)
    shown = f"{counted(len(cues), 'cue')} in {counted(len(turns), 'turn')}"
    if not labelled and any(cue.mark for cue in cues):
        return f"Changes of speaker marked, nobody named: {shown}."
    if not labelled:
        return f"No speaker labels: {shown}, nobody named."
    how = "A voice tag in the cue" if voiced * 2 > labelled else "A name and a colon in the cue"
    speakers = len({turn.speaker for turn in turns if turn.speaker is not None})
    return f"{how}: {labelled} labelled of {shown}, {counted(speakers, 'speaker')}."
