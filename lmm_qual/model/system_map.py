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
    """What services name the ring by."""
    label: str | None = None
    """What it is called on the map."""
    color: Color | None = None
    """Its colour, as #rrggbb."""
    expected: str | None = None
    """What engagement a place on it leads one to expect."""


class Service(FileModel):
    """A service or another actor; `members` makes it a named composite."""

    id: Name
    """What sessions and relations name the service by."""
    label: str | None = None
    """What it is called on the map."""
    aliases: list[Name] = []
    """What people call it, to find it in talk."""
    kind: Name = "service"
    """What it is: a service, a team, an office or another word of the study."""
    ring: Name | list[Name] | None = None
    """The ring it stands on, or the two it is between."""
    ring_basis: Basis = "unknown"
    """How its place is known."""
    evidence: str | list[str] | None = None
    """Where that is said: places in documents."""
    attributes: dict[Name, Scalar] = {}
    """What else is known of it, by name."""
    members: list[Name] = []
    """The services it is made of, where a source does not tell them apart."""
    former_names: list[str] = []
    """What it was called before."""
    end: PartialDate | None = None
    """When it ended."""
    note: str | None = None
    """A remark."""
    passages: list[PassageEntry] = []
    """Words of transcripts that say so."""

    @property
    def rings(self) -> list[str]:
        """Give the rings it stands in: none, one, or the two it is between."""
        if self.ring is None:
            return []
        return [self.ring] if isinstance(self.ring, str) else list(self.ring)


class RelationType(FileModel):
    """A kind of relation."""

    id: Name
    """What relations name the kind by."""
    label: str | None = None
    """What it is called on the map."""
    directed: bool = True
    """False where it goes both ways."""


class Period(FileModel):
    """From and to when; open on the side that is left out."""

    from_: PartialDate | None = Field(default=None, alias="from")
    """The beginning, open where it is left out."""
    to: PartialDate | None = None
    """The end, open where it is left out."""


class Relation(FileModel):
    """A typed relation; `from`/`to` or `times` say when it held, `observed` when it was counted.

    `stance` tells whether somebody affirms or denies it, and `account` who: participants, groups
    or services. `figure` is the monitoring figure that `count` and `base` come from.
    """

    source: Name
    """The service it begins at, by its id."""
    target: Name
    """The service it goes to, by its id."""
    type: Name
    """The kind of relation, by its id."""
    from_: PartialDate | None = Field(default=None, alias="from")
    """Since when it held."""
    to: PartialDate | None = None
    """Until when it held."""
    times: list[Name] = []
    """The rounds in which it held, in place of dates."""
    observed: Period | None = None
    """The period that count and base were counted in."""
    count: Count | None = None
    """How many, as a source says."""
    base: Count | None = None
    """Of how many."""
    basis: Basis = "unknown"
    """How it is known."""
    evidence: str | list[str] | None = None
    """Where that is said: places in documents."""
    note: str | None = None
    """A remark."""
    stance: Stance = "affirmed"
    """Whether it is affirmed or denied."""
    account: list[Name] = []
    """Who says so: participants, groups or services."""
    figure: Name | None = None
    """The monitoring figure that count and base are of, by its id."""
    passages: list[PassageEntry] = []
    """Words of transcripts that say so."""


class SystemMap(FileModel):
    """A whole system map file."""

    rings: list[Ring] = []
    """The rings, the innermost first."""
    services: list[Service] = []
    """The services and other actors."""
    relation_types: list[RelationType] = []
    """The kinds of relations."""
    relations: list[Relation] = []
    """The relations between services."""
