"""The import screen: files looked at and mended before anything is stored."""

import docx
import pytest
from studies import lines, opened, press, seen
from studies import stored as words_coded

from lmm_qual.project.project import Project
from lmm_qual.store.queries.memos import all_memos
from lmm_qual.store.queries.talk import find_transcript, transcript_text, transcripts, turns
from lmm_qual.tui.screens.importing import ImportScreen
from lmm_qual.tui.screens.study import StudyScreen

TALK = """\
INT: How did it begin?
BREADEN: With a call, I think.
BREADON: And a letter, later on.
ANN: We were the ones who rang.
INT: And then?
Note: bring the form.
BREADEN: Then it grew.
ANN: It did.
Note: it was long.
"""


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "A1.txt").write_text(TALK, encoding="utf-8")
    (folder / "B2.txt").write_text("INT: Well?\nP07: Well.\nINT: Good?\nP07: Good.\n", "utf-8")
    return folder


async def read(app, pilot, folder):
    """Ask for the folder and wait until it has been read."""
    await press(pilot, "i")
    await press(pilot, f'"{folder}"')
    await press(pilot, "enter")
    await app.workers.wait_for_complete()
    await pilot.pause()
    await pilot.pause()
    assert isinstance(app.screen, ImportScreen)


def stored(path, key):
    with Project.open(path) as project:
        row = find_transcript(project.store, key)
        return row, [(turn.speaker, turn.participant) for turn in turns(project.store, row.id)]


def keys(path):
    with Project.open(path) as project:
        return [row.key for row in transcripts(project.store)]


@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
async def test_nothing_is_stored_before_it_is_said_so(study, folder, size):
    async with opened(study, size=size) as (app, pilot):
        await read(app, pilot, folder)
        text = seen(app)
        assert "2 files ready" in text
        assert "A1" in text
        assert "linked to no participant" in text
        assert len(keys(study)) == 2
        await press(pilot, "escape")
        assert isinstance(app.screen, StudyScreen)
    assert len(keys(study)) == 2


async def test_speakers_are_mended_and_stored_by_keys(study, folder):
    async with opened(study) as (app, pilot):
        await read(app, pilot, folder)
        await press(pilot, "tab")
        screen = app.screen
        screen.speakers.go_to("BREADON")
        await press(pilot, 'r "BREADEN" enter')
        await press(pilot, 'p "P21" enter')
        screen.speakers.go_to("ANN")
        await press(pilot, "i")
        if "Note" in screen.planned.new.parsed.speakers:
            screen.speakers.go_to("Note")
            await press(pilot, "x")
        await press(pilot, 'd t "T2" enter')
        await press(pilot, 'd i ctrl+u "T2-G3-55" enter')
        await press(pilot, "ctrl+s")
        await pilot.pause()
        assert isinstance(app.screen, StudyScreen)
        assert "T2-G3-55" in seen(app)
    row, spoken = stored(study, "T2-G3-55")
    assert row.time == "T2"
    assert {speaker for speaker, _ in spoken} == {"INT", "BREADEN", "ANN"}
    assert [one for speaker, one in spoken if speaker == "BREADEN"] == ["P21"] * 3
    assert "B2" in keys(study)


@pytest.mark.parametrize("size", [(80, 24)])
async def test_proposals_are_shown_and_taken_by_keys(study, tmp_path, size):
    said = ["DAN: Where?", "BREADEN: Here.", "DAN: Why?", "BREADEN: So."] * 3
    said += ["Ann Stone: It grew.", "BREADON: Well."]
    file = tmp_path / "talk.txt"
    file.write_text("\n".join(said) + "\n", encoding="utf-8")
    async with opened(study, size=size) as (app, pilot):
        await read(app, pilot, file)
        text = seen(app)
        assert "2 proposals · 1 label not taken" in text
        assert "the interviewer?" in text
        assert "perhaps BREADEN?" in text
        assert "no speaker: a takes it" in text
        await press(pilot, "tab")
        assert "6 of 6 turns end with a question" in seen(app)
        await press(pilot, "i")
        assert "the interviewer?" not in seen(app)
        app.screen.speakers.go_to("BREADON")
        await press(pilot, "r enter")
        assert app.screen.planned.new.parsed.speakers == {"DAN": 6, "BREADEN": 7}
        await press(pilot, "end x")
        assert "Ann Stone is no speaker" in seen(app)
        await press(pilot, "enter")
        assert app.screen.planned.new.parsed.speakers["Ann Stone"] == 1
        assert "not taken" not in seen(app)
        await press(pilot, "ctrl+s")
        await pilot.pause()
    _, spoken = stored(study, "talk")
    assert {speaker for speaker, _ in spoken} == {"DAN", "BREADEN", "Ann Stone"}


