"""Who speaks in a passage is who a coding of the same words would be attributed to."""

from pathlib import Path
from tempfile import TemporaryDirectory

from helpers.projects import build
from helpers.small_studies import small_studies
from hypothesis import HealthCheck, given, settings

from lmm_qual.analysis.attribution import attribute_all, load_sessions
from lmm_qual.analysis.passage_voices import PassageVoices
from lmm_qual.project.project import Project


@given(made=small_studies())
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_it_is_as_attribution_has_it(made):
    with TemporaryDirectory() as folder, Project.open(_built(Path(folder), made)) as project:
        store, spoken = project.store, PassageVoices(project.store)
        store_rows = list(store.rows("SELECT coding_id FROM coding_voice"))
        decided = {coding for (coding,) in store_rows}
        for item in attribute_all(store, load_sessions(store)):
            if item.coding.id in decided:
                continue
            coding = item.coding
            here = spoken.at(coding.transcript_id, coding.start, coding.end)
            seats = [seat for seat, _ in item.seats]
            people = dict.fromkeys(seat.participant for seat in seats if seat.participant)
            assert list(here.participants) == list(people)
            assert set(here.groups) == {seat.group for seat in seats if seat.group}
            assert set(here.services) == {seat.service for seat in seats if seat.service}
            assert here.time == item.session.time


def _built(folder, made):
    more = {"newer_codes": made.newer_codes, "study": made.study, "passes": made.passes}
    return build(folder / "a.lmmq", made.talk, codes=made.codes, **more)


def test_words_are_cut_to_the_passage_and_numbered_by_turn(tmp_path):
    talk = """
    == A time=T1 group=G1
    INT: And you?
    P01: We wait here.
    Anna: Yes.
    """
    with Project.open(build(tmp_path / "a.lmmq", talk)) as project:
        text = project.store.value("SELECT text FROM transcript")
        start = text.index("you")
        here = PassageVoices(project.store).at(1, start, text.index("Yes") + 2)
        assert [(one.n, one.words) for one in here.speech] == [
            (1, "you?"),
            (2, "We wait here."),
            (3, "Ye"),
        ]
        assert (here.turns_said, here.unnamed) == ("1–3", True)
