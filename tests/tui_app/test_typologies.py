"""Rows grouped in types with a reason, on the typologies screen, by keys only."""

import pytest
from studies import opened, press, seen

from lmm_qual.model.finding import Typology
from lmm_qual.project.changes.typologies import SetTypology
from lmm_qual.project.project import Project
from lmm_qual.store.queries.findings_file import load_typologies
from lmm_qual.tui.screens.chart import ChartScreen
from lmm_qual.tui.screens.findings import FindingsScreen

SIZES = pytest.mark.parametrize("size", [(120, 36), (80, 24)])


def stored(path):
    """Give each type in the file with its rows and reasons."""
    with Project.open(path) as project:
        return {
            (one.id, one.name, one.rows, kind.name): [(m.row, m.reason) for m in kind.members]
            for one in load_typologies(project.store)
            for kind in one.types
        }


@SIZES
async def test_a_typology_is_made_filled_changed_and_undone(study, size):
    async with opened(study, size=size) as (app, pilot):
        await press(pilot, "D t")
        assert "Press n to make one." in seen(app)
        await press(pilot, 'n "Ways to wait" ctrl+s t "Calm" enter t "Cross" tab "Rings" ctrl+s')
        waits = ("Y1", "Ways to wait", "participant")
        assert stored(study) == {(*waits, "Calm"): [], (*waits, "Cross"): []}
        await press(pilot, 'p tab down tab enter "Never heard back." enter')
        why = "Never heard back."
        assert stored(study)[*waits, "Cross"] == [("P07", why), ("P08", why)]
        assert "P07, P08 in type Cross of Y1 (u undoes)" in seen(app)
        await press(pilot, 'down e " Mm." tab left ctrl+s')
        assert stored(study)[*waits, "Calm"] == [("P08", f"{why} Mm.")]
        await press(pilot, "up e")
        await press(pilot, 'home "Very " ctrl+s')
        assert stored(study)[*waits, "Very Calm"] == [("P08", f"{why} Mm.")]
        await press(pilot, "down x")
        assert stored(study)[*waits, "Very Calm"] == []
        await press(pilot, "home x")
        assert stored(study) == {}
        await press(pilot, "u u")
        assert stored(study)[*waits, "Very Calm"] == [("P08", f"{why} Mm.")]
        await press(pilot, "escape")
        assert isinstance(app.screen, FindingsScreen)


@SIZES
async def test_types_and_reasons_are_read_and_rows_shown_in_the_chart(study, size):
    kinds = [{"name": "[/x]", "members": [{"row": "P08", "reason": "So\x1b[2J."}]}, {"name": "b"}]
    said = {"id": "w", "name": "Waits", "rows": "participant", "types": kinds}
    with Project.open(study, write=True) as project:
        project.make(SetTypology(Typology.model_validate(said)))
    async with opened(study, size=size, read_only=True) as (app, pilot):
        await press(pilot, "D t enter")
        text = " ".join(seen(app).split())
        assert "Typology w of participants" in text
        assert "[/x]" in text
        assert "In no type: 2 participants" in text
        await press(pilot, "escape down down")
        assert "P08 So␛[2J." in seen(app)
        await press(pilot, "x")
        assert "nothing can be changed" in seen(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, ChartScreen)
        assert "P08 (G3) · Barriers · T1" in seen(app)
