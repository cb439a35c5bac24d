"""The keys of the encrypted projects that are open, and how a passphrase is come by.

A key is known by its file's salt, which backups and other copies share, for as long as the
program runs. Nothing is asked unless a project is named: what looks at files beside it takes
only keys that are known.
"""

from pathlib import Path

from lmm_qual.model.problem import BadInputError, Problem
from lmm_qual.store import keyring_entries
from lmm_qual.store.asking import asked
from lmm_qual.store.cipher import Key, make_key, opens, salt_of, sqlcipher

_known: dict[bytes, Key] = {}


class PassphraseError(BadInputError):
    """An encrypted project cannot be opened without its passphrase."""


class PassphraseNeededError(PassphraseError):
    """Nobody has given the passphrase yet."""


class WrongPassphraseError(PassphraseError):
    """What was given is not the passphrase."""


def key_of(path: Path) -> Key | None:
    """Give the key of a file, None where it is not encrypted.

    Raises `PassphraseNeededError` where it is not known.
    """
    salt = salt_of(path)
    if salt is None:
        return None
    if salt not in _known:
        remedy = "open it on a terminal, or keep it: `lmm-qual passphrase PROJECT --keyring`"
        what = "is encrypted and its passphrase is not known"
        raise PassphraseNeededError(Problem(file=str(path), what=what, remedy=remedy))
    return _known[salt]


def require_key(path: Path) -> None:
    """Come by the key of a project, from the keyring or by asking; raises `BadInputError`."""
    salt = salt_of(path)
    if salt is None:
        return
    sqlcipher(path)
    if salt in _known:
        return
    kept = keyring_entries.kept(salt)
    if kept is not None and _remembered(path, make_key(kept, salt)):
        return
    if (given := asked(path)) is not None:
        unlock(path, given)


def unlock(path: Path, passphrase: str) -> Key:
    """Take the passphrase of an encrypted file; raises `WrongPassphraseError` where it is not."""
    salt = salt_of(path) or b""
    key = make_key(passphrase, salt)
    if not _remembered(path, key):
        what = "this is not its passphrase"
        remedy = "try again; a damaged file cannot be told from a wrong passphrase, see `restore`"
        raise WrongPassphraseError(Problem(file=str(path), what=what, remedy=remedy))
    return key


def _remembered(path: Path, key: Key) -> bool:
    if not opens(key, path):
        return False
    remember(key)
    return True


def remember(key: Key) -> None:
    """Know a key from now on."""
    _known[key.salt] = key
