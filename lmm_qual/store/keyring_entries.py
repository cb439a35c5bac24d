"""Passphrases in the system's keyring, where somebody chose to keep them there.

An entry is named by the file's salt, so that it opens copies and backups too, wherever they are.
"""

from pathlib import Path
from types import ModuleType
from typing import Any

from lmm_qual.model.problem import refuse
from lmm_qual.store.cipher import INSTALL

SERVICE = "lmm-qual"
_UNSAFE = ("keyrings.alt", "keyring.backends.null", "keyring.backends.fail")
"""Keyrings that keep words in a plain file, or nothing."""


def kept(salt: bytes) -> str | None:
    """Give the passphrase kept for a salt, None where there is none or no keyring."""
    try:
        ring = _keyring()
        found = ring.get_password(SERVICE, salt.hex()) if ring and _is_safe(ring) else None
    except Exception:  # noqa: BLE001  (keyrings are other programs and raise what they like)
        return None
    return found if isinstance(found, str) else None


def keep(salt: bytes, passphrase: str, path: Path) -> None:
    """Keep a passphrase; raises `BadInputError` where there is no keyring that is safe."""
    ring = _keyring()
    if ring is None:
        raise refuse("there is nothing to keep passphrases with", INSTALL, file=str(path))
    try:
        if not _is_safe(ring):
            raise refuse("there is no keyring on this machine", _REMEDY, file=str(path))
        ring.set_password(SERVICE, salt.hex(), passphrase)
    except OSError as error:
        raise refuse(f"the keyring refuses: {error.strerror}", _REMEDY, file=str(path)) from None
    except ring.errors.KeyringError as error:
        name = type(error).__name__
        raise refuse(f"the keyring refuses ({name})", _REMEDY, file=str(path)) from None


_REMEDY = "type the passphrase each time, and keep it in a password manager"


def drop(salt: bytes) -> bool:
    """Take a passphrase out of the keyring; gives whether none is left there."""
    if kept(salt) is None:
        return True
    try:
        ring: Any = _keyring()
        ring.delete_password(SERVICE, salt.hex())
    except Exception:  # noqa: BLE001  (as above)
        return False
    return kept(salt) is None


def keyring_name() -> str:
    """Name the keyring of this machine, nothing where there is none that is safe."""
    try:
        ring = _keyring()
        return str(ring.get_keyring().name) if ring and _is_safe(ring) else ""
    except Exception:  # noqa: BLE001  (as above)
        return ""


def _keyring() -> ModuleType | None:
    try:
        import keyring
        import keyring.errors
    except ImportError:
        return None
    ring: ModuleType = keyring
    return ring


def _is_safe(ring: Any) -> bool:
    return not type(ring.get_keyring()).__module__.startswith(_UNSAFE)
