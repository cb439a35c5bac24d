"""Relations that talk proposes. Docstrings are the talk."""

from collections.abc import Sequence
from typing import Any

from helpers.fixtures import Make
from helpers.projects import build

from lmm_qual.project.changes.map_decisions import ConfirmMention, DismissMention
from lmm_qual.project.changes.passages import Evidence
from lmm_qual.project.changes.transcripts import DeleteTranscript
from lmm_qual.project.project import Project
from lmm_qual.system_map.proposals import Proposal, proposals, proposed_pairs

SYSTEM: dict[str, Any] = {
    "services": [
        {"id": "lmm", "label": "Little Minds"},
        {"id": "hv", "label": "Health Visiting", "aliases": ["health visitor"]},
        {"id": "maternity", "label": "Midwifery", "aliases": ["midwives"]},
        {"id": "tt", "label": "Talking Therapies", "former_names": ["Mind Matters"]},
        {"id": "gp", "label": "General Practice", "aliases": ["GP"]},
        {"id": "hub", "label": "Hub North", "members": ["hv", "gp"]},
        {"id": "families", "label": "Families", "kind": "families"},
    ],
    "relation_types": [{"id": "refers_to"}],
    "relations": [{"source": "lmm", "target": "hv", "type": "refers_to"}],
}


def found_in(made: Make, *, decided: bool = False) -> list[Proposal]:
    with Project.open(made(system=SYSTEM)) as project:
        return proposals(project.store, decided=decided)


def told(found: Sequence[Proposal]) -> list[tuple[str, str, str]]:
    return [(one.source, one.target, one.words) for one in found]


def test_a_speakers_service_is_linked_with_the_one_named(made: Make) -> None:
    """
    == S1 time=T1 group=G3
    @ P07 participant=P07 service=hv
    INT: Do you ring Little Minds?
    P07: Oh yes. We never ring Little Minds, or Litle Minds. Midwives do, on their own.
    """
    ring, midwives = found_in(made)
    assert (ring.source, ring.target, ring.words) == (
        "hv",
        "lmm",
        "We never ring Little Minds, or Litle Minds.",
    )
    assert (ring.time, ring.group, ring.participants) == ("T1", "G3", ("P07",))
    assert (ring.denying, ring.misspelt, ring.speaker_is_source) == (("never",), (), True)
    assert (midwives.source, midwives.target) == ("hv", "maternity")


def test_what_is_misspelt_is_told(made: Make) -> None:
    """
    == S1 time=T1 group=G3
    @ P07 participant=P07 service=hv
    P07: We ring Talkin Therapies a lot.
    """
    (found,) = found_in(made)
    assert (found.target, found.misspelt) == ("tt", ("Talkin Therapies",))


def test_two_others_are_linked_with_each_other_and_a_list_is_not(made: Make) -> None:
    """
    == S1 time=T1 group=G3
    @ P07 participant=P07
    P07: The midwives have never heard of Little Minds. Midwives, GP, Mind Matters all come.
    """
    found = found_in(made)
    assert told(found) == [
        ("maternity", "lmm", "The midwives have never heard of Little Minds."),
    ]
    assert not found[0].speaker_is_source


def test_parts_of_one_composite_and_ones_own_are_not_linked(made: Make) -> None:
    """
    == S1 time=T1 group=G3
    @ P07 participant=P07 service=hv
    @ P08 participant=P08 service=lmm
    P07: Our health visitor sits in Hub North. A GP is there as well.
    P08: The GP from Hub North rings us.
    """
    found = found_in(made)
    assert [(one.source, one.target) for one in found] == [
        ("hv", "gp"),
        ("lmm", "gp"),
        ("lmm", "hub"),
    ]


def test_bare_names_and_words_for_anybody_propose_nothing(made: Make) -> None:
    """
    == S1 time=T1 group=G3
    @ P07 participant=P07 service=hv
    P07: Little Minds. Then families come to us, every family does. Well, Little Minds!
    """
    assert found_in(made) == []


def test_ids_stay_with_unchanged_text_and_differ_between_equal_sentences(made: Make) -> None:
    """
    == S1 time=T1 group=G3
    @ P07 participant=P07 service=hv
    P07: We ring Little Minds. We ring Little Minds.
    """
    first = found_in(made)
    assert len({one.id for one in first}) == 2
    longer = """
        == S1 time=T1 group=G3
        @ P07 participant=P07 service=hv
        P07: To begin with. We ring Little Minds. We ring Little Minds. And GP people.
    """
    path = made().with_name("longer.lmmq")
    with Project.open(build(path, longer, system=SYSTEM)) as project:
        again = proposals(project.store)
    assert [one.id for one in again][:2] == [one.id for one in first]
    assert again[0].start > first[0].start


def test_pairs_say_what_the_map_has_and_stand_most_first(made: Make) -> None:
    """
    == S1 time=T1 group=G3
    @ P07 participant=P07 service=hv
    P07: We ring the midwives. We ring Little Minds. Little Minds ring us.
    """
    with Project.open(made(system=SYSTEM)) as project:
        pairs = proposed_pairs(project.store, proposals(project.store))
    assert [(pair.source, pair.target, pair.on_map, len(pair.proposals)) for pair in pairs] == [
        ("hv", "lmm", ("refers_to",), 2),
        ("hv", "maternity", (), 1),
    ]


def test_what_is_decided_is_left_out_either_way_round(made: Make) -> None:
    """
    == S1 time=T1 group=G3
    @ P07 participant=P07 service=hv
    P07: We ring Little Minds. Little Minds ring us. Little Minds are near.

    == S2 time=T1 group=G3
    @ P07 participant=P07 service=hv
    P07: We ring Little Minds.
    """
    with Project.open(made(system=SYSTEM), write=True, coder="A") as project:
        first, second, third, other = proposals(project.store)
        words = [Evidence(one.transcript, one.start, one.end) for one in (first, second)]
        project.make(ConfirmMention(words[:1], "hv", "lmm", "refers_to"))
        project.make(DismissMention(words[1:], "lmm", "hv"))
        assert proposals(project.store) == [third, other]
        every = proposals(project.store, decided=True)
        assert [one.outcome for one in every] == ["confirmed", "dismissed", None, None]
        assert [one.id for one in every] == [first.id, second.id, third.id, other.id]
        project.make(DeleteTranscript("S1"))
        assert proposals(project.store) == [other]
        project.undo()
        assert proposals(project.store) == [third, other]
        project.undo()
        assert proposals(project.store) == [second, third, other]


def test_without_a_map_nothing_is_proposed(made: Make) -> None:
    """
    == S1 time=T1 group=G3
    P07: We ring Little Minds.
    """
    with Project.open(made()) as project:
        assert proposals(project.store) == []
