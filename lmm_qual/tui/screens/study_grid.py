"""Drawing the grid of time points by groups."""

import textwrap
from collections.abc import Mapping

from textual.app import RenderResult
from textual.content import Content
from textual.widget import Widget

from lmm_qual.text.numbers import counted
from lmm_qual.text.standins import shown
from lmm_qual.tui.opened import OpenStudy
from lmm_qual.tui.overview import Cell, Overview, Place
from lmm_qual.tui.wording import bar, column, fitting, line, percent

_LABEL, _NARROWEST, _WIDEST = 15, 18, 30
Shares = Mapping[int, float | None]
"""The share coded of each transcript by id, as far as it is known."""


class StudyGrid(Widget):
    """A row a time point, a column a group; the cell of the highlighted transcript stands out."""

    DEFAULT_CSS = (
        "StudyGrid { height: auto; padding: 0 1; background: $surface; text-wrap: nowrap; }"
    )

    def __init__(self, opened: OpenStudy) -> None:
        super().__init__()
        self._opened = opened
        self._overview = Overview([], [], {}, 0)
        self._shares: Shares = {}
        self._here: Place | None = None
        self.brief = False

    def show(self, overview: Overview, shares: Shares) -> None:
        """Show a grid with the shares coded, as far as they are known."""
        self._overview, self._shares = overview, shares
        self.refresh(layout=True)

    def stand_at(self, place: Place | None) -> None:
        """Let a cell stand out."""
        if place != self._here:
            self._here = place
            self.refresh()

    def render(self) -> RenderResult:
        """Draw the grid."""
        width = self.content_size.width or self.app.size.width - 2
        return Content("\n").join(self._lines(width))

    def _lines(self, width: int) -> list[Content]:
        grid = self._overview
        if not grid.cells:
            return []
        size = min(max((width - _LABEL) // max(len(grid.groups), 1) - 2, _NARROWEST), _WIDEST)
        fits = max((width - _LABEL) // (size + 2), 1)
        groups = self._window(fits)
        lines = self._heads(groups, size)
        for time in grid.times:
            cells = [self._cell((time, group), size) for group in groups]
            for at in range(max(len(cell) for cell in cells)):
                row = self._label(time, at)
                for cell in cells:
                    row = row.append(cell[at]).append("  ")
                lines.append(row)
            if not self.brief:
                lines.append(Content(""))
        return lines

    def _heads(self, groups: list[str | None], size: int) -> list[Content]:
        """Name the groups, on two lines where one is too short."""
        names = [self._opened.group_name(group) or "no group" for group in groups]
        wrapped = [
            textwrap.wrap(shown(name), size - 1, max_lines=2, placeholder="…") for name in names
        ]
        lines = []
        missing = len(self._overview.groups) - len(groups)
        asides = [f"{missing} more ← →"] if missing else []
        asides += ["people, coded"] if self.brief else []
        for at in range(max(map(len, wrapped), default=0)):
            row = column(asides[at] if at < len(asides) else "", _LABEL, "$muted")
            for parts in wrapped:
                text = parts[at] if at < len(parts) else ""
                row = row.append(column(f" {text}", size, "bold $text-primary")).append("  ")
            lines.append(row)
        return lines

    def _window(self, fits: int) -> list[str | None]:
        """Give the groups there is room for, the one that stands out among them."""
        groups = self._overview.groups
        at = groups.index(self._here[1]) if self._here and self._here[1] in groups else 0
        first = min(max(at - fits + 1, 0), max(len(groups) - fits, 0))
        return groups[first : first + fits]

    def _label(self, time: str | None, at: int) -> Content:
        labels = {point.id: point.label for point in self._opened.design.time_points}
        texts = [
            (time or "no time point", "bold $text-accent"),
            (labels.get(time or "") or "", "$muted"),
        ]
        if self.brief:
            (name, style), (label, faint) = texts
            return line((name, style), (f" {label}", faint)).truncate(
                _LABEL, ellipsis=True, pad=True
            )
        text, style = texts[at] if at < len(texts) else ("", "")
        return column(text, _LABEL, style)

    def _cell(self, place: Place, size: int) -> list[Content]:
        cell = self._overview.cells.get(place, Cell())
        lines = (_brief_lines if self.brief else _cell_lines)(cell, self._shares, size - 1)
        here = place == self._here
        mark = line(("▎", "$text-primary")) if here else Content(" ")
        return [mark.append(text.pad_right(size - 1 - text.cell_length)) for text in lines]


def _cell_lines(cell: Cell, shares: Shares, size: int) -> list[Content]:
    """Say of a cell, on three lines, who took part, what there is and how much of it is coded."""
    rows = [Content(""), Content(""), Content("")]
    if not cell.transcripts and not cell.expected:
        return rows
    if not cell.transcripts:
        said = "no transcript yet" if cell.sampled else "– not sampled"
        rows[0] = line((said, "$muted" if cell.sampled else "$faint"))
        if cell.sampled and cell.planned is not None:
            rows[1] = line((f"{cell.planned} planned", "$muted"))
    else:
        people = counted(len(cell.participants), "participant")
        if not cell.participants and not cell.named:
            people = "nobody named"
        planned = f" of {cell.planned} planned" if cell.planned is not None else ""
        rows[0] = line((people, "bold"), (planned, "$muted"))
        if rows[0].cell_length > size:
            rows[0] = line((f"{len(cell.participants)}", "bold"), (planned, "$muted"))
        sessions = counted(len(cell.transcripts), "transcript")
        number, words = len(cell.transcripts), f"{cell.words:,}"
        ways = (
            f"{sessions}, {words} words",
            f"{number} tr · {words} words",
            f"{number} tr · {words} w",
        )
        rows[1] = fitting(size, [line((way, "$muted")) for way in ways])
        share = cell.share(shares)
        full, empty = bar(share, max(size - 14, 4))
        rows[2] = line((full, "$text-success"), (empty, "$faint"), f" {percent(share)} coded")
    return [row.truncate(size, ellipsis=True) for row in rows]


def _brief_lines(cell: Cell, shares: Shares, size: int) -> list[Content]:
    """Say of a cell, on one line, how many took part and how much is coded."""
    if not cell.transcripts:
        return _cell_lines(cell, shares, size)[:1]
    people = str(len(cell.participants)) if cell.participants or cell.named else "nobody named"
    planned = f" of {cell.planned}" if cell.planned is not None else ""
    coded = (f" · {percent(cell.share(shares))}", "")
    ways = [line((people, "bold"), (planned, "$muted"), coded), line((people, "bold"), coded)]
    return [fitting(size, ways).truncate(size, ellipsis=True)]
