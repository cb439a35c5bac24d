"""The codebook screen, pinned codes and the split view, by keys only."""

import pytest
from studies import (
    DESIGN,
    TALK,
    add_coding,
    full_disk,
    lines,
    lines_fill_every_size,
    make_study,
    opened,
    press,
    seen,
    stored,
    transcript,
)

from lmm_qual.model.coding import PassRecord
from lmm_qual.project.changes.codings import RecordPasses
from lmm_qual.project.changes.memos import EditMemo, WriteMemo
from lmm_qual.project.pins import load_pins
from lmm_qual.project.project import Project
from lmm_qual.store.queries.codes import code_tree, codebook_version
from lmm_qual.store.queries.log import entries
from lmm_qual.store.queries.memo_changes import memos_changed
from lmm_qual.tui.screens.codebook import CodebookScreen
from lmm_qual.tui.screens.coding import CodingScreen
from lmm_qual.tui.screens.study import StudyScreen

SENTENCE = "It was at team meeting, I think."
SIZES = pytest.mark.parametrize("size", [(120, 36), (80, 24)])
ONE_SIZE = pytest.mark.parametrize("size", [(80, 24)])


def outline(path):
    """Give the stored codes in their order, two blanks for each code above."""
    with Project.open(path) as project:
        tree = code_tree(project.store)
        return ["  " * tree.depth(code) + tree.by_id[code].name for code in tree.order]


def code(path, name):
    """Give a stored code."""
    with Project.open(path) as project:
        tree = code_tree(project.store)
        return tree.by_id[tree.find(name)[0]]


def number_of_entries(path):
    with Project.open(path) as project:
        return len(entries(project.store))


async def worked(study, keys, *, size=(120, 36), **more):
    """Open the codebook from the study screen and press keys."""
    async with opened(study, size=size, **more) as (app, pilot):
        await press(pilot, "C")
        await press(pilot, keys)
        await pilot.pause()
        app.last_seen = " ".join(seen(app).split())
        app.at_right = " ".join(" ".join(row[61:] for row in lines(app)).split())
        app.last_screen = app.screen
    return app


def under_cursor(app):
    tree = app.screen.opened.tree
    return tree.by_id[app.screen.codes.code].name


class TestComingAndGoing:
    @SIZES
    async def test_from_the_study_and_back(self, study, size):
        async with opened(study, size=size) as (app, pilot):
            await press(pilot, "C")
            assert isinstance(app.screen, CodebookScreen)
            await press(pilot, "escape")
            assert isinstance(app.screen, StudyScreen)

    @SIZES
    async def test_from_the_text_and_back_to_the_same_place(self, study, size):
        async with opened(study, transcript="T1-G3-07", size=size) as (app, pilot):
            view = app.screen.view
            await press(pilot, "g 5 enter w v w")
            before = view.cursor, view.selected_text
            await press(pilot, "C j j escape")
            assert isinstance(app.screen, CodingScreen)
            assert app.screen.view is view
            assert (view.cursor, view.selected_text) == before
            assert app.focused is view

    async def test_what_was_changed_there_is_seen_in_the_text(self, study):
        async with opened(study, transcript="T1-G3-07") as (app, pilot):
            await press(pilot, "j s semicolon p")
            await press(pilot, 'C j e "Strain" enter escape')
            assert "A Strain" in " ".join(seen(app).split())
            await press(pilot, "C u escape")
            assert "A Pressures" in " ".join(seen(app).split())

    @SIZES
    async def test_an_empty_codebook_says_which_key_to_press(self, tmp_path, size):
        path = make_study(tmp_path / "bare.lmmq", ())
        app = await worked(path, "", size=size)
        assert "No codes yet. Press n to make one." in app.last_seen
        app = await worked(path, "e", size=size)
        assert "there is no code yet: n makes one" in app.last_seen
        await worked(path, 'n "Waiting" enter', size=size)
        assert outline(path) == ["Waiting"]

    @pytest.mark.parametrize("keys", ["n", "N", "e", "g", "J", "L", "H"])
    async def test_what_is_read_only_is_not_changed(self, study, keys):
        before = study.read_bytes()
        app = await worked(study, f"j {keys}", read_only=True)
        assert "nothing can be changed: opened to look only" in app.last_seen
        assert study.read_bytes() == before


