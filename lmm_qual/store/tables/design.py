"""The study design: questions, rounds, groups, recruitment, participants, consent."""

from sqlmodel import Field

from lmm_qual.store.tables.base import ProjectTable


class Setting(ProjectTable, table=True):
    """A single value of the study: its name and settings."""

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    value: str


class ResearchQuestion(ProjectTable, table=True):
    """A research question."""

    __tablename__ = "research_question"
    id: int | None = Field(default=None, primary_key=True)
    position: int
    key: str = Field(unique=True)
    text: str
    source: str | None = None


class TimePoint(ProjectTable, table=True):
    """A round of data collection."""

    __tablename__ = "time_point"
    id: int | None = Field(default=None, primary_key=True)
    position: int
    key: str = Field(unique=True)
    label: str | None = None
    start: str | None = None
    end: str | None = None


class ParticipantGroup(ProjectTable, table=True):
    """A group that the study samples."""

    __tablename__ = "participant_group"
    id: int | None = Field(default=None, primary_key=True)
    position: int
    key: str = Field(unique=True)
    label: str | None = None


class CollectionMethod(ProjectTable, table=True):
    """A way of collecting talk."""

    __tablename__ = "collection_method"
    id: int | None = Field(default=None, primary_key=True)
    position: int
    key: str = Field(unique=True)
    voices: str


class Recruitment(ProjectTable, table=True):
    """What was planned for a time point and group; `methods` is JSON."""

    id: int | None = Field(default=None, primary_key=True)
    position: int
    time_key: str
    group_key: str
    methods: str = "[]"
    participants: int | None = None
    sampled: bool = True


class Approached(ProjectTable, table=True):
    """What came of asking a service to take part."""

    id: int | None = Field(default=None, primary_key=True)
    position: int
    service_key: str
    time_key: str
    status: str


class Event(ProjectTable, table=True):
    """A dated event of the study's context."""

    id: int | None = Field(default=None, primary_key=True)
    position: int
    date: str
    label: str


class TopicGuide(ProjectTable, table=True):
    """What a group was asked in a round; `questions` is JSON."""

    __tablename__ = "topic_guide"
    id: int | None = Field(default=None, primary_key=True)
    position: int
    time_key: str
    group_key: str
    questions: str = "[]"


class Participant(ProjectTable, table=True):
    """A person, known by an id only."""

    id: int | None = Field(default=None, primary_key=True)
    position: int
    key: str = Field(unique=True)
    group_key: str | None = None


class Consent(ProjectTable, table=True):
    """What a participant agreed to in a round; null where it was not asked."""

    id: int | None = Field(default=None, primary_key=True)
    participant_id: int = Field(foreign_key="participant.id", index=True)
    time_key: str
    take_part: bool | None = None
    quote: bool | None = None
    archive: bool | None = None
    recontact: bool | None = None
    withdraw_until: str | None = None
    withdrawn: bool | None = None
