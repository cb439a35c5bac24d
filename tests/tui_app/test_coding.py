import pytest
from helpers.configured import load_configuration
from studies import (
    add_coding,
    full_disk,
    lines,
    make_study,
    opened,
    press,
    seen,
    stored,
    transcript,
)

from lmm_qual.model.coding import PassRecord
from lmm_qual.project.changes.codings import RecordPasses
from lmm_qual.project.project import Project
from lmm_qual.store.queries.codes import code_tree
from lmm_qual.store.queries.codings import codings, passes
from lmm_qual.store.queries.log import entries
from lmm_qual.tui.screens.coding import CodingScreen
from lmm_qual.tui.screens.study import StudyScreen

SENTENCE = "It was at team meeting, I think."


async def after(study, keys, **more):
    """Press keys in the dyad, the cursor at the start of P07's first turn."""
    async with opened(study, transcript="T1-G3-07", **more) as (app, pilot):
        view = app.screen.view
        view.go_to(view.document.text.index("It was"))
        await press(pilot, keys)
        app.last_seen = seen(app)
        app.cursor_at = view.document.text[view.cursor.head :][:10]
    return app


class TestCodingFromTheKeyboard:
    @pytest.mark.parametrize(
        ("keys", "expected"),
        [
            ('s c "press" enter', [(SENTENCE, "Barriers/Pressures", "sa")]),
            ('v w w enter "referral" enter', [("It was", "Barriers/Referral forms", "sa")]),
            (
                't c "erly chalenges" enter',
                [
                    (
                        f"{SENTENCE} Someone had been on the training.",
                        "Facilitators/Early challenges",
                        "sa",
                    )
                ],
            ),
            ("s semicolon p", [(SENTENCE, "Barriers/Pressures", "sa")]),
            ("s semicolon q", []),
            ("s c escape", []),
            (
                's c "press" tab "known" tab enter',
                [
                    (SENTENCE, "Barriers/Pressures", "sa"),
                    (SENTENCE, "Facilitators/Being known", "sa"),
                ],
            ),
            (
                "s c space down down space enter",
                [(SENTENCE, "Barriers", "sa"), (SENTENCE, "Barriers/Referral forms", "sa")],
            ),
            (
                's c "known" enter ) s full_stop',
                [
                    (SENTENCE, "Facilitators/Being known", "sa"),
                    ("Someone had been on the training.", "Facilitators/Being known", "sa"),
                ],
            ),
            (
                "s semicolon p ) s semicolon r ) s 1",
                [
                    (SENTENCE, "Barriers/Pressures", "sa"),
                    ("Someone had been on the training.", "Barriers/Referral forms", "sa"),
                    ("Mm.", "Barriers/Pressures", "sa"),
                ],
            ),
            ("s semicolon p s semicolon p", [(SENTENCE, "Barriers/Pressures", "sa")]),
        ],
    )
    async def test_what_is_stored(self, study, keys, expected):
        await after(study, keys)
        assert stored(study) == expected

    async def test_with_nothing_selected_the_sentence_is_coded_and_that_is_said(self, study):
        app = await after(study, 'w w c "press"')
        assert f"Code the sentence “{SENTENCE}”" in app.last_seen
        app = await after(study, 'w w c "press" enter')
        assert stored(study) == [(SENTENCE, "Barriers/Pressures", "sa")]
        assert "coded Pressures at turn 2, the sentence (u undoes)" in app.last_seen
        assert app.cursor_at == "at team me"

    async def test_a_sentence_selected_only_to_be_coded_is_let_go(self, study):
        async with opened(study, transcript="T1-G3-07") as (app, pilot):
            view = app.screen.view
            view.go_to(view.document.text.index("at team"))
            await press(pilot, "c")
            assert view.selected_text == SENTENCE
            await press(pilot, "escape")
            assert view.selection is None
            assert view.document.text[view.cursor.head :].startswith("at team")

    async def test_nothing_moves_where_a_code_is_used_at_once(self, tmp_path):
        talk = "\n\n".join(f"P07: Talk {n}. {'It went on and on, ' * 9}I think." for n in range(9))
        study = make_study(tmp_path / "s.lmmq", added=[transcript("A", talk, "T1", "G3")])
        async with opened(study, transcript="A", size=(60, 16)) as (app, pilot):
            view = app.screen.view
            await press(pilot, "s semicolon p")
            view.go_to(view.document.text.index("Talk 4. It") + 8)
            lowest = view.size.height - 4
            top = view.scroll_offset.y + view.cell_of(view.cursor.head).y - lowest
            view.scroll_to(y=top, animate=False)
            await pilot.pause()
            before = view.scroll_offset.y, view.cursor.head
            await press(pilot, "1")
            assert (view.scroll_offset.y, view.cursor.head) == before
            await press(pilot, "full_stop")
            assert (view.scroll_offset.y, view.cursor.head) == before

    async def test_what_is_drawn_again_is_all_that_changed(self, tmp_path):
        talks = [
            transcript(key, "\n\n".join(f"P0{n % 9}: Talk {n}." for n in range(turns)), "T1", "G3")
            for key, turns in (("A", 90), ("B", 3), ("C", 40))
        ]
        study = make_study(tmp_path / "s.lmmq", added=talks)
        coding = ("s semicolon p", "s semicolon r", "u", "} semicolon p", "}")
        going = ("G", "ctrl+n", "G", "ctrl+n", "ctrl+n", "g g")
        async with opened(study, transcript="A", size=(120, 24)) as (app, pilot):
            for keys in (*coding, *going):
                await press(pilot, keys)
                drawn = lines(app)
                for widget in app.screen.walk_children():
                    widget.refresh(layout=True)
                await pilot.pause()
                assert lines(app) == drawn

    async def test_each_transcript_says_how_many_codings_are_hidden_there(self, study):
        add_coding(study, "It was", "Barriers", "jr")
        add_coding(study, "It was", "Facilitators", "jr")
        async with opened(study, transcript="T1-G3-07") as (app, pilot):
            assert "2 codings by jr are" in seen(app)
            await press(pilot, "ctrl+n")
            assert "by jr" not in seen(app)

    async def test_the_codes_valence_is_taken_over(self, study):
        await after(study, 's c "press" enter')
        with Project.open(study) as project:
            assert [row.valence for row in codings(project.store)] == ["barrier"]

    async def test_the_coding_made_is_under_the_cursor(self, study):
        app = await after(study, 's c "press" enter')
        assert "P07 voiced · barrier" in app.last_seen
        await after(study, "x")
        assert stored(study) == []

    async def test_a_whole_turn_of_keys(self, study):
        await after(study, 's c "press" enter u')
        assert stored(study) == []
        app = await after(study, "u")
        assert "there is nothing by sa to undo; the last change is" in app.last_seen

    async def test_undo_and_redo_name_what_they_do(self, study):
        app = await after(study, 's c "press" enter u')
        assert stored(study) == []
        assert "undone: “Pressures” in T1-G3-07" in app.last_seen
        app = await after(study, "ctrl+r")
        assert stored(study) == [(SENTENCE, "Barriers/Pressures", "sa")]
        assert "done again: “Pressures” in T1-G3-07" in app.last_seen
        with Project.open(study) as project:
            assert entries(project.store)[-1].state == "done"

    async def test_nothing_left_to_redo_is_said(self, study):
        app = await after(study, "ctrl+r")
        assert "there is nothing to redo" in app.last_seen


