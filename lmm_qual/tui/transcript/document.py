"""The transcript as the view shows it: the whole stored text, cut into blocks."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple, Protocol

from lmm_qual.text.folding import Folded
from lmm_qual.text.segmentation import grapheme_border, paragraphs
from lmm_qual.text.span import Span
from lmm_qual.text.standins import shown_block
from lmm_qual.tui.transcript.clock import seconds_of

_WORDS = re.compile(r"[^\W\d_]+")
_ONLY_A_TIME = re.compile(r"[\W_]*\d{1,2}:\d\d[\W\d_]*")


class Turn(Protocol):
    """A turn: number, speaker, what was said (`start`..`end`, code points) and what names it.

    `label_start`..`start` holds label and time, which the gutter shows instead.
    """

    @property
    def n(self) -> int:
        """Give the number."""

    @property
    def speaker(self) -> str | None:
        """Give the speaker's label."""

    @property
    def start(self) -> int:
        """Give where the words begin."""

    @property
    def end(self) -> int:
        """Give where the words end."""

    @property
    def timestamp(self) -> str | None:
        """Give the time that is written there."""

    @property
    def label_start(self) -> int | None:
        """Give where the label begins."""

    @property
    def interviewer(self) -> bool:
        """Say whether an interviewer speaks."""


class TurnRow(NamedTuple):
    """A turn that is in no project yet."""

    n: int
    speaker: str | None
    start: int
    end: int
    timestamp: str | None = None
    label_start: int | None = None
    interviewer: bool = False


class Block(NamedTuple):
    """Text shown as one: a turn, or with `turn` None a line outside turns (a heading, say)."""

    start: int
    end: int
    turn: Turn | None = None
    aside: bool = False

    @property
    def span(self) -> Span:
        """Give the block's code points."""
        return Span(self.start, self.end)


class Document:
    """Stored text and the blocks, in order and disjoint, that show it. Never without a block.

    `shown` is the text by stand-ins, code point for code point; graphemes, words and cells are
    those of `shown`, since that is what is seen.
    """

    def __init__(self, text: str, turns: Sequence[Turn] = ()) -> None:
        """Cut `text` into blocks; ValueError where a turn overlaps the one before or the end."""
        self.text = text
        self.shown = shown_block(text)
        self.turns = tuple(sorted(turns, key=lambda turn: turn.start))
        self.blocks = tuple(_blocks(text, self.turns)) or (Block(0, 0),)
        self._starts = [block.start for block in self.blocks]

    @property
    def start(self) -> int:
        """Give the first position the cursor can have."""
        return self.blocks[0].start

    @property
    def end(self) -> int:
        """Give the last position the cursor can have."""
        return self.blocks[-1].end

    @cached_property
    def folded(self) -> Folded:
        """Give the text as it is searched."""
        return Folded(self.text)

    @cached_property
    def _by_number(self) -> dict[int, Turn]:
        return {turn.n: turn for turn in self.turns}

    def turn(self, n: int) -> Turn | None:
        """Give the turn with a number, None where there is none."""
        return self._by_number.get(n)

    @cached_property
    def _timed(self) -> list[tuple[float, Turn]]:
        times = ((seconds_of(turn.timestamp or ""), turn) for turn in self.turns)
        return [(time, turn) for time, turn in times if time is not None]

    def turn_at_time(self, seconds: float) -> Turn | None:
        """Give the turn that begins at a time or last before it, else the first that has a time.

        Of several that begin then, the first. None where no turn has a time.
        """
        if not self._timed:
            return None
        begun = [entry for entry in self._timed if entry[0] <= seconds]
        return max(begun, key=lambda entry: entry[0])[1] if begun else self._timed[0][1]

    def turn_at(self, position: int) -> Turn | None:
        """Give the turn a position is in or behind, None outside turns."""
        return self.blocks[self.block_at(position)].turn

    def block_at(self, position: int) -> int:
        """Give the index of the block a position is in, else of the last before, else of the first.

        Where two blocks touch, the place between them is in the second.
        """
        return max(bisect_right(self._starts, position) - 1, 0)

    def shown_from(self, position: int) -> int:
        """Give the first position at or behind one that is not hidden in a label."""
        index = self.block_at(position)
        if position > self.blocks[index].end and index + 1 < len(self.blocks):
            return self.blocks[index + 1].start
        return position

    def snapped(self, position: int) -> int:
        """Give the last place at or before a position where the cursor can stand."""
        block = self.blocks[self.block_at(position)]
        inside = min(max(position, block.start), block.end)
        return grapheme_border(self.shown, inside, block.start, block.end)


def _blocks(text: str, turns: Sequence[Turn]) -> Iterator[Block]:
    reached, length = 0, len(text)
    timed = False
    for turn in turns:
        start, end, label = turn.start, turn.end, turn.label_start
        if start < reached or end < start or end > length:
            raise ValueError(f"turn {turn.n} does not fit the text: {start}..{end} after {reached}")
        label = start if label is None else _label_start(text, min(start, label))
        if label > reached and not text[reached:label].isspace():
            yield from _asides(text, reached, label, timed=timed)
        zone, time = text[max(label, reached) : start], turn.timestamp
        says_more = zone and _label_says_more(zone, turn.speaker or "", time or "")
        yield Block(start - len(zone) if says_more else start, end, turn)
        reached, timed = end, time is not None
    yield from _asides(text, reached, length, timed=timed, aside=bool(turns))


def _label_start(text: str, start: int) -> int:
    """Give where a label begins with the marks of emphasis and spaces before it."""
    while start > 0 and text[start - 1] in "*_ \t":
        start -= 1
    return start


def _label_says_more(zone: str, speaker: str, time: str) -> bool:
    """Tell whether the label, of `zone`, holds words that the gutter does not show."""
    unsaid = zone.replace(speaker, "", 1).replace(time, "", 1)
    if not unsaid.strip(" []():\t\n") or _WORDS.search(unsaid) is None:
        return False
    known = set(_WORDS.findall(f"{speaker} {time}"))
    return not known.issuperset(_WORDS.findall(zone))


def _asides(text: str, start: int, end: int, *, timed: bool, aside: bool = True) -> Iterator[Block]:
    for line in paragraphs(text, start, end):
        if not (timed and _ONLY_A_TIME.fullmatch(line.slice(text))):
            yield Block(line.start, line.end, aside=aside)
        timed = False
