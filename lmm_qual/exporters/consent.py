"""The consent grid: what each participant agreed to in each round, and where nothing is known."""

from typing import Any

from lmm_qual.exporters.tables import Cell, Table
from lmm_qual.model.study import Consent
from lmm_qual.store.queries.design import load_participants, load_study
from lmm_qual.store.queries.talk import speakers, transcripts
from lmm_qual.store.store import Store

ASKED = ("take_part", "quote", "archive", "recontact", "withdrawn")
"""What is answered with yes or no."""
_HEADS = ("take part", "be quoted", "archive", "contact again", "withdrawn")
_SAID = {True: "yes", False: "no", None: "not known"}


def consent_data(store: Store) -> list[dict[str, Any]]:
    """Give an entry a participant and round they speak in or answered for; `null` is not known."""
    times = {row.id: row.time for row in transcripts(store)}
    rounds: dict[str, dict[str | None, int]] = {}
    for row in speakers(store):
        if row.participant is not None:
            held, time = rounds.setdefault(row.participant, {}), times[row.transcript_id]
            held[time] = held.get(time, 0) + 1
    order = {one.id: at for at, one in enumerate(load_study(store).time_points)}
    found = []
    for person in load_participants(store):
        here: dict[str | None, int] = dict.fromkeys(person.consent, 0)
        here |= rounds.get(person.id, {})
        for time in sorted(here, key=lambda one: (order.get(one or "", len(order)), one or "")):
            given = person.consent.get(time or "") or Consent()
            entry: dict[str, Any] = {"participant": person.id, "group": person.group, "time": time}
            entry |= {"sessions": here[time]} | {name: getattr(given, name) for name in ASKED}
            entry["withdraw_until"] = given.withdraw_until
            found.append(entry)
    return found


def consent_table(data: list[dict[str, Any]]) -> Table:
    """Give the grid as a table."""
    heads = ("participant", "group", "time", "sessions", *_HEADS, "may withdraw until")
    rows: list[list[Cell]] = [
        [
            *(one[name] for name in ("participant", "group", "time", "sessions")),
            *(_SAID[one[name]] for name in ASKED[:-1]),
            "yes" if one["withdrawn"] else "no",
            one["withdraw_until"] or "not known",
        ]
        for one in data
    ]
    return Table(heads, rows, (3,))


def consent_said(data: list[dict[str, Any]]) -> list[str]:
    """Say how many may not be quoted or archived, as nothing is known of it or they said no."""
    spoken = [one for one in data if one["sessions"]]
    lines = []
    for name, said in (("quote", "quoted"), ("archive", "archived")):
        barred = sum(not one[name] or bool(one["withdrawn"]) for one in spoken)
        unknown = sum(one[name] is None and not one["withdrawn"] for one in spoken)
        if barred:
            lines.append(
                f"may not be {said}: {barred} of {len(spoken)} (participants by round);"
                f" of {unknown} nothing is known"
            )
    return lines
