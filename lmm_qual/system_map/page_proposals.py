"""Relations that talk proposes, on the map page: apart from all others, and in no measure."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from lmm_qual.system_map.page_network import MANY
from lmm_qual.system_map.page_themes import MapTalk
from lmm_qual.text.numbers import counted
from lmm_qual.text.standins import shown

if TYPE_CHECKING:
    from pyvis.network import Network

    from lmm_qual.system_map.proposals import ProposedPair


def proposal_rows(
    proposed: Iterable["ProposedPair"], ids: Mapping[str, str], talk: MapTalk
) -> list[dict[str, Any]]:
    """Give what the page tells of each pair, with its sentences; loops and strangers left out."""
    times = {time.id: place for place, time in enumerate(talk.times)}
    pairs = [pair for pair in proposed if pair.source in ids and pair.target in ids]
    return [
        {
            "id": f"p{number}",
            "source": ids[pair.source],
            "target": ids[pair.target],
            "passages": [
                {
                    "time": times.get(one.time) if one.time else None,
                    "quote": one.words,
                    "speaker": ", ".join(one.participants) or None,
                    "group": one.group,
                    "transcript": one.transcript,
                    "denying": list(one.denying),
                    "misspelt": list(one.misspelt),
                    "proposal": one.id,
                }
                for one in pair.proposals
            ],
        }
        for number, pair in enumerate(pairs)
    ]


def add_proposals(network: "Network", data: dict[str, Any]) -> None:
    """Draw a line for each pair, hidden until it is asked for."""
    bent = {"enabled": True, "type": "curvedCW", "roundness": 0.18}
    many = len(data["relations"]) + len(data["proposals"] or ()) >= MANY
    labels = {row["id"]: shown(row["label"]) for row in data["services"]}
    for row in data["proposals"] or []:
        sentences = counted(len(row["passages"]), "sentence")
        network.add_edge(
            row["source"],
            row["target"],
            id=row["id"],
            title=f"{labels[row['source']]} → {labels[row['target']]}\n"
            f"proposed by {sentences}, not confirmed",
            label="proposed?",
            arrows="to",
            width=1.2,
            smooth=False if many else bent,
            hidden=True,
        )
