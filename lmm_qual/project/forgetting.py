"""The past of a project made impossible to undo, so that nothing of it is left in the file."""

from typing import NamedTuple

from lmm_qual.project.project import Project
from lmm_qual.project.pseudonyms.plan import Rules
from lmm_qual.store.deltas import Delta, Ids, Insert, Update, apply_delta
from lmm_qual.store.identity import ID_SETTING, project_id
from lmm_qual.store.queries import log
from lmm_qual.store.store import Store


class Forgotten(NamedTuple):
    """How many changes can be undone or made again no longer, and how many labels were changed."""

    changes: int
    labels: int


def forget_history(project: Project, rules: Rules | None = None) -> Forgotten:
    """Remove all that would undo changes or make them again, and write the file anew.

    Who did what and when stays; labels in which `rules` find a name say the pseudonym. This
    itself cannot be undone, and no backup is made before. Raises `BadInputError`.
    """
    store = project.store
    gone = forgotten_rows(store)
    labels = _labels(project, rules) if rules else []
    kept = kept_id(project)
    with store.transaction() as connection:
        apply_delta(connection, [*kept, Update("change_log", gone), Update("change_log", labels)])
    store.vacuum()
    return Forgotten(len(gone), len(labels))


def forgotten_rows(store: Store) -> list[dict[str, object]]:
    """Give the entries of the log that can be undone or made again, as rows that no longer can."""
    undoable = log.with_delta(store)
    states = {"done": "forgotten", "undone": "discarded"}
    return [
        {"id": entry.id, "state": states.get(entry.state, entry.state), "delta": None}
        for entry in log.entries(store)
        if entry.id in undoable
    ]


def _labels(project: Project, rules: Rules) -> list[dict[str, object]]:
    said = [(entry, rules.hidden(entry.label)) for entry in log.entries(project.store)]
    return [{"id": entry.id, "label": label} for entry, label in said if label != entry.label]


def kept_id(project: Project) -> Delta:
    """Keep a project's id where it was made of its first change, whose label may be another now."""
    store = project.store
    known = store.mappings("setting", "name = ?", (ID_SETTING,))
    if known or not store.path.is_file():
        return []
    row = {"id": Ids(store).take("setting"), "name": ID_SETTING, "value": project_id(store.path)}
    return [Insert("setting", [row])]
