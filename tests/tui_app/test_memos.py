import pytest
from studies import (
    DYAD,
    add_coding,
    disk_is_full,
    lines,
    make_study,
    opened,
    press,
    seen,
    transcript,
)

from lmm_qual.model.memo import LONGEST
from lmm_qual.project.changes.memos import WriteMemo
from lmm_qual.project.project import Project
from lmm_qual.store.queries.memos import all_memos, find_subject
from lmm_qual.store.queries.talk import find_transcript
from lmm_qual.tui.screens.coding import CodingScreen
from lmm_qual.tui.screens.memo_editor import MemoEditor

SENTENCE = "It was at team meeting, I think."


async def after(study, keys, paste="", **more):
    """Press keys in the dyad, the cursor at the start of P07's first turn; then paste."""
    async with opened(study, **{"transcript": "T1-G3-07", **more}) as (app, pilot):
        if isinstance(app.screen, CodingScreen):
            view = app.screen.view
            view.go_to(view.document.text.index("It was"))
        await press(pilot, keys)
        if paste:
            field = app.screen.query_one("TextField")
            field._replace_via_keyboard(paste, *field.selection)
            await press(pilot, "")
        app.last_seen, app.last_lines, app.last_screen = seen(app), lines(app), app.screen
        app.last_field = [field.size.height for field in app.screen.query("TextField")]
    return app


def written(study):
    """Give the memos in the file: what they are on, who wrote them, what they say."""
    with Project.open(study) as project:
        return [
            (row.target, row.transcript or row.code_id, row.coder, row.text)
            for row in all_memos(project.store)
        ]


def write(study, target, coder, text, key="T1-G3-07"):
    """Write a memo as another coder would, on a transcript, its session or the study."""
    with Project.open(study, write=True, coder=coder) as project:
        id_ = None if target == "study" else find_transcript(project.store, key).id
        project.make(WriteMemo(target, id_, text))


