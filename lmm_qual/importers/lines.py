"""What every format gives: the text to store as lines that know where they stand."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from lmm_qual.model.transcript import ParsedComment

_WRAP_WIDTHS = range(50, 133)
_SHARE_OF_WRAPS = 0.8


@dataclass(slots=True)  # not frozen, as no line is changed and frozen ones take thrice as long
class Line:
    """A line of the stored text, without its line feed, starting at a code point.

    `opens` marks the first line of a paragraph; `heading`, `numbered` and `bold` are what the
    format says of the paragraph (a heading, a list number, bold from end to end). `strong` is how
    many code points at the start of the line are bold where the rest is not.
    """

    text: str
    start: int
    opens: bool = True
    heading: bool = False
    numbered: bool = False
    bold: bool = False
    strong: int = 0

    @property
    def blank(self) -> bool:
        """Tell whether the line holds white space only."""
        return not self.text or self.text.isspace()


@dataclass(frozen=True)
class Source:
    """A file as its format gives it: the text to store, its lines, what stood in its header."""

    text: str
    lines: tuple[Line, ...]
    format: str
    encoding: str | None = None
    metadata: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    body: int = 0
    """Index of the first line after front matter."""
    comments: tuple[ParsedComment, ...] = ()


def split_lines(text: str) -> Iterator[tuple[int, str]]:
    """Give each line of a text with the code point where it starts."""
    start = 0
    for line in text.split("\n"):
        yield start, line
        start += len(line) + 1


def opening_lines(texts: Sequence[str], *, blank_parts: bool = False) -> list[bool]:
    """Tell for each line whether a paragraph opens there.

    A line opens one after a blank line, and everywhere else unless the lines are wrapped (the
    next line's first word would not have fitted on the line before) or the format parts
    paragraphs by blank lines only.
    """
    wrapped = blank_parts or _are_wrapped(texts)
    return [
        index == 0 or not wrapped or not texts[index - 1].strip() for index in range(len(texts))
    ]


def _are_wrapped(texts: Sequence[str]) -> bool:
    width = max((len(text) for text in texts), default=0)
    if width not in _WRAP_WIDTHS:
        return False
    breaks = wraps = 0
    for line, after in pairwise(texts):
        if line.strip() and after.strip():
            breaks += 1
            wraps += len(line.rstrip()) + 1 + len(after.split(maxsplit=1)[0]) > width - 2
    return breaks >= 3 and wraps >= breaks * _SHARE_OF_WRAPS
