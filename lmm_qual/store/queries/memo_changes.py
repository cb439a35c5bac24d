"""When memos were last changed, which only the change log knows."""

from lmm_qual.store.deltas import UNREADABLE, Update, unpack
from lmm_qual.store.store import Store

_REWORDINGS = """
    SELECT at, delta FROM change_log
    WHERE state = 'done' AND delta IS NOT NULL AND kind IN ('memos add', 'memos edit') ORDER BY id
"""
"""A summary that is written again is a memo added, too."""


def memos_changed(store: Store) -> dict[int, str]:
    """Give the time of the last change of each memo that was changed after it was written.

    A memo may have got the id of one that is gone: a time before it was written is not its own.
    """
    changed: dict[int, str] = {}
    for at, delta in store.rows(_REWORDINGS):
        try:
            operations = unpack(delta)
        except UNREADABLE:
            continue
        for one in operations:
            if isinstance(one, Update) and one.table == "memo":
                changed |= {row["id"]: at for row in one.rows if "text" in row}
    written = dict(store.rows("SELECT id, created FROM memo"))
    return {id_: at for id_, at in changed.items() if at >= written.get(id_, "~")}
