"""The review list: codings and passages whose words a correction changed."""

from typing import NamedTuple

from lmm_qual.store.store import Store


class ReviewRow(NamedTuple):
    """What a coding or passage held before a correction; `decision` is None until it is settled.

    `target` is coding, passage or bin; `start`, `end` and `quote` are where it stands now, and
    `code_id` and `owner` its code and coder, None for what lies in the bin or is no longer there.
    """

    id: int
    correction: int
    transcript_id: int
    transcript: str
    target: str
    target_id: int
    reason: str
    words: str
    before: str
    after: str
    decision: str | None
    start: int | None
    end: int | None
    quote: str | None
    code_id: int | None
    owner: str | None


_REVIEW = """
    SELECT review.id, review.correction_id, transcript.id, transcript.key, review.target,
           review.target_id, review.reason, review.words, review.before, review.after,
           review.decision, coalesce(coding.start, passage.start),
           coalesce(coding.end, passage.end), coalesce(coding.quote, passage.quote),
           coding.code_id, coder.name
    FROM review
    JOIN correction ON correction.id = review.correction_id
    JOIN transcript ON transcript.id = correction.transcript_id
    LEFT JOIN coding ON review.target = 'coding' AND coding.id = review.target_id
    LEFT JOIN passage ON review.target = 'passage' AND passage.id = review.target_id
    LEFT JOIN coder ON coder.id = coding.coder_id
"""
_WAITING = """
    review.decision IS NULL AND (
        review.target = 'bin' AND review.target_id IN (SELECT id FROM bin_entry)
        OR coding.id IS NOT NULL OR passage.id IS NOT NULL
    )
"""
"""What was taken away since needs no decision any more."""


def waiting_reviews(store: Store, transcript: int | None = None) -> list[ReviewRow]:
    """Give what is to be looked at, of one transcript or of all, by transcript and place.

    A coding stands here once, with the words it had before the first correction not looked at.
    """
    one = "" if transcript is None else "AND transcript.id = :transcript"
    order = "ORDER BY transcript.key, coalesce(coding.start, passage.start, 0), review.id"
    sql = f"{_REVIEW} WHERE {_WAITING} {one} {order}"
    rows = store.records(ReviewRow, sql, {"transcript": transcript})
    first = {(row.target, row.target_id): row.id for row in reversed(rows)}
    return [
        row for row in rows if row.target == "passage" or first[row.target, row.target_id] == row.id
    ]


def review_texts(store: Store) -> list[tuple[int, str, str, str, int]]:
    """Give of each review its id, the words before, its own, those after, and the transcript."""
    return store.tuples(
        """
        SELECT review.id, before, words, after, transcript_id FROM review
        JOIN correction ON correction.id = review.correction_id
        """
    )


def review_targets(store: Store, transcript: int) -> list[tuple[int, str, int]]:
    """Give the reviews of a transcript, each with the kind and id of what it is of."""
    sql = """
        SELECT review.id, target, target_id FROM review
        JOIN correction ON correction.id = correction_id WHERE transcript_id = ?
    """
    return store.tuples(sql, (transcript,))


def waiting_in_bin(store: Store) -> set[int]:
    """Give the entries of the bin that the review list waits for."""
    sql = "SELECT target_id FROM review WHERE target = 'bin' AND decision IS NULL"
    return {entry for (entry,) in store.rows(sql)}


def waiting_with(store: Store, coding: int) -> list[int]:
    """Give the ids of all entries that wait of one coding, one a correction."""
    sql = "SELECT id FROM review WHERE decision IS NULL AND target = 'coding' AND target_id = ?"
    return [id_ for (id_,) in store.rows(sql, (coding,))]


def find_review(store: Store, id_: int) -> ReviewRow | None:
    """Give one entry of the list, settled or not; None where there is none."""
    return next(iter(store.records(ReviewRow, f"{_REVIEW} WHERE review.id = ?", (id_,))), None)


def correction_dates(store: Store, transcript: int) -> list[str]:
    """Give when a transcript was corrected, UTC, in order."""
    sql = "SELECT at FROM correction WHERE transcript_id = ? ORDER BY id"
    return [at for (at,) in store.rows(sql, (transcript,))]


def waiting_codings(store: Store) -> int:
    """Give how many codings wait for somebody to look, those in the bin included."""
    waiting = ((row.target, row.target_id) for row in waiting_reviews(store))
    return len({one for one in waiting if one[0] != "passage"})
