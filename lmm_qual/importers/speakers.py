"""Which names before a colon are speakers, decided over the whole file."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from lmm_qual.importers.interviewers import is_interviewer
from lmm_qual.importers.labels import Label
from lmm_qual.importers.names import (
    Kind,
    fold,
    is_noun,
    is_person_like,
    kind_of,
    may_be_word,
    parts_of,
    stem_of,
)
from lmm_qual.importers.vocabulary import BACKCHANNELS, DISCOURSE, FUNCTION_WORDS, PARTICLES

_LOWER_WORD = re.compile(r"(?<![^\W\d_])[^\W\d_A-Z][^\W\d_]+")
_SENTENCE_ENDS = frozenset(".?!…—–-\"'”’)]。？！؟」")
_DENSE = 0.8
_HALF = 0.5


@dataclass(frozen=True)
class Choice:
    """The names taken as speakers, and those before a colon that were not, with their counts."""

    speakers: frozenset[str] = frozenset()
    left: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class _Tally:
    """What the file says of its names: how often, in which order, marked up how."""

    labels: Sequence[Label]
    counts: Counter[str]
    kinds: dict[str, Kind]
    bold: Counter[str]
    spaced: set[str]
    share: float
    """Labelled lines by paragraphs."""
    sentences: float
    """Share of labelled lines that end as sentences do."""
    dialogue: bool
    """Whether somebody asks or answers."""


def choose(
    labels: Sequence[Label],
    said: Sequence[str],
    paragraphs: int,
    text: Callable[[], str],
    *,
    cues: bool = False,
) -> Choice:
    """Choose the speakers among the labels of the talk.

    `said` holds the words after each label, `paragraphs` how many paragraphs the talk has, `text`
    gives the whole text where the words of a doubtful name must be looked up in it, `cues` tells
    that the lines are subtitles, each with its speaker's label perhaps. Roles such as
    `INT` or `P07` are speakers wherever they stand; other names where they recur and take turns;
    names that stand once only where they look as the speakers found do.
    """
    tally = _tally(labels, said, paragraphs)
    sure = {name for name, kind in tally.kinds.items() if kind is Kind.ROLE}
    if sure or cues or not _is_record(tally):
        sure |= _recurring(tally, sure, cues=cues)
    if not sure:
        sure = _once_each(tally)
    if sure:
        sure |= _once(tally, sure, text)
        sure |= _together(tally, sure)
    return Choice(
        frozenset(sure),
        {name: count for name, count in tally.counts.items() if name not in sure},
    )


def _tally(labels: Sequence[Label], said: Sequence[str], paragraphs: int) -> _Tally:
    counts = Counter([label.name for label in labels])
    kinds = _kinds(counts)
    possible = [label for label in labels if kinds[label.name] is not Kind.NOBODY]
    spoken = [stripped for words in said if (stripped := words.strip().strip("*_ \t").strip())]
    return _Tally(
        labels=possible,
        counts=counts,
        kinds=kinds,
        bold=Counter([label.name for label in labels if label.bold]),
        spaced={label.name for label in labels if not label.tight},
        share=min(1.0, len(possible) / max(1, paragraphs)),
        sentences=sum(words[-1] in _SENTENCE_ENDS for words in spoken) / max(1, len(spoken)),
        dialogue=any(is_dialogue(words) for words in spoken),
    )


def _kinds(counts: Mapping[str, int]) -> dict[str, Kind]:
    """Give the kind of each name; `RE` and `CC` are initials only where others' come back too."""
    kinds = {name: kind_of(name) for name in counts}
    others = any(
        kind in {Kind.CODE, Kind.ROLE} and len(name) == 2 and counts[name] > 1
        for name, kind in kinds.items()
        if name.isalpha() and not may_be_word(name)
    )
    for name, times in counts.items():
        if may_be_word(name) and not (others and times > 2):
            kinds[name] = Kind.NOBODY
    return kinds


def is_dialogue(words: str) -> bool:
    """Tell whether words ask or answer somebody."""
    first = words.split(maxsplit=1)[:1]
    return words.endswith(("?", "？", "؟")) or fold("".join(first).strip(".,!…")) in BACKCHANNELS


