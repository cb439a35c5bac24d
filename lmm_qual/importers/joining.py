"""Labels that seem to be one person's: proposals with their reason, never applied by themselves."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lmm_qual.importers.names import Kind, fold, kind_of, parts_of
from lmm_qual.importers.vocabulary import PARTICLES, TITLES

_SHORTEST = 5
_ONE_SLIP = 7
_RARER = 4
_NUMBER = re.compile(r"(.*?)[\s_#.-]*(\d*)")
_EXPLAINED = re.compile(r"\s*[,;(–—]|\s-\s")


@dataclass(frozen=True)
class JoinProposal:
    """A label that may name the person whom another, commoner label `into` names, and why."""

    label: str
    into: str
    reason: str


@dataclass(frozen=True)
class _File:
    """The labels with their numbers of turns, and what the header says of names."""

    speakers: Mapping[str, int]
    metadata: Mapping[str, str]


def join_proposals(
    speakers: Mapping[str, int], metadata: Mapping[str, str] | None = None
) -> tuple[JoinProposal, ...]:
    """Propose labels to join, given each label's number of turns and the file's header.

    A label is proposed once, for its surest reason: written alike but for capitals and signs,
    explained in the header, a fuller or shorter form of one other name, a slip of the keys beside
    a label that is four times as common. A label that would fit two others is left alone.
    """
    file = _File(speakers, metadata or {})
    names = [name for name in speakers if len(parts_of(name)) == 1]
    found: dict[str, JoinProposal] = {}
    for reason, alike in _REASONS:
        for name in names:
            if name in found:
                continue
            others = [other for other in names if other != name and alike(name, other, file)]
            if len(others) == 1 and _goes_into(name, others[0], speakers):
                found[name] = JoinProposal(name, others[0], reason)
    return tuple(found[name] for name in names if name in found)


def _goes_into(name: str, other: str, speakers: Mapping[str, int]) -> bool:
    """Tell whether a label joins the other, not the other it: the rarer the commoner."""
    order = list(speakers)
    return (speakers[name], -order.index(name)) < (speakers[other], -order.index(other))


def _written_alike(name: str, other: str, _: _File) -> bool:
    return _letters(name) == _letters(other) != ""


def _explained(name: str, other: str, file: _File) -> bool:
    """Tell whether the header gives one label as another's meaning: `JS: Jane Smith`."""
    return any(
        {fold(key), meaning} == {fold(name), fold(other)}
        for key, value in file.metadata.items()
        for meaning in _meanings(value)
    )


def _meanings(value: str) -> Iterator[str]:
    yield fold(value)
    yield fold(_EXPLAINED.split(value, maxsplit=1)[0])


def _is_part(name: str, other: str, _: _File) -> bool:
    """Tell whether one label is the other's first or last name, or its initials."""
    short, full = sorted((_name_words(name), _name_words(other)), key=len)
    if len(full) < 2 or len(short) != 1:
        return False
    initials = "".join(word[0] for word in full)
    return short[0] in {full[0], full[-1], initials} and len(short[0]) > 1


def _abbreviates(name: str, other: str, _: _File) -> bool:
    """Tell whether one label shortens the other's role: `P1`, `Participant 1`."""
    if Kind.ROLE is not kind_of(name) or Kind.ROLE is not kind_of(other):
        return False
    (short, number), (long, same) = sorted(
        (_stem_and_number(name), _stem_and_number(other)), key=lambda each: len(each[0])
    )
    return number == same and short != long and long.startswith(short) and len(short) <= 4


def _is_slip(name: str, other: str, file: _File) -> bool:
    """Tell whether a rare label is a letter or two from one much commoner, its numbers the same."""
    from rapidfuzz.distance import OSA

    rare, common = sorted((file.speakers[name], file.speakers[other]))
    first, second = _letters(name), _letters(other)
    length = min(len(first), len(second))
    if rare * _RARER > common or length < _SHORTEST or _digits(first) != _digits(second):
        return False
    most = 1 if length <= _ONE_SLIP else 2
    return OSA.distance(first, second, score_cutoff=most) <= most


_Alike = Callable[[str, str, _File], bool]
_REASONS: Sequence[tuple[str, _Alike]] = (
    ("written alike but for capitals, spaces or signs", _written_alike),
    ("explained in the header", _explained),
    ("the first name, the last name or the initials of the other", _is_part),
    ("short for the other", _abbreviates),
    ("perhaps mistyped", _is_slip),
)


def _letters(name: str) -> str:
    return "".join(
        character for character in unicodedata.normalize("NFKD", fold(name)) if character.isalnum()
    )


def _digits(letters: str) -> str:
    return "".join(filter(str.isdigit, letters))


def _name_words(name: str) -> list[str]:
    """Give the words of a name without titles, particles and asides."""
    bare = re.sub(r"\([^()]*\)", " ", fold(name))
    words = [word.strip(".,'’") for word in bare.split()]
    return [word for word in words if word and word not in TITLES and word not in PARTICLES]


def _stem_and_number(name: str) -> tuple[str, str]:
    found = _NUMBER.fullmatch(fold(name))
    return (found[1], found[2].lstrip("0")) if found is not None else (fold(name), "")
