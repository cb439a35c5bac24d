"""A relation as one row of a table of edges."""

from typing import Any

from pydantic import ConfigDict, Field

from lmm_qual.model.base import Count, FileModel, Name, PartialDate
from lmm_qual.model.system_map import Basis, Relation


class EdgeRow(FileModel):
    """A relation with the period it was observed in, and what is known of its type."""

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

    def relation(self) -> Relation:
        """Give the relation, as the system map file has it."""
        left_out = {"type_label", "directed", "observed_from", "observed_to"}
        data: dict[str, Any] = self.model_dump(by_alias=True, exclude=left_out)
        if self.observed_from or self.observed_to:
            data["observed"] = {"from": self.observed_from, "to": self.observed_to}
        return Relation.model_validate(data)
