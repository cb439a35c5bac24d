import pytest
from studies import opened, press, seen

from lmm_qual.project.project import Project
from lmm_qual.store.queries.talk import find_transcript, transcript_text
from lmm_qual.tui.screens.names import NamesScreen
from lmm_qual.tui.screens.study import StudyScreen

RULES = """rules:
- {find: Someone, replace: "[a]"}
- {find: training, replace: "[b]"}
- {find: ring, replace: "[c]"}
"""


@pytest.fixture
def rules(tmp_path_factory):
    path = tmp_path_factory.mktemp("keys") / "r.yaml"
    path.write_text(RULES)
    return path


def text(path, key="T1-G3-07"):
    with Project.open(path) as project:
        return transcript_text(project.store, find_transcript(project.store, key).id)


async def walk(app, pilot, rules):
    await press(pilot, f'N "{rules}" enter')
    await app.workers.wait_for_complete()
    await pilot.pause()
    assert isinstance(app.screen, NamesScreen)


async def test_each_place_is_decided_and_all_are_replaced_at_once(study, rules):
    before = text(study)
    async with opened(study) as (app, pilot):
        await walk(app, pilot, rules)
        assert "0 of 6 decided" in seen(app)
        await press(pilot, "y n s a")
        assert "6 of 6 decided" in seen(app)
        assert text(study) == before
        await press(pilot, "ctrl+s r")
        assert "4 places pseudonymised" in seen(app)
        assert "the history can undo" in seen(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, StudyScreen)
        now = before.replace("Someone had", "[a] had").replace("Someone to ring", "Someone to [c]")
        assert text(study) == now
        assert "We [c] them now, and they [c] us back" in text(study, "T2-G3-01")
        await press(pilot, "u")
        assert text(study) == before


async def test_nothing_is_lost_or_written_without_a_question(study, rules):
    before = text(study)
    async with opened(study, size=(80, 24)) as (app, pilot):
        await walk(app, pilot, rules)
        await press(pilot, "ctrl+s")
        assert "no place is to be replaced yet" in seen(app)
        await press(pilot, "y escape")
        assert "Nothing is replaced yet" in seen(app)
        await press(pilot, "g")
        assert isinstance(app.screen, NamesScreen)
        await press(pilot, "escape t")
        assert isinstance(app.screen, StudyScreen)
    assert text(study) == before


async def test_faults_of_the_rules_are_told(study, rules):
    rules.write_text("rules: [{find: A, replace: A b}]")
    async with opened(study) as (app, pilot):
        await press(pilot, f'N "{rules}" enter')
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "holds the name it is to replace" in seen(app)
