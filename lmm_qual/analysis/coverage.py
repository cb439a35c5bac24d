"""How much has been coded, and which passes over the transcripts are finished."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

from lmm_qual.store.queries.talk import transcript_text, transcripts
from lmm_qual.store.store import Store
from lmm_qual.text.words import word_spans


class CodedWords:
    """Words, in order and disjoint, and how many codings cover a code point of each.

    Spans are code points, half-open; codings may come and go.
    """

    def __init__(
        self, words: Sequence[tuple[int, int]], codings: Iterable[tuple[int, int]] = ()
    ) -> None:
        self._starts = [start for start, _ in words]
        self._ends = [end for _, end in words]
        steps = [0] * (len(words) + 1)
        for start, end in codings:
            first, last = self._covered(start, end)
            steps[first] += 1
            steps[last] -= 1
        self._times = [*accumulate(steps[:-1])]
        self.count = len(words) - self._times.count(0)
        """How many of the words are coded."""

    def _covered(self, start: int, end: int) -> tuple[int, int]:
        first = bisect_right(self._ends, start)
        return first, max(bisect_left(self._starts, end), first)

    def change(self, start: int, end: int, by: int) -> None:
        """Count a coding as come (`by` 1) or gone (-1)."""
        for word in range(*self._covered(start, end)):
            before = self._times[word]
            self._times[word] = before + by
            self.count += bool(before + by) - bool(before)

    @property
    def share(self) -> float | None:
        """Give the share of the words that are coded, None where there are no words."""
        return self.count / len(self._starts) if self._starts else None


def coded_shares(store: Store) -> dict[int, float | None]:
    """Give, for each transcript's id, the share of participants' words that any coding covers.

    The share is between 0 and 1, rounded to four digits; `None` where no participant speaks.
    """
    spans: dict[int, list[tuple[int, int]]] = {}
    for transcript, start, end in store.rows(
        'SELECT DISTINCT transcript_id, start, "end" FROM coding ORDER BY 1, 2'
    ):
        spans.setdefault(transcript, []).append((start, end))
    speech = _speech(store)
    shares: dict[int, float | None] = {}
    for row in transcripts(store):
        turns = speech.get(row.id, [])
        total = sum(words for _, _, words in turns)
        if not total:
            shares[row.id] = None
        elif row.id not in spans:
            shares[row.id] = 0.0
        else:
            words = _words(transcript_text(store, row.id), turns)
            shares[row.id] = round(CodedWords(words, spans[row.id]).count / total, 4)
    return shares


def _speech(store: Store) -> dict[int, list[tuple[int, int, int]]]:
    """Give start, end and words of the turns of all but interviewers, by transcript."""
    sql = """
        SELECT turn.transcript_id, turn.start, turn.end, turn.words FROM turn
        LEFT JOIN speaker ON speaker.id = turn.speaker_id
        WHERE coalesce(speaker.interviewer, 0) = 0 ORDER BY 1, 2
    """
    speech: dict[int, list[tuple[int, int, int]]] = {}
    for transcript, *turn in store.rows(sql):
        speech.setdefault(transcript, []).append((turn[0], turn[1], turn[2]))
    return speech


def _words(text: str, turns: Iterable[tuple[int, int, int]]) -> list[tuple[int, int]]:
    return [word for start, end, _ in turns for word in word_spans(text, start, end)]
