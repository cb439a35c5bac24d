"""`transcripts` and `import`: what goes in, what is listed and shown, what comes out again."""

import csv
import hashlib
import io
from pathlib import Path

import pytest
from helpers.commands import Lmm
from helpers.projects import build, snapshot

LISTED = ("id", "title", "time", "group", "method", "date", "words", "turns", "coded_share")
SHOWN = ("id", "title", "time", "group", "method", "date", "sha256", "metadata", "text", "turns")
TURN = (
    *("n", "speaker", "participant", "group", "service", "role", "interviewer", "start", "end"),
    "timestamp",
)
WORDS = "INT: How are you?\nP07: Well.\n\nP07: Very well.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make a folder with two transcripts and something else in it."""
    made = tmp_path / "talk"
    (made / "round two").mkdir(parents=True)
    (made / "T1_G3_P07_2022-07-04.txt").write_text(WORDS, encoding="utf-8")
    (made / "round two" / "second.md").write_text("**P08:** Café 👶\n", encoding="utf-8")
    (made / "plan.pptx").write_bytes(b"PK")
    return made


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    return build(tmp_path / "new.lmmq")


class TestList:
    def test_json_is_what_other_programs_rely_on(self, lmm: Lmm, study: Path) -> None:
        data = lmm("transcripts", "list", study, "--format", "json").data
        assert [list(row) for row in data] == [list(LISTED)] * 3
        assert data[1] == {
            "id": "T1-G3-01",
            "title": "Interview 1",
            "time": "T1",
            "group": "G3",
            "method": "interview",
            "date": "2022-07-04",
            "words": 13,
            "turns": 2,
            "coded_share": 0.875,
        }
        assert data[2] == {
            "id": "Notes",
            "title": None,
            "time": None,
            "group": None,
            "method": None,
            "date": None,
            "words": 0,
            "turns": 0,
            "coded_share": None,
        }

    def test_table_and_csv_hold_the_same(self, lmm: Lmm, study: Path) -> None:
        rows = list(csv.reader(lmm("transcripts", "list", study, "--format", "csv").lines))
        assert rows[0] == list(LISTED)
        assert rows[2][-3:] == ["13", "2", "88%"]
        assert rows[3] == ["Notes", "", "", "", "", "", "0", "0", "–"]
        table = lmm("transcripts", "list", study).lines
        assert [line.split()[0] for line in table[2:]] == ["T1-G2-01", "T1-G3-01", "Notes"]


class TestShow:
    def test_json_is_what_other_programs_rely_on(self, lmm: Lmm, study: Path) -> None:
        data = lmm("transcripts", "show", study, "T1-G3-01", "--format", "json").data
        assert set(data) - {"service"} == set(SHOWN)
        assert data["metadata"] == {}
        assert [list(turn) for turn in data["turns"]] == [list(TURN)] * 2
        assert data["turns"][0] == {
            "n": 1,
            "speaker": "INT",
            "participant": None,
            "group": None,
            "service": None,
            "role": None,
            "interviewer": True,
            "start": 5,
            "end": 24,
            "timestamp": None,
        }
        second = data["turns"][1]
        assert (second["participant"], second["group"], second["service"]) == ("P07", "G3", "hv")
        said = data["text"][second["start"] : second["end"]]
        assert said == "Hard. We never hear back. Training was good."

    def test_text_and_csv(self, lmm: Lmm, study: Path) -> None:
        assert lmm("transcripts", "show", study, "T1-G2-01").lines == [
            "T1-G2-01    T1, G2, focus group",
            "",
            "   1 INT",
            "     And here?",
            "   2 P05",
            "     No time.",
            "   3 P06",
            "     Mm, no time.",
        ]
        out = lmm("transcripts", "show", study, "T1-G2-01", "--format", "csv").out
        assert list(csv.DictReader(io.StringIO(out)))[1]["words said"] == "No time."

    def test_positions_are_code_points(self, lmm: Lmm, empty: Path, folder: Path) -> None:
        lmm("import", empty, folder)
        data = lmm("transcripts", "show", empty, "second", "--format", "json").data
        (turn,) = data["turns"]
        assert data["text"][turn["start"] : turn["end"]] == "Café 👶"


