import datetime as dt

import openpyxl
import pytest

from lmm_qual.importers.table_headings import Columns, columns_of
from lmm_qual.model.problem import BadInputError

from .conftest import saved
from .test_word_package import repacked
from .written import xlsx_of


def test_a_row_is_a_turn(read):
    reading = read(
        "a.csv", 'Speaker,Text,Start,id\nINT,"How, was\nit?",0:01,1\nP07:,Good.,1:02.5,2\n'
    )
    assert reading.parsed.text == "INT: How, was\nit?\nP07: Good."
    assert reading.said == [("INT", "How, was\nit?"), ("P07", "Good.")]
    assert reading.timed == [("INT", "00:00:01"), ("P07", "00:01:02")]
    assert reading.parsed.time_marks[1].timestamp == "00:01:02.500"
    assert reading.parsed.notes == (
        "Cells are parted by a comma.",
        "Columns not in the stored text: “id”.",
    )


def test_rows_without_a_speaker(read):
    assert read("a.csv", "who,words\nA,b\n,c\nB,d\n,\n,e\n").said == [
        ("A", "b"), ("A", "c"), ("B", "d"), ("B", "e"),
    ]  # fmt: skip
    many = "who,words\n" + "A,b\nB,c\n" * 10 + ",d\n"
    assert read("a.csv", many).said[-1] == (None, "d")
    assert read("a.csv", "who,words\nA,b\nA,c\nB,d\n", turns="merge").said == [
        ("A", "b\nA: c"), ("B", "d"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("headings", "columns"),
    [
        ("Speaker,Text", Columns(0, 1)),
        ("start,end,speaker,text", Columns(2, 3, 0)),
        ("Zeit,Sprecher,Äußerung", Columns(1, 2, 0)),
        ("Locuteur,Énoncé", Columns(0, 1)),
        ("hablante,texto,hora", Columns(0, 1, 2)),
        ("Speaker,Name,Text", Columns(0, 2)),
        ("Speaker:,Text (transcribed)", Columns(0, 1)),
        ("说话人,内容", Columns(0, 1)),
        ("who,person,text", None),
        ("start,end,text", None),
        ("id,answer", None),
    ],
)
def test_headings(headings, columns):
    assert columns_of(headings.split(",")) == columns


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_the_one_the_headings_have(read, delimiter):
    text = "Speaker;Text\nINT;How, or | what?\n".replace(";", delimiter)
    if delimiter in ",|":
        text = text.replace("How, or | what?", '"How, or | what?"')
    assert read("a.csv", text).said == [("INT", "How, or | what?")]
    assert read("a.csv", "sep=;\nSpeaker;Text\nINT;a\n").said == [("INT", "a")]


def test_seconds_are_times_where_the_heading_says_so(read):
    assert read("a.csv", "who;words;Start (s)\nA;b;62,5\n").timed == [("A", "00:01:02")]
    assert read("a.csv", "who;words;start_ms\nA;b;62500\n").timed == [("A", None)]
    assert read("a.csv", "who;words;start (ms)\nA;b;62500\n").timed == [("A", "00:01:02")]
    plain = read("a.csv", "who;words;start\nA;b;62\n")
    assert plain.timed == [("A", None)]
    assert "1 time could not be read; write them as 00:01:02." in plain.parsed.notes


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Speaker,Text\nA,b\nB,c,d\n", "a.csv:line 3: has 3 cells where the headings have 2"),
        ("Speaker,Text\nA,b\nB\n", "a.csv:line 3: has 1 cell where the headings have 2"),
        ('Speaker,Text\nA,"b\nc"\nB,"c\nD,e\n', "line 4: opens a quote that is never closed"),
        ('Speaker,Text\nA,b\nB,"c"d\n', "line 3: has words after a closing quote"),
        ("start,end,text\n1,2,a\n", "headed Speaker and one headed Text; found “start”, “end”"),
        ("Speaker,Text\nA,\n", "holds no row with words"),
        ("", "holds no text"),
        ("Speaker,Text\nA,b\0\n", "line 2: holds a NUL character"),
    ],
)
def test_what_is_refused(read, text, told):
    with pytest.raises(BadInputError, match=told) as refusal:
        read("a.csv", text)
    assert "\n" not in str(refusal.value)


def workbook(*rows, title="Talk"):
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    return book


def test_a_workbook(read):
    book = workbook(
        ["Study 1"],
        [],
        ["Speaker", "Text", "Time", "n"],
        ["P07", "hi_x000D_\nyou", dt.time(0, 1, 2), 1.5],
        ["P08", 3.0, dt.timedelta(hours=1, minutes=2, seconds=3), None],
    )
    book.create_sheet("Other").append(["x"])
    reading = read("a.xlsx", saved(book))
    assert reading.said == [("P07", "hi\nyou"), ("P08", "3")]
    assert reading.timed == [("P07", "00:01:02"), ("P08", "01:02:03")]
    assert reading.parsed.notes == (
        "Read the sheet “Talk”; 1 other left out: “Other”.",
        "1 row above the headings left out.",
        "Columns not in the stored text: “n”.",
    )


def test_rows_past_the_size_that_a_sheet_states_are_read(read):
    data = xlsx_of([("INT", "a"), ("P07", "b")])
    sheet = "xl/worksheets/sheet1.xml"
    content = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        b'<dimension ref="A1"/><sheetData><row r="1"><c r="A1" t="inlineStr">'
        b"<is><t>Who</t></is></c>"
        b'<c r="B1" t="inlineStr"><is><t>Words</t></is></c></row><row r="2">'
        b'<c r="A2" t="inlineStr">'
        b'<is><t>INT</t></is></c><c r="B2" t="inlineStr"><is><r><t>ri</t></r><r><t>ch</t></r></is>'
        b"</c></row></sheetData></worksheet>"
    )
    assert read("a.xlsx", repacked(data, **{sheet: content})).said == [("INT", "rich")]


def test_workbooks_that_are_refused(read):
    twice = workbook(["Speaker", "Text"], ["A", "b"])
    twice.create_sheet("More").append(["Speaker", "Text"])
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    doctype = repacked(xlsx_of([]), **{"xl/workbook.xml": b"<!DOCTYPE x><x/>"})
    for data, told in [
        (saved(twice), "has several sheets with speakers and words: “Talk”, “More”"),
        (saved(workbook(["a", "b"])), "found “a”, “b”; name them so in the row above"),
        (
            saved(workbook(["Who", "Words"], ["A", "=A1"])),
            "Talk row 2: holds a formula whose value",
        ),
        (saved(openpyxl.Workbook()), "holds no rows"),
        (b"hello", "is damaged, or is no Excel workbook"),
        (locked, "is protected with a password, or is an old .xls"),
        (doctype, "a.xlsx:xl/workbook.xml: holds a DOCTYPE"),
        (repacked(xlsx_of([]), **{"xl/workbook.xml": None}), "is no Excel workbook"),
    ]:
        with pytest.raises(BadInputError, match=told) as refusal:
            read("a.xlsx", data)
        assert "\n" not in str(refusal.value)