class TestLooking:
    @pytest.fixture
    def coded(self, study):
        add_coding(study, "It was at team meeting, I think.", "Pressures", "sa")
        add_coding(study, "the form was long", "Referral forms", "sa")
        add_coding(study, "the form was long", "Pressures", "jr")
        add_coding(study, "We ring them now", "Being known", "sa", key="T2-G3-01")
        return study

    async def test_the_tree_counts_codings_and_transcripts_those_under_a_code_with_it(self, coded):
        app = await worked(coded, "")
        assert "▾ Barriers b 3 1" in app.last_seen
        assert "▌Pressures 3 p 2 1" in app.last_seen
        assert "▌Early challenges · ·" in app.last_seen

    async def test_all_about_a_code(self, study):
        await worked(study, 'j e tab "Too little time" ctrl+s')
        add_coding(study, SENTENCE, "Pressures", "sa")
        app = await worked(study, "j")
        for words in (
            "Barriers › ▌Pressures",
            "Too little time",
            "barrier",
            "Keys ; p 1 used lately",
            "made in version 1 of the codebook, defined anew in version 2; now version 2",
            "1 coding in 1 transcript",
            "By time point T1 Summer 2022 1",
            "By group of the session Workforce 1",
            f"Passages: 1 of 1 Enter goes there T1-G3-07 P07 “{SENTENCE}”",
        ):
            assert words in app.at_right

    async def test_at_80_one_pane_at_a_time(self, coded):
        app = await worked(coded, "j", size=(80, 24))
        assert "Passages" not in app.last_seen
        app = await worked(coded, "j enter", size=(80, 24))
        assert "Passages: 1 of 2 others' show once your pass is finished" in app.last_seen
        assert "Facilitators" not in app.last_seen
        app = await worked(coded, "j enter escape", size=(80, 24))
        assert "Facilitators" in app.last_seen
        assert "Passages" not in app.last_seen

    @ONE_SIZE
    async def test_enter_on_a_passage_goes_to_it(self, coded, size):
        async with opened(coded, size=size) as (app, pilot):
            await press(pilot, "C j j enter")
            await pilot.pause()
            await press(pilot, "enter")
            await pilot.pause()
            assert isinstance(app.screen, CodingScreen)
            view = app.screen.view
            assert view.document.text[view.cursor.head :].startswith("the form was long")

    async def test_another_coders_passages_show_once_the_pass_is_finished(self, coded):
        app = await worked(coded, "j")
        assert "Passages: 1 of 2" in app.last_seen
        with Project.open(coded, write=True, coder="sa") as project:
            project.make(RecordPasses([("", PassRecord(transcript="T1-G3-07", coder="sa"))]))
        app = await worked(coded, "j")
        assert "Passages: 2 of 2" in app.last_seen

    @ONE_SIZE
    async def test_the_filter_shows_what_matches_with_what_stands_above(self, study, size):
        async with opened(study, size=size) as (app, pilot):
            await press(pilot, 'C slash "known"')
            text = " ".join(seen(app).split())
            assert "Being known" in text
            assert "▾ Facilitators" in text
            assert "Pressures" not in text
            assert under_cursor(app) == "Being known"
            await press(pilot, "enter K")
            assert "Esc shows all" in seen(app)
            await press(pilot, "escape")
            assert "Pressures" in seen(app)
            assert under_cursor(app) == "Being known"
            await press(pilot, 'slash "qqqqq"')
            assert "no code is called so" in seen(app)
            await press(pilot, "escape escape")
            assert isinstance(app.screen, StudyScreen)

    async def test_the_filter_forgives_slips_and_finds_definitions(self, study):
        await worked(study, 'j e tab "a queue of work" ctrl+s')
        async with opened(study) as (app, pilot):
            await press(pilot, 'C slash "queue"')
            assert under_cursor(app) == "Pressures"
            await press(pilot, f'{"backspace " * 5}"refferal"')
            assert under_cursor(app) == "Referral forms"

    async def test_folding(self, study):
        app = await worked(study, "left")
        assert "▸ Barriers" in app.last_seen
        app = await worked(study, "minus")
        assert "Pressures" not in app.last_seen
        assert "Being known" not in app.last_seen
        app = await worked(study, "minus plus")
        assert "Pressures" in app.last_seen

    async def test_the_palette_opens_a_code_in_the_codebook(self, study):
        async with opened(study) as (app, pilot):
            await press(pilot, 'ctrl+p "code: known" enter')
            assert isinstance(app.screen, CodebookScreen)
            assert under_cursor(app) == "Being known"
            await press(pilot, 'ctrl+p "code: press" enter')
            assert under_cursor(app) == "Pressures"


