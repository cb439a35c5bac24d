"""The example study holds what its README says it holds."""

import csv
import functools
import itertools
import json
import re
from collections import Counter
from pathlib import Path

import docx
import pytest
import yaml
from jsonschema import Draft202012Validator

from lmm_qual.definitions.reading import (
    read_codebook,
    read_codings,
    read_passes,
    read_study,
    read_system_map,
    read_transcript_list,
)
from lmm_qual.importers.reading import read_transcript
from lmm_qual.model.codebook import join_path
from lmm_qual.project.example import build_example

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "sample_transcripts"
SHARED = ROOT.parent / "shared"

STUDY = read_study(FOLDER / "study.yaml")
DOCUMENTS = {
    document.id: document
    for document in read_transcript_list(FOLDER / "transcripts.yaml").documents
}
SURVEY = "T2-SV-01"
SESSIONS = [key for key in DOCUMENTS if key != SURVEY]
CODINGS = [coding for _, coding in read_codings(FOLDER / "codings.jsonl")]
PASSES = [reading for _, reading in read_passes(FOLDER / "passes.csv")]
COMPOSED = "Composed for the example study of lmm-qual"


@functools.cache
def parsed(key):
    return read_transcript(FOLDER / DOCUMENTS[key].path)


def seats(keys=SESSIONS):
    """Give (session, speaker entry) of everybody who takes part."""
    return [
        (DOCUMENTS[key], entry)
        for key in keys
        for entry in DOCUMENTS[key].speakers.values()
        if not entry.interviewer
    ]


def people(time):
    return {entry.participant for session, entry in seats() if session.time == time}


def services(session, entry):
    return entry.service or session.service


def leaves():
    codes = read_codebook(FOLDER / "codebook.yaml").codes
    paths = [
        join_path([*(code.parent.split("/") if code.parent else []), code.name]) for code in codes
    ]
    return {path for path in paths if not any(other.startswith(path + "/") for other in paths)}


def raw_text(path):
    if path.suffix == ".docx":
        return "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)
    return path.read_text(encoding="utf-8")


# Transcripts


def test_there_are_eighteen_sessions_and_one_document_of_survey_comments():
    assert len(SESSIONS) >= 18
    survey = DOCUMENTS[SURVEY]
    assert (survey.method, survey.group, survey.speakers) == ("survey comment", None, {})
    turns = parsed(SURVEY).turns
    assert len(turns) == 14
    assert {turn.speaker for turn in turns} == {None}


def test_every_file_in_the_folder_that_is_a_transcript_is_listed():
    found = {path.name for path in FOLDER.iterdir() if re.match(r"t\d_", path.name)}
    assert found == {document.path for document in DOCUMENTS.values()}


@pytest.mark.parametrize("key", SESSIONS)
def test_a_session_has_800_to_2500_words_of_talk(key):
    text = parsed(key)
    words = sum(len(text.text[turn.start : turn.end].split()) for turn in text.turns)
    assert 800 <= words <= 2500


@pytest.mark.parametrize("path", sorted(FOLDER.glob("t[12]_*")), ids=lambda path: path.name)
def test_each_transcript_says_at_its_head_that_it_is_composed(path):
    head = raw_text(path)[:300]
    assert COMPOSED in head
    assert "Not data of the evaluation" in head


@pytest.mark.parametrize(
    "name",
    [
        *("README.md", "report.md", "study.yaml", "transcripts.yaml", "codebook.yaml"),
        *("framework.yaml", "findings.yaml", "embeddedness.yaml"),
    ],
)
def test_the_other_files_say_what_is_composed(name):
    head = (FOLDER / name).read_text(encoding="utf-8")[:900]
    assert re.search("composed", head, re.IGNORECASE)


@pytest.mark.parametrize("key", DOCUMENTS)
def test_importing_gives_exactly_the_speakers_of_the_list(key):
    assert set(parsed(key).speakers) == set(DOCUMENTS[key].speakers)


def test_every_sampled_cell_is_covered_by_the_methods_that_were_used():
    used = Counter(
        (DOCUMENTS[key].time, DOCUMENTS[key].group, DOCUMENTS[key].method) for key in SESSIONS
    )
    assert used["T1", "G1", "interview"] == 4
    assert used["T1", "G2", "focus group"] == 1
    assert used["T1", "G3", "dyad"] == 2
    assert used["T1", "G3", "interview"] >= 2
    assert used["T2", "G2", "focus group"] >= 1
    assert used["T2", "G3", "focus group"] >= 1
    assert used["T2", "G3", "interview"] >= 3
    sampled = {(cell.time, cell.group) for cell in STUDY.recruitment if cell.sampled}
    assert {(time, group) for time, group, _ in used} == sampled
    published = {(c.time, c.group): set(c.method) for c in STUDY.recruitment if c.method}
    for time, group, method in used:
        assert method in published.get((time, group), {method})


