"""The history screen, and whose change the undo key takes back, by keys only."""

import pytest
from studies import add_coding, lines, opened, press, seen, stored

from lmm_qual.model.problem import BadInputError
from lmm_qual.project.project import Project
from lmm_qual.store.queries.log import EntryRow, entries
from lmm_qual.tui.log_found import entry_row, read_filter
from lmm_qual.tui.screens.history import HistoryScreen
from lmm_qual.tui.screens.study import StudyScreen


@pytest.fixture
def team(study):
    """Give a study that two have coded; the last change is the other one's."""
    add_coding(study, "team meeting", "Barriers", "sa", memo="look [/x]\x1b[2J")
    add_coding(study, "the form was long", "Referral forms", "jr")
    return study


def codes(path):
    return sorted(code for _, code, _ in stored(path))


class TestTheUndoKey:
    async def test_it_takes_back_ones_own_change_and_says_whose_it_was(self, team):
        async with opened(team) as (app, pilot):
            await press(pilot, "u")
            assert "undone: 1 coding (sa)" in seen(app)
            assert codes(team) == ["Barriers/Referral forms"]
            await press(pilot, "u")
            assert "there is nothing by sa to undo" in seen(app)
            assert codes(team) == ["Barriers/Referral forms"]
            await press(pilot, "ctrl+r")
            assert codes(team) == ["Barriers", "Barriers/Referral forms"]


class TestTheScreen:
    async def test_any_change_is_looked_at_undone_and_made_again(self, team):
        async with opened(team) as (app, pilot):
            await press(pilot, "U")
            assert isinstance(app.page, HistoryScreen)
            assert "5 changes" in seen(app)
            await press(pilot, "enter")
            assert "made coding Barriers/Referral forms on T1-G3-07" in seen(app)
            assert "by jr: “the form was long”" in seen(app)
            await press(pilot, "u")
            assert "undone: 1 coding (jr)" in seen(app)
            assert codes(team) == ["Barriers"]
            assert any("jr" in row and "undone" in row for row in lines(app))
            await press(pilot, "r")
            assert codes(team) == ["Barriers", "Barriers/Referral forms"]
            await press(pilot, "down enter")
            assert "made memo on coding" in seen(app)
            assert "look [/x]␛[2J" in seen(app)
            await press(pilot, "escape")
            assert isinstance(app.page, StudyScreen)

    async def test_a_change_in_the_way_is_named(self, team):
        async with opened(team) as (app, pilot):
            await press(pilot, "U end u")
            assert "cannot be undone" in seen(app)
        with Project.open(team) as project:
            assert {entry.state for entry in entries(project.store)} == {"done"}

    @pytest.mark.parametrize("size", [(120, 36), (80, 24)])
    async def test_it_is_narrowed_as_one_types(self, team, size):
        async with opened(team, size=size) as (app, pilot):
            await press(pilot, 'U slash "by:jr" enter')
            assert "1 change" in seen(app)
            assert "entry 5" in seen(app)
            await press(pilot, "x")
            assert "5 changes" in seen(app)
            await press(pilot, 'slash "state:gone" enter')
            assert "narrows nothing" in seen(app)
            await press(pilot, "escape escape")
            assert isinstance(app.page, StudyScreen)


class TestNarrowing:
    def test_what_is_typed_is_read(self):
        wanted = read_filter('long by:"Anna B" kind:codings form state:undone since:2022-07-04')
        assert (wanted.words, wanted.coder, wanted.kind) == ("long form", "Anna B", "codings")
        assert (wanted.state, wanted.unsigned) == ("undone", False)
        assert wanted.since.endswith("+00:00")
        assert read_filter("by:nobody").unsigned

    @pytest.mark.parametrize("typed", ["who:SA", "state:no", "since:July"])
    def test_what_makes_no_sense_is_refused(self, typed):
        with pytest.raises(BadInputError):
            read_filter(typed)

    @pytest.mark.parametrize("width", [10, 60, 78, 118])
    def test_a_change_fits_its_line(self, width):
        entry = EntryRow(1, "no time", None, "codings add", "漢字 " * 40 + "\x1b[2J", "undone")
        assert "\x1b" not in entry_row(entry, width).plain
        assert entry_row(entry, max(width, 60)).cell_length <= max(width, 60)
