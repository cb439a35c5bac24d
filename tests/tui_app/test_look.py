import pytest
from studies import (
    CODES,
    DESIGN,
    DYAD,
    add_coding,
    lines,
    lines_fill_every_size,
    make_study,
    opened,
    press,
    seen,
    stored,
    transcript,
)

from lmm_qual.model.study import Group, TimePoint
from lmm_qual.tui import actions
from lmm_qual.tui.screens.coding import CodingScreen

HOSTILE = "x[/x]\u202ey[b]\u2066"
ESCAPING = "P\x1b]52;c;aGk=\x07\x9b31m[/x]\u202e"


class TestHostileNames:
    @pytest.fixture
    def hostile(self, tmp_path):
        design = DESIGN.model_copy(
            update={
                "name": f"Study {HOSTILE}",
                "time_points": [TimePoint(id="T1", label=HOSTILE), *DESIGN.time_points[1:]],
                "groups": [Group(id="G1", label=HOSTILE), *DESIGN.groups[1:]],
            }
        )
        text = DYAD.replace("P07", "P\x1b[31m7").replace("training", "[/x] \x1b]0;t\x07\u202e")
        talk = transcript("T1-G3-07", text, "T1", "G3", title=f"{ESCAPING}title", method=HOSTILE)
        codes = [(f"Code {HOSTILE}", None, None, "h"), *CODES]
        path = make_study(tmp_path / "hostile.lmmq", codes, design, [talk])
        add_coding(path, "How did you", f"Code {HOSTILE}", "jr[/x]\u202e", memo=ESCAPING)
        return path

    @pytest.mark.parametrize(
        "keys",
        [
            "",
            "enter",
            "enter B",
            "enter B j s c",
            'enter j s c "code" enter',
            'enter j s c "code" enter x',
            'enter j s c "code" enter u',
            "enter j s semicolon",
            "enter j t i",
            "enter ctrl+p",
            "enter question_mark",
            "enter f",
            'enter slash "[/x]" enter',
            "enter ctrl+o c",
            'i "[/x]" enter',
        ],
    )
    async def test_are_shown_by_stand_ins_and_never_as_markup(self, hostile, keys):
        async with opened(hostile) as (app, pilot):
            await press(pilot, keys)
            await pilot.pause()
            text = "".join(lines(app))
            assert [char for char in text if not char.isprintable() and char != "\xa0"] == []
            assert not set(text) & set("\u202e\u2066\x1b\x9b")
            assert "[/x]" in text or "question" in keys

    async def test_pasted_controls_do_not_reach_the_screen(self, study):
        async with opened(study, transcript="T1-G3-07") as (app, pilot):
            await press(pilot, "j s c")
            app.screen.query_one("FilterInput").value = "a\x1b[31m\u202eb"
            await pilot.pause()
            assert "".join(lines(app)).isprintable()
            assert "a␛[31m⇠b" in seen(app)


class TestSizes:
    @pytest.mark.parametrize(
        "keys", ["", "enter", "enter j s c", "enter question_mark", "enter ctrl+p", "i"]
    )
    async def test_every_line_is_as_wide_as_the_screen(self, study, keys):
        await lines_fill_every_size(study, keys)

    async def test_at_120_all_panels_stand(self, study):
        async with opened(study, transcript="T1-G3-07") as (app, _):
            text = seen(app)
            for words in ("Transcripts", "Codebook", "Under the cursor", "It was at team"):
                assert words in text

    async def test_at_80_the_text_has_the_width_and_panels_come_by_key(self, study):
        async with opened(study, transcript="T1-G3-07", size=(80, 24)) as (app, pilot):
            assert "Codebook" not in seen(app)
            assert app.screen.view.size.width > 70
            await press(pilot, "ctrl+o c")
            await pilot.pause()
            assert "Codebook" in seen(app)
            assert "Referral forms" in seen(app)
            await press(pilot, "escape")
            assert "Codebook" not in seen(app)
            await press(pilot, "shift+tab")
            await pilot.pause()
            assert "T2-G3-01" in seen(app)

    async def test_at_80_the_status_line_names_the_codings_under_the_cursor(self, study):
        async with opened(study, transcript="T1-G3-07", size=(80, 24)) as (app, pilot):
            await press(pilot, "j s semicolon p h")
            assert "turn 2 P07  A Pressures" in seen(app)

    async def test_too_small_says_so_and_does_nothing_blindly(self, study):
        async with opened(study, transcript="T1-G3-07", size=(40, 12)) as (app, pilot):
            assert "Too small: 40×12; at least 60×16" in " ".join(seen(app).split())
            await press(pilot, "j s semicolon p full_stop c")
            assert stored(study) == []
            await pilot.resize_terminal(80, 24)
            await pilot.pause()
            assert "It was at team meeting" in seen(app)
            await pilot.resize_terminal(20, 4)
            await pilot.pause()
            await pilot.resize_terminal(120, 36)
            await pilot.pause()
            assert "Codebook" in seen(app)

    async def test_without_colours(self, study, monkeypatch):
        monkeypatch.setenv("NO_COLOR", "1")
        async with opened(study, transcript="T1-G3-07") as (app, pilot):
            assert app.no_color
            await press(pilot, "j s semicolon p ctrl+o c")
            assert "It was at team meeting" in seen(app)
            assert "Pressures" in seen(app)

    async def test_light_and_dark(self, study):
        async with opened(study) as (app, pilot):
            assert app.theme == "dark"
            await press(pilot, "f9")
            assert app.theme == "light"
            await press(pilot, 'ctrl+p "theme: dark" enter')
            assert app.theme == "dark"


