"""Bad input and what must be said of it: name, content, command, and part of the line.

`{}` in what is said stands for the file's path. Faults that any definition file can have are tried
on every kind of them.
"""

import json
from typing import NamedTuple

from faults.good_files import CODING, CODINGS, GRAPHML, KINDS, PASSES, as_json, as_yaml


class Bad(NamedTuple):
    """A bad file, the command that reads it, and what must be said."""

    name: str
    content: bytes | str
    command: tuple[str, ...]
    said: str


_LONG = b"a" * 100_000_000
FOLDER, PIPE, DEVICE, NOTHING = "a folder", "a pipe", "a device", "nothing"
"""What is there in place of a file."""


def _generic(kind: str) -> list[Bad]:
    """Give a kind of definition file with each fault that any may have."""
    good, as_text = as_yaml(kind), as_json(kind)
    top = next(iter(KINDS[kind].content)).encode()
    broken: list[tuple[str, bytes | str, str]] = [
        ("latin.yaml", good + "x: é\n".encode("latin-1"), "is not UTF-8; save it as UTF-8"),
        ("nul.yaml", good + b"# \0\n", "holds the character NUL; remove it"),
        ("escape.yaml", good + b"# \x1b[2J\n", "holds the control character U+001B; remove it"),
        ("half.json", as_text[:-2] + b', "x": "\\ud800"}', "half of a character"),
        ("alias.yaml", b"x: &a 1\ny: *a\n" + good, "anchors and aliases (& and *) are not read"),
        ("twice.yaml", good + b"\n" + top + b": []\n", f"key “{top.decode()}” stands twice"),
        ("twice.json", as_text[:-2] + b', "' + top + b'": []}', "stands twice"),
        ("deep.yaml", b"[" * 5000, "nested deeper than 20 levels; nest less"),
        ("deep.json", b'{"x": ' + b"[" * 5000, "nested deeper than 20 levels; nest less"),
        ("tag.yaml", b"x: !!python/object/apply:os.system [ls]\n", "is not read; quote the value"),
        ("broken.json", as_text[:-3], "cannot be read as JSON"),
        ("unknown.yaml", good + b"nonsense: 1\n", "unknown key “nonsense”"),
        ("empty.yaml", b"", "is empty"),
        ("list.yaml", b"- a\n", "does not begin with keys"),
        ("ending.txt", good, "ending “.txt” is not known"),
        ("folder.yaml", FOLDER, "is a folder; check the path"),
        ("pipe.yaml", PIPE, "is no file; check the path"),
        ("device.yaml", DEVICE, "is no file; check the path"),
        ("nothing.yaml", NOTHING, "is not there; check the path"),
    ]
    return [Bad(f"{kind}-{n}", data, KINDS[kind].command, said) for n, data, said in broken]


def _lines(**changed: object) -> bytes:
    return json.dumps(CODING | changed).encode() + b"\n"


