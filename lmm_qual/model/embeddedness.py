"""The embeddedness file: what being embedded means in a study, and how each service is judged."""

from pydantic import Field

from lmm_qual.model.base import FileModel, Name
from lmm_qual.model.finding import PassageEntry


class Aspect(FileModel):
    """A part of the study's own definition of embeddedness; `levels` are the words to judge by."""

    id: Name
    """What judgements name it by."""
    label: str | None = None
    """What it is called."""
    definition: str | None = None
    """What it means in this study."""
    levels: list[str] = []
    """The words to judge by, from least to most."""


class Judgement(FileModel):
    """What a researcher holds of an aspect for a service at a time point, never a score."""

    service: Name
    """The service, by its id on the map."""
    time: Name | None = None
    """The round, by its id; left out where it is of none."""
    aspect: Name
    """The aspect, by its id."""
    level: str | None = None
    """One of the aspect's levels."""
    note: str | None = None
    """Why it is judged so."""
    for_: list[PassageEntry] = Field(default=[], alias="for")
    """Words for it."""
    against: list[PassageEntry] = []
    """Words against it."""


class Embeddedness(FileModel):
    """A whole embeddedness file."""

    aspects: list[Aspect] = []
    """The parts of being embedded that are judged."""
    judgements: list[Judgement] = []
    """What is held of services."""
