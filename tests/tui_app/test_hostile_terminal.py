"""What the program writes to a terminal while every name and word is hostile: byte by byte."""

import json
import re
import sqlite3
from contextlib import closing

import pytest
from helpers.hostile import COMMANDING
from helpers.pty_app import PtyApp, is_text, tokens
from helpers.terminals import NEEDS_PTYS
from studies import CODES, DYAD, make_study, transcript

from lmm_qual.model.system_map import SystemMap
from lmm_qual.project.changes.embeddedness_aspects import AddAspect
from lmm_qual.project.changes.map_import import ImportSystemMap
from lmm_qual.project.project import Project
from lmm_qual.store.opening import open_store

pytestmark = [
    pytest.mark.terminal,
    NEEDS_PTYS,
]
PARTS = (
    "\x1b]52;c;aGk=\x07",
    "\x1b]0;t\x07",
    "\x1b]8;;file:x\x1b\\",
    "\x1b[5;7m",
    "\x1b[99;99H",
    "\x1b[6n",
    "\x1b[?1049l",
    "\x1bc",
    "\x1bP1$r\x1b\\",
    "\x1b_x\x1b\\",
    "\x9b2J",
    "\x90q\x9c",
    "\x9d0;t\x9c",
    "\x85\x0e\x08\r\x07\x7f\t\n",
    "\u202e\u2066\u200b\u200f\u2028",
    "\U000e0041\u0301",
    "[/x]",
    "[b]z",
    "[@click=app.quit]q",
    "[laughs]",
    "表😀",
)
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
"""What names may not hold: definitions and importers refuse it."""
ALLOWED = re.compile(
    r"\x1b\[[\d;]*m|\x1b\[\d+;\d+H|\r|\n"
    r"|\x1b\[\?(?:1000|1003|1004|1006|1015|1049|2004|2026|2048|25|7)[hl]"
    r"|\x1b\[\?(?:2026|2048)\$p|\x1b\[>25u|\x1b\[<u|\x1b\]22;(?:default|pointer|text)\x07"
)
"""The sequences that Textual itself writes: colours, moves, its modes, the pointer's shape."""
BLINK = re.compile(r"\x1b\[(?:[\d;]*;)?5(?:;7)?m|\x1b\[99;99H")
TEXTS = {
    "transcript": ("title method date file_name service_key interviewer_note", "1"),
    "speaker": ("label role", "1"),
    "turn": ("timestamp", "1"),
    "code": ("definition include exclude example", "1"),
    "coder": ("name", "name <> 'sa'"),
    "coding": ("refers_to", "1"),
    "memo": ("text", "1"),
    "finding": ("claim search_note", "1"),
    "recommendation": ("text addressee", "1"),
    "passage_link": ("note", "1"),
    "change_log": ("label coder", "1"),
    "codebook_version": ("note", "1"),
    "ring": ("label expected", "1"),
    "service": ("label note", "1"),
    "relation_type": ("label", "1"),
    "relation": ("note", "1"),
    "embeddedness_aspect": ("label definition", "1"),
}
NAMES = {
    "setting": ("value", "name = 'name'"),
    "research_question": ("text", "1"),
    "time_point": ("label", "1"),
    "participant_group": ("label", "1"),
    "transcript": ("key", "1"),
    "code": ("name", "id < 6"),
    "participant": ("key", "1"),
}
"""Where names are read by models, which refuse what is no name."""


MAP = {
    "rings": [{"id": "in"}],
    "services": [{"id": one, "ring": "in", "ring_basis": "stated"} for one in ("hv", "lmm")],
    "relation_types": [{"id": "rt"}],
    "relations": [{"source": "hv", "target": "lmm", "type": "rt", "basis": "stated"}],
}


def hostile(at):
    """Give a hostile text that begins with another part each time."""
    at %= len(PARTS)
    return "".join([*PARTS[at:], *PARTS[:at]])


def hostile_name(at):
    """Give such a text as far as it may be a name."""
    return CONTROL.sub("", hostile(at))


