"""All memos on one screen: found, followed, linked, changed; what keys do is what is stored."""

import pytest
from studies import add_coding, lines, opened, press, seen

from lmm_qual.project.changes.memo_links import LinkMemo, read_aim
from lmm_qual.project.changes.memos import WriteMemo, WritePassageMemo
from lmm_qual.project.project import Project
from lmm_qual.store.queries.memo_links import memo_links
from lmm_qual.store.queries.memos import all_memos
from lmm_qual.store.queries.talk import find_transcript, transcript_text
from lmm_qual.tui.screens.codebook import CodebookScreen
from lmm_qual.tui.screens.coding import CodingScreen
from lmm_qual.tui.screens.memo_editor import MemoEditor
from lmm_qual.tui.screens.memos import MemosScreen
from lmm_qual.tui.screens.study import StudyScreen

KEY = "T1-G3-07"


@pytest.fixture
def noted(study):
    """Write a memo on the study, a code, words and, by another, the session; one link."""
    with Project.open(study, write=True, coder="sa") as project:
        project.make(WriteMemo("study", None, "Why we ask."))
        project.make(WriteMemo("code", 2, "Prêssing, how?"))
        project.make(WritePassageMemo(KEY, *place(project, "team meeting"), "Which team?"))
        start, end = place(project, "Someone to ring")
        project.make(LinkMemo(1, [read_aim(project.store, f"{KEY}:{start}-{end}")]))
        project.coder = "jr"
        project.make(WriteMemo("session", 1, "Theirs."))
    return study


async def after(study, keys, **more):
    """Press keys on the memos' screen; gives the app with what was seen last."""
    async with opened(study, **{"transcript": None, **more}) as (app, pilot):
        await press(pilot, f"A {keys}")
        app.last_seen, app.last_lines, app.last_screen = seen(app), lines(app), app.screen
        app.last_places = dict(app.opened.places)
        view = app.screen.view if isinstance(app.screen, CodingScreen) else None
        app.last_selection = view.selected_text if view else None
    return app


def stored(study):
    """Give memos by their text with what they point to, and the words passages stand on."""
    with Project.open(study) as project:
        links = {row.id: [] for row in all_memos(project.store)}
        for link in memo_links(project.store):
            links[link.memo_id].append((link.target, link.quote or link.target_id))
        passages = project.store.value("SELECT count(*) FROM passage")
        return {row.text: links[row.id] for row in all_memos(project.store)}, passages


def place(project, words):
    """Give where words stand."""
    text = transcript_text(project.store, find_transcript(project.store, KEY).id)
    return text.index(words), text.index(words) + len(words)


class TestFinding:
    async def test_all_newest_first_with_what_they_are_on(self, noted):
        app = await after(noted, "")
        assert isinstance(app.last_screen, MemosScreen)
        rows = [line[:72].split() for line in app.last_lines[2:6]]
        assert [row[0] for row in rows] == ["summary", "passage", "code", "study"]
        assert "jr" in rows[0]
        assert "Summary of session T1-G3-07" in app.last_seen

    @pytest.mark.parametrize(
        ("typed", "expected"),
        [
            ("pressing", ["code"]),
            ("SUMMARY jr", ["summary"]),
            ("sa T1-G3-07 team", ["passage"]),
            ("nothing like it", []),
        ],
    )
    async def test_while_one_types(self, noted, typed, expected):
        app = await after(noted, f'slash "{typed}"')
        assert f"{len(expected)} of 4 memos" in app.last_seen
        kinds = [line.split()[0] for line in app.last_lines[3:7] if line[:60].strip()]
        assert kinds[: len(expected)] == expected
        app = await after(noted, f'slash "{typed}" escape')
        assert "4 memos" in app.last_seen

    async def test_those_on_codings_one_may_not_see_yet_are_hidden(self, study):
        add_coding(study, "team meeting", "Being known", "jr", memo="Theirs.")
        app = await after(study, "")
        assert "Theirs." not in app.last_seen
        app = await after(study, "", coder="jr")
        assert "Theirs." in app.last_seen


