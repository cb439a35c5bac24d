"""A flow of the monitoring figures as it is told: whole, or with small numbers masked."""

from collections.abc import Sequence
from dataclasses import dataclass

from lmm_qual.analysis.masked_parts import masked_counts, masked_parts
from lmm_qual.model.monitoring import Flow, FlowStep


@dataclass(frozen=True)
class ToldStep:
    """A step; `None` is masked, of `did_not` at the last step that there is none.

    `did_not` is how many did not go on; `reasons` are labels with their counts.
    """

    label: str
    count: int | None
    went_on: int | None
    did_not: int | None
    reasons: Sequence[tuple[str, int | None]]
    last: bool


@dataclass(frozen=True)
class ToldFlow:
    """A flow as it is told; `notes` say where reasons do not add up, and what is masked."""

    id: str
    label: str
    unit: str | None
    period: str | None
    source: str | None
    steps: Sequence[ToldStep]
    notes: Sequence[str]


def told_flow(flow: Flow, threshold: int | None = None) -> ToldFlow:
    """Tell a flow whole, or as it may be shared.

    The reasons of a step are masked all together where its own count or the next is, otherwise as
    the parts of those who did not go on.
    """
    limit = threshold or 0
    counts = [step.count for step in flow.steps]
    hidden = masked_counts(counts, limit)
    steps: list[ToldStep] = []
    notes: list[str] = []
    for at, step in enumerate(flow.steps):
        after = flow.steps[at + 1] if at + 1 < len(flow.steps) else None
        closed = hidden[at] or (after is not None and hidden[at + 1])
        masks = [closed] * len(step.reasons)
        if not closed:
            fewer = None if after is None else step.count - after.count
            masks = masked_parts([one.count for one in step.reasons], [fewer], limit)
        steps.append(_told(step, after, hidden[at : at + 2], masks))
        if after is not None and not closed and not any(masks):
            notes += _disagreement(step, after)
    if threshold is not None:
        notes.append(_said(steps, threshold))
    return ToldFlow(flow.id, flow.label, flow.unit, flow.period, flow.source, steps, notes)


def _told(
    step: FlowStep, after: FlowStep | None, hidden: Sequence[bool], masks: Sequence[bool]
) -> ToldStep:
    went_on = None if after is None or hidden[1] else after.count
    return ToldStep(
        label=step.label,
        count=None if hidden[0] else step.count,
        went_on=went_on,
        did_not=None if went_on is None or hidden[0] else step.count - went_on,
        reasons=[
            (one.label, None if mask else one.count)
            for one, mask in zip(step.reasons, masks, strict=True)
        ],
        last=after is None,
    )


def _disagreement(step: FlowStep, after: FlowStep) -> list[str]:
    """Say where the reasons do not add up to those who did not go on; nothing is corrected."""
    given, fewer = sum(reason.count for reason in step.reasons), step.count - after.count
    if not step.reasons or given == fewer:
        return []
    change = f"{fewer} fewer" if fewer >= 0 else f"{-fewer} more"
    return [f"{step.label}: reasons for {given}, while {change} are {after.label}"]


def _said(steps: Sequence[ToldStep], threshold: int) -> str:
    """Say how many numbers are masked, as anybody may count in the table."""
    numbers = [step.count for step in steps]
    numbers += [step.did_not for step in steps if not step.last]
    numbers += [count for step in steps for _, count in step.reasons]
    of_all = f"{numbers.count(None)} of {len(numbers)} numbers"
    return f"masked below {threshold}, with what would tell of it: {of_all}"
