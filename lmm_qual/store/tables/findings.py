"""What researchers wrote of what they found: chart summaries, findings, types, tags, snapshots.

A row of a framework matrix is a participant, a service or a transcript: `row_kind` says which,
and one of `participant_id`, `service_key` and `transcript_id` names it.
"""

from sqlmodel import Field, UniqueConstraint

from lmm_qual.store.tables.base import ProjectTable


class PassageLink(ProjectTable, table=True):
    """A passage that a summary, a finding or a change tag rests on; `side` is for or against."""

    __tablename__ = "passage_link"
    __table_args__ = (UniqueConstraint("source", "source_id", "passage_id", "side"),)
    id: int | None = Field(default=None, primary_key=True)
    source: str
    source_id: int = Field(index=True)
    passage_id: int = Field(foreign_key="passage.id", index=True)
    side: str = "for"
    position: int
    note: str | None = None


class ChartSummary(ProjectTable, table=True):
    """What a researcher wrote in a cell of the framework matrix.

    `time_key` is null in the column for change. `based_on` is JSON of the coded segments that the
    cell held when it was written: lists of coding id, start and end.
    """

    __tablename__ = "chart_summary"
    id: int | None = Field(default=None, primary_key=True)
    row_kind: str
    participant_id: int | None = Field(default=None, foreign_key="participant.id", index=True)
    service_key: str | None = None
    transcript_id: int | None = Field(default=None, foreign_key="transcript.id", index=True)
    code_id: int = Field(foreign_key="code.id", index=True)
    part: str = "round"
    time_key: str | None = None
    text: str
    based_on: str = "[]"
    coder_id: int | None = Field(default=None, foreign_key="coder.id", index=True)
    created: str
    updated: str


class Finding(ProjectTable, table=True):
    """An answer to a research question; `search_note` says how passages against were looked for."""

    id: int | None = Field(default=None, primary_key=True)
    position: int
    key: str = Field(unique=True)
    question_key: str | None = None
    claim: str
    search_note: str | None = None
    coder_id: int | None = Field(default=None, foreign_key="coder.id", index=True)
    created: str
    updated: str


class FindingBasis(ProjectTable, table=True):
    """A memo, a row or a cell of the framework matrix that a finding rests on."""

    __tablename__ = "finding_basis"
    id: int | None = Field(default=None, primary_key=True)
    finding_id: int = Field(foreign_key="finding.id", index=True)
    position: int
    kind: str
    memo_id: int | None = Field(default=None, foreign_key="memo.id", index=True)
    row_kind: str | None = None
    participant_id: int | None = Field(default=None, foreign_key="participant.id", index=True)
    service_key: str | None = None
    transcript_id: int | None = Field(default=None, foreign_key="transcript.id", index=True)
    code_id: int | None = Field(default=None, foreign_key="code.id", index=True)
    part: str | None = None
    time_key: str | None = None


class Recommendation(ProjectTable, table=True):
    """What somebody should do."""

    id: int | None = Field(default=None, primary_key=True)
    position: int
    key: str = Field(unique=True)
    text: str
    addressee: str | None = None


class RecommendationFinding(ProjectTable, table=True):
    """A finding that a recommendation follows from."""

    __tablename__ = "recommendation_finding"
    __table_args__ = (UniqueConstraint("recommendation_id", "finding_id"),)
    id: int | None = Field(default=None, primary_key=True)
    recommendation_id: int = Field(foreign_key="recommendation.id", index=True)
    finding_id: int = Field(foreign_key="finding.id", index=True)
    position: int


class Typology(ProjectTable, table=True):
    """A way of grouping rows of the framework matrix."""

    id: int | None = Field(default=None, primary_key=True)
    position: int
    key: str = Field(unique=True)
    name: str
    description: str | None = None
    row_kind: str


class TypologyType(ProjectTable, table=True):
    """A type of a typology."""

    __tablename__ = "typology_type"
    id: int | None = Field(default=None, primary_key=True)
    typology_id: int = Field(foreign_key="typology.id", index=True)
    position: int
    name: str
    description: str | None = None


class TypologyMember(ProjectTable, table=True):
    """A row that is of a type, and why."""

    __tablename__ = "typology_member"
    id: int | None = Field(default=None, primary_key=True)
    type_id: int = Field(foreign_key="typology_type.id", index=True)
    position: int
    participant_id: int | None = Field(default=None, foreign_key="participant.id", index=True)
    service_key: str | None = None
    transcript_id: int | None = Field(default=None, foreign_key="transcript.id", index=True)
    reason: str | None = None


class ChangeTag(ProjectTable, table=True):
    """What a researcher says became of a code between two rounds, for one person, service or group.

    `design` is people, service or group; one of `participant_id`, `service_key` and `group_key`
    names whose change it is.
    """

    __tablename__ = "change_tag"
    id: int | None = Field(default=None, primary_key=True)
    design: str
    participant_id: int | None = Field(default=None, foreign_key="participant.id", index=True)
    service_key: str | None = None
    group_key: str | None = None
    code_id: int = Field(foreign_key="code.id", index=True)
    from_time: str
    to_time: str
    tag: str
    note: str | None = None
    coder_id: int | None = Field(default=None, foreign_key="coder.id", index=True)
    created: str
    updated: str


class Snapshot(ProjectTable, table=True):
    """The state of a round under a name; `content` is compressed JSON."""

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    at: str
    coder: str | None = None
    note: str | None = None
    content: bytes
