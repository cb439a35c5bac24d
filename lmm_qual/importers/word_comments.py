"""Comments in a Word file: their words, authors and which replies to which."""

from collections.abc import Iterator
from typing import Any

from lmm_qual.importers.comments import WrittenComment
from lmm_qual.importers.paragraphs import joined
from lmm_qual.importers.word_walk import W, Walk

_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"


def read_comments(
    parts: Iterator[Any], extended: Iterator[Any], walk: Walk
) -> list[WrittenComment]:
    """Give the comments of the comments part; `extended` tells of replies and what is resolved."""
    threads = {
        row.get(_W15 + "paraId"): row
        for part in extended
        for row in part.iter(_W15 + "commentEx")
        if row.get(_W15 + "paraId")
    }
    elements = [element for part in parts for element in part.iter(W + "comment")]
    by_paragraph = {
        key: element.get(W + "id") or "" for element in elements for key in _paragraph_ids(element)
    }
    return [_comment(element, threads, by_paragraph, walk) for element in elements]


def _comment(
    element: Any, threads: dict[str, Any], by_paragraph: dict[str, str], walk: Walk
) -> WrittenComment:
    row = next((threads[key] for key in _paragraph_ids(element) if key in threads), None)
    lines = [paragraph.text for paragraph in joined(walk.blocks(element))]
    parent = None if row is None else row.get(_W15 + "paraIdParent")
    return WrittenComment(
        id=element.get(W + "id") or "",
        author=(element.get(W + "author") or "").strip(),
        text="\n".join(lines).strip(),
        date=element.get(W + "date"),
        answers=by_paragraph.get(parent) if parent else None,
        resolved=row is not None and row.get(_W15 + "done") in {"1", "true", "on"},
    )


def _paragraph_ids(element: Any) -> list[str]:
    """Give the ids of a comment's paragraphs, the last first: it stands for the comment."""
    ids = [paragraph.get(_W14 + "paraId") for paragraph in element.iter(W + "p")]
    return [key for key in reversed(ids) if key]
