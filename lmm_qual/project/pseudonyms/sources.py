"""The original bytes of transcripts, which hold names too: looked into, and put out of the way."""

import hashlib
import io
import re
import zipfile
from typing import Any

from lmm_qual.text.wanted import Finder

_MOST = 64 * 1024 * 1024
"""Bytes of a package that are looked into."""
_CLOSED = {"pdf", "rtf"}
_TAG = re.compile(r"<[^>]*>")


def holds_names(content: bytes, form: str, encoding: str | None, finder: Finder) -> bool | None:
    """Say whether original bytes hold a name; None where they cannot be looked into."""
    if form in _CLOSED:
        return None
    if content.startswith(b"PK"):
        try:
            texts = _unpacked(content)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
            return None
    else:
        texts = [_decoded(content, encoding)]
    return any(finder.find(said) for text in texts for said in (text, _TAG.sub("", text)))


def _unpacked(content: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        if sum(entry.file_size for entry in package.infolist()) > _MOST:
            raise ValueError("too large")
        return [package.read(entry).decode("utf-8", "replace") for entry in package.infolist()]


def _decoded(content: bytes, encoding: str | None) -> str:
    try:
        return content.decode(encoding or "utf-8", "replace")
    except LookupError:
        return content.decode("utf-8", "replace")


def as_text(text: str, file_name: str) -> tuple[bytes, dict[str, Any]]:
    """Give bytes that hold a transcript's text alone, and what the transcript says of them."""
    content = text.encode("utf-8", "surrogatepass")
    name = f"{file_name.rpartition('.')[0] or file_name}.txt"
    described = {"sha256": hashlib.sha256(content).hexdigest(), "file_name": name}
    return content, {**described, "format": "txt", "encoding": "utf-8"}
