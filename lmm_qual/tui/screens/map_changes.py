"""What the map's screen changes: services and rings."""

from abc import abstractmethod
from collections.abc import Mapping
from typing import Any

from lmm_qual.model.system_map import Ring, Service, SystemMap
from lmm_qual.project.changes.change import Change
from lmm_qual.tui.opened import OpenStudy
from lmm_qual.tui.screens.map_fields import map_values, ring_fields, service_fields
from lmm_qual.tui.screens.map_halves import MapHalves
from lmm_qual.tui.screens.words_form import Field, WordsForm

_KEEP = ("keep it", "forget it")


class MapChanges(MapHalves):
    """A screen on which services and rings are written. What it says is done is on disk."""

    def __init__(self, opened: OpenStudy) -> None:
        super().__init__(opened)
        self.system = SystemMap()

    @property
    @abstractmethod
    def service(self) -> Service | None:
        """Give the service that the cursor is on."""

    @property
    @abstractmethod
    def ring(self) -> Ring | None:
        """Give the ring whose heading the cursor is on, else that of the service."""

    # Services

    def action_new(self) -> None:
        """Ask for a new service, on the ring that the cursor is on or in."""
        if not self.may_write():
            return
        from lmm_qual.project.changes.map_services import AddService

        start = Service(id="new", ring=self.ring.id if self.ring else None)

        def save(values: Mapping[str, str]) -> str:
            return self.made(AddService(_with_id(values)), ("service", values["id"]))

        fields = [_ID, *service_fields(start, self.system.rings, self._services)]
        self.app.push_screen(WordsForm("New service", fields, save))

    @property
    def _services(self) -> list[str]:
        return [one.id for one in self.system.services]

    def action_edit(self) -> None:
        """Edit the service that the cursor is on, or the ring."""
        if not self.may_write():
            return
        if self.service is not None:
            self._edit_service(self.service)
        elif self.ring is not None:
            self._edit_ring(self.ring)
        else:
            self.say(self.with_keys("[map.new] makes a service, [map.ring] a ring"))

    def _edit_service(self, one: Service) -> None:
        from lmm_qual.project.changes.map_services import EditService

        fields = service_fields(one, self.system.rings, self._services)
        stored = {field.name: field.stored for field in fields}

        def save(values: Mapping[str, str]) -> str:
            changed = {name: value for name, value in values.items() if value != stored[name]}
            return self.made(EditService(one.id, map_values(changed)), ("service", one.id))

        self.app.push_screen(WordsForm(f"Service {one.id}", fields, save))

    def action_rename(self) -> None:
        """Ask what the service is called now; what it was called is kept as a former name."""
        one = self.service
        if not self.may_write():
            return
        if one is None:
            self.say("put the cursor on the service to be renamed")
            return

        def save(values: Mapping[str, str]) -> str:
            change = _renaming(one, values["label"], values["id"], keep=values["former"])
            fault = self.made(change, ("service", values["id"])) if change else ""
            if not fault and values["id"] != one.id:
                self.opened.reload()
            return fault

        fields = [
            Field("label", "name", "line", one.label or one.id),
            Field("former", "name until now", "choice", _KEEP[0], "", _KEEP, needed=True),
            Field("id", "id", "line", one.id, "as it stands in lists and transcripts"),
        ]
        self.app.push_screen(WordsForm(f"Rename {one.label or one.id}", fields, save))

    # Rings

    def action_ring(self) -> None:
        """Ask for a new ring, outside the others."""
        if not self.may_write():
            return
        from lmm_qual.project.changes.map_rings import AddRing

        def save(values: Mapping[str, str]) -> str:
            return self.made(AddRing(_with_id(values)), ("ring", values["id"]))

        fields = [_ID, *ring_fields(Ring(id="new"))]
        self.app.push_screen(WordsForm("New ring, outside the others", fields, save))

    def _edit_ring(self, one: Ring) -> None:
        from lmm_qual.project.changes.map_rings import EditRing

        rings = [ring.id for ring in self.system.rings]
        places = [str(at) for at in range(1, len(rings) + 1)]
        place = str(rings.index(one.id) + 1) if one.id in rings else "1"

        def save(values: Mapping[str, str]) -> str:
            typed = {name: value for name, value in values.items() if name != "place"}
            moved = None if values["place"] == place else int(values["place"]) - 1
            return self.made(EditRing(one.id, map_values(typed), moved), ("ring", one.id))

        where = Field("place", "place, 1 inmost", "choice", place, "", places, needed=True)
        self.app.push_screen(WordsForm(f"Ring {one.id}", [*ring_fields(one), where], save))

    def action_delete(self) -> None:
        """Take the service, or the ring whose heading has the cursor, off the map."""
        if not self.may_write():
            return
        from lmm_qual.project.changes.map_rings import RemoveRing
        from lmm_qual.project.changes.map_services import RemoveService

        if self.service is not None:
            self.made(RemoveService(self.service.id))
        elif self.ring is not None:
            self.made(RemoveRing(self.ring.id))


_ID = Field("id", "id", "line", "", "short, as it is to stand in lists: hv")


def _with_id(values: Mapping[str, str]) -> dict[str, Any]:
    """Give what was typed of something new; what is empty is left out."""
    said = {name: value for name, value in map_values(values).items() if value not in (None, [])}
    return {"id": values["id"] or None, **said}


def _renaming(one: Service, label: str, new: str, *, keep: str) -> Change | None:
    """Give the change that renames a service, as one in the log; None where all stays."""
    from lmm_qual.project.changes.map_rename import RenameService
    from lmm_qual.project.changes.map_services import EditService
    from lmm_qual.project.changes.together import Together

    changes: list[Change] = []
    before = one.label or one.id
    if label != before:
        values: dict[str, Any] = {"label": label or None}
        if keep == _KEEP[0] and before not in one.former_names:
            values["former_names"] = [*one.former_names, before]
        changes.append(EditService(one.id, values))
    if new != one.id:
        changes.append(RenameService(one.id, new))
    if len(changes) < 2:
        return changes[0] if changes else None
    return Together(changes, f"service {one.id} renamed to {new}", "map service")
