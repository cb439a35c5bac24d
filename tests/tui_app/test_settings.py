import pytest
from helpers.configured import load_configuration
from hypothesis import given
from hypothesis import strategies as st
from studies import lines, opened, press, seen, stored

from lmm_qual.model.problem import BadInputError
from lmm_qual.project.configuration import configuration_file
from lmm_qual.tui import actions
from lmm_qual.tui.actions import BY_ID, REGISTER, TOGETHER
from lmm_qual.tui.app import LmmQualApp
from lmm_qual.tui.key_map import default_keys
from lmm_qual.tui.key_names import NoKeyError, key_name, named_keys
from lmm_qual.tui.screens.coding import CodingScreen
from lmm_qual.tui.screens.page import Page
from lmm_qual.tui.settings import check_settings


@pytest.fixture
def configured():
    """Write a configuration."""

    def write(text):
        configuration_file().parent.mkdir(parents=True, exist_ok=True)
        configuration_file().write_text(text, encoding="utf-8")

    return write


def told():
    """Give the problems of the settings, each from its line on."""
    return [
        str(problem).removeprefix(f"{configuration_file()}:") for problem in check_settings()[1]
    ]


class TestKeyNames:
    @pytest.mark.parametrize(
        ("written", "name"),
        [
            ("a", "a"),
            ("A", "A"),
            ("shift+a", "A"),
            ("?", "question_mark"),
            ("question_mark", "question_mark"),
            ("/", "slash"),
            ("-", "minus"),
            ("+", "plus"),
            ("ctrl++", "ctrl+plus"),
            (",", "comma"),
            (" ", "space"),
            ("é", "é"),
            ("Ctrl+S", "ctrl+s"),
            ("control+s", "ctrl+s"),
            ("ctrl+left", "ctrl+left"),
            ("shift+ctrl+left", "ctrl+shift+left"),
            ("F5", "f5"),
            ("PgUp", "pageup"),
            ("Esc", "escape"),
            ("alt+x", "alt+x"),
        ],
    )
    def test_keys_as_people_write_them(self, written, name):
        assert key_name(written) == name

    @pytest.mark.parametrize(
        ("written", "said"),
        [
            ("ctrl+i", "terminals cannot tell ctrl+i from Tab; choose another key"),
            ("Ctrl+M", "terminals cannot tell Ctrl+M from Enter"),
            ("ctrl+h", "terminals cannot tell ctrl+h from Backspace"),
            ("ctrl+[", "terminals cannot tell ctrl+[ from Escape"),
            ("ctrl+@", "terminals cannot tell ctrl+@ from other keys"),
            ("ctrl+space", "terminals cannot tell ctrl+space from other keys"),
            ("shift+enter", "terminals cannot tell shift+enter from Enter"),
            ("ctrl+c", "Ctrl+C always quits"),
            ("ctrl+shift+s", "most terminals do not tell ctrl+shift+s from the same without"),
            ("shift+?", "“shift+?” is no key; write the character that it gives"),
            ("shift+slash", "“shift+slash” is no key"),
            ("pgupp", "unknown key “pgupp”; did you mean “pgup”?"),
            ("strg+s", "unknown key “strg+s”: “strg” is none to hold; hold ctrl, alt or shift"),
            ("\x1b", "a control character is no key"),
        ],
    )
    def test_what_is_no_key_is_told(self, written, said):
        with pytest.raises(NoKeyError) as caught:
            key_name(written)
        assert str(caught.value).startswith(said)

    def test_every_key_of_the_program_can_be_written(self):
        for action in REGISTER:
            for key in default_keys(action):
                assert key_name(key) == key

    @given(st.text(max_size=12))
    def test_any_text_is_a_key_or_refused(self, text):
        if not text:
            return
        try:
            name = key_name(text)
        except NoKeyError:
            return
        if text.isascii():
            assert key_name(name) == name
            assert len(name) == 1 or name.rpartition("+")[2] in named_keys() or "+" in name


