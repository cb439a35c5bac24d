"""The document of findings as Markdown, as one HTML page, as a Word file."""

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from lmm_qual.exporters.findings_document import Block, document
from lmm_qual.exporters.findings_told import Told
from lmm_qual.exporters.tables import Table, markdown_line, markdown_table
from lmm_qual.text.standins import shown, shown_block

if TYPE_CHECKING:
    from docx.document import Document


def findings_markdown(told: Told) -> str:
    """Write findings in Markdown, markup in them taken as characters."""
    return blocks_markdown(document(told))


def blocks_markdown(blocks: Iterable[Block]) -> str:
    """Write a document in Markdown, markup in it taken as characters."""
    return "\n\n".join(map(_markdown, blocks)) + "\n"


def _markdown(block: Block) -> str:
    if block.kind == "heading":
        return f"{'#' * block.level} {_line(block.text)}"
    if block.kind == "quote":
        below = [block.below, f"Note: {block.note}" if block.note else ""]
        parts = [*_paragraphs(block.text), " · ".join(_line(part) for part in below if part)]
        return "\n>\n".join(f"> {part}" for part in parts if part)
    if block.kind == "list":
        return "\n".join(f"- {_line(item)}" for item in block.items)
    if block.kind == "table":
        rows = [[" ".join(cell.split()) for cell in row] for row in block.rows]
        table = markdown_table(Table(block.headings, rows)).rstrip("\n")
        return f"**{_line(block.text)}**\n\n{table}"
    text = "\n\n".join(_paragraphs(block.text))
    marks = {"claim": "**", "warning": "*"}
    mark = marks.get(block.kind, "")
    return f"{mark}{text}{mark}" if "\n" not in text else text


def _paragraphs(text: str) -> list[str]:
    return [_line(line) for line in text.split("\n") if line.strip()]


def _line(text: str) -> str:
    """Give a text on one line as Markdown that says just that."""
    line = markdown_line(" ".join(text.split()))
    return re.sub(r"^(\d+)([.)])", r"\1\\\2", line)


def findings_html(told: Told) -> str:
    """Write findings as one page without scripts, headings and tables marked as such."""
    return blocks_html(told.title, document(told))


def blocks_html(title: str, blocks: Iterable[Block]) -> str:
    """Write a document as one page without scripts, headings and tables marked as such."""
    from jinja2 import Environment, PackageLoader

    environment = Environment(
        loader=PackageLoader("lmm_qual.exporters"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("findings.html.j2").render(
        title=shown(title), blocks=[_plain(asdict(block)) for block in blocks]
    )


def _plain(value: Any) -> Any:
    """Give a block's values by stand-ins."""
    if isinstance(value, str):
        return shown_block(value)
    if isinstance(value, dict):
        return {name: _plain(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return value


def findings_word(told: Told) -> bytes:
    """Write findings as a Word file, with its own heading styles and tables."""
    import datetime as dt

    import docx

    file = docx.Document()
    file.core_properties.author = "lmm-qual"
    file.core_properties.title = _word(told.title)
    file.core_properties.comments = ""
    day = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
    file.core_properties.created = file.core_properties.modified = day
    for block in document(told):
        _write(file, block)
    data = io.BytesIO()
    file.save(data)
    return data.getvalue()


def _word(text: str) -> str:
    """Give a text that XML can hold."""
    return shown_block(text)


def _write(file: "Document", block: Block) -> None:
    if block.kind == "heading":
        file.add_heading(_word(block.text), block.level)
    elif block.kind == "quote":
        file.add_paragraph(_word(block.text), style="Quote")
        below = [block.below, f"Note: {block.note}" if block.note else ""]
        if said := " · ".join(_word(part) for part in below if part):
            file.add_paragraph(said, style="Caption")
    elif block.kind == "list":
        for item in block.items:
            file.add_paragraph(_word(item), style="List Bullet")
    elif block.kind == "table":
        file.add_paragraph(_word(block.text), style="Caption")
        _table(file, block.headings, block.rows)
    else:
        run = file.add_paragraph().add_run(_word(block.text))
        run.bold = block.kind == "claim"
        run.italic = block.kind == "warning"


def _table(file: "Document", headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    from docx.oxml import OxmlElement

    table = file.add_table(rows=1, cols=len(headings), style="Table Grid")
    for cell, heading in zip(table.rows[0].cells, headings, strict=True):
        cell.paragraphs[0].add_run(heading).bold = True
    # A row marked so is read out, and repeated on each page, as the table's heading.
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = _word(text)
