"""Opening zip packages (docx, odt, xlsx) without letting anything in: caps, no DOCTYPE."""

import io
import zipfile
import zlib
from dataclasses import dataclass
from typing import Any

from lmm_qual.model.problem import BadInputError, refuse

MOST_MEMBERS = 5_000
LARGEST_UNPACKED = 500 * 1024 * 1024
"""Bytes a package may unpack to."""
HIGHEST_RATIO = 200
"""How many times larger than packed a part of more than `SMALL_PART` bytes may be."""
SMALL_PART = 10 * 1024 * 1024

LARGEST_XML = 100 * 1024 * 1024
"""Bytes an XML part may have."""

ARCHIVE_FAULTS = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DOCTYPE = (b"<!DOCTYPE", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))


@dataclass(frozen=True)
class PackageKind:
    """What a package is called, with what to open it, and what to save it as."""

    name: str
    program: str
    ending: str
    older: str

    @property
    def save_again(self) -> str:
        """Say how a damaged file is mended."""
        return f"open it in {self.program} and save it as {self.ending} again"

    @property
    def unlock(self) -> str:
        """Say how a password is taken off."""
        return f"open it in {self.program}, remove the password and save it as {self.ending}"


def check_package(name: str, data: bytes, kind: PackageKind) -> None:
    """Raise BadInputError for a package that is locked, damaged, too large or holds a DOCTYPE."""
    if data.startswith(_OLE):
        raise refuse(
            f"is protected with a password, or is an old {kind.older}", kind.unlock, file=name
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_sizes(name, archive)
            _check_parts(name, archive, kind)
    except (*ARCHIVE_FAULTS, ValueError):
        raise damaged(name, f"is damaged, or is no {kind.name}", kind) from None


def damaged(name: str, what: str, kind: PackageKind) -> BadInputError:
    """Give the error for a package that cannot be read as what it should be."""
    return refuse(what, kind.save_again, file=name)


def parse_xml(content: bytes) -> Any:
    """Give the root of an XML part; no entity, no other file, no network is followed.

    Raises `lxml.etree.XMLSyntaxError`.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(content, parser)


def check_doctype(name: str, part: str, content: bytes, kind: PackageKind) -> None:
    """Raise BadInputError for XML with a DOCTYPE, which may name entities and other files."""
    if any(mark in content for mark in _DOCTYPE):
        raise refuse(
            f"holds a DOCTYPE, which no {kind.name} has",
            kind.save_again,
            file=name,
            place=part.encode("ascii", "replace").decode(),
        )


def _check_sizes(name: str, archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    if len(members) > MOST_MEMBERS:
        raise _bomb(name, f"has {len(members):,} parts")
    if sum(member.file_size for member in members) > LARGEST_UNPACKED:
        raise _bomb(name, "unpacks to more than 500 MB")
    for member in members:
        packed = max(1, member.compress_size)
        if member.file_size > SMALL_PART and member.file_size / packed > HIGHEST_RATIO:
            raise _bomb(
                name, f"has a part that unpacks to {member.file_size // packed} times its size"
            )


def _bomb(name: str, what: str) -> BadInputError:
    return refuse(what, "it is not opened; ask where the file comes from", file=name)


def _check_parts(name: str, archive: zipfile.ZipFile, kind: PackageKind) -> None:
    for member in archive.infolist():
        if member.flag_bits & 1:
            raise refuse("is encrypted", kind.unlock, file=name)
        if not member.filename.lower().endswith((".xml", ".rels")):
            continue
        if member.file_size > LARGEST_XML:
            raise _bomb(name, "has a part of more than 100 MB")
        check_doctype(name, member.filename, archive.read(member), kind)
