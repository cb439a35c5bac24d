"""A service as one row of a table of nodes, a relation as one of a table of edges."""

from typing import Any

from pydantic import ConfigDict, Field

from lmm_qual.model.base import Count, FileModel, Name, PartialDate, Scalar
from lmm_qual.model.system_map import Basis, Relation, Service, Stance


class NodeRow(FileModel):
    """A service; `passages` is how many it rests on, which a table does not hold."""

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
    passages: Count | None = None

    def service(self) -> Service:
        """Give the service, as the system map file has it."""
        return Service.model_validate(self.model_dump(exclude={"passages"}))


class EdgeRow(FileModel):
    """A relation with the period it was observed in, and what is known of its type.

    `passages` is how many it rests on; a table does not hold these.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    source: Name
    target: Name
    type: Name
    type_label: str | None = None
    directed: bool | None = None
    from_: PartialDate | None = Field(default=None, alias="from")
    to: PartialDate | None = None
    times: list[Name] = Field(default=[])
    observed_from: PartialDate | None = None
    observed_to: PartialDate | None = None
    count: Count | None = None
    base: Count | None = None
    basis: Basis = "unknown"
    evidence: str | list[str] | None = None
    note: str | None = None
    stance: Stance | None = None
    account: list[Name] = []
    figure: Name | None = None
    passages: Count | None = None

    def relation(self) -> Relation:
        """Give the relation, as the system map file has it."""
        left_out = {"type_label", "directed", "observed_from", "observed_to", "passages"}
        data: dict[str, Any] = self.model_dump(by_alias=True, exclude=left_out)
        data["stance"] = self.stance or "affirmed"
        if self.observed_from or self.observed_to:
            data["observed"] = {"from": self.observed_from, "to": self.observed_to}
        return Relation.model_validate(data)
