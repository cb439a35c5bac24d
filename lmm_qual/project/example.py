"""The example study that ships with the program, and building it."""

from collections.abc import Iterator
from importlib import resources
from pathlib import Path

from lmm_qual.definitions.reading import (
    read_codebook,
    read_codings,
    read_embeddedness,
    read_findings,
    read_framework,
    read_monitoring,
    read_passes,
    read_study,
    read_system_map,
)
from lmm_qual.model.problem import refuse
from lmm_qual.project.changes.change import Change
from lmm_qual.project.changes.codebook import ImportCodebook
from lmm_qual.project.changes.codings import AddCodings, RecordPasses
from lmm_qual.project.changes.design import ImportMonitoring, ImportStudy
from lmm_qual.project.changes.embeddedness_import import ImportEmbeddedness
from lmm_qual.project.changes.findings_import import ImportFindings
from lmm_qual.project.changes.map_import import ImportSystemMap
from lmm_qual.project.changes.transcripts import AddTranscripts
from lmm_qual.project.chart_cells import summaries_of_file
from lmm_qual.project.importing.plan import plan_import
from lmm_qual.project.importing.request import ImportRequest
from lmm_qual.project.project import Project
from lmm_qual.project.starting import new_project
from lmm_qual.store.queries.log import entries

PROJECT_NAME = "little_minds_matter.lmmq"
_AUTHOR = "example"


def example_folder() -> Path:
    """Give the folder of the example study: in the installed package, else in the sources."""
    package = Path(str(resources.files("lmm_qual")))
    for folder in (package / "_shipped", package.parent):
        if (folder / "sample_transcripts" / "study.yaml").is_file():
            return folder / "sample_transcripts"
    raise refuse("the example study is not installed", "install lmm-qual again")


def build_example(path: Path) -> Project:
    """Make the example project at a path, where nothing may stand; gives it open for writing."""
    source = example_folder()
    with new_project(path, _AUTHOR) as project:
        for change in _design(source):
            project.make(change)
        plan = plan_import(project.store, ImportRequest(list_file=source / "transcripts.yaml"))
        coded = source / "codings.jsonl"
        talk: tuple[Change, ...] = (
            AddTranscripts(plan.transcripts),
            AddCodings(read_codings(coded), file=str(coded), label="codings of the example"),
            RecordPasses(read_passes(source / "passes.csv")),
        )
        for change in talk:
            project.make(change)
        if (charted := source / "framework.yaml").is_file():
            file = str(charted)
            project.make(summaries_of_file(project.store, *read_framework(charted), file))
        # What was written of the talk is read after all that it rests on.
        for change in _written(source):
            project.make(change)
    return project


def _written(source: Path) -> Iterator[Change]:
    """Give the imports of the embeddedness profile and of the findings, where they are there."""
    if (file := source / "embeddedness.yaml").is_file():
        judged, place = read_embeddedness(file)
        yield ImportEmbeddedness(judged, str(file), place)
    if (file := source / "findings.yaml").is_file():
        found, place = read_findings(file)
        yield ImportFindings(found, str(file), place)


def is_untouched(path: Path) -> bool:
    """Say whether an example project holds nothing but what `build_example` put into it."""
    with Project.open(path) as project:
        log = entries(project.store)
    return all(entry.coder == _AUTHOR and entry.state == "done" for entry in log)


def _design(source: Path) -> tuple[Change, ...]:
    return (
        ImportStudy(read_study(source / "study.yaml")),
        ImportMonitoring(read_monitoring(source / "monitoring.yaml")),
        ImportCodebook(read_codebook(source / "codebook.yaml")),
        ImportSystemMap(read_system_map(source / "system_map.yaml")),
    )
