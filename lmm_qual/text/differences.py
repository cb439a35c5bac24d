"""Two versions of a passage, word by word: what both have and what stands instead of what."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein


class Piece(NamedTuple):
    """Words of the old and of the new version at one place; equal where nothing changed."""

    old: str
    new: str

    @property
    def same(self) -> bool:
        """Say whether nothing changed here."""
        return self.old == self.new


def pieces(old: str, new: str) -> list[Piece]:
    """Give a passage as pieces in order; words are what white space parts."""
    was, now = old.split(), new.split()
    found = Levenshtein.opcodes(was, now)
    merged: list[list[int | bool]] = []
    for code in found:
        same = code.tag == "equal"
        if merged and not same and not merged[-1][0]:
            merged[-1][2], merged[-1][4] = code.src_end, code.dest_end
        else:
            merged.append([same, code.src_start, code.src_end, code.dest_start, code.dest_end])
    return [
        Piece(" ".join(was[first:end]), " ".join(now[there:behind]))
        for _, first, end, there, behind in merged
    ]


_AROUND = 3
"""Words shown before and behind what differs."""
_LONGEST = 9
"""Words of a piece that are shown whole."""


def difference_said(old: str, new: str) -> str:
    """Say what differs, a few words around it: `… health [visitors → practitioners] comes …`.

    Where nothing differs the passage's first words are given.
    """
    found = pieces(old, new)
    if all(piece.same for piece in found):
        return _shortened(old.split(), 2 * _AROUND + 1, 0)
    return " ".join(filter(None, _said(found)))


def _said(found: Sequence[Piece]) -> Iterator[str]:
    for at, piece in enumerate(found):
        if piece.same:
            before = _AROUND if at else 0
            behind = _AROUND if at < len(found) - 1 else 0
            yield _shortened(piece.old.split(), before, behind)
        elif not piece.old:
            yield f"[+ {_brief(piece.new)}]"
        elif not piece.new:
            yield f"[{_brief(piece.old)} →]"
        else:
            yield f"[{_brief(piece.old)} → {_brief(piece.new)}]"


def _brief(words: str) -> str:
    found = words.split()
    return words if len(found) <= _LONGEST else _shortened(found, _AROUND, _AROUND)


def _shortened(words: Sequence[str], first: int, last: int) -> str:
    """Give the first and last words, dots for those between."""
    if len(words) <= first + last:
        return " ".join(words)
    return " ".join([*words[:first], "…", *words[len(words) - last :]])
