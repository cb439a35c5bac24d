"""Who speaks in a passage, and when: turns, participants, groups, services, time point.

By the rule of attribution: interviewers are nobody, and talk that names no participant is the
session's group's and service's.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from lmm_qual.store.queries.talk import TranscriptRow, TurnRow, transcript_text, transcripts, turns
from lmm_qual.store.store import Store


@dataclass(frozen=True)
class Speech:
    """What is said in a passage by one turn, label and time left out; `n` is the turn's number.

    `participant` is None for interviewers and for speakers who are no participant.
    """

    n: int
    speaker: str | None
    participant: str | None
    interviewer: bool
    words: str


@dataclass(frozen=True)
class Voices:
    """Who speaks in a passage; groups and services are those of that session."""

    speech: Sequence[Speech]
    participants: Sequence[str]
    groups: Sequence[str]
    services: Sequence[str]
    time: str | None
    title: str | None

    @property
    def unnamed(self) -> bool:
        """Say whether somebody speaks who is neither an interviewer nor a participant."""
        return any(not one.interviewer and one.participant is None for one in self.speech)

    @property
    def turns_said(self) -> str:
        """Say which turns it covers: `4`, `4–6`, nothing outside turns."""
        numbers = [one.n for one in self.speech]
        if not numbers:
            return ""
        first, last = min(numbers), max(numbers)
        return str(first) if first == last else f"{first}–{last}"


class PassageVoices:
    """Gives who speaks in passages, reading each transcript once, and only those asked for."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._rows = {row.id: row for row in transcripts(store)}
        self._turns: dict[int, list[TurnRow]] = {}
        self._texts: dict[int, str] = {}

    def row(self, transcript_id: int) -> TranscriptRow:
        """Give a transcript without its text."""
        return self._rows[transcript_id]

    def at(self, transcript_id: int, start: int, end: int) -> Voices:
        """Give who speaks from `start` to `end`, in code points."""
        row = self._rows[transcript_id]
        if transcript_id not in self._turns:
            self._turns[transcript_id] = turns(self._store, transcript_id)
            self._texts[transcript_id] = transcript_text(self._store, transcript_id)
        listed, text = self._turns[transcript_id], self._texts[transcript_id]
        first = bisect_right([turn.end for turn in listed], start)
        last = bisect_left([turn.start for turn in listed], end)
        return voices(row, listed[first:last], text, start, end, bare=not listed)


def voices(
    row: TranscriptRow, here: Sequence[TurnRow], text: str, start: int, end: int, *, bare: bool
) -> Voices:
    """Give who speaks in a span of these turns; `bare` says that the transcript has none."""
    talk = [turn for turn in here if not turn.interviewer]
    named = [turn for turn in talk if turn.participant is not None]
    groups = [turn.group for turn in named]
    services = [turn.service for turn in named]
    if not named and (talk or bare):
        groups, services = [row.group], [row.service]
    speech = [
        Speech(
            turn.n,
            turn.speaker,
            turn.participant,
            bool(turn.interviewer),
            text[max(turn.start, start) : min(turn.end, end)],
        )
        for turn in here
    ]
    people = [turn.participant for turn in named if turn.participant is not None]
    return Voices(
        speech=speech,
        participants=list(dict.fromkeys(people)),
        groups=list(dict.fromkeys(group for group in groups if group)),
        services=list(dict.fromkeys(service for service in services if service)),
        time=row.time,
        title=row.title,
    )
