"""What keeps a study whole while it changes: bin, corrections, review list, links of memos."""

from sqlmodel import Field, UniqueConstraint

from lmm_qual.store.tables.base import ProjectTable


class BinEntry(ProjectTable, table=True):
    """Something deleted that can be restored; `content` is a packed delta that inserts its rows."""

    __tablename__ = "bin_entry"
    id: int | None = Field(default=None, primary_key=True)
    kind: str
    label: str
    at: str
    coder: str | None = None
    content: bytes


class Correction(ProjectTable, table=True):
    """A change of a transcript's text after its import; `kind` is file, words or pseudonyms."""

    id: int | None = Field(default=None, primary_key=True)
    transcript_id: int = Field(foreign_key="transcript.id", index=True)
    kind: str
    note: str | None = None
    at: str
    coder: str | None = None


class Review(ProjectTable, table=True):
    """A coding or passage whose words a correction changed: what they were and stood between.

    `target` is coding or passage; `reason` says what happened to the words. `decision` is null
    until somebody has looked.
    """

    id: int | None = Field(default=None, primary_key=True)
    correction_id: int = Field(foreign_key="correction.id", index=True)
    target: str
    target_id: int = Field(index=True)
    reason: str
    words: str
    before: str
    after: str
    decision: str | None = None
    at: str | None = None
    coder: str | None = None


class MemoLink(ProjectTable, table=True):
    """A code, passage or other memo that a memo points to; `target` says which."""

    __tablename__ = "memo_link"
    __table_args__ = (UniqueConstraint("memo_id", "target", "target_id"),)
    id: int | None = Field(default=None, primary_key=True)
    memo_id: int = Field(foreign_key="memo.id")
    target: str
    target_id: int = Field(index=True)
    position: int
