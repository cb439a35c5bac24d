# ruff: noqa: E501  (a row of CSV in a docstring is as long as it is)
"""The same definition in YAML, JSON and CSV is the same model; a test's docstring is its files."""

import inspect
import re

import pytest

from lmm_qual.definitions import reading
from lmm_qual.model.codebook import Code
from lmm_qual.model.coding import CodingRecord
from lmm_qual.model.problem import BadInputError


@pytest.fixture
def files(request, tmp_path):
    """Write the files of the docstring, `== NAME` above each; gives their paths."""
    blocks = re.split(r"^== ", inspect.getdoc(request.function), flags=re.MULTILINE)[1:]
    paths = []
    for block in blocks:
        name, _, content = block.partition("\n")
        path = tmp_path / name
        path.write_text(content.rstrip("\n") + "\n", encoding="utf-8")
        paths.append(path)
    return paths


def alike(read, files):
    """Read all files; gives the one model that they all hold."""
    first, *others = map(read, files)
    for other in others:
        assert other == first
    return first


def test_study(files):
    """
    == study.yaml
    name: Little Minds Matter
    questions:
      - {id: Q1, text: "What was there, before?", source: "000 L911"}
    time_points:
      - {id: T1, label: Summer 2022, start: 2022-06, end: 2022-08}
      - {id: T2}
    groups: [{id: G1, label: Design}, {id: G3}]
    methods: [{id: interview, voices: one}, {id: dyad, voices: joint}]
    recruitment:
      - {time: T1, group: G1, method: interview, participants: 4}
      - {time: T1, group: G3, method: [interview, dyad], participants: 22}
      - {time: T2, group: G1, sampled: false}
    approached: [{service: hv, time: T1, status: took part}]
    events: [{date: 2020-03, label: Restrictions begin}]
    participants:
      - {id: P07, group: G3, consent: {T1: {quote: true, withdraw_until: 2023-12}}}
      - id: P08
    settings: {central_service: lmm, masking_threshold: 0}
    topic_guides:
      - {time: T1, group: G3, questions: [{text: How?, prompts: [Awareness]}]}
    == study.json
    {"name": "Little Minds Matter",
     "questions": [{"id": "Q1", "text": "What was there, before?", "source": "000 L911"}],
     "time_points": [
       {"id": "T1", "label": "Summer 2022", "start": "2022-06", "end": "2022-08"}, {"id": "T2"}],
     "groups": [{"id": "G1", "label": "Design"}, {"id": "G3", "label": null}],
     "methods": [{"id": "interview", "voices": "one"}, {"id": "dyad", "voices": "joint"}],
     "recruitment": [
       {"time": "T1", "group": "G1", "method": ["interview"], "participants": 4},
       {"time": "T1", "group": "G3", "method": ["interview", "dyad"], "participants": 22},
       {"time": "T2", "group": "G1", "sampled": false}],
     "approached": [{"service": "hv", "time": "T1", "status": "took part"}],
     "events": [{"date": "2020-03", "label": "Restrictions begin"}],
     "participants": [
       {"id": "P07", "group": "G3", "consent": {"T1": {"quote": true, "withdraw_until": "2023-12"}}},
       {"id": "P08"}],
     "settings": {"central_service": "lmm", "masking_threshold": 0},
     "topic_guides": [
       {"time": "T1", "group": "G3", "questions": [{"text": "How?", "prompts": ["Awareness"]}]}]}
    == study.csv
    section,name,settings,id,label,text,source,start,end,voices,time,group,method,participants,sampled,service,status,date,consent,questions
    .,Little Minds Matter,central_service=lmm;masking_threshold=0,,,,,,,,,,,,,,,,,
    questions,,,Q1,,"What was there, before?",000 L911,,,,,,,,,,,,,
    time_points,,,T1,Summer 2022,,,2022-06,2022-08,,,,,,,,,,,
    time_points,,,T2,,,,,,,,,,,,,,,,
    groups,,,G1,Design,,,,,,,,,,,,,,,
    groups,,,G3,,,,,,,,,,,,,,,,
    methods,,,interview,,,,,,one,,,,,,,,,,
    methods,,,dyad,,,,,,joint,,,,,,,,,,
    recruitment,,,,,,,,,,T1,G1,interview,4,,,,,,
    recruitment,,,,,,,,,,T1,G3,interview; dyad,22,,,,,,
    recruitment,,,,,,,,,,T2,G1,,,false,,,,,
    approached,,,,,,,,,,T1,,,,,hv,took part,,,
    events,,,,Restrictions begin,,,,,,,,,,,,,2020-03,,
    participants,,,P07,,,,,,,,G3,,,,,,,"{""T1"": {""quote"": true, ""withdraw_until"": ""2023-12""}}",
    participants,,,P08,,,,,,,,,,,,,,,,
    topic_guides,,,,,,,,,,T1,G3,,,,,,,,"[{""text"": ""How?"", ""prompts"": [""Awareness""]}]"
    """
    study = alike(reading.read_study, files)
    assert study.recruitment[0].method == ["interview"]
    assert study.settings.masking_threshold == 0
    assert study.participants[0].consent["T1"].quote is True
    assert study.participants[0].consent["T1"].archive is None