def test_the_focus_groups_of_the_team_are_the_team_alone():
    for session, entry in seats():
        if session.group == "G2":
            assert entry.service == "lmm"


def test_four_formats_and_many_guises_of_labels():
    assert {parsed(key).format for key in DOCUMENTS} == {"txt", "md", "docx", "vtt"}
    guises = set()
    for key in SESSIONS:
        text = parsed(key)
        interviewer = next(name for name, who in DOCUMENTS[key].speakers.items() if who.interviewer)
        kind = re.match(r"[^:]*", text.convention).group()
        turn = text.turns[0]
        label = text.text[turn.label_start : turn.start] if turn.label_start is not None else ""
        guises.add((text.format, kind, interviewer, re.sub(r"\d", "0", label).strip(" ")))
    assert len(guises) >= 14


def test_eight_people_speak_at_both_times_and_one_has_changed_service():
    both = people("T1") & people("T2")
    assert both == {"P05", "P06", "P07", "P09", "P10", "P12", "P13", "P14"}
    held = {
        person: {
            services(session, entry) for session, entry in seats() if entry.participant == person
        }
        for person in both
    }
    assert {person: found for person, found in held.items() if len(found) > 1} == {
        "P12": {"hv", "lmm"}
    }


def test_each_who_is_seated_speaks_and_each_participant_is_seated():
    seated = {entry.participant for _, entry in seats()}
    assert seated == {participant.id for participant in STUDY.participants}
    for key in SESSIONS:
        turns = parsed(key).speakers
        assert all(turns[label] for label in DOCUMENTS[key].speakers)


def test_some_services_are_heard_twice_through_different_people():
    by_time = {"T1": {}, "T2": {}}
    for session, entry in seats():
        by_time[session.time].setdefault(services(session, entry), set()).add(entry.participant)
    twice = {
        service
        for service in by_time["T1"].keys() & by_time["T2"].keys()
        if not by_time["T1"][service] & by_time["T2"][service]
    }
    assert twice >= {"hv", "csc", "babysteps"}
    assert by_time["T2"].keys() - by_time["T1"].keys() == {
        "earlyhelp",
        "perinatal",
        "tt",
        "neonatal",
    }


def test_what_is_said_of_services_approached_is_what_took_part():
    heard = {(services(session, entry), session.time) for session, entry in seats()}
    took_part = {(a.service, a.time) for a in STUDY.approached if a.status == "took part"}
    assert took_part == {seat for seat in heard if seat[0] not in {"bsb", "bdct"}}
    assert {a.status for a in STUDY.approached} == {"took part", "approached"}


def test_one_dyad_joins_two_services_and_the_other_does_not():
    joined = {
        key: {services(session, entry) for session, entry in seats([key])}
        for key in SESSIONS
        if DOCUMENTS[key].method == "dyad"
    }
    assert sorted(map(len, joined.values())) == [1, 2]


def test_services_of_sessions_are_on_the_map():
    known = {service.id for service in read_system_map(FOLDER / "system_map.yaml").services}
    assert {services(session, entry) for session, entry in seats()} <= known


@pytest.mark.parametrize("key", [key for key in SESSIONS if DOCUMENTS[key].method == "focus group"])
def test_focus_groups_have_mm_agreement_and_dissent(key):
    assert re.search(r"\bMm\b", parsed(key).text)
    said = {voice for c in CODINGS if c.transcript == key for voice in c.voices.values()}
    assert {"voiced", "agreed", "disagreed"} <= set(said)


# Design


def test_topic_guides_are_those_of_the_sampled_cells_and_prompt_codes_that_exist():
    guides = {(guide.time, guide.group): guide for guide in STUDY.topic_guides}
    assert set(guides) == {(cell.time, cell.group) for cell in STUDY.recruitment if cell.sampled}
    known = leaves() | {path.rsplit("/", 1)[0] for path in leaves()}
    prompted = {
        cell: {prompt for question in guide.questions for prompt in question.prompts}
        for cell, guide in guides.items()
    }
    assert all(codes <= known for codes in prompted.values())
    missing = {cell: leaves() - codes for cell, codes in prompted.items()}
    assert all(missing.values())  # nobody is asked about everything


def test_the_guides_leave_out_what_the_readme_says_was_not_asked():
    asked = {
        (guide.time, guide.group): " ".join(p for q in guide.questions for p in q.prompts)
        for guide in STUDY.topic_guides
    }
    sustainability = "Sustainability of the service"
    assert "Consultation" not in asked["T1", "G1"]
    assert "Community messaging" not in asked["T1", "G1"]
    assert sustainability not in asked["T1", "G3"]
    assert sustainability in asked["T2", "G3"]
    unasked = {
        DOCUMENTS[c.transcript].speakers[label].participant
        for c in CODINGS
        if c.transcript.startswith("T1-G3") and c.code.endswith(sustainability)
        for label in c.voices
    }
    assert unasked == {"P18", "P19"}
    assert "Navigating pathways" in asked["T1", "G2"]
    assert not any(c.transcript == "T1-G2-01" and c.code.endswith("pathways") for c in CODINGS)


