"""Web pages (html) as lines."""

import re
from typing import Any

from lmm_qual.importers.decoding import check_characters, decode_freely, replacement_note
from lmm_qual.importers.html_vocabulary import ENCODINGS
from lmm_qual.importers.html_walk import PageWalk, Rules
from lmm_qual.importers.lines import Source
from lmm_qual.importers.paragraphs import lines_of
from lmm_qual.model.problem import refuse
from lmm_qual.text.numbers import counted

_BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_DECLARED = re.compile(
    rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})"
    rb"|<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{2,40})",
    re.IGNORECASE,
)
_XML_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_CUT_OFF = re.compile(r"<(?:/?[A-Za-z][^<>]*|!--(?:(?!-->).)*)\Z", re.DOTALL)
_HEAD = 4096
_NUMBER = re.compile(r"&#(?:[xX]([0-9a-fA-F]{1,12})|([0-9]{1,12}));?")
_HIGH = r"[xX][dD][89aAbB][0-9a-fA-F]{2}|55[2-9]\d\d|56[0-3]\d\d"
_LOW = r"[xX][dD][c-fC-F][0-9a-fA-F]{2}|5[67]\d{3}"
_PAIR = re.compile(rf"&#({_HIGH});&#({_LOW});")


def read_html(name: str, data: bytes, encoding: str | None = None) -> Source:
    """Give the lines of a web page as a reader sees it: a block a line, cells between tabs.

    The encoding is the one asked for, marked, or declared in the page, else UTF-8. Raises
    BadInputError where the bytes do not decode, the page is cut off, holds no words, or names a
    character by a number that is none.
    """
    marked = data.startswith(_BYTE_ORDER_MARKS)
    text, used = decode_freely(name, data, encoding or (None if marked else _declared(data)))
    text = _PAIR.sub(_together, text)
    root = _parsed(name, text)
    walk = PageWalk(Rules.of(root))
    lines, _ = lines_of(walk.paragraphs(root))
    stored = "\n".join(line.text for line in lines)
    check_characters(name, stored)
    if stored.count("\ufffd") > text.count("\ufffd"):
        _refuse_no_character(name, text)
    title = " ".join((root.findtext(".//title") or "").split())
    return Source(
        stored,
        lines,
        format="html",
        encoding=used,
        metadata={"title": title} if title else {},
        notes=(*replacement_note(stored), *_notes(walk)),
    )


def _together(pair: re.Match[str]) -> str:
    """Give the character that two halves make, each written as a number."""
    high, low = (int(half[1:], 16) if half[0] in "xX" else int(half) for half in pair.groups())
    if not (0xD800 <= high < 0xDC00 <= low < 0xE000):
        return pair.group()
    return (chr(high) + chr(low)).encode("utf-16-le", "surrogatepass").decode("utf-16-le")


def _refuse_no_character(name: str, text: str) -> None:
    """Raise BadInputError for a number that stands for no character, which browsers replace."""
    for found in _NUMBER.finditer(text):
        if _is_none(found):
            raise refuse(
                f"names a character by a number that is none: “{found.group()}”",
                "take it out, or write the character itself",
                file=name,
                place=f"line {text.count(chr(10), 0, found.start()) + 1}",
            )


def _is_none(found: re.Match[str]) -> bool:
    number = int(found[1], 16) if found[1] else int(found[2])
    return number == 0 or 0xD800 <= number < 0xE000 or number > 0x10FFFF


def _declared(data: bytes) -> str | None:
    """Give the encoding that a page says it is in."""
    found = _DECLARED.search(data[:_HEAD])
    if found is None:
        return None
    label = (found[1] or found[2]).decode("ascii", "replace").lower()
    return ENCODINGS.get(label, label)


def _parsed(name: str, text: str) -> Any:
    """Give the root of a page; lxml gives up in silence on what is too deep, so it is asked."""
    from lxml import etree

    if "\0" in text:
        check_characters(name, text)
    if _CUT_OFF.search(text, max(0, len(text) - 2000)) is not None:
        raise refuse("is cut off in the middle of a tag", "save the page again", file=name)
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True)
    content = _XML_DECLARATION.sub("", text, count=1).encode("utf-8", "surrogatepass")
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if any(error.level_name == "FATAL" for error in parser.error_log):
        raise refuse(
            "holds too many elements within each other", "save its text as .docx", file=name
        )
    if root is None:
        raise refuse("holds no text", "leave it out, or look whether it was saved", file=name)
    return root


def _notes(walk: PageWalk) -> list[str]:
    left = walk.left_out
    notes = [
        f"{counted(left[what], what)} not in the stored text."
        for what in ("footnote", "comment")
        if left[what]
    ]
    if left["hidden"]:
        notes.append(f"{counted(left['hidden'], 'hidden passage')} left out.")
    if left["deleted"]:
        notes.append(f"{counted(left['deleted'], 'deleted passage')} left out.")
    if walk.unknown:
        named = ", ".join(f"<{tag}> ({times})" for tag, times in walk.unknown.most_common(5))
        notes.append(f"Read as tags, though HTML has none of the name: {named}.")
    return notes
