"""`framework`: showing, writing, going out to a spreadsheet and coming back."""

import io
import json
import re
from pathlib import Path

import pytest
from helpers.commands import Lmm
from helpers.hostile import commands
from lxml import html
from openpyxl import load_workbook

CODE = "Barriers/Referral"
WHO = ("--as", "KM")


def edit(source: Path, target: Path, **cells: str | int | None) -> Path:
    """Change cells of the chart as somebody would in a spreadsheet."""
    book = load_workbook(source)
    for place, value in cells.items():
        cell = book["Chart"][place]
        cell.value = value
        if isinstance(value, str) and not value.startswith("=SUM"):
            cell.data_type = "s"
    book.save(target)
    return target


@pytest.fixture
def written(lmm: Lmm, study: Path) -> Path:
    """Give a study in whose chart one cell is written."""
    place = next(r for r in lmm("codings", "export", study).records if r["code"] == CODE)
    passage = f"{place['transcript']}:{place['start']}-{place['end']}"
    text = ("--text", "=1+1 Hard.\nNever hears back.")
    ran = lmm("framework", "write", study, "P07", CODE, *text, "--passage", passage, "--time", "T1")
    assert ran.code == 1, "nobody says who writes"
    ran = lmm(
        *("framework", "write", study, "P07", CODE, *text, "--passage", passage, "--time", "T1"),
        *WHO,
    )
    assert (ran.code, ran.err) == (0, "done: summary of P07, Referral, T1\n")
    return study


def test_written_and_shown_in_every_form(lmm: Lmm, written: Path) -> None:
    shown = lmm("framework", "show", written, "--codes", "Referral").out
    assert shown.startswith("Barriers/Referral\n")
    assert "=1+1 Hard. Never hears back." in shown
    assert "(no transcript yet)" in shown
    data = lmm("framework", "show", written, "--format", "json", "--codes", "Referral").data
    assert [row["id"] for row in data["rows"]] == ["P05", "P06", "P07"]
    assert data["columns"][2] == {"time": None, "change": True}
    cell = data["cells"][2][0][0]
    assert cell["summary"]["by"] == "KM"
    assert cell["summary"]["passages"][0]["quote"] == cell["segments"][0]["quote"]
    assert data["cells"][0][0][0] == {"state": "not mentioned", "summary": None, "segments": []}
    lines = lmm("framework", "show", written, "--format", "csv", "--codes", "Referral").out
    assert "P07,G3,Barriers/Referral,T1,written,1,\"'=1+1 Hard." in lines
    assert "| P07 (G3) | =1+1 Hard" in lmm("framework", "show", written, "--format", "md").out
    page = html.fromstring(lmm("framework", "show", written, "--format", "html").out)
    assert "=1+1 Hard.\nNever hears back." in page.xpath("//div[@class='summary']/text()")
    assert page.xpath("//details/summary/text()")[0].startswith(("rests on", "passages"))


def test_words_come_from_standard_input(
    lmm: Lmm, study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def typed(data: bytes) -> None:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))

    typed(b"Hard.\nVery.\n")
    assert lmm("framework", "write", study, "P07", CODE, "--change", *WHO).code == 0
    assert lmm("framework", "show", study, "--format", "json", "--codes", CODE).data["cells"][2][0][
        2
    ]["summary"]["text"] == ("Hard.\nVery.")
    typed(b"\n")
    assert lmm("framework", "write", study, "P07", CODE, "--change", *WHO).code == 1
    ran = lmm("framework", "write", study, "P07", CODE, "--change", "--text", "", *WHO)
    assert ran.err == "done: summary of P07, Referral, change taken away\n"


def test_what_cannot_be_written_is_refused(refused: Lmm, study: Path) -> None:
    def write(*more: str, code: int = 1) -> str:
        base = ("framework", "write", study, *more, "--text", "x", *WHO)
        return refused(*base, code=code).err

    assert "no participant “P77”" in write("P77", CODE, "--time", "T1")
    assert "no transcript “T1-G3-1”; did you" in write("T1-G3-1", CODE, "--rows", "transcript")
    assert "unknown code “Referal”" in write("P07", "Referal", "--time", "T1")
    assert "nor change; give --time, one of T1, T2, or --change" in write("P07", CODE)
    assert "goes past the end" in write("P07", CODE, "--change", "--passage", "Notes:0-999")
    assert "not of the form" in write("P07", CODE, "--change", "--passage", "Notes", code=2)
    assert "either" in write("P07", CODE, "--change", "--time", "T1", code=2)
    assert "unknown code" in refused("framework", "show", study, "--codes", "X").err


