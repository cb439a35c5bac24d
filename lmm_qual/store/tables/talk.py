"""Transcripts, their turns and speakers, and the bytes they were read from."""

from sqlmodel import Field

from lmm_qual.store.tables.base import ProjectTable


class Transcript(ProjectTable, table=True):
    """A session's text; `words` counts those of its turns; `metadata_`, `time_marks` are JSON."""

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    title: str | None = None
    time_key: str | None = None
    group_key: str | None = None
    service_key: str | None = None
    method: str | None = None
    date: str | None = None
    basis: str | None = None
    interviewer_note: str | None = None
    words: int
    turns: int
    length: int
    sha256: str
    file_name: str
    format: str
    encoding: str | None = None
    convention: str
    metadata_: str = "{}"
    time_marks: str = "[]"
    imported: str
    text: str


class SourceFile(ProjectTable, table=True):
    """The bytes that a transcript was read from."""

    __tablename__ = "source_file"
    id: int | None = Field(default=None, primary_key=True)
    transcript_id: int = Field(foreign_key="transcript.id", index=True)
    content: bytes


class Speaker(ProjectTable, table=True):
    """Participation: a speaker label of a session and whom it stands for in it."""

    id: int | None = Field(default=None, primary_key=True)
    transcript_id: int = Field(foreign_key="transcript.id", index=True)
    position: int
    label: str
    interviewer: bool = False
    participant_id: int | None = Field(default=None, foreign_key="participant.id", index=True)
    group_key: str | None = None
    service_key: str | None = None
    role: str | None = None


class Turn(ProjectTable, table=True):
    """A turn; `start`/`end` span what was said, `label_start` is where its label begins."""

    id: int | None = Field(default=None, primary_key=True)
    transcript_id: int = Field(foreign_key="transcript.id", index=True)
    n: int
    speaker_id: int | None = Field(default=None, foreign_key="speaker.id", index=True)
    label_start: int
    start: int
    end: int
    timestamp: str | None = None
    words: int
