"""Making a project with what is known of its study, all of it or nothing."""

from contextlib import suppress
from pathlib import Path

from lmm_qual.definitions.reading import read_codebook, read_study, read_system_map
from lmm_qual.project.changes.change import Change
from lmm_qual.project.changes.codebook import ImportCodebook
from lmm_qual.project.changes.design import ImportStudy
from lmm_qual.project.changes.map_import import ImportSystemMap
from lmm_qual.project.project import Project


def start_project(
    path: Path,
    study: Path | None = None,
    codebook: Path | None = None,
    system_map: Path | None = None,
    coder: str | None = None,
) -> Project:
    """Make a project of definition files; raises `BadInputError`, and then nothing is there."""
    changes: list[Change] = []
    if study:
        changes.append(ImportStudy(read_study(study)))
    if codebook:
        changes.append(ImportCodebook(read_codebook(codebook)))
    if system_map:
        changes.append(ImportSystemMap(read_system_map(system_map), str(system_map)))
    project = Project.new(path, coder)
    try:
        for change in changes:
            project.make(change)
    except BaseException:
        project.close()
        with suppress(OSError):
            path.unlink()
        raise
    return project
