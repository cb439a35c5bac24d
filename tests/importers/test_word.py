import re

import docx
from docx.oxml import parse_xml

from .conftest import saved

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)


def run(text):
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(*inside, properties=""):
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(inside)}</w:p>"


def word(read, *blocks):
    """Read a Word file whose body is these blocks of XML."""
    document = docx.Document()
    body = document.element.body
    for block in blocks:
        with_names = re.sub(r"^<([\w:]+)", rf"<\1 {NAMESPACES}", block, count=1)
        body.insert(len(body) - 1, parse_xml(with_names))
    return read("a.docx", saved(document))


def test_paragraphs_are_lines_in_reading_order(read, word_file):
    reading = read("a.docx", word_file(["INT: How was it?", "", "P07: Good.", "On the whole."]))
    assert reading.parsed.text == "INT: How was it?\n\nP07: Good.\nOn the whole."
    assert reading.said == [("INT", "How was it?"), ("P07", "Good.\nOn the whole.")]
    assert reading.parsed.format == "docx"
    assert reading.parsed.encoding is None


def test_a_label_may_be_split_over_runs(read):
    reading = word(
        read,
        p(run("Teacher "), run("4"), run(":"), "<w:r><w:tab/></w:r>", run("Good "), run("day.")),
        p(run("Researcher 2:"), "<w:r><w:tab/></w:r>", run("Yes.")),
    )
    assert reading.parsed.text == "Teacher 4:\tGood day.\nResearcher 2:\tYes."
    assert reading.said == [("Teacher 4", "Good day."), ("Researcher 2", "Yes.")]


def test_tracked_changes_are_accepted(read):
    deleted = "<w:del><w:r><w:delText>not </w:delText></w:r></w:del>"
    reading = word(
        read,
        p(run("INT: It was "), deleted, f"<w:ins>{run('very ')}</w:ins>", run("good.")),
        p(f"<w:ins>{run('P07: Yes.')}</w:ins>"),
        p(f"<w:moveFrom>{run('gone')}</w:moveFrom>", f"<w:moveTo>{run('moved')}</w:moveTo>"),
    )
    assert reading.parsed.text == "INT: It was very good.\nP07: Yes.\nmoved"


def test_a_deleted_paragraph_mark_joins_paragraphs(read):
    reading = word(
        read,
        p(run("INT: It was "), properties="<w:rPr><w:del/></w:rPr>"),
        p(run("good.")),
        p(run("P07: Yes.")),
    )
    assert reading.parsed.text == "INT: It was good.\nP07: Yes."


def test_content_controls_and_links_are_read(read):
    reading = word(
        read,
        f"<w:sdt><w:sdtPr/><w:sdtContent>{p(run('INT: Who?'))}</w:sdtContent></w:sdt>",
        p(
            run("P07: "),
            f"<w:sdt><w:sdtContent>{run('My ')}</w:sdtContent></w:sdt>",
            f"<w:hyperlink>{run('midwife')}</w:hyperlink>",
            f'<w:fldSimple w:instr="PAGE">{run(".")}</w:fldSimple>',
        ),
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr>"
        f"<w:sdtContent>{p(run('Click here'))}</w:sdtContent></w:sdt>",
    )
    assert reading.parsed.text == "INT: Who?\nP07: My midwife."


