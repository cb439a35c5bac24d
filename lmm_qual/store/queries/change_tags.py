"""What researchers say became of codes between two rounds."""

from typing import NamedTuple

from lmm_qual.store.store import Store


class TagRow(NamedTuple):
    """A change tag; `unit` is the participant, service or group that it is of."""

    id: int
    design: str
    unit: str | None
    code_id: int
    from_time: str
    to_time: str
    tag: str
    note: str | None
    coder: str | None
    created: str
    updated: str


def change_tags(store: Store) -> list[TagRow]:
    """Give all change tags, in the order they were made."""
    return store.records(
        TagRow,
        """
        SELECT change_tag.id, design, coalesce(participant.key, service_key, change_tag.group_key),
               code_id, from_time, to_time, tag, note, coder.name, created, updated
        FROM change_tag
        LEFT JOIN participant ON participant.id = change_tag.participant_id
        LEFT JOIN coder ON coder.id = change_tag.coder_id
        ORDER BY change_tag.id
        """,
    )
