"""Ranking names while one types: exact, prefix, word beginnings, within, letters, slips."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

T = TypeVar("T")

ALIKE = 80
"""How alike, of 100, two names must be for one to be called similar to the other."""
_SLIP = 72


@dataclass(frozen=True)
class Named:
    """Something that can be found: its name, what stands above it, and a key letter."""

    name: str
    above: str = ""
    shortcut: str | None = None


@lru_cache(maxsize=8192)
def folded(text: str) -> str:
    """Give text without case and accents."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def ranked(query: str, things: Iterable[tuple[T, Named]]) -> list[T]:
    """Give what matches, best first; everything in its order where nothing is typed."""
    wanted = " ".join(folded(query).split())
    if not wanted:
        return [thing for thing, _ in things]
    scored = []
    for order, (thing, named) in enumerate(things):
        score = _score(wanted, named, query.strip())
        if score is not None:
            scored.append((score, order, thing))
    scored.sort(key=lambda entry: entry[:2])
    return [thing for _, _, thing in scored]


def similar(name: str, others: Iterable[str]) -> list[str]:
    """Give names so like one that it may be the same meant, most alike first."""
    from rapidfuzz.fuzz import ratio, token_sort_ratio

    wanted = folded(name)
    alike = [
        (max(ratio(wanted, folded(other)), token_sort_ratio(wanted, folded(other))), other)
        for other in (others if wanted else ())
    ]
    return [other for score, other in sorted(alike, reverse=True) if score >= ALIKE]


def _score(wanted: str, named: Named, typed: str) -> tuple[float, ...] | None:
    """Give a rank, smaller better; None where nothing matches."""
    name = folded(named.name)
    path = f"{folded(named.above)} {name}" if named.above else name
    if named.shortcut == typed:
        return (0.5,)
    return _as_written(wanted, name, path) or _as_letters(wanted, name, path)


def _as_written(wanted: str, name: str, path: str) -> tuple[float, ...] | None:
    """Rank the exact name, its beginning, the beginnings of its words, what stands within."""
    if name == wanted:
        return (0,)
    if name.startswith(wanted):
        return 2, len(name)
    if (at := _word_beginnings(wanted.split(), name)) is not None:
        return 3, at, len(name)
    if wanted in name:
        return 4, name.index(wanted), len(name)
    return None if _word_beginnings(wanted.split(), path) is None else (5, len(path))


def _as_letters(wanted: str, name: str, path: str) -> tuple[float, ...] | None:
    """Rank letters in order, then slips of the keyboard."""
    letters = wanted.replace(" ", "")
    for tier, text in ((6, name), (7, path)):
        gaps = _spread_of(letters, text)
        if gaps is not None:
            return tier, gaps, len(text)
    return _slip(wanted, name)


def _slip(wanted: str, name: str) -> tuple[float, ...] | None:
    from rapidfuzz.fuzz import WRatio, ratio

    if len(wanted) < 3:
        return None
    score = max(ratio(wanted, name), ratio(wanted, name[: len(wanted)]), WRatio(wanted, name) * 0.9)
    return (8, -score) if score >= _SLIP else None


def _word_beginnings(parts: Sequence[str], text: str) -> int | None:
    """Give where the first part begins a word, the others words after it; None where not so."""
    words = text.split()
    at, first = 0, None
    for part in parts:
        while at < len(words) and not words[at].lstrip("(“\"'").startswith(part):
            at += 1
        if at == len(words):
            return None
        first = at if first is None else first
        at += 1
    return first


def _spread_of(letters: str, text: str) -> float | None:
    """Say how scattered the letters stand in a text, in order; None where they do not."""
    best: float | None = None
    start = text.find(letters[0])
    while start >= 0:
        cost = _cost_from(letters, text, start)
        if cost is None:
            break
        best = cost if best is None else min(best, cost)
        start = text.find(letters[0], start + 1)
    return best


def _cost_from(letters: str, text: str, start: int) -> float | None:
    at, cost = start, 0.0 if _begins_word(text, start) else 2.0
    for letter in letters[1:]:
        found = text.find(letter, at + 1)
        if found < 0:
            return None
        if found > at + 1:
            cost += 1 if _begins_word(text, found) else 2 + (found - at) / 100
        at = found
    return cost


def _begins_word(text: str, at: int) -> bool:
    return at == 0 or not text[at - 1].isalnum()
