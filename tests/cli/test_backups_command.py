"""`backup` and `restore`, and the backups that commands make by themselves."""

import re
import shutil
from pathlib import Path

import pytest
from helpers.commands import Lmm

from lmm_qual.store.backup import backups_folder
from lmm_qual.store.backups import find_backups
from lmm_qual.store.lock import WriteLock

CODING = ("T1-G3-01", 24, 27, "Time", "--as", "SA")


def spoil(path: Path) -> bytes:
    whole = b"\x00" * 4096 + path.read_bytes()[4096:]
    path.write_bytes(whole)
    return whole


def codings(lmm: Lmm, study: Path) -> int:
    return len(lmm("codings", "list", study, "--format", "json").data)


class TestBackup:
    def test_it_is_made_verified_and_named(self, lmm: Lmm, study: Path) -> None:
        ran = lmm("backup", study)
        (made,) = find_backups(study)
        assert (ran.code, ran.out) == (0, "")
        assert re.fullmatch(
            r"made and verified the backup of [\d-]{10} \d\d:\d\d UTC"
            rf" \(3 transcripts, 4 codings\): {re.escape(str(made.file))}\n",
            ran.err,
        )

    def test_a_second_one_only_where_something_changed(self, lmm: Lmm, study: Path) -> None:
        lmm("backup", study)
        assert lmm("backup", study).err.startswith("nothing has changed since the backup of ")
        lmm("codings", "add", study, *CODING)
        lmm("backup", study)
        assert [one.contents.codings for one in find_backups(study) if one.contents] == [5, 4]

    def test_a_file_of_ones_own(self, lmm: Lmm, study: Path, tmp_path: Path) -> None:
        copy = tmp_path / "copy.lmmq"
        assert lmm("backup", study, copy).err == f"wrote {copy}, and verified it\n"
        assert codings(lmm, copy) == 4
        assert find_backups(study) == []

    def test_what_is_there_is_not_written_over(
        self, lmm: Lmm, refused: Lmm, study: Path, tmp_path: Path
    ) -> None:
        copy = tmp_path / "copy.lmmq"
        lmm("backup", study, copy)
        assert "overwrite it with --force" in refused("backup", study, copy).err
        assert "choose another name" in refused("backup", study, study, "--force").err
        assert lmm("backup", study, copy, "--force").code == 0
        assert "cannot be copied" in refused("backup", study, tmp_path / "no" / "c.lmmq").err
        assert "use copy.db.lmmq" in refused("backup", study, tmp_path / "copy.db").err

    def test_a_copy_in_which_somebody_works_is_left(
        self, lmm: Lmm, refused: Lmm, study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        copy = tmp_path / "copy.lmmq"
        lmm("backup", study, copy)
        monkeypatch.setattr("lmm_qual.store.lock.WriteLock.acquire.__defaults__", (0.1,))
        held = WriteLock(copy)
        held.acquire("jr")
        before = copy.read_bytes()
        assert "is open for writing by jr" in refused("backup", study, copy, "--force").err
        held.release()
        assert copy.read_bytes() == before

    def test_the_list(self, lmm: Lmm, study: Path) -> None:
        lmm("backup", study)
        ran = lmm("backup", "--list", study, "--format", "json")
        (one,) = ran.data
        (found,) = find_backups(study)
        assert one | {"made": None} == {
            "number": 1,
            "made": None,
            "of": str(study),
            "size": found.size,
            "transcripts": 3,
            "codings": 4,
            "fault": None,
            "file": str(found.file),
        }
        ran = lmm("backup", "--list", study)
        assert ran.lines[0].split()[:4] == ["number", "made", "of", "size"]
        assert ran.lines[2].split()[-1] == "sound"
        found.file.chmod(0o600)
        found.file.write_bytes(b"spoilt")
        assert "its bytes are not those written" in lmm("backup", "--list", study).out

    def test_there_is_none_yet(self, lmm: Lmm, study: Path) -> None:
        assert lmm("backup", "--list", study).err == "there is no backup of it yet\n"


class TestByItself:
    def test_before_the_first_change_and_not_at_each(self, lmm: Lmm, study: Path) -> None:
        lmm("codings", "add", study, *CODING)
        lmm("undo", study)
        assert [one.contents.codings for one in find_backups(study) if one.contents] == [4]

    def test_looking_makes_none(self, lmm: Lmm, study: Path) -> None:
        lmm("matrix", study)
        lmm("check", study)
        assert not backups_folder().exists()

    def test_before_what_may_change_much(self, lmm: Lmm, study: Path, tmp_path: Path) -> None:
        lmm("codings", "add", study, *CODING)
        book = tmp_path / "codebook.yaml"
        lmm("codebook", "export", study, book)
        written = book.read_text(encoding="utf-8")
        book.write_text(f"{written}- name: Another\n", encoding="utf-8")
        assert lmm("codebook", "import", study, book).code == 0
        assert [one.contents.codings for one in find_backups(study) if one.contents] == [5, 4]

    def test_a_folder_that_cannot_be_written_to_hinders_nothing(
        self, lmm: Lmm, study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "no").write_text("no folder", encoding="utf-8")
        monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "no"))
        ran = lmm("codings", "add", study, *CODING)
        assert ran.code == 0
        first, second, _ = ran.err.splitlines()
        assert first.startswith(f"{study}: no backup could be made (")
        assert second.startswith("done: ")
        assert codings(lmm, study) == 5

    def test_a_synchronised_folder_is_warned_of_once(self, lmm: Lmm, study: Path) -> None:
        folder = study.parent / "Dropbox"
        folder.mkdir()
        moved = study.rename(folder / study.name)
        assert "is in a folder of Dropbox" in lmm("codings", "add", moved, *CODING).err
        assert "Dropbox," not in lmm("undo", moved).err