class TestGoing:
    async def test_to_the_words_the_code_the_session(self, noted):
        app = await after(noted, "down enter")
        assert isinstance(app.last_screen, CodingScreen)
        assert app.last_selection == "team meeting"
        app = await after(noted, "down down enter")
        assert isinstance(app.last_screen, CodebookScreen)
        assert "Pressures" in app.last_seen
        app = await after(noted, "enter")
        assert isinstance(app.last_screen, CodingScreen)

    async def test_along_links_and_back(self, noted):
        with Project.open(noted, write=True, coder="sa") as project:
            project.make(LinkMemo(3, [read_aim(project.store, "memo:1")]))
        async with opened(noted) as (app, pilot):
            await press(pilot, "A down tab down enter")
            assert "Memo on the study" in seen(app)
            assert "Pointed to by" in seen(app)
            await press(pilot, "escape")
            assert "Memo on passage" in seen(app)
            await press(pilot, "escape")
            assert isinstance(app.screen, StudyScreen)
            await press(pilot, "A tab down enter tab enter")
            assert isinstance(app.screen, CodingScreen)
            assert app.screen.view.selected_text == "Someone to ring"


class TestWriting:
    async def test_links_are_put_and_taken_away_and_undone(self, noted):
        before = stored(noted)
        async with opened(noted) as (app, pilot):
            await press(pilot, 'A down L c "being" enter')
            assert "to code Facilitators/Being known (u undoes)" in seen(app)
            assert stored(noted)[0]["Which team?"] == [("code", 6)]
            await press(pilot, 'L m "why" enter')
            assert stored(noted)[0]["Which team?"] == [("code", 6), ("memo", 1)]
            await press(pilot, "tab down x")
            assert stored(noted)[0]["Which team?"] == [("memo", 1)]
            await press(pilot, "u u u")
            assert stored(noted) == before

    async def test_from_the_words_selected_while_coding(self, noted):
        async with opened(noted, transcript=KEY) as (app, pilot):
            view = app.screen.view
            view.go_to(view.document.text.index("Somebody"))
            await press(pilot, 's L "team" enter')
            assert "(u undoes)" in seen(app)
            assert "✎ → here: memo on" in seen(app)
        assert stored(noted)[0]["Which team?"] == [("passage", "Somebody with a name.")]
        assert stored(noted)[1] == 3

    async def test_a_memo_is_written_edited_and_deleted(self, noted):
        async with opened(noted) as (app, pilot):
            await press(pilot, 'A n "Hm." ctrl+s')
            assert "Memo on the study" in seen(app)
            assert "Hm." in stored(noted)[0]
            await press(pilot, "down down e")
            assert isinstance(app.screen, MemoEditor)
            await press(pilot, '" On." ctrl+s')
            assert "Which team? On." in stored(noted)[0]
            before = stored(noted)
            await press(pilot, "end x")
            assert "Why we ask." not in stored(noted)[0]
            assert stored(noted)[1] == 1
            await press(pilot, "u")
            assert stored(noted) == before

    async def test_anothers_memo_is_read_only(self, noted):
        for keys in ("x", "L"):
            app = await after(noted, keys)
            assert "by jr; write one of your own beside it" in app.last_seen
        assert "Theirs." in stored(noted)[0]

    async def test_of_a_study_without_any(self, study):
        app = await after(study, "x e L tab")
        assert "No memos yet." in app.last_seen
        await after(study, 'n "First." ctrl+s')
        assert list(stored(study)[0]) == ["First."]


class TestMarks:
    async def test_words_with_a_memo_are_marked_in_the_text(self, noted):
        async with opened(noted, transcript=KEY) as (app, pilot):
            assert sum("✎" in line[25:85] for line in lines(app)) == 2
            await press(pilot, "u")
            assert sum("✎" in line[25:85] for line in lines(app)) == 1

    @pytest.mark.parametrize("size", [(80, 24), (60, 16), (120, 36)])
    async def test_at_every_size(self, noted, size):
        for keys in ("", "tab", "tab tab", 'slash "team"', "L"):
            app = await after(noted, keys, size=size)
            assert len(app.last_lines) == size[1], keys
            assert {len(line) for line in app.last_lines} == {size[0]}, keys

    async def test_what_is_hostile_is_by_stand_ins(self, study):
        raw = "a\x1b]52;c;x\x07\u202e[b]\x9b\n[/x]"
        with Project.open(study, write=True, coder="x\x1b[31m[/b]\u202e") as project:
            project.make(WriteMemo("study", None, raw))
            project.make(WritePassageMemo(KEY, 5, 20, raw, [read_aim(project.store, "memo:1")]))
        for keys in ("", "tab", "end tab", 'slash "a"'):
            app = await after(study, keys)
            assert all(char.isprintable() for char in "".join(app.last_lines)), keys
