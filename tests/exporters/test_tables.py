"""Tables as text, CSV, JSON and Markdown."""

import csv
import io
import json
from datetime import UTC, datetime

import pytest
from helpers.hostile import ESCAPES, NAMES, commands
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wcwidth import wcswidth

from lmm_qual.exporters.tables import (
    Table,
    csv_table,
    guarded,
    json_lines,
    json_text,
    markdown_line,
    markdown_table,
    text_table,
)
from lmm_qual.text.standins import shown


class TestText:
    def test_columns_are_aligned_and_numbers_stand_to_the_right(self) -> None:
        table = Table(["name", "n"], [["Anna", 7], ["née 日本", 123], [None, None]], (1,))
        assert text_table(table).splitlines() == [
            "name         n",
            "──────────────",
            "Anna         7",
            "née 日本   123",
            "",
        ]

    def test_lines_fit_the_terminal_and_lose_nothing(self) -> None:
        words = "abcdefghij" * 5
        text = text_table(Table(["x", "y"], [[words, "1"]]), width=30)
        assert max(map(wcswidth, text.splitlines())) <= 30
        assert "".join(text.split()).count("abcdefghij") >= 1
        assert sum(text.count(letter) for letter in "abcdefghij") == 50

    def test_times_are_short_and_local_in_a_terminal_only(self) -> None:
        at = datetime(2022, 7, 4, 9, 5).astimezone().astimezone(UTC).isoformat(timespec="seconds")
        table = Table(["at"], [[at]])
        assert text_table(table, width=30).splitlines()[-1] == "2022-07-04 09:05"
        assert text_table(table).splitlines()[-1] == at

    def test_words_stay_whole_and_columns_without_room_stand_below(self) -> None:
        heads = ["Code", *(f"m{n} people at home" for n in range(1, 7))]
        rows = [["  The word falls", *"123456"], ["A call", *"789012"]]
        drawn = text_table(Table(heads, rows, range(1, 7)), width=44)
        lines = drawn.splitlines()
        assert max(map(len, lines)) <= 44
        first, second = drawn.split("\n\n")
        assert [line.split() for line in first.splitlines()[-2:]] == [
            ["The", "word", "falls", "1", "2", "3"],
            ["A", "call", "7", "8", "9"],
        ]
        assert second.splitlines()[-1].split() == ["A", "call", "0", "1", "2"]
        assert "people" in first

    @pytest.mark.parametrize("name", [*NAMES, *ESCAPES])
    def test_markup_is_plain_and_what_commands_has_a_stand_in(self, name: str) -> None:
        text = text_table(Table([name], [[name]]))
        assert not commands(text)
        assert text.count(shown(name).strip()) == 2

    def test_a_line_break_in_a_cell_does_not_break_the_row(self) -> None:
        assert text_table(Table(["x"], [["a\nb\tc\r"]])).splitlines()[2:] == ["a↵b c␍"]

    def test_a_thousand_columns_are_not_folded_in_a_pipe(self) -> None:
        text = text_table(Table([f"column {n}" for n in range(400)], []))
        assert len(text.splitlines()) == 2


class TestCsv:
    @pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
    def test_cells_that_a_spreadsheet_would_reckon_get_an_apostrophe(self, start: str) -> None:
        table = Table([f"{start}head"], [[f"{start}1+1"]])
        rows = list(csv.reader(io.StringIO(csv_table(table), newline="")))
        assert rows == [[f"'{start}head"], [f"'{start}1+1"]]

    def test_numbers_and_nothing_stay_themselves(self) -> None:
        assert [guarded(cell) for cell in (-1, -1.5, None, "", "a=b", "–1")] == [
            *(-1, -1.5, None, "", "a=b", "–1")
        ]
        assert csv_table(Table(["n", "m"], [[-1, None]])) == "n,m\n-1,\n"

    @settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(
        st.lists(
            st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=2, max_size=2)
        )
    )
    def test_every_cell_comes_back(self, rows: list[list[str]]) -> None:
        read = list(csv.reader(io.StringIO(csv_table(Table(["a", "b"], rows)), newline="")))
        assert read == [["a", "b"], *[[str(guarded(cell)) for cell in row] for row in rows]]


class TestJson:
    @settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.recursive(st.none() | st.integers() | st.text(), st.lists, max_leaves=5))
    def test_it_comes_back(self, data: object) -> None:
        assert json.loads(json_text(data)) == data
        assert json_text(data).endswith("\n")

    def test_a_record_is_a_line(self) -> None:
        assert json_lines([{"a": "é\n"}, {"a": None}]) == '{"a": "é\\n"}\n{"a": null}\n'


class TestMarkdown:
    def test_a_table(self) -> None:
        table = Table(["code", "n"], [["Stigma", 3], ["Time", None]], (1,))
        assert (
            markdown_table(table) == "| code | n |\n| --- | ---: |\n| Stigma | 3 |\n| Time |  |\n"
        )

    @pytest.mark.parametrize("name", [*NAMES, *ESCAPES, "a\nb"])
    def test_markup_in_cells_is_taken_as_characters(self, name: str) -> None:
        text = markdown_table(Table(["h"], [[name]]))
        assert not commands(text)
        row = text.splitlines()[2]
        assert len(text.splitlines()) == 3
        bare = row.replace("\\\\", "").replace("\\|", "").replace("\\*", "").replace("\\`", "")
        assert bare.count("|") == 2
        assert not {"*", "`", "<", ">"} & set(bare)
        assert read_markdown(row[2:-2]) == shown(name)

    @pytest.mark.parametrize("line", ["# x", "* x", "- x", "+ x", "> x", "<b>", "[a](b)"])
    def test_a_line_is_a_paragraph(self, line: str) -> None:
        written = markdown_line(line)
        assert written.startswith(("\\", "&"))
        assert read_markdown(written) == line


def read_markdown(text: str) -> str:
    """Give the characters that escaped Markdown shows."""
    out, at = "", 0
    while at < len(text):
        at += text[at] == "\\"
        out += text[at]
        at += 1
    return out.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
