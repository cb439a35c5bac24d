"""`codings`, `coverage`, `codebook`: adding, changing, exchanging."""

import csv
import io
import json
from pathlib import Path

import pytest
import yaml
from helpers.commands import Lmm
from helpers.projects import build, speak

EXPORTED = ["transcript", "start", "end", "code", "coder", "quote", "memo", "created"]
HERE = ("T1-G3-01", 30, 35)
POSITIONS = "positions are code points of the stored text"


class TestExport:
    def test_json_lines_are_what_other_programs_rely_on(self, lmm: Lmm, study: Path) -> None:
        records = lmm("codings", "export", study, "--format", "jsonl").records
        assert [list(record)[:8] for record in records] == [EXPORTED] * 4
        first = records[2]
        assert {name: first[name] for name in EXPORTED[:-1]} == {
            "transcript": "T1-G3-01",
            "start": 30,
            "end": 54,
            "code": "Barriers/Referral",
            "coder": "A",
            "quote": "Hard. We never hear back",
            "memo": None,
        }
        assert "voices" not in first
        assert records[1]["voices"] == {"P05": "present"}
        assert lmm("codings", "export", study).records == records

    def test_of_one_transcript_and_one_coder(self, lmm: Lmm, study: Path) -> None:
        one = lmm("codings", "export", study, "--transcript", "T1-G3-01").records
        assert [record["coder"] for record in one] == ["A", "B"]
        assert len(lmm("codings", "export", study, "--coder", "B").records) == 1

    @pytest.mark.parametrize("ending", ["jsonl", "csv", "json", "yaml"])
    def test_export_import_and_export_again_are_equal(
        self, lmm: Lmm, tmp_path: Path, ending: str
    ) -> None:
        words = '=1+1 \x1b[31m\u202eé👶 "a",b;c'
        coding = {
            "code": "=A/+B\\/C",
            "coder": "@me",
            "memo": "=SUM(A1)\nsecond; line",
            "valence": "barrier",
            "refers_to": "hoped for",
            "voices": {"P01": "agreed"},
        }
        plain = {"code": "=A/+B\\/C", "coder": "-A"}
        talk = [speak(words, coding, plain, key="-T1")]
        first, second = tmp_path / f"one.{ending}", tmp_path / f"two.{ending}"
        path = build(tmp_path / "one.lmmq", talk)
        assert lmm("codings", "export", path, first).code == 0
        ids = [entry["id"] for entry in lmm("codings", "list", path, "--format", "json").data]
        lmm("codings", "remove", path, *ids)
        assert lmm("codings", "export", path).out == ""
        assert lmm("codings", "import", path, first).err == "done: import of 2 codings\n"
        assert lmm("codings", "export", path, second).code == 0
        assert first.read_bytes() == second.read_bytes()
        assert ending == "yaml" or "'=" not in first.read_text(encoding="utf-8")
        again = lmm("codings", "import", path, second)
        assert (again.code, again.err) == (0, "all codings are there already\n")


class TestImport:
    def test_new_coders_are_made_and_unknown_codes_refused(
        self, lmm: Lmm, refused: Lmm, study: Path, tmp_path: Path
    ) -> None:
        file = tmp_path / "in.csv"
        file.write_text(
            "transcript,start,end,code,coder\n"
            "T1-G3-01,30,34,Time,Zoe\n"
            "T1-G3-01,30,34,Tims,Zoe\n"
            "T1-G3-O1,30,34,Time,Zoe\n"
            "T1-G3-01,30,9999,Time,Zoe\n",
            encoding="utf-8",
        )
        assert refused("codings", "import", study, file).err.splitlines() == [
            f"{file}:line 3: unknown code “Tims”; did you mean “Time”?",
            f"{file}:line 4: no transcript “T1-G3-O1”; did you mean “T1-G3-01”?",
            f"{file}:line 5: span 30–9999 goes past the end of T1-G3-01 (74); {POSITIONS}",
        ]
        file.write_text(
            "transcript,start,end,code,coder\nT1-G3-01,30,34,Time,Zoe\n", encoding="utf-8"
        )
        assert lmm("codings", "import", study, file).code == 0
        assert lmm("codings", "list", study, "--coder", "Zoe", "--format", "json").data[0][
            "code"
        ] == ("Barriers/Time")

    def test_some_are_there_already(self, lmm: Lmm, study: Path, tmp_path: Path) -> None:
        known = lmm("codings", "export", study).lines[0]
        new = json.dumps(json.loads(known) | {"coder": "Zoe"})
        (tmp_path / "in.jsonl").write_text(f"{known}\n{new}\n", encoding="utf-8")
        ran = lmm("codings", "import", study, tmp_path / "in.jsonl")
        assert ran.err == "done: import of 2 codings\n1 of 2 were there already\n"