class TestMakingAndEditing:
    @ONE_SIZE
    async def test_a_code_beside_and_one_under(self, study, size):
        await worked(study, 'j n "Waiting" enter N "Lists" enter', size=size)
        assert outline(study)[:5] == [
            "Barriers",
            "  Pressures",
            "  Waiting",
            "    Lists",
            "  Referral forms",
        ]
        assert code(study, "Waiting").origin == "inductive"

    async def test_a_name_that_is_taken_is_told_and_stays_to_be_mended(self, study):
        app = await worked(study, 'j n "Referral forms" enter')
        assert "“Referral forms” stands under “Barriers” already" in app.last_seen
        await worked(study, 'j n "Referral forms" enter " now" enter')
        assert "  Referral forms now" in outline(study)

    @ONE_SIZE
    async def test_all_fields(self, study, size):
        await worked(
            study,
            'j e tab "Too little time" enter "and staff" tab "rotas" tab "money" tab "we run" '
            'tab right right tab left tab "#aabbcc" tab "w" enter',
            size=size,
        )
        row = code(study, "Pressures")
        assert row.definition == "Too little time\nand staff"
        assert (row.include, row.exclude, row.example) == ("rotas", "money", "we run")
        assert (row.origin, row.valence, row.color, row.shortcut) == (
            "inductive",
            None,
            "#aabbcc",
            "w",
        )
        assert (row.made_version, row.defined_version) == (1, 2)
        with Project.open(study) as project:
            assert codebook_version(project.store) == 2

    @ONE_SIZE
    @pytest.mark.parametrize(
        ("keys", "fault"),
        [
            ('"Referral forms" ctrl+s', "“Referral forms” stands under “Barriers” already"),
            ("backspace ctrl+s", "a code needs a name"),
            ('shift+tab "r" ctrl+s', "“r” belongs to “Referral forms” already"),
            ('shift+tab shift+tab "red" ctrl+s', "“red” is not of the form wanted"),
        ],
    )
    async def test_a_fault_stands_beside_its_field_and_nothing_is_lost(
        self, study, size, keys, fault
    ):
        before = outline(study)
        app = await worked(study, f"j e {keys}", size=size)
        assert fault in app.last_seen
        assert outline(study) == before
        assert code(study, "Pressures").shortcut == "p"

    async def test_what_is_not_saved_stays_in_the_form(self, study, monkeypatch):
        async with opened(study) as (app, pilot):
            await press(pilot, 'C j e tab "Too little time"')

            with full_disk(monkeypatch, app):
                await press(pilot, "ctrl+s")
                assert "not saved: what you typed stays here" in seen(app)
                assert "last change NOT saved" in seen(app)
            assert code(study, "Pressures").definition is None
            await press(pilot, "ctrl+s")
        assert code(study, "Pressures").definition == "Too little time"

    async def test_leaving_with_words_typed_is_asked_about(self, study):
        app = await worked(study, 'j e tab "Too little" escape')
        assert "These words are not saved" in app.last_seen
        app = await worked(study, 'j e tab "Too little" escape t')
        assert isinstance(app.last_screen, CodebookScreen)
        assert code(study, "Pressures").definition is None
        await worked(study, 'j e tab "Too little" escape s')
        assert code(study, "Pressures").definition == "Too little"

    async def test_quitting_with_words_typed_is_asked_about(self, study):
        app = await worked(study, 'j e tab "Too little" ctrl+c')
        assert "These words are not saved" in app.last_seen
        await worked(study, 'j e tab "Too little" ctrl+c s')
        assert code(study, "Pressures").definition == "Too little"

    async def test_words_are_saved_where_there_is_no_time_to_ask(self, study):
        async with opened(study) as (app, pilot):
            await press(pilot, 'C j e tab "Too little"')
            app.end_at_once()
        assert code(study, "Pressures").definition == "Too little"

    async def test_what_a_code_means_has_its_memos_with_who_and_when(self, study, monkeypatch):
        days = iter(["2026-03-01", "2026-03-02", "2026-03-09"])
        with Project.open(study, write=True, coder="j\x9br") as project:
            monkeypatch.setattr("lmm_qual.project.project.now", lambda: f"{next(days)}T10:00:00")
            project.make(WriteMemo("code", 1, "Unlike\n\x1b[2Jpressures."))
            project.make(WriteMemo("code", 1, "Another."))
            project.make(EditMemo(1, "Not like\n\x1b[2Jpressures."))
        async with opened(study) as (app, pilot):
            await press(pilot, "C")
            said = seen(app)
            assert "✎ 2 memos" in said
            assert "j␦r · 2026-03-01, changed 2026-03-09" in said
            assert "Not like" in said
            assert "␛[2Jpressures." in said
            assert "j␦r · 2026-03-02 " in said
            await press(pilot, "a o shift+tab up up")
            assert "by j␦r, to read · 2026-03-01, changed 2026-03-09" in seen(app)
        with Project.open(study, write=True) as project:
            project.undo()
            assert memos_changed(project.store) == {}
            project.redo()
            assert memos_changed(project.store) == {1: "2026-03-09T10:00:00"}

    async def test_a_memo_on_a_code(self, study):
        app = await worked(study, 'j a enter "Why so many?" ctrl+s')
        assert "Pressures ✎" in app.last_seen
        assert "✎ 1 memo" in app.last_seen

    async def test_nothing_changed_is_no_entry(self, study):
        before = number_of_entries(study)
        await worked(study, "j e ctrl+s")
        assert number_of_entries(study) == before

    async def test_undo_and_redo(self, study):
        await worked(study, 'j e tab "x" ctrl+s u')
        assert code(study, "Pressures").definition is None
        app = await worked(study, "ctrl+r")
        assert code(study, "Pressures").definition == "x"
        assert "done again: edit of code “Pressures”" in app.last_seen

    async def test_hostile_text_is_shown_by_stand_ins_and_stored_as_it_was(self, tmp_path):
        name = "x[/x]\x1b]0;t\x07\u202ey"
        codes = [("Barriers", None, None, None), ("Reach", None, None, "r")]
        path = make_study(tmp_path / "h.lmmq", codes)
        with Project.open(path, write=True) as project:
            from lmm_qual.project.changes.codebook_edit import EditCode

            tree = code_tree(project.store)
            fields = {"definition": f"{name}\n{name}", "example": name}
            project.make(EditCode(tree.find("Reach")[0], fields))
        async with opened(path) as (app, pilot):
            for keys in ("C j", "e", "escape g", "escape enter"):
                await press(pilot, keys)
                text = seen(app)
                assert not set(text) & set("\x1b\x07\u202e")
            await press(pilot, "tab e shift+tab shift+tab right ctrl+s")
        assert code(path, "Reach").definition == f"{name}\n{name}"
        assert code(path, "Reach").example == name


