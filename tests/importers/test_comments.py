import docx
import pytest

from lmm_qual.model.transcript import ParsedComment

from .conftest import saved
from .test_word_package import repacked
from .written import odt_of, odt_package, odt_xml

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
W15 = 'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'
TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def run(text):
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def start(number):
    return f'<w:commentRangeStart w:id="{number}"/>'


def end(number):
    return f'<w:commentRangeEnd w:id="{number}"/>{point(number)}'


def point(number):
    return f'<w:r><w:commentReference w:id="{number}"/></w:r>'


def comment(number, text, author="Ann"):
    paragraph = f'<w:p w14:paraId="0000000{number}">{run(text)}</w:p>'
    said = f'w:author="{author}" w:date="2024-05-01T10:00:00Z"'
    return f'<w:comment w:id="{number}" {said}>{paragraph}</w:comment>'


@pytest.fixture
def commented(word_file, read):
    """Read a Word file with this body, these comments, and what is said of replies."""

    def make(body, comments, extended=""):
        plain = word_file(["x"])
        document = f"<w:document {W}><w:body>{body}</w:body></w:document>"
        relations = (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            '<Relationship Id="a" Type="http://x/relationships/comments" Target="comments.xml"/>'
            '<Relationship Id="b" Type="http://x/commentsExtended" Target="extended.xml"/>'
            "</Relationships>"
        )
        types = (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            '<Default Extension="jpeg" ContentType="image/jpeg"/>'
            f'<Override PartName="/word/document.xml" ContentType="{TYPES}.document.main+xml"/>'
            "</Types>"
        )
        parts = {
            "word/document.xml": document,
            "word/comments.xml": f"<w:comments {W} {W14}>{comments}</w:comments>",
            "word/extended.xml": f"<w15:commentsEx {W15}>{extended}</w15:commentsEx>",
            "word/_rels/document.xml.rels": relations,
            "[Content_Types].xml": types,
        }
        return read("a.docx", repacked(plain, **parts)).parsed

    return make


def on(parsed):
    return [(parsed.text[each.start : each.end], each.text) for each in parsed.comments]


def test_comments_that_a_library_writes(read):
    document = docx.Document()
    document.add_paragraph("INT: How was it?")
    paragraph = document.add_paragraph("P07: ")
    runs = [paragraph.add_run("My midwife "), paragraph.add_run("was kind.")]
    document.add_comment(runs, text="warmth", author="Ann", initials="A")
    parsed = read("a.docx", saved(document)).parsed
    assert on(parsed) == [("My midwife was kind.", "warmth")]
    assert parsed.comments[0].author == "Ann"
    assert parsed.comments[0].date is not None
    assert "1 comment not in the stored text." in parsed.notes


def test_ranges_over_paragraphs_nested_overlapping_and_points(commented):
    parsed = commented(
        f"<w:p>{run('INT: a ')}{start(1)}{run('b ')}{start(2)}{run('c')}{end(2)}</w:p>"
        f"{start(3)}<w:p>{run('P07: d ')}{end(1)}{run('e')}{end(3)}{point(4)}</w:p>",
        comment(1, "long") + comment(2, "nested") + comment(3, "over") + comment(4, "here"),
    )
    assert parsed.text == "INT: a b c\nP07: d e"
    assert on(parsed) == [
        ("b c\nP07: d ", "long"),
        ("c", "nested"),
        ("P07: d e", "over"),
        ("", "here"),
    ]
    assert parsed.comments[3] == ParsedComment(19, 19, "Ann", "here", "2024-05-01T10:00:00Z")


def test_comments_in_table_cells(commented):
    cells = "".join(
        f"<w:tc><w:p>{inside}</w:p></w:tc>"
        for inside in (run("INT:"), f"{start(1)}{run('How?')}{end(1)}")
    )
    parsed = commented(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl><w:p/>", comment(1, "first"))
    assert parsed.text == "INT:\tHow?\n"
    assert on(parsed) == [("How?", "first")]


def test_replies_are_joined_and_resolved_ones_told(commented):
    parsed = commented(
        f"<w:p>{run('INT: ')}{start(1)}{start(2)}{run('a')}{end(1)}{end(2)}</w:p>",
        comment(1, "really?") + comment(2, "yes", "Ben") + comment(3, "so", "Cem"),
        '<w15:commentEx w15:paraId="00000001" w15:done="1"/>'
        '<w15:commentEx w15:paraId="00000002" w15:paraIdParent="00000001" w15:done="1"/>'
        '<w15:commentEx w15:paraId="00000003" w15:paraIdParent="00000002"/>',
    )
    assert [(each.text, each.resolved) for each in parsed.comments] == [
        ("really?\nBen: yes\nCem: so", True)
    ]


def test_a_comment_on_deleted_words_is_told_of(commented):
    gone = f"<w:del>{start(1)}<w:r><w:delText>gone</w:delText></w:r>{end(1)}</w:del>"
    parsed = commented(f"<w:p>{run('INT: a')}{gone}</w:p>", comment(1, "why?"))
    assert parsed.comments == ()
    assert "1 comment on words that are not in the text left out." in parsed.notes


def test_comments_that_answer_each_other_end(commented):
    rows = "".join(
        f'<w15:commentEx w15:paraId="0000000{a}" w15:paraIdParent="0000000{b}"/>'
        for a, b in [(1, 2), (2, 1)]
    )
    body = f"<w:p>{start(1)}{run('INT: a')}{end(1)}</w:p>"
    assert len(commented(body, comment(1, "x") + comment(2, "y"), rows).comments) == 1


def annotation(text, name="", more=""):
    named = f'office:name="{name}"' if name else ""
    return (
        f"<office:annotation {named} {more}><dc:creator>Ann</dc:creator>"
        f"<dc:date>2024-05-01T10:00:00</dc:date><text:p>{text}</text:p></office:annotation>"
    )


def test_comments_of_an_odt(read):
    body = (
        f"<text:p>INT: a {annotation('two', 'n1')}b</text:p>"
        f'<text:p>P07: c<office:annotation-end office:name="n1"/> d{annotation("point")}'
        f"{annotation('reply', 'n2', 'loext:parent-name=' + chr(34) + 'n1' + chr(34))}</text:p>"
    )
    parsed = read("a.odt", odt_package(odt_xml(body))).parsed
    assert parsed.text == "INT: a b\nP07: c d"
    assert on(parsed) == [("b\nP07: c", "two\nAnn: reply"), ("", "point")]
    assert parsed.comments[0].date == "2024-05-01T10:00:00"


def test_without_comments_there_are_none(read):
    assert read("a.odt", odt_of(["INT: a"])).parsed.comments == ()
