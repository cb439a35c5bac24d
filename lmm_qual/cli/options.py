"""Options that many commands share, what they stand for, and what commands say."""

import os
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO, Literal, TextIO, TypeVar

import typer

from lmm_qual.model.problem import refuse

if TYPE_CHECKING:
    from pydantic import BaseModel

    from lmm_qual.store.store import Store

M = TypeVar("M", bound="BaseModel")


def named(value: str | None) -> str | None:
    """Read a name as files do: composed, of one line, not empty; others are wrong usage."""
    if value is None:
        return None
    from pydantic import TypeAdapter, ValidationError

    from lmm_qual.model.base import Name

    try:
        return str(TypeAdapter(Name).validate_python(value))
    except ValidationError as error:
        raise typer.BadParameter(_reason(error)) from None


def named_or_empty(value: str | None) -> str | None:
    """Read a name that may be empty, which clears it."""
    return named(value) if value else value


def moment(given: str | None, option: str, *, end: bool = False) -> str | None:
    """Read a local day or minute as the project's UTC; a day or minute that ends is whole."""
    from lmm_qual.text.times import utc_of

    try:
        return None if given is None else utc_of(given, end=end)
    except ValueError:
        remedy = "write it as 2022-07-04 or 2022-07-04T10:00"
        raise typer.BadParameter(remedy, param_hint=option) from None


def entry(model: "type[M]", **values: Any) -> M:
    """Make an entry of what was typed; values that do not fit are wrong usage."""
    from pydantic import ValidationError

    try:
        return model.model_validate(values)
    except ValidationError as error:
        raise typer.BadParameter(f"{error.errors()[0]['loc'][0]}: {_reason(error)}") from None


def _reason(error: Any) -> str:
    details = error.errors()[0]
    if details["type"] == "string_too_short":
        return "is empty"
    return str(details.get("ctx", {}).get("error") or details["msg"])


ProjectPath = Annotated[Path, typer.Argument(metavar="PROJECT", help="The project file (.lmmq).")]
Format = Annotated[
    str | None, typer.Option("--format", metavar="FORMAT", help="The form of the output.")
]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output", "-o", metavar="FILE", help="Write to a file; its ending sets the form."
    ),
]
Force = Annotated[bool, typer.Option("--force", help="Overwrite the output file.")]
As = Annotated[
    str | None, typer.Option("--as", metavar="NAME", help="Who is coding.", callback=named)
]
Where = Annotated[Path | None, typer.Argument(metavar="FILE", help="Where to.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask.")]

TranscriptId = Annotated[str, typer.Argument(metavar="ID", help="The transcript.")]
CodeName = Annotated[str, typer.Argument(metavar="CODE", help="A code's path or name.")]
CoderOrAll = Annotated[str, typer.Option(metavar="NAME", help="One coder, or all.")]
Depth = Annotated[int | None, typer.Option(min=1, metavar="N", help="Levels of codes to show.")]
NewId = Annotated[
    str | None, typer.Option("--id", metavar="ID", help="Its id, else a free one.", callback=named)
]
KeepOrMerge = Annotated[
    Literal["keep", "merge"] | None,
    typer.Option(help="Keep or merge one speaker's consecutive blocks."),
]

ForSharing = Annotated[
    bool,
    typer.Option("--for-sharing", help="Only what may be shared; what to review is listed."),
]
QuoteLabel = Annotated[
    Literal["none", "group", "group,time"],
    typer.Option(help="What stands with a quotation that is shared."),
]

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


def choose_format(given: str | None, output: Path | None, known: tuple[str, ...]) -> str:
    """Give the form of the output: as told, else by the file's ending, else the first known."""
    found = given or (_ENDINGS.get(output.suffix.lower(), output.suffix) if output else known[0])
    if found not in known:
        hint = None if given else f"ending of {output}"
        what = f"form “{found}” is none of" if found else "no ending; use --format with one of"
        raise typer.BadParameter(f"{what} {', '.join(known)}", param_hint=hint)
    if found in {"xlsx", "docx", "png"} and output is None:
        raise typer.BadParameter(f"{found} needs --output FILE")
    return found


