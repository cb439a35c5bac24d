import pytest
from store.databases import dump

from lmm_qual.model.problem import BadInputError
from lmm_qual.model.system_map import SystemMap
from lmm_qual.project.changes.map_import import ImportSystemMap
from lmm_qual.store.queries.system_map import load_system_map
from project.studies import small_project

QUOTE = {"transcript": "A", "quote": "Well, we wait."}
MAP = {
    "rings": [{"id": "inner", "expected": "refers and is trained"}, {"id": "outer"}],
    "services": [
        {"id": "lmm", "ring": "inner"},
        {"id": "hv", "ring": "outer", "passages": [QUOTE]},
    ],
    "relation_types": [{"id": "refers_to"}],
    "relations": [
        {
            "source": "hv",
            "target": "lmm",
            "type": "refers_to",
            "stance": "denied",
            "account": ["G3"],
            "passages": [QUOTE, {"transcript": "A", "quote": "Agreed.", "note": "later"}],
        }
    ],
}


@pytest.fixture
def project():
    made = small_project()
    made.make(ImportSystemMap(SystemMap.model_validate(MAP)))
    return made


def quotes(entry):
    return [passage.quote for passage in entry.passages]


def test_what_is_imported_is_given_back(project):
    found = load_system_map(project.store)
    assert quotes(found.services[1]) == ["Well, we wait."]
    assert quotes(found.relations[0]) == ["Well, we wait.", "Agreed."]
    relation = found.relations[0]
    assert (relation.stance, relation.account) == ("denied", ["G3"])
    assert found.rings[0].expected == "refers and is trained"
    before = dump(project.store)
    project.make(ImportSystemMap(found))
    assert dump(project.store) == before


def test_a_form_without_passages_leaves_them(project):
    bare = {**MAP, "services": [{"id": "lmm"}, {"id": "hv", "label": "Health visiting"}]}
    change = ImportSystemMap(SystemMap.model_validate(bare), with_passages=False)
    project.make(change)
    assert quotes(load_system_map(project.store).services[1]) == ["Well, we wait."]


def test_what_goes_takes_its_passages_along_and_undo_brings_all_back(project):
    before = dump(project.store)
    project.make(ImportSystemMap(SystemMap.model_validate({"services": [{"id": "lmm"}]})))
    assert project.store.mappings("passage") == []
    assert project.store.mappings("passage_link") == []
    project.undo()
    assert dump(project.store) == before


def test_words_that_are_not_there_are_refused(project):
    wrong = {"services": [{"id": "hv", "passages": [{"transcript": "A", "quote": "never said"}]}]}
    before = dump(project.store, log=True)
    with pytest.raises(BadInputError, match="never said"):
        project.make(ImportSystemMap(SystemMap.model_validate(wrong), "map.yaml"))
    assert dump(project.store, log=True) == before