class TestRestore:
    def test_what_would_be_lost_is_shown_and_nothing_done_without_yes(
        self, lmm: Lmm, study: Path
    ) -> None:
        lmm("codings", "add", study, *CODING)
        before = study.read_bytes()
        ran = lmm("restore", study)
        assert ran.code == 2
        assert ran.err.splitlines()[0] == f"{study}: would lose 1 change made since:"
        assert ran.err.splitlines()[2] == "  1 coding more than the backup holds"
        assert "only with --yes" in ran.err
        assert study.read_bytes() == before

    def test_the_newest_good_one(self, lmm: Lmm, study: Path) -> None:
        lmm("codings", "add", study, *CODING)
        before = study.read_bytes()
        ran = lmm("restore", study, "--yes")
        assert ran.code == 0
        assert codings(lmm, study) == 4
        (kept,) = study.parent.glob("*.before-restore-*")
        assert kept.read_bytes() == before
        assert ran.err.splitlines()[-1] == f"what was there is kept: {kept}"

    def test_one_that_is_named_by_number_or_file(
        self, lmm: Lmm, study: Path, tmp_path: Path
    ) -> None:
        lmm("backup", study, tmp_path / "copy.lmmq")
        lmm("codings", "add", study, *CODING)
        lmm("backup", study)
        lmm("restore", study, "1", "--yes")
        assert codings(lmm, study) == 4
        lmm("restore", study, "2", "--yes")
        assert codings(lmm, study) == 5
        lmm("restore", study, tmp_path / "copy.lmmq", "--yes")
        assert codings(lmm, study) == 4

    def test_one_that_is_not_there(self, refused: Lmm, study: Path) -> None:
        assert "there is no backup “9”" in refused("restore", study, "9", "--yes").err
        assert "there is no sound backup of it" in refused("restore", study, "--yes").err

    def test_another_project_is_told_of(self, lmm: Lmm, study: Path, tmp_path: Path) -> None:
        lmm("new", tmp_path / "new.lmmq")
        ran = lmm("restore", study, tmp_path / "new.lmmq")
        assert "is another project than the backup is of" in ran.err

    def test_it_is_refused_while_the_project_is_open(
        self, lmm: Lmm, study: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        lmm("backup", study)
        monkeypatch.setattr("lmm_qual.store.restoring.WAIT_SECONDS", 0.1)
        lock = WriteLock(study)
        lock.acquire("jr")
        before = study.read_bytes()
        monkeypatch.setattr("lmm_qual.store.restoring.restore.__defaults__", (0.1,))
        ran = lmm("restore", study, "--yes")
        lock.release()
        assert ran.code == 1
        assert "is open for writing by jr" in ran.err
        assert study.read_bytes() == before


class TestDamaged:
    @pytest.mark.parametrize("command", [("codings", "list"), ("undo",), ("check",)])
    def test_the_newest_good_backup_is_named(
        self, lmm: Lmm, study: Path, command: tuple[str, ...]
    ) -> None:
        lmm("backup", study)
        damaged = spoil(study)
        ran = lmm(*command, study)
        assert ran.code == 1
        assert re.search(
            r"is no lmm-qual project; restore the backup of .* UTC \(3 transcripts, 4 codings\)"
            rf" with `lmm-qual restore {re.escape(str(study))}`\n$",
            ran.err,
        )
        assert study.read_bytes() == damaged

    def test_it_is_restored(self, lmm: Lmm, study: Path) -> None:
        lmm("backup", study)
        spoil(study)
        assert lmm("restore", study, "--yes").code == 0
        assert lmm("check", study).code == 0

    def test_a_project_that_is_gone_or_was_renamed(self, lmm: Lmm, study: Path) -> None:
        lmm("backup", study)
        kept = Path(shutil.move(study, study.with_name("renamed.lmmq")))
        assert "restore the backup of" in lmm("codings", "list", study).err
        assert lmm("restore", study, "--yes").code == 0
        assert codings(lmm, study) == codings(lmm, kept) == 4

    def test_a_page_that_is_spoilt_is_seen_before_anything_is_written(
        self, lmm: Lmm, study: Path
    ) -> None:
        lmm("backup", study)
        whole = bytearray(study.read_bytes())
        whole[-8192:-4096] = b"\xff" * 4096
        study.write_bytes(whole)
        ran = lmm("codings", "add", study, *CODING)
        assert ran.code == 1
        assert "is damaged" in ran.err
        assert "restore the backup of" in ran.err
        assert study.read_bytes() == whole
