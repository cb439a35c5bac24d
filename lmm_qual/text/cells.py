"""How many terminal cells text takes."""

import re
from functools import lru_cache

# Blocks in which every character takes one cell, the ones English transcripts hold: Latin, Greek
# and Cyrillic letters, spaces, dashes, quotation marks, currency, arrows, stand-ins.
_ONE_CELL = (
    " -~"
    "\xa0-\xac\xae-\u02ff"
    "\u0370-\u0377\u037a-\u037f\u0384-\u038a\u038e-\u03a1\u03a3-\u0482\u048a-\u052f"
    "\u1e00-\u1eff"
    "\u2000-\u200a\u2010-\u2027\u202f-\u205e"
    "\u20a0-\u20bf\u2190-\u2199\u21b5\u21e0-\u21e3\u2219\u23ce\u2400-\u2426"
)
_OTHER = re.compile(f"[^{_ONE_CELL}\n]")


def one_cell_each(text: str) -> bool:
    """Tell whether every character, newlines aside, is known to take one cell."""
    return text.isascii() or _OTHER.search(text) is None


def cells(text: str) -> int:
    """Give the width of text shown by stand-ins, in cells.

    It is the sum of the widths of its graphemes; a control character left over counts one.
    """
    if one_cell_each(text):
        return len(text)
    return _measured(text)


def _measured(text: str) -> int:
    from lmm_qual.text.segmentation import letters

    return sum(map(_grapheme_cells, letters(text)))


@lru_cache(maxsize=4096)
def _grapheme_cells(grapheme: str) -> int:
    from wcwidth import wcswidth

    width = wcswidth(grapheme)
    return width if width >= 0 else len(grapheme)
