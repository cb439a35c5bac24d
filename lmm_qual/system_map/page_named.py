"""What the map page says of services that are named: codes, participants of all, passages.

These are never added to what a service's own people say (see `page_themes`).
"""

from collections.abc import Mapping
from typing import Any

from lmm_qual.system_map.page_themes import (
    MapTalk,
    code_numbers,
    masked_themes,
    passage_rows,
    told,
    told_of,
)
from lmm_qual.system_map.themes import EVERYONE, tally_columns, tally_themes


def named_data(talk: MapTalk, ids: Mapping[str, str]) -> dict[str, Any]:
    """Give who names services in coded words, of all who took part, and the passages.

    For sharing, numbers are masked as those of themes are; segments, and how many of those who
    name a service are its own people, are left out, as they could tell of a masked number.
    """
    numbers = code_numbers(talk)
    everyone = tally_columns(talk.everyone).get(EVERYONE, {})
    return {
        "namedOf": told_of(everyone, talk),
        "named": _named(talk, ids, numbers),
        "namedPassages": passage_rows(talk, ids, numbers, "mention"),
    }


def _named(
    talk: MapTalk, ids: Mapping[str, str], numbers: Mapping[str, int]
) -> dict[str, list[dict[str, Any]]]:
    tallies = tally_themes(talk.themes, "mention")
    own = tally_themes(talk.themes, "mention", own=True)
    masked = masked_themes(tallies, talk)
    rows: dict[str, list[dict[str, Any]]] = {}
    for (service, code), cells in sorted(tallies.items(), key=lambda item: numbers[item[0][1]]):
        if service not in ids:
            continue
        people = {cell: len(tally.participants) for cell, tally in cells.items()}
        row: dict[str, Any] = {
            "code": numbers[code],
            "participants": told(people, masked.get((service, code), set()), talk),
        }
        if not talk.for_sharing:
            segments = {cell: len(tally.segments) for cell, tally in cells.items()}
            its = own.get((service, code), {})
            people = {cell: len(tally.participants) for cell, tally in its.items()}
            row["segments"] = told(segments, (), talk)
            row["own"] = told(people, (), talk)
        rows.setdefault(ids[service], []).append(row)
    return rows
