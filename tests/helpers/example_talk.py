"""The example study's files read as they are, for holding what was written to what was said."""

import functools
import json
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from lmm_qual.importers.reading import read_transcript
from lmm_qual.model.transcript import ParsedTranscript

EXAMPLE = Path(__file__).parents[2] / "sample_transcripts"


_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The same reader in C, where there is one: each worker reads these files as it begins."""


def read_plainly(path: Path) -> Any:
    """Give what a YAML file says."""
    return yaml.load(path.read_text(encoding="utf-8"), _Loader)


def plain(name: str) -> Any:
    """Give what a YAML file of the example says."""
    return read_plainly(EXAMPLE / name)


DOCUMENTS = {document["id"]: document for document in plain("transcripts.yaml")["documents"]}


class Seat(NamedTuple):
    """Who speaks under a label in a session."""

    participant: str
    service: str


@functools.cache
def talk(transcript: str) -> ParsedTranscript:
    """Give a transcript's text and turns as they are stored."""
    return read_transcript(EXAMPLE / DOCUMENTS[transcript]["path"])


def seat(transcript: str, label: str | None) -> Seat | None:
    """Give who speaks under a label; `None` for interviewers and where nobody is named."""
    who = DOCUMENTS[transcript].get("speakers", {}).get(label, {})
    if "participant" not in who:
        return None
    return Seat(who["participant"], who.get("service") or DOCUMENTS[transcript]["service"])


def place(transcript: str, quote: str) -> tuple[int, int]:
    """Give the only place of a quote; raises where it stands nowhere, or more than once."""
    text = talk(transcript).text
    assert text.count(quote) == 1, (transcript, quote)
    return text.index(quote), text.index(quote) + len(quote)


def labels_at(transcript: str, span: tuple[int, int]) -> set[str | None]:
    """Give the labels of the turns that a span lies in."""
    turns = talk(transcript).turns
    return {turn.speaker for turn in turns if turn.start < span[1] and span[0] < turn.end}


@functools.cache
def codings(transcript: str) -> list[dict[str, Any]]:
    """Give the codings of a transcript."""
    lines = (EXAMPLE / "codings.jsonl").read_text(encoding="utf-8").splitlines()
    return [one for one in map(json.loads, lines) if one["transcript"] == transcript]


def is_coded(transcript: str, span: tuple[int, int], code: str, label: str | None) -> bool:
    """Say whether a span lies in a coding of a code, or one below it, that counts as the label's.

    A voice decided to be disagreeing or only present does not count.
    """
    return any(
        one["start"] < span[1]
        and span[0] < one["end"]
        and f"{one['code']}/".startswith(f"{code}/")
        and one.get("voices", {}).get(label, "voiced") in {"voiced", "agreed"}
        for one in codings(transcript)
    )
