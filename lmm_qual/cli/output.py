"""Where a command's output goes, and in which form."""

from collections.abc import Callable, Iterable, Sized
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple, TypeVar

import typer

from lmm_qual.cli.saying import note, show, terminal_width
from lmm_qual.model.problem import refuse

if TYPE_CHECKING:
    from lmm_qual.exporters.tables import Table

T = TypeVar("T")

_ENDINGS = {
    ".csv": "csv",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".yaml": "yaml",
    ".yml": "yaml",
    ".xlsx": "xlsx",
    ".html": "html",
    ".htm": "html",
    ".md": "md",
    ".txt": "table",
    ".docx": "docx",
    ".graphml": "graphml",
    ".gexf": "gexf",
    ".svg": "svg",
    ".png": "png",
}


class Destination(NamedTuple):
    """A form, and the file to write, else standard output."""

    form: str
    output: Path | None
    force: bool

    def write(self, content: str | bytes) -> None:
        """Write what is in that form already."""
        emit(content, self.output, self.force)

    def write_pieces(self, pieces: Iterable[str]) -> None:
        """Write lines as they come; a file is there whole or not at all."""
        if self.output is None:
            for piece in pieces:
                show(piece)
        else:
            self.write_file(lambda file: file.writelines(map(str.encode, pieces)))

    def write_file(self, write: Callable[[BinaryIO], object]) -> None:
        """Write a file to which `write` writes."""
        if self.output is None:
            raise ValueError(self.form)
        _emit_file(write, self.output, self.force)

    def write_table(self, table: "Table", drawn: "Table | None" = None) -> None:
        """Write a table, in JSON its rows by their headings; `drawn` is the one to read."""
        from lmm_qual.exporters.tables import records

        self.write_records(table, lambda same: same, data=records, drawn=lambda same: drawn or same)

    def write_records(
        self,
        found: T,
        table: "Callable[[T], Table]",
        *,
        data: Callable[[T], Any] | None = None,
        drawn: "Callable[[T], Table] | None" = None,
    ) -> None:
        """Write what was found as JSON or JSON Lines, or as a table: CSV, Markdown or drawn.

        `data` gives what JSON holds, where that is not what was found; `drawn` gives the table for
        reading, where that is another.
        """
        from lmm_qual.exporters import tables

        if self.form in {"json", "jsonl"}:
            records: Any = data(found) if data else found
            lines = tables.json_text if self.form == "json" else tables.json_lines
            self.write(lines(records))
        elif self.form == "csv":
            self.write(tables.csv_table(table(found)))
        elif self.form == "md":
            self.write(tables.markdown_table(table(found)))
        else:
            self.write(tables.text_table((drawn or table)(found), terminal_width()))

    def note_none(self, found: Sized, said: str) -> None:
        """Say of what was to be shown that there is none, and how there may be."""
        if not found and self.output is None:
            note(said)


def destination(
    format_: str | None, output: Path | None, force: bool, known: tuple[str, ...]
) -> Destination:
    """Give where output goes: its form as told, else by the file's ending, else the first known."""
    return Destination(_form(format_, output, known), output, force)


def _form(given: str | None, output: Path | None, known: tuple[str, ...]) -> str:
    """Give the form of the output: as told, else by the file's ending, else the first known."""
    found = given or (_ENDINGS.get(output.suffix.lower(), output.suffix) if output else known[0])
    if found not in known:
        hint = None if given else f"ending of {output}"
        what = f"form “{found}” is none of" if found else "no ending; use --format with one of"
        raise typer.BadParameter(f"{what} {', '.join(known)}", param_hint=hint)
    if found in {"xlsx", "docx", "png"} and output is None:
        raise typer.BadParameter(f"{found} needs --output FILE")
    return found


def emit(content: str | bytes, output: Path | None, force: bool) -> None:
    """Write to standard output, or to a file by way of a temporary one beside it."""
    if output is None:
        show(content if isinstance(content, str) else content.decode())
        return
    data = content.encode() if isinstance(content, str) else content
    _emit_file(lambda file: file.write(data), output, force)


def _emit_file(write: Callable[[BinaryIO], object], output: Path, force: bool) -> None:
    """Write to a file by way of a temporary one beside it, to which `write` writes."""
    from lmm_qual.exporters.whole_file import write_whole

    if output.exists() and not force:
        raise refuse("is there already", "overwrite it with --force", file=str(output))
    write_whole(output, write)
    note(f"wrote {output}")
