"""The tables of the project file.

Columns that end in `_key` hold an id of the study design or the system map as people write it; a
project may use ids that no design defines yet. Columns marked JSON hold JSON text. Positions are
code points of `Transcript.text`, ends exclusive. Times are UTC in ISO 8601.
"""

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import MetaData, Table

HOMES: dict[str, tuple[str, ...]] = {
    "design": (
        "setting",
        "research_question",
        "time_point",
        "participant_group",
        "collection_method",
        "recruitment",
        "approached",
        "event",
        "topic_guide",
        "participant",
        "consent",
    ),
    "monitoring": ("monitoring_figure", "monitoring_flow"),
    "talk": ("transcript", "source_file", "speaker", "turn"),
    "coding": (
        "code",
        "codebook_version",
        "coder",
        "coding",
        "coding_voice",
        "coding_pass",
        "memo",
    ),
    "system_map": ("ring", "service", "relation_type", "relation"),
    "log": ("change_log",),
}
"""The tables of each module; a command loads only those that it writes to."""


@cache
def table(name: str) -> "Table":
    """Give a table by its name."""
    from sqlmodel import SQLModel

    home = next(module for module, names in HOMES.items() if name in names)
    import_module(f"{__name__}.{home}")
    return SQLModel.metadata.tables[name]


def all_tables() -> "MetaData":
    """Give the whole schema."""
    from sqlmodel import SQLModel

    for module in HOMES:
        import_module(f"{__name__}.{module}")
    return SQLModel.metadata
