"""OpenDocument texts (odt, fodt) as lines."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from lmm_qual.importers.comments import comments_of, unplaced_note
from lmm_qual.importers.decoding import check_characters
from lmm_qual.importers.lines import Source
from lmm_qual.importers.odt_styles import STYLE, Styles
from lmm_qual.importers.odt_walk import OFFICE, Walk
from lmm_qual.importers.packages import (
    ARCHIVE_FAULTS,
    LARGEST_XML,
    PackageKind,
    check_doctype,
    check_package,
    damaged,
    parse_xml,
)
from lmm_qual.importers.paragraphs import lines_of
from lmm_qual.model.problem import refuse
from lmm_qual.text.numbers import counted

_KIND = PackageKind("OpenDocument text", "LibreOffice", ".odt", "Office file")


def read_odt(name: str, data: bytes) -> Source:
    """Give the lines of an OpenDocument text: paragraphs in reading order, cells between tabs.

    Tracked changes are as accepted, text boxes follow the paragraph they stand in, hidden text is
    left out and counted. Raises BadInputError for what cannot be read.
    """
    check_package(name, data, _KIND)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _refuse_encrypted(name, archive)
            roots = [_part(name, archive, part) for part in ("content.xml", "styles.xml")]
    except ARCHIVE_FAULTS:
        raise damaged(name, "is damaged", _KIND) from None
    return _source(name, "odt", roots)


def read_flat_odt(name: str, data: bytes) -> Source:
    """Give the lines of a flat OpenDocument text, one XML file, as `read_odt` does."""
    if len(data) > LARGEST_XML:
        raise refuse("is larger than 100 MB", "save it as .odt", file=name)
    check_doctype(name, "", data, _KIND)
    return _source(name, "fodt", [_parsed(name, data)])


def _source(name: str, form: str, roots: list[Any]) -> Source:
    body = roots[0].find(f".//{OFFICE}body/{OFFICE}text") if roots[0] is not None else None
    if body is None:
        raise damaged(name, "is no OpenDocument text (.odt)", _KIND)
    walk = Walk(Styles.of(root for root in roots if root is not None))
    lines, anchors = lines_of(walk.blocks(body))
    text = "\n".join(line.text for line in lines)
    check_characters(name, text)
    notes = [*_notes(walk), *unplaced_note(walk.comments, anchors)]
    if any(_has_page_headers(root) for root in roots if root is not None):
        notes.append("Headers and footers of the pages are not in the stored text.")
    comments = comments_of(walk.comments, anchors, len(text))
    return Source(text, lines, format=form, notes=tuple(notes), comments=comments)


def _refuse_encrypted(name: str, archive: zipfile.ZipFile) -> None:
    """Raise BadInputError where the manifest says that parts are encrypted."""
    manifest = _part(name, archive, "META-INF/manifest.xml")
    if manifest is not None and any(
        isinstance(element.tag, str) and element.tag.endswith("}encryption-data")
        for element in manifest.iter()
    ):
        raise refuse("is protected with a password", _KIND.unlock, file=name)


def _part(name: str, archive: zipfile.ZipFile, part: str) -> Any:
    """Give the root of a part, `None` where the package has no such part."""
    try:
        content = archive.read(part)
    except KeyError:
        return None
    return _parsed(name, content)


def _parsed(name: str, content: bytes) -> Any:
    from lxml import etree

    try:
        return parse_xml(content)
    except etree.XMLSyntaxError as error:
        raise damaged(name, f"holds broken XML ({error.msg})", _KIND) from None


def _has_page_headers(root: Any) -> bool:
    """Tell whether there are words in headers or footers of the pages."""
    return any(
        "".join(element.itertext()).strip()
        for page in root.iter(STYLE + "master-page")
        for element in page
        if isinstance(element.tag, str) and element.tag.startswith((STYLE + "hea", STYLE + "foo"))
    )


def _notes(walk: Walk) -> Iterator[str]:
    for what in ("footnote", "endnote", "comment"):
        if (number := walk.references[what]) > 0:
            yield f"{counted(number, what)} not in the stored text."
    if hidden := walk.references["hidden"]:
        yield f"{counted(hidden, 'hidden passage')} left out."
