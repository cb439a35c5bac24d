"""Word files (docx) as lines."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from lmm_qual.importers.comments import WrittenComment, comments_of, unplaced_note
from lmm_qual.importers.decoding import check_characters
from lmm_qual.importers.lines import Source
from lmm_qual.importers.packages import parse_xml
from lmm_qual.importers.paragraphs import joined, lines_of
from lmm_qual.importers.word_comments import read_comments
from lmm_qual.importers.word_package import open_word
from lmm_qual.importers.word_walk import Styles, W, Walk
from lmm_qual.text.numbers import counted

_HEADINGS = ("heading", "title", "subtitle", "toc")


def read_word(name: str, data: bytes) -> Source:
    """Give the lines of a Word file: paragraphs in reading order, table cells between tabs.

    Insertions are kept and deletions dropped; content controls and text boxes are read where
    they stand. A line break within a paragraph is a line feed, so that turns parted only by
    such breaks are found; the paragraph stays one. Raises BadInputError for what cannot be read.
    """
    document = open_word(name, data)
    styles = _styles(document)
    walk = Walk(styles)
    lines, anchors = lines_of(joined(walk.blocks(document.element.body)))
    text = "\n".join(line.text for line in lines)
    check_characters(name, text)
    written = _comments(document, styles)
    comments = comments_of(written, anchors, len(text))
    notes = [*_notes(walk.references), *unplaced_note(written, anchors)]
    if _has_page_headers(document):
        notes.append("Headers and footers of the pages are not in the stored text.")
    return Source(text, lines, format="docx", notes=tuple(notes), comments=comments)


def _comments(document: Any, styles: Styles) -> list[WrittenComment]:
    """Give the comments; the part of replies holds plain XML that python-docx leaves unread."""
    return read_comments(
        _related(document, "/comments"), _related(document, "/commentsExtended"), Walk(styles)
    )


def _styles(document: Any) -> Styles:
    headings, numbered = set(), set()
    for style in (style for part in _related(document, "/styles") for style in part):
        if style.tag != W + "style":
            continue
        named = style.find(W + "name")
        label = (named.get(W + "val") or "").lower() if named is not None else ""
        if label.startswith(_HEADINGS):
            headings.add(style.get(W + "styleId"))
        if style.find(f"{W}pPr/{W}numPr") is not None:
            numbered.add(style.get(W + "styleId"))
    return Styles(frozenset(headings), frozenset(numbered))


def _has_page_headers(document: Any) -> bool:
    """Tell whether there are words in headers or footers of the pages."""
    return any(
        (text.text or "").strip()
        for part in _related(document, "/header", "/footer")
        for text in part.iter(W + "t")
    )


def _related(document: Any, *kinds: str) -> Iterator[Any]:
    """Give the XML of the parts that a document refers to by these kinds of relation."""
    for relation in document.part.rels.values():
        if (relation.reltype or "").endswith(kinds) and not relation.is_external:
            part = relation.target_part
            element = getattr(part, "element", None)
            if element is None:
                element = _parsed(part.blob)
            if element is not None:
                yield element


def _parsed(content: bytes) -> Any:
    """Give the root of a part's XML, `None` where it is none."""
    from lxml import etree

    try:
        return parse_xml(content)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _notes(references: Counter[str]) -> Iterator[str]:
    for what in ("footnote", "endnote", "comment"):
        if (number := references[what]) > 0:
            yield f"{counted(number, what)} not in the stored text."