def spoil(connection, fields, said):
    """Write a hostile text into all fields; each begins with a word of its own."""
    at = 0
    for table, (columns, where) in fields.items():
        for (row,) in connection.execute(f"SELECT id FROM {table} WHERE {where}").fetchall():
            for column in columns.split():
                at += 1
                value = f"{column[0]}{row}{said(at)}"
                connection.execute(f"UPDATE {table} SET {column} = ? WHERE id = ?", (value, row))


def make_hostile(path):
    """Make the small study and write into all its names straight, past what importers refuse."""
    text = DYAD.replace("training", hostile(0).replace("\n", "").replace("\r", ""))
    added = [
        transcript("a", text, "T1", "G3", title="t"),
        transcript("b", DYAD, "T2", "G3", title="t"),
    ]
    make_study(path, CODES, added=added)
    with Project.open(path, write=True) as study:
        study.make(ImportSystemMap(SystemMap.model_validate(MAP), "map.yaml", True))
        study.make(AddAspect("aware"))
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT INTO coder (id, name) VALUES (50, 'jr'), (51, 'sa')")
        values = "start, end, code_id, coder_id, quote, version, created, valence, refers_to"
        for id_, coder, code in ((1, 50, 1), (2, 51, 2), (3, 51, 3)):
            connection.execute(
                f"INSERT INTO coding (id, transcript_id, {values})"
                " SELECT ?, id, 5, 40, ?, ?, substr(text, 6, 35), 1, '', 'barrier', 'r'"
                " FROM transcript WHERE key = 'a'",
                (id_, code, coder),
            )
            connection.execute(
                "INSERT INTO memo (target, target_id, coder_id, text, created)"
                " VALUES ('coding', ?, ?, 'm', '')",
                (id_, coder),
            )
        connection.execute(
            "INSERT INTO passage (id, transcript_id, start, end, quote)"
            " SELECT 1, id, 5, 40, substr(text, 6, 35) FROM transcript WHERE key = 'a'"
        )
        connection.execute(
            "INSERT INTO passage_link (source, source_id, passage_id, side, position)"
            " VALUES ('finding', 1, 1, 'for', 0)"
        )
        connection.execute(
            "INSERT INTO finding (id, position, key, claim, coder_id, created, updated)"
            " VALUES (1, 0, 'F1', 'c', 50, '', '')"
        )
        connection.execute(
            "INSERT INTO finding_basis (finding_id, position, kind, memo_id)"
            " VALUES (1, 0, 'memo', 1)"
        )
        connection.execute(
            "INSERT INTO recommendation (id, position, key, text) VALUES (1, 0, 'R1', '')"
        )
        connection.execute(
            "INSERT INTO recommendation_finding (recommendation_id, finding_id, position)"
            " VALUES (1, 1, 0)"
        )
        spoil(connection, TEXTS, hostile)
        spoil(connection, NAMES, hostile_name)
        connection.execute("UPDATE code SET name = ? WHERE id = 6", (f"n6{hostile(3)}",))
    return path


def check(app):
    """Assert that nothing of the payloads was written as it is."""
    for token in tokens(app.text):
        if is_text(token):
            assert not COMMANDING & set(token), ascii(token)
            assert not any(0xE0000 <= ord(letter) <= 0xE007F for letter in token), ascii(token)
        else:
            assert ALLOWED.fullmatch(token), ascii(token)
            assert not BLINK.fullmatch(token), ascii(token)
    assert "".join(tokens(app.text)) == app.text
    _, _, behind = app.text.partition("\x1b[?1049l")
    assert not any(map(is_text, tokens(behind))), "the screen was left before its end"


