"""Withdrawing from the study that is open: closed, withdrawn in a thread, and opened again.

All that the screens have read is read anew then, so that no word that is gone is left on one.
"""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from lmm_qual.model.problem import BadInputError
from lmm_qual.project.project import Project
from lmm_qual.project.withdrawing.receipt import Receipt
from lmm_qual.project.withdrawing.receipt_file import write_receipt
from lmm_qual.project.withdrawing.scope import Scope, Wanted, Words, find_scope
from lmm_qual.project.withdrawing.withdraw import withdraw
from lmm_qual.store.clock import today
from lmm_qual.store.opening import open_store
from lmm_qual.store.store import Store

if TYPE_CHECKING:
    from lmm_qual.tui.showing import Showing

_WAYS: tuple[Words | None, ...] = (None, "remove", "bar")


def ways(store: Store, participant: str) -> list[Scope]:
    """Give what withdrawing may reach: as the consent says, then otherwise; no two alike.

    Raises `BadInputError`.
    """
    found: list[Scope] = []
    for way in _WAYS:
        scope = find_scope(store, Wanted(participant, None, way), today())
        if all(_fates(scope) != _fates(other) for other in found):
            found.append(scope)
    return found


def _fates(scope: Scope) -> list[str]:
    return [session.fate for session in scope.sessions]


async def withdraw_and_reopen(app: "Showing", path: Path, wanted: Wanted) -> None:
    """Withdraw, open the study again and show the receipt and where it is."""
    from lmm_qual.tui.screens.withdrawal import ShowReceipt

    await app.close_to_start()
    await app.backup_ended()
    if app.page is not None:
        app.page.say(f"withdrawing {wanted.participant} …")
    try:
        receipt, where = await asyncio.to_thread(_withdrawn, path, wanted, app.coder)
    except BadInputError as fault:
        await app.open_now(path)
        if app.page is not None:
            app.page.tell_fault(fault)
        return
    await app.open_now(path)
    app.push_screen(ShowReceipt(receipt, where))


def _withdrawn(path: Path, wanted: Wanted, coder: str | None) -> tuple[Receipt, str]:
    """Do it; gives the receipt, and where it is or why it is nowhere."""
    store = open_store(path, write=True, holder=coder or "lmm-qual")
    with Project(store, coder) as project:
        receipt = withdraw(project, find_scope(store, wanted, today()))
    try:
        return receipt, f"The receipt is in {write_receipt(receipt, path)}"
    except BadInputError as fault:
        return receipt, f"The receipt is not in a file: {fault}"
