"""A participant withdrawn on the screen: looked at first, the id typed, the receipt beside it."""

from studies import add_coding, opened, press, seen, stored

from lmm_qual.project.project import Project
from lmm_qual.store.queries.talk import find_transcript, transcript_text
from lmm_qual.tui.screens.study import StudyScreen
from lmm_qual.tui.screens.withdrawal import ShowReceipt


def text(path):
    with Project.open(path) as project:
        return transcript_text(project.store, find_transcript(project.store, "T1-G3-07").id)


async def test_it_is_looked_at_confirmed_by_the_id_and_done(study):
    add_coding(study, "Someone to ring", "Facilitators", "sa")
    add_coding(study, "And the form was long", "Barriers", "sa")
    before = study.read_bytes()
    async with opened(study, size=(80, 24)) as (app, pilot):
        await press(pilot, 'ctrl+p "withdraw a" enter "P07" enter')
        assert "Remove 31 words of 2 sessions" in seen(app)
        assert "Bar the words of 2 sessions" in seen(app)
        await press(pilot, 'enter "P08" enter')
        assert "type P07, or go back" in seen(app)
        await press(pilot, "escape")
        assert "nothing was withdrawn" in seen(app)
        assert study.read_bytes() == before
        await press(pilot, 'ctrl+p "withdraw a" enter "P07" enter enter "P07" enter')
        assert isinstance(app.screen, ShowReceipt)
        await press(pilot, "escape")
        assert isinstance(app.screen, StudyScreen)
        assert sum(app.opened.counts.values()) == 1
    (receipt,) = study.parent.glob("*.withdrawal-*.txt")
    assert "T1-G3-07 (T1): turns, a marker in their place; 2 turns" in receipt.read_text()
    assert "ring" not in receipt.read_text()
    assert "team meeting" not in text(study)
    assert "And the form was long" in text(study)
    assert [words for words, *_ in stored(study)] == ["And the form was long"]
