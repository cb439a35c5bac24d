"""The system map."""

from sqlmodel import Field

from lmm_qual.store.tables.base import ProjectTable


class Ring(ProjectTable, table=True):
    """A ring of the system map."""

    id: int | None = Field(default=None, primary_key=True)
    position: int
    key: str = Field(unique=True)
    label: str | None = None
    color: str | None = None


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
    """A typed, dated relation; `times`, `observed` and `evidence` are JSON."""

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