class TestGroupingAndMoving:
    @SIZES
    async def test_free_codes_are_grouped_under_a_new_code_in_one_entry(self, study, size):
        add_coding(study, SENTENCE, "Pressures", "sa")
        before, codings = number_of_entries(study), stored(study)
        assert codings == [(SENTENCE, "Barriers/Pressures", "sa")]
        await worked(study, 'j space space g "Load" up enter', size=size)
        assert outline(study)[:4] == ["Barriers", "  Load", "    Pressures", "    Referral forms"]
        assert number_of_entries(study) == before + 1
        assert stored(study) == [(SENTENCE, "Barriers/Load/Pressures", "sa")]
        await worked(study, "u", size=size)
        assert stored(study) == codings

    async def test_codes_from_different_places_are_grouped_at_the_top(self, study):
        await worked(study, 'j space end space g "Both" up enter')
        assert outline(study)[-3:] == ["Both", "  Pressures", "  Being known"]

    async def test_under_an_existing_code_and_at_the_top(self, study):
        await worked(study, 'j space space g "facil" enter')
        assert outline(study)[2:] == [
            "  Early challenges",
            "  Being known",
            "  Pressures",
            "  Referral forms",
        ]
        await worked(study, "j j g enter")
        assert outline(study)[-1] == "Early challenges"

    async def test_a_code_is_not_offered_itself_or_what_is_under_it(self, study):
        app = await worked(study, "g")
        assert "Put under a code: Barriers" in app.last_seen
        dialog = app.last_seen.partition("Put under a code")[2]
        assert "▌Facilitators" in dialog
        assert "▌Pressures Barriers" not in dialog

    @pytest.mark.parametrize(
        ("keys", "expected"),
        [
            ("j J", ["Barriers", "  Referral forms", "  Pressures"]),
            ("j shift+down shift+up", ["Barriers", "  Pressures", "  Referral forms"]),
            ("J", ["Facilitators", "  Early challenges", "  Being known"]),
            ("j j L", ["Barriers", "  Pressures", "    Referral forms"]),
            ("j j shift+right H", ["Barriers", "  Pressures", "  Referral forms"]),
            ("j H", ["Barriers", "  Referral forms", "Pressures"]),
            ("K", ["Barriers", "  Pressures", "  Referral forms"]),
            ("j j J J", ["Barriers", "  Pressures", "  Referral forms"]),
            ("j L", ["Barriers", "  Pressures", "  Referral forms"]),
            ("H", ["Barriers", "  Pressures", "  Referral forms"]),
        ],
    )
    async def test_moves(self, study, keys, expected):
        await worked(study, keys)
        assert outline(study)[:3] == expected

    async def test_the_cursor_stays_on_what_is_moved(self, study):
        async with opened(study) as (app, pilot):
            await press(pilot, "C j J")
            assert under_cursor(app) == "Pressures"
            await press(pilot, "H")
            assert under_cursor(app) == "Pressures"

    async def test_two_of_one_name_side_by_side_are_refused(self, study):
        await worked(study, 'n "Pressures" enter')
        before = outline(study)
        app = await worked(study, "j H")
        assert "not moved: “Pressures” stands at the top already" in app.last_seen
        assert "NOT saved" not in app.last_seen
        assert outline(study) == before


