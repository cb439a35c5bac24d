"""How much has been coded, and which passes over the transcripts are finished."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from lmm_qual.store.queries.coded import coded_spans
from lmm_qual.store.queries.talk import speech, transcript_text, transcripts
from lmm_qual.store.store import Store
from lmm_qual.text.words import count_words, whole_words, word_spans


class CodedWords:
    """The words of turns, and how many of them are coded: a coding covers a code point of them.

    Turns are `start`, `end` and number of words, in order and disjoint; spans are code points,
    half-open. Codings may come and go. Only turns in which one does are cut into words.
    """

    def __init__(
        self,
        text: str,
        turns: Sequence[tuple[int, int, int]],
        codings: Iterable[tuple[int, int]] = (),
    ) -> None:
        self._text = text
        self._turns = turns
        self._starts = [start for start, _, _ in turns]
        self._ends = [end for _, end, _ in turns]
        self._cut: dict[int, _TurnWords] = {}
        self._codings = list(codings)
        self.total = sum(words for _, _, words in turns)
        """How many words there are."""
        self.count = self._covered()
        """How many of the words are coded."""

    def _covered(self) -> int:
        """Count the words under all codings, without cutting turns that are wholly coded."""
        count = reached = 0
        for start, end in _joined(self._codings):
            for turn in self._turns_in(start, end):
                turn_start, turn_end, words = self._turns[turn]
                if start <= turn_start and turn_end <= end:
                    count += words
                    continue
                piece = max(start, turn_start), min(end, turn_end)
                first, last = whole_words(self._text, piece, (turn_start, turn_end))
                count += count_words(self._text, max(first, reached), last)
                reached = last
        return count

    def change(self, start: int, end: int, by: int) -> None:
        """Count a coding from `start` to `end`, in code points, as come (`by` 1) or gone (-1)."""
        for turn in self._turns_in(start, end):
            if turn not in self._cut:
                self._cut[turn] = self._turn_words(turn)
            self.count += self._cut[turn].change(start, end, by)
        if by > 0:
            self._codings.append((start, end))
        else:
            self._codings.remove((start, end))

    def _turns_in(self, start: int, end: int) -> range:
        return range(bisect_right(self._ends, start), bisect_left(self._starts, end))

    def _turn_words(self, turn: int) -> "_TurnWords":
        turn_start, turn_end, _ = self._turns[turn]
        words = _TurnWords(word_spans(self._text, turn_start, turn_end))
        inside = [one for one in self._codings if one[0] < turn_end and turn_start < one[1]]
        for start, end in inside:
            words.change(start, end, 1)
        return words

    @property
    def share(self) -> float | None:
        """Give the share of the words that are coded, 0 to 1; `None` where there are no words."""
        return self.count / self.total if self.total else None


def _joined(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Give the disjoint spans, in order, that hold the same code points."""
    ordered = sorted(spans)
    if not ordered:
        return
    start, reached = ordered[0]
    for begun, end in ordered:
        if begun > reached:
            yield start, reached
            start = begun
        reached = max(reached, end)
    yield start, reached


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
    spans = coded_spans(store)
    spoken = speech(store)
    shares: dict[int, float | None] = {}
    for row in transcripts(store):
        turns = spoken.get(row.id, [])
        total = sum(words for _, _, words in turns)
        if not total:
            shares[row.id] = None
        elif row.id not in spans:
            shares[row.id] = 0.0
        else:
            coded = CodedWords(transcript_text(store, row.id), turns, spans[row.id])
            shares[row.id] = round(coded.count / total, 4)
    return shares