class TestOne:
    def test_added_listed_recoded_removed_and_back(self, lmm: Lmm, study: Path) -> None:
        options = ("--memo", "Hm.", "--refers-to", "before", "--quote", "Hard.", "--as", "C")
        ran = lmm("codings", "add", study, *HERE, "Time", *options)
        assert (ran.code, ran.out) == (0, "5\n")
        assert ran.err == "done: “Time” in T1-G3-01\n"
        (entry,) = lmm("codings", "list", study, "--coder", "C", "--format", "json").data
        assert entry == {
            "id": 5,
            "transcript": "T1-G3-01",
            "start": 30,
            "end": 35,
            "code": "Barriers/Time",
            "coder": "C",
            "voices": {"P07": "voiced"},
            "time": "T1",
            "group": "G3",
            "valence": None,
            "refers_to": "before",
            "memo": "Hm.",
            "quote": "Hard.",
        }
        assert lmm("codings", "recode", study, 5, "Facilitators", "--as", "D").code == 0
        assert [
            e["id"]
            for e in lmm(
                "codings", "list", study, "--code", "Facilitators", "--format", "jsonl"
            ).records
        ] == [
            5,
            2,
        ]
        assert lmm("codings", "remove", study, 5, 1).err == "done: removal of 2 codings\n"
        assert len(lmm("codings", "export", study).lines) == 3
        for _ in range(3):
            lmm("undo", study)
        assert len(lmm("codings", "export", study).lines) == 4

    def test_the_same_again_changes_nothing(self, lmm: Lmm, study: Path) -> None:
        first = lmm("codings", "add", study, *HERE, "Time", "--as", "C")
        again = lmm("codings", "add", study, *HERE, "Barriers/Time", "--as", "C")
        assert (first.out, again.out, again.code) == ("5\n", "", 0)
        assert again.err == "these words have that code already\n"
        assert len(lmm("history", study, "--format", "json").data) == 6
        asked = lmm("codings", "add", study, "T1-G3-01", 0, 4, "Time", "--as", "C")
        assert asked.err.endswith("\nno participant speaks there, so nobody is counted for it\n")

    def test_the_list_for_people(self, lmm: Lmm, study: Path) -> None:
        lines = lmm("codings", "list", study, "--code", "Barriers").lines
        assert lines[0].split() == [
            *("id", "transcript", "start", "end", "code", "coder", "voices", "valence", "quote")
        ]
        assert [line.split()[0] for line in lines[2:]] == ["3", "4", "1"]
        assert "P06; P05 present" in lines[3]
        rows = list(
            csv.DictReader(io.StringIO(lmm("codings", "list", study, "--format", "csv").out))
        )
        assert rows[1]["voices"] == "P06; P05 present"

    def test_the_valence_of_a_code_is_that_of_its_codings(
        self, lmm: Lmm, study: Path, tmp_path: Path
    ) -> None:
        book = yaml.safe_load(lmm("codebook", "show", study, "--format", "yaml").out)
        book["codes"][1]["valence"] = "barrier"
        (tmp_path / "book.yaml").write_text(yaml.safe_dump(book), encoding="utf-8")
        lmm("codebook", "import", study, tmp_path / "book.yaml")
        name = book["codes"][1]["name"]
        lmm("codings", "add", study, *HERE, name, "--as", "C")
        lmm("codings", "add", study, *HERE, name, "--as", "D", "--valence", "mixed")
        data = lmm("codings", "list", study, "--format", "json").data
        assert [e["valence"] for e in data if e["coder"] in {"C", "D"}] == ["barrier", "mixed"]


