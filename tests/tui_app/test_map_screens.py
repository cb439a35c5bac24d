"""The system map on its screens, by keys only: services, relations, proposals, judgements, page."""

import pytest
from studies import CODES, add_coding, lines, make_study, opened, press, seen, transcript

from lmm_qual.model.embeddedness import Aspect
from lmm_qual.model.system_map import SystemMap
from lmm_qual.project.changes.embeddedness_aspects import AddAspect
from lmm_qual.project.changes.map_import import ImportSystemMap
from lmm_qual.project.project import Project
from lmm_qual.store.queries.embeddedness import load_embeddedness
from lmm_qual.store.queries.system_map import load_system_map
from lmm_qual.tui.screens.passages import PassagesScreen
from lmm_qual.tui.screens.study import StudyScreen

TALK = """\
INT: Whom do you ring?
P07: We ring Little Minds when we can. We never ring midwives about it.
P08: Little Minds is nice.
"""
MAP = {
    "rings": [{"id": "inner", "label": "Inner", "expected": "Takes part."}, {"id": "outer"}],
    "services": [
        {"id": "lmm", "label": "Little Minds"},
        {"id": "hv", "label": "Health Visiting", "ring": "inner", "ring_basis": "inferred"},
        {"id": "mat", "label": "Midwifery", "aliases": ["midwives"], "ring": ["inner", "outer"]},
    ],
    "relation_types": [{"id": "refers_to"}, {"id": "trains"}],
}


@pytest.fixture
def mapped(tmp_path):
    """Make a study with a map, in which people of one service name others."""
    added = [
        transcript(key, TALK, time, "G3", service="hv", method="dyad")
        for key, time in (("a", "T1"), ("b", "T2"))
    ]
    path = make_study(tmp_path / "small.lmmq", CODES, added=added)
    with Project.open(path, write=True) as project:
        project.make(ImportSystemMap(SystemMap.model_validate(MAP), "map.yaml", True))
    return path


def the_map(path):
    with Project.open(path) as project:
        return load_system_map(project.store)


def row_of(app, label):
    """Give the numbers of a service in the list at the left."""
    left = (one.partition("▏")[0].strip() for one in lines(app))
    return " ".join(next(one for one in left if one.startswith(label))[len(label) :].split())


async def read(app, pilot):
    """Let what is read in threads come in."""
    await app.workers.wait_for_complete()
    await pilot.pause()


async def test_rings_services_and_relations_are_made_changed_and_undone(study):
    async with opened(study) as (app, pilot):
        await press(pilot, "K")
        assert "Press g to make a ring, innermost first, and n for the first service" in " ".join(
            seen(app).split()
        )
        await press(pilot, 'g "inner" tab "Inner" tab "Takes part." ctrl+s')
        await press(pilot, 'n "hv" tab "Health Visiting" ctrl+s n "lmm" ctrl+s')
        await read(app, pilot)
        found = the_map(study)
        assert [(one.id, one.label, one.ring) for one in found.services] == [
            ("hv", "Health Visiting", "inner"),
            ("lmm", None, "inner"),
        ]
        assert "leads one to expect Takes part." in " ".join(seen(app).split())
        await press(pilot, 'up R end "ors" ctrl+s')
        await press(pilot, 'e shift+tab "A note." ctrl+s')
        service = the_map(study).services[0]
        assert (service.label, service.former_names) == ("Health Visitingors", ["Health Visiting"])
        assert service.note == "A note."
        await press(pilot, "u u R tab right tab home delete delete")
        await press(pilot, '"team" ctrl+s')
        assert [one.id for one in the_map(study).services] == ["team", "lmm"]
        await press(pilot, 'r n enter "refers to" enter tab "T1" tab tab tab "team" ctrl+s')
        relation = the_map(study).relations[0]
        assert (relation.source, relation.type, relation.target) == ("team", "refers to", "lmm")
        assert (relation.times, relation.account, relation.stance) == (["T1"], ["team"], "affirmed")
        await press(pilot, "e right ctrl+s")
        assert the_map(study).relations[0].stance == "denied"
        assert "denied: it links nothing" in seen(app)
        await press(pilot, "e tab ctrl+a")
        await press(pilot, '"T9" ctrl+s')
        assert "unknown time point “T9T1”" in " ".join(seen(app).split())
        await press(pilot, "escape t")
        await press(pilot, "x")
        assert the_map(study).relations == []
        await press(pilot, "u escape")
        await press(pilot, "x")
        assert "team is named by accounts of relations (1)" in " ".join(seen(app).split())
        await press(pilot, "down x")
        assert [one.id for one in the_map(study).services] == ["team"]
        assert the_map(study).relations == []
        await press(pilot, "u home x")
        assert "in ring inner stand team, lmm" in " ".join(seen(app).split())
        assert len(the_map(study).services) == 2
        await press(pilot, "escape")
        assert isinstance(app.screen, StudyScreen)


async def test_what_talk_proposes_is_affirmed_denied_and_dismissed(mapped):
    async with opened(mapped, size=(80, 24)) as (app, pilot):
        await press(pilot, "K")
        await press(pilot, "home p")
        await read(app, pilot)
        await press(pilot, "s")
        assert "6 sentences" in seen(app)
        assert "not? P07 We never ring midwives about it." in seen(app)
        await press(pilot, "a")
        await press(pilot, "enter ctrl+s")
        first = the_map(mapped).relations[0]
        assert (first.source, first.type, first.target) == ("hv", "refers_to", "lmm")
        assert (first.times, first.account) == (["T1"], ["P07"])
        assert first.passages[0].quote == "We ring Little Minds when we can."
        await read(app, pilot)
        assert "5 sentences" in seen(app)
        await press(pilot, "x")
        await read(app, pilot)
        assert "4 sentences" in seen(app)
        await press(pilot, "u")
        await read(app, pilot)
        assert "5 sentences" in seen(app)
        await press(pilot, 'end d "sends nobody" enter right ctrl+s')
        denied = the_map(mapped).relations[1]
        assert (denied.source, denied.type, denied.target) == ("hv", "sends nobody", "mat")
        assert (denied.stance, denied.times) == ("denied", ["T2"])
        await press(pilot, "u escape escape")
        assert [one.id for one in the_map(mapped).relation_types] == ["refers_to", "trains"]


