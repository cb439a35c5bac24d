"""Walking the XML of a Word document: its paragraphs with all changes accepted."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lmm_qual.importers.paragraphs import Anchor, Paragraph, Writing, cell_of, row_of

# python-docx gives neither tracked insertions nor content controls nor text boxes, so the XML is
# walked here.
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DROPPED = frozenset(
    W + tag
    for tag in (
        "del", "moveFrom", "delText", "instrText", "delInstrText", "pPr", "rPr", "tblPr", "tblGrid",
        "trPr", "tcPr", "sdtPr", "sdtEndPr", "rt", "sectPr", "softHyphen", "footnoteRef",
        "annotationRef",
    )
)  # fmt: skip
_CHARACTERS = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "\u2011",
}
_REFERENCES = {
    W + "footnoteReference": "footnote",
    W + "endnoteReference": "endnote",
    W + "commentReference": "comment",
}
_ANCHORS = {
    W + "commentRangeStart": "start",
    W + "commentRangeEnd": "end",
    W + "commentReference": "point",
}
_BODY_LEVEL = "9"
_SPACES = str.maketrans("\r\n", "  ")


@dataclass(frozen=True)
class Styles:
    """Ids of the styles that are headings, whatever language they are in, and that number."""

    headings: frozenset[str] = frozenset()
    numbered: frozenset[str] = frozenset()


class Walk:
    """Walk the body of a document, give its paragraphs and count what they refer to."""

    def __init__(self, styles: Styles) -> None:
        self.styles = styles
        self.references: Counter[str] = Counter()
        self.held: list[Anchor] = []

    def blocks(self, parent: Any) -> Iterator[Paragraph]:
        """Give the paragraphs of a body, a cell, a content control or a text box."""
        for element in parent.iterchildren():
            tag = element.tag
            if tag == W + "p":
                yield from self.paragraph(element)
            elif tag == W + "tbl":
                yield from self.table(element)
            elif tag in _ANCHORS:
                self.held.append(Anchor(element.get(W + "id") or "", _ANCHORS[tag], 0))
            elif tag == _MC + "AlternateContent":
                yield from self.blocks(_alternative(element))
            elif _is_read(element):
                yield from self.blocks(element)

    def paragraph(self, element: Any) -> Iterator[Paragraph]:
        """Give a paragraph and after it those of the text boxes anchored in it."""
        properties = element.find(W + "pPr")
        writing = Writing()
        boxes: list[Any] = []
        self.inline(element, writing, boxes)
        yield Paragraph(
            text=writing.text,
            heading=self._is_heading(properties),
            numbered=self._is_numbered(properties),
            bold=_is_bold(element),
            strong=_strong(element, writing.text),
            joins_next=_mark_is_deleted(properties),
            anchors=(*self._take_held(), *writing.anchors),
        )
        for box in boxes:
            yield from self.blocks(box)

    def _take_held(self) -> list[Anchor]:
        """Give the anchors that stand between paragraphs to the next one."""
        held, self.held = self.held, []
        return held

    def table(self, element: Any) -> Iterator[Paragraph]:
        """Give a paragraph a row, its cells between tabs."""
        for row in _rows(element):
            yield row_of([cell_of(self.blocks(cell)) for cell in _cells(row)])

    def inline(self, parent: Any, writing: Writing, boxes: list[Any]) -> None:
        """Gather the text of a paragraph's runs, and the text boxes anchored in them."""
        for element in parent.iterchildren():
            tag = element.tag
            if tag in _ANCHORS:
                writing.anchor(element.get(W + "id") or "", _ANCHORS[tag])
            if tag == W + "t" or tag == _M + "t":
                writing.add((element.text or "").translate(_SPACES))
            elif tag in _CHARACTERS:
                writing.add(_CHARACTERS[tag])
            elif tag in _REFERENCES:
                self.references[_REFERENCES[tag]] += 1
            elif tag == W + "sym":
                writing.add(_symbol(element))
            elif tag == W + "txbxContent":
                boxes.append(element)
            elif tag == _MC + "AlternateContent":
                self.inline(_alternative(element), writing, boxes)
            elif _is_read(element):
                self.inline(element, writing, boxes)

    def _is_heading(self, properties: Any) -> bool:
        if properties is None:
            return False
        level = properties.find(W + "outlineLvl")
        outlined = level is not None and level.get(W + "val") != _BODY_LEVEL
        return outlined or _style_of(properties) in self.styles.headings

    def _is_numbered(self, properties: Any) -> bool:
        if properties is None:
            return False
        listed = properties.find(W + "numPr") is not None
        return listed or _style_of(properties) in self.styles.numbered


def _style_of(properties: Any) -> str | None:
    style = properties.find(W + "pStyle")
    return None if style is None else style.get(W + "val")


def _is_read(element: Any) -> bool:
    """Tell whether there may be text within: not in properties, nor where a hint is shown."""
    if not isinstance(element.tag, str) or element.tag in _DROPPED:
        return False
    return element.tag != W + "sdt" or element.find(f"{W}sdtPr/{W}showingPlcHdr") is None


def _alternative(element: Any) -> Any:
    """Give the one form of a part that is written in two: the text box, not its picture."""
    return next(iter(element.iterchildren()), element)


def _mark_is_deleted(properties: Any) -> bool:
    marks = properties.find(W + "rPr") if properties is not None else None
    return marks is not None and any(marks.find(W + tag) is not None for tag in ("del", "moveFrom"))


def _is_bold(paragraph: Any) -> bool:
    """Tell whether every run with words is bold."""
    runs = [
        run
        for run in paragraph.iter(W + "r")
        if any((text.text or "").strip() for text in run.iterchildren(W + "t"))
    ]
    return bool(runs) and all(_run_is_bold(run) for run in runs)


def _strong(paragraph: Any, text: str) -> int:
    """Count the code points of the bold runs with which a paragraph begins, 0 where all are."""
    opening = ""
    for run in paragraph.iter(W + "r"):
        words = "".join(part.text or "" for part in run.iterchildren(W + "t"))
        if words.strip() and not _run_is_bold(run):
            break
        opening += words
    return len(opening) if opening.strip() and opening != text and text.startswith(opening) else 0


def _run_is_bold(run: Any) -> bool:
    bold = run.find(f"{W}rPr/{W}b")
    return bold is not None and bold.get(W + "val") not in {"0", "false", "off"}


def _rows(table: Any) -> Iterator[Any]:
    for element in table.iterchildren():
        if element.tag == W + "tr":
            if element.find(f"{W}trPr/{W}del") is None:
                yield element
        elif _is_read(element):
            yield from _rows(element)


def _cells(row: Any) -> Iterator[Any]:
    for element in row.iterchildren():
        if element.tag == W + "tc":
            yield element
        elif _is_read(element):
            yield from _cells(element)


def _symbol(element: Any) -> str:
    try:
        return chr(int(element.get(W + "char") or "", 16))
    except (ValueError, OverflowError):
        return ""
