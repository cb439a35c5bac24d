"""What all tables share."""

from sqlmodel import SQLModel


class ProjectTable(SQLModel):
    """A table of the project file; its validator is built only where one is asked for."""

    model_config = {"defer_build": True}
