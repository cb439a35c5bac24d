"""Words that may name a person, by how they are written alone; much is missed."""

import re
from collections.abc import Iterator
from typing import NamedTuple

import regex

from lmm_qual.text.sentences import sentences


class Namelike(NamedTuple):
    """Words that may name somebody, of a kind, and where they stand."""

    kind: str
    words: str
    start: int
    end: int


_TITLES = re.compile(r"mrs?|ms|miss|mx|dr|prof(?:essor)?|sister|nurse|aunt(?:ie)?|uncle")
_MONTH = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    "sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_COMMON = re.compile(
    rf"{_MONTH}|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|i|ok|god|christmas|easter|english"
)
_YEAR = r"(?:19|20)\d\d"
_PATTERNS = {
    "e-mail": re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+"),
    "date": re.compile(
        rf"\b(?:\d{{1,2}}[/.-]\d{{1,2}}[/.-](?:{_YEAR}|\d\d)|{_YEAR}-\d\d-\d\d"
        rf"|\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH},? {_YEAR}"
        rf"|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? {_YEAR})\b",
        re.IGNORECASE,
    ),
    "phone": re.compile(r"(?<![\w+./-])(?:\+|\(?0)[\d() .-]{7,20}\d(?![\w/])"),
    "postcode": re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b", re.IGNORECASE),
}
_DIGITS = (9, 15)
_CAPITAL = regex.compile(r"\p{Lu}\p{M}*(?:[\p{L}\p{M}]|['’‐-](?=\p{L}))*")
_POSSESSIVE = re.compile(r"['’]s$")


def numbers_and_addresses(text: str) -> Iterator[Namelike]:
    """Give e-mail addresses, full dates, phone numbers and British postcodes of a text."""
    for kind, pattern in _PATTERNS.items():
        for match in pattern.finditer(text):
            digits = sum(sign.isdigit() for sign in match[0])
            if kind != "phone" or _DIGITS[0] <= digits <= _DIGITS[1]:
                yield Namelike(kind, match[0], *match.span())


def capitalised(text: str, start: int = 0, end: int | None = None) -> Iterator[Namelike]:
    """Give words with a capital, or runs of them, that do not begin a sentence; titles go along."""
    for sentence in sentences(text, start, end):
        run: list[regex.Match[str]] = []
        first = True
        for match in _CAPITAL.finditer(text, sentence.start, sentence.end):
            if run and text[run[-1].end() : match.start()] not in {" ", ". "}:
                yield from _run(text, run)
                run = []
            begins = first and not regex.search(
                r"\w", text, pos=sentence.start, endpos=match.start()
            )
            first = False
            if not begins or _TITLES.fullmatch(match[0].casefold()):
                run.append(match)
        yield from _run(text, run)


def _run(text: str, run: "list[regex.Match[str]]") -> Iterator[Namelike]:
    """Give a run of capitalised words as one name, what names nobody at its ends left out."""
    kept = list(run)
    while kept and _is_common(kept[-1][0]):
        kept.pop()
    while kept and _is_common(kept[0][0]):
        kept.pop(0)
    if kept and not all(_TITLES.fullmatch(one[0].casefold()) for one in kept):
        start, end = kept[0].start(), kept[-1].end()
        words = _POSSESSIVE.sub("", text[start:end])
        yield Namelike("name", words, start, start + len(words))


def _is_common(word: str) -> bool:
    bare = re.split("['’]", word)[0]
    return is_common(bare) or (word.isupper() and len(word) < 6)


def is_common(word: str) -> bool:
    """Say whether a word has a capital and yet names nobody: a month, a day and a few more."""
    return _COMMON.fullmatch(word.casefold()) is not None


def ordinary_words(text: str) -> set[str]:
    """Give the words that a text has in small letters."""
    return set(re.findall(r"\b[^\W\d_A-Z][^\W\d_]*", text))
