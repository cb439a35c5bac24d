"""Files that are there whole or not at all."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from lmm_qual.model.problem import refuse
from lmm_qual.store.on_disk import put_in_place, to_disk

_ELSEWHERE = "close it where it is open, or name another file"
"""What to do about a file that the system keeps: Windows does while a spreadsheet has it open."""


def write_file(path: Path, content: str | bytes) -> None:
    """Write a file whole or not at all."""
    data = content.encode() if isinstance(content, str) else content
    write_whole(path, lambda file: file.write(data))


def write_whole(path: Path, write: Callable[[BinaryIO], object]) -> None:
    """Write to a file by way of a temporary one beside it, to which `write` writes."""
    draft = path.with_name(f".{path.name}.part")
    try:
        with draft.open("wb") as file:
            write(file)
            file.flush()
            to_disk(file.fileno())
        put_in_place(draft, path)
    except OSError as error:
        remedy = _ELSEWHERE if isinstance(error, PermissionError) else ""
        raise refuse(f"cannot be written: {error.strerror}", remedy, file=str(path)) from None
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
