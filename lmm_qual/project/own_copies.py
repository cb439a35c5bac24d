"""The copies that the program keeps beside a project, and what is left of unfinished ones."""

import re
from collections.abc import Iterator
from glob import escape
from pathlib import Path

from lmm_qual.model.problem import BadInputError
from lmm_qual.store.identity import project_id

_MADE_HERE = re.compile(r"\.(schema-\d+|before-restore-\d{8}T\d{6}Z(-\d+)?)")
"""What the program puts behind a project's name when it keeps a copy beside it."""


def copies_beside(project: Path, id: str) -> Iterator[Path]:
    """Give the copies that were kept beside a project, their journals behind them."""
    path = project.resolve()
    for file in sorted(path.parent.glob(f"*{escape(path.suffix)}")):
        rest = file.stem.removeprefix(path.stem)
        if file.stem.startswith(path.stem) and _MADE_HERE.fullmatch(rest) and may_be(file, id):
            yield file


def may_be(file: Path, id: str) -> bool:
    """Say whether a file that is there is of a project, as far as can be told."""
    try:
        return project_id(file) == id
    except BadInputError:
        return True


def drafts_beside(project: Path) -> list[Path]:
    """Give what was left of copies that were being made when the program was killed."""
    path = project.resolve()
    kinds = ("part", "restored", "restored.part", "rewritten")
    found = [path.with_name(f".{path.name}.{kind}") for kind in kinds]
    found += [
        file
        for file in path.parent.glob(f".{escape(path.stem)}.*.part")
        if file.name.endswith("mmq.part")
    ]
    return sorted({file for file in found if file.exists()})
