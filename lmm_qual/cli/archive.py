"""`export`: a study made ready for others to keep."""

import shutil
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from lmm_qual.cli.options import ProjectPath
from lmm_qual.cli.saying import note
from lmm_qual.model.problem import refuse

app = typer.Typer(no_args_is_help=True, help="A study made ready for others to keep.")

_OF_SYSTEMS = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
"""What macOS and Windows lay into folders that somebody looks at."""


@app.callback()
def _group() -> None:
    """Keep `archive` a command of a group: other exports come beside it."""


@app.command()
def archive(
    project: ProjectPath,
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="The folder to make.")],
    force: Annotated[
        bool, typer.Option("--force", help="Put it in the place of an archive made before.")
    ] = False,
) -> None:
    """Write transcripts, codebook, design and participants for an archive, by consent.

    A turn is in it where its participant agreed, for that round, to be archived and has not
    withdrawn; a marker stands for others, and a transcript in which nobody agreed is left out.
    People stand under their ids. A README says what is in it and what is not, with checksums; the
    same study gives the same bytes. Names that people said are left as they are: `pseudonymise`
    replaces them, and the transcripts are to be read before the folder is handed on.
    """
    from lmm_qual.exporters.archive import archive_files
    from lmm_qual.project.project import Project

    _require_place(folder, force)
    with Project.open(project) as opened:
        files, held = archive_files(opened.store)
    if not held.transcripts:
        what = "nobody agreed to have their words archived"
        raise refuse(what, "see `participants consent`", file=str(project))
    _write(folder, files)
    note(*held.said())
    note(f"wrote {folder}: read the transcripts before it is handed on")


def _require_place(folder: Path, force: bool) -> None:
    from lmm_qual.exporters.archive import CHECKSUMS

    if folder.exists() or folder.is_symlink():
        if not force:
            raise refuse("is there already", "replace it with --force", file=str(folder))
        if not _is_archive(folder, CHECKSUMS):
            what = "is no archive, or holds files besides"
            raise refuse(what, "name another folder", file=str(folder))
    if not folder.absolute().parent.is_dir():
        raise refuse("its folder is not there", "make the folder first", file=str(folder))


def _is_archive(folder: Path, checksums: str) -> bool:
    """Say whether a folder holds what its checksums name, and nothing else."""
    if folder.is_symlink() or not (folder / checksums).is_file():
        return False
    lines = (folder / checksums).read_bytes().decode("utf-8", "replace").splitlines()
    named = {folder / line[66:] for line in lines} | {folder / checksums}
    held = {file for file in folder.rglob("*") if not file.is_dir()}
    return {file for file in held if file.name not in _OF_SYSTEMS} <= named


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write all files beside the folder, then put them in its place."""
    target = folder.absolute()
    draft = None
    try:
        draft = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
        for path, content in files.items():
            file = draft / "new" / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        if target.exists():
            target.rename(draft / "old")
        (draft / "new").rename(target)
    except OSError as error:
        raise refuse(f"cannot be written: {error.strerror}", file=str(folder)) from None
    finally:
        if draft is not None:
            with suppress(OSError):
                if (draft / "old").exists() and not target.exists():
                    (draft / "old").rename(target)
                shutil.rmtree(draft)
