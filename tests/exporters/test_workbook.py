"""The theme matrix as a workbook, opened again."""

import io
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from helpers.hostile import ESCAPES, NAMES
from helpers.projects import build, read_talk, speak
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from lmm_qual.analysis.attribution import attribute_all, load_sessions
from lmm_qual.analysis.measures import MEASURES
from lmm_qual.analysis.theme_matrix import ThemeMatrix, theme_matrix
from lmm_qual.exporters import long_sheet
from lmm_qual.exporters.long_sheet import put_rows, write_looks
from lmm_qual.exporters.matrix_workbook import matrix_workbook
from lmm_qual.exporters.sheets import CELL_CAP, Sheets, new_book, parts, write_row
from lmm_qual.model.codebook import join_path
from lmm_qual.model.problem import BadInputError
from lmm_qual.project.project import Project
from lmm_qual.store.queries.codes import code_tree

TALK = """
== S1 time=T1 group=G1
INT: [Is it hard?](Barriers)
P01: [Nobody told us](Barriers/Stigma; P02=agreed). So.
P02: Mm.
== S2 time=T2 group=G1
P02: [So](Time) it was
"""
STUDY = {
    "time_points": [{"id": "T1", "label": "Summer"}, {"id": "T2"}],
    "groups": [{"id": "G1"}, {"id": "G2"}],
    "recruitment": [
        {"time": "T1", "group": "G1", "method": [], "participants": 4},
        {"time": "T1", "group": "G2", "sampled": False},
    ],
}


def workbook(path: Path, **options: Any) -> tuple[ThemeMatrix, bytes]:
    with Project.open(path) as project:
        matrix = theme_matrix(project.store, **options)
        return matrix, matrix_workbook(project.store, matrix)


def opened(data: bytes) -> Workbook:
    return load_workbook(io.BytesIO(data))


def rows(book: Workbook, sheet: str) -> list[list[Any]]:
    """Give the values of a sheet; an empty text is as good as nothing."""
    return [
        [None if cell.value == "" else cell.value for cell in row]
        for row in book[sheet].iter_rows()
    ]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return build(tmp_path / "small.lmmq", read_talk(TALK), study=STUDY)


@pytest.mark.parametrize("measure", MEASURES)
def test_its_values_are_those_of_the_matrix(project: Path, measure: str) -> None:
    matrix, data = workbook(project, measure=measure)
    found = rows(opened(data), "Theme matrix")
    assert found[0] == [
        *("Code", "T1 Summer · G1", "T1 Summer · G2", "T2 · G1", "T2 · G2"),
        *("Total", "No participant"),
    ]
    for at, path in enumerate(matrix.rows):
        cells = [
            state if value is None else value
            for value, state in zip(matrix.cells[at], matrix.states[at], strict=True)
        ]
        total = [matrix.row_total[at], matrix.unattributed[at]]
        assert found[at + 1] == [path.split("/")[-1], *cells, *total]
    foot = {row[0]: row[1:5] for row in found if row[0]}
    assert foot[f"of N {measure}"] == list(matrix.of)
    assert foot["planned participants"] == list(matrix.planned)
    assert {*matrix.notes, *matrix.warnings} <= foot.keys()


def test_numbers_are_numbers_with_the_mark_of_their_state(tmp_path: Path) -> None:
    path = build(tmp_path / "begun.lmmq", TALK, study=STUDY, passes=[])
    cell = opened(workbook(path)[1])["Theme matrix"]["B2"]
    assert (cell.value, cell.number_format) == (2, '0"*"')


def test_states_stand_beside_of_n(project: Path) -> None:
    found = rows(opened(workbook(project)[1]), "Of N and states")
    assert found[1][:5] == ["Barriers", "2 of 2", "not sampled", *found[1][3:5]]
    assert found[1][3:5] == ["0 of 1 · not mentioned", "no transcript yet"]


def test_passages_hold_every_coding_and_links_lead_to_them(project: Path) -> None:
    book = opened(workbook(project)[1])
    found = rows(book, "Passages")
    assert [row[0] for row in found] == ["Code", "Barriers", "Barriers/Stigma", "Time"]
    assert found[2][1:7] == ["S1", "T1", None, "P01; P02 (agreed)", "G1", None]
    assert found[2][9:] == ["A", "Nobody told us"]
    links = {
        cell.value: cell.hyperlink.location
        for (cell,) in book["Theme matrix"].iter_rows(max_col=1)
        if cell.hyperlink
    }
    assert links == {
        "Barriers": "'Passages'!A2",
        "Stigma": "'Passages'!A3",
        "Time": "'Passages'!A4",
    }


def test_sheets_headings_in_sight_and_filter(project: Path) -> None:
    book = opened(workbook(project)[1])
    assert book.sheetnames == ["Theme matrix", "Of N and states", "Passages", "Codebook", "Design"]
    assert {sheet.freeze_panes for sheet in book} == {"B2"}
    assert book["Passages"].auto_filter.ref == "A1:K4"
    assert rows(book, "Design")[1] == ["T1 Summer", "G1", None, 4, 2]
    assert rows(book, "Design")[2] == ["T1 Summer", "G2", None, "not sampled", None]


def test_equal_input_gives_equal_bytes(project: Path) -> None:
    assert workbook(project)[1] == workbook(project)[1]


