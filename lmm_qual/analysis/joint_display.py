"""Themes beside the programme's monitoring figures for the same strand of its work.

A strand's themes are the codes that somebody names for it; without that, the code of the same name,
capitals aside. A theme comes with all codes under it. Figures stand as their sources give them, in
the order of the file: those that contradict each other side by side, none corrected or left out,
each with what it supersedes and what supersedes it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lmm_qual.analysis.measures import Measure
from lmm_qual.analysis.theme_matrix import ALL_CODERS, ThemeMatrix, theme_matrix
from lmm_qual.model.code_tree import CodeTree
from lmm_qual.model.monitoring import Figure
from lmm_qual.model.problem import BadInputError, refuse
from lmm_qual.store.queries.codes import code_tree, find_code
from lmm_qual.store.queries.design import load_monitoring
from lmm_qual.store.store import Store


@dataclass(frozen=True)
class Strand:
    """A strand with its themes, as rows of the matrix, and its figures; `None` is no strand."""

    name: str | None
    rows: Sequence[int]
    figures: Sequence[Figure]


@dataclass(frozen=True)
class JointDisplay:
    """The strands, the matrix that their themes are rows of, and what supersedes a figure.

    `masked` names figures' numbers that are not told, as `("seen", "numerator")`; a part of a
    breakdown that is not told is `None`.
    """

    strands: Sequence[Strand]
    matrix: ThemeMatrix
    superseded_by: Mapping[str, Sequence[str]]
    masked: frozenset[tuple[str, str]] = frozenset()
    notes: Sequence[str] = ()
    """What is to be said of masking, of all that is shown."""


def joint_display(
    store: Store,
    *,
    strand: str | None = None,
    themes: Sequence[str] = (),
    measure: Measure = "participants",
    coder: str = ALL_CODERS,
) -> JointDisplay:
    """Put themes beside figures, for all strands or one; `themes` are written `STRAND=CODE`.

    Raises `BadInputError` for a strand, code or coder that is unknown.
    """
    figures, tree = load_monitoring(store).figures, code_tree(store)
    file = str(store.path)
    if not figures:
        remedy = "add some with `study import --monitoring`"
        raise refuse("has no monitoring figures", remedy, file=file)
    met = dict.fromkeys(figure.strand for figure in figures)
    known = [name for name in met if name is not None]
    if strand is not None and strand not in known:
        raise _unknown_strand(strand, known, file)
    names = list(met) if strand is None else [strand]
    named: dict[str, list[int]] = {}
    for theme in themes:
        about, code = _read_theme(theme, known, tree, file)
        named.setdefault(about, []).append(code)
    matrix = theme_matrix(store, measure=measure, coder=coder)
    places = {code: at for at, code in enumerate(matrix.codes)}
    strands = []
    for name in names:
        codes = [] if name is None else named.get(name) or tree.find(name)
        below = [each for code in codes for each in tree.with_descendants(code)]
        rows = [places[code] for code in dict.fromkeys(below)]
        strands.append(Strand(name, rows, [each for each in figures if each.strand == name]))
    superseded: dict[str, list[str]] = {}
    for figure in figures:
        if figure.supersedes:
            superseded.setdefault(figure.supersedes, []).append(figure.id)
    return JointDisplay(strands, matrix, superseded)


def _read_theme(theme: str, known: Sequence[str], tree: CodeTree, file: str) -> tuple[str, int]:
    """Read `STRAND=CODE`; either name may hold an equals sign."""
    for at, letter in enumerate(theme):
        if letter == "=" and theme[:at].strip() in known:
            return theme[:at].strip(), find_code(tree, theme[at + 1 :].strip(), file=file)
    name, sign, _ = theme.partition("=")
    if not sign:
        raise refuse(f"“{theme}” names no theme", "write it as STRAND=CODE", file=file)
    raise _unknown_strand(name.strip(), known, file)


def _unknown_strand(name: str, known: Sequence[str], file: str) -> BadInputError:
    from lmm_qual.definitions.checks import nearest

    return refuse(f"no figures of the strand “{name}”", nearest(name, list(known)), file=file)
