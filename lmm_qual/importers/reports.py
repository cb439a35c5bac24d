"""What was recognised in a file, in plain sentences."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

from lmm_qual.importers.conventions import BY_FORM
from lmm_qual.importers.interruptions import Interruption
from lmm_qual.importers.labels import COLON, Label
from lmm_qual.importers.lines import Line
from lmm_qual.importers.names import Kind, kind_of, may_be_word
from lmm_qual.importers.recognition import Recognition
from lmm_qual.importers.scoring import shortcomings
from lmm_qual.importers.weighing import Weighed
from lmm_qual.model.transcript import ParsedTurn
from lmm_qual.text.numbers import counted

_MOST_NAMED = 5
_MANY = 0.1
_OFTEN = 5
_REASONS = 2
_FEW = 0.1
_LONG_TALK = 20


def convention_of(recognised: Recognition, turns: int) -> str:
    """Give one sentence on how speakers are marked in a file, with counts."""
    labels = [label for label in recognised.labels if label is not None]
    if not labels:
        return f"No speaker labels: {counted(turns, 'paragraph')} kept whole, nobody named."
    timed = sum(label.timestamp is not None for label in labels)
    parts = [f"{counted(len(labels), 'label')} of {counted(len(recognised.speakers), 'speaker')}"]
    if timed:
        parts.append(f"{timed} with a time")
    return f"{_sentence(labels, recognised)}: {', '.join(parts)}."


def _sentence(labels: Sequence[Label], recognised: Recognition) -> str:
    form = next(iter(recognised.forms))
    if form != COLON:
        return BY_FORM[form].sentence
    bold = sum(label.bold for label in labels)
    return f"A {'bold name' if bold * 2 > len(labels) else 'name'} and a colon before the words"


def notes_of(
    lines: Sequence[Line], recognised: Recognition, empty: Sequence[str]
) -> tuple[str, ...]:
    """Give what a person should look at: what lies outside the turns, what was left undecided."""
    notes = [
        *_outside(lines, recognised),
        *_changing_note(recognised),
        *_sparse(recognised),
        *left_note(recognised.left),
        *_alike_note(recognised.alike),
        *considered_notes(recognised),
    ]
    if empty:
        notes.append(f"Without words after it: {counted(len(empty), 'label')}.")
    return tuple(notes)


def considered_notes(recognised: Recognition) -> tuple[str, ...]:
    """Give notes on conventions that many lines seem to follow, and why they were not taken."""
    labels = sum(recognised.speakers.values())
    told = (weighed for weighed in recognised.considered if _may_mislead(weighed, labels))
    return tuple(_considered(weighed) for weighed in told)


def _may_mislead(weighed: Weighed, labels: int) -> bool:
    """Tell whether names recur that a person may have meant as labels."""
    names = Counter(label.name for label in _all_of(weighed))
    often = [number for number in names.values() if number > 1]
    recur = len(often) > 1 or max(often, default=0) >= _OFTEN
    return recur and names.total() >= max(2, labels * _MANY)


def _all_of(weighed: Weighed) -> list[Label]:
    return [*weighed.labels.values(), *weighed.left.values()]


def _considered(weighed: Weighed) -> str:
    found = Counter(label.name for label in _all_of(weighed))
    against = ", ".join(shortcomings(weighed.evidence)[:_REASONS])
    because = f", since {against}" if against else ""
    return (
        f"{counted(found.total(), 'line')} look as if speakers were given as "
        f"{BY_FORM[weighed.form].names} ({_named(found)}); they were not read as labels"
        f"{because}. Where they are speakers, put a colon after each name and import again."
    )


def _changing_note(recognised: Recognition) -> tuple[str, ...]:
    """Give a note where labels have more than one form."""
    forms = recognised.forms
    if len(forms) < 2:
        return ()
    told = (
        f"{BY_FORM[form].names if form != COLON else 'names before a colon'} ({number})"
        for form, number in forms.items()
    )
    return (f"Speakers are marked in more than one way: {', '.join(told)}.",)


def _named(names: Mapping[str, int]) -> str:
    named = ", ".join(f"{name!r} ({times})" for name, times in list(names.items())[:_MOST_NAMED])
    return named + (f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else "")


def left_note(left: dict[str, int]) -> tuple[str, ...]:
    """Give a note on names before a colon that were not taken as speakers."""
    names = _may_be_speakers(left)
    if not names:
        return ()
    return (f"Not taken as speakers, though a colon follows: {_named(names)}.",)


def _alike_note(alike: Mapping[str, int]) -> tuple[str, ...]:
    """Give a note on names that stand as the speakers' do and were not taken."""
    if not alike:
        return ()
    return (f"Not taken as speakers, though they stand as the speakers do: {_named(alike)}.",)


def doubtful(recognised: Recognition) -> dict[str, int]:
    """Give the names that notes tell of and that were not taken as speakers, with their number."""
    names = Counter(_may_be_speakers(recognised.left)) | Counter(recognised.alike)
    labels = sum(recognised.speakers.values())
    for weighed in recognised.considered:
        if _may_mislead(weighed, labels):
            names |= Counter(label.name for label in _all_of(weighed))
    return dict(names)


def _may_be_speakers(left: Mapping[str, int]) -> dict[str, int]:
    return {
        name: times
        for name, times in left.items()
        if kind_of(name) not in ({Kind.NOBODY} if times > 2 else {Kind.NOBODY, Kind.LOWER})
        and not (may_be_word(name) and times < _OFTEN)
    }


def _outside(lines: Sequence[Line], recognised: Recognition) -> list[str]:
    kinds = Counter(
        kind.value
        for index, kind in enumerate(recognised.interruptions)
        if kind is not None
        and index >= recognised.talk
        and (recognised.speakers or kind is not Interruption.QUESTION)
    )
    notes = []
    if kinds:
        named = ", ".join(counted(number, noun) for noun, number in kinds.items())
        notes.append(f"Nobody's words: {named}.")
    before = [line for line in lines[: recognised.talk] if not line.blank]
    if before and recognised.speakers:
        words = sum(len(line.text.split()) for line in before)
        notes.append(
            f"Before the first label, outside the turns: {counted(len(before), 'line')}, "
            f"{counted(words, 'word')}."
        )
    return notes


def restart_note(turns: Sequence[ParsedTurn]) -> tuple[str, ...]:
    """Give a note where times begin again, as where a recording has several parts."""
    times = [turn.timestamp for turn in turns if turn.timestamp is not None]
    restarts = sum(after < before for before, after in pairwise(times))
    return (f"Times go back {counted(restarts, 'time')}: several recordings?",) if restarts else ()


def _sparse(recognised: Recognition) -> list[str]:
    labels = sum(recognised.speakers.values())
    if not labels or recognised.paragraphs < _LONG_TALK or labels > recognised.paragraphs * _FEW:
        return []
    share = f"{labels} of {recognised.paragraphs} paragraphs"
    return [f"Only {share} have a label; the others continue the speaker before."]
