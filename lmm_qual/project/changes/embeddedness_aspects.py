"""Changes of what being embedded means in a study: its aspects, with words to judge each by."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from lmm_qual.definitions.checks import nearest
from lmm_qual.definitions.embeddedness_checks import aspect_faults
from lmm_qual.definitions.validating import make_entry
from lmm_qual.model.embeddedness import Aspect
from lmm_qual.model.problem import BadInputError, Problem, refuse
from lmm_qual.project.changes.change import Author
from lmm_qual.project.changes.embeddedness_import import ASPECTS, TABLE, aspect_columns
from lmm_qual.project.changes.passages import unlink
from lmm_qual.store.deltas import Delta, Ids, Insert, Update, delete
from lmm_qual.store.queries.embeddedness import SOURCE, aspects, judgements
from lmm_qual.store.queries.keys import next_position
from lmm_qual.store.store import Store
from lmm_qual.text.numbers import counted

KEEP = "\x00keep"
"""Stands for a field that is left as it is."""


@dataclass
class AddAspect:
    """Add an aspect behind the others."""

    key: str
    text: str | None = None
    definition: str | None = None
    levels: Sequence[str] = ()
    kind: str = "embeddedness aspect add"
    label: str = field(default="aspect of embeddedness", init=False)

    def operations(self, store: Store, author: Author) -> Delta:
        """Insert the aspect; raises where it is there already, or a field is none."""
        aspect = _checked(store, self.key, self.text, self.definition, self.levels)
        self.label = f"aspect {aspect.id}"
        if aspect.id in {one.id for one in aspects(store).values()}:
            what = f"an aspect “{aspect.id}” is there already"
            raise refuse(what, "edit it, or give another id", file=str(store.path))
        place = {"id": Ids(store).take(ASPECTS), "position": next_position(store, ASPECTS)}
        return [Insert(ASPECTS, [place | aspect_columns(aspect)])]


@dataclass
class EditAspect:
    """Give an aspect another label, definition or levels; a level that is judged by stays."""

    key: str
    text: str | None = KEEP
    definition: str | None = KEEP
    levels: Sequence[str] | None = None
    kind: str = "embeddedness aspect edit"
    label: str = field(default="edit of an aspect", init=False)

    def operations(self, store: Store, author: Author) -> Delta:
        """Update the row; raises where there is no such aspect, or judgements hold a lost level."""
        id_, now = find_aspect(store, self.key)
        self.label = f"edit of aspect {now.id}"
        wanted = _checked(
            store,
            now.id,
            now.label if self.text == KEEP else self.text,
            now.definition if self.definition == KEEP else self.definition,
            now.levels if self.levels is None else self.levels,
        )
        held = {row.level for row in judgements(store) if row.aspect == now.id} - {None}
        if lost := [level for level in now.levels if level in held - {*wanted.levels}]:
            what = f"judgements hold levels that would be gone: {', '.join(lost)}"
            raise refuse(what, "keep them, or judge anew first", file=str(store.path))
        if wanted == now:
            return []
        return [Update(ASPECTS, [{"id": id_, **aspect_columns(wanted)}])]


@dataclass
class RemoveAspect:
    """Take an aspect away; with `judgements` what was judged of it too."""

    key: str
    judgements: bool = False
    kind: str = "embeddedness aspect remove"
    label: str = field(default="removal of an aspect", init=False)

    def operations(self, store: Store, author: Author) -> Delta:
        """Delete the rows; raises where there is none, or it is judged and may not be so."""
        id_, now = find_aspect(store, self.key)
        gone = [row.id for row in judgements(store) if row.aspect == now.id]
        number = counted(len(gone), "judgement")
        self.label = f"removal of aspect {now.id}" + (f" with {number}" if gone else "")
        if gone and not self.judgements:
            what = f"aspect “{now.id}” has {number}"
            raise refuse(what, "remove it with its judgements, or keep it", file=str(store.path))
        return [*unlink(store, SOURCE, gone), delete(TABLE, gone), delete(ASPECTS, [id_])]


def find_aspect(store: Store, key: str) -> tuple[int, Aspect]:
    """Give an aspect with its row's id; raises `BadInputError` proposing the nearest."""
    known = aspects(store)
    found = next(((id_, one) for id_, one in known.items() if one.id == key), None)
    if found is None:
        ids = [one.id for one in known.values()]
        remedy = nearest(key, ids) if ids else "define one with `map profile aspect add`"
        raise refuse(f"unknown aspect “{key}”", remedy, file=str(store.path))
    return found


def _checked(
    store: Store, key: str, label: str | None, definition: str | None, levels: Sequence[str]
) -> Aspect:
    typed = {"id": key, "label": label, "definition": definition, "levels": [*levels]}
    aspect = make_entry(Aspect, typed, file=str(store.path))
    if faults := list(aspect_faults(aspect)):
        raise BadInputError([Problem(str(store.path), what, "", remedy) for what, remedy in faults])
    return aspect