class TestWhatMemosAreOn:
    @pytest.mark.parametrize(
        ("keys", "expected"),
        [
            ("s semicolon p a enter", ("coding", "T1-G3-07")),
            ("s semicolon p a c", ("coding", "T1-G3-07")),
            ("a enter", ("transcript", "T1-G3-07")),
            ("a t", ("transcript", "T1-G3-07")),
            ("a s", ("session", "T1-G3-07")),
            ("S", ("session", "T1-G3-07")),
            ("a o", ("code", 1)),
            ("s semicolon p a o", ("code", 2)),
            ("ctrl+o c down a", ("code", 2)),
            ("a y", ("study", None)),
        ],
    )
    async def test_on_the_coding_screen(self, study, keys, expected):
        app = await after(study, f'{keys} "Hm, wait." enter "More." ctrl+s')
        assert written(study) == [(*expected, "sa", "Hm, wait.\nMore.")]
        assert isinstance(app.last_screen, CodingScreen)
        assert "saved: " in app.last_lines[-2]
        assert "(u undoes)" in app.last_lines[-2]

    @pytest.mark.parametrize(
        ("keys", "expected"),
        [
            ("a enter", ("transcript", "T1-G3-07")),
            ("down a t", ("transcript", "T2-G3-01")),
            ("a s", ("session", "T1-G3-07")),
            ("down S", ("session", "T2-G3-01")),
            ("a y", ("study", None)),
        ],
    )
    async def test_on_the_study_screen(self, study, keys, expected):
        app = await after(study, f'{keys} "Hm." ctrl+s', transcript=None)
        assert written(study) == [(*expected, "sa", "Hm.")]
        assert "(u undoes)" in app.last_lines[-2]

    async def test_on_words_that_are_selected(self, study):
        words = "It was at team meeting, I think."
        app = await after(study, 's a enter "Which team?" ctrl+s')
        assert written(study) == [("passage", "T1-G3-07", "sa", "Which team?")]
        assert "saved: memo on passage" in app.last_lines[-2]
        app = await after(study, 's a p tab down enter "And when?" ctrl+s')
        with Project.open(study) as project:
            first, second = all_memos(project.store)
        assert [first.quote, second.quote] == [words, words]
        assert first.target_id == second.target_id
        app = await after(study, "l")
        assert "Which team?" in app.last_seen
        assert "And when?" in app.last_seen
        assert "2 memos on words" in app.last_seen
        await after(study, "a p shift+tab up x up x")
        assert written(study) == []
        with Project.open(study) as project:
            assert project.store.value("SELECT count(*) FROM passage") == 0

    async def test_words_written_of_are_there_again_without_selecting_them(self, study):
        app = await after(study, 's a enter "Which team?" ctrl+s escape h a')
        assert "the words “It was at team meeting" in app.last_seen
        app = await after(study, "j j j j a")
        assert "the words" not in app.last_seen

    async def test_before_there_is_any_codebook(self, tmp_path):
        bare = transcript("T1-G3-07", DYAD, "T1", "G3")
        path = make_study(tmp_path / "bare.lmmq", codes=(), added=[bare])
        app = await after(path, "a")
        assert "the code" not in app.last_seen
        await after(path, 'S "A slow start." ctrl+s')
        assert written(path) == [("session", "T1-G3-07", "sa", "A slow start.")]
        app = await after(path, "ctrl+o c a")
        assert "A memo on" in app.last_seen

    async def test_before_there_is_any_transcript(self, tmp_path):
        path = tmp_path / "empty.lmmq"
        Project.new(path).close()
        app = await after(path, "S", transcript=None)
        assert "there is no transcript yet" in app.last_seen
        await after(path, 'a enter "Begun." ctrl+s', transcript=None)
        assert written(path) == [("study", None, "sa", "Begun.")]

    async def test_of_several_codings_it_is_asked_which(self, study):
        app = await after(study, 's c "press" tab "known" tab enter a c')
        assert "A memo on which coding?" in app.last_seen
        app = await after(study, "a")
        assert "one of the 2 codings here" in app.last_seen
        await after(study, 'a enter down enter "Hm." ctrl+s')
        assert [row[0] for row in written(study)] == ["coding"]

    async def test_a_picked_coding_is_meant(self, study):
        await after(study, 's c "press" tab "known" tab enter')
        app = await after(study, "o a enter")
        assert isinstance(app.last_screen, MemoEditor)
        assert "Memo on coding" in app.last_seen
        assert f"“{SENTENCE}”" in app.last_seen

    async def test_a_memo_on_anothers_coding(self, study):
        add_coding(study, "team meeting", "Being known", "jr", memo="Theirs.")
        app = await after(study, "w w w a")
        assert "the coding" not in app.last_seen
        await after(study, 'w w w B a enter "Mine." ctrl+s')
        assert [row[2:] for row in written(study)] == [("jr", "Theirs."), ("sa", "Mine.")]

    async def test_who_writes_is_asked_first(self, study):
        app = await after(study, "S", coder=None)
        assert "Who is coding?" in app.last_seen
        await after(study, 'S "mk" enter "Hm." ctrl+s', coder=None)
        assert written(study) == [("session", "T1-G3-07", "mk", "Hm.")]


