"""The findings file: what was found, on what it rests, what should follow, rows in types."""

from typing import Literal

from pydantic import Field

from lmm_qual.model.base import CodePath, Count, FileModel, Name

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
    if not text.strip():
        return f"{what} needs words"
    if len(text) > LONGEST:
        return f"{what} has {LONGEST:,} characters at most, and this would be {len(text):,}"
    if "\x00" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
        return f"{what} holds characters that are not text"
    return ""


def search_said(search: str | None, against: int) -> str:
    """Say how passages against a finding were looked for; `against` is how many it has."""
    if search:
        return search if against else f"{NONE_FOUND}: {search}"
    return "" if against else NOT_LOOKED


class PassageEntry(FileModel):
    """Words of a transcript; without `start` and `end` they must stand in it once."""

    transcript: Name
    start: Count | None = None
    end: Count | None = None
    quote: str
    note: str | None = None


class BasisEntry(FileModel):
    """A memo (its id or words of it), a row of the framework matrix, or a cell of it.

    A cell is a row with a code; `time` or `change` tell which of its columns is meant.
    """

    memo: str | None = None
    participant: Name | None = None
    service: Name | None = None
    transcript: Name | None = None
    code: CodePath | None = None
    time: Name | None = None
    change: bool = False


class Finding(FileModel):
    """An answer to a research question; `search` says how passages against were looked for."""

    id: Name
    question: Name | None = None
    claim: str
    search: str | None = None
    for_: list[PassageEntry] = Field(default=[], alias="for")
    against: list[PassageEntry] = []
    rests_on: list[BasisEntry] = []


class Recommendation(FileModel):
    """What somebody (`to`) should do, and the findings it follows from."""

    id: Name
    text: str
    to: str | None = None
    findings: list[Name] = []


class TypeMember(FileModel):
    """A row that is of a type, and why."""

    row: Name
    reason: str | None = None


class TypeEntry(FileModel):
    """A type of a typology."""

    name: Name
    description: str | None = None
    members: list[TypeMember] = []


class Typology(FileModel):
    """A way of grouping rows of the framework matrix."""

    id: Name
    name: str
    description: str | None = None
    rows: RowKind
    types: list[TypeEntry] = []


class Findings(FileModel):
    """A whole findings file."""

    findings: list[Finding] = []
    recommendations: list[Recommendation] = []
    typologies: list[Typology] = []
