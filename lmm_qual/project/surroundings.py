"""What endangers a project where it is: folders kept in step by other programs, and their traces.

Such a program sees a file, not a database: it may carry off half a change, or keep two machines'
changes as two files of which only one is opened again.
"""

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from lmm_qual.model.problem import BadInputError
from lmm_qual.project.encryption import plain_copies
from lmm_qual.project.remembered import first_told
from lmm_qual.store.cipher import salt_of
from lmm_qual.store.identity import project_id

_FOLDERS = (
    (r"dropbox( \(.*\))?", "Dropbox"),
    (r"onedrive( ?- ?.*)?", "OneDrive"),
    (r"google ?drive.*|my drive", "Google Drive"),
    (r"mobile documents|icloud ?drive.*|com~apple~clouddocs", "iCloud"),
    (r"nextcloud\d*", "Nextcloud"),
    (r"owncloud\d*", "ownCloud"),
    (r"seafile", "Seafile"),
    (r"syncthing|sync", "a synchronising program"),
    (r"box( sync)?|pcloud ?drive|mega(sync)?|tresorit|cloudstorage", "a synchronising program"),
)
"""Names of folders, in lower case, and what keeps them in step."""
_MARKS = {
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".stfolder": "Syncthing",
    ".nextcloudsync.log": "Nextcloud",
    ".owncloudsync.log": "ownCloud",
    ".seafile-data": "Seafile",
    ".sync": "a synchronising program",
}
"""Names that such programs leave in the folder they keep in step."""
_OF_NETWORKS = re.compile(r"nfs\d?|cifs|smb\w*|afpfs|davfs2?|9p|ncpfs|fuse\.(sshfs|rclone|davfs2?)")
_CLEARLY = re.compile(
    r".*(conflicted copy|case conflict|sfconflict|sync-conflict).*|_conflict-\d.*|\.conflict",
    re.IGNORECASE,
)
_PERHAPS = re.compile(r" \d+| \(\d+\)|-(desktop|laptop|pc|win|mac)\b[\w-]*", re.IGNORECASE)
"""What stands behind a file's name in its conflicted copy: clearly so, or in other copies too."""


def warnings(path: Path) -> list[str]:
    """Say what endangers a project: its folder once for each, copies beside it each time."""
    lines = [
        f"{path}: beside it stands “{copy.name}”, which looks like a conflicted copy with work of"
        " another machine; compare the two, then move one away"
        for copy in conflicted_copies(path)
    ]
    if salt_of(path) is not None and (left := plain_copies(path)):
        lines.append(
            f"{path}: is encrypted, but {len(left)} of the copies that the program keeps of it are"
            " plain; `lmm-qual encrypt` encrypts them too"
        )
    if (keeper := kept_in_step_by(path)) and first_told(f"synchronised {path.resolve()}"):
        lines.append(
            f"{path}: is in a folder of {keeper}, where two machines may change it at once and the"
            " work of one be lost; keep it elsewhere, and copies there with `lmm-qual backup`"
        )
    return lines


def conflicted_copies(path: Path) -> list[Path]:
    """Give the files beside a project that a synchronising program made of another's changes."""
    with suppress(OSError):
        beside = [file for file in path.resolve().parent.iterdir() if file.suffix == path.suffix]
        return sorted(file for file in beside if _is_conflicted(file, path.resolve()))
    return []


def _is_conflicted(file: Path, path: Path) -> bool:
    if file == path or not file.stem.startswith(path.stem):
        return False
    rest = file.stem[len(path.stem) :]
    if _CLEARLY.fullmatch(rest):
        return True
    return bool(_PERHAPS.fullmatch(rest)) and _are_one_project(file, path)


def _are_one_project(file: Path, path: Path) -> bool:
    with suppress(BadInputError):
        return project_id(file) == project_id(path)
    return False


def kept_in_step_by(path: Path) -> str:
    """Say what keeps a project's folder in step with other machines, nothing where none does."""
    path = path.resolve()
    found = (_by_name(folder) or _by_mark(folder) for folder in path.parents)
    return next(filter(None, found), "") or _by_network(path)


def _by_name(folder: Path) -> str:
    name = folder.name.casefold()
    return next((said for names, said in _FOLDERS if re.fullmatch(names, name)), "")


def _by_mark(folder: Path) -> str:
    with suppress(OSError):
        return next((said for mark, said in _MARKS.items() if (folder / mark).exists()), "")
    return ""


def _by_network(path: Path) -> str:
    if str(path).startswith("\\\\"):
        return "a network drive"
    kinds = {mount: kind for mount, kind in _mounts() if path.is_relative_to(mount)}
    nearest = max(kinds, key=len, default="")
    return "a network drive" if _OF_NETWORKS.fullmatch(kinds.get(nearest, "")) else ""


def _mounts() -> Iterator[tuple[str, str]]:
    """Give folders at which file systems begin, and their kinds, where the system tells."""
    if os.name != "posix":
        return
    with suppress(OSError):
        lines = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="surrogateescape")
        for line in lines.splitlines():
            parts = line.split(" ")
            if len(parts) > 2:
                yield parts[1].replace("\\040", " "), parts[2]