def test_codebook(files):
    r"""
    == codebook.yaml
    codes:
      - {name: Barriers, definition: What hinders., color: "#b5542b"}
      - name: Referral/processes
        parent: Barriers
        definition:
        origin: in vivo
        valence: none
        shortcut: r
      - {name: Forms, parent: 'Barriers/Referral\/processes', include: "Lines:\none; two"}
    == codebook.json
    {"codes": [
      {"name": "Barriers", "definition": "What hinders.", "color": "#b5542b"},
      {"name": "Referral/processes", "parent": "Barriers", "definition": "", "origin": "in vivo",
       "valence": "none", "shortcut": "r"},
      {"name": "Forms", "parent": "Barriers/Referral\\/processes", "include": "Lines:\none; two"}]}
    == codebook.csv
    name;parent;definition;include;origin;valence;shortcut;color
    Barriers;;What hinders.;;;;;#b5542b
    Referral/processes;Barriers;;;in vivo;none;r;
    Forms;Barriers/Referral\/processes;;"Lines:
    one; two";;;;
    """
    book = alike(reading.read_codebook, files)
    assert book.codes[1] == Code(
        name="Referral/processes",
        parent="Barriers",
        origin="in vivo",
        valence="none",
        shortcut="r",
    )
    assert book.codes[2].include == "Lines:\none; two"


def test_system_map(files):
    """
    == map.yaml
    rings: [{id: inner, label: Specific remit, color: "#3a8f4f"}, {id: middle}]
    services:
      - {id: hv, label: Health Visiting, aliases: [HV, "a;b"], ring: inner, ring_basis: inferred,
         evidence: "001 L140", attributes: {priority: true, sites: 1_000, note: No}}
      - {id: zero19, ring: [inner, middle], evidence: [a, b], end: 2023}
      - {id: both, members: [hv, zero19]}
    relation_types: [{id: meets, directed: false}]
    relations:
      - {source: hv, target: zero19, type: meets, from: 2018, observed: {from: 2018-07, to: 2023-03},
         times: [T1], count: 101, base: 255, basis: stated}
    == map.json
    {"rings": [{"id": "inner", "label": "Specific remit", "color": "#3a8f4f"}, {"id": "middle"}],
     "services": [
       {"id": "hv", "label": "Health Visiting", "aliases": ["HV", "a;b"], "ring": "inner",
        "ring_basis": "inferred", "evidence": "001 L140",
        "attributes": {"priority": true, "sites": "1_000", "note": "No"}},
       {"id": "zero19", "ring": ["inner", "middle"], "evidence": ["a", "b"], "end": 2023},
       {"id": "both", "members": ["hv", "zero19"]}],
     "relation_types": [{"id": "meets", "directed": false}],
     "relations": [
       {"source": "hv", "target": "zero19", "type": "meets", "from": "2018",
        "observed": {"from": "2018-07", "to": "2023-03"}, "times": ["T1"], "count": 101,
        "base": 255, "basis": "stated"}]}
    == map.csv
    section,id,label,color,aliases,ring,ring_basis,evidence,attributes,end,members,directed,source,target,type,from,observed,times,count,base,basis
    rings,inner,Specific remit,#3a8f4f,,,,,,,,,,,,,,,,,
    rings,middle,,,,,,,,,,,,,,,,,,,
    services,hv,Health Visiting,,HV;a\\;b,inner,inferred,001 L140,priority=true;sites=1_000;note=No,,,,,,,,,,,,
    services,zero19,,,,"[""inner"", ""middle""]",,"[""a"", ""b""]",,2023,,,,,,,,,,,
    services,both,,,,,,,,,hv;zero19,,,,,,,,,,
    relation_types,meets,,,,,,,,,,false,,,,,,,,,
    relations,,,,,,,,,,,,hv,zero19,meets,2018,from=2018-07;to=2023-03,T1,101,255,stated
    """
    system = alike(reading.read_system_map, files)
    assert system.services[0].attributes == {"priority": "true", "sites": "1_000", "note": "No"}
    assert system.services[1].rings == ["inner", "middle"]
    assert system.relations[0].observed.to == "2023-03"


