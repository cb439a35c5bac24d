"""Monitoring figures and flows."""

from sqlmodel import Field

from lmm_qual.store.tables.base import ProjectTable


class MonitoringFigure(ProjectTable, table=True):
    """A monitoring figure; `body` is JSON of the figure as its file gives it."""

    __tablename__ = "monitoring_figure"
    id: int | None = Field(default=None, primary_key=True)
    position: int
    key: str = Field(unique=True)
    body: str


class MonitoringFlow(ProjectTable, table=True):
    """A flow of steps with reasons; `body` is JSON of the flow as its file gives it."""

    __tablename__ = "monitoring_flow"
    id: int | None = Field(default=None, primary_key=True)
    position: int
    key: str = Field(unique=True)
    body: str
