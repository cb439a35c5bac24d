"""Monitoring figures and flows, shown beside themes; sources that disagree stay apart."""

from typing import Annotated

from pydantic import Field

from lmm_qual.model.base import Count, FileModel, Name

Number = Annotated[float, Field(allow_inf_nan=False)]


class Figure(FileModel):
    """A figure of the programme as one source gives it."""

    id: Name
    """What relations and joint displays name it by."""
    label: str
    """What was counted."""
    strand: str | None = None
    """The strand of work that it stands beside."""
    numerator: Number | None = None
    """How many."""
    denominator: Number | None = None
    """Of how many."""
    unit: str | None = None
    """What is counted."""
    period: str | None = None
    """Over which time."""
    as_at: str | None = None
    """At which day it stood so."""
    respondents: str | None = None
    """Who answered, where it is of a survey."""
    breakdown: dict[Name, Number] = {}
    """Parts of it, by name."""
    criterion: str | None = None
    """The target it is held against."""
    rating: str | None = None
    """How the source rates it."""
    source: str | None = None
    """The document and the place in it."""
    supersedes: Name | None = None
    """The figure that it takes the place of, by its id."""


class FlowReason(FileModel):
    """Why some did not go on to the next step."""

    label: str
    """The reason."""
    count: Count
    """How many gave it."""


class FlowStep(FileModel):
    """A step of a flow with its count and, for those who left, the reasons."""

    label: str
    """The step."""
    count: Count
    """How many came to it."""
    reasons: list[FlowReason] = []
    """Why some did not go on."""


class Flow(FileModel):
    """How many went from step to step."""

    id: Name
    """What commands name it by."""
    label: str
    """What it is called."""
    unit: str | None = None
    """Who or what is counted."""
    period: str | None = None
    """Over which time."""
    source: str | None = None
    """The document and the place in it."""
    steps: list[FlowStep] = []
    """The steps in order."""


class Monitoring(FileModel):
    """A whole monitoring file."""

    figures: list[Figure] = []
    """The figures; sources that disagree stand apart."""
    flows: list[Flow] = []
    """How many went from step to step."""
