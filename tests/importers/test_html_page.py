import pytest

from lmm_qual.importers.html_page import read_html
from lmm_qual.model.problem import BadInputError


def page(text):
    return read_html("a.html", text if isinstance(text, bytes) else text.encode())


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("<p>INT: <b>a</b>\n  b<br>c</p><div>P07: d</div>", "INT: a b\nc\nP07: d"),
        ("<p>&ldquo;a&rdquo; &amp; b&nbsp;&#x1F600; c < d <3</p>", "“a” & b\u00a0😀 c < d <3"),
        (
            "<table><tr><td>INT:<td><p>a</p><p>b</p></tr><tr><td><td>c</table>d",
            "INT:\ta\nb\n\tc\nd",
        ),
        ("<table><tr><td><p>INT: a</p><p>P07: b</p></table>", "INT: a\nP07: b"),
        ("<table><tr><td>x<table><tr><td>1<td>2</table>y<td>z</table>", "x\n1\t2\ny\tz"),
        ("<p>a&#xD83D;&#xDE00;b&#55357;&#56832;c &#128;</p><!-- &#0; -->", "a😀b😀c €"),
        ("<p>a&#xFFFD;b</p>", "a\ufffdb"),
        ("<pre>INT: a\n  b\n\nP07: c</pre>", "INT: a\n  b\n\nP07: c"),
        ("<p>said <q>no</q>.</p>", "said “no”."),
        ("<script>if (a<b) '</p>'</script><style>p{}</style><p>a<!-- b --> c</p>", "a c"),
        ("<div>" * 200 + "x</div>y", "x\ny"),
        ("<p>" + "words " * 2_000_000 + "</p><p>after</p>", None),
        ("<ruby>字<rt>ji</rt></ruby>", "字"),
        ("<p class=MsoNormal>INT: a<o:p></o:p><st1:place>b</st1:place></p>", "INT: ab"),
    ],
)
def test_what_a_reader_sees(text, stored):
    if stored is None:
        with pytest.raises(BadInputError, match="more than 1,000,000 characters on one line"):
            page(text)
        return
    assert page(text).text == stored


def test_what_is_left_out_is_told():
    source = page(
        "<title>A  talk</title><style>.x {display: none}</style><p class=x>hidden</p>"
        "<div hidden>hidden</div><p>INT: a<a class=msocomanchor>[A1]</a> "
        '<del cite="mailto:A" datetime="2020">gone</del><ins>new</ins> <del>struck</del></p>'
        "<div style='mso-element:comment-list'><div style='mso-element:comment'>said</div></div>"
        "<p>P07: <P08> b</p>"
    )
    assert source.text == "INT: a new struck\nP07: b"
    assert source.metadata == {"title": "A talk"}
    assert source.notes == (
        "1 comment not in the stored text.",
        "2 hidden passages left out.",
        "1 deleted passage left out.",
        "Read as tags, though HTML has none of the name: <p08> (1).",
    )


def test_headings_lists_and_bold():
    lines = page(
        "<style>.c1{font-weight:700}</style><h2>One</h2><ol><li><p>How?</p><p>more</p></ol>"
        "<ul><li>dot</ul><p class=c1>all <i>bold</i></p>"
        '<b style="font-weight:normal"><p><span style="font-weight:700">INT:</span> a</p></b>'
    ).lines
    assert [(line.text, line.heading, line.numbered, line.bold) for line in lines] == [
        ("One", True, False, True),
        ("How?", False, True, False),
        ("more", False, False, False),
        ("dot", False, False, False),
        ("all bold", False, False, True),
        ("INT: a", False, False, False),
    ]


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("<p>“é”".encode(), "utf-8"),
        ("<p>“é”".encode("utf-8-sig"), "utf-8-sig"),
        ("<meta charset=latin1><p>“é”".encode("utf-16"), "utf-16"),
        ("<meta charset='iso-8859-1'><p>“é”".encode("cp1252"), "cp1252"),
        ("<meta content='text/html; charset=windows-1252'><p>“é”".encode("cp1252"), "cp1252"),
        ("<?xml version='1.0' encoding='latin-1'?><p>“é”".encode("cp1252"), "cp1252"),
        ("<meta charset='utf-16'><p>“é”".encode(), "utf-8"),
    ],
)
def test_the_encoding_is_marked_or_declared(data, encoding):
    source = page(data)
    assert (source.text, source.encoding) == ("“é”", encoding)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("<p>“é”".encode("cp1252"), "line 1: is not UTF-8 text"),
        ("<meta charset=x-none><p>a", "there is no text encoding 'x-none'"),
        ("<p>a\0b", "line 1: holds a NUL character"),
        ("<p>abc<scr", "is cut off in the middle of a tag"),
        ("<p>abc<!-- x", "is cut off in the middle of a tag"),
        ("<b>" * 5000 + "x", "holds too many elements within each other"),
        ("<p>a\n&#xD83D;b", "line 2: names a character by a number that is none: “&#xD83D;”"),
        ("<p>a&#0;b", "line 1: names a character by a number that is none: “&#0;”"),
        ("<p></p>", "holds no text"),
        ("", "holds no text"),
    ],
)
def test_what_is_refused(text, told):
    with pytest.raises(BadInputError, match=told) as refusal:
        page(text)
    assert "\n" not in str(refusal.value)
    assert str(refusal.value).startswith("a.html:")


def test_entities_of_a_page_are_not_expanded():
    assert (
        "boom" not in page('<!DOCTYPE html [<!ENTITY x "boom">]><p>a &x;</p>').text.split("\n")[-1]
    )