class TestEditing:
    async def test_the_summary_is_one_and_is_written_on(self, study):
        await after(study, 'S "One." ctrl+s')
        app = await after(study, "S")
        assert "a new memo" not in app.last_seen
        await after(study, 'S " Two." ctrl+s')
        assert written(study) == [("session", "T1-G3-07", "sa", "One. Two.")]

    async def test_own_memos_are_edited_and_others_added(self, study):
        await after(study, 'a t "One." ctrl+s')
        await after(study, 'a t " More." ctrl+s')
        await after(study, 'a t shift+tab down enter "Two." ctrl+s')
        assert [row[3] for row in written(study)] == ["One. More.", "Two."]

    async def test_those_of_others_are_read(self, study):
        write(study, "transcript", "jr", "Theirs, and long.")
        app = await after(study, "a t")
        assert "jr" in app.last_seen
        app = await after(study, 'a t shift+tab up tab "x"')
        assert "by jr, to read" in app.last_seen
        app = await after(study, "a t shift+tab up x")
        assert "this memo is by jr" in app.last_seen
        app = await after(study, "a t shift+tab up ctrl+s")
        assert written(study) == [("transcript", "T1-G3-07", "jr", "Theirs, and long.")]

    async def test_deleting(self, study):
        await after(study, 'a t "One." ctrl+s')
        app = await after(study, "a t shift+tab x")
        assert written(study) == []
        assert "saved: deletion of the memo on transcript T1-G3-07 (u undoes)" in app.last_seen
        await after(study, "u")
        assert [row[3] for row in written(study)] == ["One."]

    async def test_what_is_typed_stays_while_one_looks_at_others(self, study):
        write(study, "transcript", "jr", "Theirs.")
        write(study, "transcript", "sa", "Mine.")
        keys = 'a t " On." shift+tab down enter "New." shift+tab up'
        app = await after(study, keys)
        assert "Mine. On." in app.last_seen
        assert "● a new memo  New." in app.last_seen
        async with opened(study, transcript="T1-G3-07") as (app, pilot):
            await press(pilot, f"{keys} ctrl+s")
            assert "these words are not saved yet" in seen(app)
            await press(pilot, "ctrl+s")
            assert isinstance(app.screen, CodingScreen)
        assert [row[3] for row in written(study)] == ["Theirs.", "Mine. On.", "New."]

    async def test_a_memo_needs_words(self, study):
        app = await after(study, "a t ctrl+s")
        assert "a memo needs words" in app.last_seen
        await after(study, 'a t "One." ctrl+s')
        app = await after(study, "a t ctrl+u ctrl+s")
        assert "a memo needs words; x in the list deletes it" in app.last_seen
        assert [row[3] for row in written(study)] == ["One."]

    async def test_one_that_was_emptied_is_deleted_in_the_list(self, study):
        await after(study, 'S "One." ctrl+s')
        await after(study, "S ctrl+u ctrl+s shift+tab x")
        assert written(study) == []
        await after(study, "u")
        assert [row[3] for row in written(study)] == ["One."]

    async def test_changed_words_are_not_deleted_unasked(self, study):
        await after(study, 'S "One." ctrl+s')
        app = await after(study, 'S " Two." shift+tab x')
        assert "its words have been changed and are not saved" in app.last_seen
        assert [row[3] for row in written(study)] == ["One."]

    async def test_saving_what_is_as_it_was_closes(self, study):
        await after(study, 'a t "One." ctrl+s')
        app = await after(study, "a t ctrl+s")
        assert isinstance(app.last_screen, CodingScreen)

    async def test_undo_and_redo_refresh_what_is_shown(self, study):
        app = await after(study, 's semicolon p a enter "Wait." ctrl+s')
        assert "✎ Wait." in app.last_seen
        app = await after(study, "u")
        assert "✎" not in app.last_seen
        assert "undone: memo on coding Barriers/Pressures in T1-G3-07" in app.last_seen
        app = await after(study, "ctrl+r")
        assert "✎ Wait." in app.last_seen


class TestNothingLost:
    async def test_escape_asks_before_words_are_thrown_away(self, study):
        app = await after(study, 'S "Hm." escape')
        assert "These words are not saved" in app.last_seen
        app = await after(study, 'S "Hm." escape enter "." escape escape')
        assert isinstance(app.last_screen, MemoEditor)
        assert "Hm.." in app.last_seen
        app = await after(study, 'S "Hm." escape t')
        assert isinstance(app.last_screen, CodingScreen)
        assert written(study) == []
        app = await after(study, 'S "Hm." escape s')
        assert isinstance(app.last_screen, CodingScreen)
        assert "saved: summary of session T1-G3-07" in app.last_seen
        assert [row[3] for row in written(study)] == ["Hm."]

    async def test_escape_with_nothing_typed_just_goes(self, study):
        app = await after(study, "S space escape")
        assert isinstance(app.last_screen, CodingScreen)

    async def test_ctrl_c_asks_too(self, study):
        async with opened(study, transcript="T1-G3-07") as (app, pilot):
            await press(pilot, 'S "Hm." ctrl+c')
            assert "These words are not saved" in seen(app)
            await press(pilot, "ctrl+c escape")
            assert isinstance(app.screen, MemoEditor)
            await press(pilot, "ctrl+c s")
            assert not app.is_running or app._exit
        assert [row[3] for row in written(study)] == ["Hm."]

    async def test_a_program_that_is_ended_keeps_the_words(self, study):
        async with opened(study, transcript="T1-G3-07") as (app, pilot):
            await press(pilot, 'S "Hm."')
            app.end_at_once()
        assert [row[3] for row in written(study)] == ["Hm."]

    async def test_on_a_full_disk_they_stay_and_can_be_saved_later(self, study, monkeypatch):
        def full(_):
            disk_is_full()

        async with opened(study, transcript="T1-G3-07") as (app, pilot):
            await press(pilot, 'S "Hm."')
            with monkeypatch.context() as patched:
                patched.setattr(app.opened.project, "make", full)
                await press(pilot, "ctrl+s")
                assert isinstance(app.screen, MemoEditor)
                assert "not saved: small.lmmq: the disk is full; make room" in seen(app)
                assert app.screen.field.text == "Hm."
                await press(pilot, "escape s")
                assert isinstance(app.screen, MemoEditor)
                app.screen.keep_words()
            assert written(study) == []
            await press(pilot, "ctrl+s")
            assert "NOT saved" not in seen(app)
        assert [row[3] for row in written(study)] == ["Hm."]


