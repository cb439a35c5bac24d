"""What rests on passages: each passage once, gone with the last thing that stands on it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from store.databases import dump

from lmm_qual.model.problem import BadInputError
from lmm_qual.project.changes.memos import DeleteMemo, WritePassageMemo
from lmm_qual.project.changes.passages import Evidence, PassageLinks, unlink
from lmm_qual.project.changes.transcripts import DeleteTranscript
from lmm_qual.project.checking import check_project
from lmm_qual.store.deltas import Ids, Insert
from lmm_qual.store.queries.passages import passage_links
from project.studies import small_project


class Rest:
    """Let a finding rest on passages, as changes of findings do."""

    kind = label = "rest"

    def __init__(self, finding, evidence):
        self.finding, self.evidence = finding, evidence

    def operations(self, store, author):
        known = [id_ for (id_,) in store.rows("SELECT id FROM finding")]
        row = {
            "id": self.finding,
            "position": self.finding,
            "key": f"F{self.finding}",
            "claim": "x",
        }
        made = [] if self.finding in known else [row | {"created": author.at, "updated": author.at}]
        links = PassageLinks(store, Ids(store), "finding")
        links.rest(self.finding, self.evidence)
        return [Insert("finding", made), *links.operations()]


class Drop:
    """Let a finding rest on nothing, and go."""

    kind = label = "drop"

    def __init__(self, finding):
        self.finding = finding

    def operations(self, store, _author):
        return unlink(store, "finding", [self.finding])


@pytest.fixture
def project():
    with small_project() as made:
        yield made


def passages(project):
    return list(project.store.rows('SELECT transcript_id, start, "end" FROM passage'))


def test_a_passage_is_there_once_and_goes_with_the_last_that_stands_on_it(project):
    place = Evidence("A", 5, 20)
    project.make(Rest(1, [place, place, Evidence("A", 5, 20, "against")]))
    project.make(Rest(2, [place]))
    memo = WritePassageMemo("A", 5, 20, "Hm.")
    project.make(memo)
    assert len(passages(project)) == 1
    assert [link.side for link in passage_links(project.store, "finding", 1)] == ["for", "against"]
    project.make(Drop(1))
    project.make(Rest(2, [Evidence("A", 6, 20)]))
    assert len(passages(project)) == 2
    project.make(DeleteMemo(memo.made))
    ((_, start, _),) = passages(project)
    assert start == 6


def test_words_that_are_not_there_are_refused(project):
    before = dump(project.store)
    for transcript, start, end in (("A", 5, 5), ("A", 5, 10**6), ("C", 1, 2)):
        with pytest.raises(BadInputError):
            project.make(Rest(1, [Evidence(transcript, start, end)]))
    assert dump(project.store) == before


def test_a_transcript_takes_what_rests_on_its_passages_along_and_undo_brings_it_back(project):
    project.make(Rest(1, [Evidence("A", 5, 20), Evidence("B", 5, 12)]))
    before = dump(project.store)
    project.make(DeleteTranscript("A"))
    (left,) = passage_links(project.store, "finding", 1)
    assert left.transcript == "B"
    assert not check_project(project.store).faults
    project.undo()
    assert dump(project.store) == before


@given(st.data())
def test_no_passage_is_left_on_which_nothing_stands_and_all_can_be_undone(data):
    spots = st.builds(
        Evidence,
        st.sampled_from(["A", "B"]),
        st.integers(0, 2),
        st.integers(6, 8),
        st.sampled_from(["for", "against"]),
    )
    with small_project() as project:
        project.make(Rest(1, []))
        project.make(Rest(2, []))
        before = dump(project.store)
        steps = data.draw(st.lists(st.tuples(st.sampled_from([1, 2]), st.lists(spots, max_size=4))))
        made = 0
        wanted = {1: set(), 2: set()}
        for finding, evidence in steps:
            made += project.make(Rest(finding, evidence)) is not None
            wanted[finding] = {(e.transcript, e.start, e.end, e.side) for e in evidence}
            links = passage_links(project.store, "finding")
            for key, places in wanted.items():
                mine = [link for link in links if link.source_id == key]
                found = {(one.transcript, one.start, one.end, one.side) for one in mine}
                assert found == places
            stood = {link.passage_id for link in links}
            assert stood == {id_ for (id_,) in project.store.rows("SELECT id FROM passage")}
        for _ in range(made):
            project.undo()
        assert dump(project.store) == before