class TestTheWorkbook:
    def test_it_is_a_chart_with_passages_and_without_formulas(
        self, lmm: Lmm, written: Path, tmp_path: Path
    ) -> None:
        file = tmp_path / "chart.xlsx"
        assert lmm("framework", "export", written, file).code == 0
        book = load_workbook(file)
        assert book.sheetnames == ["Chart", "Passages", "About", "Key"]
        assert book["Key"].sheet_state == "veryHidden"
        chart = book["Chart"]
        assert chart.freeze_panes == "C3"
        assert [chart.cell(1, 3).value, chart.cell(2, 3).value] == ["Barriers", "T1 Summer"]
        heads = {(c.value, chart.cell(2, c.column).value): c.column_letter for c in chart[1]}
        cell = chart[f"{heads[CODE, 'T1 Summer']}5"]
        assert (chart["A5"].value, cell.value) == ("P07", "=1+1 Hard.\nNever hears back.")
        assert cell.alignment.wrap_text
        assert cell.comment.text.startswith("KM, ")
        target = cell.hyperlink.location.split("!")[1]
        assert [c.value for c in book["Passages"][target[1:]]][:5] == [
            *("P07", CODE, "T1", "rests on it", "T1-G3-01")
        ]
        empty = chart[f"{heads[CODE, 'T2']}5"]
        assert (empty.value, empty.font.color.rgb) == ("(no transcript yet)", "FF777777")
        kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
        assert kinds == {"s", "n"}

    def test_it_comes_back_unchanged(self, lmm: Lmm, written: Path, tmp_path: Path) -> None:
        file, before = tmp_path / "chart.xlsx", written.read_bytes()
        for rows in ("participant", "service", "transcript"):
            lmm("framework", "export", written, file, "--rows", rows, "--force")
            ran = lmm("framework", "import", written, file, *WHO)
            assert (ran.code, ran.out, ran.err) == (0, "", "0 cells changed\nnothing is new\n")
        assert written.read_bytes() == before

    def test_what_was_changed_is_shown_first_and_then_taken(
        self, lmm: Lmm, written: Path, tmp_path: Path
    ) -> None:
        file, back = tmp_path / "chart.xlsx", tmp_path / "back.xlsx"
        lmm("framework", "export", written, file, "--codes", CODE)
        edit(file, back, C5="Hard.", C3=" =2+2 ", C4="(not mentioned)", E5=12)
        before = written.read_bytes()
        dry = lmm("framework", "import", written, back, "--dry-run")
        assert "P07, Referral, T1" in dry.out
        assert "=1+1 Hard.↵Never hears back." in dry.out
        assert dry.err == "3 cells changed\n"
        assert written.read_bytes() == before
        ran = lmm("framework", "import", written, back, "--as", "JR")
        assert (ran.out, ran.err) == (dry.out, "3 cells changed\ndone: 3 summaries\n")
        listed = lmm("framework", "export", written).out
        assert "=2+2" in listed
        assert "'12'" in listed
        assert "quote: Hard. We never hear back" in listed, "passages stay with a changed summary"
        assert lmm("framework", "import", written, back, *WHO).err.endswith("nothing is new\n")
        edit(back, file, C5=None)
        lmm("framework", "export", written, back, "--codes", CODE, "--force")
        edit(back, file, C5=None)
        assert lmm("framework", "import", written, file, *WHO).err.endswith("T1 taken away\n")
        assert lmm("undo", written).code == 0

    def test_what_was_changed_here_too_is_not_overwritten_unasked(
        self, lmm: Lmm, written: Path, tmp_path: Path
    ) -> None:
        file, back = tmp_path / "chart.xlsx", tmp_path / "back.xlsx"
        lmm("framework", "export", written, file, "--codes", CODE)
        edit(file, back, C5="Theirs.", C3="New.")
        args = ("framework", "write", written, "P07", CODE, "--time", "T1", *WHO)
        lmm(*args, "--text", "Ours.")
        before = written.read_bytes()
        ran = lmm("framework", "import", written, back, *WHO)
        assert ran.code == 1
        said = "Chart!C5: P07, Referral, T1 was changed in the project since the export"
        assert f"{back}:{said}" in ran.err
        assert "Ours." in ran.out
        assert "Theirs." in ran.out
        assert written.read_bytes() == before
        assert said in lmm("framework", "import", written, back, "--dry-run").err
        assert lmm("framework", "import", written, back, "--force", *WHO).code == 0
        assert "Theirs." in lmm("framework", "export", written).out
        edit(file, back, C5="Theirs.")
        assert lmm("framework", "import", written, back, *WHO).code == 0, "both say the same"

    def test_what_is_written_there_is_of_the_segments_that_went_out(
        self, lmm: Lmm, written: Path, tmp_path: Path
    ) -> None:
        file = tmp_path / "chart.xlsx"
        lmm("framework", "export", written, file, "--codes", CODE)
        (coding,) = (
            line.split()[0] for line in lmm("codings", "list", written, "--code", CODE).lines[2:]
        )
        lmm("codings", "remove", written, coding, *WHO)
        assert lmm("framework", "import", written, edit(file, file, C5="x"), *WHO).code == 0
        data = lmm("framework", "show", written, "--format", "json", "--codes", CODE).data
        summary = data["cells"][2][0][0]["summary"]
        assert summary["out_of_date"] == {"new": 0, "gone": 1, "moved": 0}

    @pytest.mark.parametrize(
        ("cells", "fault"),
        [
            ({"A5": "P77"}, "Chart!A5: row “P77” was not exported; leave rows"),
            ({"A5": "P05"}, "Chart!A5: row “P05” stands twice"),
            ({"C9": "x"}, "Chart!A9: stands in no row"),
            ({"C1": "Reach"}, "Chart!C1: column “Reach T1 Summer” was not exported"),
            ({"D2": "T1 Summer"}, "Chart!D1: column “Barriers/Referral T1 Summer” stands twice"),
            ({"H4": "x"}, "Chart!H4: stands under no heading"),
            ({"C4": "=SUM(A1)"}, "Chart!C4: holds a formula; write the words"),
            ({"C4": "x" * 16_001}, "Chart!C4: a summary has 16,000 characters at most"),
        ],
    )
    def test_what_does_not_fit_is_told_by_sheet_and_cell(
        self,
        lmm: Lmm,
        refused: Lmm,
        written: Path,
        tmp_path: Path,
        cells: dict[str, str],
        fault: str,
    ) -> None:
        file = tmp_path / "chart.xlsx"
        lmm("framework", "export", written, file, "--codes", CODE)
        edit(file, file, **cells)
        assert f"{file}:{fault}" in refused("framework", "import", written, file, *WHO).err

    def test_another_workbook_is_none(
        self, lmm: Lmm, refused: Lmm, written: Path, tmp_path: Path
    ) -> None:
        file = tmp_path / "matrix.xlsx"
        lmm("matrix", written, "--output", file)
        ran = refused("framework", "import", written, file, *WHO)
        assert "is no framework chart of this program; export one" in ran.err
        file.write_bytes(b"x")
        assert "damaged" in refused("framework", "import", written, file, *WHO).err

    def test_equal_input_gives_equal_bytes(self, lmm: Lmm, written: Path, tmp_path: Path) -> None:
        one, two = tmp_path / "one.xlsx", tmp_path / "two.xlsx"
        lmm("framework", "export", written, one)
        lmm("framework", "export", written, two)
        assert one.read_bytes() == two.read_bytes()


