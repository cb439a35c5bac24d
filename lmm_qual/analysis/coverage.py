"""How much has been coded, and which passes over the transcripts are finished."""

from bisect import bisect_left, bisect_right

from lmm_qual.store.queries.talk import transcript_text, transcripts
from lmm_qual.store.store import Store
from lmm_qual.text.span import Span, union
from lmm_qual.text.words import word_spans


def coded_shares(store: Store) -> dict[int, float | None]:
    """Give, for each transcript's id, the share of participants' words that any coding covers.

    The share is between 0 and 1, rounded to four digits; `None` where no participant speaks.
    """
    spans: dict[int, list[Span]] = {}
    for transcript, start, end in store.rows(
        'SELECT DISTINCT transcript_id, start, "end" FROM coding ORDER BY 1, 2'
    ):
        spans.setdefault(transcript, []).append(Span(start, end))
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
            text = transcript_text(store, row.id)
            shares[row.id] = round(_covered(text, turns, union(spans[row.id])) / total, 4)
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


def _covered(text: str, turns: list[tuple[int, int, int]], coded: list[Span]) -> int:
    """Count the words of turns of which at least one code point is coded."""
    starts, ends = [span.start for span in coded], [span.end for span in coded]
    count = 0
    for start, end, _ in turns:
        for word_start, word_end in word_spans(text, start, end):
            count += bisect_left(starts, word_end) > bisect_right(ends, word_start)
    return count