class TestPins:
    async def test_a_pinned_code_has_its_number_here_in_the_palette_and_while_coding(self, study):
        async with opened(study, transcript="T1-G3-07") as (app, pilot):
            await press(pilot, "C end p")
            assert "Being known is pinned: 1 codes with it" in seen(app)
            assert "◆1" in seen(app)
            await press(pilot, "escape j s c")
            assert "◆1" in seen(app)
            await press(pilot, "escape 1")
        assert stored(study) == [(SENTENCE, "Facilitators/Being known", "sa")]

    async def test_recent_codes_take_the_other_numbers(self, study):
        async with opened(study, transcript="T1-G3-07") as (app, pilot):
            await press(pilot, "j s semicolon p C end p escape")
            recent, tree = app.opened.recent, app.opened.tree
            assert [tree.by_id[at].name for at in recent.codes] == ["Being known", "Pressures"]
            await press(pilot, ") s 2")
        assert [row[1] for row in stored(study)] == ["Barriers/Pressures"] * 2

    @SIZES
    async def test_they_are_kept_for_next_time_by_coder(self, study, size):
        await worked(study, "j p j p", size=size)
        async with opened(study, size=size) as (app, _):
            names = [app.opened.tree.by_id[at].name for at in app.opened.recent.codes]
            assert names == ["Pressures", "Referral forms"]
        async with opened(study, coder="jr", size=size) as (app, _):
            assert app.opened.recent.codes == []
        await worked(study, "j p", size=size)
        assert list(load_pins(study, "sa")) == [2]

    async def test_in_the_panel(self, study):
        async with opened(study, transcript="T1-G3-07") as (app, pilot):
            await press(pilot, "p")
            assert "p pins a code of the codebook" in seen(app)
            await press(pilot, "ctrl+o c j p")
            assert "Pressures is pinned: 1 codes with it" in seen(app)
            assert "◆1 p" in seen(app)
            await press(pilot, "p")
            assert "Pressures is no longer pinned" in seen(app)

    async def test_what_cannot_be_kept_holds_and_that_is_said(self, study, monkeypatch):
        def full(*_):
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("lmm_qual.tui.opened.save_pins", full)
        app = await worked(study, "j p")
        assert "is pinned: 1 codes with it, but not for next time: No space left" in app.last_seen

    async def test_a_code_that_is_gone_frees_its_number(self, study):
        await worked(study, 'end n "Brief" enter p')
        assert list(load_pins(study, "sa")) == [1]
        await worked(study, "u")
        assert load_pins(study, "sa") == {}

    async def test_recent_codes_come_from_the_whole_project(self, study):
        add_coding(study, "We ring them now", "Being known", "sa", key="T2-G3-01")
        add_coding(study, "the form was long", "Referral forms", "sa")
        add_coding(study, "the form was long", "Early challenges", "jr")
        async with opened(study, transcript="T1-G3-07") as (app, pilot):
            tree = app.opened.tree
            names = [tree.by_id[at].name for at in app.opened.recent.codes]
            assert names == ["Referral forms", "Being known"]
            await press(pilot, "s 2")
        assert [row[1] for row in stored(study)].count("Facilitators/Being known") == 2


