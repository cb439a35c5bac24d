"""Proposed relations as a table, as a file to be filled in, and as JSON."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict

from lmm_qual.exporters.tables import Table
from lmm_qual.system_map.proposals import Proposal, ProposedPair
from lmm_qual.text.numbers import counted

FILLED_IN = ("decision", "type", "times", "account")
"""The columns that a person fills in; they come back by `map confirm --file`."""
_HEADINGS = (
    *("id", "source", "target", "transcript", "start", "end", "time", "group", "participant"),
    *("on the map", "may deny", "misspelt", "words"),
)


def proposals_text(pairs: Sequence[ProposedPair]) -> Table:
    """Give a row a sentence, pairs one below the other, for the eye."""
    headings = ["id", "pair", "on the map", "where", "who", "may deny", "misspelt", "words"]
    rows = []
    for pair in pairs:
        for place, one in enumerate(pair.proposals):
            ends = f"{pair.source} → {pair.target}" if place == 0 else ""
            known = counted(len(pair.on_map), "type") if place == 0 and pair.on_map else ""
            said = ", ".join(filter(None, (*one.participants, one.group, one.time)))
            marks = (", ".join(one.denying), ", ".join(one.misspelt), " ".join(one.words.split()))
            rows.append([one.id, ends, known, one.transcript, said, *marks])
    return Table(headings, rows)


def proposals_file(pairs: Iterable[ProposedPair]) -> Table:
    """Give a row a sentence, with empty columns for what a person decides."""
    rows = [
        [
            *(one.id, one.source, one.target, one.transcript, one.start, one.end),
            *(one.time, one.group, "; ".join(one.participants), "; ".join(pair.on_map)),
            *("; ".join(one.denying), "; ".join(one.misspelt), one.words),
            *("" for _ in FILLED_IN),
        ]
        for pair in pairs
        for one in pair.proposals
    ]
    return Table([*_HEADINGS, *FILLED_IN], rows, (4, 5))


def proposals_data(pairs: Iterable[ProposedPair]) -> list[dict[str, object]]:
    """Give pairs with their sentences for JSON."""
    return [
        {
            "source": pair.source,
            "target": pair.target,
            "on_map": list(pair.on_map),
            "proposals": [_data(one) for one in pair.proposals],
        }
        for pair in pairs
    ]


def _data(one: Proposal) -> dict[str, object]:
    data = asdict(one)
    del data["source"], data["target"], data["outcome"]
    return data
