import pytest
from studies import DYAD, add_coding, opened, press, seen, stored

from lmm_qual.project.project import Project
from lmm_qual.store.queries.reviews import waiting_reviews
from lmm_qual.store.queries.talk import find_transcript, speakers, transcript_text, turns
from lmm_qual.tui.screens.review import ReviewScreen
from lmm_qual.tui.screens.study_updating import CorrectedPreview


def said(study, key="T1-G3-07"):
    """Give the turns of a transcript in the file: who, what."""
    with Project.open(study) as project:
        row = find_transcript(project.store, key)
        text = transcript_text(project.store, row.id)
        return [(t.speaker, text[t.start : t.end]) for t in turns(project.store, row.id)]


def waiting(study):
    with Project.open(study) as project:
        return [(row.target, row.words, row.quote) for row in waiting_reviews(project.store)]


class TestCorrectingWords:
    async def test_a_turn_is_corrected_and_codings_stay_on_their_words(self, study):
        add_coding(study, "team meeting", "Pressures", "sa")
        async with opened(study, transcript="T1-G3-07") as (app, pilot):
            view = app.screen.view
            view.go_to(view.document.text.index("meeting"))
            await press(pilot, 'T "Well, " ctrl+s')
            assert said(study)[1][1].startswith("Well, It was at team meeting")
            assert stored(study) == [("team meeting", "Barriers/Pressures", "sa")]
            assert view.document.text[view.cursor.head :].startswith("meeting")
            assert "Well, It was at team meeting" in seen(app)
            assert "1 on the same words" in " ".join(seen(app).split())
            await press(pilot, "u")
            assert said(study)[1][1].startswith("It was at team meeting")
            assert "Well, It was" not in seen(app)
            assert view.document.text[view.cursor.head :].startswith("meeting")

    async def test_words_that_change_wait_and_are_settled_by_keys(self, study):
        add_coding(study, "team meeting", "Pressures", "sa")
        async with opened(study, transcript="T1-G3-07") as (app, pilot):
            view = app.screen.view
            view.go_to(view.document.text.index("meeting"))
            await press(pilot, "v w")
            assert view.selected_text == "meeting"
            await press(pilot, 'T delete delete delete delete delete delete delete "lunch" ctrl+s')
            assert waiting(study) == [("coding", "team meeting", "team lunch")]
            text = " ".join(seen(app).split())
            assert "1 waits: O lists them" in text
            assert "⚑ waits: some words changed" in text
            await press(pilot, "O")
            assert isinstance(app.screen, ReviewScreen)
            text = " ".join(seen(app).split())
            assert "[meeting]" in text
            assert "[lunch]" in text
            await press(pilot, "s")
            assert waiting(study) == []
            await press(pilot, "u")
            assert waiting(study) == [("coding", "team meeting", "team lunch")]

    async def test_unsaved_words_are_asked_about(self, study):
        async with opened(study, transcript="T1-G3-07") as (app, pilot):
            await press(pilot, 'T "So, " escape')
            assert "These words are not saved" in seen(app)
            await press(pilot, "t")
            assert said(study)[0] == ("INT", "How did you first come to hear of them?")

    async def test_a_study_to_look_at_refuses(self, study):
        async with opened(study, transcript="T1-G3-07", read_only=True) as (app, pilot):
            await press(pilot, "T Y J")
            assert "nothing can be changed" in seen(app)


class TestCorrectingTurns:
    async def test_who_spoke_is_corrected_in_the_text_too(self, study):
        async with opened(study, transcript="T1-G3-07") as (app, pilot):
            view = app.screen.view
            view.go_to(view.document.text.index("Mm."))
            await press(pilot, 'Y "P07" enter')
            assert said(study)[2][0] == "P07"
            await press(pilot, 'Y "Visitor" enter')
            assert said(study)[2][0] == "Visitor"
            assert "Visitor: Mm." in view.document.text
            await press(pilot, "u u")
            assert said(study)[2][0] == "P08"
            assert "P08" in seen(app)

    async def test_a_turn_is_parted_and_joined_again(self, study):
        async with opened(study, transcript="T1-G3-07") as (app, pilot):
            view = app.screen.view
            view.go_to(view.document.text.index("Someone had"))
            await press(pilot, '| "P08" enter')
            assert said(study)[1:3] == [
                ("P07", "It was at team meeting, I think."),
                ("P08", "Someone had been on the training."),
            ]
            assert view.document.text[view.cursor.head :].startswith("Someone had")
            await press(pilot, "J")
            assert said(study) == said_at_first()
            await press(pilot, "u u")
            assert said(study) == said_at_first()


def said_at_first():
    return [tuple(line.split(": ", 1)) for line in DYAD.splitlines()]


async def preview(app, pilot, path):
    """Ask for a corrected file and wait until it has been read."""
    await press(pilot, f'T "{path}" enter')
    for _ in range(200):
        if isinstance(app.screen, CorrectedPreview) and app.screen.focused:
            break
        await pilot.pause()
    await pilot.pause()


class TestReviewScreen:
    @pytest.fixture
    def corrected(self, study, tmp_path):
        add_coding(study, "team meeting", "Pressures", "sa")
        add_coding(study, "the form was long", "Referral forms", "sa")
        add_coding(study, "Someone to ring", "Being known", "sa")
        changed = DYAD.replace("team meeting", "team lunch").replace(
            "And the form was long, you know.", "Yes."
        )
        path = tmp_path / "dyad2.txt"
        path.write_text(changed.replace("INT:", "Interviewer:"))
        return study, path

    async def test_a_corrected_file_is_shown_before_it_is_taken(self, corrected):
        study, path = corrected
        async with opened(study) as (app, pilot):
            await preview(app, pilot, path)
            text = seen(app)
            assert "INT is called Interviewer now" in text
            assert "1 on the same words" in text
            assert "1 in the bin" in text
            assert waiting(study) == []
            await press(pilot, "enter")
            assert len(waiting(study)) == 2
            assert "⚑ 2 to look at (O)" in seen(app)
            with Project.open(study) as project:
                assert speakers(project.store)[0].label == "Interviewer"

    async def test_what_waits_is_given_other_words_and_the_rest_stays(self, corrected):
        study, path = corrected
        async with opened(study) as (app, pilot):
            await preview(app, pilot, path)
            await press(pilot, "enter O")
            assert isinstance(app.screen, ReviewScreen)
            assert "in the bin" in seen(app)
            await press(pilot, "home s")
            assert len(waiting(study)) == 2
            await press(pilot, "w")
            view = app.screen.view
            assert "select its words" in seen(app)
            view.go_to(view.document.text.index("Yes."))
            await press(pilot, "s enter")
            assert ("Yes.", "Barriers/Referral forms", "sa") in stored(study)
            assert isinstance(app.screen, ReviewScreen)
            await press(pilot, "A y")
            assert waiting(study) == []
            await press(pilot, "u u")
            assert len(waiting(study)) == 2

    async def test_a_coding_is_removed_when_that_was_asked(self, corrected):
        study, path = corrected
        async with opened(study, size=(80, 24)) as (app, pilot):
            await preview(app, pilot, path)
            await press(pilot, "enter O end x n x y")
            assert [row[0] for row in waiting(study)] == ["bin"]
            assert len(stored(study)) == 1
            await press(pilot, "enter")
            assert "Someone to ring" in seen(app)
