"""The profile: judgements round beside round, what the ring suggests, where there was no talk."""

import pytest
from helpers.projects import read_talk
from store.databases import memory_store

from lmm_qual.analysis.sharing import MAY_NOT_BE_QUOTED, WITHHELD, Gate
from lmm_qual.exporters.embeddedness import (
    RULE,
    profile_blocks,
    profile_csv,
    profile_data,
    profile_sheets,
    profile_text,
)
from lmm_qual.exporters.findings_forms import blocks_html, blocks_markdown
from lmm_qual.model.embeddedness import Embeddedness
from lmm_qual.model.problem import BadInputError
from lmm_qual.model.study import Study
from lmm_qual.model.system_map import SystemMap
from lmm_qual.project.changes.design import ImportStudy
from lmm_qual.project.changes.embeddedness_import import ImportEmbeddedness
from lmm_qual.project.changes.map_import import ImportSystemMap
from lmm_qual.project.changes.transcripts import AddTranscripts
from lmm_qual.project.project import Project
from lmm_qual.store.queries.design import load_study
from lmm_qual.system_map.embeddedness import NO_AGAINST, NO_EXPECTATION, NO_RING, read_profile
from lmm_qual.system_map.profile_words import SharedProfileWords

TALK = """
== A time=T1 group=G3 service=hv
INT: Do you ring Talking Therapies?
P1: We ring the neonatal team, and they are good to us.
P2: Nobody here has ever heard of such a number.

== B time=T2 group=G3 service=hv
P1: We ring every week now, all of us.
"""
AGREED, REFUSED = {"T1": {"quote": True}}, {"T1": {"quote": False}, "T2": {"quote": False}}
STUDY = {
    "time_points": [{"id": "T1", "label": "Before"}, {"id": "T2", "label": "After"}, {"id": "T3"}],
    "groups": [{"id": "G3"}],
    "participants": [
        {"id": "P1", "group": "G3", "consent": AGREED},
        {"id": "P2", "group": "G3", "consent": REFUSED},
    ],
}
MAP = {
    "rings": [{"id": "inner", "label": "Remit", "expected": "Rings and refers."}, {"id": "outer"}],
    "services": [
        {"id": "hv", "label": "Health Visiting", "ring": "inner", "ring_basis": "stated"},
        {"id": "neonatal", "label": "Neonatal team", "ring": ["inner", "outer"]},
        {"id": "tt", "label": "Talking Therapies"},
        {"id": "fund", "kind": "funder"},
    ],
}
RING, NOBODY = "We ring the neonatal team", "Nobody here has ever heard of such a number."


def judged(service, time, level=None, **more):
    return {"service": service, "time": time, "aspect": "aware", "level": level, **more}


FILE = {
    "aspects": [{"id": "aware", "label": "Awareness", "levels": ["few", "most", "=1+1"]}],
    "judgements": [
        judged(
            "hv",
            "T1",
            "few",
            note="P2 says that nobody here has ever heard of such a number.",
            **{"for": [{"transcript": "A", "quote": NOBODY}]},
            against=[{"transcript": "A", "quote": RING, "note": "of P1"}],
        ),
        judged("hv", "T2", "most"),
        judged("neonatal", "T2", "=1+1"),
        judged("tt", "T1", note="Not asked."),
        judged("tt", "T2", note="Not asked again."),
    ],
}


@pytest.fixture
def store():
    with Project(memory_store(), "SA") as project:
        project.make(ImportStudy(Study.model_validate(STUDY)))
        project.make(AddTranscripts([one.new_transcript() for one in read_talk(TALK)]))
        project.make(ImportSystemMap(SystemMap.model_validate(MAP)))
        project.make(ImportEmbeddedness(Embeddedness.model_validate(FILE)))
        yield project.store


def shared(store):
    words = SharedProfileWords(store, Gate.of(load_study(store)))
    return read_profile(store, words), words


def test_judgements_stand_as_written_with_passages_who_and_when(store):
    hv = read_profile(store).services[0]
    first = hv.judged["aware", "T1"]
    assert (first.level, first.by[:6]) == ("few", "SA, 20")
    assert [one.quote for one in first.on("for")] == [NOBODY]
    assert [(one.quote, one.note) for one in first.on("against")] == [(RING, "of P1")]
    assert first.on("for")[0].about == "A, turn 3, P2, hv, T1"
    assert hv.judged["aware", "T2"].against_said == NO_AGAINST


def test_what_the_ring_suggests_stands_with_its_basis(store):
    hv, neonatal, tt = read_profile(store).services
    assert hv.expected_said == ["Remit (stated): Rings and refers."]
    assert neonatal.expected_said == [
        "Remit (basis unknown): Rings and refers.",
        f"outer (basis unknown): {NO_EXPECTATION}",
    ]
    assert tt.expected_said == [NO_RING]


def test_it_says_in_which_round_nobody_spoke_of_or_from_a_service(store):
    hv, neonatal, tt = read_profile(store).services
    assert hv.talk["T1"] == "people of this service spoke at T1"
    assert neonatal.talk["T1"] == "nobody of this service spoke at T1; others name it"
    # Only the interviewer names it.
    assert tt.talk["T1"] == "no talk from or about this service at T1"
    assert neonatal.talk["T2"] == "no talk from or about this service at T2"
    assert tt.talk["T3"] == "no transcript of T3 is here"


def test_change_is_told_in_the_levels_own_words(store):
    data = profile_data(read_profile(store))
    said = [one["aspects"][0]["changes"][0]["said"] for one in data["services"]]
    assert said == ["few → most", "judged at T2 only", "no level given"]


def test_services_that_are_not_judged_are_named_or_shown(store):
    project = Project(store, "SA")
    bare = Embeddedness.model_validate(FILE | {"judgements": FILE["judgements"][:1]})
    project.make(ImportEmbeddedness(bare))
    profile = read_profile(store)
    assert [one.key for one in profile.services] == ["hv"]
    assert profile.unjudged == ["Neonatal team", "Talking Therapies"]
    every = read_profile(store, every=True)
    assert [one.key for one in every.services] == ["hv", "neonatal", "tt"]
    with pytest.raises(BadInputError, match="did you mean “hv”"):
        read_profile(store, services=["hvv"])


def test_for_sharing_consent_decides_and_no_person_is_named(store):
    profile, words = shared(store)
    first = profile.services[0].judged["aware", "T1"]
    assert [one.quote for one in first.on("for")] == [MAY_NOT_BE_QUOTED]
    assert [one.quote for one in first.on("against")] == [RING]
    assert first.on("against")[0].note == "of [participant]"
    assert (first.note, first.by) == (WITHHELD, "")
    written = "".join(map(str, (profile_data(profile), profile_text(profile, full=True))))
    for hidden in (NOBODY, "P1", "P2", "SA,", "heard of such"):
        assert hidden not in written
    said = list(words.said())
    assert said[0].startswith("1 passage of judgements not quoted: 1 where the person did not")
    assert any("under the service and the round" in line for line in said)


def test_every_form_holds_the_same_and_none_a_score(store):
    profile = read_profile(store)
    forms = [
        profile_text(profile, full=True),
        blocks_markdown(profile_blocks(profile)),
        blocks_html("A title", profile_blocks(profile)),
        str(list(profile_sheets(profile))),
    ]
    for form in forms:
        for words in ("few → most", "Rings and refers.", "Nobody here has ever heard", RULE[:20]):
            assert words in form
    assert ",'=1+1," in profile_csv(profile)
