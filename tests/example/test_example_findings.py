"""The example's findings answer the study's questions, with passages for and against."""

import pytest
from helpers.example_talk import (
    DOCUMENTS,
    EXAMPLE,
    codings,
    labels_at,
    place,
    plain,
    seat,
)

WRITTEN = plain("findings.yaml")
FINDINGS, RECOMMENDATIONS = WRITTEN["findings"], WRITTEN["recommendations"]
(TYPOLOGY,) = WRITTEN["typologies"]
SUMMARIES = plain("framework.yaml")["summaries"]
PEOPLE = {person["id"]: person for person in plain("study.yaml")["participants"]}

each = pytest.mark.parametrize("finding", FINDINGS, ids=lambda finding: finding["id"])


def passages(finding):
    return [*finding["for"], *finding["against"]]


def speaker(passage):
    """Give who speaks in a passage, in one turn of theirs; `None` where nobody is named."""
    transcript = passage["transcript"]
    (label,) = labels_at(transcript, place(transcript, passage["quote"]))
    who = seat(transcript, label)
    assert who or not DOCUMENTS[transcript].get("speakers"), passage
    return who and who.participant


def consent(passage):
    given = PEOPLE[speaker(passage)]["consent"]
    return given[DOCUMENTS[passage["transcript"]]["time"]]


def cell(entry):
    kind = next(kind for kind in ("participant", "service") if kind in entry)
    return kind, entry[kind], entry.get("code"), entry.get("time"), bool(entry.get("change"))


def test_it_says_at_its_head_that_it_is_composed():
    head = (EXAMPLE / "findings.yaml").read_text(encoding="utf-8")[:700]
    assert (
        "Composed for\n# the example: no word of it was said or written in the evaluation" in head
    )


def test_at_least_six_findings_answer_every_question_of_the_study():
    assert len(FINDINGS) >= 6
    asked = {question["id"] for question in plain("study.yaml")["questions"]}
    assert {finding["question"] for finding in FINDINGS} == asked


@each
def test_passages_stand_for_and_against_it_and_say_how_they_were_sought(finding):
    assert len(finding["for"]) >= 3
    assert len(finding["against"]) >= 1
    assert len({speaker(passage) for passage in finding["for"]}) >= 2
    assert finding["search"]
    places = [(p["transcript"], p["quote"]) for p in passages(finding)]
    assert len(set(places)) == len(places)


@each
def test_its_claim_has_one_to_three_sentences(finding):
    assert 1 <= finding["claim"].count(". ") + 1 <= 3


@each
def test_its_passages_stand_once_each_in_one_turn(finding):
    for passage in passages(finding):
        speaker(passage)


@each
def test_a_claim_about_change_has_passages_of_both_rounds(finding):
    changed = any(entry.get("change") for entry in finding["rests_on"])
    times = {DOCUMENTS[passage["transcript"]]["time"] for passage in finding["for"]}
    assert times == {"T1", "T2"} or not changed


@each
def test_it_rests_on_cells_of_the_chart_and_memos_that_there_are(finding):
    written = set(map(cell, SUMMARIES))
    memos = [one["memo"] for key in DOCUMENTS for one in codings(key) if one.get("memo")]
    assert finding["rests_on"]
    for entry in finding["rests_on"]:
        if "memo" in entry:
            assert sum(entry["memo"] in memo for memo in memos) == 1
        else:
            assert cell(entry) in written


def test_families_comments_stand_beside_the_talk_and_carry_no_finding():
    for finding in FINDINGS:
        assert all(speaker(passage) for passage in finding["for"])
    assert any(speaker(p) is None for finding in FINDINGS for p in finding["against"])


def test_who_may_not_be_quoted_is_said_and_who_withdrew_is_left_out():
    spoken = [p for finding in FINDINGS for p in passages(finding) if speaker(p)]
    unquoted = [passage for passage in spoken if not consent(passage)["quote"]]
    assert len(unquoted) >= 2
    assert all("did not agree" in passage["note"] for passage in unquoted)
    assert not any(consent(passage).get("withdrawn") for passage in spoken)


def test_at_least_five_recommendations_have_addressees_and_follow_from_findings():
    assert len(RECOMMENDATIONS) >= 5
    known = {finding["id"] for finding in FINDINGS}
    for wanted in RECOMMENDATIONS:
        assert wanted["to"]
        assert wanted["findings"]
        assert set(wanted["findings"]) <= known
    addressees = {wanted["to"].split(":")[0] for wanted in RECOMMENDATIONS}
    assert addressees == {
        *("Little Minds Matter", "The wider system", "Commissioners", "The evaluation")
    }


def test_a_typology_gives_each_service_heard_a_type_and_a_reason():
    members = [member for kind in TYPOLOGY["types"] for member in kind["members"]]
    rows = [member["row"] for member in members]
    heard = {
        who.get("service") or document.get("service")
        for document in DOCUMENTS.values()
        if document["time"] == "T2"
        for who in document.get("speakers", {}).values()
        if "participant" in who
    }
    assert TYPOLOGY["rows"] == "service"
    assert sorted(rows) == sorted(heard - {"lmm", "earlyhelp"})
    assert all(member["reason"] for member in members)


def test_the_numbers_of_the_readme_are_those_of_the_findings():
    readme = (EXAMPLE / "README.md").read_text(encoding="utf-8")
    side = {name: sum(len(finding[name]) for finding in FINDINGS) for name in ("for", "against")}
    assert (
        f"{len(FINDINGS)} findings with {side['for']} passages for and {side['against']} against, "
        f"{len(RECOMMENDATIONS)} recommendations, one typology"
    ) in " ".join(readme.split())
