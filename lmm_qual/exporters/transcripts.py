"""Transcripts as other programs read them, and as text."""

from collections.abc import Mapping
from typing import Any

from lmm_qual.analysis.coverage import coded_shares
from lmm_qual.exporters.tables import Table
from lmm_qual.store.queries import talk
from lmm_qual.store.queries.reviews import correction_dates
from lmm_qual.store.store import Store
from lmm_qual.text.standins import shown, shown_block

_LIST = ("id", "title", "time", "group", "method", "date", "words", "turns", "coded_share")


def transcript_list(store: Store) -> list[dict[str, Any]]:
    """Give all transcripts; `coded_share` is the share of participants' words coded by anybody."""
    shares = coded_shares(store)
    return [
        {
            "id": row.key,
            "title": row.title,
            "time": row.time,
            "group": row.group,
            "method": row.method,
            "date": row.date,
            "words": row.words,
            "turns": row.turns,
            "coded_share": shares[row.id],
        }
        for row in talk.transcripts(store)
    ]


def list_table(data: list[dict[str, Any]]) -> Table:
    """Give the list as a table, the share in per cent."""
    rows = [
        [
            *(entry[name] for name in _LIST[:-1]),
            "–" if entry["coded_share"] is None else f"{entry['coded_share']:.0%}",
        ]
        for entry in data
    ]
    return Table(_LIST, rows, (6, 7, 8))


def transcript_data(store: Store, key: str) -> dict[str, Any]:
    """Give a transcript with its text and turns; raises `BadInputError` where there is none."""
    row = talk.find_transcript(store, key)
    details = talk.transcript_details(store, row.id)
    return {
        "id": row.key,
        "title": row.title,
        "time": row.time,
        "group": row.group,
        "service": row.service,
        "method": row.method,
        "date": row.date,
        "sha256": row.sha256,
        "metadata": details["metadata"],
        "text": talk.transcript_text(store, row.id),
        "turns": [_turn(turn) for turn in talk.turns(store, row.id)],
        **_corrected(store, row.id),
    }


def _corrected(store: Store, transcript: int) -> dict[str, Any]:
    """Say how often a transcript was corrected and when last, where it was."""
    dates = correction_dates(store, transcript)
    return {"corrections": {"number": len(dates), "last": dates[-1]}} if dates else {}


def _turn(turn: talk.TurnRow) -> dict[str, Any]:
    return {
        "n": turn.n,
        "speaker": turn.speaker,
        "participant": turn.participant,
        "group": turn.group,
        "service": turn.service,
        "role": turn.role,
        "interviewer": bool(turn.interviewer),
        "start": turn.start,
        "end": turn.end,
        "timestamp": turn.timestamp,
    }


_TURNS = ("n", "speaker", "participant", "timestamp", "start", "end", "words said")


def turns_table(data: Mapping[str, Any]) -> Table:
    """Give a row a turn, with what was said."""
    rows = [
        [*(turn[name] for name in _TURNS[:-1]), data["text"][turn["start"] : turn["end"]]]
        for turn in data["turns"]
    ]
    return Table(_TURNS, rows, (0, 4, 5))


def transcript_text_form(data: Mapping[str, Any]) -> str:
    """Give the turns as lines for reading in a terminal."""
    place = ", ".join(str(data[name]) for name in ("time", "group", "method", "date") if data[name])
    lines = [shown(f"{data['id']}  {data['title'] or ''}  {place}".rstrip()), ""]
    for turn in data["turns"]:
        who = shown(turn["speaker"] or "—")
        time = f" {shown(turn['timestamp'])}" if turn["timestamp"] else ""
        lines.append(f"{turn['n']:>4} {who}{time}")
        said = shown_block(data["text"][turn["start"] : turn["end"]])
        lines += [f"     {line}" for line in said.split("\n")]
    return "\n".join(lines) + "\n"
