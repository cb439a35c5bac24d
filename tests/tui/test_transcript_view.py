import pytest
from textual.geometry import Offset
from transcripts import DYAD, ViewApp, document_of, mark

from lmm_qual.text.span import Span
from lmm_qual.tui.transcript import surface
from lmm_qual.tui.transcript.document import Document
from lmm_qual.tui.transcript.view import TranscriptView

DOCUMENT = document_of(DYAD)
LONG = document_of("\n".join(f"P{n % 7:02d}: turn {n} and words" for n in range(1, 301)))


def place(words: str) -> int:
    return DYAD.index(words)


async def after(*keys: str, marks=(), start="It was", document=DOCUMENT):
    app = ViewApp(document, list(marks))
    async with app.run_test(size=(80, 24)) as pilot:
        app.view.go_to(document.text.index(start))
        await pilot.press(*keys)
        await pilot.pause()
        app.selected = app.view.selected_text
        app.head_words = document.text[app.view.cursor.head :][:12]
    return app


class TestMoving:
    @pytest.mark.parametrize(
        ("keys", "head"),
        [
            ("l", "t was at tea"),
            ("l l h", "t was at tea"),
            ("right left", "It was at te"),
            ("w", "was at team "),
            ("w w b", "was at team "),
            (")", "Someone had "),
            (") ) (", "Someone had "),
            ("}", "Mm. And the "),
            ("} } { {", "It was at te"),
            ("j", "training.\nAn"),
            ("k", "How did you "),
            ("j k", "It was at te"),
            ("G", "\n"),
            ("G g g", "# Dyad, heal"),
            ("ctrl+home", "# Dyad, heal"),
            ("g 3 enter", "Mm. And the "),
            ("g 4 backspace 1 enter", "How did you "),
            ("g 9 9 enter", "It was at te"),
            ("g 4 : 4 0 enter", "Mm. And the "),
            ("g 0 0 : 0 4 : 4 5 . 5 enter", "Mm. And the "),
            ("g 9 9 : 0 0 enter", "Someone to r"),
            ("g 0 : 0 1 enter", "How did you "),
            ("g : enter", "It was at te"),
            ("g escape w", "was at team "),
            ("g w", "was at team "),
            ("$ home", "It was at te"),
        ],
    )
    async def test_keys(self, keys, head):
        app = await after(*keys.split())
        assert app.head_words == head

    @pytest.mark.parametrize(
        ("keys", "said"),
        [
            ("g 9 9 9 enter", "there is no turn 999"),
            ("g 1 : 0 0 enter", "this transcript has no timestamps"),
            ("g 1 : enter", "a number goes to a turn, a time such as 12:30"),
        ],
    )
    async def test_what_is_not_there_is_said(self, keys, said):
        app = ViewApp(LONG)
        async with app.run_test() as pilot:
            await pilot.press(*keys.split())
            await pilot.pause()
        assert app.told[-1][0] == "not there"
        assert app.told[-1][1].startswith(said)

    async def test_pages(self):
        app = ViewApp(LONG)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("pagedown", "pagedown")
            assert app.view.layout_rows.row_at(app.view.cursor.head) == 46
            assert app.view.scroll_offset.y > 0
            await pilot.press("pageup", "pageup")
            assert app.view.cursor.head == LONG.start

    async def test_the_cursor_stays_in_sight_and_so_does_the_hardware_cursor(self):
        app = ViewApp(LONG)
        async with app.run_test(size=(80, 24)) as pilot:
            for key in ("G", "up", "ctrl+home", "g", "1", "5", "0", "enter", "pageup"):
                await pilot.press(key)
                await pilot.pause()
                cell = app.view.cell_of(app.view.cursor.head)
                assert 0 <= cell.y < 24
                assert app.cursor_position == cell + app.view.content_region.offset


