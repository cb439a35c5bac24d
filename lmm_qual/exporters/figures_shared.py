"""Monitoring flows and joint displays as they may be shared: masked, their texts reviewed."""

from collections.abc import Callable
from dataclasses import replace

from lmm_qual.analysis.cell_states import FEWER, MASKED
from lmm_qual.analysis.joint_display import JointDisplay
from lmm_qual.analysis.masked_figures import masked_figures, percentages
from lmm_qual.analysis.masked_flow import ToldFlow, told_flow
from lmm_qual.exporters.sharing import Sharing, review_design, shared_matrix
from lmm_qual.model.monitoring import Figure, Flow
from lmm_qual.store.store import Store

Telling = Callable[[str], str]
MASKED_BELOW = "masked below"


def shared_flow(flow: Flow, sharing: Sharing) -> ToldFlow:
    """Mask a flow; raises `BadInputError` for a threshold that hides nothing."""
    reasons = [reason.label for step in flow.steps for reason in step.reasons]
    heads = [flow.id, flow.label, flow.unit, flow.period]
    tell = sharing.texts("labels of the flow", [*heads, *(s.label for s in flow.steps), *reasons])
    sharing.names("sources", [flow.source])
    told = told_flow(flow, sharing.threshold)
    steps = [
        replace(
            step,
            label=tell(step.label),
            reasons=[(tell(label), count) for label, count in step.reasons],
        )
        for step in told.steps
    ]
    return replace(
        told,
        id=tell(told.id),
        label=tell(told.label),
        unit=_told(told.unit, tell),
        period=_told(told.period, tell),
        source=_told(told.source, tell),
        notes=[tell(note) for note in told.notes],
        steps=steps,
    )


def _told(text: str | None, tell: Telling) -> str | None:
    return None if text is None else tell(text)


def shared_joint(store: Store, joint: JointDisplay, sharing: Sharing) -> JointDisplay:
    """Mask a joint display: its themes as a theme matrix, its figures with what tells of them.

    Raises `BadInputError` for a threshold that hides nothing.
    """
    matrix = shared_matrix(store, joint.matrix, sharing, None)
    figures = [figure for strand in joint.strands for figure in strand.figures]
    tell = _texts(figures, sharing)
    told, masked = figures, frozenset[tuple[str, str]]()
    if (threshold := sharing.threshold) is not None:
        told, masked = masked_figures(figures, threshold)
        if shares := percentages(figures, masked):
            sharing.review.note(f"percentages of an unknown base, not masked: {'; '.join(shares)}")
    kept = {id(figure): _reworded(one, tell) for figure, one in zip(figures, told, strict=True)}
    strands = [
        replace(
            strand,
            name=_told(strand.name, tell),
            figures=[kept[id(figure)] for figure in strand.figures],
        )
        for strand in joint.strands
    ]
    later = {tell(key): [tell(one) for one in ids] for key, ids in joint.superseded_by.items()}
    matrix = replace(matrix, notes=[n for n in matrix.notes if not n.startswith(MASKED_BELOW)])
    shared = replace(joint, strands=strands, matrix=matrix, superseded_by=later)
    shared = replace(shared, masked=frozenset((tell(key), name) for key, name in masked))
    return replace(shared, notes=_masking(shared, sharing))


def _masking(joint: JointDisplay, sharing: Sharing) -> list[str]:
    """Say how many numbers are masked of those that are shown."""
    if sharing.threshold is None:
        return []
    rows = {at for strand in joint.strands for at in strand.rows}
    states = [state for at in rows for state in joint.matrix.states[at]]
    cells = sum(state == MASKED or state.startswith(FEWER) for state in states)
    figures = [figure for strand in joint.strands for figure in strand.figures]
    parts = [number for figure in figures for number in figure.breakdown.values()]
    given = [n for one in figures for n in (one.numerator, one.denominator) if n is not None]
    gone = len(joint.masked) + parts.count(None)  # type: ignore[arg-type]
    of_all = f"{cells} of {len(states)} cells"
    of_all += f" and {gone} of {len(given) + len(joint.masked) + len(parts)} numbers of figures"
    return [f"{MASKED_BELOW} {sharing.threshold}, with what would tell of it: {of_all}"]


_WORDED = ("id", "label", "unit", "respondents", "criterion", "rating", "source", "supersedes")


def _texts(figures: list[Figure], sharing: Sharing) -> Telling:
    """Have all that figures say in words reviewed, a line a kind."""
    sharing.names("strands", [figure.strand for figure in figures])
    for name, kind in (
        ("label", "labels of figures"),
        ("unit", "units"),
        ("respondents", "respondents"),
        ("criterion", "criteria"),
        ("source", "sources"),
    ):
        sharing.names(kind, [getattr(figure, name) for figure in figures])
    parts = [name for figure in figures for name in figure.breakdown]
    review_design(sharing)
    return sharing.texts("what figures are broken down by", parts)


def _reworded(figure: Figure, tell: Telling) -> Figure:
    worded = {name: _told(getattr(figure, name), tell) for name in (*_WORDED, "strand", "period")}
    parts = {tell(name): number for name, number in figure.breakdown.items()}
    return figure.model_copy(update={**worded, "breakdown": parts})
