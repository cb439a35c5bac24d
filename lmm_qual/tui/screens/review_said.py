"""What waits after a correction, in words: a row of the list, old and new words side by side."""

from textual.content import Content

from lmm_qual.exporters.reviews import REASONS
from lmm_qual.model.code_tree import CodeTree
from lmm_qual.store.queries.memos import MemoRow
from lmm_qual.store.queries.reviews import ReviewRow
from lmm_qual.text.context import place_between, words_before, words_behind
from lmm_qual.text.differences import Piece, pieces
from lmm_qual.tui.wording import Part, line, spread

_AROUND = 12
_REMOVED, _ADDED = "strike $text-error", "bold underline $text-success"


def code_of(tree: CodeTree, row: ReviewRow) -> str:
    """Name what waits: its code, a passage that something is written of, or that it is binned."""
    if row.target == "passage":
        return "words written of"
    return "in the bin" if row.code_id is None else tree.by_id[row.code_id].name


def review_row(tree: CodeTree, row: ReviewRow, width: int) -> Content:
    """Give the row of the list: code, then what happened."""
    left = line(f"   {code_of(tree, row)}  ", (" ".join(row.words.split())[: 2 * width], "$muted"))
    short = {"changed": "changed", "unsure": "unsure", "lost": "gone", "met": "equal"}
    return spread(width, left, line((f"{short.get(row.reason, row.reason)} ", "$text-warning")))


def review_said(tree: CodeTree, row: ReviewRow, memos: list[MemoRow]) -> Content:
    """Say what waits, by whom it is, what happened, and the memos on it."""
    whose = f" by {row.owner}" if row.owner else ""
    said = line(
        (code_of(tree, row), "bold"),
        (f"{whose} · {row.transcript}", "$muted"),
    )
    said = said.append("\n").append(line((REASONS.get(row.reason, row.reason), "$text-warning")))
    if row.target == "bin":
        said = said.append(line(("; it lies in the bin until it is given other words", "$muted")))
    for memo in memos:
        by = (f"{memo.coder}: " if memo.coder else "", "$muted")
        said = said.append("\n").append(line(("✎ ", "$text-accent"), by, _flat(memo.text)))
    return said


def sides(row: ReviewRow, text: str) -> tuple[Content, Content]:
    """Give the old words in their old context, and the new ones in theirs.

    What differs stands in brackets, struck out on the old side and underlined on the new.
    """
    found = pieces(row.words, row.quote or "")
    old = _side(row.before, [_part(one.old, one, _REMOVED) for one in found], row.after)
    place = place_of(row, text)
    if row.start is None or row.end is None:
        if place is None:
            return old, line(("the words around it are gone too", "$muted"))
        start, end, there = place, place, [("[gone]", "bold $text-error")]
    else:
        start, end, there = row.start, row.end, [_part(one.new, one, _ADDED) for one in found]
    before, after = words_before(text, start, _AROUND), words_behind(text, end, _AROUND)
    return old, _side(before, there, after)


def place_of(row: ReviewRow, text: str) -> int | None:
    """Give where it stands now, or where its words would stand that are gone."""
    return place_between(text, row.before, row.after) if row.start is None else row.start


def _part(words: str, piece: Piece, style: str) -> Part:
    return (words, "bold") if piece.same else (f"[{words}]" if words else "", style)


def _side(before: str, parts: list[Part], after: str) -> Content:
    first = f"… {_flat(before)}{' ' if before[-1:].isspace() else ''}"
    last = f"{' ' if after[:1].isspace() else ''}{_flat(after)} …"
    said: list[Part] = [(first, "$muted"), ("“", "$text-accent")]
    shown = [part for part in parts if part[0]]
    for at, part in enumerate(shown):
        said += [*([(" ", "")] if at else []), part]
    said += [("”", "$text-accent"), (last, "$muted")]
    return line(*said)


def _flat(words: str) -> str:
    return " ".join(words.split())
