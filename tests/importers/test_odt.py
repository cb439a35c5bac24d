import pytest

from lmm_qual.importers.odt import read_odt
from lmm_qual.model.problem import BadInputError

from .written import odt_of, odt_package, odt_xml


@pytest.fixture
def odt(read):
    def make(body, styles=""):
        return read("a.odt", odt_package(odt_xml(body, styles)))

    return make


def test_paragraphs_are_lines(read):
    reading = read("a.odt", odt_of(["INT:\tHow  was it?", "", "P07: Good.\nReally."]))
    assert reading.parsed.text == "INT:\tHow  was it?\n\nP07: Good.\nReally."
    assert reading.said == [("INT", "How  was it?"), ("P07", "Good.\nReally.")]
    assert reading.parsed.format == "odt"


def test_white_space_is_single_but_where_it_is_written_out(odt):
    reading = odt(
        '<text:p>\n  INT: a <text:span> b </text:span> c<text:s text:c="3"/>d\n</text:p>'
        '<text:p>P07: e<text:soft-page-break/>f <text:s text:c="999999999999"/></text:p>'
    )
    assert reading.parsed.text == "INT: a b c   d\nP07: ef  "


def test_tracked_changes_are_accepted(odt):
    reading = odt(
        '<text:tracked-changes><text:changed-region text:id="c"><text:deletion>'
        "<text:p>GONE</text:p></text:deletion></text:changed-region></text:tracked-changes>"
        '<text:p>INT: a<text:change text:change-id="c"/><text:change-start text:change-id="d"/> new'
        '<text:change-end text:change-id="d"/></text:p>'
    )
    assert reading.parsed.text == "INT: a new"


def test_notes_hidden_text_and_fields(odt):
    styles = (
        '<style:style style:name="H" style:family="text">'
        '<style:text-properties text:display="none"/></style:style>'
        '<style:style style:name="HP" style:family="paragraph" style:parent-style-name="X"/>'
    )
    note = '<text:note text:note-class="{}"><text:note-citation>1</text:note-citation>'
    body = "<text:note-body><text:p>NOTE</text:p></text:note-body></text:note>"
    reading = odt(
        f"<text:p>INT: a{note.format('footnote')}{body}{note.format('endnote')}{body} "
        '<text:span text:style-name="H">HIDDEN</text:span><text:a>link</text:a> '
        "<text:ruby><text:ruby-base>base</text:ruby-base><text:ruby-text>RUBY</text:ruby-text>"
        "</text:ruby></text:p>"
        '<text:section text:display="none"><text:p>HIDDEN</text:p></text:section>'
        "<text:section><text:p>P07: b</text:p></text:section>",
        styles,
    )
    assert reading.parsed.text == "INT: a link base\nP07: b"
    assert reading.parsed.notes[:3] == (
        "1 footnote not in the stored text.",
        "1 endnote not in the stored text.",
        "2 hidden passages left out.",
    )


def test_text_boxes_follow_their_paragraph_and_rows_are_lines(odt):
    reading = odt(
        "<text:p>INT: a<draw:frame><draw:text-box><text:p>P07: box</text:p></draw:text-box>"
        "</draw:frame> b</text:p>"
        "<table:table><table:table-header-rows><table:table-row>"
        "<table:table-cell><text:p>INT:</text:p></table:table-cell>"
        "<table:table-cell><text:p>c</text:p><text:p>d</text:p></table:table-cell>"
        "</table:table-row></table:table-header-rows></table:table>"
    )
    assert reading.parsed.text == "INT: a b\nP07: box\nINT:\tc\nd"


def test_headings_lists_and_bold():
    styles = (
        '<style:style style:name="B" style:family="text">'
        '<style:text-properties fo:font-weight="bold"/></style:style>'
        '<style:style style:name="Heading_20_3" style:family="paragraph"/>'
        '<style:style style:name="P1" style:family="paragraph" '
        'style:parent-style-name="Heading_20_3"/>'
        '<text:list-style style:name="L"><text:list-level-style-number text:level="1"/>'
        "</text:list-style>"
    )
    body = (
        "<text:h>One</text:h><text:p text:style-name='P1'>Two</text:p>"
        "<text:list text:style-name='L'><text:list-item><text:p>How?</text:p><text:p>more</text:p>"
        "</text:list-item></text:list><text:list><text:list-item><text:p>dot</text:p>"
        "</text:list-item></text:list>"
        "<text:p><text:span text:style-name='B'>INT</text:span>: a</text:p>"
        "<text:p><text:span text:style-name='B'>all</text:span> "
        "<text:span text:style-name='B'>bold</text:span></text:p>"
    )
    lines = read_odt("a.odt", odt_package(odt_xml(body, styles))).lines
    assert [(line.text, line.heading, line.numbered, line.bold) for line in lines] == [
        ("One", True, False, False),
        ("Two", True, False, False),
        ("How?", False, True, False),
        ("more", False, False, False),
        ("dot", False, False, False),
        ("INT: a", False, False, False),
        ("all bold", False, False, True),
    ]


def test_a_flat_file_is_read(read):
    content = odt_xml("<text:p>INT: a</text:p>").replace("document-content", "document")
    reading = read("a.fodt", content)
    assert reading.said == [("INT", "a")]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"hello", "a.odt: is damaged, or is no OpenDocument text; open it in LibreOffice"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is protected with a password"),
        (odt_package("<x/>"), "is no OpenDocument text"),
        (odt_package("<x"), "holds broken XML"),
        (odt_package("x", "<manifest:encryption-data/>"), "is protected with a password"),
        (odt_package("<!DOCTYPE x><x/>"), "a.odt:content.xml: holds a DOCTYPE"),
        (odt_package(odt_xml("<text:p> </text:p>")), "holds no text"),
    ],
)
def test_what_is_refused(read, data, told):
    with pytest.raises(BadInputError, match=told) as refusal:
        read("a.odt", data)
    assert "\n" not in str(refusal.value)
