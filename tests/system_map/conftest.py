"""Maps for tests: a test's docstring is its map, in the form of a system map file."""

import pytest
import yaml

from lmm_qual.model.system_map import SystemMap
from lmm_qual.system_map.graph import ServiceGraph, build_graph


def read(text: str) -> SystemMap:
    return SystemMap.model_validate(yaml.load(text, yaml.BaseLoader) or {})


@pytest.fixture
def system_map(request: pytest.FixtureRequest) -> SystemMap:
    return read(request.function.__doc__ or "")


@pytest.fixture
def graph(system_map: SystemMap) -> ServiceGraph:
    return build_graph(system_map)