async def test_words_are_put_to_relations_and_judgements_while_reading(mapped):
    with Project.open(mapped, write=True) as project:
        project.make(AddAspect("aware", "Awareness", None, ["to few", "to most"]))
    add_coding(mapped, "We never ring midwives about it.", "Barriers", "sa", key="a")
    async with opened(mapped) as (app, pilot):
        await press(pilot, "enter g 2 enter I")
        await press(pilot, 'n "hv" enter "lmm" enter "trains" enter ctrl+s')
        relation = the_map(mapped).relations[0]
        assert (relation.times, relation.account) == (["T1"], ["P07"])
        assert [one.quote for one in relation.passages] == ["We ring Little Minds when we can."]
        await press(pilot, "I j")
        await press(pilot, '"hv" enter enter a')
        await press(pilot, "K down b")
        await read(app, pilot)
        text = " ".join(seen(app).split())
        assert "expected by ring Inner (inferred): Takes part." in text
        assert "0 for · 1 against" in text
        await press(pilot, 'e right tab "So." ctrl+s enter o')
        with Project.open(mapped) as project:
            judged = load_embeddedness(project.store).judgements[0]
        assert (judged.service, judged.time, judged.level) == ("hv", "T1", "to few")
        assert (judged.note, len(judged.for_), judged.against) == ("So.", 1, [])
        await press(pilot, "x")
        await press(pilot, "escape u E shift+tab end")
        await press(pilot, '"; to all" ctrl+s escape')
        with Project.open(mapped) as project:
            told = load_embeddedness(project.store)
        assert told.aspects == [
            Aspect(id="aware", label="Awareness", levels=["to few", "to most", "to all"])
        ]
        assert len(told.judgements[0].for_) == 1
        await press(pilot, "r enter x")
        assert the_map(mapped).relations[0].passages == []


async def test_counts_open_their_passages_and_the_page_is_written(mapped, monkeypatch, tmp_path):
    add_coding(mapped, "We ring Little Minds when we can.", "Barriers", "sa", key="a")
    asked = []
    monkeypatch.setattr("lmm_qual.tui.screens.map_page.open_page", asked.append)
    async with opened(mapped) as (app, pilot):
        await press(pilot, "K")
        await read(app, pilot)
        await press(pilot, "home down")
        assert row_of(app, "Health Visiting") == "inf. 1 of 2 1 0 of 2 0 0"
        await press(pilot, "v v v")
        assert row_of(app, "Health Visiting") == "inf. 1→0 1→0 0→0 0→0 0→0"
        assert "1 of 2→0 of 2" in seen(app)
        await press(pilot, "enter enter")
        assert isinstance(app.screen, PassagesScreen)
        assert app.screen.looking.query == "Barriers and service=hv and time=T1, T2"
        assert "1 passage" in seen(app)
        await press(pilot, "I s")
        await press(pilot, '"hv" enter')
        assert len(the_map(mapped).services[1].passages) == 1
        await press(pilot, "escape escape end enter enter")
        assert "Little Minds named under Barriers" in seen(app)
        await press(pilot, "escape escape w i enter")
        await read(app, pilot)
        page = tmp_path / "system_map.html"
        assert "wrote" in seen(app)
        assert asked == [page.as_uri()]
        page.write_text("mine")
        await press(pilot, "w s enter ctrl+u")
        await press(pilot, f'"{page}" enter k')
        assert page.read_text() == "mine"
        await press(pilot, "w s enter enter")
        await read(app, pilot)
        assert "Before the page is shared" in seen(app)
        assert "We ring" not in (tmp_path / "shared_system_map.html").read_text()


async def test_a_map_of_hostile_names_is_looked_at_in_any_size(mapped):
    hostile = "[/x][@click=app.quit]q\u202e表"
    said = {
        "rings": [{"id": "r", "label": hostile, "expected": f"\x1b[2J{hostile}"}],
        "services": [
            {"id": hostile, "label": hostile, "ring": "r", "aliases": ["Little Minds"]},
            {
                "id": "hv",
                "label": f"hv{hostile}",
                "note": "\x1b]0;t\x07",
                "former_names": [hostile],
            },
        ],
        "relation_types": [{"id": "t", "label": hostile}],
        "relations": [{"source": "hv", "target": hostile, "type": "t", "note": "\x9b2J"}],
    }
    with Project.open(mapped, write=True) as project:
        project.make(ImportSystemMap(SystemMap.model_validate(said), "map.yaml", True))
        project.make(AddAspect("aware", hostile, hostile))
    async with opened(mapped, size=(60, 16), read_only=True) as (app, pilot):
        for keys in ("K", "end", "enter", "r", "enter", "escape p", "escape b"):
            await press(pilot, keys)
            await read(app, pilot)
            for size in ((40, 12), (120, 36), (60, 16)):
                await pilot.resize_terminal(*size)
                assert not {"\x1b", "\x9b", "\u202e", "\x07"} & {*seen(app)}
        assert "[/x]" in seen(app)
        await press(pilot, "e")
        assert "nothing can be changed" in seen(app)
