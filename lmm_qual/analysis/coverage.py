"""How much has been coded, and which passes over the transcripts are finished."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from lmm_qual.store.queries.talk import transcript_text, transcripts
from lmm_qual.store.store import Store
from lmm_qual.text.words import word_spans


class CodedWords:
    """The words of turns, and how many codings cover a code point of each.

    Turns are `start`, `end` and number of words, in order and disjoint; spans are code points,
    half-open. Codings may come and go. Only turns that a coding lies in are cut into words.
    """

    def __init__(
        self,
        text: str,
        turns: Sequence[tuple[int, int, int]],
        codings: Iterable[tuple[int, int]] = (),
    ) -> None:
        self._text = text
        self._starts = [start for start, _, _ in turns]
        self._ends = [end for _, end, _ in turns]
        self._cut: dict[int, _TurnWords] = {}
        self.total = sum(words for _, _, words in turns)
        """How many words there are."""
        self.count = 0
        """How many of the words are coded."""
        for start, end in codings:
            self.change(start, end, 1)

    def change(self, start: int, end: int, by: int) -> None:
        """Count a coding as come (`by` 1) or gone (-1)."""
        for turn in range(bisect_right(self._ends, start), bisect_left(self._starts, end)):
            if turn not in self._cut:
                spans = word_spans(self._text, self._starts[turn], self._ends[turn])
                self._cut[turn] = _TurnWords(spans)
            self.count += self._cut[turn].change(start, end, by)

    @property
    def share(self) -> float | None:
        """Give the share of the words that are coded, None where there are no words."""
        return self.count / self.total if self.total else None


class _TurnWords:
    """The words of one turn, and how many codings cover each."""

    __slots__ = ("_ends", "_starts", "_times")

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]
        self._times = [0] * len(spans)

    def change(self, start: int, end: int, by: int) -> int:
        """Count a coding as come or gone; gives how many more words are coded now."""
        more, times = 0, self._times
        for word in range(bisect_right(self._ends, start), bisect_left(self._starts, end)):
            before = times[word]
            times[word] = before + by
            more += bool(before + by) - bool(before)
        return more


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
            coded = CodedWords(transcript_text(store, row.id), turns, spans[row.id])
            shares[row.id] = round(coded.count / total, 4)
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