@pytest.fixture
def commented(tmp_path):
    """Write a Word file with three comments, one of which names a code and one nobody wrote."""
    document = docx.Document()
    document.add_paragraph("INT: How did it go?")
    paragraph = document.add_paragraph("P07: We had ")
    time = paragraph.add_run("no time")
    paragraph.add_run(" at all, and ")
    nobody = paragraph.add_run("nobody [b]rang[/b]")
    document.add_comment(time, text="Being known", author="Ann Other", initials="x")
    document.add_comment(time, text="Whose time?", author="Ben", initials="x")
    document.add_comment(nobody, text="Barriers/Pressures", author="", initials="")
    file = tmp_path / "talk.docx"
    document.save(file)
    return file


def come_back(path):
    """Give what is stored of comments: memos as words, author, text; codings."""
    with Project.open(path) as project:
        noted = [(memo.quote, memo.coder, memo.text) for memo in all_memos(project.store)]
    return sorted(noted, key=str), sorted(words_coded(path))


@pytest.mark.parametrize("size", [(80, 24)])
@pytest.mark.parametrize(
    ("keys", "told", "memos", "coded"),
    [
        (
            "",
            "3 comments become memos on their words",
            [
                ("no time", "Ann Other", "Being known"),
                ("no time", "Ben", "Whose time?"),
                ("nobody [b]rang[/b]", None, "Barriers/Pressures"),
            ],
            [],
        ),
        (
            "c",
            "3 comments become codings where they name codes, else memos",
            [("no time", "Ben", "Whose time?")],
            [
                ("no time", "Facilitators/Being known", "Ann Other"),
                ("nobody [b]rang[/b]", "Barriers/Pressures", "sa"),
            ],
        ),
        ("c c", "3 comments are left out", [], []),
    ],
)
async def test_what_comments_become_is_chosen_by_a_key(
    study, commented, size, keys, told, memos, coded
):
    async with opened(study, size=size) as (app, pilot):
        await read(app, pilot, commented)
        assert "c comments" in seen(app)
        await press(pilot, keys)
        assert told in seen(app)
        await press(pilot, "ctrl+s")
        await pilot.pause()
        assert isinstance(app.screen, StudyScreen)
    assert come_back(study) == (memos, coded)


async def test_comments_are_offered_only_where_there_are_any(study, folder):
    async with opened(study) as (app, pilot):
        await read(app, pilot, folder)
        assert "c comments" not in seen(app)
        await press(pilot, "c")
        assert "no file holds comments" in seen(app)


async def test_a_coding_by_nobody_named_asks_who_is_coding(study, commented):
    async with opened(study, coder=None) as (app, pilot):
        await read(app, pilot, commented)
        await press(pilot, "c ctrl+s")
        assert "Who is coding?" in seen(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, ImportScreen)
        await press(pilot, 'ctrl+s "km" enter')
        await pilot.pause()
        assert isinstance(app.screen, StudyScreen)
    assert ("nobody [b]rang[/b]", "Barriers/Pressures", "km") in come_back(study)[1]