def test_text_stays_text_whatever_it_looks_like(tmp_path: Path) -> None:
    names = [*NAMES, "1", "1e5", "https://example.org", "TRUE", "#REF!", "<r>a & b</r>"]
    study = {"groups": [{"id": name, "label": name} for name in names]}
    talk = [
        speak(name, {"code": join_path([name])}, key=f"S{at:02}", group=name)
        for at, name in enumerate(names)
    ]
    _, data = workbook(build(tmp_path / "names.lmmq", talk, study=study))
    book = opened(data)
    assert [row[0] for row in rows(book, "Theme matrix")[1:]][: len(names)] == names
    assert [row[10] for row in rows(book, "Passages")[1:]] == names
    assert [row[0] for row in rows(book, "Codebook")[1:]] == names
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert kinds == {"s", "n"}


def test_control_characters_leave_the_workbook_whole(tmp_path: Path) -> None:
    for at, words in enumerate([*ESCAPES, "\ufffe\uffff", "\U0001fffe", "_x0041_"]):
        path = build(tmp_path / f"{at}.lmmq", [speak(f"a{words}b", {"code": "X"})])
        book = opened(workbook(path)[1])
        assert book["Passages"]["K2"].data_type == "s"
        assert book["Passages"]["K2"].value[0] + book["Passages"]["K2"].value[-1] == "ab"


@pytest.mark.parametrize("letter", ["a", "é", "👶"])
def test_long_passages_go_on_in_the_next_cells_whole(tmp_path: Path, letter: str) -> None:
    words = letter * (2 * CELL_CAP + 10)
    path = build(
        tmp_path / "long.lmmq", [speak(words, {"code": "X"}), speak("b", {"code": "X"}, key="T2")]
    )
    row = rows(opened(workbook(path)[1]), "Passages")[1]
    cells = [cell for cell in row[10:] if cell]
    assert all(len(cell.encode("utf-16-le")) <= 2 * CELL_CAP for cell in cells)
    assert all(cell.endswith(" [goes on to the right]") for cell in cells[:-1])
    assert "".join(cell.removesuffix(" [goes on to the right]") for cell in cells) == words


def test_a_full_cell_is_not_split() -> None:
    assert parts("a" * CELL_CAP) == ["a" * CELL_CAP]
    assert len(parts("a" * (CELL_CAP + 1))) == 2


def test_an_empty_project_makes_a_workbook(tmp_path: Path) -> None:
    _, data = workbook(build(tmp_path / "empty.lmmq"))
    assert rows(opened(data), "Theme matrix")[0] == ["Code", "Total", "No participant"]


def test_passages_are_those_that_a_slow_reading_finds(tmp_path: Path) -> None:
    talk = [
        speak(f"{name} {at}", {"code": "B"}, {"code": "A/C", "coder": name}, key=f"S{9 - at}")
        for at, name in enumerate(islice(NAMES, 9))
    ]
    path = build(tmp_path / "many.lmmq", [*talk, *read_talk(TALK.replace("== S", "== T"))])
    with Project.open(path) as project:
        order = code_tree(project.store).order
        items = sorted(
            attribute_all(project.store, load_sessions(project.store)),
            key=lambda item: (
                order.index(item.coding.code_id),
                (item.coding.transcript, item.coding.start, item.coding.id),
            ),
        )
    slow = [
        (item.coding.transcript, item.coding.coder, item.coding.quote, len(item.seats))
        for item in items
    ]
    book = load_workbook(io.BytesIO(workbook(path)[1]), read_only=True)
    found = list(book["Passages"].iter_rows(min_row=2, values_only=True))
    assert [(row[1], row[9], row[10], _people(row[4])) for row in found] == slow


def _people(cell: str | None) -> int:
    return len(cell.split("; ")) if cell else 0


TEXTS = st.text(
    st.sampled_from("a<>&\"'_x0041é \t\n\r\x01\x1f\ufffe\u2028👶=") | st.characters(codec="utf-8"),
    max_size=12,
)
CELLS = TEXTS | st.none() | st.integers(-5, 5) | st.just(1.5) | st.just("_x0041_")


@settings(deadline=None, max_examples=8)
@given(st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=6))
def test_rows_put_in_are_as_if_they_had_been_written(table: list[tuple[Any, ...]]) -> None:
    assert _cells(_put_in(table)) == _cells(_written(table))


def _put_in(table: list[tuple[Any, ...]]) -> io.BytesIO:
    data, made = io.BytesIO(), io.BytesIO()
    book = new_book(data)
    sheets = Sheets(book)
    sheets.add("Other", ["A"], [5])
    sheet = sheets.add("Long", ["A", "B", "C"], [5])
    write_looks(sheet, [None, sheets.wrap, sheets.italic])
    book.close()
    put_rows(data, sheet.index, table, 3, made)
    return made


def _written(table: list[tuple[Any, ...]]) -> io.BytesIO:
    data = io.BytesIO()
    book = new_book(data)
    sheets = Sheets(book)
    sheets.add("Other", ["A"], [5])
    sheet = sheets.add("Long", ["A", "B", "C"], [5])
    for at, cells in enumerate(table, start=1):
        write_row(sheet, at, 0, cells, [None, sheets.wrap, sheets.italic])
    book.close()
    return data


def _cells(data: io.BytesIO) -> list[Any]:
    """Give the cells that hold something, with their looks.

    What stands for an underline before an `x` is read here as openpyxl reads it in shared strings.
    """
    return [
        (
            cell.coordinate,
            str(cell.value).replace("x005F_", ""),
            cell.data_type,
            cell.alignment.wrap_text,
            cell.font.i,
        )
        for row in load_workbook(data)["Long"].iter_rows()
        for cell in row
        if cell.value not in (None, "")
    ]


def test_more_than_a_sheet_holds_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(long_sheet, "MOST_ROWS", 3)
    _put_in([("a", "b", "c")] * 2)
    with pytest.raises(BadInputError, match="more than a workbook holds"):
        _put_in([("a", "b", "c")] * 3)
