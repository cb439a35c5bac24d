"""The Map screen: services by ring, and the relations and themes of each."""

from collections.abc import Iterator
from itertools import combinations
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from lmm_qual.analysis.query_tree import Asked, CodeNamed, every, unparse
from lmm_qual.model.system_map import Ring, Service
from lmm_qual.store.queries.codings import codings_by_id
from lmm_qual.store.queries.system_map import load_system_map
from lmm_qual.system_map.board import MapBoard, read_board
from lmm_qual.text.numbers import counted
from lmm_qual.tui.actions import EVERYWHERE, MAP, bindings
from lmm_qual.tui.lines import PanelTitle
from lmm_qual.tui.opened import OpenStudy
from lmm_qual.tui.rows import Row
from lmm_qual.tui.screens.map_page import MapPage
from lmm_qual.tui.screens.map_rows import View, heads, label_of, service_lines, service_rows
from lmm_qual.tui.screens.map_said import ring_said, service_said
from lmm_qual.tui.screens.place_list import PlaceList, Words
from lmm_qual.tui.wording import line


class MapScreen(MapPage):
    """Shows the services of the map and works on them; it stands over the screen one came from."""

    NAME = "System map"
    LINES = "Relations and themes"
    PLACES = (MAP, EVERYWHERE)
    FOOTER = (
        "map.open",
        "map.view",
        "map.relations",
        "map.proposals",
        "map.profile",
        "map.page",
        "map.new",
        "map.edit",
        "map.delete",
        "map.undo",
        "map.back",
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(MAP)]

    def __init__(self, opened: OpenStudy) -> None:
        super().__init__(opened)
        self.board: MapBoard | None = None
        self._view = 0

    def above_list(self) -> ComposeResult:
        """Lay out the line that names the services' columns."""
        yield Static(id="heads", markup=False)

    def begin(self) -> None:
        """Show the map, the cursor where it was left."""
        self.listed.focus()
        self.changed(self.opened.map_place)

    # What the cursor is on

    @property
    def at(self) -> tuple[str, str]:
        """Give what the list's cursor is on, service or ring, and its id."""
        key = self.listed.key
        return key if isinstance(key, tuple) else ("", "")

    @property
    def service(self) -> Service | None:
        """Give the service that the cursor is on."""
        found = [one for one in self.system.services if self.at == ("service", one.id)]
        return found[0] if found else None

    @property
    def ring(self) -> Ring | None:
        """Give the ring whose heading the cursor is on, else the inner one of the service."""
        wanted = self.service.rings[:1] if self.service else [self.at[1]]
        found = [one for one in self.system.rings if [one.id] == wanted]
        return found[0] if found else None

    @property
    def view(self) -> View:
        """Give the time points that are looked at."""
        return self._views()[self._view]

    def _views(self) -> list[View]:
        times = [time.id for time in self.opened.design.time_points]
        pairs = combinations(times, 2)
        return [(), *((time,) for time in times), *pairs]

    # Showing

    def changed(self, key: object = None) -> None:
        """Show all as it is now, the cursor on a row, else where it was; count anew."""
        self.system = load_system_map(self.opened.store)
        self._show(key)
        self.read_apart(read_board, self._take)

    def _take(self, board: MapBoard) -> None:
        self.board = board
        self._show()

    def _show(self, key: object = None) -> None:
        services = bool(self.system.services or self.system.rings)
        central = self.opened.design.settings.central_service
        rows = list(service_rows(self.system, self.board, self.view, central)) if services else []
        number = counted(len(self.system.services), "service")
        relations = counted(len(self.system.relations), "relation")
        self.query_one("#listed-title", PanelTitle).say(number, f"{relations} · all coders")
        self.show_rows(rows, self._when_empty(), key)
        self._show_heads()

    def _show_heads(self) -> None:
        width = self.listed.scrollable_content_region.width
        self.query_one("#heads", Static).update(heads(self.view, width))

    def on_resize(self) -> None:
        """Name the columns in the room there is."""
        super().on_resize()
        self.call_after_refresh(self._show_heads)

    def _when_empty(self) -> Content:
        said = (
            "Press [map.ring] to make a ring, innermost first, and [map.new] for the first"
            " service. A map that is in a file is taken in by `lmm-qual map import`."
        )
        return self.none_yet("No system map yet.", said)

    def about(self) -> tuple[Content, list[Row]]:
        """Say all about the service or ring, with relations and themes."""
        if self.service is not None:
            said = service_said(self.system, self.board, self.service, self.view)
            return said, self._lines(self.service)
        return (Content("") if self.ring is None else ring_said(self.system, self.ring)), []

    def _lines(self, one: Service) -> list[Row]:
        if self.board is None or one.id not in {each.id for each in self.board.system.services}:
            return [Row(line(("   counting …", "$muted")))]
        return list(service_lines(self.board, one, self.view))

    def words_of(self, key: object) -> str:
        """Give the words of the passage that a line stands for."""
        passages = self.service.passages if self.service else []
        return next(
            (
                one.quote or ""
                for one in passages
                if key == ("place", (one.transcript, one.start, one.end))
            ),
            "",
        )

    # Opening

    def open_line(self, key: object) -> None:
        """Open what is behind a line: a relation, or the passages of a theme."""
        match key:
            case ("relation", int(relation)):
                self.action_relations(relation)
            case ("theme", "speaker", str(code)):
                self.action_passages(self._query(code))
            case ("theme", "mention", str(code)):
                self._show_naming(code)
            case ("place", (str(transcript), int(start), int(end))):
                self.open_place((transcript, start, end))

    def _query(self, code: str) -> str:
        """Write the query of what a service's people say under a code."""
        asked = [Asked("service", (self.at[1],))]
        asked += [Asked("time", self.view)] if self.view else []
        return unparse(every([CodeNamed(code), *asked]))

    def _show_naming(self, code: str) -> None:
        """List the passages under a code in which the service is named."""
        words = list(self._naming(code))
        hidden = len(self._named_ids(code)) - len(words)
        said = f"{counted(hidden, 'passage')} of others hidden until your pass is finished"
        title = f"{label_of(self.system, self.at[1])} named under {code}"

        def chosen(place: tuple[str, int, int] | None) -> None:
            if place is not None:
                self.open_place(place)

        self.app.push_screen(PlaceList(title, words, said if hidden else ""), chosen)

    def _named_ids(self, code: str) -> dict[int, str]:
        """Give the codings in which the service is named, with who says the name."""
        assert self.board is not None
        times = self.view or (None,)
        return {
            one.segment: one.speaker or "–"
            for time in times
            for one in self.board.naming(self.at[1], code, time)
        }

    def _naming(self, code: str) -> Iterator[Words]:
        ids = self._named_ids(code)
        for coding in codings_by_id(self.opened.store, ids):
            if self.opened.may_see(coding):
                place = (coding.transcript, coding.start, coding.end)
                yield Words(place, coding.quote, f"{ids[coding.id]} · {coding.coder}")

    # Going on

    def action_view(self) -> None:
        """Look at another time point, at what changed, or at all of them."""
        self._view = (self._view + 1) % len(self._views())
        self._show()

    def action_relations(self, relation: int | None = None) -> None:
        """Show the relations of the service over this screen, the cursor on one; else all."""
        from lmm_qual.tui.screens.relations import RelationsScreen

        service = self.service.id if self.service else None
        screen = RelationsScreen(self.opened, service, relation)
        self.app.push_screen(screen, lambda _: self.changed())

    def action_proposals(self) -> None:
        """Show what talk proposes over this screen: of the service, or of all."""
        from lmm_qual.tui.screens.proposals import ProposalsScreen

        service = self.service.id if self.service else None
        self.app.push_screen(ProposalsScreen(self.opened, service), lambda _: self.changed())

    def action_profile(self) -> None:
        """Show how embedded the service is judged to be over this screen."""
        from lmm_qual.tui.screens.profile import ProfileScreen

        if not self.system.services:
            self.say(self.with_keys("there is no map yet: [map.new] makes a service"))
            return
        service = self.service.id if self.service else self.system.services[0].id
        self.app.push_screen(ProfileScreen(self.opened, service), lambda _: self.changed())

    def leave_place(self) -> None:
        """Note where the cursor is."""
        self.opened.map_place = self.listed.key
