from studies import DESIGN, TALK, add_coding, make_study, opened, press, seen, stored, transcript

from lmm_qual.analysis.attribution import load_sessions
from lmm_qual.analysis.coverage import coded_shares
from lmm_qual.project.project import Project
from lmm_qual.store.queries.talk import transcript_text, transcripts
from lmm_qual.text.words import count_words
from lmm_qual.tui.opened import OpenStudy
from lmm_qual.tui.overview import overview
from lmm_qual.tui.reading import TranscriptReading
from lmm_qual.tui.screens.coding import CodingScreen
from lmm_qual.tui.screens.study import StudyScreen


def squeezed(app):
    """Give the screen with runs of blanks as one."""
    return " ".join(seen(app).split())


class TestGrid:
    async def test_what_the_cells_say(self, study):
        add_coding(study, "It was at team meeting, I think.", "Pressures", "jr")
        async with opened(study) as (app, pilot):
            await app.workers.wait_for_complete()
            await pilot.pause()
            text = squeezed(app)
        assert "A small study" in text
        assert "2 transcripts · 3 participants · 63 words · 6 codes · 1 coding" in text
        assert "2 participants of 22 planned" in text
        assert "2 participants of 18 planned" in text
        assert "no transcript yet" in text
        assert "4 planned" in text
        assert "– not sampled" in text
        assert "1 transcript, 29 words" in text
        assert "24 % coded" in text
        assert "0 % coded" in text

    async def test_the_cells_hold_what_attribution_says(self, study):
        with Project.open(study) as project:
            grid = overview(OpenStudy(project))
            for session in load_sessions(project.store).values():
                cell = grid.cells[session.time, "G3"]
                turns = [turn for turn in session.turns if turn.seat]
                text = transcript_text(project.store, session.id)
                words = sum(count_words(text, turn.start, turn.end) for turn in turns)
                assert cell.transcripts[session.id] == words
                assert cell.participants == {turn.seat.participant for turn in turns}

    async def test_people_of_several_groups_and_nobody_named(self, tmp_path):
        mixed = transcript("M", TALK, "T1", "G3")
        other = mixed.speakers["P09"].model_copy(update={"group": "G1"})
        path = make_study(
            tmp_path / "mixed.lmmq",
            added=[
                transcript("N", "Just a note.\n\nNobody says who.\n", "T2", "G3"),
                mixed.__class__(**{**vars(mixed), "speakers": {**mixed.speakers, "P09": other}}),
            ],
        )
        with Project.open(path) as project:
            grid = overview(OpenStudy(project))
        assert grid.cells["T1", "G1"].participants == {"P09"}
        assert grid.cells["T1", "G3"].participants == {"P07"}
        assert grid.cells["T2", "G3"].words == 6
        assert grid.cells["T2", "G3"].participants == set()
        assert not grid.cells["T2", "G3"].named

    async def test_cells_are_gone_through(self, study):
        async with opened(study) as (app, pilot):
            assert app.screen.query_one("#transcripts").key == "T1-G3-07"
            await press(pilot, "right")
            assert app.screen.query_one("#transcripts").key == "T2-G3-01"
            await press(pilot, "right")
            assert app.screen.query_one("#transcripts").key == "T1-G3-07"

    async def test_a_study_without_design(self, tmp_path):
        bare = DESIGN.model_copy(
            update={"time_points": [], "groups": [], "recruitment": [], "name": ""}
        )
        path = make_study(
            tmp_path / "bare.lmmq", design=bare, added=[transcript("A", TALK, None, None)]
        )
        async with opened(path) as (app, pilot):
            await press(pilot, "enter")
            assert isinstance(app.screen, CodingScreen)
            assert "no time point" in seen(app)


class TestTranscripts:
    async def test_enter_opens_and_escape_comes_back(self, study):
        async with opened(study) as (app, pilot):
            await press(pilot, "down enter")
            assert isinstance(app.screen, CodingScreen)
            assert "They ring us back" in seen(app) or "ring us back" in seen(app)
            await press(pilot, "escape")
            assert isinstance(app.screen, StudyScreen)
            assert app.screen.query_one("#transcripts").key == "T2-G3-01"

    async def test_marks_of_progress(self, study):
        async with opened(study, transcript="T1-G3-07") as (app, pilot):
            await press(pilot, "j s semicolon p ctrl+n f escape")
            await app.workers.wait_for_complete()
            await pilot.pause()
            text = seen(app)
        assert "◐ T1-G3-07" in text
        assert "● T2-G3-01" in text

    async def test_undo_and_redo_work_here_too(self, study):
        async with opened(study, transcript="T1-G3-07") as (app, pilot):
            await press(pilot, "j s semicolon p escape u")
            assert stored(study) == []
            assert "undone: “Pressures” in T1-G3-07" in seen(app)
            await press(pilot, "ctrl+r")
            assert len(stored(study)) == 1

    async def test_an_empty_study_says_which_key_to_press(self, tmp_path):
        path = tmp_path / "empty.lmmq"
        Project.new(path, "maker").close()
        folder = tmp_path / "texts"
        folder.mkdir()
        (folder / "one.txt").write_text(TALK, encoding="utf-8")
        async with opened(path) as (app, pilot):
            assert "Press i to import" in seen(app)
            await press(pilot, f'i "{folder}" enter')
            await app.workers.wait_for_complete()
            await pilot.pause()
            await press(pilot, "ctrl+s")
            await pilot.pause()
            assert "○ one" in seen(app)
        with Project.open(path) as project:
            assert [row.key for row in transcripts(project.store)] == ["one"]

    async def test_an_import_that_is_refused_is_told(self, study, tmp_path):
        folder = tmp_path / "nothing"
        folder.mkdir()
        async with opened(study) as (app, pilot):
            await press(pilot, f'i "{folder}" enter')
            await app.workers.wait_for_complete()
            await pilot.pause()
            assert "holds no transcript" in seen(app)


class TestReading:
    def test_the_share_is_that_of_the_lists(self, study):
        add_coding(study, "team meeting, I think. Someone", "Pressures", "jr")
        add_coding(study, "at team", "Being known", "jr")
        add_coding(study, "What would", "Being known", "jr")
        with Project.open(study) as project:
            opened_study = OpenStudy(project)
            for row in opened_study.transcripts:
                share = TranscriptReading(opened_study, row).share()
                assert round(share, 4) == coded_shares(project.store)[row.id]


class TestLowTerminals:
    async def test_at_80_by_24_a_time_point_takes_one_line(self, study):
        add_coding(study, "It was at team meeting, I think.", "Pressures", "jr")
        async with opened(study, size=(80, 24)) as (app, pilot):
            await app.workers.wait_for_complete()
            await pilot.pause()
            rows = [" ".join(row.split()) for row in seen(app).splitlines()]
            assert app.screen.query_one("StudyGrid").size.height == 3
        assert "people, coded Service design Workforce" in rows
        assert "T1 Summer 2022 no transcript yet ▎2 of 22 · 24 %" in rows
        assert "T2 Winter 2023 – not sampled 2 of 18 · 0 %" in rows
