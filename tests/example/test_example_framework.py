"""The summaries of the example's framework chart rest on what was said and coded."""

from collections import Counter

import pytest
from helpers.example_talk import (
    DOCUMENTS,
    EXAMPLE,
    codings,
    is_coded,
    labels_at,
    place,
    plain,
    seat,
)

SUMMARIES = plain("framework.yaml")["summaries"]
KINDS = ("participant", "service")


def row(summary):
    return next((kind, summary[kind]) for kind in KINDS if kind in summary)


def cell(summary):
    return *row(summary), summary["code"], "change" if summary.get("change") else summary["time"]


def said(summary):
    return " ".join(cell(summary))


def links():
    """Give each passage with its summary, named by both."""
    for summary in SUMMARIES:
        for passage in summary["passages"]:
            yield pytest.param(summary, passage, id=f"{said(summary)}: {passage['quote'][:30]}")


def test_it_says_at_its_head_that_it_is_composed():
    head = (EXAMPLE / "framework.yaml").read_text(encoding="utf-8")[:600]
    assert "Composed for the example" in head
    assert "no word\n# of it was said or written in the evaluation" in head


def test_at_least_forty_summaries_each_on_one_to_four_passages():
    assert len(SUMMARIES) >= 40
    assert len({cell(summary) for summary in SUMMARIES}) == len(SUMMARIES)
    assert all(1 <= len(summary["passages"]) <= 4 for summary in SUMMARIES)


def test_all_dimensions_of_the_codebook_are_charted():
    charted = Counter(summary["code"].split("/")[0] for summary in SUMMARIES)
    assert min(charted.values()) >= 3
    assert set(charted) == {
        code["name"] for code in plain("codebook.yaml")["codes"] if "parent" not in code
    }


def test_rows_are_participants_of_all_groups_and_services():
    assert {row(summary)[0] for summary in SUMMARIES} == {"participant", "service"}
    group = {person["id"]: person["group"] for person in plain("study.yaml")["participants"]}
    people = {key for kind, key in map(row, SUMMARIES) if kind == "participant"}
    assert len(people) >= 20
    assert {group[key] for key in people} == {"G1", "G2", "G3"}


def test_change_is_written_where_both_rounds_are():
    cells = set(map(cell, SUMMARIES))
    changed = [key for key in cells if key[3] == "change"]
    assert len(changed) >= 12
    assert all((*key[:3], time) in cells for key in changed for time in ("T1", "T2"))


@pytest.mark.parametrize(("summary", "passage"), list(links()))
def test_each_passage_is_the_rows_own_and_coded_so(summary, passage):
    transcript = passage["transcript"]
    span = place(transcript, passage["quote"])
    (label,) = labels_at(transcript, span)
    kind, key = row(summary)
    assert getattr(seat(transcript, label), kind) == key
    assert is_coded(transcript, span, summary["code"], label)


@pytest.mark.parametrize("summary", SUMMARIES, ids=said)
def test_a_summary_rests_on_passages_of_its_round_and_change_on_both(summary):
    times = {DOCUMENTS[passage["transcript"]]["time"] for passage in summary["passages"]}
    assert times == ({"T1", "T2"} if summary.get("change") else {summary["time"]})


@pytest.mark.parametrize("summary", SUMMARIES, ids=said)
def test_a_summary_is_short_and_in_nobodys_first_person(summary):
    words = summary["text"].split()
    assert 8 <= len(words) <= 80
    assert not {"I", "I'm", "I've", "my", "we", "our"} & set(words)


def test_whoever_wrote_was_a_coder_and_wrote_after_coding():
    for summary in SUMMARIES:
        read = {passage["transcript"] for passage in summary["passages"]}
        assert summary["by"] in {"KM", "JR"}
        for transcript in read:
            made = [c["created"] for c in codings(transcript) if c["coder"] == summary["by"]]
            assert made
            assert max(made) < summary["written"]


def test_nothing_rests_on_words_of_somebody_who_withdrew():
    withdrawn = {
        person["id"]
        for person in plain("study.yaml")["participants"]
        if any(given.get("withdrawn") for given in person["consent"].values())
    }
    assert withdrawn
    for summary in SUMMARIES:
        for passage in summary["passages"]:
            span = place(passage["transcript"], passage["quote"])
            (label,) = labels_at(passage["transcript"], span)
            assert seat(passage["transcript"], label).participant not in withdrawn


def test_the_numbers_of_the_readme_are_those_of_the_chart():
    readme = (EXAMPLE / "README.md").read_text(encoding="utf-8")
    rows = Counter(kind for kind, _ in set(map(row, SUMMARIES)))
    changed = sum(bool(summary.get("change")) for summary in SUMMARIES)
    assert (
        f"{len(SUMMARIES)} summaries of {rows['participant']} participants and "
        f"{rows['service']} services, {changed} of them of change"
    ) in readme
