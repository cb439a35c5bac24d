import codecs

import pytest

from lmm_qual.importers.decoding import LONGEST_LINE, MOST_LINES, decode
from lmm_qual.model.problem import BadInputError

SAID = "INT: Grüß Gott – „ja“ 👩\u200d⚕️\n"


@pytest.mark.parametrize(
    ("data", "encoding", "used"),
    [
        (SAID.encode(), None, "utf-8"),
        (codecs.BOM_UTF8 + SAID.encode(), None, "utf-8-sig"),
        (SAID.encode("utf-16"), None, "utf-16"),
        (codecs.BOM_UTF16_BE + SAID.encode("utf-16-be"), None, "utf-16"),
        (SAID.encode("utf-32"), None, "utf-32"),
        (SAID.encode("utf-16-le"), "utf-16-le", "utf-16-le"),
        (codecs.BOM_UTF8 + SAID.encode(), "utf-8", "utf-8"),
    ],
)
def test_what_is_unicode_is_read(data, encoding, used):
    assert decode("a.txt", data, encoding) == (SAID, used)


def test_the_commoner_of_encodings_that_give_the_same_is_proposed():
    with pytest.raises(BadInputError, match="--encoding cp1252"):
        decode(
            "a.txt", "INT: Wo waren Sie? P07: In Köln, für Jahre, höchstens fünf.".encode("cp1252")
        )


def test_another_encoding_is_read_where_it_is_named():
    assert decode("a.txt", "INT: Grüß".encode("cp1252"), "Windows-1252") == ("INT: Grüß", "cp1252")


def test_line_ends_become_line_feeds_and_nothing_else_changes():
    written = "a\r\nb\rc\n\r\n\x0bd\x0c e\u2028f\u0085 Zoe\u0308 \ufeff"
    assert (
        decode("a.txt", written.encode())[0]
        == "a\nb\nc\n\n\x0bd\x0c e\u2028f\u0085 Zoe\u0308 \ufeff"
    )


@pytest.mark.parametrize(
    ("data", "encoding", "told"),
    [
        ("a\nGrüß".encode("cp1252"), None, r"a\.txt:line 2: is not UTF-8 text; .*--encoding"),
        (SAID.encode("utf-16-le"), None, r"(NUL|utf-16-le)"),
        ("Grüße".encode("utf-16-be"), None, r"utf-16-be"),
        (b"\xff\xfea", None, "is not utf-16 text"),
        (b"\x81\x8d", None, "is not UTF-8 text"),
        (SAID.encode(), "ascii", "is not ascii text"),
        (b"a", "no-such", "there is no text encoding 'no-such'"),
        (b"a", "rot13", "there is no text encoding 'rot13'"),
        (b"a", "zlib", "there is no text encoding 'zlib'"),
        (b"a", "a\0b", "there is no text encoding"),
        (b"a\nb\0c", None, "line 2: holds a NUL character"),
        (b"\xed\xa0\x80", None, "is not UTF-8 text"),
        (b"+2AA-", "utf-7", "lone surrogate|is not utf-7"),
        (b"\\ud800", "unicode_escape", "lone surrogate"),
        (b"", None, "holds no text"),
        (b" \r\n \xef\xbb\xbf", None, None),
        (b"a" * (LONGEST_LINE + 1), None, "line 1: has more than 1,000,000 characters on one line"),
        (b"\n" * 3 + b"a" * (LONGEST_LINE + 1), None, "line 4"),
        (b"a\n" * (MOST_LINES + 1), None, "has more than 1,000,000 lines"),
        (b"%PDF-1.7\n", None, "is a PDF file"),
        (b"PK\x03\x04xx", None, "is a zip or Office file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", None, "is an old Office file"),
        (b"{\\rtf1 hello}", None, "is a rich-text file"),
    ],
)
def test_what_cannot_be_stored_is_refused_in_one_line(data, encoding, told):
    if told is None:
        assert "\ufeff" in decode("a.txt", data, encoding)[0]
        return
    with pytest.raises(BadInputError, match=told) as refusal:
        decode("a.txt", data, encoding)
    assert "\n" not in str(refusal.value)


def test_a_line_of_just_the_longest_length_is_read():
    assert len(decode("a.txt", b"a" * LONGEST_LINE)[0]) == LONGEST_LINE


def test_an_encoding_is_proposed_but_never_guessed():
    with pytest.raises(BadInputError, match=r"--encoding [a-z0-9_-]+ --dry-run"):
        decode("a.txt", "Grüße aus Köln, sagte sie".encode("cp1252"))


def test_characters_lost_before_are_told_of(read):
    assert "1 replacement characters" in read("a.txt", "INT: a\ufffdb\n").parsed.notes[0]
