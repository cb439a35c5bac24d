"""What other programs see of a project: the JSON of `transcripts show`, `codings export`."""

from dataclasses import dataclass
from typing import Any

from lmm_qual.definitions.writing import plain
from lmm_qual.exporters.codings import coding_records
from lmm_qual.exporters.coverage import coverage_data
from lmm_qual.exporters.transcripts import transcript_data, transcript_list
from lmm_qual.store.queries.codes import code_tree
from lmm_qual.store.queries.design import load_study
from lmm_qual.store.store import Store


@dataclass(frozen=True)
class Exported:
    """A project as its exports tell of it; `codes` are paths, each with the version it came in."""

    transcripts: list[dict[str, Any]]
    codings: list[dict[str, Any]]
    study: dict[str, Any]
    codes: dict[str, int]
    passes: list[dict[str, Any]]


def export(store: Store) -> Exported:
    """Export an open project, as the commands do."""
    tree = code_tree(store)
    return Exported(
        transcripts=[transcript_data(store, row["id"]) for row in transcript_list(store)],
        codings=list(coding_records(store)),
        study=plain(load_study(store)),
        codes={tree.path(code): tree.by_id[code].made_version for code in tree.order},
        passes=coverage_data(store),
    )
