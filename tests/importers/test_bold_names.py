"""A name in bold opens a paragraph without a colon, in every format that knows bold."""

import pytest

from .pdf_files import pdf
from .written import odt_package, odt_xml

TALK = [("INT", "How was it?"), ("Mira Low", "Good, on the whole.")] * 3


def odt():
    style = (
        '<style:style style:name="B" style:family="text">'
        '<style:text-properties fo:font-weight="bold"/></style:style>'
    )
    body = "".join(
        f'<text:p><text:span text:style-name="B">{name}</text:span> {words}</text:p>'
        for name, words in TALK
    )
    return odt_package(odt_xml(body, style))


def rtf():
    body = "".join(rf"{{\b {name}}} {words}\par " for name, words in TALK)
    return rf"{{\rtf1\ansi {body}}}".encode()


def html():
    return "".join(f"<p>\n<b>{name}</b> {words}</p>" for name, words in TALK).encode()


def page():
    return pdf(
        [
            [
                place
                for n, (name, words) in enumerate(TALK)
                for place in (
                    (72, 700 - 24 * n, name, 11, True),
                    (100 if name == "INT" else 124, 700 - 24 * n, words, 11, False),
                )
            ]
        ]
    )


@pytest.mark.parametrize(
    ("ending", "made"), [("odt", odt), ("rtf", rtf), ("html", html), ("pdf", page)]
)
def test_a_bold_name_may_open_a_paragraph_without_a_colon(read, ending, made):
    reading = read(f"a.{ending}", made())
    assert reading.said == TALK
    assert reading.parsed.convention.startswith("A bold name without a colon")


def test_a_break_may_follow_the_name(read):
    reading = read("a.html", "".join(f"<p><br><b>{name}<br></b>{said}" for name, said in TALK))
    assert reading.said == TALK
