"""Participants with their sessions and consent."""

from typing import Any

from lmm_qual.exporters.tables import Cell, Table
from lmm_qual.store.queries.design import load_participants
from lmm_qual.store.queries.talk import speakers, transcripts
from lmm_qual.store.store import Store


def participants_data(store: Store) -> list[dict[str, Any]]:
    """Give participants with group, consent and sessions, as other programs read them."""
    times = {row.id: row.time for row in transcripts(store)}
    sessions: dict[str, list[dict[str, Any]]] = {}
    for row in speakers(store):
        if row.participant:
            sessions.setdefault(row.participant, []).append(
                {
                    "transcript": row.transcript,
                    "time": times[row.transcript_id],
                    "speaker": row.label,
                    "group": row.group,
                    "service": row.service,
                    "role": row.role,
                    "turns": row.turns,
                    "words": row.words,
                }
            )
    return [
        {
            "id": participant.id,
            "group": participant.group,
            "consent": {
                time: given.model_dump(exclude_defaults=True)
                for time, given in participant.consent.items()
            },
            "sessions": sessions.get(participant.id, []),
        }
        for participant in load_participants(store)
    ]


def participants_table(data: list[dict[str, Any]]) -> Table:
    """Give a row a participant and session; of consent what was refused or withdrawn."""
    headings = ("id", "group", "transcript", "time", "service", "role", "turns", "words", "refused")
    rows: list[list[Cell]] = []
    for entry in data:
        refused = [_refused(time, given) for time, given in entry["consent"].items()]
        consent = "; ".join(text for text in refused if text)
        for session in entry["sessions"] or [{}]:
            row = [entry["id"], session.get("group") or entry["group"]]
            rows.append([*row, *(session.get(name) for name in headings[2:8]), consent])
    return Table(headings, rows, (6, 7))


def _refused(time: str, given: dict[str, Any]) -> str:
    names = [f"no {name}" for name, value in given.items() if value is False]
    names += ["withdrawn"] if given.get("withdrawn") else []
    return f"{time}: {', '.join(names)}" if names else ""
