"""A coded transcript as a Word document, each coding a comment on its words.

For colleagues without the program: what they read beside the words are the codes, by whom, and
what is noted on them. `import --comments codes` reads the document back.
"""

import io
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from itertools import pairwise
from operator import itemgetter
from typing import TYPE_CHECKING

from lmm_qual.analysis.theme_matrix import known_coder
from lmm_qual.store.queries.codes import code_tree
from lmm_qual.store.queries.codings import CodingRow, codings
from lmm_qual.store.queries.memos import memos
from lmm_qual.store.queries.talk import find_transcript, transcript_text
from lmm_qual.store.store import Store
from lmm_qual.text.standins import shown, shown_block

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.run import Run

_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


def coded_document(store: Store, transcript: str, coder: str | None = None) -> bytes:
    """Write a transcript with all codings, or one coder's, as the bytes of a .docx.

    Equal input gives equal words and comments. Raises `BadInputError` for unknown names.
    """
    from docx import Document

    row = find_transcript(store, transcript)
    one = coder and known_coder(store, coder)
    wanted = [
        coding
        for coding in codings(store, transcript_id=row.id)
        if one is None or coding.coder == one
    ]
    document = Document()
    properties = document.core_properties
    properties.title, properties.author, properties.comments = shown(row.key), "", ""
    properties.created = properties.modified = _EPOCH
    text = shown_block(transcript_text(store, row.id))
    runs = _write(document, text, {end for one in wanted for end in (one.start, one.end)})
    tree, noted = code_tree(store), _noted(store, wanted)
    for coding in wanted:
        said = [tree.path(coding.code_id), *noted.get(coding.id, ())]
        _comment(document, runs, coding, said)
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def _noted(store: Store, wanted: Iterable[CodingRow]) -> dict[int, list[str]]:
    ids = {coding.id for coding in wanted}
    noted: dict[int, list[str]] = {}
    for memo in memos(store, "coding"):
        if memo.target_id in ids:
            noted.setdefault(memo.target_id, []).append(memo.text)
    return noted


def _write(
    document: "Document", text: str, borders: Iterable[int]
) -> Sequence[tuple[int, int, "Run"]]:
    """Write each line as a paragraph, cut into runs at borders; gives start, end and run."""
    cuts = sorted(borders)
    runs: list[tuple[int, int, Run]] = []
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        paragraph = document.add_paragraph()
        inside = [start, *(cut for cut in cuts if start < cut < end), end]
        for first, last in pairwise(inside):
            if first < last:
                runs.append((first, last, paragraph.add_run(text[first:last])))
        start = end + 1
    return runs


def _comment(
    document: "Document",
    runs: Sequence[tuple[int, int, "Run"]],
    coding: CodingRow,
    said: Sequence[str],
) -> None:
    """Write a comment on the words of a coding, a paragraph for each thing said."""
    first = bisect_left(runs, coding.start, key=itemgetter(0))
    last = bisect_right(runs, coding.end, key=itemgetter(1)) - 1
    comment = document.add_comment(
        [runs[first][2], runs[last][2]],
        text=shown(said[0]),
        author=shown(coding.coder),
        initials=shown(coding.coder)[:2],
    )
    for more in said[1:]:
        for line in shown_block(more).split("\n"):
            comment.add_paragraph(line)
    comment._comment_elm.date = _written(coding.created)  # noqa: SLF001


def _written(created: str) -> datetime:
    try:
        return datetime.fromisoformat(created)
    except ValueError:
        return _EPOCH
