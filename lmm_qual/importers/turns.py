"""Turns of a running text (txt, md, docx) from its recognised lines."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from lmm_qual.importers import timestamps
from lmm_qual.importers.header import collect, is_header_line, transcribed_by
from lmm_qual.importers.interruptions import Interruption
from lmm_qual.importers.labels import Label, label_of
from lmm_qual.importers.lines import Line, Source
from lmm_qual.importers.recognition import Recognition, recognise
from lmm_qual.importers.reports import convention_of, doubtful, notes_of, restart_note
from lmm_qual.model.transcript import ParsedTranscript, ParsedTurn, TimeMark

Turns = Literal["keep", "merge"]

_TIME_ENDS = frozenset("#])")
_SAID_WITHOUT_WORDS = (Interruption.EVENT, Interruption.STAGE)


def transcript_of(
    source: Source, turns: Turns | None = None, known: Collection[str] = ()
) -> ParsedTranscript:
    """Give the transcript that a running text holds.

    Blocks of one speaker are kept as written unless `turns` is "merge". `known` are names of
    which a person says that they speak.
    """
    recognised = recognise(source.lines, body=source.body, known=known)
    if recognised.speakers:
        found = _labelled(source, recognised)
    else:
        found = _unlabelled(source, recognised)
    written = merge_turns(found.turns) if turns == "merge" else tuple(found.turns)
    metadata = dict(source.metadata)
    for key, value in {**recognised.metadata, **found.metadata}.items():
        if metadata.get(key) != value:
            collect(metadata, key, value)
    return ParsedTranscript(
        text=source.text,
        turns=written,
        format=source.format,
        convention=convention_of(recognised, len(found.turns)),
        encoding=source.encoding,
        metadata=metadata,
        time_marks=tuple(found.marks),
        notes=(
            *source.notes,
            *notes_of(source.lines, recognised, found.empty),
            *restart_note(written),
        ),
        left=doubtful(recognised),
        comments=source.comments,
    )


def merge_turns(turns: Iterable[ParsedTurn]) -> tuple[ParsedTurn, ...]:
    """Join consecutive turns of one speaker; the span runs over the labels between them."""
    merged: list[ParsedTurn] = []
    for turn in turns:
        if merged and turn.speaker is not None and merged[-1].speaker == turn.speaker:
            merged[-1] = merged[-1]._replace(end=turn.end)
        else:
            merged.append(turn)
    return tuple(merged)


@dataclass
class _Found:
    turns: list[ParsedTurn] = field(default_factory=list)
    marks: list[TimeMark] = field(default_factory=list)
    metadata: dict[str, str] = field(default_factory=dict)
    empty: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Open:
    """A turn being read; `start` is unknown until its first words."""

    speaker: str | None
    label_start: int | None = None
    start: int | None = None
    end: int = 0
    timestamp: str | None = None
    open_mark: str = ""


class _Reader:
    """Walk the lines of a labelled text and gather its turns."""

    def __init__(self, text: str, found: _Found, *, times_end_turns: bool = False) -> None:
        self.text = text
        self.times_end_turns = times_end_turns
        self.found = found
        self.turn: _Open | None = None
        self.speaker: str | None = None
        self.time: str | None = None

    def label(self, line: Line, label: Label) -> None:
        self.close()
        self.speaker = label.name
        self.turn = _Open(
            speaker=label.name,
            label_start=line.start + label.start,
            timestamp=label.timestamp or self.time,
            open_mark=label.open_mark,
        )
        self.time = None
        self.words(line, label.said)

    def words(self, line: Line, offset: int = 0) -> None:
        """Add what a line says from an offset on to the turn, a new one where none is open."""
        text = line.text
        said = text[offset:].lstrip()
        if not said:
            return
        first = len(text) - len(said)
        last = first + len(said.rstrip())
        turn = self.turn
        if turn is None:
            turn = self.turn = _Open(self.speaker, timestamp=self.time)
            self.time = None
        if text[last - 1] in _TIME_ENDS:
            last = self.without_time(line, offset, last)
        if turn.start is None:
            turn.start = line.start + first
        turn.end = line.start + last

    def without_time(self, line: Line, offset: int, last: int) -> int:
        """Note the time that ends a line, where it is a timestamp; give where the words end."""
        text = line.text[:last]
        if text[-1] != "#" and not self.times_end_turns:
            return last
        found = timestamps.trailing(text)
        if found is None or found[1] <= offset or self.turn is None:
            return last
        self.found.marks.append(TimeMark(line.start + found[1], found[0]))
        self.turn.timestamp = self.turn.timestamp or found[0]
        return len(text[: found[1]].rstrip())

    def mark(self, line: Line, time: str, *, before_label: bool) -> None:
        """Note a line that holds only a time: the next label's, or one within the turn."""
        if before_label:
            self.time = time
        elif self.turn is not None and self.turn.start is None and self.turn.timestamp is None:
            self.turn.timestamp = time
        self.found.marks.append(TimeMark(line.start, time))

    def interrupt(self, line: Line, kind: Interruption) -> None:
        """End the turn, but not at laughter; a label without words yet takes the line as them."""
        if self.turn is not None and self.turn.start is None and kind in _SAID_WITHOUT_WORDS:
            self.words(line)
        elif kind is not Interruption.EVENT:
            self.close()

    def close(self) -> None:
        turn, self.turn = self.turn, None
        if turn is None:
            return
        if turn.start is None:
            self.found.empty.append(turn.speaker or "")
            return
        end = turn.end
        if turn.open_mark and self.text.endswith(turn.open_mark, turn.start, end):
            end = turn.start + len(self.text[turn.start : end - len(turn.open_mark)].rstrip())
        if end <= turn.start:
            end = turn.end
        self.found.turns.append(
            ParsedTurn(turn.speaker, turn.start, end, turn.timestamp, turn.label_start)
        )