WALK = (
    ("", "Recent projects", "[x]"),
    ("?", "Keys", "Esc goes back"),
    ("\x1b", "Recent projects", "-Esc goes back"),
    ("\r", "2 transcripts ·", "[/x][b]z[@click=app.quit]q[laughs]"),
    ("\x10", "an action, a code"),
    ("Go to", "Go to k1"),
    ("\x1b", "2 transcripts ·", "-Go to k1"),
    ("i", "Import transcripts"),
    ("\x1b[200~x\x9b2J\u202e[/x]\x1b[201~\r", "x␦2J⇠[/x] is not there"),
    ("\x15texts\r", "texts/bad␛[5;7m⇠[b].txt"),
    ("\x1b[F\x1b[H\r", "How did you"),
    ("g2\r", "turn 2"),
    ("sc", "Code the", "+ new code"),
    ("\t", "✓"),
    ("\x1b[200~nobody\x9b\u202e[/x]\x1b[201~", "new code “nobody␦⇠[/x]”"),
    ("\x1b", "Codebook", "-new code “nobody"),
    ("i", "New code in"),
    ("\x15\x1b[200~Barriers[/x]\u2066\x1b[201~\r", "the code “n6"),
    ("scn6\r", "cannot be used"),
    (";", "p n2"),
    ("p", "coded n2"),
    ("r", "Another code instead of"),
    ("\x1b", "Under the cursor", "-Another code"),
    ("u", "undone: “n2"),
    ("/", "find words"),
    ("\x1b[200~\x9b\u202e[/x]\x1b[201~\r", "“␦⇠[/x]” is not in this transcript"),
    ("ggww", "turn 1"),
    ("x", "Remove which coding?", "n3"),
    ("\r", "removed"),
    ("u", "undone"),
    ("B", "Under the cursor"),
    ("\x0fc", "What it means"),
    ("\x1b[B\x1b[B", "What it means"),
    ("\x0fx", "Under the cursor"),
    ("\x0ft", "Transcripts"),
    ("\x0fx", "Under the cursor"),
    ("f", "your pass over k1"),
    ("\x0e", "k2"),
    ("?", "Keys", "Esc goes back"),
    ("\x1b", "k2", "-Esc goes back"),
    ("at", "Memo on transcript", "Ctrl+S saves"),
    ("\x1b[200~m\x9b2J\u202e[/x]\x1b]0;t\x07\x1b[201~", "m␦2J⇠[/x]"),
    ("\x1b", "These words are not saved"),
    ("s", "saved: memo on transcript", "-These words"),
    ("ay", "Memo on the study", "Ctrl+S saves"),
    ("\x1b", "saved: memo on transcript", "-Memo on the study"),
    ("C", "codings · transcripts"),
    ("\t", "codings · transcripts"),
    ("\t\t/", "find codes"),
    ("\x1b[200~n\x9b\u202e\x1b[201~", "n␦⇠", "no code is called so"),
    ("\x1b", "codings · transcripts", "-no code is called so"),
    ("e", "Ctrl+S saves", "definition"),
    ("\x15\x1b[200~q\x9b[/x]\u2066\x1b[201~\x13", "q␦[/x]⇢", "Ctrl+S saves"),
    ("\x1b", "These words are not saved"),
    ("t", "codings · transcripts", "-These words"),
    ("g", "Put under a code"),
    ("\x1b", "codings · transcripts", "-Put under a code"),
    ("ao", "Memo on code", "Ctrl+S saves"),
    ("\x1b[200~w\x9b2J\u202e[/x]\x1b[201~\x13", "saved: memo on code"),
    ("\t\t\x1b[F", "✎ 1 memo", "w␦2J⇠[/x]"),
    ("\x1b", "codings · transcripts"),
    ("\x1b", "Under the cursor"),
    ("E", "to a finding", "F1"),
    ("\x1b[200~cl\x9b2J\u202e[/x]\x1b[201~\r", "they speak for it"),
    ("f", "finding F2"),
    ("D", "cl␦2J⇠[/x]", "no search against", "R1"),
    ("\x1b[B", "Finding F1", "It also rests on"),
    ("\re", "how passages"),
    ("\x1b", "no search against", "-how passages"),
    ("\x1b[Zx", "deletion of finding F1"),
    ("u", "undone: deletion of finding F1"),
    ("\x1b[F", "Recommendation R1"),
    ("\x1b", "Under the cursor"),
    ("K", "2 services", "1 relation", "leads one to expect"),
    ("\x1b[Be", "Ctrl+S saves", "also called"),
    ("\x1b", "2 services", "-Ctrl+S saves"),
    ("r", "relation 1 · from one to the other"),
    ("n", "to which service?"),
    ("\x1b", "relation 1 ·", "-to which service?"),
    ("\x1b", "2 services"),
    ("p", "Nothing is proposed"),
    ("\x1b", "2 services", "-Nothing is proposed"),
    ("b", "not judged", "judged, never scored"),
    ("e", "Ctrl+S saves", "level"),
    ("\x1b", "not judged", "-Ctrl+S saves"),
    ("\x1b", "2 services"),
    ("\x1b", "Under the cursor"),
    ("Ij", "Of which service"),
    ("\x1b", "Under the cursor", "-Of which service"),
    ("\x10Show the welcome\r", "Welcome to lmm-qual · 1 of 3"),
    ("\x15\x1b[200~me\x9b\u202e[/x]\x1b[201~", "me␦⇠[/x]"),
    ("\x1b", "Under the cursor", "-Welcome to"),
)
"""Keys, and what is then on the screen; what begins with - is not."""


