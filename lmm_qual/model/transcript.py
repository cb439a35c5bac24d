"""A transcript as an importer gives it: stored text, turns, metadata."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple


class ParsedTurn(NamedTuple):
    """One turn: `start`/`end` span what was said, in code points, label and timestamp left out.

    `speaker` is the label as written, `None` where nobody is named. The label and what belongs
    to it (markup, a timestamp, white space) stand in `label_start`..`start`.
    """

    speaker: str | None
    start: int
    end: int
    timestamp: str | None = None
    label_start: int | None = None


@dataclass(frozen=True)
class TimeMark:
    """A time in the recording (`HH:MM:SS` or `HH:MM:SS.mmm`) at a code point of the text."""

    position: int
    timestamp: str


@dataclass(frozen=True)
class ParsedComment:
    """A comment on a span of the text (a point where both ends are equal), replies joined to it.

    `author` and `date` are as the file has them, `resolved` tells that it was marked as done.
    """

    start: int
    end: int
    author: str
    text: str
    date: str | None = None
    resolved: bool = False


@dataclass(frozen=True)
class ParsedTranscript:
    """What a file holds: the text to store and what was recognised in it.

    `left` counts the names that stand where labels may and were not taken as speakers.
    """

    text: str
    turns: tuple[ParsedTurn, ...]
    format: str
    convention: str
    encoding: str | None = None
    metadata: dict[str, str] = field(default_factory=dict)
    time_marks: tuple[TimeMark, ...] = ()
    notes: tuple[str, ...] = ()
    left: dict[str, int] = field(default_factory=dict)
    comments: tuple[ParsedComment, ...] = ()

    @cached_property
    def speakers(self) -> dict[str, int]:
        """Give each speaker label with its number of turns, in order of first turn."""
        counts: dict[str, int] = {}
        for turn in self.turns:
            if turn.speaker is not None:
                counts[turn.speaker] = counts.get(turn.speaker, 0) + 1
        return counts
