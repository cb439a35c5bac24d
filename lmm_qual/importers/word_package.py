"""Opening a Word file (docx) without letting anything in: caps, no DOCTYPE, no network."""

import io
import zipfile
import zlib
from typing import Any

from lmm_qual.model.problem import BadInputError, refuse

MOST_MEMBERS = 5_000
LARGEST_UNPACKED = 500 * 1024 * 1024
"""Bytes a Word file may unpack to."""
HIGHEST_RATIO = 200
"""How many times larger than packed a part of more than `SMALL_PART` bytes may be."""
SMALL_PART = 10 * 1024 * 1024

LARGEST_XML = 100 * 1024 * 1024
"""Bytes an XML part may have."""

_ARCHIVE_FAULTS = (
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


def open_word(name: str, data: bytes) -> Any:
    """Give python-docx's document for the bytes of a docx file.

    Raises BadInputError for a password, an old .doc, something that is no Word file, a part with
    a DOCTYPE, and an archive that unpacks to more than it may.
    """
    if data.startswith(_OLE):
        raise refuse(
            "is protected with a password, or is an old .doc",
            "open it in Word, remove the password and save it as .docx",
            file=name,
        )
    _check_archive(name, data)
    import docx
    from docx.opc.exceptions import PackageNotFoundError
    from lxml import etree

    try:
        document = docx.Document(io.BytesIO(data))
        body = document.element.body
        if body is None:
            raise _damaged(name, "has no body")
    except etree.XMLSyntaxError as error:
        raise _damaged(name, f"holds broken XML ({error.msg})") from None
    except _ARCHIVE_FAULTS:
        raise _damaged(name, "is damaged") from None
    except (PackageNotFoundError, KeyError, ValueError, AttributeError, IndexError, TypeError):
        raise _damaged(name, "is no Word document (.docx)") from None
    return document


def _damaged(name: str, what: str) -> BadInputError:
    return refuse(what, "open it in Word or LibreOffice and save it as .docx again", file=name)


def _check_archive(name: str, data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_sizes(name, archive)
            _check_parts(name, archive)
    except (*_ARCHIVE_FAULTS, ValueError):
        raise _damaged(name, "is damaged, or is no Word file") from None


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


def _check_parts(name: str, archive: zipfile.ZipFile) -> None:
    for member in archive.infolist():
        if member.flag_bits & 1:
            raise refuse(
                "is encrypted",
                "open it in Word, remove the password and save it as .docx",
                file=name,
            )
        if not member.filename.lower().endswith((".xml", ".rels")):
            continue
        if member.file_size > LARGEST_XML:
            raise _bomb(name, "has a part of more than 100 MB")
        content = archive.read(member)
        if any(mark in content for mark in _DOCTYPE):
            raise refuse(
                "holds a DOCTYPE, which Word files never do",
                "save it as .docx again in Word or LibreOffice",
                file=name,
                place=member.filename.encode("ascii", "replace").decode(),
            )
