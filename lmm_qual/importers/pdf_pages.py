"""The words of a PDF file with where they stand, as pdfium gives them."""

import ctypes
import math
from dataclasses import dataclass, field
from typing import Any

MOST_PAGES = 5_000
MOST_CHARACTERS = 10_000_000

_ENDS = frozenset("\r\n \t\x00\u00a0\u2002\u2003\u2009\u200b\u3000")
_HYPHENS = frozenset("\x02\ufffe")
"""What pdfium gives for a hyphen at the end of a line."""
_HEAVY = 600


@dataclass(slots=True)
class Word:
    """A word, its left and right edge, its baseline, the size of its letters, whether bold."""

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool = False
    opens: bool = False
    """Whether the file begins a new run of text with it."""


@dataclass
class Page:
    """The words of a page in the file's order, and its width; heights grow upwards from 0."""

    width: float
    words: list[Word] = field(default_factory=list)
    turned: int = 0
    """Words that run in another direction than the others."""
    unknown: int = 0
    """Characters of which the file does not say what letters they are."""


class TooLargeError(Exception):
    """A file with more pages or letters than are read."""


class LockedError(Exception):
    """A file with a password."""


class UnreadableError(Exception):
    """A file that is no PDF, or damaged beyond reading."""


def read_pages(data: bytes) -> list[Page]:
    """Give the pages of a PDF file; raise LockedError, TooLargeError or UnreadableError."""
    import pypdfium2
    from pypdfium2 import raw

    try:
        document = pypdfium2.PdfDocument(data)
        count = len(document)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD
        raise (LockedError if locked else UnreadableError) from error
    if count > MOST_PAGES:
        raise TooLargeError
    pages: list[Page] = []
    letters = 0
    for index in range(count):
        try:
            page = document[index]
            text = page.get_textpage()
        except pypdfium2.PdfiumError as error:
            raise UnreadableError from error
        found = text.count_chars()
        letters += found
        if letters > MOST_CHARACTERS:
            raise TooLargeError
        pages.append(_page(page, text, found, raw))
        text.close()
        page.close()
    document.close()
    return pages


def _page(page: Any, text: Any, letters: int, raw: Any) -> Page:
    reader = _Letters(text.raw, raw)
    for index in range(letters):
        reader.take(index)
    reader.end()
    box = page.get_cropbox()
    shown = [
        (word, turn) for word, turn in reader.words if turn == 4 or _is_within(word, turn, box)
    ]
    angle = _common_angle(shown)
    words = [word for word, turn in shown if turn == angle]
    for word in words:
        _turn(word, angle, box)
    extent = box[3] - box[1] if angle % 2 else box[2] - box[0]
    return Page(extent, words, len(shown) - len(words), reader.unknown)


def _is_within(word: Word, turn: int, box: tuple[float, float, float, float]) -> bool:
    """Tell whether a word stands on the page; exports keep words of other pages outside it."""
    left, bottom, right, top = box
    low, high, start, end = (left, right, bottom, top) if turn % 2 else (bottom, top, left, right)
    return low - 1 <= word.base <= high + 1 and word.right > start and word.left < end


def _common_angle(words: list[tuple[Word, int]]) -> int:
    """Give the direction of most words, in quarter turns."""
    counts = [0, 0, 0, 0, 0]
    for _, turn in words:
        counts[turn] += 1
    return max(range(4), key=counts.__getitem__)


def _turn(word: Word, angle: int, box: tuple[float, float, float, float]) -> None:
    """Turn a word's place so that lines run from left to right, heights growing from 0."""
    left, bottom, right, top = box
    start, end, base = word.left, word.right, word.base
    if angle == 0:
        word.left, word.right, word.base = start - left, end - left, base - bottom
    elif angle == 1:
        word.left, word.right, word.base = start - bottom, end - bottom, right - base
    elif angle == 2:
        word.left, word.right, word.base = right - end, right - start, top - base
    else:
        word.left, word.right, word.base = top - end, top - start, base - left


