"""Conventions weighed over a whole file: which hold, with which labels."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from lmm_qual.importers.conventions import BY_FORM, OTHERS
from lmm_qual.importers.conventions.convention import Convention
from lmm_qual.importers.evidence import Evidence, all_said, evidence_of, paragraphs
from lmm_qual.importers.labels import COLON, Label
from lmm_qual.importers.lines import Line
from lmm_qual.importers.names import Kind, fold, is_person_like, is_titled, kind_of, stem_of
from lmm_qual.importers.scoring import (
    COLON_WEIGHT,
    THRESHOLD,
    THRESHOLD_BESIDE,
    is_ruled_out,
    points_of,
)
from lmm_qual.importers.speakers import choose

_LEAST_RUN = 4
_AFTER_BLANK = 0.8


@dataclass(frozen=True)
class Weighed:
    """A convention with the labels it would give, by line index, and what speaks for them.

    `known` tells that a person has named its speakers.
    """

    form: str
    labels: dict[int, Label] = field(default_factory=dict)
    left: dict[int, Label] = field(default_factory=dict)
    evidence: Evidence = field(default_factory=Evidence)
    points: int = 0
    cues: bool = False
    known: bool = False

    @property
    def holds(self) -> bool:
        """Tell whether it marks speakers: enough points, and nothing that rules it out."""
        return self.known or (
            bool(self.labels)
            and self.points >= THRESHOLD
            and not is_ruled_out(self.evidence, colon=self.form == COLON, cues=self.cues)
        )

    @property
    def names(self) -> set[str]:
        """Give the names of its speakers."""
        return {label.name for label in self.labels.values()}


def weigh_colon(
    lines: Sequence[Line],
    candidates: Sequence[Label | None],
    begin: int,
    *,
    cues: bool,
    known: Collection[str] = (),
) -> Weighed:
    """Weigh the names before a colon from line `begin` on."""
    found = {
        index: label
        for index, label in enumerate(candidates)
        if label is not None and index >= begin and _may_label(lines[index], label)
    }
    return _weigh(COLON, COLON_WEIGHT, found, lines, begin, cues=cues, known=known)


def weigh_others(
    lines: Sequence[Line],
    indices: Sequence[int],
    begin: int,
    *,
    cues: bool = False,
    known: Collection[str] = (),
) -> list[Weighed]:
    """Weigh each other convention over the lines of these indices."""
    weighed = []
    for convention in (BY_FORM["brackets"],) if cues else OTHERS:
        found = convention.find(lines, indices)
        if found:
            chosen = _weigh(
                convention.form, convention.weight, found, lines, begin, cues=cues, known=known
            )
            if not chosen.known:
                chosen = _without_guesses(chosen, convention, lines, begin)
            weighed.append(chosen)
    return weighed


def main_of(weighed: Sequence[Weighed]) -> Weighed | None:
    """Give the convention that marks most of the talk, `None` where none holds.

    Of those with half as many labels as the one with most, it is the one with most points.
    """
    holding = [each for each in weighed if each.holds]
    most = max((len(each.labels) for each in holding), default=0)
    many = [each for each in holding if len(each.labels) * 2 >= most]
    return max(many, key=lambda each: (each.points, len(each.labels)), default=None)


def labels_beside(
    taken: Mapping[int, Label], weighed: Iterable[Weighed], lines: Sequence[Line]
) -> dict[int, Label]:
    """Give the labels of further conventions beside those taken.

    A name that speaks already speaks in any form but a weak one that does not hold by itself, a
    role or a name with a title before a colon; other new names only where their convention has a
    stretch of the file to itself.
    """
    added: dict[int, Label] = {}
    speakers = {fold(label.name) for label in taken.values()}
    for other in weighed:
        free = {
            index: label
            for index, label in {**other.labels, **other.left}.items()
            if index not in taken and index not in added
        }
        weak = other.form in BY_FORM and BY_FORM[other.form].weak
        if other.holds or not weak:
            added |= {
                index: label
                for index, label in free.items()
                if fold(label.name) in speakers or _is_surely_named(other, label)
            }
        if other.holds:
            added |= _in_stretches(other, {**taken, **added}, free, lines)
    return added


def _is_surely_named(other: Weighed, label: Label) -> bool:
    sure = is_titled(label.name) or kind_of(label.name) is Kind.ROLE
    return other.form == COLON and not other.cues and sure


def _in_stretches(
    other: Weighed, taken: Mapping[int, Label], free: Mapping[int, Label], lines: Sequence[Line]
) -> dict[int, Label]:
    """Give the labels that stand together with none of another convention between them."""
    run: list[int] = []
    added: dict[int, Label] = {}
    names = other.names
    for index in [*sorted({*taken, *free}), None]:
        if index is not None and index not in taken:
            if free[index].name in names:
                run.append(index)
            continue
        if len(run) >= _LEAST_RUN:
            labels = {each: free[each] for each in run}
            ends = len(lines) if index is None else index
            evidence = evidence_of(lines, labels, all_said(lines, labels), run[0], ends)
            if points_of(_weight(other.form), evidence) >= THRESHOLD_BESIDE and evidence.asks:
                added |= labels
        run = []
    return added


def _weight(form: str) -> int:
    return COLON_WEIGHT if form == COLON else BY_FORM[form].weight


def _weigh(
    form: str,
    weight: int,
    found: dict[int, Label],
    lines: Sequence[Line],
    begin: int,
    *,
    cues: bool = False,
    known: Collection[str] = (),
) -> Weighed:
    if not found:
        return Weighed(form)
    said = all_said(lines, found)
    choice = choose(
        list(found.values()),
        list(said.values()),
        paragraphs(lines[begin:]),
        _text_of(lines),
        cues=cues,
    )
    names = known or choice.speakers
    labels = {index: label for index, label in found.items() if label.name in names}
    left = {index: label for index, label in found.items() if label.name not in names}
    if labels and left:  # lines that begin with a name not taken are words after a label
        said = all_said(lines, labels)
    evidence = evidence_of(lines, labels or left, said, begin)
    return Weighed(
        form,
        labels,
        left,
        evidence,
        points_of(weight, evidence),
        cues,
        any(label.name in known for label in labels.values()),
    )


def _text_of(lines: Sequence[Line]) -> Callable[[], str]:
    return lambda: "\n".join(line.text for line in lines)


def _may_label(line: Line, label: Label) -> bool:
    """Tell whether a line may carry a label: a heading only where it holds nothing else."""
    return not line.heading or label.said >= len(line.text.rstrip())


def _without_guesses(
    chosen: Weighed, convention: Convention, lines: Sequence[Line], begin: int
) -> Weighed:
    """Leave out labels that do not look as the others do.

    Where nearly all stand after a blank line, so must each; in a weak form, and where some stand
    alone on their line and some do not, a name that stands once must be a word for people or a
    code like the others.
    """
    labels = dict(chosen.labels)
    if convention.form == "own line":
        labels = _after_blank_lines(labels, lines)
    counts = Counter(label.name for label in labels.values())
    alone = sum(label.alone for label in labels.values()) * 2 > len(labels)
    stems = Counter(stem_of(name) for name in counts)
    labels = {
        index: label
        for index, label in labels.items()
        if counts[label.name] > 1
        or _is_sure(label.name, stems)
        or (not convention.weak and label.alone == alone)
    }
    if len(labels) == len(chosen.labels):
        return chosen
    found = {**chosen.left, **chosen.labels}
    said = all_said(lines, labels)
    evidence = evidence_of(lines, labels, said, begin) if labels else chosen.evidence
    return replace(
        chosen,
        labels=labels,
        left={index: label for index, label in found.items() if index not in labels},
        evidence=evidence,
        points=points_of(convention.weight, evidence),
    )


def _is_sure(name: str, stems: Counter[str | None]) -> bool:
    if kind_of(name) is Kind.ROLE or is_person_like(name):
        return True
    stem = stem_of(name)
    return stem is not None and stems[stem] > 1


def _after_blank_lines(labels: dict[int, Label], lines: Sequence[Line]) -> dict[int, Label]:
    spaced = {
        index: label for index, label in labels.items() if index == 0 or lines[index - 1].blank
    }
    return spaced if len(spaced) >= _AFTER_BLANK * len(labels) else labels
