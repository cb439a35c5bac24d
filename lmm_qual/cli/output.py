"""Where a command's output goes, and in which form."""

from collections.abc import Callable, Iterable, Sized
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple, TypeVar

from lmm_qual.cli.options import choose_format, emit, emit_file, emit_pieces, note, terminal_width

if TYPE_CHECKING:
    from lmm_qual.exporters.tables import Table

T = TypeVar("T")


class Destination(NamedTuple):
    """A form, and the file to write, else standard output."""

    form: str
    output: Path | None
    force: bool

    def write(self, content: str | bytes) -> None:
        """Write what is in that form already."""
        emit(content, self.output, self.force)

    def write_pieces(self, pieces: Iterable[str]) -> None:
        """Write lines as they come."""
        emit_pieces(pieces, self.output, self.force)

    def write_file(self, write: Callable[[BinaryIO], object]) -> None:
        """Write a file to which `write` writes."""
        if self.output is None:
            raise ValueError(self.form)
        emit_file(write, self.output, self.force)

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
    return Destination(choose_format(format_, output, known), output, force)