async def test_what_cannot_come_in_is_left_out_or_stops_all(study, folder):
    (folder / "C3.txt").write_bytes(b"\xff\xfe\x00caf\xe9")
    (folder / "T1-G3-07.txt").write_text("P07: Again.\nP08: Yes.\n", encoding="utf-8")
    async with opened(study) as (app, pilot):
        await read(app, pilot, folder)
        assert "2 files ready · 2 files cannot come in" in seen(app)
        await press(pilot, "ctrl+s")
        assert isinstance(app.screen, ImportScreen)
        assert len(keys(study)) == 2
        await press(pilot, "space")
        await press(pilot, "ctrl+s")
        assert isinstance(app.screen, ImportScreen)
        assert "is there already" in seen(app)
        await press(pilot, "space")
        await press(pilot, "ctrl+s")
        await pilot.pause()
    assert keys(study) == ["T1-G3-07", "T2-G3-01", "A1", "B2"]


@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
async def test_why_a_file_cannot_come_in_is_said_first(study, tmp_path, size):
    file = tmp_path / "T1-G3-07.txt"
    said = ["SECTION 1: HOW IT BEGAN", "", TALK, "Ann Stone: Who?", "[laughter]", "Page 2 of 9", ""]
    file.write_text("\n".join(said), encoding="utf-8")
    async with opened(study, size=size) as (app, pilot):
        await read(app, pilot, file)
        assert len(app.screen.planned.new.parsed.notes) > 1
        rows = lines(app)
        (fault,) = [at for at, row in enumerate(rows) if "✗ a transcript “T1-G3-07” is" in row]
        beside = ("time and group not set", "labels of", "! ")
        later = [at for at, row in enumerate(rows) if any(said in row for said in beside)]
        assert later
        assert fault < min(later)


@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
async def test_why_a_file_cannot_be_read_is_said_beside_its_name(study, tmp_path, size):
    file = tmp_path / "old.txt"
    file.write_bytes("INT: Caf\xe9?\n".encode("cp1252"))
    async with opened(study, size=size) as (app, pilot):
        await read(app, pilot, file)
        assert "✗ line 1: is not UTF-8 text" in seen(app)


async def test_leaving_asks_once_something_was_decided(study, folder):
    async with opened(study) as (app, pilot):
        await read(app, pilot, folder)
        await press(pilot, "tab i")
        await press(pilot, "escape")
        assert "Nothing has been stored yet" in seen(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, ImportScreen)
        await press(pilot, "escape")
        await press(pilot, "down enter")
        assert isinstance(app.screen, StudyScreen)
    assert len(keys(study)) == 2


async def test_one_undo_takes_the_import_back(study, folder):
    async with opened(study) as (app, pilot):
        await read(app, pilot, folder)
        await press(pilot, "ctrl+s")
        await pilot.pause()
        assert len(keys(study)) == 4
        await press(pilot, "u")
    assert len(keys(study)) == 2


async def test_hostile_names_stay_plain(study, tmp_path):
    bad = tmp_path / "bad"
    bad.mkdir()
    (bad / "a[b][x].txt").write_text(
        "Ann: One [/x].\nBob: \x1b]52;c;x\x07 \u202eTwo.\nAnn: Three.\nBob: Four.\n",
        encoding="utf-8",
    )
    async with opened(study) as (app, pilot):
        await read(app, pilot, bad)
        text = seen(app)
        assert "\x1b" not in text
        assert "\u202e" not in text
        assert "One [/x]." in text


async def test_a_file_in_another_encoding_is_read_in_the_one_that_is_named(study, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "old.txt").write_bytes("INT: How?\nP07: “Naïve”, they said.\n".encode("cp1252"))
    async with opened(study) as (app, pilot):
        await read(app, pilot, folder)
        assert "is not UTF-8 text; E names its encoding; it may be cp125" in seen(app)
        await press(pilot, 'E ctrl+u "nothing" enter')
        assert "there is no text encoding" in " ".join(seen(app).split())
        await press(pilot, "E")
        assert "cp1252" in seen(app)
        await press(pilot, 'ctrl+u "cp1252" enter')
        assert "1 file ready" in seen(app)
        await press(pilot, "ctrl+s")
    with Project.open(study) as project:
        row = find_transcript(project.store, "old")
        assert "“Naïve”, they said." in transcript_text(project.store, row.id)
