"""Encrypted projects: their passphrase in a keyring in memory, their key made anew each time."""

from pathlib import Path
from typing import ClassVar

import keyring
from keyring.backend import KeyringBackend

from lmm_qual.project.encryption import encrypt
from lmm_qual.store import keyring_entries, keys
from lmm_qual.store.cipher import salt_of

_PASSPHRASE = "four words are good"


class Ring(KeyringBackend):
    """A keyring that lasts as long as this process and those begun from it."""

    priority = 1
    name = "in memory"
    _held: ClassVar[dict[tuple[str, str], str]] = {}

    def get_password(self, service: str, username: str) -> str | None:
        """Give what is kept under a name."""
        return self._held.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep something under a name."""
        self._held[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        """Keep it no longer."""
        del self._held[service, username]


def encrypt_project(project: Path) -> None:
    """Encrypt a project, its passphrase kept where the program looks for it."""
    encrypt(project, _PASSPHRASE)
    keyring.set_keyring(Ring())  # type: ignore[no-untyped-call]
    keyring_entries.keep(salt_of(project) or b"", _PASSPHRASE, project)


def forget_keys() -> None:
    """Know no key any more, as a program that begins."""
    keys._known.clear()  # noqa: SLF001