class TestSelecting:
    @pytest.mark.parametrize(
        ("keys", "selected"),
        [
            ("shift+right shift+right", "It"),
            ("v w w", "It was"),
            ("v w v w", ""),
            ("v )", "It was at team meeting, I think."),
            ("s", "It was at team meeting, I think."),
            ("t", DYAD[place("It was") : place("[laughs]") + 8]),
            ("+", "It"),
            ("+ +", "It was at team meeting, I think."),
            ("+ + -", "It"),
            ("+ -", ""),
            ("s escape", ""),
            ("w ctrl+shift+left", "It "),
            ("shift+end", "It was at team meeting, I think. Someone had been on the"),
        ],
    )
    async def test_keys(self, keys, selected):
        app = await after(*keys.split())
        assert app.selected == selected

    async def test_what_is_told(self):
        app = await after("v", "w", "escape")
        start = place("It was")
        assert ("selected", Span(start, start + 2)) in app.told
        assert app.told[-2:] == [("selected", None), ("moved", start + 2)]

    async def test_escape_with_nothing_to_drop_is_left_to_the_screen(self):
        app = ViewApp(DOCUMENT)
        app.dropped = False
        app.bind("escape", "drop")
        app.action_drop = lambda: setattr(app, "dropped", True)
        async with app.run_test() as pilot:
            await pilot.press("s", "escape")
            assert not app.dropped
            await pilot.press("escape")
            assert app.dropped

    async def test_a_key_map_binds_other_keys(self):
        app = ViewApp(DOCUMENT)
        app.set_keymap({"transcript.select_sentence": "x"})
        async with app.run_test() as pilot:
            app.view.go_to(place("It was"))
            await pilot.press("s")
            assert app.view.selection is None
            await pilot.press("x")
            assert app.view.selected_text == "It was at team meeting, I think."

    def test_every_binding_has_an_id_of_its_own(self):
        ids = [binding.id for binding in TranscriptView.BINDINGS]
        assert len(ids) == len(set(ids))
        assert all(name.startswith("transcript.") for name in ids)


class TestCodings:
    MARKS = (
        mark(DOCUMENT, "team meeting", 1),
        mark(DOCUMENT, "at team meeting, I think", 2),
        mark(DOCUMENT, "the form was long", 3),
    )

    async def test_brackets_go_from_coding_to_coding_and_pick(self):
        app = await after("]", "]", "]", marks=self.MARKS)
        assert app.head_words == "the form was"
        assert [coding for kind, coding in app.told if kind == "picked"] == [2, 1, None, 3]
        app = await after("]", "]", "[", marks=self.MARKS)
        assert app.head_words == "at team meet"

    async def test_angles_go_to_what_is_left_to_code(self):
        app = await after(">", marks=self.MARKS)
        assert app.head_words == "Someone had "
        app = await after(">", ">", ">", ">", "<", marks=self.MARKS)
        assert app.head_words == "you know.\nIN"

    async def test_overlapping_codings_are_picked_in_turn(self):
        app = await after("w", "w", "w", "o", "o", "o", marks=self.MARKS)
        assert [coding for kind, coding in app.told if kind == "picked"] == [2, 1, 2]
        app = await after("w", "w", "w", "o", "}", marks=self.MARKS)
        assert app.told[-1] == ("picked", None)

    async def test_a_coding_taken_away_is_no_longer_picked(self):
        app = ViewApp(DOCUMENT, list(self.MARKS))
        async with app.run_test():
            app.view.pick(3)
            assert app.view.picked == 3
            assert app.view.codings.letter(3) == "A"
            app.view.set_codings(self.MARKS[:2])
            assert app.view.picked is None

    async def test_codings_here(self):
        app = ViewApp(DOCUMENT, list(self.MARKS))
        async with app.run_test():
            app.view.go_to(place("meeting"))
            assert [coding.id for coding in app.view.codings_here()] == [2, 1]


class TestFinding:
    async def test_matches_are_gone_through_around_the_ends(self):
        app = ViewApp(DOCUMENT)
        async with app.run_test():
            view = app.view
            assert view.find("someone") == 2
            assert view.cursor.head == place("Someone had")
            assert view.find_next() == 2
            assert view.cursor.head == place("Someone to ring")
            assert view.find_next() == 1
            assert view.find_next(-1) == 2
            assert view.find("nobody") == 0
            assert view.find_next() == 0
            assert view.cursor.head == place("Someone to ring")

    async def test_a_match_under_the_cursor_comes_first(self):
        app = ViewApp(DOCUMENT)
        async with app.run_test():
            app.view.go_to(place("Someone had"))
            app.view.find("someone")
            assert app.view.cursor.head == place("Someone had")