def test_consent_is_recorded_for_each_round_that_a_person_took_part_in():
    for time in ("T1", "T2"):
        given = {
            participant.id for participant in STUDY.participants if time in participant.consent
        }
        assert given == people(time)


def test_some_may_not_be_quoted_and_one_has_withdrawn():
    cells = [(p.id, time, c) for p in STUDY.participants for time, c in p.consent.items()]
    unquoted = {(person, time) for person, time, consent in cells if consent.quote is False}
    assert unquoted == {("P11", "T1"), ("P19", "T1"), ("P07", "T2"), ("P23", "T2")}
    assert [(person, time) for person, time, consent in cells if consent.withdrawn] == [
        ("P27", "T2")
    ]
    assert any(consent.archive is False for _, _, consent in cells)


@pytest.mark.parametrize(
    "name",
    [
        *("study", "codebook", "system_map", "monitoring", "transcripts"),
        *("framework", "findings", "embeddedness"),
    ],
)
def test_each_definition_file_validates_against_its_schema(name):
    schema = json.loads((ROOT / f"schemas/{name}.schema.json").read_text(encoding="utf-8"))
    data = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    assert [fault.message for fault in Draft202012Validator(schema).iter_errors(data)] == []


@pytest.mark.parametrize(("name", "kind"), [("codings.jsonl", "coding"), ("passes.csv", "pass")])
def test_each_record_validates_against_its_schema(name, kind):
    schema = json.loads((ROOT / f"schemas/{kind}.schema.json").read_text(encoding="utf-8"))
    text = (FOLDER / name).read_text(encoding="utf-8")
    if kind == "coding":
        records = [json.loads(line) for line in text.splitlines()]
    else:
        rows = csv.DictReader(text.splitlines())
        records = [{**row, "version": int(row["version"])} for row in rows]
    validator = Draft202012Validator(schema)
    assert [fault.message for record in records for fault in validator.iter_errors(record)] == []


# Codings


def test_at_least_700_codings_by_two_coders():
    made = Counter(coding.coder for coding in CODINGS)
    assert set(made) == {"KM", "JR"}
    assert sum(made.values()) >= 700
    assert len({(c.transcript, c.coder, c.start, c.end, c.code) for c in CODINGS}) == len(CODINGS)


def test_the_words_of_every_coding_are_those_at_its_place():
    wrong = [
        (coding.transcript, coding.start)
        for coding in CODINGS
        if parsed(coding.transcript).text[coding.start : coding.end] != coding.quote
    ]
    assert wrong == []


def test_no_coding_begins_or_ends_outside_a_turn_or_in_blank_space():
    for coding in CODINGS:
        assert coding.quote == coding.quote.strip()
        turns = parsed(coding.transcript).turns
        assert any(turn.start <= coding.start < turn.end for turn in turns)
        assert any(turn.start < coding.end <= turn.end for turn in turns)


def test_codes_exist_and_every_leaf_is_in_use_by_at_least_one_coder():
    used = {coding.code for coding in CODINGS}
    assert len(leaves()) == 41
    assert leaves() <= used
    assert used <= leaves() | {path.rsplit("/", 1)[0] for path in leaves()}


def test_valences_times_and_voices_are_all_in_use():
    assert {c.valence for c in CODINGS} == {None, "barrier", "facilitator", "mixed", "none"}
    assert {c.refers_to for c in CODINGS} == {None, "before", "now", "hoped for"}
    voices = {voice for c in CODINGS for voice in c.voices.values()}
    assert voices == {"voiced", "agreed", "disagreed", "present"}


def test_voices_are_those_of_people_who_speak_in_the_segment():
    for coding in CODINGS:
        turns = parsed(coding.transcript).turns
        heard = {t.speaker for t in turns if t.start < coding.end and coding.start < t.end}
        assert set(coding.voices) <= heard, (coding.transcript, coding.start)


def test_segments_overlap_where_talk_does():
    assert sum(a.start < b.start < a.end for a, b in _pairs("KM")) >= 50


def _pairs(coder):
    by_transcript = {}
    for coding in CODINGS:
        if coding.coder == coder:
            by_transcript.setdefault(coding.transcript, []).append(coding)
    return [pair for found in by_transcript.values() for pair in itertools.permutations(found, 2)]


