"""A project and the copies of it that the program made, encrypted or made plain together."""

from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from lmm_qual.model.problem import BadInputError, refuse
from lmm_qual.project.own_copies import copies_beside, drafts_beside
from lmm_qual.store import keyring_entries
from lmm_qual.store.backups import Backup, belongs_to, drafts_of, find_backups, remove_backup
from lmm_qual.store.cipher import Key, make_key, new_salt, salt_of, sqlcipher
from lmm_qual.store.encrypting import destroy, rewrite, rewrite_backup, rewrite_project
from lmm_qual.store.identity import project_id
from lmm_qual.store.keys import key_of, remember
from lmm_qual.store.opening import check_header

SHORTEST = 12
"""A passphrase has so many characters at least."""


@dataclass
class Rewritten:
    """What became of a project's file and the copies of it, by path.

    `traces` are files whose old bytes could not be written over, `left` those that stay as they
    were, each with the reason.
    """

    done: list[Path] = field(default_factory=list)
    removed: list[Path] = field(default_factory=list)
    traces: list[Path] = field(default_factory=list)
    left: list[tuple[Path, str]] = field(default_factory=list)


def passphrase_fault(passphrase: str) -> str:
    """Say what is wrong with a new passphrase, nothing where it will do."""
    if len(passphrase.strip()) < SHORTEST:
        return f"a passphrase has {SHORTEST} characters at least; four words or more are good"
    if not passphrase.isprintable():
        return "a passphrase has no control characters"
    return ""


def encrypt(path: Path, passphrase: str, *, remove_copies: bool = False) -> Rewritten:
    """Encrypt a project and its copies, or give both another passphrase; raises `BadInputError`.

    Each copy is encrypted, or removed where that is wanted.
    """
    sqlcipher(path)
    if fault := passphrase_fault(passphrase):
        raise refuse(fault, file=str(path))
    key = make_key(passphrase, new_salt())
    remember(key)
    return _rewritten(path, key, remove_copies=remove_copies)


def decrypt(path: Path, *, remove_copies: bool = False) -> Rewritten:
    """Make a project and its copies plain, or remove these; raises `BadInputError`."""
    sqlcipher(path)
    return _rewritten(path, None, remove_copies=remove_copies)


def encrypt_copies(path: Path, *, remove_copies: bool = False) -> Rewritten:
    """Encrypt the copies of an encrypted project that are plain still, since it was cut short."""
    check_header(path)
    found = Rewritten()
    _treat_copies(path, key_of(path), found, remove_copies=remove_copies)
    return found


def _rewritten(path: Path, key: Key | None, *, remove_copies: bool) -> Rewritten:
    found = Rewritten()
    before = salt_of(path)
    if not rewrite_project(path, key):
        found.traces.append(path)
    found.done.append(path)
    _treat_copies(path, key, found, remove_copies=remove_copies)
    if before is not None and not keyring_entries.drop(before):
        found.left.append((path, "its old passphrase is in the keyring still"))
    return found


def plain_copies(path: Path) -> list[Path]:
    """Give the program's own copies of a project that are not encrypted."""
    return [file for file in map(_file_of, _copies(path)) if salt_of(file) is None]


def _copies(path: Path) -> list[Path | Backup]:
    backups = [backup for backup in find_backups(path) if belongs_to(backup, path)]
    return [*copies_beside(path, project_id(path)), *backups]


def _file_of(copy: Path | Backup) -> Path:
    return copy.file if isinstance(copy, Backup) else copy


def _treat_copies(path: Path, key: Key | None, found: Rewritten, *, remove_copies: bool) -> None:
    for draft in (*drafts_beside(path), *drafts_of(project_id(path))):
        with suppress(OSError):  # of another process that is done with it meanwhile
            destroy(draft)
    for copy in _copies(path):
        file = _file_of(copy)
        if salt_of(file) == (key.salt if key else None):
            continue
        try:
            _treat(copy, key, found, remove=remove_copies)
        except BadInputError as fault:
            found.left.append((file, fault.problems[0].what))
        except OSError as error:
            found.left.append((file, error.strerror or type(error).__name__))


def _treat(copy: Path | Backup, key: Key | None, found: Rewritten, *, remove: bool) -> None:
    file = _file_of(copy)
    if remove:
        overwritten = destroy(file)
        if isinstance(copy, Backup):
            remove_backup(copy)
        found.removed.append(file)
    else:
        overwritten = _again(copy, key)
        found.done.append(file)
    if not overwritten:
        found.traces.append(file)


def _again(copy: Path | Backup, key: Key | None) -> bool:
    return rewrite_backup(copy, key) if isinstance(copy, Backup) else rewrite(copy, key)
