"""`encrypt`, `decrypt` and `passphrase`: a project that opens with a passphrase only."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lmm_qual.cli.options import ProjectPath, Yes
from lmm_qual.cli.saying import is_terminal, note
from lmm_qual.model.problem import refuse

if TYPE_CHECKING:
    from lmm_qual.project.encryption import Rewritten

_LOST = (
    "Nobody can open an encrypted project without its passphrase: not you, not your institution,",
    "not who wrote this program. There is no second way in and nothing is kept that would help.",
    "Keep it in your institution's password manager before you go on.",
)
_NOT_REACHED = (
    "not reached: what was exported or imported from, copies made elsewhere, and what a solid-state"
    " disk, a snapshot, a synchronising program or a system backup keeps of the former bytes"
)


class Copies(StrEnum):
    """What becomes of the program's own copies of a project."""

    KEEP = "keep"
    REMOVE = "remove"


_Copies = Annotated[
    Copies,
    typer.Option(
        "--copies", help="Treat the program's own copies and backups alike, or remove them."
    ),
]
_Keyring = Annotated[
    bool, typer.Option("--keyring", help="Keep the passphrase in this system's keyring.")
]


def ask_passphrase(path: Path) -> str | None:
    """Ask for a project's passphrase on the terminal, None where there is none."""
    return _asked(f"Passphrase of {path.name}: ") if is_terminal(sys.stdin) else None


def _asked(question: str) -> str | None:
    from getpass import getpass

    from lmm_qual.text.standins import shown

    try:
        return getpass(shown(question))
    except EOFError:
        return None


def encrypt(project: ProjectPath, copies: _Copies = Copies.KEEP, keyring: _Keyring = False) -> None:
    """Encrypt a project and the program's copies of it; the passphrase is asked for.

    A lost passphrase cannot be replaced: nobody can open the project then. The file is written
    anew, compared row for row, and takes the place of the plain one, whose bytes are written over.
    """
    from lmm_qual.project import encryption
    from lmm_qual.store.cipher import salt_of, sqlcipher
    from lmm_qual.store.opening import check_header

    sqlcipher(project)
    check_header(project)
    if salt_of(project) is None:
        passphrase = _new_passphrase(project, keyring=keyring)
        found = encryption.encrypt(project, passphrase, remove_copies=copies is Copies.REMOVE)
        _tell(found, "encrypted")
        if keyring:
            _keep(project, passphrase)
    elif encryption.plain_copies(project):
        found = encryption.encrypt_copies(project, remove_copies=copies is Copies.REMOVE)
        _tell(found, "encrypted")
    else:
        remedy = "give it another passphrase with `lmm-qual passphrase`"
        raise refuse("is encrypted already", remedy, file=str(project))
    note(_NOT_REACHED)
    _end(found)


def decrypt(
    project: ProjectPath,
    copies: _Copies = Copies.KEEP,
    yes: Yes = False,
) -> None:
    """Make an encrypted project plain again, and the program's copies of it."""
    from lmm_qual.project import encryption

    _require_encrypted(project)
    if not yes:
        if not is_terminal(sys.stdin):
            raise typer.BadParameter("a project is made plain only with --yes, or on a terminal")
        typer.confirm("Whoever can read the file can read it then. Go on?", abort=True, err=True)
    found = encryption.decrypt(project, remove_copies=copies is Copies.REMOVE)
    _tell(found, "made plain")
    _end(found)


def passphrase(
    project: ProjectPath,
    copies: _Copies = Copies.KEEP,
    keyring: _Keyring = False,
    forget: Annotated[bool, typer.Option("--forget", help="Take it out of the keyring.")] = False,
) -> None:
    """Give an encrypted project another passphrase, or keep the one it has in the keyring.

    A passphrase is asked for on the terminal and never taken from arguments or the environment,
    where other programs could read it.
    """
    from lmm_qual.project import encryption
    from lmm_qual.store import keyring_entries
    from lmm_qual.store.cipher import salt_of

    if keyring and forget:
        raise typer.BadParameter("--keyring and --forget are opposites")
    if forget:
        if (salt := salt_of(project)) is None or not keyring_entries.drop(salt):
            raise refuse("its passphrase cannot be taken out of the keyring", file=str(project))
        note(f"{project}: its passphrase is not in the keyring")
    elif keyring:
        _keep_present(project)
    else:
        _require_encrypted(project)
        new = _new_passphrase(project, keyring=False)
        found = encryption.encrypt(project, new, remove_copies=copies is Copies.REMOVE)
        _tell(found, "given another passphrase")
        note("copies made elsewhere open with the former passphrase still")
        _end(found)


def _require_encrypted(project: Path) -> None:
    from lmm_qual.store.cipher import salt_of
    from lmm_qual.store.opening import check_header

    check_header(project)
    if salt_of(project) is None:
        remedy = "encrypt it with `lmm-qual encrypt`"
        raise refuse("is not encrypted", remedy, file=str(project))


def _new_passphrase(project: Path, *, keyring: bool) -> str:
    """Ask for a new passphrase, twice, once it is said and confirmed what losing it means."""
    from lmm_qual.project.encryption import passphrase_fault
    from lmm_qual.store.keyring_entries import keyring_name

    if not is_terminal(sys.stdin):
        what, remedy = "a passphrase is typed on a terminal", "run it there"
        raise refuse(what, remedy, file=str(project))
    if keyring and not keyring_name():
        remedy = "leave --keyring out, and keep the passphrase in a password manager"
        raise refuse("there is no keyring on this machine", remedy, file=str(project))
    note(*_LOST)
    new = _asked(f"New passphrase of {project.name}: ") or ""
    if fault := passphrase_fault(new):
        raise refuse(fault, "nothing was changed", file=str(project))
    if _asked("The same again: ") != new:
        raise refuse("the two passphrases differ", "nothing was changed", file=str(project))
    question = "Is it kept where you will find it, and do you know it cannot be replaced?"
    typer.confirm(question, abort=True, err=True)
    return new


def _keep_present(project: Path) -> None:
    """Keep the passphrase that a project has, which is typed once more to be sure of it."""
    from lmm_qual.store.cipher import salt_of, sqlcipher
    from lmm_qual.store.keys import unlock

    if salt_of(project) is None:
        _require_encrypted(project)
    sqlcipher(project)
    given = ask_passphrase(project)
    if given is None:
        raise refuse("a passphrase is typed on a terminal", "run it there", file=str(project))
    unlock(project, given)
    _keep(project, given)


def _keep(project: Path, passphrase: str) -> None:
    from lmm_qual.store.cipher import salt_of
    from lmm_qual.store.keyring_entries import keep, keyring_name

    keep(salt_of(project) or b"", passphrase, project)
    note(f"{project}: its passphrase is kept in {keyring_name()}; keep it elsewhere too")


def _tell(found: "Rewritten", what: str) -> None:
    for file in found.done:
        note(f"{what}: {file}")
    for file in found.removed:
        note(f"removed: {file}")
    for file in found.traces:
        note(f"{file}: its former bytes could not be written over")
    for file, why in found.left:
        note(f"{file}: stays as it was: {why}")


def _end(found: "Rewritten") -> None:
    if found.left:
        raise typer.Exit(1)
