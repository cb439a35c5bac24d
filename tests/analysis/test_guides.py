"""Topic guides: what they prompt, against a slow count over the exports."""

from pathlib import Path
from tempfile import TemporaryDirectory

from helpers.exported import export
from helpers.projects import build
from helpers.reference import Session, counted, is_within, places
from helpers.small_studies import small_studies
from hypothesis import HealthCheck, given, settings

from lmm_qual.analysis.guides import NO_CODE, NO_PROMPT, guide_coverage
from lmm_qual.project.project import Project


def expected(exported):
    """Give rows of time, group, code, transcripts and of how many, for prompts that are paths."""
    sessions = {one["id"]: Session(one) for one in exported.transcripts}
    for guide in exported.study.get("topic_guides", []):
        here = [
            key
            for key, one in sessions.items()
            if one.transcript["time"] == guide["time"]
            and guide["group"] in {place.group for place in places(one.transcript)}
        ]
        for question in guide["questions"]:
            for code in question.get("prompts", []) or [None]:
                met = {
                    coding["transcript"]
                    for coding in exported.codings
                    if code
                    and coding["transcript"] in here
                    and is_within(coding["code"], code)
                    and any(
                        place.group == guide["group"]
                        for place in counted(sessions[coding["transcript"]], coding)
                    )
                }
                yield guide["time"], guide["group"], code, len(met), len(here)


@given(small_studies())
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
def test_what_guides_prompt_equals_the_reference(small):
    with TemporaryDirectory() as folder:
        path = Path(folder) / "small.lmmq"
        codes = [*small.codes, *small.newer_codes]
        build(path, small.talk, codes=codes, study=small.study)
        with Project.open(path) as project:
            found, exported = guide_coverage(project.store), export(project.store)
    rows = [(r.time, r.group, r.code, r.found or 0, r.of) for r in found.rows]
    assert rows == list(expected(exported))
    prompted = {row.code for row in found.rows if row.code}
    assert list(found.never_prompted) == [
        code
        for code in exported.codes
        if not any(is_within(code, one) or is_within(one, code) for one in prompted)
    ]


def test_prompts_without_codes_and_questions_without_prompts(tmp_path):
    questions = [{"text": "How?"}, {"text": "Why?", "prompts": ["Barrier", "Barriers/Time"]}]
    study = {
        "time_points": [{"id": "T1"}, {"id": "T2"}],
        "groups": [{"id": "G1"}],
        "topic_guides": [
            {"time": time, "group": "G1", "questions": questions} for time in ("T1", "T2")
        ],
    }
    talk = "== A time=T1 group=G1\nP1: [No time](Barriers/Time).\n== B time=T1 group=G1\nP2: No.\n"
    path = build(tmp_path / "p.lmmq", talk, codes=["Other"], study=study)
    with Project.open(path) as project:
        found = guide_coverage(project.store)
    said = [(r.time, r.code, r.found, r.of, r.state) for r in found.rows]
    assert said[:3] == [
        ("T1", None, None, 2, NO_PROMPT),
        ("T1", "Barrier", None, 2, NO_CODE),
        ("T1", "Barriers/Time", 1, 2, "number"),
    ]
    assert said[5][1:] == ("Barriers/Time", None, 0, "no transcript yet")
    assert found.rows[1].remedy == "did you mean “Barriers”?"
    assert found.never_prompted == ["Other"]