def _recurring(tally: _Tally, sure: set[str], *, cues: bool) -> set[str]:
    """Give the names that recur and take turns with another."""
    often = {
        name
        for name, kind in tally.kinds.items()
        if name not in sure
        and kind is not Kind.NOBODY
        and tally.counts[name] >= (3 if kind is Kind.LOWER else 2)
    }
    if cues and tally.share >= _DENSE and len(tally.kinds) > 1:
        return often
    taking_turns = {name for name in often if _takes_turns(name, tally, sure | often)}
    if sure or len(taking_turns) > 1:
        return taking_turns
    if taking_turns and tally.share >= _HALF:
        return taking_turns
    alone = len(often) == 1 and tally.share >= _DENSE and tally.sentences >= _DENSE
    return often if alone else set()


def _is_record(tally: _Tally) -> bool:
    """Tell whether three names or more come round and round in one order, as in a form."""
    order = [label.name for label in tally.labels]
    period = len(set(order))
    rounds = len(order) // period if period else 0
    return (
        period > 2
        and rounds > 2
        and tally.sentences < _HALF
        and not tally.dialogue
        and all(name == order[index % period] for index, name in enumerate(order))
    )


def _takes_turns(name: str, tally: _Tally, others: set[str]) -> bool:
    """Tell whether another name stands between two of this one's labels."""
    seen = other_since = False
    for label in tally.labels:
        if label.name == name:
            if seen and other_since:
                return True
            seen, other_since = True, False
        elif label.name in others or kind_of(label.name) is not Kind.LOWER:
            other_since = True
    return False


def _once_each(tally: _Tally) -> set[str]:
    """Give names that stand once each, where every paragraph has one and they talk together."""
    named = {name for name, kind in tally.kinds.items() if kind not in {Kind.NOBODY, Kind.LOWER}}
    talk = tally.dialogue and tally.share >= _DENSE and tally.sentences >= _DENSE
    return named if talk and len(named) > 1 else set()


def _once(tally: _Tally, sure: set[str], text: Callable[[], str]) -> set[str]:
    """Give the rarer names that look as the sure ones do and are no words of the text."""
    fitting = {
        name
        for name, kind in tally.kinds.items()
        if name not in sure
        and kind not in {Kind.NOBODY, Kind.LOWER}
        and name in tally.spaced
        and _looks_alike(name, tally, sure)
    }
    unproven = {
        name
        for name in fitting
        if (is_noun(name) or not is_person_like(name))
        and tally.kinds[name] in {Kind.TITLE, Kind.CAPS}
    }
    if not unproven:
        return fitting
    common = frozenset(_LOWER_WORD.findall(text())) | DISCOURSE | FUNCTION_WORDS
    return fitting - {name for name in unproven if not common.isdisjoint(_words_of(name))}


def _together(tally: _Tally, sure: set[str]) -> set[str]:
    """Give names such as `P1 & P2` that are made of the sure ones."""
    folded = {fold(name) for name in sure}
    parts = {name: parts_of(name) for name in tally.counts if name not in sure}
    return {name for name, each in parts.items() if len(each) > 1 and folded.issuperset(each)}


def _words_of(name: str) -> set[str]:
    return {word.strip("().,'’") for word in fold(name).split()} - PARTICLES


def _looks_alike(name: str, tally: _Tally, sure: set[str]) -> bool:
    if _mostly_bold(tally, sure) != (tally.bold[name] > 0):
        return False
    if len(sure) == 1 and tally.counts[next(iter(sure))] <= 2 and tally.share >= _HALF:
        return True
    kind = tally.kinds[name]
    if kind is Kind.CODE:
        return _is_coded_alike(name, tally, sure)
    if is_person_like(name) and not is_noun(name):
        return True
    return kind in {Kind.TITLE, Kind.CAPS} and any(
        tally.kinds[other] is kind or (is_noun(name) and is_interviewer(other) and len(other) > 3)
        for other in sure
    )


def _is_coded_alike(name: str, tally: _Tally, sure: set[str]) -> bool:
    """Tell whether a code shares its letters with another, or initials are as long as others."""
    stem = stem_of(name)
    if stem is not None:
        return any(stem_of(other) == stem for other in tally.kinds if other != name)
    initials = {other for other in sure if tally.kinds[other] is Kind.CODE}
    return len(name) in {len(other) for other in initials if stem_of(other) is None}


def _mostly_bold(tally: _Tally, sure: set[str]) -> bool:
    return sum(tally.bold[name] for name in sure) * 2 > sum(tally.counts[name] for name in sure)
