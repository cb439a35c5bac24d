"""A slow, obvious reading of what a query finds, character by character.

It knows a project by its exports alone and shares with the program only the tree of the query.
"""

from typing import Any

from helpers.exported import Exported
from helpers.reference import Place, Session, counted, is_within, words_of
from lmm_qual.analysis.query_tree import Asked, CodeNamed, Either, Every, Query, Related, Without

Coding = dict[str, Any]
Run = tuple[int, int]
Found = dict[Run, list[Coding]]
"""What is found in a transcript, with the segments that it rests on."""


class QueryReference:
    """What queries find in one transcript."""

    def __init__(self, project: Exported, transcript: dict[str, Any]) -> None:
        self.transcript = transcript
        self.session = Session(transcript)
        self.codings = [one for one in project.codings if one["transcript"] == transcript["id"]]

    def find(self, query: Query, narrowed: tuple[Query, ...] = ()) -> Found:
        """Give the stretches found among segments that fit."""
        if isinstance(query, CodeNamed):
            return self.as_coded(
                [one for one in self.fitting(narrowed) if is_within(one["code"], query.name)]
            )
        if isinstance(query, Either):
            return joined([self.find(part, narrowed) for part in query.parts])
        parts = query.parts if isinstance(query, Every) else (query,)
        narrowed += tuple(part for part in parts if not speaks_of_words(part))
        words = [part for part in parts if speaks_of_words(part)]
        refused = [part.part for part in words if isinstance(part, Without)]
        carried = [self.find(p, narrowed) for p in words if not isinstance(p, Without)]
        if len(carried) == 1 and not refused:
            return carried[0]
        everything = self.as_coded(self.fitting(narrowed))
        if not carried and not refused:
            return everything
        return self.worded(carried or [everything], [self.find(part) for part in refused])

    def as_coded(self, codings: list[Coding]) -> Found:
        return joined([{(one["start"], one["end"]): [one]} for one in codings])

    def worded(self, carried: list[Found], refused: list[Found]) -> Found:
        """Give unbroken stretches of words that carry all and are refused by none."""
        text = self.transcript["text"]
        held = [
            all(is_in(at, one) for one in carried) and not any(is_in(at, one) for one in refused)
            for at in range(len(text))
        ]
        under = [one for found in carried for codings in found.values() for one in codings]
        runs: Found = {}
        for start in range(len(text)):
            if not held[start] or (start and held[start - 1]):
                continue
            end = start
            while end < len(text) and held[end]:
                end += 1
            words = text[start:end]
            if any(letter.isalnum() for letter in words):
                left, right = words.index(words.strip()), start + len(words.rstrip())
                run = (start + left, right)
                runs[run] = [one for one in under if one["start"] < right and one["end"] > run[0]]
        return runs

    def fitting(self, filters: tuple[Query, ...]) -> list[Coding]:
        return [one for one in self.codings if self.fits(one, filters)]

    def fits(self, coding: Coding, filters: tuple[Query, ...]) -> bool:
        """Say whether all filters hold; those about a person hold for one and the same."""
        flat = [p for part in filters for p in (part.parts if isinstance(part, Every) else (part,))]
        personal = [part for part in flat if isinstance(part, Asked) and part.name in PERSONAL]
        if personal and not any(
            all(getattr(place, part.name) in part.values for part in personal)
            for place in self.places(coding)
        ):
            return False
        return all(self.holds(coding, part) for part in flat if part not in personal)

    def places(self, coding: Coding) -> set[Place]:
        return counted(self.session, coding)

    def holds(self, coding: Coding, query: Query) -> bool:
        if isinstance(query, Without):
            return not self.fits(coding, (query.part,))
        if isinstance(query, Either):
            return any(self.fits(coding, (part,)) for part in query.parts)
        if isinstance(query, Every):
            return self.fits(coding, query.parts)
        if isinstance(query, Related):
            return self.related(coding, query)
        assert isinstance(query, Asked)
        if query.name in {"text", "memo"}:
            said = coding["quote" if query.name == "text" else "memo"]
            return said is not None and any(
                plain(value or "") in plain(said) for value in query.values
            )
        facts = {
            "time": self.transcript["time"],
            "method": self.transcript["method"],
            "transcript": self.transcript["id"],
            "coder": coding["coder"],
            "valence": coding.get("valence"),
            "refers": coding.get("refers_to"),
        }
        return facts[query.name] in query.values

    def related(self, coding: Coding, related: Related) -> bool:
        return any(
            self.stands(coding, other, related)
            for other in self.codings
            if is_within(other["code"], related.code.name) and unit(other) != unit(coding)
        )

    def stands(self, one: Coding, other: Coding, related: Related) -> bool:
        mine, others = characters(one), characters(other)
        if related.relation == "within":
            return mine <= others
        if related.relation == "sameturn":
            return bool(self.turns(mine) & self.turns(others))
        if related.relation == "overlap" or mine & others:
            return bool(mine & others)
        between = set(range(min(max(mine), max(others)) + 1, max(min(mine), min(others))))
        return self.words_in(between) <= related.distance

    def turns(self, where: set[int]) -> set[int]:
        return {turn["n"] for at in where if (turn := self.session.turn_at[at]) is not None}

    def words_in(self, where: set[int]) -> int:
        whole = {"n": 0, "start": 0, "end": len(self.transcript["text"])}
        turns = self.transcript["turns"] or [whole]
        words = [word for turn in turns for _, word in words_of(self.transcript, turn)]
        return sum(set(word) <= where for word in words)


PERSONAL = ("group", "participant", "service", "role")


def speaks_of_words(query: Query) -> bool:
    if isinstance(query, Without):
        return speaks_of_words(query.part)
    if isinstance(query, Every | Either):
        return any(speaks_of_words(part) for part in query.parts)
    return isinstance(query, CodeNamed)


def joined(found: list[Found]) -> Found:
    both: Found = {}
    for one in found:
        for run, codings in one.items():
            both.setdefault(run, []).extend(codings)
    return both


def is_in(at: int, found: Found) -> bool:
    return any(start <= at < end for start, end in found)


def characters(coding: Coding) -> set[int]:
    return set(range(coding["start"], coding["end"]))


def unit(coding: Coding) -> tuple[object, ...]:
    return coding["start"], coding["end"], coding["code"]


def plain(said: str) -> str:
    return " ".join(said.lower().replace("é", "e").split())
