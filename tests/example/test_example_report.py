"""The composed interim report quotes the composed transcripts as its key says."""

import functools
import re
from collections import Counter
from pathlib import Path

import docx
import pytest
from helpers.example_talk import read_plainly
from rapidfuzz import fuzz

from lmm_qual.definitions.reading import read_study, read_transcript_list
from lmm_qual.importers.reading import read_transcript

FOLDER = Path(__file__).parents[2] / "sample_transcripts"
KEY = read_plainly(Path(__file__).parent / "report_key.yaml")["quotations"]
DOCUMENTS = {d.id: d for d in read_transcript_list(FOLDER / "transcripts.yaml").documents}
CONSENT = {p.id: p.consent for p in read_study(FOLDER / "study.yaml").participants}

OMISSION = re.compile(r"\[\s*(?:…|\.\.\.)\s*\]|…|\.\.\.")
INSERTION = re.compile(r"\[[^\]]*\]")
QUOTED = re.compile(r"“([^”]*)”")
WHO = {
    "G1": "Service design",
    "G2": "Little Minds Matter team",
    "G3": "Workforce",
    None: "Family, written comment",
}


def of_kind(kind):
    return [entry for entry in KEY if entry["kind"] == kind]


def number(entry):
    return str(entry["number"])


def markdown_text():
    return re.sub(
        r"^> ?", "", (FOLDER / "report.md").read_text(encoding="utf-8"), flags=re.MULTILINE
    )


def word_text():
    return "\n".join(p.text for p in docx.Document(str(FOLDER / "report.docx")).paragraphs)


def quotations(text):
    return [" ".join(quotation.split()) for quotation in QUOTED.findall(text)]


def words(text):
    return re.findall(r"[a-z0-9]+(?:'[a-z]+)*", text.lower().replace("’", "'"))


def pieces(quotation):
    """Give the words of each part that is claimed to be said without a break."""
    parts = (words(INSERTION.sub(" ", part)) for part in OMISSION.split(quotation))
    return [part for part in parts if part]


@functools.cache
def said(transcript, speaker=None):
    """Give the words of each turn, of one speaker or of all."""
    parsed = read_transcript(FOLDER / DOCUMENTS[transcript].path)
    return [
        words(parsed.text[turn.start : turn.end])
        for turn in parsed.turns
        if speaker is None or turn.speaker == speaker
    ]


def turns_with(piece, turns):
    """Give the turns that hold the words one after another."""
    return [
        at
        for at, turn in enumerate(turns)
        if any(turn[start : start + len(piece)] == piece for start in range(len(turn)))
    ]


def is_found(entry, quotation=None):
    """Say whether every part of a quotation is in a turn of its speaker, in the order given."""
    turns, reached = said(entry["transcript"], entry.get("speaker")), 0
    for piece in pieces(quotation or entry["quotation"]):
        holding = [at for at in turns_with(piece, turns) if at >= reached]
        if not holding:
            return False
        reached = holding[0]
    return True


def test_there_are_thirty_of_the_kinds_wanted():
    assert [entry["number"] for entry in KEY] == list(range(1, 31))
    assert Counter(entry["kind"] for entry in KEY) == {"verbatim": 26, "altered": 3, "nowhere": 1}


@pytest.mark.parametrize("text", [markdown_text, word_text], ids=["report.md", "report.docx"])
def test_both_files_hold_the_quotations_of_the_key(text):
    assert quotations(text()) == [entry["quotation"] for entry in KEY]


def test_both_files_say_the_same():
    plain = re.sub(r"[#*]", "", markdown_text())
    assert plain.split() == word_text().split()


def test_it_is_short_and_says_that_it_is_composed():
    text = word_text()
    assert 900 <= len(text.split()) <= 1500
    assert (
        "Composed for the example study of lmm-qual. Not a report of the evaluation" in text[:300]
    )


def test_it_has_the_sections_of_the_reports():
    found = re.findall(
        r"^## (.+)$", (FOLDER / "report.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    wanted = [
        "Embeddedness",
        "Barriers",
        "Facilitators",
        "Elements of the service",
        "Change",
        "Recommendations",
    ]
    assert found[1:] == wanted


@pytest.mark.parametrize("entry", of_kind("verbatim"), ids=number)
def test_a_verbatim_quotation_is_found_but_for_marked_changes(entry):
    assert is_found(entry)


@pytest.mark.parametrize("entry", of_kind("altered"), ids=number)
def test_an_altered_quotation_differs_by_one_word(entry):
    assert entry["quotation"].count(entry["printed"]) == 1
    assert not is_found(entry)
    assert is_found(entry, entry["quotation"].replace(entry["printed"], entry["said"]))


def test_the_one_that_nobody_said_is_near_nothing_in_any_transcript():
    (entry,) = of_kind("nowhere")
    spoken = [turn for transcript in DOCUMENTS for turn in said(transcript)]
    quotation = words(entry["quotation"])
    runs = [quotation[at : at + 5] for at in range(len(quotation) - 4)]
    assert not any(turns_with(run, spoken) for run in runs)
    longer = [" ".join(turn) for turn in spoken if len(turn) >= len(quotation)]
    assert max(fuzz.partial_ratio(" ".join(quotation), turn) for turn in longer) < 60


@pytest.mark.parametrize("entry", KEY, ids=number)
def test_it_is_attributed_as_in_published_reports(entry):
    text = " ".join(markdown_text().split())
    quotation, who = entry["quotation"], entry["attributed"]
    assert f"“{quotation}” ({who})" in text or f"“{quotation}” — {who}" in text
    if entry["kind"] != "nowhere":
        document = DOCUMENTS[entry["transcript"]]
        assert who == f"{WHO[document.group]}, round {document.time[1]}"


@pytest.mark.parametrize("entry", [e for e in KEY if "speaker" in e], ids=number)
def test_only_people_who_may_be_quoted_are(entry):
    document = DOCUMENTS[entry["transcript"]]
    consent = CONSENT[document.speakers[entry["speaker"]].participant][document.time]
    assert consent.quote
    assert not consent.withdrawn


def test_changes_are_marked_in_all_the_ways_that_reports_have():
    markdown, file = markdown_text(), word_text()
    printed = [entry["quotation"] for entry in KEY]
    for mark in ("…", " ... ", "[...]", "[Matter]", " – ", "‘"):
        assert any(mark in quotation for quotation in printed), mark
    assert any("\n" in quotation for quotation in QUOTED.findall(markdown))
    assert sum("\n" in quotation for quotation in QUOTED.findall(file)) >= 3
    assert not re.search(r"[\"']", "".join(printed))


def test_two_run_across_what_the_interviewer_says():
    across = [
        entry["number"]
        for entry in of_kind("verbatim")
        if (turns := said(entry["transcript"], entry.get("speaker")))
        and len({turns_with(piece, turns)[0] for piece in pieces(entry["quotation"])}) > 1
    ]
    assert across == [10, 25]