class TestMouse:
    async def at(self, app, words: str) -> Offset:
        return app.view.cell_of(app.view.document.text.index(words))

    async def test_a_click_puts_the_cursor(self):
        app = ViewApp(DOCUMENT)
        async with app.run_test() as pilot:
            await pilot.click(app.view, offset=await self.at(app, "meeting"))
            assert app.view.cursor.head == place("meeting")
            await pilot.click(app.view, offset=await self.at(app, ", I think"), shift=True)
            assert app.view.selected_text == "meeting"

    async def test_twice_a_word_three_times_the_turn(self):
        app = ViewApp(DOCUMENT)
        async with app.run_test() as pilot:
            offset = await self.at(app, "eeting")
            await pilot.click(app.view, offset=offset, times=2)
            assert app.view.selected_text == "meeting"
            await pilot.pause(1)
            await pilot.click(app.view, offset=offset, times=3)
            turn = DOCUMENT.turn(2)
            assert app.view.selection == Span(turn.start, turn.end)

    @pytest.mark.parametrize("backwards", [False, True])
    async def test_dragging_selects(self, backwards):
        app = ViewApp(DOCUMENT)
        async with app.run_test() as pilot:
            ends = [await self.at(app, "team"), await self.at(app, " been on")]
            begun, ended = reversed(ends) if backwards else ends
            await pilot.mouse_down(app.view, offset=begun)
            await pilot.hover(app.view, offset=(begun.x + 1, begun.y))
            await pilot.hover(app.view, offset=ended)
            await pilot.mouse_up(app.view, offset=ended)
            await pilot.pause()
            assert app.view.selected_text == "team meeting, I think. Someone had"
            expected = place("team") if backwards else place(" been on")
            assert app.view.cursor.head == expected
            await pilot.press("w")
            assert app.view.selection is None

    async def test_dragging_to_the_edge_scrolls_by_itself_and_no_further(self):
        app = ViewApp(LONG)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.mouse_down(app.view, offset=(20, 5))
            await pilot.hover(app.view, offset=(20, 20))
            await pilot.hover(app.view, offset=(20, 22))
            assert app.view.selection is not None
            assert app.view.scroll_offset.y < 40
            await pilot.mouse_up(app.view, offset=(20, 22))
            ended = app.view.cursor
            await pilot.hover(app.view, offset=(20, 10))
            assert app.view.cursor == ended

    async def test_dragging_over_wide_letters(self):
        app = ViewApp(document_of("P01: 漢字漢字 and 👩‍👩‍👧 so"))
        async with app.run_test() as pilot:
            begun, ended = await self.at(app, "字漢"), await self.at(app, " so")
            await pilot.mouse_down(app.view, offset=begun)
            await pilot.hover(app.view, offset=ended)
            await pilot.mouse_up(app.view, offset=ended)
            assert app.view.selected_text == "字漢字 and 👩‍👩‍👧"

    async def test_textual_knows_the_position_under_the_pointer(self):
        app = ViewApp(DOCUMENT)
        async with app.run_test():
            cell = await self.at(app, "team")
            widget, offset = app.screen.get_widget_and_offset_at(*cell)
            assert widget is app.view
            assert offset.x == place("team")

    async def test_a_click_on_a_stripe_picks_its_coding(self):
        app = ViewApp(DOCUMENT, [mark(DOCUMENT, "the form was long", 3)])
        async with app.run_test() as pilot:
            row = (await self.at(app, "the form")).y
            await pilot.click(app.view, offset=(app.view.columns.stripes_from, row))
            assert app.view.picked == 3
            assert app.view.cursor.head == place("the form")
            await pilot.click(app.view, offset=(app.view.columns.stripes_from + 1, row))
            assert app.view.picked == 3


