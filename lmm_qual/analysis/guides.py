"""Topic guides against what was found: what was asked of whom, and in how many transcripts met."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lmm_qual.analysis.cell_states import NO_TRANSCRIPT
from lmm_qual.analysis.theme_matrix import ThemeMatrix, theme_matrix
from lmm_qual.model.code_tree import CodeTree
from lmm_qual.model.study import TopicGuide
from lmm_qual.store.queries.codes import code_tree, nearest_codes
from lmm_qual.store.queries.design import load_study
from lmm_qual.store.store import Store

NO_CODE = "names no code"
NO_PROMPT = "prompts no code"


@dataclass(frozen=True)
class Prompted:
    """A code that a question prompts: in how many of the transcripts of its round and group found.

    A segment of the code, or of one below it, must count for the group. `state` is that of the
    cell, `NO_CODE` where the prompt names none (`remedy` says which are near) or `NO_PROMPT`.
    """

    time: str
    group: str
    question: str
    code: str | None
    found: int | None
    of: int | None
    state: str
    remedy: str = ""


@dataclass(frozen=True)
class GuideCoverage:
    """What all guides prompt, and the codes that none does: not them, one above or one below."""

    rows: Sequence[Prompted]
    never_prompted: Sequence[str]


def guide_coverage(store: Store) -> GuideCoverage:
    """Hold the topic guides of a study against its coded segments, of all coders."""
    tree, guides = code_tree(store), load_study(store).topic_guides
    matrix = theme_matrix(store, dimensions=("time", "group"), measure="transcripts")
    prompts = [
        prompt for guide in guides for question in guide.questions for prompt in question.prompts
    ]
    asked: set[int] = set()
    for code in {code for prompt in prompts for code in tree.find(prompt)}:
        asked.update([*tree.with_descendants(code), *tree.ancestors(code)])
    return GuideCoverage(
        [row for guide in guides for row in _rows(guide, tree, matrix)],
        [tree.path(code) for code in tree.order if code not in asked],
    )


def _rows(guide: TopicGuide, tree: CodeTree, matrix: ThemeMatrix) -> Iterator[Prompted]:
    wanted = {"time": guide.time, "group": guide.group}
    column = next((at for at, one in enumerate(matrix.columns) if one == wanted), None)
    of = 0 if column is None else matrix.of[column] or 0
    places = {code: at for at, code in enumerate(matrix.codes)}
    for question in guide.questions:
        place = guide.time, guide.group, question.text
        if not question.prompts:
            yield Prompted(*place, None, None, of, NO_PROMPT)
        for prompt in question.prompts:
            codes = tree.find(prompt)
            if not codes:
                remedy = nearest_codes(tree, prompt, tree.order)
                yield Prompted(*place, prompt, None, of, NO_CODE, remedy)
            for code in codes:
                if column is None:
                    yield Prompted(*place, tree.path(code), None, of, NO_TRANSCRIPT)
                    continue
                found = matrix.cells[places[code]][column]
                state = matrix.states[places[code]][column]
                yield Prompted(*place, tree.path(code), found, of, state)
