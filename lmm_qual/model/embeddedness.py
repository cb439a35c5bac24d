"""The embeddedness file: what being embedded means in a study, and how each service is judged."""

from pydantic import Field

from lmm_qual.model.base import FileModel, Name
from lmm_qual.model.finding import PassageEntry


class Aspect(FileModel):
    """A part of the study's own definition of embeddedness; `levels` are the words to judge by."""

    id: Name
    label: str | None = None
    definition: str | None = None
    levels: list[str] = []


class Judgement(FileModel):
    """What a researcher holds of an aspect for a service at a time point, never a score."""

    service: Name
    time: Name | None = None
    aspect: Name
    level: str | None = None
    note: str | None = None
    for_: list[PassageEntry] = Field(default=[], alias="for")
    against: list[PassageEntry] = []


class Embeddedness(FileModel):
    """A whole embeddedness file."""

    aspects: list[Aspect] = []
    judgements: list[Judgement] = []
