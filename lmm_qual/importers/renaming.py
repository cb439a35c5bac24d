"""Another name for a speaker, and what becomes of turns that are then one speaker's."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from lmm_qual.importers.turns import Turns, merge_turns
from lmm_qual.model.transcript import ParsedTranscript, ParsedTurn, TimeMark

CUE_FORMATS = frozenset({"vtt", "srt", "sbv"})
"""Formats whose turns are made of cues, their labels written by the reader."""


def renamed(
    parsed: ParsedTranscript, label: str, name: str, turns: Turns | None = None
) -> ParsedTranscript:
    """Give the transcript with another name for a speaker.

    Where the name is another speaker's, neighbouring turns are joined as `turns` would have joined
    one speaker's: cues into one paragraph unless they are kept, blocks where they are merged. Else
    the text stays as it is, with the label as it was written.
    """
    if label == name or label not in parsed.speakers:
        return parsed
    joins = name in parsed.speakers
    spoken = tuple(
        turn._replace(speaker=name) if turn.speaker == label else turn for turn in parsed.turns
    )
    changed = replace(parsed, turns=spoken)
    if not joins or turns == "keep":
        return changed
    if parsed.format in CUE_FORMATS:
        return _with_cues_joined(changed)
    return replace(changed, turns=merge_turns(spoken)) if turns == "merge" else changed


@dataclass(frozen=True)
class _Shortened:
    """A text with gaps left out of it, a space for each."""

    text: str
    gaps: Sequence[tuple[int, int]]

    def __str__(self) -> str:
        """Give the text that is left."""
        ends = [0, *(end for _, end in self.gaps)]
        starts = [*(start for start, _ in self.gaps), len(self.text)]
        return " ".join(self.text[a:b] for a, b in zip(ends, starts, strict=True))

    def move(self, positions: Iterable[int]) -> list[int]:
        """Give where positions, in order and within no gap, are in the text that is left."""
        moved, lost, passed = [], 0, 0
        for position in positions:
            while passed < len(self.gaps) and self.gaps[passed][1] <= position:
                start, end = self.gaps[passed]
                lost += end - start - 1
                passed += 1
            moved.append(position - lost)
        return moved


def _with_cues_joined(parsed: ParsedTranscript) -> ParsedTranscript:
    """Join the neighbouring paragraphs of one speaker, the label between them left out."""
    joined: list[ParsedTurn] = []
    gaps: list[tuple[int, int]] = []
    for turn in parsed.turns:
        if joined and _goes_on(parsed.text, joined[-1], turn):
            gaps.append((joined[-1].end, turn.start))
            joined[-1] = joined[-1]._replace(end=turn.end)
        else:
            joined.append(turn)
    shorter = _Shortened(parsed.text, gaps)
    marks = parsed.time_marks
    places = shorter.move(mark.position for mark in marks)
    return replace(
        parsed,
        text=str(shorter),
        turns=tuple(_moved(joined, shorter)),
        time_marks=tuple(
            TimeMark(place, mark.timestamp) for place, mark in zip(places, marks, strict=True)
        ),
    )


def _moved(turns: Sequence[ParsedTurn], shorter: _Shortened) -> Iterator[ParsedTurn]:
    starts = shorter.move(turn.start for turn in turns)
    ends = shorter.move(turn.end for turn in turns)
    for turn, start, end in zip(turns, starts, ends, strict=True):
        label = None if turn.label_start is None else start - (turn.start - turn.label_start)
        yield turn._replace(start=start, end=end, label_start=label)


def _goes_on(text: str, before: ParsedTurn, turn: ParsedTurn) -> bool:
    """Tell whether a turn is the next paragraph and the same speaker's."""
    begins = turn.start if turn.label_start is None else turn.label_start
    return (
        turn.speaker is not None
        and turn.speaker == before.speaker
        and (text[before.end : begins] == "\n")
    )
