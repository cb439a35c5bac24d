"""The Passages screen: queries, facets, context, going to a passage and back, by keys only."""

import pytest
from studies import add_coding, opened, press, seen

from lmm_qual.model.coding import PassRecord
from lmm_qual.project.changes.codings import RecordPasses
from lmm_qual.project.project import Project
from lmm_qual.tui.passages_found import FoundPassages, all_found, seen_by
from lmm_qual.tui.screens.codebook import CodebookScreen
from lmm_qual.tui.screens.coding import CodingScreen
from lmm_qual.tui.screens.passages import PassagesScreen
from lmm_qual.tui.screens.study import StudyScreen

SIZES = pytest.mark.parametrize("size", [(120, 36), (80, 24)])


@pytest.fixture
def coded(study):
    add_coding(study, "It was at team meeting, I think.", "Pressures", "sa")
    add_coding(study, "And the form was long", "Referral forms", "sa")
    add_coding(study, "the form was long, you know", "Facilitators", "sa")
    add_coding(study, "I never did hear of it.", "Referral forms", "sa", key="T2-G3-01")
    add_coding(study, "They ring us back".replace("They", "they"), "Being known", "jr", "T2-G3-01")
    return study


def said(app):
    return " ".join(seen(app).split())


def words(app):
    return [app.screen._said.words(row, one) for row, one in app.screen.found.passages]


class TestLooking:
    @SIZES
    async def test_a_query_finds_passages_with_their_context(self, coded, size):
        async with opened(coded, size=size) as (app, pilot):
            await press(pilot, 'P "Barriers" enter')
            assert words(app) == [
                "It was at team meeting, I think.",
                "And the form was long",
                "I never did hear of it.",
            ]
            assert "3 passages" in said(app)
            await press(pilot, "j")
            assert "T1-G3-07 · P08 · T1 Summer 2022 · Workforce" in said(app)
            assert "Barriers/Referral forms sa" in said(app)
            assert "P08: Mm. And the form was long, you know." in said(app)

    async def test_codes_together_give_the_words_that_carry_both(self, coded):
        async with opened(coded) as (app, pilot):
            await press(pilot, 'P "Barriers and Facilitators" enter')
            assert words(app) == ["the form was long"]

    @SIZES
    async def test_a_fault_is_shown_at_its_place(self, coded, size):
        async with opened(coded, size=size) as (app, pilot):
            await press(pilot, 'P "Barriers and Presures" enter')
            assert "unknown code “Presures”; did you mean “Pressures”?" in said(app)
            assert app.focused.cursor_position == len("Barriers and ")
            await press(pilot, "end backspace backspace")
            await press(pilot, "backspace backspace backspace backspace backspace backspace")
            await press(pilot, '"Pressures" enter')
            assert "unknown code" not in said(app)
            assert "1 passage" in said(app)

    async def test_other_coders_show_where_the_pass_is_finished(self, coded):
        async with opened(coded) as (app, pilot):
            await press(pilot, 'P "Being known" enter')
            assert words(app) == []
            assert "others' codings show where your pass is finished" in said(app)
        with Project.open(coded, write=True, coder="sa") as project:
            project.make(RecordPasses([("", PassRecord(transcript="T2-G3-01", coder="sa"))]))
        async with opened(coded) as (app, pilot):
            await press(pilot, 'P "Being known" enter')
            assert words(app) == ["they ring us back"]

    @SIZES
    async def test_read_only_and_nothing_coded(self, study, size):
        before = study.read_bytes()
        async with opened(study, size=size, read_only=True) as (app, pilot):
            await press(pilot, "P")
            assert "Find coded passages by a query" in said(app)
            await press(pilot, '"not Barriers" enter')
            assert "0 passages" in said(app)
        assert study.read_bytes() == before


class TestNarrowing:
    @SIZES
    async def test_facets_narrow_and_widen(self, coded, size):
        async with opened(coded, size=size) as (app, pilot):
            await press(pilot, 'P "Barriers" enter')
            await press(pilot, "shift+tab")
            facets = app.screen.query_one("#facets")
            facets.go_to(("time", "T2"))
            await press(pilot, "enter")
            assert words(app) == ["I never did hear of it."]
            counts = app.screen.found.facets
            assert dict(counts["time"]) == {"T1": 2, "T2": 1}
            assert sum(counts["code"].values()) == 1
            assert "x widens" in said(app)
            await press(pilot, "x")
            assert len(words(app)) == 3

    def test_a_facet_counts_what_it_would_give(self, coded):
        with Project.open(coded) as project:
            tree_query, seen_ = "Barriers or Facilitators", seen_by(None, [])
            wide = all_found(coded, tree_query, seen_, {}, lambda: False)
            time = {"time": frozenset({"T2"})}
            narrow = all_found(coded, tree_query, seen_, time, lambda: False)
            assert isinstance(wide, FoundPassages)
            assert isinstance(narrow, FoundPassages)
            assert narrow.facets["time"] == wide.facets["time"]
            assert narrow.number == wide.facets["time"]["T2"] == 2
            assert narrow.facets["coder"] == {"sa": 1, "jr": 1}
            assert all_found(coded, tree_query, seen_, {}, lambda: True) is None
            assert project.store.path == coded


class TestGoing:
    @SIZES
    async def test_to_the_passage_and_back_to_the_list(self, coded, size):
        async with opened(coded, size=size) as (app, pilot):
            await press(pilot, 'P "Barriers" enter j j enter')
            assert isinstance(app.screen, CodingScreen)
            assert app.screen.reading.row.key == "T2-G3-01"
            assert app.screen.view.selected_text == "I never did hear of it."
            await press(pilot, "escape escape")
            assert isinstance(app.screen, PassagesScreen)
            assert app.screen.query_one("#passages").at == 2
            await press(pilot, "escape")
            assert isinstance(app.screen, CodingScreen)
            await press(pilot, "escape")
            assert isinstance(app.screen, StudyScreen)

    async def test_from_the_codebook_with_its_code(self, coded):
        async with opened(coded) as (app, pilot):
            await press(pilot, "C j j P")
            assert app.screen.looking.query == "Barriers/Referral forms"
            assert words(app) == ["And the form was long", "I never did hear of it."]
            await press(pilot, "escape")
            assert isinstance(app.screen, CodebookScreen)

    async def test_what_is_coded_in_between_is_found_on_coming_back(self, coded):
        async with opened(coded) as (app, pilot):
            await press(pilot, 'P "Barriers" enter enter')
            await press(pilot, "semicolon r escape")
            assert isinstance(app.screen, PassagesScreen)
            assert words(app)[0] == "It was at team meeting, I think."
            assert len(app.screen.found.passages[0][1].codes) == 2