@pytest.fixture
def project(tmp_path):
    """Put a hostile project where the start screen knows it, beside a file that is refused."""
    folder = tmp_path / "f\x1b]0;t\x07\u202e[b]"
    folder.mkdir()
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "bad\x1b[5;7m\u202e[b].txt").write_bytes(b"\xff\xfe\x00")
    path = make_hostile(tmp_path / "plain.lmmq").rename(folder / "s\x1b[5;7m\x9b2J[x].lmmq")
    recent = tmp_path / "state" / "lmm-qual" / "recent.json"
    recent.parent.mkdir(parents=True)
    recent.write_text(json.dumps([str(path)]), encoding="utf-8")
    return path


@pytest.mark.usefixtures("project")
def test_nothing_of_hostile_names_and_words_reaches_the_terminal(tmp_path):
    with PtyApp(folder=tmp_path) as app:
        for keys, *shown in WALK:
            gone = [word[1:] for word in shown if word.startswith("-")]
            app.send(keys)
            app.wait_for(*(word for word in shown if word[0] != "-"), gone=(gone or ["\0"])[0])
        app.send("q")
        assert app.wait() == 0
        check(app)


def test_nor_with_little_room_nor_from_whoever_has_the_lock(project, tmp_path):
    other = open_store(project, write=True, holder=hostile(3))
    with PtyApp(folder=tmp_path, size=(80, 24)) as app:
        app.wait_for("Recent projects")
        app.send("\r")
        app.wait_for("This study cannot be changed now", "is open for writing by")
        app.send("\r")
        app.wait_for("read-only", "2 transcripts ·")
        app.send("\r")
        app.wait_for("How did you")
        app.send("jc")
        app.wait_for("nothing can be changed")
        app.send("\x0fc")
        app.wait_for("Codebook")
        app.send("\x1b\x0ft")
        app.wait_for("Transcripts")
        app.send("\x10k2")
        app.wait_for("Go to k2")
        app.send("\x03")
        assert app.wait() == 0
        check(app)
    other.close()


def test_nor_from_settings_that_are_refused(tmp_path):
    file = tmp_path / "config" / "lmm-qual" / "config.toml"
    file.parent.mkdir(parents=True)
    named = json.dumps("".join(letter for letter in hostile(3) if ord(letter) < 0x10000))
    file.write_text(f"theme = {named}\n[keys]\n{named} = {named}\n", encoding="utf-8")
    with PtyApp(folder=tmp_path) as app:
        assert app.wait() == 1
        assert "`theme`" in app.text
        assert "unknown action" in app.text
        check(app)


@pytest.mark.parametrize("part", [part for part in PARTS if CONTROL.search(part)])
def test_each_of_them_would_have_been_noticed(part):
    class Written:
        text = f"\x1b[1;1H\x1b[1mwords{part}\x1b[0mmore"

    with pytest.raises(AssertionError):
        check(Written)
