"""Walking the XML of an OpenDocument text: its paragraphs with all changes accepted."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from lmm_qual.importers.comments import WrittenComment
from lmm_qual.importers.odt_styles import TEXT, Styles
from lmm_qual.importers.paragraphs import Paragraph, Weight, Writing, cell_of, row_of

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_LOEXT = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
_MATH = "{http://www.w3.org/1998/Math/MathML}"

_DROPPED = frozenset(
    {
        *(TEXT + tag for tag in ("tracked-changes", "ruby-text", "number", "script", "note")),
        *(TEXT + tag for tag in ("sequence-decls", "variable-decls", "user-field-decls")),
        *(TEXT + tag for tag in ("alphabetical-index-auto-mark-file", "dde-connection-decls")),
        *(TEXT + tag for tag in ("table-of-content-source", "illustration-index-source")),
        *(TEXT + tag for tag in ("table-index-source", "object-index-source")),
        *(TEXT + tag for tag in ("user-index-source", "bibliography-source")),
        *(TEXT + tag for tag in ("alphabetical-index-source",)),
        *(OFFICE + tag for tag in ("forms", "annotation-end", "binary-data", "event-listeners")),
        *(_SVG + tag for tag in ("title", "desc")),
        *(_TABLE + tag for tag in ("tracked-changes", "shapes", "covered-table-cell")),
    }
)
_HIDDEN = frozenset(TEXT + tag for tag in ("hidden-text", "hidden-paragraph"))
_INDEXES = (TEXT + "table-of-content", TEXT + "index-title")
_WHITE = re.compile(r"[ \t\r\n]+")
_MOST_SPACES = 1_000


class Walk:
    """Walk the body of a document, give its paragraphs, its comments and what was left out."""

    def __init__(self, styles: Styles) -> None:
        self.styles = styles
        self.references: Counter[str] = Counter()
        self.comments: list[WrittenComment] = []

    def blocks(
        self, parent: Any, *, listed: str | None = None, heading: bool = False
    ) -> Iterator[Paragraph]:
        """Give the paragraphs of a body, a section, a list, a cell or a text box."""
        for element in parent.iterchildren():
            tag = element.tag
            if not isinstance(tag, str) or tag in _DROPPED:
                continue
            if tag in {TEXT + "p", TEXT + "h"}:
                yield from self.paragraph(element, listed=listed, heading=heading)
            elif tag == TEXT + "list":
                style = element.get(TEXT + "style-name") or listed or ""
                yield from self.blocks(element, listed=style, heading=heading)
            elif tag == _TABLE + "table":
                yield from self.table(element)
            elif element.get(TEXT + "display") == "none" and tag == TEXT + "section":
                self.references["hidden"] += 1
            elif tag == OFFICE + "annotation":
                self.comment(element)
            else:
                within = heading or tag in _INDEXES
                yield from self.blocks(element, listed=listed, heading=within)

    def paragraph(self, element: Any, *, listed: str | None, heading: bool) -> Iterator[Paragraph]:
        """Give a paragraph and after it those of the text boxes anchored in it."""
        style = element.get(TEXT + "style-name")
        if self.styles.is_hidden("paragraph", style):
            self.references["hidden"] += 1
            return
        runs = _Runs(self, bold=self.styles.is_bold("paragraph", style) or False)
        runs.walk(element, bold=runs.bold)
        runs.end()
        yield Paragraph(
            text=runs.writing.text,
            heading=heading or element.tag == TEXT + "h" or self.styles.is_heading(style),
            numbered=self._is_numbered(element, style, listed),
            bold=runs.weight.throughout,
            strong=runs.weight.strong,
            anchors=tuple(runs.writing.anchors),
        )
        for box in runs.boxes:
            yield from self.blocks(box)

    def table(self, element: Any) -> Iterator[Paragraph]:
        """Give a paragraph a row, its cells between tabs."""
        for row in _within(element, _TABLE + "table-row"):
            yield row_of(
                [cell_of(self.blocks(cell)) for cell in _within(row, _TABLE + "table-cell")]
            )

    def _is_numbered(self, element: Any, style: str | None, listed: str | None) -> bool:
        if listed is None:
            listed = self.styles.list_style(style)
            return listed in self.styles.numbering and element.tag == TEXT + "p"
        parent = element.getparent()
        opens = parent is not None and parent.tag == TEXT + "list-item"
        first = opens and element.getprevious() is None
        return first and (listed or self.styles.list_style(style)) in self.styles.numbering

    def comment(self, element: Any) -> str:
        """Note a comment; give its id."""
        self.references["comment"] += 1
        key = element.get(OFFICE + "name") or f"#{len(self.comments)}"
        said = "\n".join(paragraph.text for paragraph in Walk(self.styles).blocks(element))
        self.comments.append(
            WrittenComment(
                id=key,
                author=(element.findtext(_DC + "creator") or "").strip(),
                text=said.strip(),
                date=element.findtext(_DC + "date"),
                answers=element.get(_LOEXT + "parent-name"),
                resolved=element.get(_LOEXT + "resolved") == "true",
            )
        )
        return key


class _Runs:
    """The runs of one paragraph; white space is single, as the format has it."""

    def __init__(self, walk: Walk, *, bold: bool) -> None:
        self.of = walk
        self.writing = Writing()
        self.boxes: list[Any] = []
        self.bold = bold
        self.weight = Weight()
        self._after_space = True

    def walk(self, parent: Any, *, bold: bool) -> None:
        """Gather what stands within an element of the paragraph."""
        self._characters(parent.text, bold=bold)
        for element in parent.iterchildren():
            if isinstance(element.tag, str):
                self._element(element, bold=bold)
            self._characters(element.tail, bold=bold)

    def end(self) -> None:
        """Drop the space at the end of the paragraph."""
        writing = self.writing
        if self._after_space and writing.parts and writing.parts[-1] == " ":
            writing.parts.pop()
            writing.length -= 1

    def _element(self, element: Any, *, bold: bool) -> None:
        tag = element.tag
        if tag == TEXT + "s":
            self._as_it_is(" " * _repeated(element))
        elif tag == TEXT + "tab":
            self._as_it_is("\t")
        elif tag == TEXT + "line-break":
            self._as_it_is("\n")
        elif tag == TEXT + "note":
            kind = element.get(TEXT + "note-class")
            self.of.references["endnote" if kind == "endnote" else "footnote"] += 1
        elif tag == OFFICE + "annotation":
            ranged = element.get(OFFICE + "name") is not None
            self.writing.anchor(self.of.comment(element), "start" if ranged else "point")
        elif tag == OFFICE + "annotation-end":
            self.writing.anchor(element.get(OFFICE + "name") or "", "end")
        elif tag == _DRAW + "text-box" or (tag.startswith(_DRAW) and _has_paragraphs(element)):
            self.boxes.append(element)
        elif tag in _HIDDEN or self._is_hidden(element):
            self.of.references["hidden"] += bool("".join(element.itertext()).strip())
        elif tag not in _DROPPED and not tag.startswith(_MATH):
            self.walk(element, bold=self._boldness(element, bold=bold))

    def _boldness(self, element: Any, *, bold: bool) -> bool:
        said = self.of.styles.is_bold("text", element.get(TEXT + "style-name"))
        return bold if said is None else said

    def _is_hidden(self, element: Any) -> bool:
        return self.of.styles.is_hidden("text", element.get(TEXT + "style-name"))

    def _characters(self, text: str | None, *, bold: bool) -> None:
        if not text:
            return
        single = _WHITE.sub(" ", text)
        if self._after_space:
            single = single.lstrip(" ")
        if single.strip():
            self.weight.add(self.writing.parts, bold=bold)
        if single:
            self._after_space = single.endswith(" ")
            if self._after_space and len(single) > 1:
                self.writing.add(single[:-1])
                single = " "
            self.writing.add(single)

    def _as_it_is(self, text: str) -> None:
        self.writing.add(text)
        self._after_space = False


def _has_paragraphs(element: Any) -> bool:
    """Tell whether a shape holds words of its own; a frame gives them to its text box."""
    return any(child.tag in {TEXT + "p", TEXT + "list"} for child in element.iterchildren())


def _repeated(element: Any) -> int:
    times = element.get(TEXT + "c") or "1"
    return min(int(times), _MOST_SPACES) if times.isdecimal() and len(times) < 9 else 1


def _within(parent: Any, tag: str) -> Iterator[Any]:
    """Give the rows of a table or the cells of a row, through what groups them."""
    for element in parent.iterchildren():
        if element.tag == tag:
            yield element
        elif isinstance(element.tag, str) and element.tag not in _DROPPED:
            yield from _within(element, tag)