class TestCoverage:
    def test_passes_are_begun_finished_imported_and_shown(
        self, lmm: Lmm, study: Path, tmp_path: Path
    ) -> None:
        assert (
            lmm("coverage", study, "--begin", "Notes", "--finish", "T1-G3-01", "--as", "B").code
            == 0
        )
        (tmp_path / "p.csv").write_text(
            "transcript,coder,status\nT1-G2-01,C,finished\n", encoding="utf-8"
        )
        assert lmm("coverage", study, "--import", tmp_path / "p.csv").err == (
            "done: pass over T1-G2-01 finished\n"
        )
        data = lmm("coverage", study, "--format", "json").data
        assert list(data[0]) == [
            *("transcript", "time", "group", "coder", "status", "version", "updated", "codings"),
            "coded_share",
        ]
        assert [
            (row["transcript"], row["coder"], row["status"], row["codings"]) for row in data
        ] == [
            ("T1-G2-01", "A", "finished", 2),
            ("T1-G2-01", "C", "finished", 0),
            ("T1-G3-01", "A", "finished", 1),
            ("T1-G3-01", "B", "finished", 1),
            ("Notes", "A", "finished", 0),
            ("Notes", "B", "in progress", 0),
        ]
        lines = lmm("coverage", study).lines
        assert lines[0].split()[-1] == "codings"
        assert len(lmm("coverage", study, "--format", "csv").lines) == 7

    def test_who_coded_without_a_pass_and_what_nobody_began(self, lmm: Lmm, made: object) -> None:
        """
        == S1
        P07: [a](X)
        == S2
        P08: b
        """
        path = made(passes=[])  # type: ignore[operator]
        data = lmm("coverage", path, "--format", "json").data
        assert [(row["coder"], row["status"], row["codings"]) for row in data] == [
            ("A", "no pass recorded", 1),
            (None, "not begun", 0),
        ]

    def test_finishing_all_makes_numbers_stand(self, lmm: Lmm, made: object) -> None:
        """
        == S1 time=T1 group=G3
        P07: [a](X)
        """
        path = made(passes=[])  # type: ignore[operator]
        assert lmm("matrix", path, "--format", "json").data["states"] == [["coding not finished"]]
        lmm("coverage", path, "--finish", "S1", "--as", "A")
        assert lmm("matrix", path, "--format", "json").data["states"] == [["number"]]
        lmm("codebook", "add", path, "Y")
        assert lmm("matrix", path, "--format", "json").data["states"][1] == [
            "code newer than last pass"
        ]


class TestCodebook:
    def test_shown_with_the_codings_below(self, lmm: Lmm, study: Path) -> None:
        assert lmm("codebook", "show", study).lines == [
            "Code           Codings   Valence   Key   Definition",
            "───────────────────────────────────────────────────",
            "Barriers             3",
            "  Referral           1",
            "  Time               2",
            "Facilitators         1",
            "",
            "codebook version 1, 4 codes",
        ]
        rows = list(csv.DictReader(lmm("codebook", "show", study, "--format", "csv").lines))
        assert [(row["code"], row["codings"]) for row in rows] == [
            ("Barriers", "0"),
            ("Barriers/Referral", "1"),
            ("Barriers/Time", "2"),
            ("Facilitators", "1"),
        ]

    def test_added_and_undone(self, lmm: Lmm, study: Path) -> None:
        before = lmm("codebook", "export", study).out
        options = ("--parent", "Time", "--definition", "No hours.", "--origin", "in vivo")
        assert lmm("codebook", "add", study, "Short/days", *options).code == 0
        shown = lmm("codebook", "show", study, "--format", "json").data["codes"]
        assert {
            "name": "Short/days",
            "parent": "Barriers/Time",
            "definition": "No hours.",
            "origin": "in vivo",
        } in shown
        assert "Barriers/Time/Short\\/days" in lmm("matrix", study, "--format", "json").data["rows"]
        lmm("undo", study)
        assert lmm("codebook", "export", study).out == before

    @pytest.mark.parametrize("ending", ["yaml", "json", "csv"])
    def test_export_import_and_export_again_are_equal(
        self, lmm: Lmm, study: Path, tmp_path: Path, ending: str
    ) -> None:
        first, second, new = tmp_path / f"1.{ending}", tmp_path / f"2.{ending}", tmp_path / "n.lmmq"
        lmm("codebook", "add", study, "=1+1", "--definition", "@x\n-y", "--parent", "Time")
        lmm("codebook", "export", study, first)
        assert lmm("new", new, "--codebook", first).code == 0
        lmm("codebook", "export", new, second)
        assert first.read_bytes() == second.read_bytes()
        again = lmm("codebook", "import", study, second)
        assert (again.code, again.err) == (0, "nothing to change\n")

    def test_a_code_with_codings_may_not_be_left_out(
        self, refused: Lmm, study: Path, tmp_path: Path
    ) -> None:
        (tmp_path / "b.yaml").write_text("codes:\n- name: Barriers\n", encoding="utf-8")
        assert (
            "codes with codings are missing: Barriers/Referral (1)"
            in refused("codebook", "import", study, tmp_path / "b.yaml").err
        )