def check_label(label: str, for_sharing: bool) -> None:
    """Refuse a label where nothing is shared, as wrong usage."""
    if label != "none" and not for_sharing:
        raise typer.BadParameter("is for what is shared; add --for-sharing", param_hint="--label")


def emit(content: str | bytes, output: Path | None, force: bool) -> None:
    """Write to standard output, or to a file by way of a temporary one beside it."""
    if output is None:
        show(content if isinstance(content, str) else content.decode())
        return
    data = content.encode() if isinstance(content, str) else content
    emit_file(lambda file: file.write(data), output, force)


def emit_pieces(pieces: Iterable[str], output: Path | None, force: bool) -> None:
    """Write lines as they come, as `emit` does: a file is there whole or not at all."""
    if output is None:
        for piece in pieces:
            show(piece)
        return
    emit_file(lambda file: file.writelines(map(str.encode, pieces)), output, force)


def emit_file(write: Callable[[BinaryIO], object], output: Path, force: bool) -> None:
    """Write to a file by way of a temporary one beside it, to which `write` writes."""
    from lmm_qual.exporters.whole_file import write_whole

    if output.exists() and not force:
        raise refuse("is there already", "overwrite it with --force", file=str(output))
    write_whole(output, write)
    note(f"wrote {output}")


def show(text: str) -> None:
    """Write to standard output, raw but for a terminal; who reads it may stop early."""
    if sys.stdout is None:
        raise refuse("standard output is closed", "write to a file, where the command can")
    try:
        if is_terminal(sys.stdout):
            from lmm_qual.text.standins import shown_block

            text = shown_block(text)
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        give_up(sys.stdout)
        raise typer.Exit from None
    except OSError as error:
        give_up(sys.stdout)
        raise refuse(f"standard output cannot be written: {error.strerror}") from None


def give_up(stream: TextIO) -> None:
    """Let what is left in a stream that cannot be written go nowhere."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def note(*lines: str) -> None:
    """Say lines on standard error, where there is one, as they may be shown."""
    from lmm_qual.text.standins import shown

    for line in lines:
        typer.echo(shown(line), err=True)


def note_waiting(store: "Store") -> None:
    """Say on standard error how many codings wait to be looked at, where numbers count them."""
    from lmm_qual.analysis.reviews import waiting_said

    note(*(f"note: {said}" for said in waiting_said(store)))


def coder_name(given: str | None) -> str | None:
    """Give who is coding: as told, else by the environment, else by the configuration."""
    from lmm_qual.project.configuration import configured_coder

    return given or os.environ.get("LMM_QUAL_CODER") or configured_coder()


def require_coder(given: str | None) -> str:
    """Give who is coding; raises `BadInputError` where nobody says."""
    found = coder_name(given)
    if not found:
        raise refuse("nobody says who is coding", "add --as NAME, or set LMM_QUAL_CODER")
    return found


def terminal_width() -> int | None:
    """Give the width of the terminal that is written to, in cells; `None` in a pipe."""
    import shutil

    return shutil.get_terminal_size().columns if is_terminal(sys.stdout) else None


def typed_in(what: str, longest: int) -> str:
    """Read a text from standard input, without the line break at its end.

    Raises `BadInputError` for more than `longest` characters, and for what is no text.
    """
    if sys.stdin is None:
        raise refuse("standard input is closed", "give the text as an argument")
    most = 4 * longest
    data = sys.stdin.buffer.read(most + 1)
    if len(data) > most:
        raise refuse(f"{what} has {longest:,} characters at most", file="standard input")
    try:
        text = data.decode("utf-8-sig")  # PowerShell puts a mark before it
    except UnicodeDecodeError:
        raise refuse("is not text in UTF-8", "convert it first", file="standard input") from None
    return text.replace("\r\n", "\n").removesuffix("\n")


def is_terminal(stream: TextIO | None) -> bool:
    """Say whether a standard stream is a terminal; a closed one is none."""
    return stream is not None and stream.isatty()


def done(entry: Any, nothing: str = "nothing to change") -> None:
    """Say which change was made."""
    note(nothing if entry is None else f"done: {entry.label}")