class TestRegister:
    def test_every_place_is_in_force_with_others(self):
        assert {action.where for action in REGISTER} == {one for all_ in TOGETHER for one in all_}

    def test_the_places_of_every_screen_are_in_force_together(self):
        from lmm_qual.tui.screens.change import ChangeScreen
        from lmm_qual.tui.screens.chart import ChartScreen
        from lmm_qual.tui.screens.codebook import CodebookScreen
        from lmm_qual.tui.screens.findings import FindingsScreen
        from lmm_qual.tui.screens.importing import ImportScreen
        from lmm_qual.tui.screens.matrix import MatrixScreen
        from lmm_qual.tui.screens.memos import MemosScreen
        from lmm_qual.tui.screens.passages import PassagesScreen
        from lmm_qual.tui.screens.profile import ProfileScreen
        from lmm_qual.tui.screens.proposals import ProposalsScreen
        from lmm_qual.tui.screens.relations import RelationsScreen
        from lmm_qual.tui.screens.start import StartScreen
        from lmm_qual.tui.screens.study import StudyScreen
        from lmm_qual.tui.screens.system_map import MapScreen
        from lmm_qual.tui.screens.typologies import TypologiesScreen

        coding = (CodingScreen, CodebookScreen, FindingsScreen, PassagesScreen, ChartScreen)
        coding += (TypologiesScreen, MemosScreen)
        numbers = (MatrixScreen, ChangeScreen)
        on_map = (MapScreen, RelationsScreen, ProposalsScreen, ProfileScreen)
        for page in (Page, StartScreen, StudyScreen, ImportScreen, *coding, *numbers, *on_map):
            assert any(set(page.PLACES) <= set(places) for places in TOGETHER), page

    def test_no_two_actions_of_one_place_have_the_same_key(self):
        for where in {action.where for action in REGISTER}:
            keys = [key for action in actions.actions(where) for key in default_keys(action)]
            assert sorted(keys) == sorted(set(keys)), where

    def test_ids_are_unique_and_names_fit_the_sheet(self):
        assert len(BY_ID) == len(REGISTER)
        assert [a.name for a in REGISTER if a.listed and len(a.name) > 36] == []


class TestFaults:
    @pytest.mark.parametrize(
        ("text", "said"),
        [
            (
                '[keys]\n"coding.udno" = "z"',
                "2: unknown action “coding.udno”; did you mean “coding.undo”?",
            ),
            (
                '# own\n[keys]\ncoding.undo = "ctrl+i"',
                "3: key of “coding.undo”: terminals cannot tell ctrl+i from Tab; choose another",
            ),
            ('[keys]\n\n"coding.undo" = "ctrl+c"', "3: key of “coding.undo”: Ctrl+C always quits"),
            ('[keys]\n"coding.undo" = "ctrl+q"', "2: key of “coding.undo”: Ctrl+Q always quits"),
            ('[keys]\n"picker.tick" = "x"', "2: key of “picker.tick”: x writes; choose another"),
            (
                '[keys]\n"coding.undo" = "i"',
                (
                    "2: “coding.undo” and “coding.in_vivo” (A new code from the words themselves)"
                    ' have the same key i; choose another key, or give "coding.in_vivo" another'
                ),
            ),
            ('[keys]\n"coding.undo" = "b"', "2: “coding.undo” and “transcript.word_left” (Word"),
            ('[keys]\n"coding.undo" = "f9"', "2: “coding.undo” and “app.theme” (Next theme"),
            ('[keys]\n"coding.undo" = "space"', "2: “coding.undo” and “panel.turn_over” (Fold or"),
            (
                '[keys]\n"coding.undo" = "z"\n"coding.redo" = "z"',
                "3: “coding.redo” and “coding.undo” (Undo your own last change) have the same",
            ),
            ('\ntheme = "drak"', "2: unknown theme “drak”; did you mean “dark”?"),
            ('[themes.dark]\nmuted = "red"', "1: theme “dark”: is the name of a theme that there"),
            ('[themes."a\\nb"]', "1: theme “a↵b”: is no name of one line"),
            (
                '[themes.sea]\nmutde = "red"',
                "2: theme “sea”: unknown colour “mutde”; did you mean “muted”?",
            ),
            ('[themes.sea]\nbase = "blue"', "2: theme “sea”: base “blue” is neither dark nor"),
            ('[themes.sea]\nmuted = "bleu"', "2: theme “sea”: muted = “bleu” is no colour; write"),
            ('[themes.sea]\npanel = "auto"', "2: theme “sea”: panel = “auto” is no colour"),
            ('[themes.sea]\npanel = "#12345678"', "2: theme “sea”: panel = “#12345678” is no"),
        ],
    )
    def test_each_is_told_with_its_line(self, configured, text, said):
        configured(text)
        (problem,) = told()
        assert problem.startswith(said)

    def test_all_are_told_at_once_in_order_and_the_app_does_not_start(self, configured, study):
        configured(
            'coder = 7\ntheme = "no"\n[keys]\n"coding.undo" = "ctrl+m"\nx.y = "z"\n'
            '[themes.sea]\nmuted = "-"\n'
        )
        with pytest.raises(BadInputError) as caught:
            LmmQualApp(study)
        assert [problem.place for problem in caught.value.problems] == ["1", "2", "4", "5", "7"]

    @pytest.mark.parametrize(
        "text",
        [
            '[keys]\n"coding.undo" = "i"\n"coding.in_vivo" = "u"',
            '[keys]\n"coding.undo" = "i"\ncoding.in_vivo = ["f5", "f5"]',
            '[keys]\n"start.new" = "c"',
            '[keys]\n"coding.back" = ["escape", "backspace"]',
            '[keys]\n"app.welcome" = "f2"',
        ],
    )
    def test_keys_that_are_free_then_are_taken(self, configured, text):
        configured(text)
        assert told() == []


