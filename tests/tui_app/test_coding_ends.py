"""Adjusting the ends of codings: what is stored is what was selected."""

import asyncio

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from studies import add_coding, full_disk, lines, make_study, opened, press, seen, stored

from lmm_qual.store.queries.codings import codings

SENTENCE = "It was at team meeting, I think."
SIZES = [(120, 36), (80, 24)]


async def after(study, keys, *, at="team", size=(120, 36), **more):
    """Press keys in the dyad, the cursor at some words."""
    async with opened(study, transcript="T1-G3-07", size=size, **more) as (app, pilot):
        view = app.screen.view
        view.go_to(view.document.text.index(at))
        await press(pilot, keys)
        app.last_seen, app.status = seen(app), lines(app)[-2]
        app.selected = view.selected_text
        app.cursor_at = view.document.text[view.cursor.head :][:10]
    return app


@pytest.fixture
def coded(study):
    add_coding(study, "team meeting", "Pressures", "sa")
    return study


class TestAdjusting:
    @pytest.mark.parametrize("size", SIZES)
    @pytest.mark.parametrize(
        ("keys", "words"),
        [
            ("e w w enter", "team meeting, I think"),
            ("e l l enter", "team meeting, "),
            ("e b enter", "team"),
            ("e tab b enter", "at team meeting"),
            ("e o b b w w w enter", "meeting"),
            ("e tab b tab ) enter", SENTENCE.removeprefix("It was ")),
            ("e shift+right enter", "team meeting,"),
            ("e s enter", SENTENCE),
            ("e + enter", SENTENCE),
            ("e v ) enter", SENTENCE.removeprefix("It was at ")),
            ("e tab w w w enter", ", I"),
            ("e } enter", "team meeting, I think. Someone had been on the training."),
            (
                "e g 3 enter ) enter",
                "team meeting, I think. Someone had been on the training.\nP08: Mm.",
            ),
            ("e l l escape", "team meeting"),
            ("e enter", "team meeting"),
            ("e w left_square_bracket enter", "team meeting"),
        ],
    )
    async def test_moves_change_what_is_stored(self, coded, keys, words, size):
        await after(coded, keys, size=size)
        assert stored(coded) == [(words, "Barriers/Pressures", "sa")]

    @pytest.mark.parametrize("size", SIZES)
    async def test_it_is_said_which_end_moves_and_how_it_ends(self, coded, size):
        app = await after(coded, "e w", size=size)
        said = "moves change the end · Tab the start · Enter stores · Esc leaves it · 3 words"
        assert said in app.last_seen
        assert app.selected == "team meeting, I"
        app = await after(coded, "e tab", size=size)
        assert "moves change the start · Tab the end" in app.last_seen
        assert "Enter store  Tab other end  Esc leave" in app.last_seen

    async def test_once_stored_it_is_said_and_under_the_cursor(self, coded):
        app = await after(coded, "e w w enter")
        assert "Pressures now covers “team meeting, I think” (u undoes)" in app.status
        assert "P07 voiced" in app.last_seen
        assert app.selected == ""
        assert app.cursor_at.startswith("k.")

    async def test_left_it_is_all_as_it_was(self, coded):
        app = await after(coded, "l e w tab b b escape")
        assert "the ends of Pressures are as they were" in app.status
        assert (app.selected, app.cursor_at) == ("", "eam meetin")
        app = await after(coded, "v l l l e w w escape")
        assert app.selected == "tea"
        app = await after(coded, "o e } escape x")
        assert stored(coded) == []

    async def test_it_is_one_change_undone_and_made_again(self, coded):
        await after(coded, "e w w enter u")
        assert stored(coded) == [("team meeting", "Barriers/Pressures", "sa")]
        app = await after(coded, "ctrl+r")
        assert "done again: ends of “Pressures” in T1-G3-07" in app.last_seen
        assert stored(coded) == [("team meeting, I think", "Barriers/Pressures", "sa")]

    @pytest.mark.parametrize(
        "key",
        ["c", "1", "full_stop", "semicolon", "i", "x", "r", "y", "V", "R", "e", "f", "u", "B"],
    )
    async def test_meanwhile_the_keys_of_coding_rest(self, coded, key):
        app = await after(coded, f"e w {key}")
        assert stored(coded) == [("team meeting", "Barriers/Pressures", "sa")]
        assert "moves change the end" in app.status
        app = await after(coded, f"e w {key} enter")
        assert stored(coded) == [("team meeting, I", "Barriers/Pressures", "sa")]

    async def test_the_codebook_rests_too(self, coded):
        async with opened(coded, transcript="T1-G3-07") as (app, pilot):
            view = app.screen.view
            view.go_to(view.document.text.index("team"))
            await press(pilot, "e w")
            app.screen.query_one("#codebook").focus()
            await press(pilot, "down enter")
            assert "moves change the end" in lines(app)[-2]
            assert app.focused is view
            await press(pilot, "enter")
        assert stored(coded) == [("team meeting, I", "Barriers/Pressures", "sa")]

    async def test_help_and_palette_name_what_can_be_done_now(self, coded):
        app = await after(coded, "e question_mark", size=(120, 60))
        assert "Store the ends as they are selected" in app.last_seen
        assert "A new code from the words themselves" not in app.last_seen
        app = await after(coded, "question_mark", size=(120, 60))
        assert "Store the ends as they are selected" not in app.last_seen
        app = await after(coded, 'e w ctrl+p "store the" enter')
        assert stored(coded) == [("team meeting, I", "Barriers/Pressures", "sa")]

    async def test_other_keys_of_other_actions_take_none_of_these(self, coded):
        other = {"coding.code": "z", "coding.back": "Z", "coding.next_panel": "W"}
        async with opened(coded, transcript="T1-G3-07") as (app, pilot):
            app.set_keymap(other)
            view = app.screen.view
            view.go_to(view.document.text.index("team"))
            await press(pilot, "e tab b tab w enter")
            assert stored(coded) == [("at team meeting, I", "Barriers/Pressures", "sa")]
            await press(pilot, "e w escape")
            assert app.screen.adjusting is None
        assert stored(coded) == [("at team meeting, I", "Barriers/Pressures", "sa")]

    async def test_a_mouse_click_moves_the_end(self, coded):
        async with opened(coded, transcript="T1-G3-07") as (app, pilot):
            view = app.screen.view
            view.go_to(view.document.text.index("team"))
            await press(pilot, "e")
            place = view.cell_of(view.document.text.index(". Someone"))
            await pilot.click(view, offset=place + view.content_region.offset - view.region.offset)
            await press(pilot, "enter")
        assert stored(coded) == [("team meeting, I think", "Barriers/Pressures", "sa")]

    async def test_going_to_another_transcript_leaves_it(self, coded):
        async with opened(coded, transcript="T1-G3-07") as (app, pilot):
            view = app.screen.view
            view.go_to(view.document.text.index("team"))
            await press(pilot, "e w")
            app.screen.go_to_transcript("T2-G3-01")
            await press(pilot, "w w")
            assert view.selection is None
            app.screen.go_to_transcript("T1-G3-07")
            await press(pilot, "x")
        assert stored(coded) == []