def test_monitoring(files):
    """
    == monitoring.yaml
    figures:
      - {id: trained, label: Trained, numerator: 702, denominator: 784.5,
         breakdown: {Midwives: 46, "Health, visiting": 65}, rating: AMBER}
      - {id: later, label: Trained, supersedes: trained}
    flows:
      - id: referrals
        label: Referrals
        steps:
          - {label: Referred, count: 101, reasons: [{label: too old, count: 3}]}
    == monitoring.json
    {"figures": [
       {"id": "trained", "label": "Trained", "numerator": 702, "denominator": 784.5,
        "breakdown": {"Midwives": 46, "Health, visiting": 65}, "rating": "AMBER"},
       {"id": "later", "label": "Trained", "supersedes": "trained"}],
     "flows": [{"id": "referrals", "label": "Referrals",
       "steps": [{"label": "Referred", "count": 101, "reasons": [{"label": "too old", "count": 3}]}]}]}
    == monitoring.csv
    section,id,label,numerator,denominator,breakdown,rating,supersedes,steps
    figures,trained,Trained,702,784.5,"Midwives=46;Health, visiting=65",AMBER,,
    figures,later,Trained,,,,,trained,
    flows,referrals,Referrals,,,,,,"[{""label"": ""Referred"", ""count"": 101, ""reasons"": [{""label"": ""too old"", ""count"": 3}]}]"
    """
    monitoring = alike(reading.read_monitoring, files)
    assert monitoring.figures[0].breakdown == {"Midwives": 46, "Health, visiting": 65}
    assert monitoring.flows[0].steps[0].reasons[0].count == 3


def test_transcript_list(files):
    """
    == transcripts.yaml
    documents:
      - id: T1-G3-01
        path: t1_g3_01.docx
        time: T1
        date: 2022-07-04
        speakers:
          INT: {interviewer: true}
          P07: {participant: P07, service: hv}
      - path: b.txt
    == transcripts.json
    {"documents": [
      {"id": "T1-G3-01", "path": "t1_g3_01.docx", "time": "T1", "date": "2022-07-04",
       "speakers": {"INT": {"interviewer": true}, "P07": {"participant": "P07", "service": "hv"}}},
      {"path": "b.txt"}]}
    == transcripts.csv
    id,path,time,date,speakers
    T1-G3-01,t1_g3_01.docx,T1,2022-07-04,"{""INT"": {""interviewer"": true}, ""P07"": {""participant"": ""P07"", ""service"": ""hv""}}"
    ,b.txt,,,
    """
    documents = alike(reading.read_transcript_list, files).documents
    assert documents[0].speakers["INT"].interviewer
    assert documents[1].id is None


def test_codings(files):
    """
    == codings.jsonl
    {"transcript": "T1", "start": 0, "end": 5, "code": "A/B", "coder": "SA", "quote": "Oh \\"yes\\" so", "voices": {"P07": "voiced", "P09": "agreed"}}

    {"transcript": "T1", "start": 6, "end": 9, "code": "A", "coder": "SA", "refers_to": "hoped for", "memo": null}
    == codings.csv
    transcript,start,end,code,coder,quote,voices,refers_to
    T1,0,5,A/B,SA,"Oh ""yes"" so",P07=voiced;P09=agreed,
    T1,6,9,A,SA,,,hoped for
    == codings.json
    [{"transcript": "T1", "start": 0, "end": 5, "code": "A/B", "coder": "SA", "quote": "Oh \\"yes\\" so",
      "voices": {"P07": "voiced", "P09": "agreed"}},
     {"transcript": "T1", "start": 6, "end": 9, "code": "A", "coder": "SA", "refers_to": "hoped for"}]
    == codings.yaml
    - {transcript: T1, start: 0, end: 5, code: A/B, coder: SA, quote: 'Oh "yes" so',
       voices: {P07: voiced, P09: agreed}}
    - {transcript: T1, start: 6, end: 9, code: A, coder: SA, refers_to: hoped for}
    """
    records = alike(lambda path: [record for _, record in reading.read_codings(path)], files)
    assert records[0] == CodingRecord(
        transcript="T1",
        start=0,
        end=5,
        code="A/B",
        coder="SA",
        quote='Oh "yes" so',
        voices={"P07": "voiced", "P09": "agreed"},
    )
    places = [[place for place, _ in reading.read_codings(path)] for path in files]
    assert places == [
        ["line 1", "line 3"],
        ["line 2", "line 3"],
        ["line 1", "line 3"],
        ["line 1", "line 3"],
    ]


