"""The one recogniser: speakers, header and other lines of any format's lines."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from lmm_qual.importers.evidence import paragraphs
from lmm_qual.importers.header import Header, header_of
from lmm_qual.importers.interruptions import Interruption, interruption_of
from lmm_qual.importers.labels import COLON, Label, label_of
from lmm_qual.importers.lines import Line, opening_lines
from lmm_qual.importers.names import Kind, is_person_like, kind_of
from lmm_qual.importers.timestamps import stands_alone, trailing
from lmm_qual.importers.weighing import Weighed, labels_beside, main_of, weigh_colon, weigh_others

_LONG_LINE = 40
_STRAY_SHARE = 0.25
_DENSE = 0.5


@dataclass(frozen=True)
class Recognition:
    """What each line is: its label where a speaker begins there, or an interruption.

    `talk` is the index of the first line of talk: the first label, or the line after the header
    where nobody is named. `left` counts the names before a colon that are no speakers, `alike` the
    names that look as the speakers' do and stand as theirs do, yet are none; `considered` are the
    conventions that were weighed and do not hold. `times_end_turns` tells that bracketed times at
    the end of lines are timestamps.
    """

    labels: tuple[Label | None, ...]
    interruptions: tuple[Interruption | None, ...]
    talk: int
    metadata: dict[str, str] = field(default_factory=dict)
    left: dict[str, int] = field(default_factory=dict)
    alike: dict[str, int] = field(default_factory=dict)
    considered: tuple[Weighed, ...] = ()
    paragraphs: int = 0
    times_end_turns: bool = False

    @property
    def speakers(self) -> dict[str, int]:
        """Give each speaker with the number of labels."""
        return dict(Counter([label.name for label in self.labels if label is not None]))

    @property
    def forms(self) -> dict[str, int]:
        """Give each form that labels have with their number, the commonest first."""
        counts = Counter(label.form for label in self.labels if label is not None)
        return dict(counts.most_common())


def recognise(
    lines: Sequence[Line],
    *,
    body: int = 0,
    with_header: bool = True,
    known: Collection[str] = (),
) -> Recognition:
    """Recognise the speakers of a file and what in it is nobody's words.

    `body` is the index of the first line after front matter. Subtitles have no header. `known`
    are the speakers where a person has named them: they alone are, wherever they stand as a label.
    """
    candidates = [label_of(line.text) for line in lines]
    candidates[:body] = [None] * body
    cues = not with_header
    header = header_of(lines, candidates, body) if with_header else Header()
    colon = weigh_colon(lines, candidates, header.end, cues=cues, known=known)
    named = colon.labels if colon.evidence.share >= _DENSE else {}
    unnamed = [
        index for index in range(body, len(lines)) if index not in named and not lines[index].blank
    ]
    others = weigh_others(lines, unnamed, body, cues=cues, known=known)
    labels = _labels(colon, others, lines, header.end)
    if labels and min(labels) < header.end:
        header = header_of(lines, candidates, body, before=min(labels))
    taken = [labels.get(index) for index in range(len(lines))]
    _drop_strays(lines, taken)
    _take_clocks(taken)
    talk = next((index for index, label in enumerate(taken) if label is not None), header.end)
    return Recognition(
        labels=tuple(taken),
        interruptions=_interruptions(lines, candidates, taken, body),
        talk=max(body, talk),
        metadata=header.metadata,
        left=_left(colon, taken),
        alike=_alike(others, taken),
        considered=tuple(each for each in others if not _is_taken(each, taken)),
        paragraphs=paragraphs(lines[header.end :]),
        times_end_turns=_times_end_turns(lines, taken),
    )


def _labels(
    colon: Weighed, others: Sequence[Weighed], lines: Sequence[Line], begin: int
) -> dict[int, Label]:
    """Give the labels of the main convention, and those of others beside it."""
    main = main_of([colon, *others])
    if main is None:
        return {}
    labels = dict(sorted(main.labels.items()))
    if main.form != COLON:
        for index in _legend(labels, lines):
            del labels[index]
        begin = min(labels, default=begin)
    beside = labels_beside(labels, [each for each in [colon, *others] if each is not main], lines)
    return labels | {index: label for index, label in beside.items() if index >= begin}


def _legend(labels: Mapping[int, Label], lines: Sequence[Line]) -> list[int]:
    """Give the first labels that explain a name by a word for people: `INT - Interviewer`."""
    legend = []
    for index, label in labels.items():
        words = lines[index].text[label.said :].strip()
        if not words or not (kind_of(words) is Kind.ROLE or is_person_like(words)):
            break
        legend.append(index)
    return legend if len(legend) > 1 and len(legend) < len(labels) else []


def _left(colon: Weighed, taken: Sequence[Label | None]) -> dict[str, int]:
    everything = {**colon.labels, **colon.left}
    return dict(
        Counter(everything[index].name for index in sorted(everything) if taken[index] is None)
    )


def _alike(others: Sequence[Weighed], taken: Sequence[Label | None]) -> dict[str, int]:
    """Count the names left in conventions that were taken, of the kinds that were taken."""
    found: Counter[str] = Counter()
    for weighed in others:
        kinds = {kind_of(label.name) for index, label in weighed.labels.items() if taken[index]}
        found.update(
            label.name
            for index, label in weighed.left.items()
            if taken[index] is None and kind_of(label.name) in kinds
        )
    return dict(found)


def _is_taken(weighed: Weighed, taken: Sequence[Label | None]) -> bool:
    return any(taken[index] is not None for index in weighed.labels)


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
    clocks = sum(label is not None and label.clock is not None for label in labels)
    if clocks * 2 > sum(label is not None for label in labels):
        labels[:] = [label.with_clock() if label is not None else None for label in labels]


def _times_end_turns(lines: Sequence[Line], taken: Sequence[Label | None]) -> bool:
    """Tell whether as many lines end in a bracketed time as half the labels without a time."""
    untimed = sum(label is not None and label.timestamp is None for label in taken)
    if not untimed:
        return False
    closed = [line.text for line in lines if line.text.rstrip().endswith(("]", ")"))]
    ending = sum(trailing(text) is not None for text in closed)
    return ending >= 2 and ending * 2 >= untimed


def _interruptions(
    lines: Sequence[Line],
    candidates: Sequence[Label | None],
    taken: Sequence[Label | None],
    begin: int,
) -> tuple[Interruption | None, ...]:
    found: list[Interruption | None] = [None] * len(lines)
    for index in range(begin, len(lines)):
        line = lines[index]
        if taken[index] is not None or line.blank or stands_alone(line.text):
            continue
        label = candidates[index]
        if label is not None and kind_of(label.name) is not Kind.NOBODY:
            label = None
        found[index] = interruption_of(line, label, alone=_stands_alone(lines, index))
    return tuple(found)


def _stands_alone(lines: Sequence[Line], index: int) -> bool:
    """Tell whether a line is a paragraph by itself."""
    before = index == 0 or lines[index - 1].blank
    after = index + 1 == len(lines) or lines[index + 1].blank
    return (before and after) or lines[index].bold
