"""`demo`: the main job on the example study, from transcripts to matrix and map."""

import sys
from itertools import count
from pathlib import Path
from typing import Annotated

import typer

from lmm_qual.cli.saying import is_terminal, note, show, terminal_width


def demo(
    folder: Annotated[Path, typer.Option(metavar="DIR", help="Where to build it.")] = Path("demo"),
    no_open: Annotated[bool, typer.Option("--no-open", help="Do not open the study.")] = False,
) -> None:
    """Build the example study, print its theme matrix, write workbook and map, open it."""
    from lmm_qual.project.example import PROJECT_NAME

    folder.mkdir(parents=True, exist_ok=True)
    project, workbook, page = (
        folder / name for name in (PROJECT_NAME, "theme_matrix.xlsx", "system_map.html")
    )
    _build(project)
    show(_results(project, workbook, page) + "\n")
    show("All transcripts, participants, codings and memos of the example are composed.\n")
    show(f"project:  {project}\nworkbook: {workbook}\nmap:      {page}  (open it in a browser)\n")
    if no_open:
        return
    if is_terminal(sys.stdin) and is_terminal(sys.stdout):
        from lmm_qual.cli.opening import open_example

        open_example(project)
    else:
        show(f"next:     lmm-qual open {project}\n")


def _build(project: Path) -> None:
    """Build the project anew beside the old one, which is kept where somebody worked in it."""
    from lmm_qual.project.example import build_example, is_untouched
    from lmm_qual.store.lock import WriteLock
    from lmm_qual.store.on_disk import put_in_place, put_project_in_place

    if not project.exists():
        build_example(project).close()
        return
    draft = project.with_name(f"new.{project.name}")
    draft.unlink(missing_ok=True)
    lock = WriteLock(project)
    lock.acquire("lmm-qual demo")
    try:
        build_example(draft).close()
        if not is_untouched(project):
            kept = _free_name(project)
            put_in_place(project, kept)
            note(f"{project} had been worked in and is kept as {kept}")
        put_project_in_place(draft, project)
    finally:
        lock.release()


def _free_name(project: Path) -> Path:
    names = (project.with_stem(f"{project.stem}_kept_{number}") for number in count(1))
    return next(name for name in names if not name.exists())


def _results(project: Path, workbook: Path, page: Path) -> str:
    from lmm_qual.analysis.theme_matrix import theme_matrix
    from lmm_qual.exporters.matrix import matrix_text
    from lmm_qual.exporters.matrix_workbook import matrix_workbook
    from lmm_qual.exporters.whole_file import write_file
    from lmm_qual.project.project import Project
    from lmm_qual.store.queries.design import load_study
    from lmm_qual.system_map.study_map import map_page

    with Project.open(project) as opened:
        store = opened.store
        matrix = theme_matrix(store)
        write_file(workbook, matrix_workbook(store, matrix))
        write_file(page, map_page(store))
        return matrix_text(matrix, load_study(store), terminal_width())
