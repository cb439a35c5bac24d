"""Sentences that name keys: each names the key that the action has now."""

import ast
import re
from pathlib import Path

import pytest
from studies import add_coding, opened, press, seen

import lmm_qual.tui
from lmm_qual.tui.actions import BY_ID, REGISTER
from lmm_qual.tui.hints import keyed
from lmm_qual.tui.settings import Settings

OTHERS = {
    "study.undo": "ctrl+u",
    "study.import": "ctrl+b",
    "coding.undo": "ctrl+y",
    "coding.find": "ctrl+f",
    "coding.find_next": "ctrl+g",
    "coding.find_previous": "ctrl+t",
    "coding.others": "ctrl+o",
    "coding.jump": "ctrl+w",
    "coding.code": "ctrl+d",
    "coding.shortcut": "ctrl+a",
    "coding.recent_1": "ctrl+l",
    "coding.next_panel": "ctrl+x",
    "coding.split": "ctrl+e",
    "coding.pin": "ctrl+k",
    "codebook.undo": "ctrl+z",
    "codebook.new": "ctrl+v",
    "codebook.back": "f10",
    "list.choose": "f6",
    "list.up": "f2",
    "list.down": "f3",
    "picker.up": "f4",
    "picker.down": "f5",
    "picker.tick": "f7",
    "question.cancel": "f8",
}


@pytest.fixture
def settings():
    """Give settings with other keys."""
    return Settings(keys=dict(OTHERS))


def status(app):
    return str(app.page.query_one("#status").said)


async def test_sentences_of_coding_name_the_changed_keys(study, settings):
    add_coding(study, "the form was long", "Barriers/Pressures", "jr")
    async with opened(study, transcript="T1-G3-07", settings=settings) as (app, pilot):
        assert "^o shows" in app.screen.query_one("#here")._said.plain
        await press(pilot, "full_stop")
        assert "no code has been used yet: ^d chooses one" in status(app)
        await press(pilot, "ctrl+g")
        assert "nothing has been looked for yet: ^f finds words" in status(app)
        await press(pilot, 'ctrl+f "ring" enter')
        assert "^g next, ^t before" in status(app)
        await press(pilot, "ctrl+a p")
        assert "(^y undoes)" in status(app)
        await press(pilot, "ctrl+y f")
        assert "(^y undoes)" in status(app)
        await press(pilot, "ctrl+k")
        assert "^k pins a code of the codebook; ^w c goes there" in status(app)
        await press(pilot, "ctrl+e")
        assert "^x goes to the codebook, F6 there codes; ^e ends it" in status(app)
        await press(pilot, "ctrl+x ctrl+k")
        assert "is pinned: ^l codes with it" in status(app)
        assert "^a b   ^l ◆ pinned" in seen(app)


async def test_so_do_questions(study, settings):
    async with opened(study, transcript="T1-G3-07", settings=settings) as (app, pilot):
        await press(pilot, "s ctrl+d")
        assert "F4 F5 and Enter choose · F7 ticks several · F8 goes back" in seen(app)
        await press(pilot, "f8 a")
        assert "F2 F3 and F6 choose · F8 goes back" in seen(app)
        await press(pilot, "t")
        assert "Ctrl+S saves · F8 goes back" in seen(app)
        await press(pilot, '"words" ctrl+s')
        assert "(^y undoes)" in status(app)


async def test_so_does_the_codebook(study, settings):
    add_coding(study, "the form was long", "Barriers/Pressures", "sa")
    async with opened(study, settings=settings) as (app, pilot):
        await press(pilot, "C")
        assert "F6 goes there" in seen(app)
        await press(pilot, "e")
        assert "F8 leaves" in seen(app)
        await press(pilot, 'f8 ctrl+v "Another" enter')
        assert "(^z undoes)" in status(app)
        await press(pilot, 'slash "Bar" L')
        await press(pilot, "enter L")
        assert "F10 shows all" in status(app)


async def test_so_does_a_study_without_codes_and_transcripts(tmp_path, settings):
    from lmm_qual.project.project import Project

    path = tmp_path / "empty.lmmq"
    Project.new(path).close()
    async with opened(path, settings=settings) as (app, pilot):
        assert "Press ^b to import" in seen(app)
        assert "↵" not in seen(app)
        await press(pilot, "C")
        assert "Press ^v to make one. While coding, ^d and i make codes too." in seen(app)
        assert "↵" not in seen(app)


def own_words():
    """Give every text of the terminal app that is not said of the code itself."""
    for file in sorted(Path(lmm_qual.tui.__file__).parent.rglob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield file.name, node.value


def test_all_actions_that_sentences_name_are_there():
    named = {
        id_ for _, said in own_words() for id_ in re.findall(r"\[([a-z]+\.[a-z_0-9]+)\]", said)
    }
    assert named > {"coding.undo", "coding.find", "list.choose"}
    assert named <= BY_ID.keys()


def test_no_sentence_names_a_letter_that_can_be_changed():
    letters = {action.keys for action in REGISTER if len(action.keys) == 1} | {"/", ";"}
    verbs = "undoes|finds|shows|chooses|next|before|pins|codes|makes|ends|opens|goes back"
    sign = "|".join(map(re.escape, sorted(letters)))
    pattern = re.compile(rf"(?:^|[ (;·])(?:{sign}|Esc) (?:{verbs})\b")
    found = [(file, said) for file, said in own_words() if pattern.search(said)]
    assert not found


def test_words_in_brackets_that_name_no_action_stay():
    assert [*keyed("[laughs] [app.help] x", lambda _: None, "bold")] == [
        ("[laughs] ", ""),
        ("?", "bold"),
        (" x", ""),
    ]
