"""What an export holds that is marked for sharing: quotations through the gate, texts, reviewed."""

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any, NamedTuple

from lmm_qual.analysis.attribution import Attributed
from lmm_qual.analysis.change import UNITS, ChangeRow, ChangeTable
from lmm_qual.analysis.known_names import known_names
from lmm_qual.analysis.masked_change import masked_change
from lmm_qual.analysis.masked_matrix import masked_matrix
from lmm_qual.analysis.masking import checked_threshold
from lmm_qual.analysis.passage_voices import PassageVoices
from lmm_qual.analysis.sharing import (
    Gate,
    Label,
    Review,
    Wording,
    reasons_said,
    shared_words,
)
from lmm_qual.analysis.theme_matrix import ThemeMatrix, column_name, theme_matrix
from lmm_qual.exporters.tables import Table
from lmm_qual.model.code_tree import CodeTree
from lmm_qual.model.codebook import join_path, split_path
from lmm_qual.store.queries.codings import codings
from lmm_qual.store.queries.design import load_study
from lmm_qual.store.store import Store
from lmm_qual.text.numbers import counted
from lmm_qual.text.words import count_words

WORDS = "the words of each quotation, for people and places named in them"
"""What is always reviewed where somebody is quoted."""

NO_THRESHOLD = (
    "no number is masked: the study sets no masking threshold; give it one as masking_threshold"
    " under settings in the study file"
)
NAMED_DIMENSIONS = ("service", "role")
"""The dimensions whose values colleagues may recognise somebody by."""


class Quotation(NamedTuple):
    """Words that may be shared, with their label."""

    words: str
    label: str


Found = tuple[int, int, int, Sequence[str]]
"""A passage that was found: its transcript's id, start and end, and the paths of its codes."""


class SharedCoding(NamedTuple):
    """A coded segment as it may be shared."""

    code: str
    words: str
    label: str
    valence: str | None
    refers_to: str | None


class Sharing:
    """The gate of a study at work on one export; `review` is what to read before it is shared."""

    def __init__(self, store: Store, label: Label = "none") -> None:
        self._store = store
        self.study = load_study(store)
        self.gate = Gate.of(self.study, label)
        self.review = Review()
        self.left_out: Counter[str] = Counter()
        """How many passages were refused, by the reason."""
        self._voices = PassageVoices(store)
        self._names = Wording(known_names(store))

    @property
    def threshold(self) -> int | None:
        """Give the threshold below which numbers are masked; raises `BadInputError`."""
        return checked_threshold(self.gate.threshold)

    @cached_property
    def _wording(self) -> Wording:
        """Read what may not be quoted, once a text asks for it."""
        refused = (
            coding.quote
            for coding in codings(self._store)
            if self.gate.refusal(self._voices.at(coding.transcript_id, coding.start, coding.end))
        )
        return Wording(known_names(self._store), dict.fromkeys(refused))

    def quotation(self, transcript_id: int, start: int, end: int) -> Quotation | None:
        """Give a passage as it may be shared; `None`, and counted, where it may not."""
        voices = self._voices.at(transcript_id, start, end)
        if reason := self.gate.refusal(voices):
            self.left_out[reason] += 1
            return None
        words = self.without_names(shared_words(voices))
        return Quotation(words, self.gate.label_of(voices))

    def without_names(self, text: str) -> str:
        """Give a text in which no participant or transcript is named."""
        return self._names.without_names(text)

    def text(self, where: str, text: str) -> str:
        """Give a text without ids and refused words, and have it reviewed."""
        return self.review.told(where, text, self._wording)

    def texts(self, kind: str, texts: Iterable[str | None]) -> Callable[[str], str]:
        """Have texts of a kind reviewed together; gives what tells each as it may be shared."""
        self.names(kind, texts)
        return self._wording.shared

    def names(self, kind: str, names: Iterable[str | None]) -> None:
        """Have names reviewed together."""
        told = [name for name in dict.fromkeys(names) if name]
        if told:
            self.review.note(f"{kind}: {'; '.join(told)}")

    def said(self) -> Iterator[str]:
        """Say in lines what is left out and what to review."""
        if self.left_out:
            number = counted(self.left_out.total(), "passage")
            yield f"{number} left out: {reasons_said(self.left_out)}"
        yield from (f"review: {one}" for one in self.review.notes)

    def said_with(self, notes: Sequence[str]) -> list[str]:
        """Say in lines what is masked by the notes of a table, what is left out, what to review."""
        return [*masking_said(notes, self), *self.said()]


def shared_codings(
    items: Iterable[Attributed], tree: CodeTree, sharing: Sharing, small: Container[int] = ()
) -> list[SharedCoding]:
    """Give the coded segments that may be shared, each once, by code and then by their words.

    `small` are codes with a cell that a table beside them says is below the threshold: of these and
    codes below, words that just as many people say as may be in it are left out, since they tell
    its number.
    """
    found: dict[SharedCoding, int] = {}
    rank = {code: at for at, code in enumerate(tree.order)}
    quoted: dict[tuple[int, int, int], Quotation | None] = {}
    for item in items:
        coding = item.coding
        place = coding.transcript_id, coding.start, coding.end
        if place not in quoted:
            quoted[place] = sharing.quotation(*place)
        codes = coding.code_id, *tree.ancestors(coding.code_id)
        telling = any(code in small for code in codes) and _many(item, sharing.gate.threshold)
        if (words := quoted[place]) is not None and not telling:
            path = sharing.without_names(tree.path(coding.code_id))
            one = SharedCoding(path, *words, coding.valence, coding.refers_to)
            found[one] = rank[coding.code_id]
    return sorted(found, key=lambda one: (found[one], one.words, one.label))


