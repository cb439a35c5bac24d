"""Reading a transcript file of any format that is known."""

import stat
from collections.abc import Collection
from pathlib import Path

from lmm_qual.importers.turns import Turns, transcript_of
from lmm_qual.model.problem import refuse
from lmm_qual.model.transcript import ParsedTranscript

SUPPORTED = (".txt", ".md", ".docx", ".vtt")
"""Endings of the files that are read."""

LARGEST_FILE = 500 * 1024 * 1024
"""Bytes a transcript file may have."""

_SAVE_AS = {
    ".doc": "open it in Word or LibreOffice and save it as .docx",
    ".docm": "save it as .docx, without macros",
    ".dotx": "save it as .docx",
    ".rtf": "save it as .docx",
    ".odt": "save it as .docx",
    ".pages": "export it as .docx",
    ".wpd": "save it as .docx",
    ".pdf": "save its text as .docx or .txt",
    ".html": "save its text as .docx or .txt",
    ".htm": "save its text as .docx or .txt",
    ".srt": "save it as .vtt",
    ".sbv": "save it as .vtt",
    ".csv": "save it as .txt with a line such as 'P07: words' for each turn",
    ".xlsx": "save it as .txt with a line such as 'P07: words' for each turn",
    ".xls": "save it as .txt with a line such as 'P07: words' for each turn",
}
_MEDIA = (".mp3", ".mp4", ".m4a", ".wav", ".mov", ".avi", ".mkv", ".flac", ".ogg", ".webm")


def read_transcript(
    path: Path,
    *,
    encoding: str | None = None,
    turns: Turns | None = None,
    known: Collection[str] = (),
) -> ParsedTranscript:
    """Read a transcript file.

    `encoding` names the encoding of a text file that is neither UTF-8 nor marked UTF-16. `turns`
    keeps blocks (and cues) of one speaker apart or merges them; unset, blocks are kept and cues
    joined. `known` are names of which a person says that they speak. Raises BadInputError, one
    line a fault.
    """
    check_suffix(str(path))
    return read_bytes(str(path), load_bytes(path), encoding=encoding, turns=turns, known=known)


def read_bytes(
    name: str,
    data: bytes,
    *,
    encoding: str | None = None,
    turns: Turns | None = None,
    known: Collection[str] = (),
) -> ParsedTranscript:
    """Read a transcript from the bytes of a file called `name`, as `read_transcript` does."""
    suffix = check_suffix(name)
    if suffix == ".vtt":
        from lmm_qual.importers.vtt import read_vtt

        return read_vtt(name, data, encoding=encoding, turns=turns, known=known)
    if suffix == ".docx":
        from lmm_qual.importers.word import read_word

        return transcript_of(read_word(name, data), turns, known)
    if suffix == ".md":
        from lmm_qual.importers.markdown import read_markdown

        return transcript_of(read_markdown(name, data, encoding), turns, known)
    from lmm_qual.importers.plain import read_plain

    return transcript_of(read_plain(name, data, encoding), turns, known)


def check_suffix(name: str) -> str:
    """Give the ending of a file's name in small letters; raise BadInputError for one not read."""
    suffix = Path(name).suffix.lower()
    if suffix in SUPPORTED:
        return suffix
    known = ", ".join(SUPPORTED)
    if suffix in _MEDIA:
        what, remedy = "is a recording, not a transcript", f"transcribe it to one of {known}"
    elif suffix == ".doc":
        what, remedy = "is an old Word file (.doc)", _SAVE_AS[suffix]
    elif suffix:
        what, remedy = f"{suffix} files are not read", _SAVE_AS.get(suffix, f"save it as {known}")
    else:
        what, remedy = "has no ending that names its format", f"save it as {known}"
    raise refuse(what, remedy, file=name)


def load_bytes(path: Path) -> bytes:
    """Give the bytes of a plain file; raise BadInputError for anything else, or none at all."""
    name = str(path)
    try:
        info = path.stat()
        if stat.S_ISDIR(info.st_mode):
            raise refuse("is a folder", "name the files in it", file=name)
        if not stat.S_ISREG(info.st_mode):
            raise refuse("is no ordinary file", "copy its content to a file first", file=name)
        if info.st_size > LARGEST_FILE:
            raise refuse("is larger than 500 MB", "split it into several files", file=name)
        return path.read_bytes()
    except FileNotFoundError:
        raise refuse("there is no such file", "check the path", file=name) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "the path cannot be used"
        raise refuse(f"cannot be read: {reason}", "check the file", file=name) from None