def test_text_boxes_follow_the_paragraph_they_stand_in_once(read):
    box = f"<w:txbxContent>{p(run('P07: In a box.'))}</w:txbxContent>"
    both = (
        "<w:r><mc:AlternateContent>"
        f"<mc:Choice Requires='wps'><wps:txbx>{box}</wps:txbx></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    reading = word(read, p(run("INT: Where?"), both), p(run("INT: Ah.")))
    assert reading.parsed.text == "INT: Where?\nP07: In a box.\nINT: Ah."


def test_table_rows_are_lines_with_cells_between_tabs(read):
    def row(*cells, properties=""):
        inside = "".join(f"<w:tc>{cell}</w:tc>" for cell in cells)
        return f"<w:tr><w:trPr>{properties}</w:trPr>{inside}</w:tr>"

    rows = [
        row(p(run("1")), p(run("INT:")), p(run("How was it?"))),
        row(p(run("2")), p(run("P07:")), p(run("Good.")) + p(run("Really."))),
        row(p(run("x")), p(run("y")), p(run("z")), properties="<w:del/>"),
    ]
    reading = word(read, f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>", p(run("Afterwards.")))
    assert reading.parsed.text == ("1\tINT:\tHow was it?\n2\tP07:\tGood.\nReally.\nAfterwards.")
    assert reading.said == [("INT", "How was it?"), ("P07", "Good.\nReally.\nAfterwards.")]


def test_a_line_break_is_a_line_feed_so_that_turns_are_found(read):
    reading = word(read, p(run("INT: One?"), "<w:r><w:br/></w:r>", run("P07: Two.")))
    assert reading.said == [("INT", "One?"), ("P07", "Two.")]


def test_without_speakers_a_paragraph_with_line_breaks_is_one(read):
    broken = p(run("One"), "<w:r><w:br/></w:r>", run("two."), '<w:r><w:br w:type="page"/></w:r>')
    reading = word(read, broken, p(run("Three.")))
    assert reading.said == [(None, "One\ntwo."), (None, "Three.")]


def test_headings_and_list_questions_are_nobodys(read, word_file):
    data = word_file(
        [
            ("Interview", "Title"),
            "INT: Let us begin.",
            ("Early days", "Heading 1"),
            "P07: It was hard.",
            ("How do you hear of the service?", "List Number"),
            "P07: From a friend.",
        ]
    )
    reading = read("a.docx", data)
    assert reading.said == [
        ("INT", "Let us begin."),
        ("P07", "It was hard."),
        ("P07", "From a friend."),
    ]


def test_an_outline_level_makes_a_heading_unless_it_is_the_texts(read):
    reading = word(
        read,
        p(run("P07: One.")),
        p(run("Early days"), properties='<w:outlineLvl w:val="1"/>'),
        p(run("two"), properties='<w:outlineLvl w:val="9"/>'),
    )
    assert reading.said == [("P07", "One."), ("P07", "two")]


def test_headers_of_pages_are_told_of(read):
    document = docx.Document()
    document.add_paragraph("INT: Hello.")
    document.sections[0].header.paragraphs[0].text = "Confidential"
    reading = read("a.docx", saved(document))
    assert reading.parsed.text == "INT: Hello."
    assert reading.parsed.notes == ("Headers and footers of the pages are not in the stored text.",)


def test_a_numbered_question_has_no_number_in_the_text(read):
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    reading = word(
        read,
        p(run("INT: Let us begin.")),
        p(run("How do you hear of it?"), properties=numbered),
        p(run("P07: From a friend.")),
    )
    assert reading.said == [("INT", "Let us begin."), ("P07", "From a friend.")]
    assert "How do you hear of it?" in reading.parsed.text


def test_a_bold_line_is_a_heading(read):
    bold = "<w:r><w:rPr><w:b/></w:rPr><w:t>Early days</w:t></w:r>"
    reading = word(read, p(run("INT: So.")), p(run("P07: Yes.")), p(bold), p(run("It began.")))
    assert reading.said == [("INT", "So."), ("P07", "Yes."), ("P07", "It began.")]


def test_footnotes_and_comments_are_told_of(read):
    reading = word(
        read,
        p(run("INT: Who?"), '<w:r><w:footnoteReference w:id="2"/></w:r>'),
        p(run("P07: Me."), '<w:r><w:commentReference w:id="0"/></w:r>' * 2),
        p('<w:r><w:endnoteReference w:id="2"/></w:r>'),
    )
    assert reading.parsed.notes == (
        "1 footnote not in the stored text.",
        "1 endnote not in the stored text.",
        "2 comments not in the stored text.",
    )


def test_signs_are_kept_and_instructions_are_not(read):
    reading = word(
        read,
        p(
            run("INT: well"),
            "<w:r><w:noBreakHyphen/><w:t>being</w:t><w:softHyphen/></w:r>",
            '<w:r><w:sym w:font="Symbol" w:char="00E9"/><w:sym w:char="zz"/></w:r>',
            "<w:r><w:instrText>PAGE</w:instrText></w:r>",
            "<m:oMath><m:r><m:t>n=3</m:t></m:r></m:oMath>",
            "<w:r><w:ruby><w:rt><w:r><w:t>kana</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>字</w:t></w:r>"
            "</w:rubyBase></w:ruby></w:r>",
        ),
    )
    assert reading.parsed.text == "INT: well\u2011beingén=3字"


def test_a_bold_name_may_open_a_paragraph_without_a_colon(read):
    document = docx.Document()
    for name, words in [("INT", "How was it?"), ("Mira Low", "Good, on the whole.")] * 3:
        paragraph = document.add_paragraph()
        paragraph.add_run(name).bold = True
        paragraph.add_run(f" {words}")
    assert (
        read("a.docx", saved(document)).said
        == [
            ("INT", "How was it?"),
            ("Mira Low", "Good, on the whole."),
        ]
        * 3
    )
