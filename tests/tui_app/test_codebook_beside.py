"""Codes merged, split, deleted and restored; versions, what to look at again, codes alike."""

from studies import add_coding, opened, press, seen, stored

from lmm_qual.model.coding import PassRecord
from lmm_qual.project.changes.codebook_edit import EditCode
from lmm_qual.project.changes.codings import RecordPasses
from lmm_qual.project.project import Project
from lmm_qual.store.queries.codes import code_tree
from lmm_qual.store.queries.codings import codings
from lmm_qual.store.queries.log import entries
from lmm_qual.tui.screens.codebook import CodebookScreen

FIRST, SECOND = "It was at team meeting", "the form was long"


def paths(path):
    with Project.open(path) as project:
        tree = code_tree(project.store)
        return [tree.path(code) for code in tree.order]


def told(app):
    return " ".join(seen(app).split())


async def test_a_code_is_merged_and_its_definition_joined(study):
    add_coding(study, FIRST, "Pressures", "sa")
    with Project.open(study, write=True) as project:
        tree = code_tree(project.store)
        for name in ("Pressures", "Being known"):
            project.make(EditCode(tree.find(name)[0], {"definition": f"what {name} is"}))
    async with opened(study) as (app, pilot):
        await press(pilot, 'C j m "being" enter')
        assert "Join definitions" in told(app)
        await press(pilot, "j")
        assert "code “Pressures” merged into “Being known” (u undoes)" in told(app)
        assert app.screen.opened.tree.by_id[app.screen.codes.code].definition == (
            "what Being known is\nwhat Pressures is"
        )
    assert stored(study) == [(FIRST, "Facilitators/Being known", "sa")]


async def test_codes_are_deleted_and_come_back_under_another_name(study):
    add_coding(study, FIRST, "Pressures", "sa")
    async with opened(study, size=(80, 24)) as (app, pilot):
        await press(pilot, "C x")
        assert "Delete the 2 codes below too" in told(app)
        await press(pilot, "a")
        assert stored(study) == []
        await press(pilot, 'n "Barriers" home enter b')
        assert "3 codes, 1 coding" in told(app)
        await press(pilot, "enter")
        assert "Another name for the code" in told(app)
        await press(pilot, '"Hurdles" enter')
        assert "The bin is empty." in told(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, CodebookScreen)
        assert "Hurdles" in told(app)
    assert stored(study) == [(FIRST, "Hurdles/Pressures", "sa")]


async def test_a_code_is_split_passage_by_passage(study):
    add_coding(study, FIRST, "Pressures", "sa")
    add_coding(study, SECOND, "Pressures", "sa")
    before = stored(study)
    async with opened(study) as (app, pilot):
        await press(pilot, "C j s")
        assert "T1-G3-07 · P07 · T1 · G3 · sa" in told(app)
        await press(pilot, 'c "Letters" up enter enter')
        await press(pilot, 'c "referral" enter')
        await press(pilot, "1 enter 0 2")
        assert "2 of 2 decided" in told(app)
        await press(pilot, "escape")
        assert "Nothing of this is made yet" in told(app)
        assert stored(study) == before
        await press(pilot, "g ctrl+s")
        assert isinstance(app.screen, CodebookScreen)
    assert sorted(stored(study)) == [
        (FIRST, "Barriers/Letters", "sa"),
        (SECOND, "Barriers/Pressures", "sa"),
        (SECOND, "Barriers/Referral forms", "sa"),
    ]
    with Project.open(study, write=True) as project:
        assert entries(project.store)[-1].label == "split of code “Pressures”: 2 passages"
        project.undo()
    assert stored(study) == before


async def test_codings_are_looked_at_again_and_transcripts_read_again(study):
    for words in (FIRST, SECOND, "Someone to ring"):
        add_coding(study, words, "Pressures", "sa")
    with Project.open(study, write=True, coder="sa") as project:
        done = PassRecord(transcript="T2-G3-01", coder="sa", status="finished")
        project.make(RecordPasses([("", done)]))
        code = code_tree(project.store).find("Pressures")[0]
        project.make(EditCode(code, {"definition": "Strain from outside"}))
    async with opened(study) as (app, pilot):
        await press(pilot, 'C n "Later" enter r')
        assert "3 codings · 1 transcript to read" in told(app)
        assert "definition: Strain from outside" in told(app)
        await press(pilot, 's c "known" enter x')
        assert "Nothing" not in told(app)
        await press(pilot, "enter")
        assert "I never did hear of it." in told(app)
        code = app.screen.opened.tree.find("Later")[0]
        assert app.screen.opened.recent.last == code
    assert sorted(stored(study)) == [
        (FIRST, "Barriers/Pressures", "sa"),
        (SECOND, "Facilitators/Being known", "sa"),
    ]
    with Project.open(study) as project:
        assert {row.version for row in codings(project.store)} == {3}


async def test_versions_are_told_apart_and_alike_codes_merged(study):
    add_coding(study, FIRST, "Pressures", "sa")
    async with opened(study) as (app, pilot):
        await press(pilot, 'C n "Pressure" home enter')
        await press(pilot, 'n "Else" enter v')
        assert "added Else" in told(app)
        await press(pilot, "end space home")
        assert "Version 1 to 3" in told(app)
        assert "added Pressure" in told(app)
        await press(pilot, "escape d")
        assert "100 %" in told(app)
        await press(pilot, "enter 1")
        assert "No two codes" in told(app)
    assert "Pressure" not in [path.rpartition("/")[2] for path in paths(study)]


async def test_a_passage_becomes_the_example_of_its_code(study):
    add_coding(study, FIRST, "Pressures", "sa")
    async with opened(study) as (app, pilot):
        await press(pilot, "C j enter E")
        assert f"Example: “{FIRST}” (T1-G3-07)" in told(app)
        await press(pilot, "E")
        assert "an example of the code already" in told(app)
