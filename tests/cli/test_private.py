"""What is written is its owner's alone, no network is asked, and no words are told by mishap."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from lmm_qual.cli.running import run

GUARDED = """
import asyncio, os, sys

ASKS = ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostby", "socket.sendto")

def guard(event, arguments):
    if event.startswith(ASKS) or event.startswith("urllib."):
        print("NETWORK", event, file=sys.stderr)
        os._exit(9)

sys.addaudithook(guard)
os.umask(0)
from lmm_qual.cli import main
lines = open(sys.argv[1]).read().splitlines()
for line in lines:
    sys.argv = ["lmm-qual", *line.split()]
    try:
        main()
    except SystemExit as done:
        if done.code:
            print("FAILED", line, file=sys.stderr)
            sys.exit(1)
from pathlib import Path
from lmm_qual.tui.app import LmmQualApp

async def look():
    app = LmmQualApp(Path("study.lmmq"), coder="SA")
    async with app.run_test() as pilot:
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
    app.close_study()

asyncio.run(look())
"""
COMMANDS = """
new made.lmmq --as SA
import made.lmmq talk.txt --time T1 --as SA
codings add study.lmmq T1-G3-01 30 34 Barriers --as SA
snapshot study.lmmq before --as SA
backup study.lmmq
backup study.lmmq copy.lmmq
matrix study.lmmq --output matrix.xlsx
matrix study.lmmq --output matrix.csv
transcripts export study.lmmq Notes notes.txt
study export study.lmmq study.yaml
codings export study.lmmq codings.csv
map import study.lmmq map.yaml
map page study.lmmq --output map.html
participants set study.lmmq P07 --consent T1:archive=yes
export archive study.lmmq archive
pseudonymise study.lmmq keys/rules.yaml --log keys/log.csv
restore study.lmmq --yes
withdraw study.lmmq P05 --receipt receipt.txt --yes
"""


@pytest.mark.skipif(sys.platform == "win32", reason="has no such permissions")
def test_files_are_their_owners_and_no_network_is_asked(study, tmp_path, tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    work = tmp_path / "work"
    (tmp_path / "keys").mkdir()
    work.mkdir()
    study.rename(work / "study.lmmq")
    (work / "talk.txt").write_text("P1: Hello.\n")
    (work / "map.yaml").write_text("services: [{id: hv, label: Health visiting, kind: service}]")
    (tmp_path / "keys" / "rules.yaml").write_text("rules: [{find: hear, replace: '[x]'}]")
    script, lines = tmp_path / "guarded.py", tmp_path / "lines.txt"
    script.write_text(GUARDED)
    lines.write_text(COMMANDS.strip().replace("keys/", "../keys/"))
    given = {*tmp_path.rglob("*")}
    places = {f"XDG_{name}_HOME": str(home / name) for name in ("DATA", "CONFIG", "STATE", "CACHE")}
    root = str(Path(__file__).parents[2])
    ran = subprocess.run(
        [sys.executable, str(script), str(lines)],
        cwd=work,
        env={**os.environ, **places, "HOME": str(home), "PYTHONPATH": root},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=90,
    )
    assert ran.returncode == 0, ran.stderr
    made = [one for one in (*tmp_path.rglob("*"), *home.rglob("*")) if one not in given]
    assert len(made) > 20
    for one in made:
        mode = one.stat().st_mode & 0o777
        assert mode & 0o077 == 0, (one, oct(mode))
    assert (tmp_path / "keys" / "log.csv") in made
    assert zipfile.is_zipfile(work / "matrix.xlsx")


def test_a_fault_nobody_foresaw_tells_no_words(study, monkeypatch, capsys):
    def spoil(data):
        raise RuntimeError(data["text"])

    monkeypatch.setattr("lmm_qual.exporters.transcripts.transcript_text_form", spoil)
    assert b"We never hear back" in study.read_bytes()
    assert run(["transcripts", "show", str(study), "T1-G3-01"]) == 1
    said = capsys.readouterr()
    assert "fault in the program (RuntimeError at test_private.py:" in said.err
    assert "hear" not in said.out + said.err
