"""Memos as they are listed, and as a document grouped by what they are on."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from lmm_qual.analysis.text_search import How, finder
from lmm_qual.analysis.theme_matrix import known_coder
from lmm_qual.exporters.memo_web import (
    Entry,
    MemoWeb,
    beginning,
    link_said,
    links_said,
    memo_named,
    words_said,
)
from lmm_qual.exporters.passages import CONTEXT_WORDS, brief_words
from lmm_qual.exporters.tables import Cell, Table, markdown_line
from lmm_qual.model.code_tree import CodeTree
from lmm_qual.store.queries.codes import code_tree, find_code
from lmm_qual.store.queries.design import load_study
from lmm_qual.store.queries.memo_links import Aim, MemoLinkRow
from lmm_qual.store.queries.memos import TARGETS, MemoRow
from lmm_qual.store.queries.talk import find_transcript, transcripts
from lmm_qual.store.store import Store
from lmm_qual.text.context import words_before, words_behind
from lmm_qual.text.standins import shown

_HEADINGS = {
    "study": "The study",
    "session": "Summaries of sessions",
    "transcript": "Transcripts",
    "code": "Codes",
    "passage": "Passages",
    "coding": "Codings",
}


@dataclass(frozen=True)
class Wanted:
    """Which memos are wanted, by whatever is given; `since` is a time in UTC, as they hold it.

    `code` is that of memos on it, on codes under it or on codings of them; `linked_to` is what
    wanted memos point to, for a passage any words of it.
    """

    on: str | None = None
    transcript: str | None = None
    coder: str | None = None
    code: str | None = None
    since: str | None = None
    linked_to: Aim | None = None


ALL = Wanted()


def memo_list(store: Store, wanted: Wanted = ALL) -> list[dict[str, Any]]:
    """Give memos with the names of what they are on and their links, as `memos_in_order` does."""
    web = MemoWeb(store, code_tree(store))
    return [web.entry(row) for row in memos_in_order(store, web, wanted)]


def memos_in_order(store: Store, web: MemoWeb, wanted: Wanted = ALL) -> list[MemoRow]:
    """Give memos: the study's, then by session, transcript, code, passage and coding by place.

    Raises `BadInputError` for a name that is not known.
    """
    tree = web.tree
    places = {row.key: at for at, row in enumerate(transcripts(store))}
    codes = {code: at for at, code in enumerate(tree.order)}

    def place(row: MemoRow) -> tuple[int, ...]:
        where = places.get(row.transcript or "", -1)
        code = codes.get(row.code_id or 0, -1)
        return (TARGETS.index(row.target), where, row.start or 0, code, row.target_id or 0, row.id)

    tests = list(_tests(store, web, wanted))
    kept = (row for row in web.memos.values() if all(test(row) for test in tests))
    return sorted(kept, key=place)


def _tests(store: Store, web: MemoWeb, wanted: Wanted) -> Iterator[Callable[[MemoRow], bool]]:
    """Give what each wanted memo passes."""
    on, transcript, since = wanted.on, wanted.transcript, wanted.since
    if on is not None:
        yield lambda row: row.target == on
    if transcript is not None:
        find_transcript(store, transcript)
        yield lambda row: row.transcript == transcript
    if wanted.coder is not None:
        coder = known_coder(store, wanted.coder)
        yield lambda row: row.coder == coder
    if wanted.code is not None:
        code = find_code(web.tree, wanted.code, file=str(store.path))
        codes = set(web.tree.with_descendants(code))
        yield lambda row: row.code_id in codes
    if since is not None:
        yield lambda row: row.created >= since
    if wanted.linked_to is not None:
        aim = wanted.linked_to
        yield lambda row: any(_meets(aim, link) for link in web.links.get(row.id, ()))


def _meets(aim: Aim, link: MemoLinkRow) -> bool:
    """Say whether a link points to something, for a passage to any of its words."""
    if aim.target != "passage":
        return (link.target, link.target_id) == (aim.target, aim.id)
    same = link.target == "passage" and link.transcript == aim.transcript
    return same and (link.start or 0) < aim.end and aim.start < (link.end or 0)


_LIST = ("id", "target", "on", "quote", "coder", "created", "text", "links", "linked_from")
_BRIEF = ("id", "on", "quote", "coder", "created", "links", "text")
_WIDTH = 60
"""Characters of words and text that a terminal shows."""


def memo_table(data: Iterable[Entry]) -> Table:
    """Give memos as a table for a spreadsheet, links in words."""
    rows: list[list[Cell]] = []
    for entry in data:
        pointing = "; ".join(map(memo_named, entry["linked_from"]))
        told = {**entry, "links": links_said(entry["links"]), "linked_from": pointing}
        rows.append([told[name] for name in _LIST])
    return Table(_LIST, rows, (0,))


def brief_memo_table(data: Iterable[Entry]) -> Table:
    """Give memos as a table for a terminal: days, words cut, and how many links: `→ 2 ← 1`."""
    rows: list[list[Cell]] = []
    for entry in data:
        cut = {name: beginning(entry[name] or "", _WIDTH) for name in ("quote", "text")}
        told = {**entry, **cut, "links": _number(entry), "created": entry["created"][:10]}
        rows.append([told[name] for name in _BRIEF])
    return Table(_BRIEF, rows, (0,))


def _number(entry: Entry) -> str:
    numbers = (("→", len(entry["links"])), ("←", len(entry["linked_from"])))
    return " ".join(f"{arrow} {number}" for arrow, number in numbers if number)


def memo_hits(
    store: Store, words: str, how: How = "plain", context: int = CONTEXT_WORDS
) -> list[Entry]:
    """Give where words stand in memos, with `context` words around them, in the memos' order.

    Raises `BadInputError` for what cannot be looked for.
    """
    find, web = finder(words, how), MemoWeb(store, code_tree(store))
    return [
        {
            "id": row.id,
            "target": row.target,
            "on": row.subject.said(web.tree),
            "coder": row.coder,
            "created": row.created,
            "start": start,
            "end": end,
            "before": words_before(row.text, start, context),
            "found": row.text[start:end],
            "after": words_behind(row.text, end, context),
        }
        for row in memos_in_order(store, web)
        for start, end in find(row.text, f"memo {row.id}")
    ]


_HITS = ("id", "on", "coder", "created", "start", "end", "before", "found", "after")
_BRIEF_HITS = ("id", "on", "coder", "created", "words")


def hit_table(data: Iterable[Entry], *, brief: bool = False) -> Table:
    """Give what was found as a table; `brief` cuts words for a terminal."""
    if not brief:
        return Table(_HITS, [[one[name] for name in _HITS] for one in data], (0, 4, 5))
    rows: list[list[Cell]] = []
    for one in data:
        words = {"before": one["before"], "quote": one["found"], "after": one["after"]}
        told = {**one, **brief_words(words), "created": one["created"][:10]}
        rows.append([told[name] for name in _BRIEF_HITS])
    return Table(_BRIEF_HITS, rows, (0,))


def memo_text(entry: Entry) -> str:
    """Write one memo in plain lines: what it is on, who wrote it, its text, its links both ways."""
    heads = [f"memo {entry['id']} on {entry['on']}"]
    heads.append(f"{entry['coder'] or 'nobody named'}, {entry['created'][:10]}")
    if entry["quote"] is not None:
        heads.append(words_said(entry))
    parts = ["\n".join(heads), entry["text"].strip("\n")]
    for said, links in _both_ways(entry):
        parts.append("\n".join([said, *(f"  {one}" for one in links)]))
    return "\n\n".join(parts) + "\n"


def _both_ways(entry: Entry) -> Iterator[tuple[str, Sequence[str]]]:
    """Give the links of a memo and those to it, where there are any, each with a heading."""
    if entry["links"]:
        yield "Points to:", [link_said(link) for link in entry["links"]]
    if entry["linked_from"]:
        yield "Pointed to by:", [memo_named(one) for one in entry["linked_from"]]


def memo_document(store: Store) -> str:
    """Write all memos in Markdown with their links both ways, grouped by what they are on."""
    web = MemoWeb(store, code_tree(store))
    name = load_study(store).name or store.path.stem
    lines = [f"# Memos of {markdown_line(name)}"]
    for target, rows in groupby(memos_in_order(store, web), key=lambda row: row.target):
        lines.append(f"## {_HEADINGS[target]}")
        for on, about in groupby(rows, key=lambda row: row.subject):
            entries = [web.entry(row) for row in about]
            if target != "study":
                heading = _heading(web.tree, on.transcript, on.code_id)
                lines.append(f"### {markdown_line(heading)}")
            if on.quote is not None:
                place = f"characters {on.start}–{on.end}"
                lines.append(f"> {markdown_line(words_said(entries[0]))} ({place})")
            lines += [block for entry in entries for block in _memo(entry)]
    return "\n\n".join(lines) + "\n"


def _heading(tree: CodeTree, transcript: str | None, code: int | None) -> str:
    parts = [tree.path(code) if code is not None else None, transcript]
    return ", ".join(part for part in parts if part)


def _memo(entry: Entry) -> Iterator[str]:
    by = markdown_line(entry["coder"] or "nobody named")
    yield f"**{by}**, {shown(entry['created'][:10])} (memo {entry['id']})"
    for paragraph in re.split(r"\n(?:[^\S\n]*\n)+", entry["text"].replace("\r\n", "\n")):
        kept = [_plain(line) for line in paragraph.split("\n") if line.strip()]
        if kept:
            yield "\\\n".join(kept)
    for said, links in _both_ways(entry):
        yield said
        yield "\n".join(f"- {markdown_line(one)}" for one in links)


def _plain(line: str) -> str:
    """Give a line as Markdown that says just that, not a list, a heading or a rule."""
    said = markdown_line(line.strip())
    said = re.sub(r"^(\d+)([.)])", r"\1\\\2", said)
    return "\\" + said if said.startswith("=") else said
