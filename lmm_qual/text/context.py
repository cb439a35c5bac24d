"""The words around a stretch of text."""

import re

_ROOM = 16
"""Characters looked at for a word at first; more are where words are longer."""


def words_before(text: str, start: int, number: int) -> str:
    """Give so many words before a place, with what parts them from it."""
    if number < 1:
        return ""
    room = number * _ROOM
    while True:
        first = max(start - room, 0)
        piece = text[first:start]
        found = [match.start() for match in re.finditer(r"(?<!\S)\S", piece)]
        if first == 0 or len(found) > number:
            return piece[found[-number] :] if len(found) >= number else piece.lstrip()
        room *= 2


def words_behind(text: str, end: int, number: int) -> str:
    """Give so many words behind a place, with what parts them from it."""
    if number < 1:
        return ""
    room = number * _ROOM
    while True:
        piece = text[end : end + room]
        found = [match.end() for match in re.finditer(r"\S(?!\S)", piece)]
        if end + room >= len(text) or len(found) > number:
            return piece[: found[number - 1]] if len(found) >= number else piece.rstrip()
        room *= 2


def place_between(text: str, before: str, after: str) -> int | None:
    """Give where words stood that are gone, by those around them; None where these are gone too.

    The nearest words, most of them first, are looked for as they are written.
    """
    ahead, behind = re.findall(r"\S+\s*", before), re.findall(r"\s*\S+", after)
    for number in range(max(len(ahead), len(behind)), 1, -1):
        tail, head = "".join(ahead[-number:]), "".join(behind[:number])
        if len(ahead) >= number and text.count(tail) == 1:
            return text.index(tail) + len(tail)
        if len(behind) >= number and text.count(head) == 1:
            return text.index(head)
    return None
