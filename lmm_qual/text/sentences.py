"""Sentences of speech."""

from functools import lru_cache

import regex

from lmm_qual.text.segmentation import trimmed
from lmm_qual.text.span import Span

_STOP = regex.compile(r"""[.!?…؟।۔]+["'”’»)\]]*(?=\s|$)|[。！？]+[」』”’）]*|\n""")
_ABBREVIATED = frozenset({"approx", "asst", "ave", "cf", "co", "dept", "dr", "e.g", "eg", "esp"})
_ABBREVIATED |= {"est", "etc", "fig", "gen", "hon", "i.e", "ie", "inc", "jr", "ltd", "messrs"}
_ABBREVIATED |= {"mr", "mrs", "ms", "mx", "nos", "pp", "prof", "rev", "sr", "st", "vol", "vs"}
# A sentence may end in one of these, if the next begins with a capital.
_MAY_END = frozenset(("etc", "co", "inc", "ltd", "jr", "sr", "a.m", "p.m", "u.k", "u.s"))
_LAST_WORD = regex.compile(r"[\w.]*\w$")
_FIRST_WORD = regex.compile(r"[^\w\n]*(\w[\w'’]*)?")
# What a transcriber notes between sentences: [applause], (laughs).
_NOTED = regex.compile(r"\s*(?:(?:\[[^\]\n]*+\]|\([^().!?\n]{1,30}\))\s*)*+")
_NOTED_LAST = regex.compile(r"[^\S\n]*(?:(?:\[[^\]\n]*+\]|\([^().!?\n]{1,30}\))[^\S\n]*)++(?=\n|$)")
_DOTTED = regex.compile(r"(?:\w\.)+\w")


def sentences(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Give each sentence of `text[start:end]` in order, white space between them left out.

    `Dr.`, `e.g.`, `J. Smith` and `...` followed by a small letter end none; closing quotes and
    brackets belong to the sentence they close, and so does what is noted behind the last one of a
    paragraph, `[laughs]` say; elsewhere it belongs to the next. A new line ends one unless it goes
    on in small letters. What has no full stop at all is one sentence.
    """
    end = len(text) if end is None else end
    return [Span(start + first, start + last) for first, last in _sentences(text[start:end])]


@lru_cache(maxsize=64)
def _sentences(text: str) -> tuple[tuple[int, int], ...]:
    found: list[Span] = []
    begun = 0
    for match in _STOP.finditer(text):
        if _ends_here(text, begun, match):
            found.append(trimmed(text, Span(begun, match.end())))
            begun = match.end()
    found.append(trimmed(text, Span(begun, len(text))))
    return tuple((span.start, span.end) for span in found if span)


def _ends_here(text: str, begun: int, stop: "regex.Match[str]") -> bool:
    mark = stop.group()
    following = _following(text, stop.end())
    small = following[:1].islower()
    if mark == "\n":
        return not small
    if _NOTED_LAST.match(text, stop.end()):
        return False
    if mark[0] in "。！？":
        return True
    if small:
        return mark[0] in "!?؟" and mark[-1] == mark[0]
    if mark.startswith(("...", "…")):
        return following.split("'")[0].split("’")[0] != "I"
    return mark != "." or not _abbreviates(text, begun, stop.start(), following)


def _following(text: str, position: int) -> str:
    """Give the first word behind a position, in the same paragraph; empty where there is none.

    What a transcriber noted before it is passed over.
    """
    noted = _NOTED.match(text, position)
    match = _FIRST_WORD.match(text, noted.end() if noted else position)
    return (match.group(1) or "") if match else ""


def _abbreviates(text: str, begun: int, stop: int, following: str) -> bool:
    match = _LAST_WORD.search(text, max(begun, stop - 20), stop)
    if not match or not following:
        return False
    word = match.group()
    folded = word.casefold()
    if folded in _MAY_END:
        return False
    initial = len(word) == 1 and word.isupper() and word != "I"
    return initial or folded in _ABBREVIATED or bool(_DOTTED.fullmatch(word))
