"""A study coded with keys only, and what is then stored against a list written by hand."""

import pytest
from studies import CODES, make_study, opened, press, seen, stored, transcript

from lmm_qual.project.project import Project
from lmm_qual.store.queries.codes import code_tree
from lmm_qual.store.queries.codings import passes

FAMILY = "👩\u200d👩\u200d👧"
SCRIPTS = f"""\
P01: Cafe\u0301 {FAMILY} ja. 表の中 words. Then שלום לכם here.
P02: مرحبا بكم and e\u0301 again.
"""


class TestWholeTranscript:
    async def test_from_the_start_screen_to_a_finished_pass(self, study):
        async with opened(study) as (_, _):
            pass  # so that the start screen knows it
        keys = (
            "enter enter",  # the recent study, its first transcript
            'g 2 enter s c "press" enter',  # a sentence
            'g 2 enter ) s c "early" tab "known" tab enter',  # several codes at once
            "g 3 enter w v w w w w 1",  # words, with the first of the recent codes
            "g 3 enter t semicolon r",  # a turn, by its code's letter
            "g 5 enter v l l l l l l full_stop",  # letters, the last code again
            "g 5 enter ) s i enter",  # in vivo
            "g 1 enter shift+right shift+right shift+right semicolon b",
            'g 1 enter r "facil" enter',  # recoded
            "g 3 enter x u ctrl+r u",  # removed, undone, done, undone
            "g 4 enter s semicolon p u",
            "f",
        )
        async with opened(None) as (app, pilot):
            for some in keys:
                await press(pilot, some)
            assert "pass 1 finished" in seen(app)
        assert sorted(stored(study)) == sorted(
            [
                ("It was at team meeting, I think.", "Barriers/Pressures", "sa"),
                ("Someone had been on the training.", "Facilitators/Early challenges", "sa"),
                ("Someone had been on the training.", "Facilitators/Being known", "sa"),
                ("And the form was", "Barriers/Pressures", "sa"),
                ("Mm. And the form was long, you know.", "Barriers/Referral forms", "sa"),
                ("Someon", "Barriers/Referral forms", "sa"),
                ("Somebody with a name.", "Somebody with a name", "sa"),
                ("How", "Facilitators", "sa"),
            ]
        )
        with Project.open(study) as project:
            assert [row.status for row in passes(project.store)] == ["finished"]
            tree = code_tree(project.store)
            assert tree.by_id[tree.find("Somebody with a name")[0]].origin == "in vivo"


class TestScripts:
    @pytest.fixture
    def study(self, tmp_path):
        talk = [transcript("T1-G3-07", SCRIPTS, "T1", "G3")]
        return make_study(tmp_path / "scripts.lmmq", CODES, added=talk)

    @pytest.mark.parametrize(
        ("keys", "words"),
        [
            ("v l l l l", "Cafe\u0301"),
            ("w v l", FAMILY),
            ("w w w v l l l", "表の中"),
            ("w w w w w w w w v w", "שלום "),
            ("g 2 enter v w", "مرحبا "),
            ("g 2 enter w w w v l", "e\u0301"),
            (") s", "表の中 words."),
        ],
    )
    async def test_what_is_seen_is_what_is_stored(self, study, keys, words):
        async with opened(study, transcript="T1-G3-07", size=(80, 24)) as (app, pilot):
            await press(pilot, f"g 1 enter {keys} semicolon p")
            assert [quote.strip() for quote, _, _ in stored(study)] == [words.strip()]
            text = " ".join(seen(app).split())
            for word in SCRIPTS.replace("P01:", "").replace("P02:", "").split():
                assert word in text.replace("\u200d ", "\u200d")


def highlighted(view):
    """Give the words that are drawn as selected."""
    ground = view.look.selected.bgcolor
    rows = (view.render_line(y) for y in range(view.size.height))
    parts = (
        part.text for row in rows for part in row if part.style and ground == part.style.bgcolor
    )
    return " ".join("".join(parts).split())


class TestResizing:
    @pytest.mark.parametrize("keys", ["", "c", "i", "semicolon", "ctrl+p", "question_mark"])
    async def test_the_selection_stands(self, study, keys):
        sentences = "It was at team meeting, I think. Someone had been on the training."
        async with opened(study, transcript="T1-G3-07") as (app, pilot):
            await press(pilot, f"g 2 enter t {keys}")
            view = app.page.view
            for size in ((80, 24), (40, 12), (10, 3), (1, 1), (300, 100), (60, 16), (120, 36)):
                await pilot.resize_terminal(*size)
                await pilot.pause()
                assert view.selected_text == sentences
                if size >= (60, 16):
                    assert highlighted(view).replace(" ", "") == sentences.replace(" ", "")
                elif not keys and size[0] >= 40:
                    assert "Too small" in seen(app)
