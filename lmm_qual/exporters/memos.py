"""Memos as they are listed, and as a document grouped by what they are on."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from lmm_qual.analysis.theme_matrix import known_coder
from lmm_qual.exporters.tables import Cell, Table, markdown_line
from lmm_qual.model.code_tree import CodeTree
from lmm_qual.store.queries.codes import code_tree
from lmm_qual.store.queries.design import load_study
from lmm_qual.store.queries.memos import TARGETS, MemoRow, all_memos
from lmm_qual.store.queries.talk import find_transcript, transcripts
from lmm_qual.store.store import Store
from lmm_qual.text.standins import shown

_HEADINGS = {
    "study": "The study",
    "session": "Summaries of sessions",
    "transcript": "Transcripts",
    "code": "Codes",
    "passage": "Passages",
    "coding": "Codings",
}


def memo_list(
    store: Store, on: str | None = None, transcript: str | None = None, coder: str | None = None
) -> list[dict[str, Any]]:
    """Give memos with the names of what they are on, as `memos_in_order` has them."""
    tree = code_tree(store)
    return [
        {
            "id": row.id,
            "target": row.target,
            "on": row.subject.said(tree),
            "transcript": row.transcript,
            "code": None if row.code_id is None else tree.path(row.code_id),
            "coding": row.target_id if row.target == "coding" else None,
            "start": row.start,
            "end": row.end,
            "quote": row.quote,
            "coder": row.coder,
            "created": row.created,
            "text": row.text,
        }
        for row in memos_in_order(store, tree, on, transcript, coder)
    ]


def memos_in_order(
    store: Store,
    tree: CodeTree,
    on: str | None = None,
    transcript: str | None = None,
    coder: str | None = None,
) -> list[MemoRow]:
    """Give memos: the study's, then by session, transcript, code, passage and coding by place.

    Raises `BadInputError` for a transcript or coder that is not known.
    """
    if transcript:
        find_transcript(store, transcript)
    coder = coder and known_coder(store, coder)
    wanted = [
        row
        for row in all_memos(store)
        if (on is None or row.target == on)
        and (transcript is None or row.transcript == transcript)
        and (coder is None or row.coder == coder)
    ]
    places = {row.key: at for at, row in enumerate(transcripts(store))}
    codes = {code: at for at, code in enumerate(tree.order)}

    def place(row: MemoRow) -> tuple[int, ...]:
        where = places.get(row.transcript or "", -1)
        code = codes.get(row.code_id or 0, -1)
        return (TARGETS.index(row.target), where, row.start or 0, code, row.target_id or 0, row.id)

    return sorted(wanted, key=place)


_LIST = ("id", "target", "on", "quote", "coder", "created", "text")


def memo_table(data: Iterable[dict[str, Any]], width: int | None = None) -> Table:
    """Give memos as a table; `width` cuts words and text for a terminal."""
    rows: list[list[Cell]] = []
    for entry in data:
        cut = {name: _cut(entry[name], width) for name in ("quote", "text")}
        rows.append([{**entry, **cut}[name] for name in _LIST])
    return Table(_LIST, rows, (0,))


def _cut(text: str | None, width: int | None) -> str | None:
    if text is None or width is None:
        return text
    line = " ".join(text.split())
    return line if len(line) <= width else line[: width - 1] + "…"


def memo_document(store: Store) -> str:
    """Write all memos in Markdown, grouped by what they are on."""
    tree = code_tree(store)
    name = load_study(store).name or store.path.stem
    lines = [f"# Memos of {markdown_line(name)}"]
    for target, rows in groupby(memos_in_order(store, tree), key=lambda row: row.target):
        lines.append(f"## {_HEADINGS[target]}")
        for on, about in groupby(rows, key=lambda row: row.subject):
            if target != "study":
                lines.append(f"### {markdown_line(_heading(tree, on.transcript, on.code_id))}")
            if on.quote is not None:
                place = f"characters {on.start}–{on.end}"
                lines.append(f"> {markdown_line(' '.join(on.quote.split()))} ({place})")
            lines += [block for row in about for block in _memo(row)]
    return "\n\n".join(lines) + "\n"


def _heading(tree: CodeTree, transcript: str | None, code: int | None) -> str:
    parts = [tree.path(code) if code is not None else None, transcript]
    return ", ".join(part for part in parts if part)


def _memo(row: MemoRow) -> Iterator[str]:
    yield f"**{markdown_line(row.coder or 'nobody named')}**, {shown(row.created[:10])}"
    for paragraph in re.split(r"\n(?:[^\S\n]*\n)+", row.text.replace("\r\n", "\n")):
        kept = [_plain(line) for line in paragraph.split("\n") if line.strip()]
        if kept:
            yield "\\\n".join(kept)


def _plain(line: str) -> str:
    """Give a line as Markdown that says just that, not a list, a heading or a rule."""
    said = markdown_line(line.strip())
    said = re.sub(r"^(\d+)([.)])", r"\1\\\2", said)
    return "\\" + said if said.startswith("=") else said
