"""A report (txt, md, docx) as paragraphs, and the quotations that stand in it."""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, NamedTuple

from lmm_qual.importers.paragraphs import Paragraph
from lmm_qual.importers.reading import load_bytes
from lmm_qual.model.problem import BadInputError, refuse
from lmm_qual.text.quoted import quoted_spans
from lmm_qual.text.said import plain_words

ENDINGS = (".txt", ".md", ".docx")
FEWEST_WORDS = 4
"""Words from which on words between marks are taken for a quotation, not a term."""

_BLOCK_MARK = re.compile(r"[ ]{0,3}>[ ]?")
_EMPHASIS = re.compile(r"(?<!\\)(?:\*{1,3}|(?<!\w)_{1,3}(?=\S)|(?<=\S)_{1,3}(?!\w))")
_HEADING = re.compile(r"\s{0,3}#{1,6}\s")
_DASHES = ("—", "–", "-")
_ATTRIBUTION = re.compile(r"\s*\([^()\n]{1,80}\)[.\s]*$|\n\s*[—–-][^\n]*$")
_SET_OFF_STYLES = ("quot", "intensequote", "intense quote", "block text", "zitat", "cita", "block")
_INDENT = 284
"""Twentieths of a point, half a centimetre, from which on a paragraph is set off."""


class ReportParagraph(NamedTuple):
    """A paragraph, the line (in Word, the paragraph's number) it begins at, if it is set off."""

    text: str
    line: int
    set_off: bool = False


class Quotation(NamedTuple):
    """A quotation with the line that it begins on."""

    text: str
    line: int


def read_quotations(path: Path, fewest: int = FEWEST_WORDS) -> list[Quotation]:
    """Give the quotations of at least `fewest` words in a report, in order.

    Raises BadInputError for a file that is none or cannot be read.
    """
    return [
        found
        for paragraph in read_report(path)
        for found in quotations_in(paragraph)
        if len(plain_words(found.text)) >= fewest
    ]


def read_report(path: Path) -> list[ReportParagraph]:
    """Give the paragraphs of a report; raises BadInputError."""
    name, suffix = str(path), path.suffix.lower()
    if suffix not in ENDINGS:
        raise refuse("is no report that can be read", "save it as .docx, .md or .txt", file=name)
    data = load_bytes(path)
    if suffix == ".docx":
        return list(_word_paragraphs(name, data))
    lines = _decoded(name, data).split("\n")
    return list(_marked_down(lines) if suffix == ".md" else _plain_paragraphs(lines))


def _decoded(name: str, data: bytes) -> str:
    """Give the characters of a report, for which no other encoding can be named."""
    from lmm_qual.importers.decoding import decode

    try:
        return decode(name, data)[0]
    except BadInputError as fault:
        told = [
            replace(one, remedy="save it as UTF-8") if "--encoding" in one.remedy else one
            for one in fault.problems
        ]
        raise BadInputError(told) from None


def quotations_in(paragraph: ReportParagraph) -> Iterator[Quotation]:
    """Give what stands between marks in a paragraph; of one set off without marks, all of it."""
    text = paragraph.text
    spans = quoted_spans(text)
    if paragraph.set_off and not (spans and not text[: spans[0][0] - 1].strip()):
        said = _ATTRIBUTION.sub("", text)
        if not said.lstrip().startswith(_DASHES):
            yield Quotation(said.strip(), paragraph.line)
        return
    for start, end in spans:
        yield Quotation(text[start:end].strip(), paragraph.line + text.count("\n", 0, start))


def _plain_paragraphs(lines: list[str]) -> Iterator[ReportParagraph]:
    gathered: list[str] = []
    for number, line in enumerate([*lines, ""], start=1):
        if line.strip():
            gathered.append(line)
        elif gathered:
            yield ReportParagraph("\n".join(gathered), number - len(gathered))
            gathered = []


def _marked_down(lines: list[str]) -> Iterator[ReportParagraph]:
    """Give the paragraphs of Markdown, those of block quotes set off, emphasis taken out."""
    gathered: list[str] = []
    quoting = False
    for number, line in enumerate([*lines, ""], start=1):
        mark = _BLOCK_MARK.match(line)
        held = line[mark.end() :] if mark else line
        parts = not held.strip() or _HEADING.match(held) or (mark and gathered and not quoting)
        if parts and gathered:
            yield _unmarked(gathered, number - len(gathered), set_off=quoting)
            gathered = []
        if held.strip():
            quoting = bool(mark) or (quoting and bool(gathered))
            gathered.append(held)


def _unmarked(lines: list[str], number: int, *, set_off: bool) -> ReportParagraph:
    text = "\n".join(line.rstrip().removesuffix("\\") for line in lines)
    return ReportParagraph(_EMPHASIS.sub("", text), number, set_off)


def _word_paragraphs(name: str, data: bytes) -> Iterator[ReportParagraph]:
    from lmm_qual.importers.word_package import open_word
    from lmm_qual.importers.word_walk import Styles, W, Walk

    @dataclass
    class SetOff(Paragraph):
        set_off: bool = False

    class ReportWalk(Walk):
        def paragraph(self, element: Any) -> Iterator[Paragraph]:
            properties = element.find(W + "pPr")
            for number, found in enumerate(super().paragraph(element)):
                if number:
                    yield found
                else:
                    values = {each.name: getattr(found, each.name) for each in fields(found)}
                    set_off = _is_set_off(properties, styles, W)
                    yield SetOff(**values, set_off=set_off and not found.numbered)

    document = open_word(name, data)
    styles = _set_off_styles(document, W)
    walk = ReportWalk(Styles())
    for number, found in enumerate(walk.blocks(document.element.body), start=1):
        if found.text.strip():
            yield ReportParagraph(found.text, number, getattr(found, "set_off", False))


def _set_off_styles(document: Any, w: str) -> frozenset[str]:
    """Give the ids of styles that are made for quotations, by their names or their indents."""
    styles: Any = []
    with suppress(AttributeError):  # the part that should hold them may be another
        styles = document.styles.element
    found = set()
    for style in styles:
        if style.tag != w + "style":
            continue
        named = style.find(w + "name")
        label = (named.get(w + "val") or "").lower() if named is not None else ""
        if label.startswith(_SET_OFF_STYLES) or (
            not label.startswith(("list", "toc", "index")) and _indent(style.find(w + "pPr"), w)
        ):
            found.add(style.get(w + "styleId"))
    return frozenset(found)


def _is_set_off(properties: Any, styles: frozenset[str], w: str) -> bool:
    if properties is None:
        return False
    style = properties.find(w + "pStyle")
    return (style is not None and style.get(w + "val") in styles) or _indent(properties, w)


def _indent(properties: Any, w: str) -> bool:
    """Say whether a paragraph is indented from its first line on."""
    indent = properties.find(w + "ind") if properties is not None else None
    if indent is None:
        return False
    left, hanging = (
        indent.get(w + "left") or indent.get(w + "start") or "0",
        indent.get(w + "hanging") or "0",
    )
    return left.isdecimal() and hanging == "0" and int(left) >= _INDENT
