"""The system map file: rings, services and the relations between them."""

from typing import Literal

from pydantic import Field

from lmm_qual.model.base import Color, Count, FileModel, Name, PartialDate, Scalar
from lmm_qual.model.finding import PassageEntry

Basis = Literal["stated", "inferred", "unknown"]
Stance = Literal["affirmed", "denied"]


class Ring(FileModel):
    """A ring of the map, the first one innermost; `expected` says what engagement it suggests."""

    id: Name
    label: str | None = None
    color: Color | None = None
    expected: str | None = None


class Service(FileModel):
    """A service or another actor; `members` makes it a named composite."""

    id: Name
    label: str | None = None
    aliases: list[Name] = []
    kind: Name = "service"
    ring: Name | list[Name] | None = None
    ring_basis: Basis = "unknown"
    evidence: str | list[str] | None = None
    attributes: dict[Name, Scalar] = {}
    members: list[Name] = []
    former_names: list[str] = []
    end: PartialDate | None = None
    note: str | None = None
    passages: list[PassageEntry] = []

    @property
    def rings(self) -> list[str]:
        """Give the rings it stands in: none, one, or the two it is between."""
        if self.ring is None:
            return []
        return [self.ring] if isinstance(self.ring, str) else list(self.ring)


class RelationType(FileModel):
    """A kind of relation."""

    id: Name
    label: str | None = None
    directed: bool = True


class Period(FileModel):
    """From and to when; open on the side that is left out."""

    from_: PartialDate | None = Field(default=None, alias="from")
    to: PartialDate | None = None


class Relation(FileModel):
    """A typed relation; `from`/`to` or `times` say when it held, `observed` when it was counted.

    `stance` tells whether somebody affirms or denies it, and `account` who: participants, groups
    or services. `figure` is the monitoring figure that `count` and `base` come from.
    """

    source: Name
    target: Name
    type: Name
    from_: PartialDate | None = Field(default=None, alias="from")
    to: PartialDate | None = None
    times: list[Name] = []
    observed: Period | None = None
    count: Count | None = None
    base: Count | None = None
    basis: Basis = "unknown"
    evidence: str | list[str] | None = None
    note: str | None = None
    stance: Stance = "affirmed"
    account: list[Name] = []
    figure: Name | None = None
    passages: list[PassageEntry] = []


class SystemMap(FileModel):
    """A whole system map file."""

    rings: list[Ring] = []
    services: list[Service] = []
    relation_types: list[RelationType] = []
    relations: list[Relation] = []