def test_geographical_reach_turns_from_barrier_to_facilitator():
    reach = [
        c for c in CODINGS if c.code == "Barriers/Geographical reach" and "SV" not in c.transcript
    ]
    at = {
        time: Counter(c.valence for c in reach if c.transcript.startswith(time))
        for time in ("T1", "T2")
    }
    assert at["T1"]["barrier"] > at["T1"]["facilitator"] + at["T1"]["mixed"]
    assert at["T2"]["facilitator"] > at["T2"]["barrier"] + at["T2"]["mixed"]


def test_memos_some_of_them_reflexive():
    memos = [coding.memo for coding in CODINGS if coding.memo]
    assert len(memos) >= 50
    assert sum(memo.startswith("Reflexive") for memo in memos) >= 5


def test_two_disagreements_in_kind_are_left_in_with_a_memo_each():
    def at(start):
        found = [c for c in CODINGS if c.transcript == "T1-G3-04" and c.start == start and c.memo]
        return {c.coder: c.code for c in found}

    assert at(6036) == {"KM": "Barriers/Stigma", "JR": "Barriers/Reaching families in need"}
    assert at(5154) == {
        "KM": "Knowledge and awareness/Priority and prevention",
        "JR": "Barriers/Pressures and capacity",
    }


def test_at_least_half_is_finished_by_both_coders_and_two_passes_are_not():
    finished = {(p.transcript, p.coder) for p in PASSES if p.status == "finished"}
    both = [key for key in DOCUMENTS if {(key, "KM"), (key, "JR")} <= finished]
    assert len(both) == 11
    assert len(both) * 2 >= len(DOCUMENTS)
    begun = {(p.transcript, p.coder) for p in PASSES if p.status == "in progress"}
    assert begun == {("T2-G2-01", "KM"), ("T2-G3-02", "JR")}
    assert {p.transcript for p in PASSES} == set(DOCUMENTS)


def test_passes_are_those_of_the_codings_and_no_coding_is_later():
    last = {}
    for coding in CODINGS:
        key = coding.transcript, coding.coder
        last[key] = max(last.get(key, ""), coding.created)
    updated = {(p.transcript, p.coder): p.updated for p in PASSES}
    assert last.keys() == updated.keys()
    assert all(last[key] <= updated[key] for key in last)


@pytest.mark.parametrize(("transcript", "coder"), [("T2-G2-01", "KM"), ("T2-G3-02", "JR")])
def test_an_unfinished_pass_stops_before_the_end(transcript, coder):
    reached = max(c.end for c in CODINGS if (c.transcript, c.coder) == (transcript, coder))
    assert reached < 0.85 * len(parsed(transcript).text)


# The whole


def test_the_example_builds_with_all_of_it(tmp_path):
    project = build_example(tmp_path / "example.lmmq")
    project.close()
    assert (tmp_path / "example.lmmq").is_file()


def test_the_numbers_of_the_readme_are_those_of_the_files():
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    made = Counter(coding.coder for coding in CODINGS)
    memos = sum(bool(coding.memo) for coding in CODINGS)
    rounds = Counter(coding.transcript[:2] for coding in CODINGS)
    codes = len(read_codebook(FOLDER / "codebook.yaml").codes)
    everyone = people("T1") | people("T2")
    for said in (
        f"| codings | {rounds['T1']} | {rounds['T2']} | {len(CODINGS)} by two coders, {memos} with",
        f"{len(CODINGS)} codings, {made['KM']} by KM and {made['JR']} by JR",
        f"{codes} codes, {len(leaves())} of them",
        f"| people | {len(people('T1'))} | {len(people('T2'))} | {len(everyone)}, of whom 8 ",
        *(f"`{document.path}` | {document.id}," for document in DOCUMENTS.values()),
    ):
        assert said in readme


# Our own words


def words(text):
    return re.findall(r"[a-z0-9]+", text.lower().replace("'", "").replace("’", ""))


def names_and_figures():
    services = read_system_map(FOLDER / "system_map.yaml").services
    named = {word for s in services for text in (s.label, *s.aliases) for word in words(text)}
    return named | {"and", "teams"}


@pytest.mark.skipif(not SHARED.is_dir(), reason="the published reports are not in the repository")
def test_no_run_of_ten_words_is_shared_with_the_published_reports():
    published = set()
    for path in [*sorted((SHARED / "seeds").glob("*.txt")), SHARED / "study/quotes.json"]:
        published |= set(_runs(path.read_text(encoding="utf-8")))
    assert len(published) > 10_000
    names = names_and_figures()
    shared = [
        (path.name, " ".join(run))
        for path in sorted(FOLDER.iterdir())
        for run in _runs(raw_text(path))
        if run in published and not all(word.isdigit() or word in names for word in run)
    ]
    assert shared == []


def _runs(text, length=10):
    found = words(text)
    return zip(*(found[at:] for at in range(length)), strict=False)
