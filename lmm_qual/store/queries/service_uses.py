"""Where the study, its talk and what was written name a service."""

import json
from typing import Any

from lmm_qual.store.queries.keys import ids_in
from lmm_qual.store.store import Store

NAMED: dict[str, tuple[str, ...]] = {
    "transcript": ("service_key",),
    "speaker": ("service_key",),
    "approached": ("service_key",),
    "chart_summary": ("service_key",),
    "finding_basis": ("service_key",),
    "typology_member": ("service_key",),
    "change_tag": ("service_key",),
    "embeddedness": ("service_key",),
    "mention_decision": ("source", "target"),
}
"""Columns that hold a service's id, beside those of the map itself."""
_CENTRAL = "central_service"
_SAID = {
    "transcript": "transcripts",
    "speaker": "speakers",
    "approached": "services that were approached",
    "chart_summary": "chart summaries",
    "finding_basis": "rows and cells under findings",
    "typology_member": "rows of types",
    "change_tag": "change tags",
    "embeddedness": "judgements of embeddedness",
}


def service_uses(store: Store, service: str) -> list[str]:
    """Say what a service cannot go from under: talk, what was written, members, the setting."""
    found = []
    for table, said in _SAID.items():
        number = sum(len(ids_in(store, table, name, service)) for name in NAMED[table])
        if number:
            found.append(f"{said} ({number})")
    composites = [key for key, of in _members(store) if service in of and key != service]
    if composites:
        found.append(f"members of {', '.join(composites)}")
    accounts = sum(service in row["account"] for row in account_rows(store))
    if accounts and not _is_somebody(store, service):
        found.append(f"accounts of relations ({accounts})")
    if central_setting(store, service) is not None:
        found.append("the study's central service")
    return found


def account_rows(store: Store) -> list[dict[str, Any]]:
    """Give the relations that are somebody's account: `id` and `account`."""
    rows = store.rows("SELECT id, account FROM relation WHERE account != '[]' ORDER BY id")
    return [{"id": id_, "account": json.loads(account)} for id_, account in rows]


def central_setting(store: Store, service: str) -> int | None:
    """Give the row of the setting that makes a service the central one; None where it is not."""
    found: int | None = store.value(
        "SELECT id FROM setting WHERE name = ? AND value = ?", (_CENTRAL, service)
    )
    return found


def is_account_of_service(store: Store, name: str) -> bool:
    """Tell whether a name in an account means a service: no participant or group has it."""
    return not _is_somebody(store, name)


def _is_somebody(store: Store, name: str) -> bool:
    sql = """
        SELECT (SELECT count(*) FROM participant WHERE key = :name)
             + (SELECT count(*) FROM participant_group WHERE key = :name)
    """
    return bool(store.value(sql, {"name": name}))


def _members(store: Store) -> list[tuple[str, list[str]]]:
    rows = store.rows("SELECT key, members FROM service WHERE members != '[]' ORDER BY position")
    return [(key, json.loads(members)) for key, members in rows]
