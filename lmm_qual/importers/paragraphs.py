"""Paragraphs of a document with the comments anchored in them, and the lines they become."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from lmm_qual.importers.lines import Line


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a comment starts, ends or points to: the comment's id and an offset."""

    comment: str
    kind: str
    offset: int


@dataclass
class Paragraph:
    """The text of a paragraph; a line break within it is a line feed.

    `strong` is how many code points at its start are bold where the rest is not.
    """

    text: str = ""
    heading: bool = False
    numbered: bool = False
    bold: bool = False
    strong: int = 0
    joins_next: bool = False
    anchors: tuple[Anchor, ...] = ()


@dataclass
class Weight:
    """How the words of a paragraph are set, and where its bold beginning ends."""

    bold: bool = False
    thin: bool = False
    strong: int = 0

    def add(self, before: Iterable[str], *, bold: bool) -> None:
        """Note words that follow what was written before them."""
        if self.throughout and not bold:
            self.strong = sum(map(len, before))
        self.bold = self.bold or bold
        self.thin = self.thin or not bold

    @property
    def throughout(self) -> bool:
        """Tell whether all words are bold."""
        return self.bold and not self.thin


@dataclass
class Writing:
    """The text of a paragraph as it is gathered from its runs."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    anchors: list[Anchor] = field(default_factory=list)

    def add(self, text: str) -> None:
        """Add the text of a run."""
        self.parts.append(text)
        self.length += len(text)

    def anchor(self, comment: str, kind: str) -> None:
        """Note that a comment starts (`start`), ends (`end`) or stands (`point`) here."""
        self.anchors.append(Anchor(comment, kind, self.length))

    @property
    def text(self) -> str:
        """Give what was gathered."""
        return "".join(self.parts)


def joined(paragraphs: Iterable[Paragraph]) -> Iterator[Paragraph]:
    """Join a paragraph whose mark was deleted to the next."""
    held: Paragraph | None = None
    for paragraph in paragraphs:
        whole = paragraph if held is None else _together([held, paragraph], "", paragraph)
        held = whole if paragraph.joins_next else None
        if held is None:
            yield whole
    if held is not None:
        yield held


def cell_of(paragraphs: Iterable[Paragraph]) -> Paragraph:
    """Give a table cell's paragraphs as one, a line each, without empty lines around them."""
    return _stripped(_together(list(joined(paragraphs)), "\n", Paragraph()))


def row_of(cells: list[Paragraph]) -> Paragraph:
    """Give a table row as a paragraph, its cells between tabs."""
    return _together(cells, "\t", Paragraph())


def lines_of(paragraphs: Iterable[Paragraph]) -> tuple[tuple[Line, ...], tuple[Anchor, ...]]:
    """Give the lines to store, and the anchors with offsets in the stored text."""
    lines: list[Line] = []
    anchors: list[Anchor] = []
    start = 0
    for paragraph in map(_stripped, paragraphs):
        anchors += _moved(paragraph.anchors, start)
        for index, text in enumerate(paragraph.text.split("\n")):
            lines.append(
                Line(
                    text,
                    start,
                    opens=index == 0,
                    heading=paragraph.heading,
                    numbered=paragraph.numbered,
                    bold=paragraph.bold,
                    strong=min(paragraph.strong, len(text)) if index == 0 else 0,
                )
            )
            start += len(text) + 1
    return tuple(lines), tuple(anchors)


def _together(paragraphs: list[Paragraph], between: str, like: Paragraph) -> Paragraph:
    anchors: list[Anchor] = []
    at = 0
    for paragraph in paragraphs:
        anchors += _moved(paragraph.anchors, at)
        at += len(paragraph.text) + len(between)
    text = between.join(paragraph.text for paragraph in paragraphs)
    strong = next((each.strong or len(each.text) * each.bold for each in paragraphs), 0)
    return replace(like, text=text, strong=0 if like.bold else strong, anchors=tuple(anchors))


def _stripped(paragraph: Paragraph) -> Paragraph:
    """Take the line feeds around a paragraph away."""
    text = paragraph.text.strip("\n")
    if text == paragraph.text:
        return paragraph
    before = len(paragraph.text) - len(paragraph.text.lstrip("\n"))
    return replace(
        paragraph,
        text=text,
        strong=max(0, paragraph.strong - before),
        anchors=tuple(_moved(paragraph.anchors, -before, text)),
    )


def _moved(anchors: Iterable[Anchor], by: int, within: str | None = None) -> Iterator[Anchor]:
    for anchor in anchors:
        offset = anchor.offset + by
        if within is not None:
            offset = max(0, min(offset, len(within)))
        yield Anchor(anchor.comment, anchor.kind, offset)
