"""Hypothesis strategies for small studies in which everything happens that happens in the field."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from helpers.projects import Talk
from lmm_qual.model.codebook import join_path
from lmm_qual.model.coding import CodingRecord
from lmm_qual.model.transcript import ParsedTurn
from lmm_qual.model.transcript_list import SpeakerEntry

TIMES, GROUPS, SERVICES, ROLES = ("T1", "T2"), ("G1", "G2", "G3"), ("hv", "lmm"), ("lead", "nurse")
METHODS, PEOPLE, CODERS = ("interview", "dyad", "focus group"), ("P1", "P2", "P3"), ("A", "B")
LABELS = ("INT", "P1", "P2", "P3", "Anna", None)
WORDS = ("yes", "the baby", "a-b", "…", "né", "👩🏽‍⚕️ 7", "ward  nine", "–")
VOICES = ("voiced", "agreed", "disagreed", "present")


@dataclass(frozen=True)
class SmallStudy:
    """What `build` makes a project of."""

    talk: Sequence[Talk]
    codes: Sequence[str]
    newer_codes: Sequence[str]
    study: dict[str, Any]
    passes: Sequence[dict[str, Any]]


def or_none(values: Sequence[str]) -> st.SearchStrategy[str | None]:
    return st.none() | st.sampled_from(values)


@st.composite
def code_trees(draw: DrawFn) -> list[str]:
    """Draw a tree of a few codes, sometimes deep; names repeat under other parents."""
    paths: list[list[str]] = [[draw(st.sampled_from(["Barriers", "A/B"]))]]
    for name in draw(st.lists(st.sampled_from(["Stigma", "Time", "A/B", "c\\"]), max_size=5)):
        child = [*draw(st.sampled_from([[], *paths])), name]
        if child not in paths:
            paths.append(child)
    return [join_path(path) for path in paths]


@st.composite
def talks(draw: DrawFn, key: str, codes: Sequence[str]) -> Talk:
    """Draw a session: turns with and without speakers, and codings over them."""
    labels = draw(st.lists(st.sampled_from(LABELS), max_size=4))
    text, turns = draw(st.sampled_from(["", "Notes of the day\n"])), []
    for label in labels:
        before, words = len(text), draw(st.sampled_from(WORDS))
        text += f"{label}: " if label else ""
        turns.append(ParsedTurn(label, len(text), len(text) + len(words), label_start=before))
        text += words + "\n"
    text += "" if labels else "no turns here"
    speakers = {
        label: SpeakerEntry(
            interviewer=label == "INT",
            participant=label if label in PEOPLE else None,
            group=draw(or_none(GROUPS)),
            service=draw(or_none(SERVICES)),
            role=draw(or_none(ROLES)),
        )
        for label in dict.fromkeys(labels)
        if label
    }
    if draw(st.booleans()) and {"P1", "P2"} <= speakers.keys():  # one person under two labels
        speakers["P2"] = speakers["P2"].model_copy(update={"participant": "P1"})
    session = {
        name: value
        for name, values in (
            ("time", TIMES),
            ("group", GROUPS),
            ("service", SERVICES),
            ("method", METHODS),
        )
        if (value := draw(or_none(values)))
    }
    spans = _spans(text, turns)
    drawn = st.lists(codings(key, spans, codes), max_size=4)
    return Talk(key, text, turns, speakers, session, [c for cs in draw(drawn) for c in cs])


def _spans(text: str, turns: Sequence[ParsedTurn]) -> list[tuple[int, int]]:
    """Give spans worth coding: turns, labels, parts of words, several turns, everything."""
    spans = {(0, len(text))}
    for turn in turns:
        middle = (turn.start + turn.end) // 2
        spans |= {(turn.start, turn.end), (turn.label_start or 0, turn.start), (0, turn.start + 1)}
        spans |= {(middle, turn.end), (turn.start, middle), (turn.end, len(text))}
    return sorted((a, b) for a, b in spans if text[a:b].strip())


@st.composite
def codings(
    draw: DrawFn, key: str, spans: Sequence[tuple[int, int]], codes: Sequence[str]
) -> list[CodingRecord]:
    """Draw a coding of one coder or, on the same span, of two."""
    start, end = draw(st.sampled_from(spans))
    code = draw(st.sampled_from(codes))
    said = st.dictionaries(st.sampled_from(PEOPLE), st.sampled_from(VOICES), max_size=2)
    return [
        CodingRecord(
            transcript=key,
            start=start,
            end=end,
            code=code,
            coder=coder,
            voices=draw(st.just({}) | said),
        )
        for coder in draw(st.sampled_from([("A",), ("A",), ("B",), ("A", "B")]))
    ]


@st.composite
def designs(draw: DrawFn, codes: Sequence[str]) -> dict[str, Any]:
    """Draw a study file, or next to nothing of one."""
    people = [{"id": name, "group": draw(or_none(GROUPS))} for name in PEOPLE]
    if draw(st.integers(0, 4)) == 0:
        return {"name": "Small", "participants": people}
    places = [(time, group) for time in TIMES for group in GROUPS]
    chosen = draw(st.lists(st.sampled_from(places), unique=True, max_size=5))
    return {
        "name": "Small",
        "participants": people,
        "time_points": [{"id": time} for time in TIMES],
        "groups": [{"id": group} for group in GROUPS],
        "methods": [{"id": method} for method in METHODS],
        "recruitment": [
            {
                "time": time,
                "group": group,
                "method": draw(st.lists(st.sampled_from(METHODS), unique=True, max_size=2)),
                "participants": draw(st.none() | st.integers(0, 9)),
                "sampled": draw(st.sampled_from([True, True, False])),
            }
            for time, group in chosen
        ],
        "topic_guides": [
            {"time": time, "group": group, "questions": [{"text": "?", "prompts": prompts}]}
            for time, group in draw(st.lists(st.sampled_from(places), max_size=6))
            for prompts in [draw(st.lists(st.sampled_from(codes), max_size=2))]
        ],
    }


@st.composite
def small_studies(draw: DrawFn) -> SmallStudy:
    """Draw a study of up to four sessions."""
    codes = draw(code_trees())
    kept = draw(st.integers(1, len(codes)))
    talk = [draw(talks(f"S{at}", codes)) for at in range(draw(st.integers(1, 4)))]
    everywhere = draw(st.booleans())
    passes = [
        {
            "transcript": one.key,
            "coder": coder,
            "version": draw(st.sampled_from([1, 1, 2])),
            "status": draw(st.sampled_from(["finished", "finished", "in progress"])),
        }
        for one in talk
        for coder in CODERS
        if everywhere or draw(st.booleans())
    ]
    return SmallStudy(talk, codes[:kept], codes[kept:], draw(designs(codes)), passes)
