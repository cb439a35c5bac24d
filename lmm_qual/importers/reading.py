"""Reading a transcript file of any format that is known."""

import stat
from collections.abc import Collection
from pathlib import Path

from lmm_qual.importers.lines import Source
from lmm_qual.importers.turns import Turns, transcript_of
from lmm_qual.model.problem import refuse
from lmm_qual.model.transcript import ParsedTranscript

SUPPORTED = (
    ".txt", ".md", ".docx", ".odt", ".fodt", ".rtf", ".html", ".htm", ".pdf", ".vtt", ".srt",
    ".sbv", ".csv", ".tsv", ".xlsx",
)  # fmt: skip
"""Endings of the files that are read."""

_TABLES = (".csv", ".tsv", ".xlsx")

LARGEST_FILE = 500 * 1024 * 1024
"""Bytes a transcript file may have."""

_SAVE_AS = {
    ".doc": "open it in Word or LibreOffice and save it as .docx",
    ".docm": "save it as .docx, without macros",
    ".dotx": "save it as .docx",
    ".dot": "save it as .docx",
    ".ott": "save it as .odt",
    ".sxw": "save it as .odt",
    ".pages": "export it as .docx",
    ".wpd": "save it as .docx",
    ".wps": "save it as .docx",
    ".gdoc": "it only links to the web: download the document as .docx",
    ".mht": "save it as .docx",
    ".mhtml": "save it as .docx",
    ".xhtml": "give it the ending .html",
    ".epub": "save its text as .docx or .txt",
    ".xls": "open it in Excel or LibreOffice and save it as .xlsx",
    ".xlsm": "save it as .xlsx, without macros",
    ".xlsb": "save it as .xlsx",
    ".ods": "save it as .xlsx or .csv",
    ".numbers": "export it as .xlsx or .csv",
    ".ass": "save it as .srt or .vtt",
    ".ssa": "save it as .srt or .vtt",
    ".ttml": "save it as .srt or .vtt",
    ".json": "export it as .txt, .srt or .vtt",
    ".zip": "unpack it and import the folder",
    ".eaf": "export it as .txt, .srt or .vtt",
    ".textgrid": "export it as .txt, .srt or .vtt",
}
_OLD = {".doc": "Word", ".xls": "Excel"}
_PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".tif", ".tiff", ".bmp", ".heic", ".webp")
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
    if suffix in {".vtt", ".srt", ".sbv"}:
        return _read_subtitles(suffix, name, data, encoding, turns, known)
    if suffix in _TABLES:
        return _read_table(suffix, name, data, encoding, turns)
    return transcript_of(_read_document(suffix, name, data, encoding), turns, known)


def _read_subtitles(
    suffix: str,
    name: str,
    data: bytes,
    encoding: str | None,
    turns: Turns | None,
    known: Collection[str],
) -> ParsedTranscript:
    if suffix == ".vtt":
        from lmm_qual.importers.vtt import read_vtt

        return read_vtt(name, data, encoding=encoding, turns=turns, known=known)
    if suffix == ".sbv":
        from lmm_qual.importers.sbv import read_sbv

        return read_sbv(name, data, encoding=encoding, turns=turns, known=known)
    from lmm_qual.importers.srt import read_srt

    return read_srt(name, data, encoding=encoding, turns=turns, known=known)


def _read_table(
    suffix: str, name: str, data: bytes, encoding: str | None, turns: Turns | None
) -> ParsedTranscript:
    if suffix == ".xlsx":
        from lmm_qual.importers.excel import read_excel

        return read_excel(name, data, turns=turns)
    from lmm_qual.importers.separated import read_separated

    return read_separated(name, data, encoding=encoding, turns=turns)


def _read_document(suffix: str, name: str, data: bytes, encoding: str | None) -> Source:
    if suffix == ".docx":
        from lmm_qual.importers.word import read_word

        return read_word(name, data)
    if suffix in {".odt", ".fodt"}:
        from lmm_qual.importers.odt import read_flat_odt, read_odt

        return read_odt(name, data) if suffix == ".odt" else read_flat_odt(name, data)
    if suffix == ".rtf":
        from lmm_qual.importers.rtf import read_rtf

        return read_rtf(name, data)
    if suffix in {".html", ".htm"}:
        from lmm_qual.importers.html_page import read_html

        return read_html(name, data, encoding)
    if suffix == ".pdf":
        from lmm_qual.importers.pdf import read_pdf

        return read_pdf(name, data)
    return _read_characters(suffix, name, data, encoding)


def _read_characters(suffix: str, name: str, data: bytes, encoding: str | None) -> Source:
    if suffix == ".md":
        from lmm_qual.importers.markdown import read_markdown

        return read_markdown(name, data, encoding)
    from lmm_qual.importers.plain import read_plain

    return read_plain(name, data, encoding)


def check_suffix(name: str) -> str:
    """Give the ending of a file's name in small letters; raise BadInputError for one not read."""
    suffix = Path(name).suffix.lower()
    if suffix in SUPPORTED:
        return suffix
    known = ".docx, .odt, .rtf, .txt, .md, .html, .pdf, .vtt, .srt, .csv or .xlsx"
    if suffix in _MEDIA:
        what, remedy = (
            "is a recording, not a transcript",
            f"transcribe it, and save that as {known}",
        )
    elif suffix in _PICTURES:
        what = "is a picture, not text"
        remedy = "have its text recognised (OCR) and save it as .docx or .txt"
    elif suffix in _OLD:
        what, remedy = f"is an old {_OLD[suffix]} file ({suffix})", _SAVE_AS[suffix]
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