class TestPainting:
    async def test_the_second_render_hits_the_cache(self, monkeypatch):
        painted = []
        real = surface.paint
        monkeypatch.setattr(
            surface, "paint", lambda *given: painted.append(given[1]) or real(*given)
        )
        app = ViewApp(LONG)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            painted.clear()
            first = [app.view.render_line(y) for y in range(24)]
            assert [app.view.render_line(y) for y in range(24)] == first
            assert painted == []

    async def test_only_rows_that_changed_are_painted(self, monkeypatch):
        painted = []
        real = surface.paint
        monkeypatch.setattr(
            surface, "paint", lambda *given: painted.append(given[1]) or real(*given)
        )
        app = ViewApp(LONG)
        async with app.run_test(size=(80, 24)) as pilot:
            for key in "jj":
                await pilot.press(key)
                await pilot.pause()
            painted.clear()
            for key in "jl":
                await pilot.press(key)
                await pilot.pause()
            assert painted == [3, 3]

    async def test_codings_and_theme_paint_anew(self):
        app = ViewApp(DOCUMENT)
        async with app.run_test(size=(80, 24)) as pilot:
            assert app.lines()[1].rstrip().endswith("them?")
            app.view.set_codings([mark(DOCUMENT, "How did you")])
            assert app.lines()[1].rstrip().endswith("A")
            before = app.view.look
            app.theme = "textual-light"
            await pilot.pause()
            assert app.view.look != before

    async def test_lines_are_as_wide_as_the_view(self):
        app = ViewApp(LONG)
        async with app.run_test(size=(64, 12)):
            width = app.view.scrollable_content_region.width
            assert {len(line) for line in app.lines()} == {width}
            assert width == 63

    async def test_resizing_keeps_the_words_at_the_top(self):
        app = ViewApp(LONG)
        async with app.run_test(size=(80, 24)) as pilot:
            app.view.go_to_turn(200)
            await pilot.pause()
            await pilot.resize_terminal(30, 24)
            await pilot.pause()
            cell = app.view.cell_of(app.view.cursor.head)
            assert 0 <= cell.y < 24
            assert {len(line) for line in app.lines()} == {29}

    async def test_hostile_words_reach_no_terminal(self):
        text = "P01: a\x1b]52;c;aGk=\x07b \x9b31m \u202eevil\u202c [/x] [laughs] [b]c[/b]"
        app = ViewApp(document_of(text))
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("w", "s", "v", "w")
            assert "a␛]52;c;aGk=␇b ␦31m ⇠evil⇡" in app.lines()[0]
            app.view.find("[laughs]")
            seen = "".join(app.lines())
            assert "[/x] [laughs]" in seen
            assert seen.isprintable()

    async def test_without_colours(self, monkeypatch):
        monkeypatch.setenv("NO_COLOR", "1")
        app = ViewApp(DOCUMENT, [mark(DOCUMENT, "It was")])
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("j", "s")
            assert "It was at team" in app.lines()[2]
            for y in range(24):
                assert all(segment.style is not None for segment in app.view.render_line(y))

    @pytest.mark.parametrize("size", [(80, 24), (120, 36), (20, 5), (3, 2), (1, 1)])
    async def test_any_size(self, size):
        app = ViewApp(DOCUMENT, [mark(DOCUMENT, "It was")])
        async with app.run_test(size=size) as pilot:
            await pilot.press("j", "j", "G", "s")
            await pilot.pause()

    async def test_an_empty_transcript(self):
        app = ViewApp(Document(""))
        async with app.run_test() as pilot:
            await pilot.press(
                "j", "w", "s", "t", "+", "-", "G", ")", "{", ">", "]", "o", "pagedown"
            )
            assert app.view.selection is None

    async def test_another_document_is_shown_from_its_start(self):
        app = ViewApp(LONG)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("G", "s", "v")
            app.view.show(DOCUMENT)
            await pilot.pause()
            assert app.view.cursor.head == 0
            assert not app.view.extending
            assert app.view.scroll_offset.y == 0
            assert "Dyad" in app.lines()[0]
            app.view.show(LONG, LONG.turn(150).start)
            await pilot.pause()
            assert any("turn 150" in line for line in app.lines())


class TestDraggingByUnits:
    async def dragged(self, presses, begun, ended, *, marks=()):
        """Press once, twice or three times and drag with the last; gives the view's selection."""
        app = ViewApp(DOCUMENT, list(marks))
        async with app.run_test() as pilot:
            start, end = (app.view.cell_of(place(words)) for words in (begun, ended))
            if presses > 1:
                await pilot.click(app.view, offset=start, times=presses - 1)
            await pilot.mouse_down(app.view, offset=start)
            await pilot.hover(app.view, offset=start)
            await pilot.hover(app.view, offset=end)
            await pilot.mouse_up(app.view, offset=end)
            await pilot.pause()
            app.selected, app.head = app.view.selected_text, app.view.cursor.head
        return app

    @pytest.mark.parametrize(
        ("presses", "begun", "ended", "selected"),
        [
            (1, "eeting", "hink", "eeting, I t"),
            (2, "eeting", "hink", "meeting, I think"),
            (2, "hink", "eeting", "meeting, I think"),
            (2, "eeting", "ting, I", "meeting"),
            (3, "eeting", "form was", DYAD[place("It was") : place("you know.") + 9]),
            (3, "form was", "eeting", DYAD[place("It was") : place("you know.") + 9]),
            (3, "eeting", "training", DYAD[place("It was") : place("[laughs]") + 8]),
        ],
    )
    async def test_twice_by_words_three_times_by_turns(self, presses, begun, ended, selected):
        app = await self.dragged(presses, begun, ended)
        assert app.selected == selected
        backwards = place(begun) > place(ended)
        assert app.head == place(selected) + (0 if backwards else len(selected))

    async def test_what_is_held_is_not_dropped(self):
        app = ViewApp(DOCUMENT)
        async with app.run_test() as pilot:
            view = app.view
            view.go_to(place("How did"))
            view.hold(Span(place("team"), place(", I think")))
            await pilot.press("v", "escape", "w")
            assert view.selected_text == "team meeting, I"
            await pilot.click(view, offset=view.cell_of(place(", I think")), times=2)
            assert view.selected_text == "team meeting"
            view.swap_ends()
            await pilot.press("b")
            assert view.selected_text == "at team meeting"
            view.let_go()
            assert (view.selection, view.cursor.head) == (None, place("How did"))
            await pilot.press("v", "w", "escape")
            assert view.selection is None
