"""Paragraphs written in each format that documents come in."""

import csv
import html
import io
import zipfile

import docx
import openpyxl

from .conftest import saved
from .pdf_files import pdf, wrapped

ODF = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("style", "style"),
        ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"),
    )
)
MORE = (
    'xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'
)
MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="content.xml">{}</manifest:file-entry>'
    "</manifest:manifest>"
)


def docx_of(paragraphs):
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    return saved(document)


def odt_xml(body, styles=""):
    return (
        f'<office:document-content {ODF} {MORE} office:version="1.3">'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )


def odt_package(content, manifest="", **parts):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("content.xml", content)
        package.writestr("META-INF/manifest.xml", MANIFEST.format(manifest))
        for name, part in parts.items():
            package.writestr(name, part)
    return buffer.getvalue()


def odt_text(text):
    """Write characters as OpenDocument does: spaces that would be lost, tabs and line ends."""
    shown = html.escape(text, quote=False).replace("\t", "<text:tab/>")
    return shown.replace("\n", "<text:line-break/>").replace("  ", ' <text:s text:c="1"/>')


def odt_of(paragraphs):
    return odt_package(
        odt_xml("".join(f"<text:p>{odt_text(each)}</text:p>" for each in paragraphs))
    )


def rtf_text(text):
    """Write characters as Word does: in the code page, else by number with a letter to show."""
    units = text.encode("utf-16-le")
    out = []
    for at in range(0, len(units), 2):
        unit = int.from_bytes(units[at : at + 2], "little")
        letter = chr(unit)
        if letter in "\\{}":
            out.append("\\" + letter)
        elif letter == "\t":
            out.append("\\tab ")
        elif letter == "\n":
            out.append("\\line ")
        elif unit < 128:
            out.append(letter)
        elif 0xA0 <= unit < 0x100:
            out.append(f"\\'{unit:02x}")
        else:
            out.append(f"\\u{unit - 0x10000 if unit > 0x7FFF else unit}?")
    return "".join(out)


def rtf_of(paragraphs):
    body = "\r\n".join(f"\\pard\\plain {rtf_text(each)}\\par" for each in paragraphs)
    return (
        r"{\rtf1\ansi\ansicpg1252\uc1\deff0{\fonttbl{\f0\fcharset0 Times;}}" + body + "}"
    ).encode("ascii")


def html_of(paragraphs):
    body = "\n".join(
        f"<p>{html.escape(each).replace(chr(10), '<br>').replace(chr(9), '&#9;')}</p>"
        for each in paragraphs
    )
    return f"<!DOCTYPE html><meta charset=utf-8><title>A talk</title>{body}".encode()


def csv_of(rows, delimiter=","):
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=delimiter)
    writer.writerow(["Speaker", "Text"])
    writer.writerows(rows)
    return buffer.getvalue().encode()


def xlsx_of(rows, headings=("Speaker", "Text")):
    book = openpyxl.Workbook()
    for row in [headings, *rows]:
        book.active.append(list(row))
    return saved(book)


def srt_of(cues):
    return "".join(
        f"{n}\n00:{n // 60:02d}:{n % 60:02d},000 --> 00:{n // 60:02d}:{n % 60:02d},900\n{cue}\n\n"
        for n, cue in enumerate(cues, 1)
    ).encode()


def sbv_of(cues):
    return "".join(
        f"0:{n // 60:02d}:{n % 60:02d}.000,0:{n // 60:02d}:{n % 60:02d}.900\n{cue}\n\n"
        for n, cue in enumerate(cues, 1)
    ).encode()


def pdf_of(paragraphs, *, lines=45, step=14):
    """Set paragraphs in Helvetica, wrapped, a line apart."""
    placed = []
    for paragraph in paragraphs:
        placed += [*wrapped(paragraph), ""]
    pages = [placed[at : at + lines] for at in range(0, len(placed), lines)] or [[]]
    return pdf(
        [[(72, 720 - step * n, line) for n, line in enumerate(page) if line] for page in pages]
    )


WRITERS = {
    "docx": docx_of,
    "odt": odt_of,
    "rtf": rtf_of,
    "html": html_of,
}