class TestRegister:
    def test_ids_are_unique_and_no_place_has_a_key_twice(self):
        assert len(actions.BY_ID) == len(actions.REGISTER)
        for place in (actions.START, actions.STUDY, actions.CODING, actions.CODEBOOK):
            keys = [
                key
                for action in actions.actions(place, actions.EVERYWHERE)
                for key in actions.split_keys(action.keys)
            ]
            assert len(keys) == len(set(keys))

    def test_what_the_screens_bind_the_text_does_not(self):
        text = {k for a in actions.actions(actions.TEXT) for k in a.keys.split(",")}
        coding = {k for a in actions.actions(actions.CODING) for k in a.keys.split(",")}
        assert text & coding == {"escape"}

    @pytest.mark.parametrize(
        ("key", "sign"),
        [
            ("ctrl+r", "Ctrl+R"),
            ("full_stop", "."),
            ("shift+tab", "Shift+Tab"),
            ("N", "N"),
            ("f9", "F9"),
        ],
    )
    def test_keys_are_shown_as_on_a_keyboard(self, key, sign):
        assert actions.key_sign(key) == sign

    async def test_every_action_of_a_screen_can_be_done(self, study):
        async with opened(study, transcript="T1-G3-07") as (app, _):
            for action in app.screen.available():
                name = action.does.partition("(")[0]
                place = app.screen.view if action.where == actions.TEXT else app.screen
                holder = app if action.where == actions.EVERYWHERE else place
                assert hasattr(holder, f"action_{name}"), action.id

    async def test_help_shows_the_register(self, study):
        async with opened(study, transcript="T1-G3-07", size=(120, 76)) as (app, pilot):
            await press(pilot, "question_mark")
            text = seen(app)
            for action in app.page.available():
                if action.listed:
                    assert action.name in text
            await press(pilot, "escape")
            assert isinstance(app.screen, CodingScreen)

    async def test_a_key_map_binds_by_id_and_the_footer_follows(self, study):
        async with opened(study, transcript="T1-G3-07") as (app, pilot):
            app.set_keymap({"coding.in_vivo": "f8"})
            app.screen.refresh(recompose=False)
            app.screen.query_one("KeyLine").refresh()
            await pilot.pause()
            assert "F8 in vivo" in seen(app)
            await press(pilot, "j s i")
            assert isinstance(app.screen, CodingScreen)
            await press(pilot, "f8")
            assert "New code" in seen(app)

    async def test_the_palette_finds_actions_codes_transcripts(self, study):
        async with opened(study, transcript="T1-G3-07") as (app, pilot):
            await press(pilot, 'j s ctrl+p "code: press" enter')
            assert len(stored(study)) == 1
            await press(pilot, 'ctrl+p "undo" enter')
            assert stored(study) == []
            await press(pilot, 'ctrl+p "T2-G3" enter')
            assert app.screen.reading.row.key == "T2-G3-01"
            await press(pilot, 'ctrl+p "end of the tran" enter')
            view = app.screen.view
            assert view.cursor.head == view.document.end

    async def test_a_click_in_the_footer_does_what_the_key_does(self, study):
        async with opened(study, transcript="T1-G3-07") as (app, pilot):
            row = lines(app)[-1]
            await pilot.click(offset=(row.index("code") + 1, 35))
            await pilot.pause()
            assert "Code the sentence" in seen(app)