def _labelled(source: Source, recognised: Recognition) -> _Found:
    found = _Found()
    reader = _Reader(source.text, found, times_end_turns=recognised.times_end_turns)
    lines = source.lines
    for index in range(_time_before(lines, recognised.talk), len(lines)):
        line, label = lines[index], recognised.labels[index]
        if line.blank:
            continue
        if label is not None:
            reader.label(line, label)
        elif (time := timestamps.stands_alone(line.text)) is not None:
            reader.mark(line, time, before_label=_label_follows(recognised, lines, index))
        elif (kind := recognised.interruptions[index]) is not None:
            reader.interrupt(line, kind)
            _keep_footer(found.metadata, kind, line)
        else:
            reader.words(line)
    reader.close()
    return found


def _time_before(lines: Sequence[Line], talk: int) -> int:
    """Give the index of the time that stands on its own line above the talk, else the talk's."""
    for index in range(talk - 1, -1, -1):
        if not lines[index].blank:
            return index if timestamps.stands_alone(lines[index].text) else talk
    return talk


def _label_follows(recognised: Recognition, lines: Sequence[Line], index: int) -> bool:
    for after in range(index + 1, len(lines)):
        if not lines[after].blank:
            return recognised.labels[after] is not None
    return False


def _keep_footer(metadata: dict[str, str], kind: Interruption, line: Line) -> None:
    said = transcribed_by(line.text) if kind is Interruption.FOOTER else None
    if said is not None:
        collect(metadata, *said)


def _unlabelled(source: Source, recognised: Recognition) -> _Found:
    """Give a turn a paragraph, nobody named; header keys and interruptions are none."""
    found = _Found()
    reader = _Reader(source.text, found)
    for index in range(source.body, len(source.lines)):
        line = source.lines[index]
        if line.opens or line.blank:
            reader.close()
        if line.blank:
            continue
        kind = recognised.interruptions[index]
        if index < recognised.talk and is_header_line(line, label_of(line.text)):
            continue
        if kind is not None and kind is not Interruption.QUESTION:
            reader.interrupt(line, kind)
            _keep_footer(found.metadata, kind, line)
        elif (time := timestamps.stands_alone(line.text)) is not None:
            reader.mark(line, time, before_label=True)
        else:
            timed = timestamps.leading(line.text) if reader.turn is None else None
            if timed is not None:
                reader.time = timed[0]
            reader.words(line, timed[1] if timed is not None else 0)
    reader.close()
    return found
