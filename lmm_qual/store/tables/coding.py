"""The codebook with its versions, coders, codings, passes and memos."""

from sqlmodel import Field, UniqueConstraint

from lmm_qual.store.tables.base import ProjectTable


class Code(ProjectTable, table=True):
    """A code; `made_version` and `defined_version` are codebook versions."""

    id: int | None = Field(default=None, primary_key=True)
    position: int
    parent_id: int | None = Field(default=None, foreign_key="code.id", index=True)
    name: str
    definition: str | None = None
    include: str | None = None
    exclude: str | None = None
    example: str | None = None
    origin: str | None = None
    valence: str | None = None
    color: str | None = None
    shortcut: str | None = None
    made_version: int
    defined_version: int


class CodebookVersion(ProjectTable, table=True):
    """The codebook as it stood after a change; `content` is JSON of the codebook file."""

    __tablename__ = "codebook_version"
    id: int | None = Field(default=None, primary_key=True)
    number: int = Field(unique=True)
    at: str
    note: str
    content: str


class Coder(ProjectTable, table=True):
    """Someone who codes."""

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)


class Coding(ProjectTable, table=True):
    """A coded segment: one code on one span by one coder, with the words it covers."""

    __table_args__ = (UniqueConstraint("transcript_id", "start", "end", "code_id", "coder_id"),)
    id: int | None = Field(default=None, primary_key=True)
    transcript_id: int = Field(foreign_key="transcript.id")
    start: int
    end: int
    code_id: int = Field(foreign_key="code.id", index=True)
    coder_id: int = Field(foreign_key="coder.id", index=True)
    quote: str
    valence: str | None = None
    refers_to: str | None = None
    version: int
    created: str


class CodingVoice(ProjectTable, table=True):
    """What a coder decided of a participant in a coding: voiced, agreed, disagreed, present."""

    __tablename__ = "coding_voice"
    id: int | None = Field(default=None, primary_key=True)
    coding_id: int = Field(foreign_key="coding.id", index=True)
    participant_id: int = Field(foreign_key="participant.id", index=True)
    voice: str


class CodingPass(ProjectTable, table=True):
    """A coder's reading of a transcript under a codebook version."""

    __tablename__ = "coding_pass"
    __table_args__ = (UniqueConstraint("transcript_id", "coder_id", "version"),)
    id: int | None = Field(default=None, primary_key=True)
    transcript_id: int = Field(foreign_key="transcript.id")
    coder_id: int = Field(foreign_key="coder.id", index=True)
    status: str
    version: int
    updated: str


class Passage(ProjectTable, table=True):
    """Words of a transcript that something is written of, whether they are coded or not."""

    __table_args__ = (UniqueConstraint("transcript_id", "start", "end"),)
    id: int | None = Field(default=None, primary_key=True)
    transcript_id: int = Field(foreign_key="transcript.id")
    start: int
    end: int
    quote: str


class Memo(ProjectTable, table=True):
    """A memo on a coding, passage, transcript, code or session, or (`target_id` null) the study."""

    id: int | None = Field(default=None, primary_key=True)
    target: str
    target_id: int | None = Field(default=None, index=True)
    coder_id: int | None = Field(default=None, foreign_key="coder.id", index=True)
    text: str
    created: str