def _many(item: Attributed, threshold: int | None) -> bool:
    """Say whether as many people speak as may be in a cell below the threshold, or more."""
    people = {seat.participant for seat, _ in item.seats}
    return threshold is not None and len(people) >= threshold - 1


def shared_passages(entries: Iterable[Found], sharing: Sharing) -> list[dict[str, Any]]:
    """Give passages that may be shared with their codes and label, in the order of their words."""
    told: dict[tuple[str, str, tuple[str, ...]], None] = {}
    for transcript_id, start, end, codes in entries:
        quotation = sharing.quotation(transcript_id, start, end)
        if quotation is not None:
            named = tuple(map(sharing.without_names, codes))
            told[quotation.words, quotation.label, named] = None
    return [
        {"quote": words, "label": label or None, "codes": list(codes)}
        for words, label, codes in sorted(told)
    ]


def shared_passage_table(passages: Iterable[Mapping[str, Any]]) -> Table:
    """Give them as a table."""
    heads = ("label", "codes", "quote")
    rows = [[one["label"], "; ".join(one["codes"]), one["quote"]] for one in passages]
    return Table(heads, rows)


def shared_coding_table(codings: Iterable[SharedCoding]) -> Table:
    """Give coded segments as a table for statistics."""
    heads = ("theme", "code", "label", "valence", "refers_to", "words", "quote")
    rows = [
        [
            join_path(split_path(one.code)[:1]),
            one.code,
            one.label or None,
            one.valence,
            one.refers_to,
            count_words(one.words),
            one.words,
        ]
        for one in codings
    ]
    return Table(heads, rows, (5,))


def shared_matrix(
    store: Store, matrix: ThemeMatrix, sharing: Sharing, depth: int | None
) -> ThemeMatrix:
    """Mask a matrix in the codebook's order, without names; what may be recognised is reviewed.

    `depth` is how many levels of codes it has. Raises `BadInputError` for a threshold that hides
    nothing.
    """
    people = matrix
    if matrix.measure != "participants":
        people = theme_matrix(store, dimensions=matrix.dimensions, depth=depth, coder=matrix.coder)
    _review_columns(people, sharing)
    sharing.names("names of codes", matrix.rows)
    threshold = sharing.threshold
    shared = masked_matrix(matrix, people, threshold) if threshold else matrix
    if matrix.coder != "all":
        sharing.review.note(f"the coder is named: {matrix.coder}")
    return replace(shared, rows=[sharing.without_names(path) for path in matrix.rows])


def review_columns(store: Store, dimensions: Sequence[str], sharing: Sharing) -> None:
    """Have columns reviewed of which one person is all, with the study's titles and labels."""
    _review_columns(theme_matrix(store, dimensions=dimensions, depth=1), sharing)


def _review_columns(people: ThemeMatrix, sharing: Sharing) -> None:
    for name in NAMED_DIMENSIONS:
        if name in people.dimensions:
            values = (column[name] for column in people.columns)
            sharing.names(f"{name}s that colleagues may recognise", values)
    for column, of in zip(people.columns, people.of, strict=True):
        if of == 1:
            sharing.review.note(f"one person is all of {column_name(column)}")
    review_design(sharing)


def shared_change(table: ChangeTable, sharing: Sharing) -> ChangeTable:
    """Mask a comparison of groups or services, without names; notes of tags are reviewed."""
    name = UNITS[table.design]
    if table.design == "service":
        sharing.names("services that colleagues may recognise", table.units)
    for row in table.rows[: len(table.units)]:
        for time, one in ((table.from_time, row.before), (table.to_time, row.after)):
            if one.of == 1:
                sharing.review.note(f"one person is all of {time} {row.unit or f'no {name}'}")
    sharing.names("names of codes", [row.code for row in table.rows])
    sharing.names("events", [event.label for event in table.events])
    review_design(sharing)
    threshold = sharing.threshold
    shared = masked_change(table, threshold) if threshold else table
    return replace(shared, rows=[_shared_row(row, sharing) for row in shared.rows])


def _shared_row(row: ChangeRow, sharing: Sharing) -> ChangeRow:
    code, tag = sharing.without_names(row.code), row.tag
    if tag is not None and tag.note:
        where = f"tag of {row.code} for {row.unit}, its note"
        tag = tag._replace(note=sharing.text(where, tag.note))
    return replace(row, code=code, tag=tag)


def review_design(sharing: Sharing) -> None:
    """Have the titles and labels of the study reviewed, which count as published."""
    study = sharing.study
    sharing.names("the study's name", [study.name])
    labels = [time.label for time in study.time_points] + [group.label for group in study.groups]
    sharing.names("labels", labels)


def masking_said(notes: Sequence[str], sharing: Sharing) -> list[str]:
    """Give what is to be said of masking: how many numbers are, or that none is."""
    if sharing.threshold is None:
        return [NO_THRESHOLD]
    return [note for note in notes if note.startswith("masked below")]