def test_passes(files):
    """
    == passes.csv
    transcript,coder,status,version
    T1,SA,,
    T2,SA,in progress,3
    == passes.yaml
    - {transcript: T1, coder: SA}
    - {transcript: T2, coder: SA, status: in progress, version: 3}
    """
    first, second = alike(lambda path: [record for _, record in reading.read_passes(path)], files)
    assert (first.status, first.version) == ("finished", None)
    assert (second.status, second.version) == ("in progress", 3)


@pytest.mark.parametrize(
    "typed", ["No", "yes", "1_000", "10:32", "0x1F", "1.10", "007", "2022-06-30", "Null", ".inf"]
)
def test_scalars_stay_what_was_typed(tmp_path, typed):
    path = tmp_path / "codebook.yaml"
    path.write_text(f"codes:\n  - {{name: {typed}, definition: {typed}}}\n", encoding="utf-8")
    (code,) = reading.read_codebook(path).codes
    assert (code.name, code.definition) == (typed, typed)


def test_numbers_of_json_stay_what_was_typed(tmp_path):
    path = tmp_path / "codebook.json"
    path.write_text('{"codes": [{"name": 1.10}, {"name": 1e400}]}', encoding="utf-8")
    assert [code.name for code in reading.read_codebook(path).codes] == ["1.10", "1e400"]


def test_quoted_null_is_a_word(files):
    """
    == codebook.yaml
    codes:
      - {name: "null", definition: "~", include: null, exclude: ~, example: }
    """
    (code,) = reading.read_codebook(files[0]).codes
    assert (code.name, code.definition) == ("null", "~")
    assert (code.include, code.exclude, code.example) == (None, None, None)


def test_a_mark_of_byte_order_is_left_out(tmp_path):
    path = tmp_path / "codebook.csv"
    path.write_text("name\r\nA\r\n", encoding="utf-8-sig", newline="")
    assert [code.name for code in reading.read_codebook(path).codes] == ["A"]


def test_names_are_composed_and_trimmed(tmp_path):
    path = tmp_path / "codebook.csv"
    path.write_text("name,parent\n cafe\u0301 ,\nB,caf\u00e9\n", encoding="utf-8")
    book = reading.read_codebook(path)
    assert book.codes[0].name == book.codes[1].parent == "caf\u00e9"


def test_a_cell_may_hold_a_whole_transcript(tmp_path):
    quote = "word " * 60_000
    path = tmp_path / "codings.csv"
    path.write_text(f"transcript,start,end,code,coder,quote\nT,0,9,A,S,{quote}\n", encoding="utf-8")
    ((_, record),) = reading.read_codings(path)
    assert record.quote == quote


def test_backslashes_in_cells_stay_where_nothing_needs_them(tmp_path):
    path = tmp_path / "map.csv"
    path.write_text("section,id,former_names\nservices,hv,C:\\a\\;b;c\\\n", encoding="utf-8")
    assert reading.read_system_map(path).services[0].former_names == ["C:\\a;b", "c\\"]


def test_lines_are_known_in_large_json_with_odd_letters(tmp_path):
    path = tmp_path / "codebook.json"
    codes = ",\n".join(
        f'{{"name": "\\ud83d\\ude00 {n}", "include": "{"x" * 2000}"}}' for n in range(50)
    )
    path.write_text(f'{{"codes": [\n{codes},\n{{"name": "A", "colour": 1}}]}}', encoding="utf-8")
    with pytest.raises(BadInputError, match=r":line 52, codes\[51\].colour: unknown key"):
        reading.read_codebook(path)
