"""What holds within a group of rich text, and the paragraphs being written."""

import re
from dataclasses import dataclass, field

from lmm_qual.importers.paragraphs import Paragraph, Weight

_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_LETTERED = re.compile(r"[^\W\d_]{1,6}[.)]")


@dataclass
class State:
    """What holds within a group; a group begins with a copy of that around it."""

    dropped: str = ""
    shape: bool = False
    number: bool = False
    table: str = ""
    skip: int = 1
    font: int | None = None
    other_font: int | None = None
    leftwards: bool = False
    bold: bool = False
    hidden: bool = False
    deleted: bool = False
    sink: "Sink | None" = None


@dataclass
class Sink:
    """Paragraphs of the body or of a text box, and the one being written."""

    done: list[Paragraph] = field(default_factory=list)
    boxes: list["Sink"] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    weight: Weight = field(default_factory=Weight)
    heading: bool = False
    number: str = ""
    in_table: bool = False

    def add(self, text: str, *, bold: bool) -> None:
        """Add words to the paragraph."""
        if text.strip():
            self.weight.add(self.parts, bold=bold)
        self.parts.append(text)

    def end_cell(self) -> None:
        """End a table cell; a tab parts it from the next."""
        while self.parts and self.parts[-1] == "\n":
            self.parts.pop()
        self.parts.append("\t")

    def end_row(self) -> None:
        """End a table row, which is a paragraph."""
        if self.parts and self.parts[-1] == "\t":
            self.parts.pop()
        self.end()

    def end(self) -> None:
        """End the paragraph; those of the text boxes anchored in it follow."""
        written = "".join(self.parts)
        self.done.append(
            Paragraph(
                _PAIR.sub(_together, written),
                heading=self.heading,
                numbered=_is_number(self.number),
                bold=self.weight.throughout,
                strong=len(_PAIR.sub(_together, written[: self.weight.strong])),
            )
        )
        self.parts, self.weight, self.number = [], Weight(), ""
        boxes, self.boxes = self.boxes, []
        for box in boxes:
            self.done += box.finished()

    def finished(self) -> list[Paragraph]:
        """Give all paragraphs, the last one ended."""
        if self.parts or self.boxes:
            self.end()
        return self.done


def _together(pair: re.Match[str]) -> str:
    return pair.group().encode("utf-16-le", "surrogatepass").decode("utf-16-le")


def _is_number(text: str) -> bool:
    """Tell a list number (`3.`, `b)`) from a bullet."""
    return any(c.isdigit() for c in text) or _LETTERED.search(text) is not None
