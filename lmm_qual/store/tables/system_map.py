"""The system map."""

from sqlmodel import Field, UniqueConstraint

from lmm_qual.store.tables.base import ProjectTable


class Ring(ProjectTable, table=True):
    """A ring of the system map; `expected` says what engagement it suggests."""

    id: int | None = Field(default=None, primary_key=True)
    position: int
    key: str = Field(unique=True)
    label: str | None = None
    color: str | None = None
    expected: str | None = None


class Service(ProjectTable, table=True):
    """A service or another actor; all columns that hold several values are JSON."""

    id: int | None = Field(default=None, primary_key=True)
    position: int
    key: str = Field(unique=True)
    label: str | None = None
    aliases: str = "[]"
    kind: str
    ring: str = "null"
    ring_basis: str
    evidence: str = "null"
    attributes: str = "{}"
    members: str = "[]"
    former_names: str = "[]"
    end: str | None = None
    note: str | None = None


class RelationType(ProjectTable, table=True):
    """A kind of relation."""

    __tablename__ = "relation_type"
    id: int | None = Field(default=None, primary_key=True)
    position: int
    key: str = Field(unique=True)
    label: str | None = None
    directed: bool = True


class Relation(ProjectTable, table=True):
    """A typed, dated relation; `times`, `observed`, `evidence` and `account` are JSON.

    `stance` is affirmed or denied; `figure` the key of a monitoring figure.
    """

    id: int | None = Field(default=None, primary_key=True)
    position: int
    source: str
    target: str
    type: str
    from_: str | None = None
    to: str | None = None
    times: str = "[]"
    observed: str = "null"
    count: int | None = None
    base: int | None = None
    basis: str
    evidence: str = "null"
    note: str | None = None
    stance: str = Field(default="affirmed", sa_column_kwargs={"server_default": "affirmed"})
    account: str = Field(default="[]", sa_column_kwargs={"server_default": "[]"})
    figure: str | None = None


class MentionDecision(ProjectTable, table=True):
    """What a person decided of words that name two services: `outcome` confirmed or dismissed.

    `relation_id` is the relation that the words affirm or deny.
    """

    __tablename__ = "mention_decision"
    __table_args__ = (UniqueConstraint("passage_id", "source", "target"),)
    id: int | None = Field(default=None, primary_key=True)
    passage_id: int = Field(foreign_key="passage.id")
    source: str
    target: str
    outcome: str
    relation_id: int | None = Field(default=None, foreign_key="relation.id", index=True)
    at: str
    coder: str | None = None


class EmbeddednessAspect(ProjectTable, table=True):
    """A part of the study's definition of embeddedness; `levels` is JSON."""

    __tablename__ = "embeddedness_aspect"
    id: int | None = Field(default=None, primary_key=True)
    position: int
    key: str = Field(unique=True)
    label: str | None = None
    definition: str | None = None
    levels: str = "[]"


class Embeddedness(ProjectTable, table=True):
    """What a researcher holds of an aspect for a service at a time point."""

    id: int | None = Field(default=None, primary_key=True)
    service_key: str
    time_key: str | None = None
    aspect_key: str
    level: str | None = None
    note: str | None = None
    coder_id: int | None = Field(default=None, foreign_key="coder.id", index=True)
    created: str
    updated: str
