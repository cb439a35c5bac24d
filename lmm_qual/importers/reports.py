"""What was recognised in a file, in plain sentences."""

from collections import Counter
from collections.abc import Sequence

from lmm_qual.importers.interruptions import Interruption
from lmm_qual.importers.lines import Line
from lmm_qual.importers.names import Kind, kind_of
from lmm_qual.importers.recognition import Recognition

_MOST_NAMED = 5
_MANY = 0.1
_FEW = 0.1
_LONG_TALK = 20


def convention_of(recognised: Recognition, turns: int) -> str:
    """Give one sentence on how speakers are marked in a file, with counts."""
    labels = [label for label in recognised.labels if label is not None]
    if not labels and recognised.unread is not None:
        return (
            f"Speakers given as {recognised.unread.description} are not read: "
            f"{count(turns, 'paragraph')} kept whole, nobody named."
        )
    if not labels:
        return f"No speaker labels: {count(turns, 'paragraph')} kept whole, nobody named."
    bold = sum(label.bold for label in labels)
    timed = sum(label.timestamp is not None for label in labels)
    form = "A name and a colon before the words"
    if bold * 2 > len(labels):
        form = "A bold name and a colon before the words"
    parts = [f"{count(len(labels), 'label')} of {count(len(recognised.speakers), 'speaker')}"]
    if timed:
        parts.append(f"{timed} with a time")
    return f"{form}: {', '.join(parts)}."


def notes_of(
    lines: Sequence[Line], recognised: Recognition, empty: Sequence[str]
) -> tuple[str, ...]:
    """Give what a person should look at: what lies outside the turns, what was left undecided."""
    notes = [
        *_outside(lines, recognised),
        *_sparse(recognised),
        *left_note(recognised.left),
        *unread_note(recognised),
    ]
    if empty:
        notes.append(f"Without words after it: {count(len(empty), 'label')}.")
    return tuple(notes)


def unread_note(recognised: Recognition) -> tuple[str, ...]:
    """Give a note where many lines seem to follow a convention that is not read."""
    unread = recognised.unread
    labels = sum(recognised.speakers.values())
    if unread is None or unread.lines < max(2, labels * _MANY):
        return ()
    lines = count(unread.lines, "line")
    how = f"look as if speakers were given as {unread.description}"
    return (f"{lines} {how}; they were not read as labels.",)


def left_note(left: dict[str, int]) -> tuple[str, ...]:
    """Give a note on names before a colon that were not taken as speakers."""
    doubtful = {
        name: times
        for name, times in left.items()
        if kind_of(name) not in ({Kind.NOBODY} if times > 2 else {Kind.NOBODY, Kind.LOWER})
    }
    if not doubtful:
        return ()
    named = ", ".join(f"{name!r} ({times})" for name, times in list(doubtful.items())[:_MOST_NAMED])
    more = f" and {len(doubtful) - _MOST_NAMED} more" if len(doubtful) > _MOST_NAMED else ""
    return (f"Not taken as speakers, though a colon follows: {named}{more}.",)


def count(number: int, noun: str) -> str:
    """Give a number with its noun, in the plural where it is not one."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


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
        named = ", ".join(count(number, noun) for noun, number in kinds.items())
        notes.append(f"Nobody's words: {named}.")
    before = [line for line in lines[: recognised.talk] if not line.blank]
    if before and recognised.speakers:
        words = sum(len(line.text.split()) for line in before)
        notes.append(
            f"Before the first label, outside the turns: {count(len(before), 'line')}, "
            f"{count(words, 'word')}."
        )
    return notes


def _sparse(recognised: Recognition) -> list[str]:
    labels = sum(recognised.speakers.values())
    if not labels or recognised.paragraphs < _LONG_TALK or labels > recognised.paragraphs * _FEW:
        return []
    share = f"{labels} of {recognised.paragraphs} paragraphs"
    return [f"Only {share} have a label; the others continue the speaker before."]
