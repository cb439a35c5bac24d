"""The transcript list: which files to import, and what is known of each session."""

from typing import Literal

from lmm_qual.model.base import FileModel, Name, PartialDate


class SpeakerEntry(FileModel):
    """Who a speaker label stands for; service and role are those of this session."""

    interviewer: bool = False
    participant: Name | None = None
    group: Name | None = None
    service: Name | None = None
    role: str | None = None


class Document(FileModel):
    """One transcript of the list."""

    id: Name | None = None
    path: Name
    title: str | None = None
    time: Name | None = None
    group: Name | None = None
    service: Name | None = None
    method: Name | None = None
    date: PartialDate | None = None
    speakers: dict[Name, SpeakerEntry] = {}
    interviewer_note: str | None = None
    basis: Literal["stated", "inferred", "unknown"] | None = None


class TranscriptList(FileModel):
    """A whole transcript list."""

    documents: list[Document] = []