class TestImport:
    def test_a_folder(self, lmm: Lmm, empty: Path, folder: Path) -> None:
        ran = lmm("import", empty, folder)
        assert ran.code == 0
        assert ran.out == ""
        assert ran.err.splitlines() == [
            "done: import of 2 transcripts",
            "new participants: P07, P08",
            f"{folder}: left out, not a transcript format: plan.pptx",
        ]
        listed = lmm("transcripts", "list", empty, "--format", "json").data
        assert [row["id"] for row in listed] == ["T1_G3_P07_2022-07-04", "second"]

    def test_fields_from_names_and_from_options(self, lmm: Lmm, empty: Path, folder: Path) -> None:
        pattern = "{time}_{group}_{participant}_{date}"
        options = ("--time", "T9", "--method", "interview", "--name-pattern", pattern)
        assert lmm("import", empty, folder, *options).code == 0
        first, second = lmm("transcripts", "list", empty, "--format", "json").data
        assert (first["time"], first["group"], first["date"]) == ("T1", "G3", "2022-07-04")
        assert (second["time"], second["group"], second["date"]) == ("T9", None, None)
        assert {first["method"], second["method"]} == {"interview"}

    def test_blocks_of_one_speaker_are_kept_or_merged(
        self, lmm: Lmm, empty: Path, folder: Path
    ) -> None:
        file = folder / "T1_G3_P07_2022-07-04.txt"
        dry = lmm("import", empty, file, "--dry-run")
        assert "P07: 2 turns" in dry.out
        assert dry.err.endswith("nothing is stored; import the same without --dry-run\n")
        assert "P07: 1 turn," in lmm("import", empty, file, "--dry-run", "--turns", "merge").out

    def test_dry_run_shows_what_is_recognised_and_stores_nothing(
        self, lmm: Lmm, empty: Path, folder: Path, tmp_path: Path
    ) -> None:
        before = snapshot(tmp_path)
        ran = lmm("import", empty, folder, "--dry-run")
        assert (ran.code, snapshot(tmp_path)) == (0, before)
        assert "T1_G3_P07_2022-07-04  (T1_G3_P07_2022-07-04.txt, txt, utf-8)" in ran.lines
        assert "  INT: 1 turn, interviewer" in ran.lines
        assert "  | P07: Very well." in ran.lines

    def test_dry_run_shows_what_is_proposed(self, lmm: Lmm, empty: Path, tmp_path: Path) -> None:
        file = tmp_path / "talk.txt"
        said = ["DAN: Where?", "BREADEN: Here.", "DAN: Why?", "BREADEN: So."] * 3
        said += ["Ann Stone: It grew.", "BREADON: Well."]
        file.write_text("\n".join(said) + "\n", encoding="utf-8")
        ran = lmm("import", empty, file, "--dry-run")
        assert "  BREADON: perhaps BREADEN (perhaps mistyped); --join BREADON=BREADEN joins" in (
            ran.lines
        )
        assert any(line.startswith("  DAN: perhaps the interviewer (6 of 6") for line in ran.lines)
        assert "  not taken as a speaker: Ann Stone, 1 line" in ran.lines
        joined = lmm("import", empty, file, "--dry-run", "--join", "BREADON=BREADEN")
        assert "  BREADEN: 7 turns" in joined.lines

    def test_labels_are_joined_where_they_are(
        self, lmm: Lmm, refused: Lmm, empty: Path, folder: Path
    ) -> None:
        file = folder / "T1_G3_P07_2022-07-04.txt"
        lmm("import", empty, file, "--join", "P07=Mira Low")
        (row,) = lmm("transcripts", "list", empty, "--format", "json").data
        shown = lmm("transcripts", "show", empty, row["id"], "--format", "json").data
        assert {turn["speaker"] for turn in shown["turns"]} == {"INT", "Mira Low"}
        ran = refused("import", empty, folder / "round two" / "second.md", "--join", "Nobody=P1")
        assert ran.err.startswith("--join: no turn of speaker “Nobody” to join to “P1”")
        assert lmm("import", empty, file, "--join", "P07").code == 2

    def test_all_or_nothing(self, refused: Lmm, lmm: Lmm, empty: Path, folder: Path) -> None:
        (folder / "bad.txt").write_bytes(b"caf\xe9")
        (folder / "worse.docx").write_bytes(b"no zip")
        ran = refused("import", empty, folder)
        assert len(ran.err.splitlines()) == 2
        assert "bad.txt:line 1: is not UTF-8 text" in ran.err
        assert lmm("transcripts", "list", empty, "--format", "json").data == []

    def test_an_id_that_is_taken_is_refused_with_a_proposal(
        self, lmm: Lmm, refused: Lmm, empty: Path, folder: Path
    ) -> None:
        lmm("import", empty, folder)
        ran = refused("import", empty, folder / "round two" / "second.md")
        assert (
            "a transcript “second” is there already; give it another id, such as “second-2”"
            in ran.err
        )

    def test_what_the_study_does_not_know_is_refused(
        self, refused: Lmm, study: Path, folder: Path
    ) -> None:
        ran = refused("import", study, folder, "--time", "T3")
        told = "unknown time point “T3”, here and in 1 other file; known: T1, T2"
        assert ran.err.count(told) == len(ran.err.splitlines()) == 1

    def test_a_folder_without_transcripts_is_a_fault(
        self, refused: Lmm, empty: Path, tmp_path: Path
    ) -> None:
        (tmp_path / "none").mkdir()
        assert (
            "holds no transcript; transcripts end in"
            in refused("import", empty, tmp_path / "none").err
        )

    def test_a_list_with_speakers_beside_it(self, lmm: Lmm, empty: Path, folder: Path) -> None:
        (folder / "list.yaml").write_text(
            "documents:\n- {id: A, path: T1_G3_P07_2022-07-04.txt, time: T1, group: G3}\n",
            encoding="utf-8",
        )
        (folder / "who.csv").write_text(
            "transcript,speaker,participant,service,role\nA,P07,Q1,hv,nurse\n", encoding="utf-8"
        )
        ran = lmm("import", empty, "--list", folder / "list.yaml", "--speakers", folder / "who.csv")
        assert ran.code == 0
        turn = lmm("transcripts", "show", empty, "A", "--format", "json").data["turns"][1]
        assert (turn["participant"], turn["service"], turn["role"]) == ("Q1", "hv", "nurse")

    def test_the_original_bytes_come_back(
        self, lmm: Lmm, refused: Lmm, empty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        content = "\ufeffP07: Café\r\nP08: thé\r\n".encode()
        (tmp_path / "old.txt").write_bytes(content)
        lmm("import", empty, tmp_path / "old.txt")
        assert lmm("transcripts", "export", empty, "old", tmp_path / "out.txt").code == 0
        assert (tmp_path / "out.txt").read_bytes() == content
        data = lmm("transcripts", "show", empty, "old", "--format", "json").data
        assert data["sha256"] == hashlib.sha256(content).hexdigest()
        assert data["text"] == "P07: Café\nP08: thé\n"
        monkeypatch.chdir(tmp_path)
        assert (
            "old.txt: is there already; overwrite it with --force"
            in refused("transcripts", "export", empty, "old").err
        )
        assert lmm("transcripts", "export", empty, "old", "--force").code == 0


class TestChanges:
    def test_set_clear_rename_delete_and_all_back_again(self, lmm: Lmm, study: Path) -> None:
        before = lmm("transcripts", "list", study, "--format", "json").data
        codings = lmm("codings", "export", study).out
        assert (
            lmm("transcripts", "set", study, "Notes", "--title", "Field", "--time", "T2").code == 0
        )
        assert lmm("transcripts", "set", study, "T1-G3-01", "--title", "").code == 0
        assert (
            lmm("transcripts", "rename", study, "Notes", "N1").err == "done: Notes renamed to N1\n"
        )
        assert lmm("transcripts", "delete", study, "T1-G2-01").code == 0
        listed = {
            row["id"]: row for row in lmm("transcripts", "list", study, "--format", "json").data
        }
        assert listed.keys() == {"T1-G3-01", "N1"}
        assert (listed["N1"]["title"], listed["N1"]["time"]) == ("Field", "T2")
        assert listed["T1-G3-01"]["title"] is None
        assert "T1-G2-01" not in lmm("codings", "export", study).out
        for _ in range(4):
            assert lmm("undo", study).code == 0
        assert lmm("transcripts", "list", study, "--format", "json").data == before
        assert lmm("codings", "export", study).out == codings
        assert lmm("check", study).code == 0
