"""Comments that colleagues wrote beside a document, on the words they wrote them on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lmm_qual.importers.paragraphs import Anchor
from lmm_qual.model.transcript import ParsedComment
from lmm_qual.text.numbers import counted


@dataclass(frozen=True)
class WrittenComment:
    """A comment as the file has it; `answers` is the id of the comment it replies to."""

    id: str
    author: str
    text: str
    date: str | None = None
    answers: str | None = None
    resolved: bool = False


def comments_of(
    written: Iterable[WrittenComment], anchors: Iterable[Anchor], length: int
) -> tuple[ParsedComment, ...]:
    """Give each thread of comments on its words, in the order of the text.

    Replies are joined to the comment they answer, in the order written, each with its author.
    A comment without a range stands at a point. `length` is that of the stored text.
    """
    places = _places(anchors, length)
    found = [_thread(first, replies, places) for first, *replies in _threads(written)]
    kept = [comment for comment in found if comment is not None and comment.text]
    return tuple(sorted(kept, key=lambda comment: (comment.start, comment.end)))


def unplaced_note(written: Iterable[WrittenComment], anchors: Iterable[Anchor]) -> tuple[str, ...]:
    """Give a note where comments stand on no words of the text, as on deleted ones."""
    placed = {anchor.comment for anchor in anchors}
    lost = sum(
        len(thread)
        for thread in _threads(written)
        if not any(each.id in placed for each in thread) and any(each.text for each in thread)
    )
    return (f"{counted(lost, 'comment')} on words that are not in the text left out.",) * bool(lost)


def _places(anchors: Iterable[Anchor], length: int) -> dict[str, tuple[int, int]]:
    """Give the span of each comment that the text refers to."""
    ends: dict[str, dict[str, int]] = {}
    for anchor in anchors:
        ends.setdefault(anchor.comment, {}).setdefault(anchor.kind, min(anchor.offset, length))
    return {comment: _span(known) for comment, known in ends.items()}


def _span(known: dict[str, int]) -> tuple[int, int]:
    point = known.get("point", 0)
    start = known.get("start", known.get("end", point))
    end = known.get("end", max(start, point))
    return min(start, end), max(start, end)


def _root(comment: WrittenComment, by_id: dict[str, WrittenComment]) -> str:
    seen = {comment.id}
    while comment.answers in by_id and comment.answers not in seen:
        seen.add(comment.answers)
        comment = by_id[comment.answers]
    return comment.id if comment.answers not in seen else min(seen)


def _threads(written: Iterable[WrittenComment]) -> list[list[WrittenComment]]:
    """Give each comment that answers none, with those that answer it or one another after it."""
    listed = list(written)
    by_id = {comment.id: comment for comment in listed}
    threads: dict[str, list[WrittenComment]] = {}
    for comment in listed:
        threads.setdefault(_root(comment, by_id), []).append(comment)
    return [
        [by_id[root], *(each for each in thread if each.id != root)]
        for root, thread in threads.items()
    ]


def _thread(
    comment: WrittenComment,
    replies: Sequence[WrittenComment],
    places: dict[str, tuple[int, int]],
) -> ParsedComment | None:
    placed = [places[each.id] for each in (comment, *replies) if each.id in places]
    if not placed:
        return None
    said = [f"{reply.author}: {reply.text}" if reply.author else reply.text for reply in replies]
    start, end = placed[0]
    return ParsedComment(
        start=start,
        end=end,
        author=comment.author,
        text="\n".join(part for part in (comment.text, *said) if part),
        date=comment.date,
        resolved=comment.resolved,
    )
