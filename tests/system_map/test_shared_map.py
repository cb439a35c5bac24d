"""The map for sharing: figures of relations and what is said of services."""

from lmm_qual.model.system_map import SystemMap
from lmm_qual.system_map.shared_map import shared_map

SYSTEM = SystemMap.model_validate(
    {
        "services": [
            {"id": "lmm", "evidence": ["P01, line 3", "report"]},
            {"id": "hv", "attributes": {"staff": 2, "sites": 12, "lead": "P01", "open": True}},
            {"id": "csc"},
            {"id": "gp"},
        ],
        "relations": [
            {"source": "hv", "target": "lmm", "type": "refers_to", "count": 1, "base": 40},
            {"source": "csc", "target": "lmm", "type": "refers_to", "count": 9, "base": 40},
            {"source": "gp", "target": "lmm", "type": "refers_to", "count": 30, "base": 40},
            {"source": "gp", "target": "lmm", "type": "trains", "count": 2, "base": 2},
            {"source": "gp", "target": "hv", "type": "consults", "evidence": "said by P01"},
        ],
    }
)


def tell(text):
    return text.replace("P01", "[participant]")


def test_small_figures_and_those_that_tell_of_them_are_masked():
    shared = shared_map(SYSTEM, 3, tell)
    assert shared.masked == {(1, "count"), (2, "count"), (4, "count"), (4, "base")}
    assert [one.count for one in shared.system.relations] == [None, None, 30, None, None]
    assert [one.base for one in shared.system.relations] == [40, 40, 40, None, None]
    assert shared.figures == 8


def test_small_numbers_and_names_of_services_go():
    service = shared_map(SYSTEM, 3, tell).system.services[1]
    assert service.attributes == {
        "staff": "fewer than 3",
        "sites": "12",
        "lead": "[participant]",
        "open": "true",
    }
    shared = shared_map(SYSTEM, None, tell)
    assert shared.system.services[0].evidence == ["[participant], line 3", "report"]
    assert shared.system.relations[4].evidence == "said by [participant]"
    assert not shared.masked
    assert shared.system.relations[0].count == 1
