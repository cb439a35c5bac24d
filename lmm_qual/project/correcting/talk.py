"""A transcript about to be corrected: its text, turns and speakers, and its labels as written."""

import re
from collections.abc import Iterator
from itertools import pairwise

from lmm_qual.importers.labels import LONGEST_NAME, label_of
from lmm_qual.importers.timestamps import ANY
from lmm_qual.model.base import composed
from lmm_qual.model.problem import BadInputError, refuse
from lmm_qual.project.changes.bin_content import Row
from lmm_qual.project.changes.transcripts import ParticipantRows, seat_columns
from lmm_qual.project.importing.known import Known
from lmm_qual.store.deltas import Delta, Ids, Insert, delete
from lmm_qual.store.queries.design import load_study
from lmm_qual.store.queries.talk import find_transcript, transcript_text
from lmm_qual.store.store import Store
from lmm_qual.text.span import Span

_NAME = re.compile(r"[^\W\d_](?:[^\n:：\[\]()<>|\t*_]*[\w.])?")
_TIME = re.compile(ANY)


class Talk:
    """Text, turns in order and speakers of one transcript."""

    def __init__(self, store: Store, key: str) -> None:
        self.store, self.row = store, find_transcript(store, key)
        self.text = transcript_text(store, self.row.id)
        turns = store.mappings("turn", "transcript_id = ?", (self.row.id,))
        self.turns = sorted(turns, key=lambda turn: (turn["start"], turn["n"]))
        speakers = store.mappings("speaker", "transcript_id = ?", (self.row.id,))
        self.speakers: dict[int, Row] = {row["id"]: row for row in speakers}

    def refuse(self, what: str, remedy: str = "") -> BadInputError:
        """Give the refusal of a correction, with its reason."""
        return refuse(f"{self.row.key}: {what}", remedy, file=str(self.store.path))

    def turn(self, n: int) -> int:
        """Give the index of the turn with a number; raises `BadInputError`."""
        for at, turn in enumerate(self.turns):
            if turn["n"] == n:
                return at
        raise self.refuse(f"there is no turn {n}", f"its turns are 1 to {len(self.turns)}")

    def turn_at(self, position: int) -> int:
        """Give the index of the turn whose words hold a position; raises `BadInputError`."""
        for at, turn in enumerate(self.turns):
            if turn["start"] <= position < turn["end"]:
                return at
        raise self.refuse(f"no turn is at {position}", "choose a place among a turn's words")

    # Labels as they stand in the text

    def label(self, turn: Row) -> str | None:
        """Give the label of the turn's speaker, None where nobody is named."""
        speaker = self.speakers.get(turn["speaker_id"])
        return None if speaker is None else speaker["label"]

    def zone(self, turn: Row) -> str:
        """Give what stands before a turn's words: the label as written, a time, marks."""
        return self.text[turn["label_start"] : turn["start"]]

    def inner_labels(self, turn: Row) -> Iterator[Span]:
        """Give the labels within a turn that was merged of several: each to its first word."""
        names, head = self._names(turn), self.zone(turn).strip()
        breaks = re.finditer(r"\n", self.text[turn["start"] : turn["end"]])
        starts = [turn["start"] + found.end() for found in breaks]
        for first, end in pairwise([*starts, turn["end"]]):
            line = self.text[first:end]
            label = label_of(line)
            if label is not None and label.name in names:
                yield Span(first + label.start, first + label.said)
            elif head and line.startswith(head) and not line[len(head) :][:1].isalnum():
                said = line[len(head) :]
                yield Span(first, first + len(line) - len(said.lstrip()))

    def _names(self, turn: Row) -> set[str]:
        label = label_of(self.zone(turn))
        named = {self.label(turn), None if label is None else label.name}
        return {name for name in named if name}

    def renamed(self, zone: str, old: str | None, new: str) -> str:
        """Give what stands before a turn's words with another name in it."""
        label = label_of(zone)
        for name in (label.name if label else None, old):
            if name and (found := re.search(rf"(?<!\w){re.escape(name)}(?!\w)", zone)):
                return zone[: found.start()] + new + zone[found.end() :]
        bare = _TIME.sub(lambda time: " " * len(time[0]), zone)
        if found := _NAME.search(bare):
            return zone[: found.start()] + new + zone[found.end() :]
        return f"{zone}{new}: "

    def label_before(self, turn: Row, label: str) -> str:
        """Give a label to stand before words of the turn's speaker, in the form it has there."""
        zone = self.zone(turn)
        plain = zone.strip() and "\n" not in zone and not _TIME.search(zone)
        return self.renamed(zone, self.label(turn), label) if plain else f"{label}: "

    def gap_before(self, at: int) -> str:
        """Give what parts a turn from the one before: line breaks, as around it, one at least."""
        pairs = [pair for pair in (at - 1, at) if 0 <= pair < len(self.turns) - 1]
        gaps = (self.text[self.turns[i]["end"] : self.turns[i + 1]["label_start"]] for i in pairs)
        return next((gap for gap in gaps if "\n" in gap and not gap.strip()), "\n")

    # Seats

    def seat(self, label: str, ids: Ids) -> tuple[int, Delta]:
        """Give the id of who speaks under a label, with the rows of somebody new."""
        for id_, row in self.speakers.items():
            if composed(row["label"]) == label:
                return id_, []
        position = max((row["position"] for row in self.speakers.values()), default=-1) + 1
        row = {"id": ids.take("speaker"), "transcript_id": self.row.id, "position": position}
        participants = ParticipantRows(self.store, ids)
        entry = Known(self.store, load_study(self.store)).entry(label)
        seat = row | seat_columns(label, entry, participants)
        return row["id"], [
            Insert("participant", participants.take_made()),
            Insert("speaker", [seat]),
        ]

    def left(self, turns: list[Row]) -> Delta:
        """Give the deletion of speakers who had turns and have none among these."""
        had = {turn["speaker_id"] for turn in self.turns} - {None}
        return [delete("speaker", had - {turn["speaker_id"] for turn in turns})]

    def checked(self, label: str) -> str:
        """Give a label as it is stored; raises `BadInputError` where it can be none."""
        name = composed(" ".join(label.split()))
        if not name or len(name) > LONGEST_NAME:
            raise self.refuse(f"a label has 1 to {LONGEST_NAME} letters")
        if set(name) & set(":：\t[]|"):
            raise self.refuse(f"“{name}” can be no label", "leave out colons, brackets and bars")
        return name
