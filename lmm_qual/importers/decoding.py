"""Bytes of a text file as characters, decoded strictly or refused."""

import codecs
import re
from importlib import import_module
from importlib.util import find_spec

from lmm_qual.model.problem import BadInputError, refuse

LONGEST_LINE = 1_000_000
"""Code points a line may have."""

MOST_LINES = 1_000_000
"""Lines a file may have."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DROP_MARKS = frozenset({"utf-8-sig", "utf-16", "utf-32"})
_OTHER_KINDS = (
    (b"%PDF-", "is a PDF file", "give it the ending .pdf"),
    (b"PK\x03\x04", "is a zip or Office file", "give it the ending it was made with"),
    (b"\xd0\xcf\x11\xe0", "is an old Office file", "save it as .docx or .xlsx"),
    (rb"{\rtf", "is a rich-text file", "give it the ending .rtf"),
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_OVERLONG = re.compile(rf"[^\n]{{{LONGEST_LINE + 1}}}")


def decode(name: str, data: bytes, encoding: str | None = None) -> tuple[str, str]:
    """Give the characters of `data` and the encoding they were in.

    A byte order mark is dropped, CRLF and lone CR become LF, nothing else changes. Without
    `encoding` only UTF-8 and what a byte order mark names are read. Raises BadInputError where
    bytes do not decode, or where the text holds NUL, a lone surrogate, an overlong line or no
    words.
    """
    text, used = decode_freely(name, data, encoding)
    check_characters(name, text)
    return text, used


def decode_freely(name: str, data: bytes, encoding: str | None = None) -> tuple[str, str]:
    """Give the characters of `data` as `decode` does, whatever they are.

    For formats whose characters are not stored as they stand: what is stored is to be checked.
    """
    _refuse_other_kinds(name, data)
    used = _known_encoding(name, encoding) if encoding else _marked_encoding(data)
    try:
        text = data.decode(used)
    except UnicodeError as error:
        raise _undecodable(name, data, used, error, named=encoding is not None) from None
    if used not in _DROP_MARKS:
        text = text.removeprefix("\ufeff")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text, used


def check_characters(name: str, text: str) -> None:
    """Raise BadInputError for text that cannot be stored: its line is named."""
    if "\0" in text:
        raise refuse(
            "holds a NUL character",
            "the file is damaged or not a text file; save it again as UTF-8 text",
            file=name,
            place=_line_of(text, text.index("\0")),
        )
    lone = None if text.isascii() else _SURROGATE.search(text)
    if lone is not None:
        raise refuse(
            "holds half of a character (a lone surrogate)",
            "save the file again as UTF-8 text",
            file=name,
            place=_line_of(text, lone.start()),
        )
    if len(text) > LONGEST_LINE and (overlong := _OVERLONG.search(text)) is not None:
        raise refuse(
            f"has more than {LONGEST_LINE:,} characters on one line",
            "break it into paragraphs",
            file=name,
            place=_line_of(text, overlong.start()),
        )
    if text.count("\n") >= MOST_LINES:
        raise refuse(
            f"has more than {MOST_LINES:,} lines", "split it into several files", file=name
        )
    if not text.strip():
        raise refuse("holds no text", "leave it out, or look whether it was saved", file=name)


def replacement_note(text: str) -> tuple[str, ...]:
    """Give a note where an earlier conversion left replacement characters in the file."""
    count = text.count("\ufffd")
    if not count:
        return ()
    return (f"{count} replacement characters (U+FFFD): letters were lost before, look them up.",)


def _refuse_other_kinds(name: str, data: bytes) -> None:
    for magic, what, remedy in _OTHER_KINDS:
        if data.startswith(magic):
            raise refuse(f"{what}, not plain text", remedy, file=name)


def _marked_encoding(data: bytes) -> str:
    return next((encoding for mark, encoding in _MARKS if data.startswith(mark)), "utf-8")


def _known_encoding(name: str, encoding: str) -> str:
    try:
        info = codecs.lookup(encoding)
        "".encode(encoding)
    except (LookupError, ValueError):
        raise refuse(
            f"there is no text encoding {encoding!r}",
            "name one such as utf-8, utf-16, cp1252 or mac-roman",
            file=name,
        ) from None
    return info.name


def _undecodable(
    name: str, data: bytes, used: str, error: UnicodeError, *, named: bool
) -> BadInputError:
    at = error.start if isinstance(error, UnicodeDecodeError) else 0
    line = data.count(b"\n", 0, at) + 1
    place = f"line {line}" if used.startswith("utf-8") else f"byte {at + 1}"
    proposal = None if named else proposed_encoding(data)
    label = "UTF-8" if used.startswith("utf-8") else used
    if proposal:
        remedy = f"it may be {proposal}: look at it with --encoding {proposal} --dry-run"
    else:
        remedy = "name its encoding with --encoding, or save it as UTF-8"
    return refuse(f"is not {label} text", remedy, file=name, place=place)


def proposed_encoding(data: bytes) -> str | None:
    """Give the encoding that bytes which are not UTF-8 are most likely in, None for no guess."""
    start = data[:4000]
    if start.count(0) > len(start) // 4:
        return "utf-16-le" if start[1::2].count(0) > start[::2].count(0) else "utf-16-be"
    if find_spec("charset_normalizer") is not None:
        best = import_module("charset_normalizer").from_bytes(data[:200_000]).best()
        if best is not None:
            return _commoner(data, str(best.encoding))
    return "cp1252" if _decoded(data, "cp1252") is not None else None


def _commoner(data: bytes, encoding: str) -> str:
    """Give cp1252 where it gives the same characters as a rarer encoding does."""
    text = _decoded(data, "cp1252")
    return "cp1252" if text is not None and text == _decoded(data, encoding) else encoding


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError):
        return None


def _line_of(text: str, position: int) -> str:
    line = text.count("\n", 0, position) + 1
    return f"line {line}"
