import pytest

from lmm_qual.importers.rtf import read_rtf
from lmm_qual.model.problem import BadInputError

from .written import rtf_of

FONTS = r"{\fonttbl{\f0 Times;}{\f1\fcharset204 Cyr;}{\f2\fcharset2 Symbol;}{\f3\fcharset128 M;}}"
STYLES = r"{\stylesheet{\s0 Normal;}{\s1\b heading 1;}{\*\cs10 Default;}}"


def rtf(body):
    data = rf"{{\rtf1\ansi\ansicpg1252\uc1\deff0{FONTS}{STYLES}{body}}}".encode("latin-1")
    return read_rtf("a.rtf", data)


def test_paragraphs_are_lines(read):
    reading = read("a.rtf", rtf_of(["INT:\tHow was it – “really”?", "", "P07: Zoë 😀\nyes."]))
    assert reading.parsed.text == "INT:\tHow was it – “really”?\n\nP07: Zoë 😀\nyes."
    assert reading.parsed.speakers == {"INT": 1, "P07": 1}
    assert reading.parsed.encoding == "cp1252"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"\uc0 a\u8217 b", "a’b"),
        (r"\uc2 a\u8217 xxb", "a’b"),
        (r"{\uc2 a\u8217 xx}\u8217 xb", "a’’b"),
        (r"\u-10179?\u-8704? end", "😀 end"),
        (r"\u-10179\'3f\u-8704\'3f end", "😀 end"),
        (r"\f1 \'cf\'f0\f0 \'e9", "Прé"),
        (r"\f3 \'83\'41\'83\'5c \'83A", "アソ ア"),
        (r"\f3 \'83" + "\r\n" + r"\'41", "ア"),
        (r"{\f2 \'b7\'41}\tab a", "•\uf041\ta"),
        (r"\lquote a\rquote \ldblquote b\rdblquote\endash\emdash\bullet\~\-\_x", "‘a’“b”–—•\xa0‑x"),
        (r"a\{b\}c\\d", r"a{b}c\d"),
        (r"a{\pict\bin5 }}}{{} b", "a b"),
        (r'{\field{\*\fldinst HYPERLINK "x"}{\fldrslt link}} end', "link end"),
        (r"{\upr{ascii}{\*\ud{unic\u337?}}} x", "unic\u0151 x"),
        (r"a{\*\unknown gone}{\info{\title T}} b", "a b"),
        (r"{\listtext 1.\tab}a\par{\pntext\f2\'b7\tab}c\par", "a\nc"),
        (r"\trowd\intbl a\par a2\cell b\cell\row\pard c", "a\na2\tb\nc"),
        (
            r"a{\shp{\*\shpinst\x{\sp{\sn d}}{\shptxt in box\par}}{\shprslt twice}}\par b",
            "a\nin box\nb",
        ),
        (r"a\line b\page c\par\sect d", "a\nb\nc\nd"),
        (r"\ltrch\af0 \rtlch\af1 \'cf\ltrch x", "Пx"),
        ("a\\\r\nb", "a\nb"),
    ],
)
def test_characters_and_groups(body, text):
    assert rtf(body).text == text


def test_what_is_left_out_is_told():
    source = rtf(
        r"{\header a page header}a{\v hidden}{\footnote note}{\*\annotation said} "
        r"b{\deleted gone\par} c{\revised new}{\header{\shp{\*\shpinst{\shptxt not here}}}}"
    )
    assert source.text == "a b cnew"
    assert source.notes == (
        "1 footnote not in the stored text.",
        "1 comment not in the stored text.",
        "1 hidden passage left out.",
        "1 deleted passage left out.",
        "Headers and footers of the pages are not in the stored text.",
    )


def test_headings_lists_and_bold():
    lines = rtf(
        r"\pard\s1 Title\par\pard\outlinelevel1 Sub\par\pard{\listtext 1.\tab}How?\par"
        r"{\listtext\f2\'b7\tab}dot\par\b INT:\b0  hi\par{\b all bold}\par"
    ).lines
    assert [(line.text, line.heading, line.numbered, line.bold) for line in lines] == [
        ("Title", True, False, False),
        ("Sub", True, False, False),
        ("How?", False, True, False),
        ("dot", False, False, False),
        ("INT: hi", False, False, False),
        ("all bold", False, False, True),
    ]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"hello", "a.rtf: is no rich text; give it the ending of its format"),
        (rb"{\rtf1 abc {def", "is cut off: its last groups are not closed"),
        (b"{\\rtf1 abc \\", "is cut off"),
        (b"{\\rtf1 " + b"{" * 5000 + b"}" * 5000 + b"}", "holds more than 1,000 groups"),
        (rb"{\rtf1\ansi \'81}", "byte 13: holds a byte that the code page cp1252 does not have"),
        (rb"{\rtf1\ansi\ansicpg99999 a}", "is in code page 99999, which is not known"),
        (rb"{\rtf1 a\u-10179? b}", "line 1: holds half of a character"),
        (rb"{\rtf1 a\u0? b}", "holds a NUL character"),
        (rb"{\rtf1 a\u99999999? b}", "holds a character number that is none"),
        (rb"{\rtf1 \par}", "holds no text"),
    ],
)
def test_what_is_refused(read, data, told):
    with pytest.raises(BadInputError, match=told) as refusal:
        read("a.rtf", data)
    assert "\n" not in str(refusal.value)
