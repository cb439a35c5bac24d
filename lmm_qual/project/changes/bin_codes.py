"""Codings that lie in the bin by themselves, and follow their code when it is merged."""

from collections.abc import Mapping

from lmm_qual.project.changes.code_delete import BIN_KIND
from lmm_qual.store.deltas import UNREADABLE, Insert, Operation, Update, pack, unpack
from lmm_qual.store.queries.bin import bin_content, bin_entries
from lmm_qual.store.store import Store


def recoded_bin(store: Store, into: Mapping[int, int]) -> Update:
    """Let codings in the bin have the codes that theirs became part of.

    Codes that lie there stay as they are: what they stood on is known by name.
    """
    changed = []
    for entry in bin_entries(store):
        if entry.kind == BIN_KIND:
            continue
        try:
            delta = unpack(bin_content(store, entry.id) or b"")
        except (*UNREADABLE, RecursionError):
            continue
        recoded = [_recoded(operation, into) for operation in delta]
        if recoded != delta:
            changed.append({"id": entry.id, "content": pack(recoded)})
    return Update("bin_entry", changed)


def _recoded(operation: Operation, into: Mapping[int, int]) -> Operation:
    if not isinstance(operation, Insert) or operation.table != "coding":
        return operation
    rows = [{**row, "code_id": into.get(row["code_id"], row["code_id"])} for row in operation.rows]
    return Insert("coding", rows)
