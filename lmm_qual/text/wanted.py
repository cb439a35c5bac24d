"""Names looked for in a text, however they are written there, to be replaced by others."""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

_SAME = dict.fromkeys("‘’ʼ", "'") | dict.fromkeys("‐‑–", "-")
UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
"""Signs that nobody sees: in the middle of a name they change nothing."""
_JAMO = (0x1160, 0x11FF)
_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
# What may hang on a name behind an apostrophe: Sarah's, Sarah'd, Sarah'll; but not Don't.
_GOES_ON = re.compile(r"'(?!(?:s|d|ll|ve|re|m)(?![^\W_]))[^\W\d_]", re.IGNORECASE)
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff]"
)
"""Letters of scripts that put no space between words: each may begin or end one."""


class Wanted(NamedTuple):
    """A name to look for: whole words unless told otherwise; no sign in it has a meaning."""

    find: str
    ignore_case: bool = False
    part_of_words: bool = False


class Found(NamedTuple):
    """Where a name stands, and which of those wanted it is."""

    start: int
    end: int
    which: int


class Written:
    """A text in the one form in which names are compared, and where each sign of it comes from.

    Signs and the accents set on them are composed; curly apostrophes are straight, hyphens plain,
    white space one space, but a paragraph's end stays one; unseen signs are left out.
    """

    def __init__(self, text: str, *, ignore_case: bool = False) -> None:
        self._ignore_case = ignore_case
        self._starts: list[int] = []
        self._pieces: list[tuple[int, int, int]] = []
        self.text = self._folded(text)

    def _folded(self, text: str) -> str:
        signs = set(text)
        glued = {sign for sign in signs if is_glued(sign)}
        spaces = {sign for sign in signs if sign.isspace()}
        plain = {sign: self._sign(sign) for sign in signs - glued}
        table = str.maketrans({sign: to for sign, to in plain.items() if sign != to})
        odd = {sign for sign, to in plain.items() if len(to) != 1}
        parts, reached, size = [], 0, 0
        for piece in _pieces(text, glued, spaces, odd):
            straight, own = text[reached : piece.start()].translate(table), self._piece(piece[0])
            size += len(straight)
            self._starts.append(size)
            self._pieces.append((size + len(own), *piece.span()))
            parts += [straight, own]
            reached, size = piece.end(), size + len(own)
        return "".join([*parts, text[reached:].translate(table)])

    def _sign(self, sign: str) -> str:
        return " " if sign.isspace() else self._composed(_SAME.get(sign, sign))

    def _piece(self, piece: str) -> str:
        if piece.isspace():
            return " " if len(_BREAK.findall(piece)) < 2 else "\n\n"
        seen = (_SAME.get(sign, sign) for sign in piece if sign not in UNSEEN)
        return self._composed("".join(seen))

    def _composed(self, text: str) -> str:
        text = unicodedata.normalize("NFC", text)
        if self._ignore_case:
            text = unicodedata.normalize("NFC", text.casefold())
        return text

    def start(self, at: int) -> int | None:
        """Give where what begins at a place of the form begins; None in the middle of a sign."""
        index = bisect_right(self._starts, at) - 1
        if index < 0:
            return at
        ends, first, last = self._pieces[index]
        if at >= ends:
            return last + at - ends
        return first if at == self._starts[index] else None

    def end(self, at: int) -> int | None:
        """Give where what ends at a place of the form ends; None in the middle of a sign."""
        index = bisect_left(self._starts, at) - 1
        if index < 0:
            return at
        ends, _, last = self._pieces[index]
        return last + at - ends if at >= ends else None


def is_glued(sign: str) -> bool:
    """Say whether a sign belongs to the one before it: an accent, a vowel, one nobody sees."""
    mark = not sign.isascii() and unicodedata.category(sign).startswith("M")
    return mark or sign in UNSEEN or _JAMO[0] <= ord(sign) <= _JAMO[1]


def _pieces(text: str, glued: set[str], spaces: set[str], odd: set[str]) -> Iterator[re.Match[str]]:
    """Give what is not one sign in the form, or may not be."""
    parts = []
    if spaces:
        parts.append(f"[{_class(spaces)}]{{2,}}")
    if glued:
        parts.append(f"[^{_class(glued | spaces)}]?[{_class(glued)}]+")
    if odd:
        parts.append(f"[{_class(odd)}]")
    yield from re.finditer("|".join(parts), text) if parts else ()


def _class(signs: set[str]) -> str:
    return re.escape("".join(sorted(signs)))


class Finder:
    """Finds names in texts; they are known by numbers."""

    def __init__(self, wanted: Mapping[int, Wanted]) -> None:
        self._by_case: dict[bool, list[tuple[int, str, bool]]] = {}
        for which, one in wanted.items():
            form = form_of(one)
            if form:
                entry = (which, form, one.part_of_words)
                self._by_case.setdefault(one.ignore_case, []).append(entry)

    def find(self, text: str, stops: Sequence[int] = ()) -> list[Found]:
        """Give each place in order: the leftmost, and of those the longest, then the first wanted.

        None of them overlap, and none goes over a place in `stops`, which are in order.
        """
        found: list[Found] = []
        for one in sorted(self._all(text), key=lambda one: (one.start, -one.end, one.which)):
            clear = not found or one.start >= found[-1].end
            if clear and bisect_right(stops, one.start) == bisect_left(stops, one.end):
                found.append(one)
        return found

    def _all(self, text: str) -> Iterator[Found]:
        for ignore_case, wanted in self._by_case.items():
            written = Written(text, ignore_case=ignore_case)
            for which, form, part_of_words in wanted:
                at = written.text.find(form)
                while at >= 0:
                    start, end = written.start(at), written.end(at + len(form))
                    whole = part_of_words or is_whole(written.text, at, at + len(form))
                    if whole and start is not None and end is not None:
                        yield Found(start, end, which)
                    at = written.text.find(form, at + 1)


def form_of(wanted: Wanted) -> str:
    """Give a name in the form in which it is looked for; nothing, where nobody would see it."""
    form = Written(wanted.find, ignore_case=wanted.ignore_case).text.strip()
    return "" if form and is_glued(form[0]) else form


def is_whole(text: str, start: int, end: int) -> bool:
    """Say whether whole words stand at a place of a text in its form.

    Hyphens and underscores part words, an apostrophe behind a name only where a possessive or a
    short verb follows it: Sarah's, but not Don in Don't.
    """
    before, behind = text[start - 1 : start] if start else "", text[end : end + 1]
    if _joined(before, text[start]) or _joined(text[end - 1], behind):
        return False
    return not (_is_letter(text[end - 1]) and _GOES_ON.match(text, end))


def _joined(one: str, other: str) -> bool:
    if not (one and other and _is_letter(one) and _is_letter(other)):
        return False
    return not (_UNSPACED.match(one) or _UNSPACED.match(other))


def _is_letter(sign: str) -> bool:
    return sign.isalnum() or is_glued(sign)
