"""Making a project with what is known of its study, all of it or nothing."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from lmm_qual.definitions.reading import read_codebook, read_study, read_system_map
from lmm_qual.model.study import Study
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
    with new_project(path, coder) as project:
        for change in changes:
            project.make(change)
    return project


def start_study(path: Path, name: str, talk: Path | None, coder: str | None) -> None:
    """Make a project of a study with the transcripts in a file or folder, if any.

    Raises `BadInputError`, and then nothing is there.
    """
    from lmm_qual.project.importing.plan import plan_import
    from lmm_qual.project.importing.request import ImportRequest
    from lmm_qual.project.importing.storing import ImportTranscripts

    with new_project(path, coder) as project:
        project.make(ImportStudy(Study(name=name)))
        if talk is not None:
            plan = plan_import(project.store, ImportRequest(paths=[talk]))
            project.make(ImportTranscripts(plan.transcripts))
    project.close()


@contextmanager
def new_project(path: Path, coder: str | None) -> Iterator[Project]:
    """Make a project that stays open; nothing is left of it where the block fails."""
    project = Project.new(path, coder)
    try:
        yield project
    except BaseException:
        project.close()
        with suppress(OSError):
            path.unlink()
        raise
