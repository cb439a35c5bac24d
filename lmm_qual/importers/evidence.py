"""What a file says for a convention: how many labels, how often repeated, who takes turns."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from operator import gt, ne

from lmm_qual.importers.interviewers import is_interviewer
from lmm_qual.importers.labels import Label
from lmm_qual.importers.lines import Line
from lmm_qual.importers.names import Kind, kind_of
from lmm_qual.importers.speakers import is_dialogue
from lmm_qual.importers.timestamps import stands_alone, trailing

_SENTENCE_ENDS = frozenset(".?!…—–-\"'”’)]。？！؟」")
_STOPS = frozenset(".?!…—–-。？！؟")
_SENTENCE_WORDS = 5
_BELOW = 4
_ASKS_LEAST = 25


@dataclass(frozen=True)
class Evidence:
    """Counts and shares (0 to 1) over the labels that name the speakers of one convention."""

    labels: int = 0
    names: int = 0
    taking_turns: int = 0
    """Names between two of whose labels another stands."""
    changes: int = 0
    """Labels that another speaker's label follows."""
    roles: float = 0.0
    """Share of labels such as `INT`, `P07` or `Speaker 2`."""
    coded: float = 0.0
    """Share of labels that are roles or codes such as `JS`."""
    share: float = 0.0
    """Labels by paragraphs."""
    only_asks: bool = False
    """Whether the one name is an interviewer's."""
    small: float = 0.0
    """Share of labels in small letters that are no roles."""
    asks: bool = False
    """Whether somebody asks or answers, at one label in 25 or more."""
    sentences: float = 0.0
    """Share of labels after which the words end as a sentence does."""
    speech: float = 0.0
    """Share of labels that words like a sentence's follow."""


def evidence_of(
    lines: Sequence[Line],
    labels: Mapping[int, Label],
    said: Mapping[int, str],
    begin: int = 0,
    end: int | None = None,
) -> Evidence:
    """Measure the labels (by line index) of one convention within lines `begin` to `end`.

    `said` holds the words after each label.
    """
    if not labels:
        return Evidence()
    order = [labels[index].name for index in sorted(labels)]
    words = [said[index] for index in labels]
    counts = Counter(order)
    kinds: Counter[Kind] = Counter()
    for name, times in counts.items():
        kinds[kind_of(name)] += times
    count = len(order)
    return Evidence(
        labels=count,
        names=len(counts),
        taking_turns=taking_turns(order),
        changes=sum(map(ne, order, order[1:])),
        roles=kinds[Kind.ROLE] / count,
        coded=(kinds[Kind.ROLE] + kinds[Kind.CODE]) / count,
        share=min(1.0, count / max(1, _units(lines[begin:end], begin, labels))),
        only_asks=len(counts) == 1 and is_interviewer(order[0]),
        small=kinds[Kind.LOWER] / count,
        asks=_at_least(-(-count // _ASKS_LEAST), (is_dialogue(each) for each in words if each)),
        sentences=sum(each[-1:] in _STOPS for each in words) / count,
        speech=sum(map(_is_speech, words)) / count,
    )


def _at_least(wanted: int, found: Iterable[bool]) -> bool:
    """Tell whether so many are found; stops looking as soon as they are."""
    return sum(1 for _ in islice(filter(None, found), wanted)) == wanted


def all_said(lines: Sequence[Line], labels: Mapping[int, Label]) -> dict[int, str]:
    """Give the words after each label."""
    return {index: words_after(lines, index, labels) for index in labels}


def taking_turns(order: Sequence[str]) -> int:
    """Count the names between two of whose labels another stands."""
    last: dict[str, int] = {}
    turning = set()
    for index, name in enumerate(order):
        if name in last and index - last[name] > 1:
            turning.add(name)
        last[name] = index
    return len(turning)


def words_after(lines: Sequence[Line], index: int, labels: Mapping[int, Label]) -> str:
    """Give the words on the label's line, or below it those of the next line without a label."""
    label = labels[index] if labels[index].clock is None else labels[index].with_clock()
    words = lines[index].text[label.said :].strip("*_| \t")
    if words and words[-1] in ")]#":
        timed = trailing(words)
        words = words[: timed[1]] if timed is not None else words
    if words:
        return words
    for below in range(index + 1, min(index + _BELOW, len(lines))):
        if below in labels:
            return ""
        text = lines[below].text.strip("*_ \t")
        if text and not stands_alone(text):
            return text
    return ""


def paragraphs(lines: Sequence[Line]) -> int:
    """Count the paragraphs; where blank lines part most of them, only those after one."""
    filled, spaced = _filled_and_spaced(lines)
    return spaced + 1 if spaced * 2 > filled else filled


def _filled_and_spaced(lines: Sequence[Line]) -> tuple[int, int]:
    blank = [not line.text or line.text.isspace() for line in lines]
    empty = sum(blank)
    spaced = sum(map(gt, blank, blank[1:])) if empty else 0
    return len(blank) - empty, spaced


def _units(lines: Sequence[Line], begin: int, labels: Mapping[int, Label]) -> int:
    """Count the paragraphs, a label on a line of its own with the one below it."""
    filled, spaced = _filled_and_spaced(lines)
    alone = [index for index, label in labels.items() if label.alone]
    if spaced * 2 <= filled:
        return filled - len(alone)
    ends = begin + len(lines)
    return spaced + 1 - sum(index + 1 < ends and lines[index + 1 - begin].blank for index in alone)


def _is_speech(words: str) -> bool:
    return words != "" and (
        words[-1] in _SENTENCE_ENDS or len(words.split(maxsplit=_SENTENCE_WORDS)) >= _SENTENCE_WORDS
    )
