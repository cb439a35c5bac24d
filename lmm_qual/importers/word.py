"""Word files (docx) as lines."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from lmm_qual.importers.decoding import check_characters
from lmm_qual.importers.lines import Line, Source
from lmm_qual.importers.reports import count
from lmm_qual.importers.word_package import open_word
from lmm_qual.importers.word_walk import Paragraph, Styles, W, Walk, joined

_HEADINGS = ("heading", "title", "subtitle", "toc")


def read_word(name: str, data: bytes) -> Source:
    """Give the lines of a Word file: paragraphs in reading order, table cells between tabs.

    Insertions are kept and deletions dropped; content controls and text boxes are read where
    they stand. A line break within a paragraph is a line feed, so that turns parted only by
    such breaks are found; the paragraph stays one. Raises BadInputError for what cannot be read.
    """
    document = open_word(name, data)
    walk = Walk(_styles(document))
    paragraphs = list(joined(walk.blocks(document.element.body)))
    lines = tuple(_lines(paragraphs))
    text = "\n".join(line.text for line in lines)
    check_characters(name, text)
    notes = [*_notes(walk.references)]
    if _has_page_headers(document):
        notes.append("Headers and footers of the pages are not in the stored text.")
    return Source(text, lines, format="docx", notes=tuple(notes))


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
            element = getattr(relation.target_part, "element", None)
            if element is not None:
                yield element


def _lines(paragraphs: list[Paragraph]) -> Iterator[Line]:
    start = 0
    for paragraph in paragraphs:
        for index, text in enumerate(paragraph.text.strip("\n").split("\n")):
            yield Line(
                text,
                start,
                opens=index == 0,
                heading=paragraph.heading,
                numbered=paragraph.numbered,
                bold=paragraph.bold,
                strong=paragraph.strong if index == 0 and paragraph.text.startswith(text) else 0,
            )
            start += len(text) + 1


def _notes(references: Counter[str]) -> Iterator[str]:
    for what in ("footnote", "endnote", "comment"):
        if (number := references[what]) > 0:
            yield f"{count(number, what)} not in the stored text."