class TestRefused:
    async def test_no_words(self, coded):
        app = await after(coded, "e b b enter")
        assert "no words are selected" in app.last_seen
        assert stored(coded) == [("team meeting", "Barriers/Pressures", "sa")]
        await after(coded, "e b b b enter")
        assert stored(coded) == [("at ", "Barriers/Pressures", "sa")]

    async def test_the_same_coding_again(self, coded):
        add_coding(coded, "team meeting, I think", "Pressures", "sa")
        before = stored(coded)
        app = await after(coded, "o o e w w enter")
        assert "Pressures is on exactly these words already" in app.status
        assert app.selected == "team meeting, I think"
        assert stored(coded) == before

    async def test_another_coders(self, study):
        add_coding(study, "team meeting", "Pressures", "jr")
        app = await after(study, "B e")
        assert "this is jr's coding" in app.status
        await after(study, "B e w w escape")
        assert stored(study) == [("team meeting", "Barriers/Pressures", "jr")]

    async def test_nothing_there_or_nothing_to_be_written(self, coded):
        app = await after(coded, "e", at="Someone to")
        assert "there is no coding under the cursor" in app.status
        app = await after(coded, "e", read_only=True)
        assert "nothing can be changed" in app.status

    async def test_what_is_not_on_disk_stays_selected_until_it_is(self, coded, monkeypatch):
        async with opened(coded, transcript="T1-G3-07") as (app, pilot):
            view = app.screen.view
            view.go_to(view.document.text.index("team"))

            with full_disk(monkeypatch, app):
                await press(pilot, "e w w enter")
                assert "the disk is full; make room and try again" in " ".join(seen(app).split())
                assert "last change NOT saved" in seen(app)
                assert view.selected_text == "team meeting, I think"
                assert stored(coded) == [("team meeting", "Barriers/Pressures", "sa")]
            await press(pilot, "enter")
            assert "NOT saved" not in seen(app)
        assert stored(coded) == [("team meeting, I think", "Barriers/Pressures", "sa")]


MOVES = (
    *("l", "h", "j", "k", "w", "b", "(", ")", "{", "}", "home", "end", "G", "ctrl+home", "s", "t"),
    *("+", "-", "v", "tab", "o", "[", "]", "<", ">", "shift+left", "shift+right", "shift+down"),
    *("c", "x", "u", "1", "pagedown", "ctrl+shift+right"),
)
KEYS = {
    "(": "left_parenthesis",
    ")": "right_parenthesis",
    "{": "left_curly_bracket",
    "}": "right_curly_bracket",
    "[": "left_square_bracket",
    "]": "right_square_bracket",
    "<": "less_than_sign",
    ">": "greater_than_sign",
    "+": "plus",
    "-": "minus",
}


rounds = st.lists(st.lists(st.sampled_from(MOVES), max_size=12), min_size=8, max_size=8)


@settings(max_examples=3, deadline=None)
@given(rounds, st.sampled_from(SIZES))
def test_what_is_stored_is_what_was_shown(tmp_path_factory, rounds, size):
    """After any moves Enter stores what the screen shows as selected, or nothing changes."""
    study = make_study(tmp_path_factory.mktemp("ends") / "small.lmmq")
    add_coding(study, "team meeting", "Pressures", "sa")
    asyncio.run(_adjust(study, rounds, size))


async def _adjust(study, rounds, size):
    async with opened(study, transcript="T1-G3-07", size=size) as (app, pilot):
        screen, store = app.screen, app.opened.store
        view, text = screen.view, screen.view.document.text
        (before,) = codings(store)
        for moves in rounds:
            view.go_to(before.start)
            await press(pilot, "e")
            await pilot.press(*(KEYS.get(key, key) for key in moves))
            shown = view.selection
            await press(pilot, "enter")
            await press(pilot, "escape" if screen.adjusting else "")
            sound = shown is not None and shown.slice(text).strip()
            ends = (shown.start, shown.end) if sound else (before.start, before.end)
            (row,) = codings(store)
            assert (row.start, row.end, row.quote) == (*ends, text[ends[0] : ends[1]])
            if row != before:
                await press(pilot, "u")
            assert codings(store) == [before]