class TestFailing:
    async def test_what_is_not_on_disk_is_not_said_to_be(self, study, monkeypatch):
        async with opened(study, transcript="T1-G3-07") as (app, pilot):
            view = app.screen.view
            view.go_to(view.document.text.index("It was"))

            with full_disk(monkeypatch, app):
                await press(pilot, "s semicolon p")
                assert "the disk is full; make room and try again" in " ".join(seen(app).split())
                assert "last change NOT saved" in seen(app)
                assert "coded Pressures" not in seen(app)
                assert view.selected_text == SENTENCE
                assert stored(study) == []
            await press(pilot, "full_stop semicolon p")
            assert "NOT saved" not in seen(app)
            assert stored(study) == [(SENTENCE, "Barriers/Pressures", "sa")]


class TestRemoving:
    async def test_one_goes_at_once_of_several_it_is_asked_which(self, study):
        await after(study, 's c "press" tab "known" tab enter')
        app = await after(study, "x")
        assert "Remove which coding?" in app.last_seen
        await after(study, "x down enter")
        assert stored(study) == [(SENTENCE, "Barriers/Pressures", "sa")]
        app = await after(study, "x")
        assert stored(study) == []
        assert "removed Pressures (u undoes)" in app.last_seen

    async def test_a_picked_one_is_meant(self, study):
        await after(study, 's c "press" tab "known" tab enter')
        await after(study, "o o x")
        assert stored(study) == [(SENTENCE, "Barriers/Pressures", "sa")]

    async def test_another_coders_stays(self, study):
        add_coding(study, "team meeting", "Being known", "jr")
        await after(study, "w w w B x")
        assert stored(study) == [("team meeting", "Facilitators/Being known", "jr")]

    async def test_recoding(self, study):
        app = await after(study, 's c "press" enter r "known" enter')
        assert stored(study) == [(SENTENCE, "Facilitators/Being known", "sa")]
        assert "recoded Pressures to Being known" in app.last_seen


