"""The theme matrix against the slow reference, over random small studies."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from helpers.exported import Exported, export
from helpers.projects import build
from helpers.reference import Reference, coded_share
from helpers.small_studies import SmallStudy, small_studies
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from lmm_qual.analysis.measures import MEASURES
from lmm_qual.analysis.theme_matrix import theme_matrix
from lmm_qual.exporters.matrix import matrix_data
from lmm_qual.exporters.transcripts import transcript_list
from lmm_qual.model.problem import BadInputError
from lmm_qual.project.project import Project
from lmm_qual.store.store import Store

DIMENSIONS = (
    "time,group",
    "time,group,method",
    "service",
    "role",
    "group",
    "method",
    "time,service,role",
    "time,participant",
)


def compare(
    store: Store, exported: Exported, measure: str, names: list[str], **more: object
) -> None:
    coder, depth = str(more.get("coder", "all")), more.get("depth")
    found = matrix_data(
        theme_matrix(store, dimensions=names, measure=measure, coder=coder, depth=depth)  # type: ignore[arg-type]
    )
    del found["notes"], found["warnings"]
    reference = Reference(exported, measure, names, coder)
    columns = list(found["columns"])
    assert sorted(map(str, columns)) == sorted(map(str, reference.columns()))
    expected = reference.matrix(columns, depth)  # type: ignore[arg-type]
    assert found == expected


@given(small_studies(), st.sampled_from(DIMENSIONS), st.integers(1, 3) | st.none())
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_measure_equals_the_reference(
    small: SmallStudy, dimensions: str, depth: int | None
) -> None:
    names = dimensions.split(",")
    with TemporaryDirectory() as folder:
        path = build(
            Path(folder) / "small.lmmq",
            small.talk,
            codes=small.codes,
            newer_codes=small.newer_codes,
            study=small.study,
            passes=small.passes,
        )
        with Project.open(path) as project:
            exported = export(project.store)
            coders = {one["coder"] for one in exported.codings}
            listed = {row["id"]: row["coded_share"] for row in transcript_list(project.store)}
            assert listed == {
                one["id"]: coded_share(one, exported.codings) for one in exported.transcripts
            }
            for measure in MEASURES:
                note(measure)
                compare(project.store, exported, measure, names, depth=depth)
                for coder in coders:
                    compare(project.store, exported, measure, names, coder=coder)
            with pytest.raises(BadInputError):
                theme_matrix(project.store, coder="nobody")
