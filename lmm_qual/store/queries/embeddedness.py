"""What being embedded means in a study, and how each service is judged."""

import json
from typing import NamedTuple

from lmm_qual.model.embeddedness import Aspect, Embeddedness, Judgement
from lmm_qual.store.queries.findings_file import passage_entry
from lmm_qual.store.queries.passages import LinkRow, passage_links
from lmm_qual.store.store import Store

SOURCE = "embeddedness"
"""What links of passages to judgements are known by."""


class JudgementRow(NamedTuple):
    """A judgement; `coder` gave its level and note, `created` and `updated` are UTC (ISO 8601)."""

    id: int
    service: str
    time: str | None
    aspect: str
    level: str | None
    note: str | None
    coder: str | None
    created: str
    updated: str

    @property
    def place(self) -> tuple[str, str | None, str]:
        """Give what it is of: service, time point, aspect."""
        return self.service, self.time, self.aspect


def aspects(store: Store) -> dict[int, Aspect]:
    """Give the aspects by the ids of their rows, in their order."""
    sql = """
        SELECT id, key, label, definition, levels FROM embeddedness_aspect ORDER BY position, id
    """
    return {
        id_: Aspect(id=key, label=label, definition=definition, levels=json.loads(levels))
        for id_, key, label, definition, levels in store.rows(sql)
    }


def judgements(store: Store) -> list[JudgementRow]:
    """Give all judgements: by the map's services, then time points, then aspects."""
    sql = """
        SELECT embeddedness.id, service_key, time_key, aspect_key, level, embeddedness.note,
               coder.name, embeddedness.created, updated
        FROM embeddedness
        LEFT JOIN coder ON coder.id = coder_id
        LEFT JOIN service ON service.key = service_key
        LEFT JOIN time_point ON time_point.key = time_key
        LEFT JOIN embeddedness_aspect ON embeddedness_aspect.key = aspect_key
        ORDER BY service.position IS NULL, service.position, service_key,
                 time_key IS NULL, time_point.position IS NULL, time_point.position, time_key,
                 embeddedness_aspect.position, aspect_key, embeddedness.id
    """
    return store.records(JudgementRow, sql)


def judgement_passages(store: Store) -> dict[tuple[int, str], list[LinkRow]]:
    """Give the passages of judgements by the judgement's id and side."""
    found: dict[tuple[int, str], list[LinkRow]] = {}
    for link in passage_links(store, SOURCE):
        found.setdefault((link.source_id, link.side), []).append(link)
    return found


def load_embeddedness(store: Store) -> Embeddedness:
    """Read aspects and judgements in the form of their file."""
    evidence = judgement_passages(store)
    return Embeddedness(
        aspects=list(aspects(store).values()),
        judgements=[
            Judgement(
                service=row.service,
                time=row.time,
                aspect=row.aspect,
                level=row.level,
                note=row.note,
                for_=[passage_entry(link) for link in evidence.get((row.id, "for"), [])],
                against=[passage_entry(link) for link in evidence.get((row.id, "against"), [])],
            )
            for row in judgements(store)
        ],
    )
