"""Reading PDF files in a process of its own: hostile ones end there, not in the program.

A file comes on standard input as eight bytes of length and its bytes; its text is given back as
one line of JSON. The process takes files one after the other until its input ends.
"""

import json
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    from lmm_qual.importers.pdf_pages import Page

SECONDS = 60
"""Processor time a file may take."""
MEMORY = 1_500 * 1024 * 1024
"""Bytes of address space the process may have."""


def main() -> None:
    """Read files from standard input until it ends."""
    _limit_memory()
    files, answers = sys.stdin.buffer, sys.stdout.buffer
    while (data := _next(files)) is not None:
        _limit_time()
        answers.write(json.dumps(answer(data)).encode("ascii") + b"\n")
        answers.flush()


def answer(data: bytes) -> dict[str, Any]:
    """Give the paragraphs of a PDF file and what was left out, or its fault."""
    from lmm_qual.importers.pdf_furniture import clear
    from lmm_qual.importers.pdf_lines import lines_of_page
    from lmm_qual.importers.pdf_pages import (
        LockedError,
        TooLargeError,
        UnreadableError,
        read_pages,
    )
    from lmm_qual.importers.pdf_paragraphs import paragraphs_of

    try:
        pages = read_pages(data)
        furniture = clear([lines_of_page(index, page) for index, page in enumerate(pages)])
        paragraphs, hyphens = paragraphs_of(furniture.lines, numbers_open=furniture.numbers_open)
    except LockedError:
        return {"fault": "locked"}
    except TooLargeError:
        return {"fault": "large"}
    except UnreadableError:
        return {"fault": "unreadable"}
    except MemoryError:
        return {"fault": "memory"}
    return {
        "paragraphs": [[each.text, each.heading, each.bold, each.strong] for each in paragraphs],
        "notes": furniture.notes(),
        "joined": hyphens.joined,
        "kept": hyphens.kept,
        **_counts(pages),
    }


def _counts(pages: "Sequence[Page]") -> dict[str, int]:
    return {
        "pages": len(pages),
        "wordless": sum(1 for page in pages if not page.words),
        "turned": sum(page.turned for page in pages),
        "unknown": sum(page.unknown for page in pages),
        "letters": sum(len(word.text) for page in pages for word in page.words),
    }


def _next(files: BinaryIO) -> bytes | None:
    """Give the bytes of the next file, `None` where there is none."""
    length = files.read(8)
    if len(length) < 8:
        return None
    return files.read(int.from_bytes(length, "big"))


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # on Windows the time limit of the caller stands alone
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = MEMORY if hard == resource.RLIM_INFINITY else min(MEMORY, hard)
    with suppress(OSError, ValueError):  # macOS does not let one set it
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_time() -> None:
    """Allow so much more processor time from now on."""
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    most = int(used.ru_utime + used.ru_stime) + SECONDS
    if hard != resource.RLIM_INFINITY:
        most = min(most, hard)
    resource.setrlimit(resource.RLIMIT_CPU, (most, hard))


if __name__ == "__main__":
    main()
