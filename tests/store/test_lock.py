import json
import os
import re
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from lmm_qual.model.problem import BadInputError
from lmm_qual.store.cipher import salt_of
from lmm_qual.store.lock import WriteLock
from lmm_qual.store.opening import check_header, create, open_store
from store.databases import empty_project
from store.processes import holding


@pytest.fixture
def project(tmp_path):
    path = tmp_path / "study.lmmq"
    path.write_bytes(empty_project())
    return path


def refused(path):
    with pytest.raises(BadInputError) as caught:
        open_store(path, write=True, wait=0.1)
    return str(caught.value)


class TestAnotherProcess:
    def test_a_second_writer_is_told_who_has_it_and_since_when(self, project):
        with holding(project, "Anna (laptop)") as other:
            said = refused(project)
        assert re.fullmatch(
            rf"{re.escape(str(project))}: is open for writing by Anna \(laptop\) "
            rf"\(process {other.pid}\) since \d\d:\d\d today; "
            r"close it there, or look with `open --read-only`",
            said,
        )

    def test_readers_may_look(self, project):
        with holding(project, "Anna"), open_store(project) as store:
            assert store.value("SELECT count(*) FROM coding") == 0

    def test_nothing_is_left_when_it_is_closed(self, project):
        with holding(project, "Anna"):
            assert len(list(project.parent.iterdir())) == 3
        assert list(project.parent.iterdir()) == [project]

    def test_a_writer_that_was_killed_holds_nothing(self, project):
        with holding(project, "Anna") as other:
            other.kill()
            other.wait()
            with open_store(project, write=True, holder="Ben", wait=0.1):
                assert "is open for writing by Ben" in refused(project)
        assert list(project.parent.iterdir()) == [project]

    def test_a_project_is_not_made_twice(self, project):
        """Whoever waits to make a project that another is making finds it made."""
        path = project.with_name("other.lmmq")
        lock = WriteLock(path)
        lock.acquire("Anna")

        def make():
            path.write_bytes(empty_project())
            lock.release()

        timer = threading.Timer(0.3, make)
        timer.start()
        with pytest.raises(BadInputError, match="is there already"):
            create(path, "Ben")
        timer.join()
        assert path.read_bytes() == empty_project()


def test_who_comes_second_waits(project):
    first = open_store(project, write=True)
    threading.Timer(0.3, first.close).start()
    began = time.monotonic()
    open_store(project, write=True, wait=5).close()
    assert time.monotonic() - began < 4


def test_a_lock_taken_in_one_thread_is_given_back_in_another(project):
    opened = []
    thread = threading.Thread(target=lambda: opened.append(open_store(project, write=True)))
    thread.start()
    thread.join()
    opened[0].close()
    open_store(project, write=True, wait=0.1).close()


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_one_project_under_two_names_has_one_lock(project):
    link = project.with_name("link.lmmq")
    link.symlink_to(project)
    with open_store(link, write=True, holder="Anna"):
        assert "is open for writing by Anna" in refused(project)


def test_a_note_that_nobody_can_read_does_no_harm(project):
    with open_store(project, write=True):
        project.with_name("study.lmmq.writer").write_text("{")
        assert "is open for writing by another process;" in refused(project)


def test_the_note_names_holder_and_process(project):
    with open_store(project, write=True, holder="SA"):
        note = json.loads(project.with_name("study.lmmq.writer").read_text())
    assert (note["holder"], note["pid"]) == ("SA", os.getpid())


def test_never_two_at_once(project):
    """Those who wait do not lock a file that its holder has taken away."""
    inside, most = [], []

    def work():
        for _ in range(8):
            lock = WriteLock(project)
            lock.acquire("somebody", wait=30)
            inside.append(1)
            most.append(len(inside))
            time.sleep(0.001)
            inside.pop()
            lock.release()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(most) == 32
    assert max(most) == 1


def test_the_file_goes_while_the_lock_is_held(project, monkeypatch):
    """Else who takes the lock in between holds a file that nobody else will find."""
    tried = []
    unlink = Path.unlink

    def watched(path, **options):
        if path.suffix == ".lock":
            with pytest.raises(BadInputError):
                WriteLock(project).acquire("Ben", wait=0)
            tried.append(path.name)
        unlink(path, **options)

    monkeypatch.setattr(Path, "unlink", watched)
    open_store(project, write=True).close()
    assert tried == ["study.lmmq.lock"]


BEGIN = """
import sqlite3, sys
sqlite3.connect(sys.argv[1], timeout=0, isolation_level=None).execute("BEGIN IMMEDIATE")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there a lock is not lost by closing")
@pytest.mark.parametrize("look", [salt_of, check_header])
def test_a_look_at_the_file_takes_no_lock_away_from_a_change_under_way(project, look):
    with open_store(project, write=True) as store:
        looking = threading.Thread(target=look, args=(project,))
        with store.transaction():
            looking.start()
            begun = [sys.executable, "-c", BEGIN, str(project)]
            other = subprocess.run(begun, capture_output=True, check=False)
            assert b"database is locked" in other.stderr
            assert looking.is_alive()
        looking.join()