_MAP = KINDS["map"].command
_HEAD = b"transcript,start,end,code,coder\n"
OTHERS = [
    Bad("long.yaml", b"codes: [{name: " + _LONG + b"}]", KINDS["codebook"].command, "{}"),
    Bad("long.csv", b"name\n" + _LONG, KINDS["codebook"].command, "{}"),
    Bad("long.jsonl", b'{"transcript": "' + _LONG + b'"}', CODINGS, "{}"),
    Bad("reversed.jsonl", _lines(start=14, end=5), CODINGS, "{}:line 1"),
    Bad("past.jsonl", _lines(end=10**6), CODINGS, "past the end"),
    Bad("below.jsonl", _lines(start=-1), CODINGS, "{}:line 1"),
    Bad("huge.jsonl", _lines(end=10**30), CODINGS, "{}:line 1"),
    Bad("other.jsonl", _lines(quote="not these"), CODINGS, "are not those of `quote`"),
    Bad("code.jsonl", _lines(code="Reech"), CODINGS, "unknown code “Reech”; did you mean “Reach”?"),
    Bad("who.jsonl", _lines(transcript="Z"), CODINGS, "no transcript “Z”"),
    Bad("open.csv", _HEAD + b'A,5,14,"Reach,SA\n', CODINGS, "{}:line 2"),
    Bad("ragged.csv", _HEAD + b"A,5,14,Reach,SA,more\n", CODINGS, "{}:line 2"),
    Bad("head.csv", b"transcript,start,start\n", CODINGS, "heading “start” stands twice"),
    Bad("word.csv", _HEAD + b"A,five,14,Reach,SA\n", CODINGS, "“five” is no whole number"),
    Bad("passes.csv", b"transcript,coder\nZ,SA\n", PASSES, "no transcript “Z”"),
    Bad("passes2.csv", b"transcript,coder,status\nA,SA,maybe\n", PASSES, "{}:line 2"),
    Bad("doctype.graphml", b"<!DOCTYPE x [<!ENTITY y 'z'>]><x>&y;</x>", _MAP, "has a DOCTYPE"),
    Bad("cut.graphml", GRAPHML[:200].encode(), _MAP, "{}"),
    Bad("other.graphml", b"<html/>", _MAP, "{}"),
    Bad("edge.graphml", GRAPHML.replace('target="U"', 'target="V"').encode(), _MAP, "{}"),
    Bad("map.csv", b"id,ring\nS\n", _MAP, "{}:line 2"),
    Bad("chart.xlsx", b"PK\x03\x04 no package", KINDS["framework"].command, "is damaged"),
    Bad("chart2.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", KINDS["framework"].command, "password"),
    Bad("report.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ("quotes", "PROJECT", "FILE"), "passw"),
    Bad("report.txt", b"\xff\xfe\xff", ("quotes", "PROJECT", "FILE"), "is not utf-16 text"),
    Bad(
        "outside.yaml",
        b"documents: [{id: C, path: ../talk.txt}]",
        KINDS["transcripts"].command,
        "leads out",
    ),
    Bad(
        "repeated.yaml",
        b"documents: [{id: C, path: talk.txt}, {id: C, path: talk.txt}]",
        KINDS["transcripts"].command,
        "stands twice",
    ),
    Bad(
        "gone.yaml",
        b"documents: [{id: C, path: none.txt}]",
        KINDS["transcripts"].command,
        "there is no such file",
    ),
    Bad(
        "circle.yaml",
        b"codes: [{name: A, parent: B}, {name: B, parent: A}]",
        KINDS["codebook"].command,
        "is its own ancestor; break the circle",
    ),
    Bad("parent.yaml", b"codes: [{name: A, parent: A}]", KINDS["codebook"].command, "own ancestor"),
    Bad(
        "above.yaml", b"codes: [{name: A, parent: B}]", KINDS["codebook"].command, "unknown parent"
    ),
    Bad(
        "composed.yaml",
        "codes: [{name: é}, {name: e\u0301}]".encode(),
        KINDS["codebook"].command,
        "stands twice",
    ),
    Bad(
        "finding.yaml",
        b"findings: [{id: F1, claim: x, for: [{transcript: A, start: 14, end: 5}]}]",
        KINDS["findings"].command,
        "{}:line 1",
    ),
    Bad(
        "typology.yaml",
        b"typologies: [{name: x, of: nobody}]",
        KINDS["findings"].command,
        "{}:line 1",
    ),
    Bad(
        "level.yaml",
        b"aspects: [{id: a, levels: [low]}]\njudgements: [{service: S, aspect: a, level: hi}]",
        KINDS["embeddedness"].command,
        "{}:line 2",
    ),
    Bad("rule.yaml", b"rules: [{find: x, replace: ''}]", KINDS["rules"].command, "{}:line 1"),
    Bad("only.yaml", b"rules: [{find: x, replace: y, only: [Z]}]", KINDS["rules"].command, "“Z”"),
]


def bad_files() -> list[Bad]:
    """Give all of it."""
    return [bad for kind in KINDS for bad in _generic(kind)] + OTHERS