class TestKeyMap:
    async def test_keys_change_places(self, configured, study):
        configured('[keys]\n"coding.undo" = "x"\n"coding.remove" = "u"\n')
        async with opened(study, transcript="T1-G3-07") as (app, pilot):
            await press(pilot, "j s semicolon p")
            assert len(stored(study)) == 1
            await press(pilot, "x")
            assert stored(study) == []
            await press(pilot, "ctrl+r")
            await press(pilot, "u")
            assert stored(study) == []
            assert "x undo" in lines(app)[-1]

    async def test_keys_of_the_text_and_of_lists_follow(self, configured, study):
        configured(
            '[keys]\n"transcript.select_sentence" = "ctrl+t"\n"list.down" = ["down", "ctrl+d"]\n'
            '"panel.fold" = "f"\n"coding.finish" = "Z"\n"coding.find_next" = "f3"\n'
        )
        async with opened(study, transcript="T1-G3-07") as (app, pilot):
            await press(pilot, "j s")
            assert app.screen.view.selection is None
            await press(pilot, "ctrl+t")
            assert app.screen.view.selection is not None
            await press(pilot, "ctrl+o c f")
            panel = app.screen.query_one("CodebookPanel")
            assert len(panel.rows) == 4
            await press(pilot, "ctrl+d")
            assert panel.at == 1

    async def test_start_and_palette_name_the_keys_there_are(self, configured):
        configured('[keys]\n"start.example" = "b"\n"app.welcome" = "f2"\n')
        async with opened(None) as (app, pilot):
            assert "Press b for an example study" in " ".join(seen(app).split())
            await press(pilot, 'ctrl+p "welcome"')
            row = next(row for row in lines(app) if "Show the welcome again" in row)
            assert "F2" in row
            await press(pilot, "escape f2")
            assert "Welcome to lmm-qual" in seen(app)


class TestThemes:
    async def test_the_next_theme_is_kept(self, study):
        async with opened(study) as (app, pilot):
            assert app.theme == "dark"
            await press(pilot, "f9")
            assert app.theme == "light"
        assert load_configuration().theme == "light"
        async with opened(study) as (app, _):
            assert app.theme == "light"

    async def test_own_themes_are_in_the_palette_and_in_the_round(self, configured, study):
        configured(
            '# mine\n[themes.sea]\nbase = "light"\nsurface = "#102030"\nmuted = "teal"\n'
            "dark = true\n"
        )
        async with opened(study) as (app, pilot):
            await press(pilot, 'ctrl+p "theme: sea" enter')
            assert app.theme == "sea"
            assert app.current_theme.dark
            assert app.current_theme.surface == "#102030"
            assert app.theme_variables["muted"] == "teal"
            assert app.theme_variables["rule"] == "#d2ccc0"
            await press(pilot, "f9")
            assert app.theme == "dark"
            await press(pilot, "f9 f9")
        assert load_configuration().theme == "sea"
        assert configuration_file().read_text(encoding="utf-8").count("# mine\n") == 1

    async def test_no_colour_is_taken_where_none_is_wanted(self, study, monkeypatch):
        monkeypatch.setenv("NO_COLOR", "1")
        async with opened(study) as (app, pilot):
            await press(pilot, "f9")
            assert app.no_color
            colours = {
                segment.style.color.triplet
                for strip in app.screen._compositor.render_strips()
                for segment in strip._segments
                if segment.style and segment.style.color and segment.style.color.triplet
            }
        assert all(len(set(triplet)) == 1 for triplet in colours)

    async def test_where_it_cannot_be_kept_that_is_told(self, study, monkeypatch, tmp_path):
        (tmp_path / "no").write_text("a file, no folder", encoding="utf-8")
        monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "no"))
        async with opened(study) as (app, pilot):
            await press(pilot, "f9")
            assert app.theme == "light"
            assert "cannot be written" in " ".join(seen(app).split())


class TestHelp:
    @pytest.mark.parametrize(
        ("keys", "heading", "names"),
        [
            ("f1", "Coding", ["Code the selection", "Select the sentence"]),
            ("ctrl+o c f1", "In the codebook", ["Fold the codes under it", "Take the row"]),
            ("ctrl+o t f1", "In a list", ["First row", "Next transcript"]),
            ("slash f1", "In a field", ["Delete", "Next place found"]),
            ("ctrl+p f1", "In a field", ["Tick the row", "Go back without an answer"]),
            ("c f1", "In a field", ["Tick the row", "Go back without an answer"]),
        ],
    )
    async def test_begins_with_what_has_focus(self, study, keys, heading, names):
        async with opened(study, transcript="T1-G3-07", size=(120, 70)) as (app, pilot):
            await press(pilot, keys)
            text = seen(app)
            assert app.screen._actions[0].section == heading
            assert heading in text
            for name in names:
                assert name in text

    async def test_of_a_list_on_the_study_and_the_start_screen(self, study):
        async with opened(study) as (app, pilot):
            await press(pilot, "f1")
            assert "In a list" in seen(app)
            await press(pilot, "escape escape f1")
            assert "In a list" in seen(app)
            assert "New study" in seen(app)