class TestHostileText:
    async def test_what_is_pasted_is_by_stand_ins(self, study):
        raw = "a\x1b]52;c;x\x07\u202eb\x9b[/x]\x0b\u2028\ttab\r\nnext\rlast\x00"
        app = await after(study, "S", raw)
        assert all(char.isprintable() for char in "".join(app.last_lines))
        await after(study, "S", raw)
        async with opened(study, transcript="T1-G3-07") as (app, pilot):
            await press(pilot, "S")
            field = app.screen.field
            field._replace_via_keyboard(raw, *field.selection)
            await press(pilot, "ctrl+s")
        expected = "a␛]52;c;x␇⇠b␦[/x]␋↵\ttab\nnext\nlast␀"
        assert [row[3] for row in written(study)] == [expected]

    async def test_what_is_stored_stays_where_it_is_not_touched(self, study):
        raw = "a\x1b[31m\r\nb\u202e\u200bc\x85d"
        write(study, "session", "sa", raw)
        app = await after(study, "S")
        assert all(char.isprintable() for char in "".join(app.last_lines))
        await after(study, 'S "!" ctrl+s')
        assert [row[3] for row in written(study)] == [f"{raw}!"]
        await after(study, 'S up home "?" ctrl+s')
        assert [row[3] for row in written(study)] == [f"?{raw}!"]

    @pytest.mark.parametrize("keys", ["S", "a", "a t", "a t shift+tab up", "escape", ""])
    async def test_no_memo_commands_the_terminal(self, study, keys):
        for target in ("session", "transcript", "study"):
            write(study, target, "jr[/x]\x1b", "P\x1b]52;c;aGk=\x07\x9b31m[/x]\u202e")
        app = await after(study, keys)
        assert [char for char in "".join(app.last_lines) if not char.isprintable()] == []

    async def test_a_paste_without_end_is_refused_and_nothing_lost(self, study):
        app = await after(study, 'S "Hm."', "x" * 10_000_000)
        assert "not taken in: 9,950,003 characters more than the 50,000" in app.last_seen
        assert "Hm." in app.last_seen

    async def test_a_memo_may_be_as_long_as_that(self, study):
        async with opened(study, transcript="T1-G3-07") as (app, pilot):
            await press(pilot, "S")
            field = app.screen.field
            field._replace_via_keyboard("word " * (LONGEST // 5), *field.selection)
            await press(pilot, '"x" ctrl+s')
        assert [len(row[3]) for row in written(study)] == [LONGEST]

    async def test_one_that_came_in_longer_is_read_and_not_cut(self, study):
        add_coding(study, SENTENCE, "Pressures", "sa", memo="y" * (LONGEST + 9))
        app = await after(study, 'a enter shift+tab up tab "x"')
        assert "too long to edit: its first 50,000 characters" in app.last_seen
        await after(study, 'a enter "x" ctrl+s')
        assert [len(row[3]) for row in written(study)] == [LONGEST + 9, 1]


class TestReadOnly:
    async def test_memos_are_read_and_not_written(self, study):
        write(study, "session", "jr", "Theirs.")
        write(study, "session", "sa", "Mine.")
        before = study.read_bytes()
        app = await after(study, "S", read_only=True)
        for words in ("Theirs.", "Mine.", "to read", "Esc goes back"):
            assert words in app.last_seen
        assert "Ctrl+S" not in app.last_seen
        app = await after(study, 'S "x" ctrl+s shift+tab x escape', read_only=True)
        assert isinstance(app.last_screen, CodingScreen)
        assert study.read_bytes() == before

    @pytest.mark.parametrize("coder", ["sa", None])
    async def test_where_there_is_none_it_says_why_none_can_be_written(self, study, coder):
        app = await after(study, "a y", read_only=True, coder=coder)
        assert "no memo yet; nothing can be written: opened to look only" in app.last_seen
        app = await after(study, "a", read_only=True, coder=coder)
        assert "Read the memos on" in app.last_seen


class TestMarks:
    async def test_a_pencil_stands_where_there_is_a_memo(self, study):
        write(study, "session", "sa", "Hm.")
        app = await after(study, "", transcript=None)
        assert "T1-G3-07 ✎  Dyad" in app.last_seen
        assert "T2-G3-01  Talk" in app.last_seen
        app = await after(study, 'ctrl+o c down a "Hm." ctrl+s')
        assert "T1-G3-07 ✎" in app.last_seen
        assert "Pressures ✎" in app.last_seen
        assert app.last_seen.count("✎") == 2

    async def test_the_panel_says_what_there_is_here(self, study):
        write(study, "session", "jr", "Hm.")
        write(study, "transcript", "sa", "Ha.")
        app = await after(study, "")
        assert "✎ 1 memo here · summary: jr" in app.last_seen

    async def test_the_chooser_counts_them(self, study):
        write(study, "transcript", "sa", "Ha.")
        write(study, "transcript", "jr", "Ho.")
        app = await after(study, "a")
        assert "the transcript T1-G3-07  ✎ 2" in app.last_seen

    @pytest.mark.parametrize("size", [(80, 24), (60, 16), (120, 36)])
    async def test_at_every_size(self, study, size):
        add_coding(study, SENTENCE, "Pressures", "sa", memo="Hm.")
        for number in range(9):
            write(study, "transcript", "sa", f"{number} " + "word " * 50)
        write(study, "session", "jr", "Hm.")
        for keys in ("", "a", "S", "a c", "a t", "ctrl+o c", "ctrl+o t", "escape"):
            app = await after(study, keys, size=size)
            assert len(app.last_lines) == size[1], keys
            assert {len(line) for line in app.last_lines} == {size[0]}, keys
            if keys in ("S", "a t"):
                assert "Ctrl+S saves" in app.last_seen
            if keys == "S":
                assert "jr" in app.last_seen
            if keys == "a t":
                assert app.last_field[0] >= 3

    async def test_an_editor_that_is_made_smaller_keeps_field_and_keys(self, study):
        async with opened(study, transcript="T1-G3-07") as (app, pilot):
            await press(pilot, 'S "Hm."')
            await pilot.resize_terminal(60, 16)
            await pilot.pause()
            assert app.screen.field.size.height >= 3
            assert "Ctrl+S saves" in seen(app)
            assert "Hm." in seen(app)

    async def test_without_colours(self, study, monkeypatch):
        monkeypatch.setenv("NO_COLOR", "1")
        app = await after(study, 'S "Hm." enter "Ha."')
        assert "Hm." in app.last_seen
        assert "Ha." in app.last_seen

    async def test_the_keys_stand_in_the_sheet(self, study):
        app = await after(study, "question_mark", size=(120, 60))
        for words in ("Memos", "Write or read a memo", "Summary of the session"):
            assert words in app.last_seen


async def test_what_a_memo_is_on_may_be_gone(study):
    async with opened(study, transcript="T1-G3-07") as (app, pilot):
        await press(pilot, "s semicolon p a")
        with app.opened.project.store.transaction() as connection:
            connection.execute("DELETE FROM coding")
        assert find_subject(app.opened.store, "coding", 1) is None
        await press(pilot, "enter")
        assert "that coding is no longer there" in seen(app)
