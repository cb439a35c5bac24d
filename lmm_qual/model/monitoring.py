"""Monitoring figures and flows, shown beside themes; sources that disagree stay apart."""

from typing import Annotated

from pydantic import Field

from lmm_qual.model.base import Count, FileModel, Name

Number = Annotated[float, Field(allow_inf_nan=False)]


class Figure(FileModel):
    """A figure of the programme as one source gives it."""

    id: Name
    label: str
    strand: str | None = None
    numerator: Number | None = None
    denominator: Number | None = None
    unit: str | None = None
    period: str | None = None
    as_at: str | None = None
    respondents: str | None = None
    breakdown: dict[Name, Number] = {}
    criterion: str | None = None
    rating: str | None = None
    source: str | None = None
    supersedes: Name | None = None


class FlowReason(FileModel):
    """Why some did not go on to the next step."""

    label: str
    count: Count


class FlowStep(FileModel):
    """A step of a flow with its count and, for those who left, the reasons."""

    label: str
    count: Count
    reasons: list[FlowReason] = []


class Flow(FileModel):
    """How many went from step to step."""

    id: Name
    label: str
    unit: str | None = None
    period: str | None = None
    source: str | None = None
    steps: list[FlowStep] = []


class Monitoring(FileModel):
    """A whole monitoring file."""

    figures: list[Figure] = []
    flows: list[Flow] = []
