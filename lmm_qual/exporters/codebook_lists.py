"""Lists beside the codebook: what to look at and read again, codes alike, codings to be split."""

from typing import Any

from lmm_qual.analysis.alike_codes import alike_codes
from lmm_qual.analysis.codebook_diff import DEFINING, VersionCode
from lmm_qual.analysis.looking_again import codings_to_look_at, transcripts_to_read
from lmm_qual.exporters.codings import coding_list
from lmm_qual.exporters.tables import Table
from lmm_qual.model.code_tree import CodeRow
from lmm_qual.store.queries.codes import code_tree, find_code
from lmm_qual.store.queries.codings import coding_counts
from lmm_qual.store.store import Store


def again_list(store: Store, code: str | None = None) -> list[dict[str, Any]]:
    """Give the codings to look at again, with what their code said then and says now."""
    tree = code_tree(store)
    wanted = None if code is None else find_code(tree, code, file=str(store.path))
    return [
        {
            "id": row.id,
            "code": tree.path(one.code),
            "transcript": row.transcript,
            "start": row.start,
            "end": row.end,
            "coder": row.coder,
            "version": row.version,
            "defined": one.defined,
            "said_then": _said(one.meant[row.version]),
            "says_now": _said(tree.by_id[one.code]),
            "quote": row.quote,
        }
        for one in codings_to_look_at(store)
        if wanted in {None, one.code}
        for row in one.codings
    ]


def _said(code: VersionCode | CodeRow | None) -> dict[str, str | None] | None:
    """Give what defines a code; `None` for one that was not there."""
    if code is None:
        return None
    if isinstance(code, VersionCode):
        return {name: code.said[name] for name in DEFINING}
    return {name: getattr(code, name) for name in DEFINING}


_AGAIN = ("id", "code", "transcript", "coder", "version", "defined", "quote")


def again_table(data: list[dict[str, Any]]) -> Table:
    """Give codings to look at again for a terminal, their words on one line."""
    short = [entry | {"quote": " ".join(entry["quote"].split())[:60]} for entry in data]
    return Table(_AGAIN, [[entry[name] for name in _AGAIN] for entry in short], (0, 4, 5))


def read_again_list(store: Store) -> list[dict[str, Any]]:
    """Give the transcripts to read again: whose pass, under which version, for which codes."""
    tree = code_tree(store)
    return [
        {
            "transcript": row.transcript,
            "coder": row.coder,
            "version": row.version,
            "codes": [tree.path(code) for code in row.codes],
        }
        for row in transcripts_to_read(store)
    ]


def read_again_table(data: list[dict[str, Any]]) -> Table:
    """Give them as a table, the codes in one cell."""
    headings = ("transcript", "coder", "version", "codes")
    rows = [[*(row[name] for name in headings[:3]), ", ".join(row["codes"])] for row in data]
    return Table(headings, rows, (2,))


def alike_list(store: Store, threshold: float) -> list[dict[str, Any]]:
    """Give codes nearly alike in pairs, with the codings of each, the likest first."""
    tree, counts = code_tree(store), coding_counts(store)
    return [
        {
            "code": tree.path(pair.one),
            "codings": counts.get(pair.one, 0),
            "other": tree.path(pair.other),
            "other_codings": counts.get(pair.other, 0),
            "likeness": round(pair.likeness),
            "why": pair.why,
        }
        for pair in alike_codes(tree, threshold)
    ]


ALIKE = ("code", "codings", "other", "other_codings", "likeness", "why")


def alike_table(data: list[dict[str, Any]]) -> Table:
    """Give them as a table."""
    return Table(ALIKE, [[row[name] for name in ALIKE] for row in data], (1, 3, 4))


_SPLIT = ("coding", "transcript", "start", "end", "speaker", "coder", "quote", "code")


def split_table(store: Store, code: str) -> Table:
    """Give a code's own codings, each with its present code, to be filled in with others."""
    tree = code_tree(store)
    path = tree.path(find_code(tree, code, file=str(store.path)))
    rows = [
        [
            *(entry["id"], entry["transcript"], entry["start"], entry["end"]),
            "; ".join(filter(None, entry["voices"])),
            *(entry["coder"], entry["quote"], path),
        ]
        for entry in coding_list(store, None, None, path)
        if entry["code"] == path
    ]
    return Table(_SPLIT, rows, (0, 2, 3))
