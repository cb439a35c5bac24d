"""Writing the map as a page, and opening it in the browser."""

from pathlib import Path
from typing import get_args

from textual.content import Content
from textual.worker import get_current_worker

from lmm_qual.analysis.sharing import Label
from lmm_qual.model.problem import BadInputError
from lmm_qual.project.project import Project
from lmm_qual.tui.browser import open_page
from lmm_qual.tui.screens.asking import AskLettered, AskLine, AskOne
from lmm_qual.tui.screens.map_changes import MapChanges
from lmm_qual.tui.typed_paths import typed_path
from lmm_qual.tui.wording import line

_KINDS = {"i": "internal", "p": "with proposals", "s": "for sharing"}
_LABELS: dict[Label, str] = {
    "none": "nothing: words alone",
    "group": "the group of who speaks",
    "group,time": "the group and the time point",
}
_PAGE = "system_map.html"


class MapPage(MapChanges):
    """A screen that writes the map as a page. Nothing is said to be written before it is."""

    def action_page(self) -> None:
        """Ask for whom the page is and where it goes, write it and open it."""
        if not self.system.services:
            self.say(self.with_keys("there is no map yet: [map.new] makes a service"))
            return
        choices = [
            ("i", Content("for the team: all words, ids and numbers")),
            ("p", Content("for the team, with relations that talk proposes")),
            ("s", Content("for sharing: masked, only words that may be quoted")),
        ]

        def chosen(letter: object) -> None:
            if letter == "s":
                self._ask_label()
            elif letter in _KINDS:
                self._ask_where(None, proposed=letter == "p")

        self.app.push_screen(AskLettered("Write the map as a page", choices), chosen)

    def _ask_label(self) -> None:
        assert set(_LABELS) == set(get_args(Label))
        choices = [(label, Content(f" {said}")) for label, said in _LABELS.items()]

        def chosen(label: object) -> None:
            found = next((one for one in _LABELS if one == label), None)
            if found is not None:
                self._ask_where(found, proposed=False)

        self.app.push_screen(AskOne("What stands with a quotation?", choices), chosen)

    def _ask_where(self, label: Label | None, *, proposed: bool) -> None:
        """Ask for the file; `label` is None where the page is not for sharing."""
        name = _PAGE if label is None else f"shared_{_PAGE}"
        where = str(self.opened.path.with_name(name))

        def answered(typed: str | None) -> None:
            if typed:
                self._ask_over(typed_path(typed), label, proposed=proposed)

        said = "One file that opens offline. It holds confidential words."
        if label is not None:
            said = "One file that opens offline. What to review before it is shared is said then."
        self.app.push_screen(AskLine("Where to?", said, where, _check), answered)

    def _ask_over(self, path: Path, label: Label | None, *, proposed: bool) -> None:
        """Ask first where a file is there already."""
        if not path.exists():
            self._begin(path, label, proposed=proposed)
            return

        def chosen(letter: object) -> None:
            if letter == "r":
                self._begin(path, label, proposed=proposed)

        choices = [("r", Content("Replace it")), ("k", Content("Keep it, and write nothing"))]
        self.app.push_screen(AskLettered(f"{path.name} is there already", choices), chosen)

    def _begin(self, path: Path, label: Label | None, *, proposed: bool) -> None:
        self.say("writing the page …")
        self.run_worker(
            lambda: self._write(path, label, proposed=proposed),
            thread=True,
            group="page",
            exclusive=True,
        )

    def _write(self, path: Path, label: Label | None, *, proposed: bool) -> None:
        """Write the page, in a thread."""
        try:
            said = write_page(self.opened.path, path, label, proposed=proposed)
        except BadInputError as fault:
            self.app.call_from_thread(self.tell_fault, fault)
            return
        opens = open_page(path.resolve().as_uri())
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._written, path, said, opens=opens)

    def _written(self, path: Path, said: list[str], *, opens: bool) -> None:
        more = "; it opens in the browser" if opens else "; open it in a browser"
        self.tell(f"wrote {path}{more}")
        if said:
            rows = [(at, line(f" {one}")) for at, one in enumerate(said)]
            title = "Before the page is shared"
            self.app.push_screen(AskOne(title, rows, f"It is {path}."))


def write_page(project: Path, path: Path, label: Label | None, *, proposed: bool) -> list[str]:
    """Write the map of a project; gives what to review. Raises `BadInputError`."""
    from lmm_qual.exporters.system_map import shared_map_said
    from lmm_qual.exporters.whole_file import write_file
    from lmm_qual.system_map.study_map import map_page

    shared = label is not None
    with Project.open(project) as reader:
        page = map_page(
            reader.store, for_sharing=shared, label=label or "none", with_proposals=proposed
        )
        said = shared_map_said(reader.store, page=True) if shared else []
    write_file(path, page)
    return said


def _check(typed: str) -> str:
    """Give what is wrong with the name of a page."""
    path = typed_path(typed)
    if path.suffix.lower() not in {".html", ".htm"}:
        return "the page is HTML: name it .html"
    return "" if path.parent.is_dir() else "there is no such folder"
