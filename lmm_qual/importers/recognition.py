"""The one recogniser: speakers, header and other lines of any format's lines."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from lmm_qual.importers.header import Header, header_of
from lmm_qual.importers.interruptions import Interruption, interruption_of
from lmm_qual.importers.labels import Label, label_of
from lmm_qual.importers.lines import Line, opening_lines
from lmm_qual.importers.names import Kind, kind_of
from lmm_qual.importers.other_conventions import Unread, unread_convention
from lmm_qual.importers.speakers import Choice, choose
from lmm_qual.importers.timestamps import stands_alone, trailing

_LONG_LINE = 40
_STRAY_SHARE = 0.25


@dataclass(frozen=True)
class Recognition:
    """What each line is: its label where a speaker begins there, or an interruption.

    `talk` is the index of the first line of talk: the first label, or the line after the header
    where nobody is named.
    """

    labels: tuple[Label | None, ...]
    interruptions: tuple[Interruption | None, ...]
    talk: int
    metadata: dict[str, str] = field(default_factory=dict)
    left: dict[str, int] = field(default_factory=dict)
    unread: Unread | None = None
    paragraphs: int = 0

    @property
    def speakers(self) -> dict[str, int]:
        """Give each speaker with the number of labels."""
        return dict(Counter(label.name for label in self.labels if label is not None))


def recognise(lines: Sequence[Line], *, body: int = 0, with_header: bool = True) -> Recognition:
    """Recognise the speakers of a file and what in it is nobody's words.

    `body` is the index of the first line after front matter. Subtitles have no header.
    """
    candidates = [label_of(line.text) for line in lines]
    for index in range(body):
        candidates[index] = None
    header = header_of(lines, candidates, body) if with_header else Header()
    labels = _labels_in_talk(lines, candidates, header.end)
    paragraphs = _paragraphs(lines[header.end :])
    chosen = _choose(lines, labels, paragraphs, cues=not with_header)
    taken = [label if label and label.name in chosen.speakers else None for label in labels]
    unread = _unread(lines[body:], taken[body:])
    if unread is not None and unread.lines > sum(label is not None for label in taken):
        taken = [None] * len(taken)
    _drop_strays(lines, taken)
    _take_clocks(taken)
    first = next((index for index, label in enumerate(taken) if label is not None), header.end)
    return Recognition(
        labels=tuple(taken),
        interruptions=_interruptions(lines, candidates, taken, body),
        talk=max(body, first),
        metadata=header.metadata,
        left=chosen.left,
        unread=unread,
        paragraphs=paragraphs,
    )


def _labels_in_talk(
    lines: Sequence[Line], candidates: Sequence[Label | None], begin: int
) -> list[Label | None]:
    return [
        label if index >= begin and _may_label(line, label) else None
        for index, (line, label) in enumerate(zip(lines, candidates, strict=True))
    ]


def _choose(
    lines: Sequence[Line], labels: Sequence[Label | None], paragraphs: int, *, cues: bool
) -> Choice:
    return choose(
        [label for label in labels if label is not None],
        [_words_after(lines, index, label) for index, label in enumerate(labels) if label],
        paragraphs,
        lambda: "\n".join(line.text for line in lines),
        cues=cues,
    )


def _unread(lines: Sequence[Line], taken: Sequence[Label | None]) -> Unread | None:
    return unread_convention(
        line.text
        for line, label in zip(lines, taken, strict=True)
        if label is None and not line.blank
    )


def _words_after(lines: Sequence[Line], index: int, label: Label) -> str:
    """Give the words on the label's line, or those of the next line that is not blank."""
    words = lines[index].text[label.with_clock().said :].rstrip()
    timed = trailing(words)
    if words := words[: timed[1]] if timed is not None else words:
        return words
    return next((line.text for line in lines[index + 1 : index + 4] if not line.blank), "")


def _may_label(line: Line, label: Label | None) -> bool:
    """Tell whether a line may carry a label: a heading only where it holds nothing else."""
    return label is not None and (not line.heading or label.said >= len(line.text.rstrip()))


def _paragraphs(lines: Sequence[Line]) -> int:
    """Count the paragraphs; where blank lines part most of them, only those after one."""
    spaced = sum(1 for before, line in pairwise(lines) if before.blank and not line.blank)
    filled = sum(1 for line in lines if not line.blank)
    return spaced + 1 if spaced * 2 > filled else filled


def _drop_strays(lines: Sequence[Line], labels: list[Label | None]) -> None:
    """Drop labels within a wrapped sentence, where labels stand at the start of paragraphs."""
    within = [index for index, label in enumerate(labels) if label and not lines[index].opens]
    if not within or len(within) > _STRAY_SHARE * sum(label is not None for label in labels):
        return
    opens = opening_lines([line.text for line in lines])
    for index in within:
        before = lines[index - 1].text.rstrip()
        runs_on = len(before) >= _LONG_LINE and (before[-1].isalnum() or before[-1] in ",;")
        if runs_on and not opens[index]:
            labels[index] = None


def _take_clocks(labels: list[Label | None]) -> None:
    """Take bare times after the colon as timestamps where most labels have one."""
    taken = [label for label in labels if label is not None]
    if sum(label.clock is not None for label in taken) * 2 > len(taken):
        labels[:] = [label.with_clock() if label is not None else None for label in labels]


def _interruptions(
    lines: Sequence[Line],
    candidates: Sequence[Label | None],
    taken: Sequence[Label | None],
    begin: int,
) -> tuple[Interruption | None, ...]:
    found: list[Interruption | None] = []
    for index, line in enumerate(lines):
        if index < begin or taken[index] or line.blank or stands_alone(line.text):
            found.append(None)
            continue
        label = candidates[index]
        if label is not None and kind_of(label.name) is not Kind.NOBODY:
            label = None
        found.append(interruption_of(line, label, alone=_stands_alone(lines, index)))
    return tuple(found)


def _stands_alone(lines: Sequence[Line], index: int) -> bool:
    """Tell whether a line is a paragraph by itself."""
    before = index == 0 or lines[index - 1].blank
    after = index + 1 == len(lines) or lines[index + 1].blank
    return (before and after) or lines[index].bold
