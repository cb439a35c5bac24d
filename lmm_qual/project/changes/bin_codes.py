"""Codings that lie in the bin by themselves, and follow their code when it is merged."""

from collections.abc import Mapping

from lmm_qual.project.changes.bin_content import KNOWN, Row, known_row, packed, readable_bin
from lmm_qual.project.changes.code_delete import BIN_KIND
from lmm_qual.store.deltas import Update
from lmm_qual.store.store import Store


def recoded_bin(store: Store, into: Mapping[int, int]) -> Update:
    """Let codings in the bin have the codes that theirs became part of.

    Codes that lie there stay as they are: what they stood on is known by name.
    """
    codes = {row["id"]: row for row in store.mappings("code")}
    changed = []
    for id_, rows in readable_bin(store, but=BIN_KIND):
        known = [_recoded(row, into, codes) for row in rows.get(KNOWN, ())]
        if known != rows.get(KNOWN, []):
            changed.append({"id": id_, "content": packed(rows | {KNOWN: known})})
    return Update("bin_entry", changed)


def _recoded(known: Row, into: Mapping[int, int], codes: Mapping[int, Row]) -> Row:
    if known["table"] != "code" or known["at"] not in into:
        return known
    return {"id": known["id"], **known_row("code", known["row"], codes[into[known["at"]]])}
