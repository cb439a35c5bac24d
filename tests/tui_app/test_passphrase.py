"""An encrypted study in the terminal: its passphrase is asked for before anything is shown."""

import pytest
from helpers.passphrases import PHRASE, forget_keys, quick_keys  # noqa: F401
from helpers.pty_app import PtyApp
from helpers.terminals import NEEDS_PTYS
from studies import add_coding, opened, press, seen, stored

from lmm_qual.store import keys
from lmm_qual.store.cipher import make_key, new_salt
from lmm_qual.store.encrypting import rewrite_project
from lmm_qual.tui.screens.coding import CodingScreen
from lmm_qual.tui.screens.passphrase import AskPassphrase
from lmm_qual.tui.screens.start import StartScreen


@pytest.fixture
def sealed(study, quick_keys):  # noqa: ARG001, F811
    add_coding(study, "How did you", "Pressures", "sa")
    key = make_key(PHRASE, new_salt())
    keys.remember(key)
    rewrite_project(study, key)
    forget_keys()
    return study


async def test_a_wrong_one_is_told_and_the_right_one_opens_what_was_named(sealed):
    before = sealed.read_bytes()
    async with opened(sealed, transcript="T1-G3-07") as (app, pilot):
        assert isinstance(app.screen, AskPassphrase)
        assert "Passphrase of small.lmmq" in seen(app)
        await press(pilot, "w r o n g enter")
        assert "wrong" not in seen(app)
        assert "this is not its passphrase; try again" in seen(app)
        assert sealed.read_bytes() == before
        await press(pilot, " ".join("space" if letter == " " else letter for letter in PHRASE))
        assert PHRASE not in seen(app)
        await press(pilot, "enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert isinstance(app.screen, CodingScreen)
        assert not app.opened.read_only
        await press(pilot, "s c")
    assert len(stored(sealed)) >= 1


async def test_leaving_the_question_shows_the_start_screen(sealed):
    async with opened(sealed, read_only=True) as (app, pilot):
        await press(pilot, "escape")
        assert isinstance(app.screen, StartScreen)
        assert app.opened is None


@pytest.mark.terminal
@NEEDS_PTYS
def test_a_command_asks_on_the_terminal_and_shows_nothing_of_what_is_typed(study):
    key = make_key(PHRASE, new_salt())
    keys.remember(key)
    rewrite_project(study, key)
    forget_keys()
    with PtyApp("check", str(study), size=(120, 36), folder=study.parent) as app:
        app.wait_for("Passphrase of small.lmmq:")
        app.send(PHRASE + "\r")
        app.wait_for("sound: 2 transcripts")
        assert app.wait() == 0
        assert PHRASE not in app.text
