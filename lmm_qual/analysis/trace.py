"""The trace: from question to finding to passages and to what follows, all of it read once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from lmm_qual.analysis.passage_voices import PassageVoices, Voices
from lmm_qual.model.code_tree import CodeTree
from lmm_qual.model.finding import Typology, search_said
from lmm_qual.store.queries import findings as queries
from lmm_qual.store.queries.codes import code_tree
from lmm_qual.store.queries.design import load_study
from lmm_qual.store.queries.findings_file import load_typologies
from lmm_qual.store.queries.memos import MemoRow, memo
from lmm_qual.store.queries.passages import LinkRow, passage_links
from lmm_qual.store.store import Store


@dataclass(frozen=True)
class TracedPassage:
    """A passage for or against a finding, and who speaks in it."""

    link: LinkRow
    voices: Voices


@dataclass(frozen=True)
class TracedBasis:
    """A memo, row or cell that a finding rests on, with what is written in it.

    `code` is a path, `time` a time point's id, or `change`; texts stand with the cell they are of.
    """

    row: queries.BasisRow
    code: str | None
    memo: MemoRow | None = None
    texts: Sequence[tuple[str, str]] = ()

    @property
    def column(self) -> str:
        """Give the column of a cell: a time point's id, `change`, or nothing for all."""
        return "change" if self.row.part == "change" else self.row.time or ""

    def said(self, tree: CodeTree, name: str | None = None) -> str:
        """Name it: `participant P07 × Barriers/Stigma × T1`; `name` stands for row and id."""
        if self.memo is not None:
            return f"memo on {self.memo.subject.said(tree)}"
        parts = [name or f"{self.row.row_kind} {self.row.row}", self.code, self.column]
        return " × ".join(part for part in parts if part)


@dataclass(frozen=True)
class TracedFinding:
    """A finding with all it rests on; `recommendations` are the ids of those that follow."""

    row: queries.FindingRow
    passages: Sequence[TracedPassage]
    bases: Sequence[TracedBasis]
    recommendations: Sequence[str]

    def on(self, side: str) -> list[TracedPassage]:
        """Give the passages of one side."""
        return [passage for passage in self.passages if passage.link.side == side]

    @property
    def search_said(self) -> str:
        """Say how passages against were looked for; empty where there are some and nobody said."""
        return search_said(self.row.search, len(self.on("against")))


@dataclass(frozen=True)
class TracedQuestion:
    """A research question with its findings; no `key` gathers those that answer none."""

    key: str | None
    text: str
    findings: Sequence[TracedFinding]


@dataclass(frozen=True)
class TracedRecommendation:
    """A recommendation with the ids of the findings it follows from."""

    row: queries.RecommendationRow
    findings: Sequence[str]


@dataclass(frozen=True)
class Trace:
    """All that was found in a study."""

    study: str
    questions: Sequence[TracedQuestion]
    recommendations: Sequence[TracedRecommendation]
    typologies: Sequence[Typology]
    tree: CodeTree = field(repr=False)

    @property
    def findings(self) -> list[TracedFinding]:
        """Give all findings, by question."""
        return [finding for question in self.questions for finding in question.findings]


def read_trace(store: Store) -> Trace:
    """Read all findings of a project with what they rest on and what follows from them."""
    study, tree = load_study(store), code_tree(store)
    rows = queries.findings(store)
    recommended = _recommendations(store, rows)
    passages, bases = _passages(store), _bases(store, tree)
    traced = [
        TracedFinding(
            row,
            passages.get(row.id, []),
            bases.get(row.id, []),
            [one.row.key for one in recommended if row.key in one.findings],
        )
        for row in rows
    ]
    texts = {question.id: question.text for question in study.questions}
    return Trace(
        study.name or store.path.stem,
        list(_questions(texts, traced)),
        recommended,
        load_typologies(store),
        tree,
    )


def _questions(
    texts: dict[str, str], findings: Sequence[TracedFinding]
) -> Iterable[TracedQuestion]:
    for key, text in texts.items():
        yield TracedQuestion(key, text, [one for one in findings if one.row.question == key])
    if others := [one for one in findings if one.row.question not in texts]:
        yield TracedQuestion(None, "Findings that answer no question of the study", others)


def _passages(store: Store) -> dict[int, list[TracedPassage]]:
    spoken, found = PassageVoices(store), dict[int, list[TracedPassage]]()
    for link in passage_links(store, "finding"):
        voices = spoken.at(link.transcript_id, link.start, link.end)
        found.setdefault(link.source_id, []).append(TracedPassage(link, voices))
    return found


def _bases(store: Store, tree: CodeTree) -> dict[int, list[TracedBasis]]:
    written = queries.summaries(store)
    return {
        finding: [_basis(store, tree, row, written) for row in rows]
        for finding, rows in queries.bases(store).items()
    }


def _basis(
    store: Store, tree: CodeTree, row: queries.BasisRow, written: Sequence[queries.SummaryRow]
) -> TracedBasis:
    if row.memo_id is not None:
        return TracedBasis(row, None, memo(store, row.memo_id))
    code = None if row.code_id is None else tree.path(row.code_id)
    whole = row.code_id is not None and row.part is not None
    texts = [
        ("" if whole else f"{tree.path(one.code_id)} × {one.time or one.part}", one.text)
        for one in written
        if _within(one, row)
    ]
    return TracedBasis(row, code, None, texts)


def _within(summary: queries.SummaryRow, row: queries.BasisRow) -> bool:
    """Say whether a summary stands in the row or cell."""
    if (summary.row_kind, summary.row) != (row.row_kind, row.row):
        return False
    if row.code_id is not None and summary.code_id != row.code_id:
        return False
    return row.part is None or (summary.part, summary.time) == (row.part, row.time)


def _recommendations(
    store: Store, rows: Sequence[queries.FindingRow]
) -> list[TracedRecommendation]:
    keys = {row.id: row.key for row in rows}
    follow: dict[int, list[str]] = {}
    for recommendation, finding in queries.followed(store):
        follow.setdefault(recommendation, []).append(keys[finding])
    return [
        TracedRecommendation(row, follow.get(row.id, [])) for row in queries.recommendations(store)
    ]
