"""The change log."""

from sqlmodel import Field

from lmm_qual.store.tables.base import ProjectTable


class LogEntry(ProjectTable, table=True):
    """A change: who, when, what; `delta` takes it back (or, once undone, makes it again)."""

    __tablename__ = "change_log"
    id: int | None = Field(default=None, primary_key=True)
    at: str
    coder: str | None = None
    kind: str
    label: str
    state: str
    delta: bytes | None = None
