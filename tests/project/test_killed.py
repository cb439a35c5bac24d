"""A program killed in the middle of any change leaves a whole project, with a whole log.

`LMM_QUAL_KILLS` kills that many times.
"""

import os
import random
import signal
import subprocess
import sys
import time

import pytest
from helpers.projects import build

from lmm_qual.project.checking import check_project
from lmm_qual.project.project import Project
from lmm_qual.project.turning import read_logged
from lmm_qual.store.queries.log import entries
from project.studies import TALK

KILLS = int(os.environ.get("LMM_QUAL_KILLS", "3"))
MAKE = """
import itertools, random, sys
from pathlib import Path
sys.path[:0] = sys.argv[3:]
from lmm_qual.model.problem import BadInputError
from lmm_qual.project.project import Project
from project.kinds import changes
chance = random.Random(int(sys.argv[2]))
with Project.open(Path(sys.argv[1]), write=True, coder="SA") as project:
    for n in itertools.count():
        project.coder = chance.choice(["SA", "JR"])
        try:
            turns = [project.undo, project.redo, lambda: project.undo([project.coder])]
            if chance.random() < 0.3:
                chance.choice(turns)()
            else:
                project.make(chance.choice(changes(project.store, chance))())
        except BadInputError:
            continue
        print(n, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="has no signal that kills at once")
def test_whatever_was_being_done_the_project_is_whole(tmp_path):
    path = build(tmp_path / "study.lmmq", TALK, codes=["Barriers", "Reach"], passes=())
    chance = random.Random(11)
    for run in range(KILLS):
        arguments = [sys.executable, "-c", MAKE, str(path), str(run), *sys.path]
        with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as process:
            for _ in range(chance.randint(1, 25)):
                assert process.stdout.readline(), "it ended by itself"
            time.sleep(chance.random() / 50)
            process.send_signal(signal.SIGKILL)
            process.communicate()
        with Project.open(path, write=True) as project:
            assert check_project(project.store).faults == []
            for entry in entries(project.store):
                whole = entry.state == "discarded" or read_logged(project.store, entry).delta
                assert whole, entry
    with Project.open(path, write=True) as project:
        while any(entry.state == "done" for entry in entries(project.store)):
            project.undo()
        assert check_project(project.store).faults == []
        assert not list(project.store.rows("SELECT 1 FROM transcript"))
