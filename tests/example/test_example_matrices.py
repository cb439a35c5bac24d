"""The example's tables, kept as they were read through by hand; a change of one is to be meant."""

from pathlib import Path

import pytest

from lmm_qual.analysis.change import change_table
from lmm_qual.analysis.theme_matrix import theme_matrix
from lmm_qual.exporters.change import change_csv
from lmm_qual.exporters.matrix import matrix_csv
from lmm_qual.project.example import build_example

KEPT = {
    "theme_matrix.csv": lambda store: matrix_csv(theme_matrix(store)),
    "change_people.csv": lambda store: change_csv(change_table(store, design="people", depth=1)),
}


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    with build_example(tmp_path_factory.mktemp("kept") / "example.lmmq") as project:
        yield project.store


@pytest.mark.parametrize("name", KEPT)
def test_tables_are_those_that_were_read_through(store, name):
    kept = Path(__file__).with_name(name).read_text(encoding="utf-8")
    assert KEPT[name](store) == kept
