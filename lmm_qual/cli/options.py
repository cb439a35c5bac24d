"""Options that many commands share, and what they stand for."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar

import typer

from lmm_qual.model.problem import refuse

if TYPE_CHECKING:
    from pydantic import BaseModel

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


def check_label(label: str, for_sharing: bool) -> None:
    """Refuse a label where nothing is shared, as wrong usage."""
    if label != "none" and not for_sharing:
        raise typer.BadParameter("is for what is shared; add --for-sharing", param_hint="--label")


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
