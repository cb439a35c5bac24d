"""Encrypted project files: how they are told from others, their keys, and SQLCipher itself.

Such a file is a SQLCipher database of version 4 with nothing of its own: salt (16 bytes), pages of
4096 bytes, each with its own vector (16 bytes) and HMAC-SHA512 (64 bytes) at its end, the key made
of the passphrase by PBKDF2-HMAC-SHA512 in 256,000 rounds. Other programs open it as well (Zetetic,
SQLCipher design, 2024).
"""

import hashlib
import hmac
import secrets
import struct
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType

from lmm_qual.model.problem import refuse
from lmm_qual.store.undisturbed import WRITING

PLAIN_HEAD = b"SQLite format 3\0"
INSTALL = "install what opens it: `pip install 'lmm-qual[encrypted]'`"
_SALT, _PAGE, _MAC = 16, 4096, 64
_ROUNDS, _MAC_ROUNDS, _MAC_MASK = 256_000, 2, 0x3A
_LEAST_VARIED = 240
"""A page of encrypted bytes has nearly all of the 256 values; other files' first pages rarely."""
_OTHER_KINDS = (
    *(b"PK\x03\x04", b"%PDF", b"\x1f\x8b\x08", b"\xff\xd8\xff", b"\x89PNG", b"Rar!", b"7z\xbc\xaf"),
    *(b"\xd0\xcf\x11\xe0", b"\xfd7zX", b"BZh", b"\x28\xb5\x2f\xfd", b"ID3", b"OggS", b"RIFF"),
)
"""How other files begin whose first page may be as varied: archives, documents, pictures, sound."""


@dataclass(frozen=True)
class Key:
    """What opens a file, made of a passphrase and the file's salt; copies of a file share it."""

    secret: bytes = field(repr=False)
    salt: bytes

    @property
    def words(self) -> str:
        """Give the key as SQLCipher takes it, with the salt."""
        return f"x'{self.secret.hex()}{self.salt.hex()}'"


def make_key(passphrase: str, salt: bytes) -> Key:
    """Make the key of a passphrase, which takes a fifth of a second as it should."""
    written = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogateescape")
    return Key(hashlib.pbkdf2_hmac("sha512", written, salt, _ROUNDS, 32), salt)


def new_salt() -> bytes:
    """Give a salt that no file has yet, and that is not how another kind of file begins."""
    while True:
        salt = secrets.token_bytes(_SALT)
        if not salt.startswith(_OTHER_KINDS):
            return salt


def salt_of(path: Path) -> bytes | None:
    """Give the salt of a file that looks encrypted, None where it is something else or not there.

    Only what a file is not can be seen: it is no plain project, no other known kind, and its first
    page is as varied as chance.
    """
    with WRITING, suppress(OSError), path.open("rb") as file:
        page = file.read(_PAGE)
        plain = page.startswith((PLAIN_HEAD, *_OTHER_KINDS))
        if len(page) == _PAGE and not plain and len(set(page)) >= _LEAST_VARIED:
            return page[:_SALT]
    return None


def opens(key: Key, path: Path) -> bool:
    """Say whether a key is that of a file, by the code of its first page; nothing is written.

    After a power cut that page may be torn, and whole in the journal only.
    """
    masked = bytes(byte ^ _MAC_MASK for byte in key.salt)
    secret = hashlib.pbkdf2_hmac("sha512", key.secret, masked, _MAC_ROUNDS, 32)
    return any(_is_coded(secret, page) for page in _first_pages(path))


def _is_coded(secret: bytes, page: bytes) -> bool:
    said = page[_SALT:-_MAC] + struct.pack("<I", 1)
    return hmac.compare_digest(hmac.digest(secret, said, "sha512"), page[-_MAC:])


def _first_pages(path: Path) -> Iterator[bytes]:
    """Give a file's first page, as it is and as its journal would have it."""
    with suppress(OSError):
        with WRITING, path.open("rb") as file:
            page = file.read(_PAGE)
        yield page
    journal = path.with_name(f"{path.name}-journal")
    with suppress(OSError, struct.error), journal.open("rb") as file:
        (sector,) = struct.unpack(">I", file.read(24)[20:])
        file.seek(sector)
        while len(record := file.read(_PAGE + 8)) == _PAGE + 8:
            if record[:4] == b"\0\0\0\1":
                yield record[4:-4]


def sqlcipher(path: Path) -> ModuleType:
    """Give what opens encrypted files; raises `BadInputError` where it is not installed."""
    try:
        from sqlcipher3 import dbapi2
    except ImportError:
        raise refuse("is encrypted", INSTALL, file=str(path)) from None
    module: ModuleType = dbapi2
    return module


def sqlcipher_version() -> str:
    """Give the version of SQLCipher, nothing where it is not installed."""
    with suppress(ImportError):
        from sqlcipher3 import dbapi2

        connection = dbapi2.connect(":memory:")
        try:
            (version,) = connection.execute("PRAGMA cipher_version").fetchone()
            return str(version)
        finally:
            connection.close()
    return ""