def _is_away(word: Word, box: Any) -> bool:
    """Tell whether a letter stands too far from a word to be of it, or on another line."""
    far = 1.2 * word.size
    low, high = min(box.bottom, box.top), max(box.bottom, box.top)
    aside = box.left > word.right + far or box.right < word.left - far
    return bool(aside or low > word.base + far or high < word.base - 0.3 * word.size)


class _Letters:
    """Gather letters to words."""

    def __init__(self, text: Any, raw: Any) -> None:
        self.text = text
        self.raw = raw
        self.words: list[tuple[Word, int]] = []
        self.unknown = 0
        self._parts: list[str] = []
        self._word: Word | None = None
        self._turn = 0
        self._opens = True
        self._high = 0
        self._box = raw.FS_RECTF()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()

    def take(self, index: int) -> None:
        """Take the letter at an index of the page."""
        code = self.raw.FPDFText_GetUnicode(self.text, index)
        letter = self._letter(code)
        if letter is None:
            return
        if letter in _ENDS:
            self.end()
            self._opens = self._opens or letter in "\r\n"
            return
        box = self._box
        if not self.raw.FPDFText_GetLooseCharBox(self.text, index, ctypes.byref(box)):
            box.left = box.right = self._word.right if self._word else 0.0
        if self._word is None:
            self._word = self._begun(index)
        elif not self._turn and _is_away(self._word, box):
            self.end()
            self._word = self._begun(index)
        word = self._word
        if self._turn % 2:
            low, high = sorted((box.bottom, box.top))
        else:
            low, high = sorted((box.left, box.right))
        word.left, word.right = min(word.left, low), max(word.right, high)
        if letter in _HYPHENS:
            self._parts.append("-")
            self.end()
            self._opens = True
        else:
            self._parts.append(letter)

    def end(self) -> None:
        """End the word."""
        word, self._word = self._word, None
        if word is not None:
            word.text = "".join(self._parts)
            self.words.append((word, self._turn))
        self._parts = []

    def _letter(self, code: int) -> str | None:
        """Give the letter of a code; the file may give it in two halves, or not say it."""
        if 0xD800 <= code < 0xDC00:
            self._high = code
            return None
        if 0xDC00 <= code < 0xE000:
            high, self._high = self._high, 0
            if not high:
                self.unknown += 1
                return "□"
            return chr(0x10000 + ((high - 0xD800) << 10) + code - 0xDC00)
        if code in {0, 0xFFFD} or code > 0x10FFFF:
            self.unknown += 1
            return "□"
        letter = chr(code)
        return _LIGATURES.get(letter, letter)

    def _begun(self, index: int) -> Word:
        raw, text = self.raw, self.text
        angle = raw.FPDFText_GetCharAngle(text, index)
        turns = angle / (math.pi / 2)
        near = abs(turns - round(turns)) < 0.1
        self._turn = round(turns) % 4 if near else 4
        raw.FPDFText_GetCharOrigin(text, index, ctypes.byref(self._x), ctypes.byref(self._y))
        upright = self._turn % 2 == 0
        along, base = (self._x, self._y) if upright else (self._y, self._x)
        size = raw.FPDFText_GetFontSize(text, index) * self._scale(index)
        opens, self._opens = self._opens, False
        return Word(
            "", along.value, along.value, base.value, max(size, 1.0), self._is_bold(index), opens
        )

    def _scale(self, index: int) -> float:
        """Give how much larger letters are drawn than their font size says."""
        matrix = self.raw.FS_MATRIX()
        if not self.raw.FPDFText_GetMatrix(self.text, index, ctypes.byref(matrix)):
            return 1.0
        return math.hypot(matrix.c, matrix.d) or 1.0

    def _is_bold(self, index: int) -> bool:
        if self.raw.FPDFText_GetFontWeight(self.text, index) >= _HEAVY:
            return True
        name = ctypes.create_string_buffer(80)
        flags = ctypes.c_int()
        self.raw.FPDFText_GetFontInfo(self.text, index, name, 80, ctypes.byref(flags))
        shown = name.value.lower()
        return b"bold" in shown or b"black" in shown or b"heavy" in shown


_LIGATURES = {
    "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl",
    "\ufb05": "ft", "\ufb06": "st",
}  # fmt: skip
