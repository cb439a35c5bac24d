"""The findings file: what was found, on what it rests, what should follow, rows in types."""

from typing import Literal

from pydantic import Field

from lmm_qual.model.base import CodePath, Count, FileModel, Name
from lmm_qual.model.written import words_fault

RowKind = Literal["participant", "service", "transcript"]
ROW_KINDS: tuple[RowKind, ...] = ("participant", "service", "transcript")
"""What rows of a framework matrix stand for."""

Side = Literal["for", "against"]

LONGEST = 20_000
"""Characters that a claim, a note or a recommendation can be written with."""

NOT_LOOKED = "nobody has looked for passages against it"
NONE_FOUND = "looked for passages against it, and found none"


def statement_fault(text: str, what: str) -> str:
    """Say what keeps a text from being a claim, a search or a recommendation, or nothing."""
    return words_fault(text, what, LONGEST)


def search_said(search: str | None, against: int) -> str:
    """Say how passages against a finding were looked for; `against` is how many it has."""
    if search:
        return search if against else f"{NONE_FOUND}: {search}"
    return "" if against else NOT_LOOKED


class PassageEntry(FileModel):
    """Words of a transcript; without `start` and `end` they must stand in it once."""

    transcript: Name
    """The transcript, by its id."""
    start: Count | None = None
    """The first code point of the words."""
    end: Count | None = None
    """The code point behind their last."""
    quote: str
    """The words themselves."""
    note: str | None = None
    """Why it stands here."""

    @property
    def place(self) -> tuple[str, int | None, int | None]:
        """Where the words stand: transcript, start and end, in code points."""
        return self.transcript, self.start, self.end


class BasisEntry(FileModel):
    """A memo (its id or words of it), a row of the framework matrix, or a cell of it.

    A cell is a row with a code; `time` or `change` tell which of its columns is meant.
    """

    memo: str | None = None
    """A memo, by its id or words of it."""
    participant: Name | None = None
    """The row of a participant."""
    service: Name | None = None
    """The row of a service."""
    transcript: Name | None = None
    """The row of a transcript."""
    code: CodePath | None = None
    """The column's code, for a cell."""
    time: Name | None = None
    """The column's round."""
    change: bool = False
    """True for the column of change between rounds."""


class Finding(FileModel):
    """An answer to a research question; `search` says how passages against were looked for."""

    id: Name
    """What recommendations name it by."""
    question: Name | None = None
    """The research question it answers, by its id."""
    claim: str
    """What was found."""
    search: str | None = None
    """How passages against it were looked for."""
    for_: list[PassageEntry] = Field(default=[], alias="for")
    """Words for it."""
    against: list[PassageEntry] = []
    """Words against it."""
    rests_on: list[BasisEntry] = []
    """Memos, rows and cells of the chart that it rests on."""


class Recommendation(FileModel):
    """What somebody (`to`) should do, and the findings it follows from."""

    id: Name
    """What it is named by."""
    text: str
    """What should be done."""
    to: str | None = None
    """Who should do it."""
    findings: list[Name] = []
    """The findings it follows from, by their ids."""


class TypeMember(FileModel):
    """A row that is of a type, and why."""

    row: Name
    """The participant, service or transcript, by its id."""
    reason: str | None = None
    """Why it is of that type."""


class TypeEntry(FileModel):
    """A type of a typology."""

    name: Name
    """What the type is called."""
    description: str | None = None
    """What its rows have in common."""
    members: list[TypeMember] = []
    """The rows that are of it."""


class Typology(FileModel):
    """A way of grouping rows of the framework matrix."""

    id: Name
    """What it is named by."""
    name: str
    """What it is called."""
    description: str | None = None
    """What it groups by."""
    rows: RowKind
    """What is grouped."""
    types: list[TypeEntry] = []
    """The types; a row is in one at most."""


class Findings(FileModel):
    """A whole findings file."""

    findings: list[Finding] = []
    """What was found."""
    recommendations: list[Recommendation] = []
    """What should follow."""
    typologies: list[Typology] = []
    """Rows grouped in types."""