class TestSplitView:
    @SIZES
    async def test_text_and_codebook_share_the_screen_and_part_again(self, study, size):
        await worked(study, 'j e tab "Too little time" ctrl+s')
        async with opened(study, transcript="T1-G3-07", size=size) as (app, pilot):
            screen = app.screen
            whole = screen.view.size
            await press(pilot, "j m")
            await pilot.pause()
            text = seen(app)
            assert "It was at team meeting" in text
            assert "Referral forms" in text
            assert "What it means" in text
            assert app.focused is screen.view
            panel = screen.query_one("#right").outer_size
            if size[0] >= 110:
                assert abs(panel.width - screen.view.outer_size.width) <= 1
            else:
                assert abs(panel.height - screen.view.outer_size.height) <= 1
            await press(pilot, "tab j")
            assert app.focused.id == "codebook"
            assert "Too little time" in seen(app)
            await press(pilot, "m")
            await pilot.pause()
            assert screen.view.size == whole
            assert app.focused is screen.view

    @SIZES
    async def test_coding_from_the_codebook_beside_the_text(self, study, size):
        async with opened(study, transcript="T1-G3-07", size=size) as (app, pilot):
            await press(pilot, "j s m tab j enter")
            await pilot.pause()
            assert stored(study) == [(SENTENCE, "Barriers/Pressures", "sa")]
            assert app.focused is app.screen.view
            assert app.screen.split
            await press(pilot, ") s 1")
        assert len(stored(study)) == 2

    async def test_the_cursor_stays_in_sight(self, tmp_path):
        talk = "\n".join(f"P07: This is what was said at turn {n}." for n in range(1, 60))
        path = make_study(
            tmp_path / "long.lmmq", added=[transcript("A", talk, "T1", "G3")], design=DESIGN
        )
        async with opened(path, transcript="A", size=(80, 24)) as (app, pilot):
            await press(pilot, "g 2 0 enter m")
            await pilot.pause()
            assert "at turn 20." in seen(app)


@pytest.mark.parametrize("keys", ["C", "C j enter", "C j e", "C j n", "C g", "enter m", "C slash"])
async def test_every_line_is_as_wide_as_the_screen(study, keys):
    await lines_fill_every_size(study, keys)


async def test_a_codebook_of_400_codes_is_read_with_as_many_queries_as_a_small_one(
    tmp_path, monkeypatch
):
    def counted(codes, name):
        path = make_study(
            tmp_path / name, codes, added=[transcript("A", TALK, "T1", "G3")], design=DESIGN
        )
        return asked(path)

    async def asked(path):
        async with opened(path) as (app, pilot):
            asked_for = []
            whole = app.opened.store.records

            def counting(*given):
                asked_for.append(given[1])
                return whole(*given)

            monkeypatch.setattr(app.opened.store, "records", counting)
            await press(pilot, "C")
            return len(asked_for)

    many = [(f"c{n}", None if n % 6 == 0 else path_of(n - 1), None, None) for n in range(400)]
    assert await counted(many, "many.lmmq") == await counted([("a", None, None, None)], "one.lmmq")


def path_of(number):
    """Give the path of a code of 400 that stand six deep."""
    first = number - number % 6
    return "/".join(f"c{n}" for n in range(first, number + 1))