def test_a_file_goes_out_and_comes_back(lmm: Lmm, written: Path, tmp_path: Path) -> None:
    file = tmp_path / "framework.yaml"
    lmm("framework", "export", written, file)
    before = written.read_bytes()
    assert lmm("framework", "import", written, file, *WHO).err.endswith("nothing is new\n")
    assert written.read_bytes() == before
    file.write_text(file.read_text().replace("Never hears", "Hardly hears"), encoding="utf-8")
    ran = lmm("framework", "import", written, file, "--dry-run")
    assert "Hardly hears" in ran.out
    ran = lmm("framework", "import", written, file, *WHO)
    assert ran.err.endswith("done: summary of P07, Referral, T1\n")
    old = re.sub(r"(written: ')\d+", r"\g<1>2020", file.read_text())
    file.write_text(old.replace("Hardly hears", "Often hears"), encoding="utf-8")
    ran = lmm("framework", "import", written, file, *WHO)
    assert (ran.code, "line 3, summaries[1]: P07, Referral, T1 was changed" in ran.err) == (1, True)
    assert lmm("framework", "import", written, file, *WHO, "--force").code == 0
    table = tmp_path / "chart.csv"
    lmm("framework", "export", written, table)
    ran = lmm("framework", "import", written, table, *WHO)
    assert ran.err.startswith(f"{table}:line 1: is a table of something else: has columns row, gro")


def test_names_and_words_command_nothing(lmm: Lmm, study: Path, tmp_path: Path) -> None:
    words = "\x1b]52;c;aGk=\x07<script>alert(1)</script>\u202e"
    args = ("framework", "write", study, "P07", CODE, "--time", "T1", *WHO)
    assert lmm(*args, "--text", words).code == 0
    for form in ("table", "md", "html"):
        out = lmm("framework", "show", study, "--format", form).out
        assert not commands(out)
        assert form == "table" or "<script>" not in out
    file = tmp_path / "chart.xlsx"
    lmm("framework", "export", study, file)
    assert lmm("framework", "import", study, file, *WHO).err.endswith("nothing is new\n")


def test_a_study_of_nothing_has_a_chart_of_nothing(lmm: Lmm, tmp_path: Path) -> None:
    empty = tmp_path / "empty.lmmq"
    lmm("new", empty)
    assert lmm("framework", "show", empty).out == "no codes yet\n"
    assert json.loads(lmm("framework", "show", empty, "--format", "json").out)["rows"] == []
    file = tmp_path / "chart.xlsx"
    lmm("framework", "export", empty, file)
    assert lmm("framework", "import", empty, file, *WHO).err.endswith("nothing is new\n")
