"""One transcript as a query looks at it: its coded segments, each of them asked what fits it.

What a query does not ask for is not read.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property

from lmm_qual.analysis.attribution import Seat, Session, attribute, read_session
from lmm_qual.analysis.query_names import Names
from lmm_qual.analysis.query_tree import (
    Asked,
    CodeNamed,
    Either,
    Every,
    Query,
    Related,
    Without,
)
from lmm_qual.analysis.stretches import Others
from lmm_qual.store.queries import codings as coding_queries
from lmm_qual.store.queries import talk
from lmm_qual.store.queries.codings import CodingRow
from lmm_qual.store.queries.memos import transcript_memos
from lmm_qual.store.store import Store
from lmm_qual.text.folding import folded
from lmm_qual.text.words import Gaps, count_words

_SEAT: Mapping[str, Callable[[Seat], str | None]] = {
    "group": lambda seat: seat.group,
    "participant": lambda seat: seat.participant,
    "service": lambda seat: seat.service,
    "role": lambda seat: seat.role,
}
OF_TRANSCRIPT: Mapping[str, Callable[[talk.TranscriptRow], str | None]] = {
    "time": lambda row: row.time,
    "method": lambda row: row.method,
    "transcript": lambda row: row.key,
}
"""The fields that hold for a whole transcript."""

_CODING: Mapping[str, Callable[[CodingRow], str | None]] = {
    "coder": lambda coding: coding.coder,
    "valence": lambda coding: coding.valence,
    "refers": lambda coding: coding.refers_to,
}


class Scene:
    """A transcript with the segments that may be found in it."""

    def __init__(
        self, store: Store, row: talk.TranscriptRow, names: Names, segments: Sequence[CodingRow]
    ) -> None:
        self._store = store
        self.row = row
        self._names = names
        self.segments = segments
        self._seats: dict[int, Sequence[Seat]] = {}
        self._others: dict[tuple[frozenset[int], bool], Others] = {}

    # What is read where a query asks for it

    @cached_property
    def text(self) -> str:
        """Give the stored text."""
        return talk.transcript_text(self._store, self.row.id)

    @cached_property
    def turns(self) -> list[talk.TurnRow]:
        """Give the turns in order."""
        return talk.turns(self._store, self.row.id)

    @cached_property
    def session(self) -> Session:
        """Give the session, for attribution."""
        return read_session(self.row, self.turns)

    @cached_property
    def _decided(self) -> dict[int, dict[str, str]]:
        decided: dict[int, dict[str, str]] = {}
        for voice in coding_queries.voices(self._store, self.row.id):
            decided.setdefault(voice.coding_id, {})[voice.participant] = voice.voice
        return decided

    @cached_property
    def _memos(self) -> dict[int | None, list[str]]:
        texts: dict[int | None, list[str]] = {}
        for memo in transcript_memos(self._store, self.row.id):
            if memo.target == "coding":
                texts.setdefault(memo.target_id, []).append(_plain(memo.text))
        return texts

    @cached_property
    def gaps(self) -> Gaps:
        """Give the words of what is said, to count those between two places."""
        if not self.turns:
            return Gaps(self.text, [(0, len(self.text))], [count_words(self.text)])
        spoken = [(turn.start, turn.end) for turn in self.turns]
        return Gaps(self.text, spoken, [turn.words for turn in self.turns])

    def seats(self, coding: CodingRow) -> Sequence[Seat]:
        """Give the seats at which a segment counts."""
        if coding.id not in self._seats:
            found = attribute(coding, self.session, self._decided.get(coding.id, {}))
            self._seats[coding.id] = found.counted()
        return self._seats[coding.id]

    # What fits a segment

    def fits(self, coding: CodingRow, filters: Iterable[Query]) -> bool:
        """Say whether all filters hold for a segment; those of one's seat hold for one person."""
        seated: list[Asked] = []
        for part in _flat(filters):
            if isinstance(part, Asked) and part.name in _SEAT:
                seated.append(part)
            elif not self._fits(coding, part):
                return False
        return not seated or any(
            all(_SEAT[asked.name](seat) in self._names.values[asked] for asked in seated)
            for seat in self.seats(coding)
        )

    def _fits(self, coding: CodingRow, query: Query) -> bool:
        match query:
            case Asked():
                return self._has(coding, query)
            case Related():
                return self._stands(coding, query)
            case Without(part):
                return not self.fits(coding, (part,))
            case Either(parts):
                return any(self.fits(coding, (part,)) for part in parts)
            case Every(parts):
                return self.fits(coding, parts)
            case CodeNamed():
                return coding.code_id in self._names.codes[query]

    def _has(self, coding: CodingRow, asked: Asked) -> bool:
        values = self._names.values[asked]
        if asked.name in OF_TRANSCRIPT:
            return OF_TRANSCRIPT[asked.name](self.row) in values
        if asked.name in _CODING:
            return _CODING[asked.name](coding) in values
        texts = [_plain(coding.quote)] if asked.name == "text" else self._memos.get(coding.id, [])
        return any(value in text for value in values if value is not None for text in texts)

    def _stands(self, coding: CodingRow, related: Related) -> bool:
        codes = self._names.codes[related.code]
        start, end, own = coding.start, coding.end, segment_of(coding)
        if related.relation == "within":
            return self._others_of(codes).hold(start, end, own)
        if related.relation == "sameturn":
            return self._others_of(codes, by_turn=True).overlap(*self._turns_of(coding), own)
        others = self._others_of(codes)
        if others.overlap(start, end, own):
            return True
        return related.relation == "near" and self._is_near(others, coding, related.distance)

    def _is_near(self, others: Others, coding: CodingRow, most: int) -> bool:
        before, behind = others.beside(coding.start, coding.end)
        return (before is not None and self.gaps.within(before, coding.start, most)) or (
            behind is not None and self.gaps.within(coding.end, behind, most)
        )

    def _turns_of(self, coding: CodingRow) -> tuple[int, int]:
        return self.session.overlapped_range(coding.start, coding.end)

    def _others_of(self, codes: frozenset[int], *, by_turn: bool = False) -> Others:
        key = codes, by_turn
        if key not in self._others:
            self._others[key] = Others(
                (*(self._turns_of(one) if by_turn else (one.start, one.end)), segment_of(one))
                for one in self.segments
                if one.code_id in codes
            )
        return self._others[key]


def segment_of(coding: CodingRow) -> tuple[int, int, int]:
    """Give what a coding is whoever made it: its stretch and code."""
    return coding.start, coding.end, coding.code_id


def _flat(filters: Iterable[Query]) -> Iterable[Query]:
    for part in filters:
        if isinstance(part, Every):
            yield from part.parts
        else:
            yield part


def _plain(text: str) -> str:
    return " ".join(folded(text).split())