class TestNewCodes:
    async def test_from_the_last_row_of_the_palette(self, study):
        await after(study, 's c "Waiting lists" enter down enter')
        assert stored(study) == [(SENTENCE, "Barriers/Waiting lists", "sa")]

    async def test_in_vivo(self, study):
        await after(study, "w w w v w w i enter")
        assert stored(study) == [("team meeting", "team meeting", "sa")]
        with Project.open(study) as project:
            tree = code_tree(project.store)
            assert tree.by_id[tree.find("team meeting")[0]].origin == "in vivo"

    async def test_a_similar_code_is_named(self, study):
        app = await after(study, 's c "Presures" up enter')
        assert "there is already: Pressures" in app.last_seen

    async def test_a_taken_name_is_refused_and_nothing_coded(self, study):
        app = await after(study, 's i backspace ctrl+a "Barriers" enter')
        assert stored(study) == []
        assert "Barriers" in app.last_seen


class TestCoders:
    async def test_who_is_coding_is_asked_before_the_first_coding_and_kept(self, study):
        app = await after(study, "s semicolon p", coder=None)
        assert "Who is coding?" in app.last_seen
        assert stored(study) == []
        await after(study, "s semicolon p", coder=None)
        await after(study, 'c "mk" enter', coder=None)
        assert load_configuration().coder == "mk"

    async def test_what_was_meant_is_done_once_the_name_is_known(self, study):
        await after(study, 's c "mk" enter "press" enter', coder=None)
        assert stored(study) == [(SENTENCE, "Barriers/Pressures", "mk")]

    async def test_other_coders_are_hidden_until_the_pass_is_finished(self, study):
        add_coding(study, "team meeting", "Being known", "jr")
        app = await after(study, "w w w")
        assert (
            "1 coding by jr is hidden" in " ".join(app.last_seen.split())
            or "hidden" in app.last_seen
        )
        assert "P07 voiced" not in app.last_seen
        app = await after(study, "w w w B")
        assert "P07 voiced" in app.last_seen
        app = await after(study, "w w w f")
        assert "P07 voiced" in app.last_seen
        assert "pass 1 finished" in app.last_seen

    async def test_a_pass_is_finished_and_taken_up_again(self, study):
        await after(study, "f")
        with Project.open(study) as project:
            assert [(row.coder, row.status) for row in passes(project.store)] == [
                ("sa", "finished")
            ]
        await after(study, "f")
        with Project.open(study) as project:
            assert [row.status for row in passes(project.store)] == ["in progress"]

    async def test_whoever_has_finished_sees_all(self, study):
        add_coding(study, "team meeting", "Being known", "jr")
        with Project.open(study, write=True, coder="sa") as project:
            project.make(RecordPasses([("", PassRecord(transcript="T1-G3-07", coder="sa"))]))
        app = await after(study, "w w w")
        assert "jr" in app.last_seen


class TestGoing:
    async def test_to_the_next_passage_without_a_code(self, study):
        app = await after(study, "s semicolon p greater_than_sign")
        assert app.cursor_at == "Someone ha"

    async def test_to_codings_and_turns(self, study):
        add_coding(study, "the form was long", "Referral forms", "sa")
        app = await after(study, "right_square_bracket")
        assert app.cursor_at == "the form w"
        app = await after(study, "g 5 enter")
        assert app.cursor_at == "Someone to"

    async def test_find(self, study):
        app = await after(study, 'slash "someone" enter')
        assert "“someone”: 1 of 2" in app.last_seen
        app = await after(study, 'slash "someone" enter n')
        assert "2 of 2" in app.last_seen
        assert app.cursor_at == "Someone to"
        app = await after(study, 'slash "nobody here" enter')
        assert "is not in this transcript" in app.last_seen

    async def test_back_to_the_study_and_in_again_at_the_same_place(self, study):
        async with opened(study, transcript="T1-G3-07") as (app, pilot):
            await press(pilot, "g 5 enter escape")
            await pilot.pause()
            assert isinstance(app.screen, StudyScreen)
            await press(pilot, "enter")
            assert isinstance(app.screen, CodingScreen)
            view = app.screen.view
            assert view.document.text[view.cursor.head :].startswith("Someone to ring")

    async def test_another_transcript(self, study):
        async with opened(study, transcript="T1-G3-07") as (app, pilot):
            await press(pilot, "ctrl+n")
            assert app.screen.reading.row.key == "T2-G3-01"
            await press(pilot, "ctrl+o t up enter")
            assert app.screen.reading.row.key == "T1-G3-07"

    async def test_the_codebook_codes_too(self, study):
        app = await after(study, "s ctrl+o c down enter")
        assert stored(study) == [(SENTENCE, "Barriers/Pressures", "sa")]
        assert app is not None

    async def test_tab_goes_round_the_panels(self, study):
        async with opened(study, transcript="T1-G3-07") as (app, pilot):
            focused = []
            for _ in range(4):
                await press(pilot, "tab")
                await pilot.pause()
                focused.append(app.focused.id)
            assert focused == ["codebook", "here", "transcripts", "text"]

    async def test_the_codebook_folds(self, study):
        async with opened(study, transcript="T1-G3-07") as (app, pilot):
            await press(pilot, "ctrl+o c left")
            assert "▸ Barriers" in seen(app)
            assert "Pressures" not in seen(app)
            await press(pilot, "right")
            assert "Pressures" in seen(app)
