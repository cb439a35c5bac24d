"""The transcript list: which files to import, and what is known of each session."""

from typing import Literal

from lmm_qual.model.base import FileModel, Name, PartialDate


class SpeakerEntry(FileModel):
    """Who a speaker label stands for; service and role are those of this session."""

    interviewer: bool = False
    """Whether the speaker asks."""
    participant: Name | None = None
    """The participant, by an id."""
    group: Name | None = None
    """The group in this session, else the participant's."""
    service: Name | None = None
    """The service the speaker works for at the time."""
    role: str | None = None
    """What the speaker does there."""


class Document(FileModel):
    """One transcript of the list."""

    id: Name | None = None
    """What the transcript is called, else the name of its file."""
    path: Name
    """The file, beside the list or in a folder there."""
    title: str | None = None
    """What it is called in full."""
    time: Name | None = None
    """The round, by its id."""
    group: Name | None = None
    """The group, by its id."""
    service: Name | None = None
    """The service of those who speak, by its id on the map, where their entries say none."""
    method: Name | None = None
    """The method, by its id."""
    date: PartialDate | None = None
    """When the session was."""
    speakers: dict[Name, SpeakerEntry] = {}
    """Who the labels in it stand for."""
    interviewer_note: str | None = None
    """What the interviewer noted of the session."""
    basis: Literal["stated", "inferred", "unknown"] | None = None
    """How round and group are known."""


class TranscriptList(FileModel):
    """A whole transcript list."""

    documents: list[Document] = []
    """The transcripts to import."""
