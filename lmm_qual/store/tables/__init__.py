"""The tables of the project file.

Columns that end in `_key` hold an id of the study design or the system map as people write it; a
project may use ids that no design defines yet. Columns marked JSON hold JSON text. Positions are
code points of `Transcript.text`, ends exclusive. Times are UTC in ISO 8601.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import MetaData

_MODULES = ("design", "monitoring", "talk", "coding", "findings", "revision", "system_map", "log")


def all_tables() -> "MetaData":
    """Give the whole schema, from which projects are made."""
    from sqlmodel import SQLModel

    for module in _MODULES:
        import_module(f"{__name__}.{module}")
    return SQLModel.metadata
