"""All about one cell of the framework chart: what is written, and its passages in full."""

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from textual.content import Content

from lmm_qual.analysis.framework_matrix import ChartCell
from lmm_qual.exporters.framework import speakers_said
from lmm_qual.project.changes.passages import Evidence
from lmm_qual.text.numbers import counted
from lmm_qual.text.standins import shown_block
from lmm_qual.tui.opened import OpenStudy
from lmm_qual.tui.rows import Row
from lmm_qual.tui.wording import line, spread


class CellPassage(NamedTuple):
    """A passage of a cell: one its summary rests on, a coded segment, or both."""

    evidence: Evidence
    who: str
    words: str
    codes: tuple[str, ...]
    linked: bool

    @property
    def where(self) -> str:
        """Say in which transcript it stands, and whose voice it is."""
        return " · ".join(part for part in (self.evidence.transcript, self.who) if part)


def passages_of(opened: OpenStudy, cell: ChartCell) -> list[CellPassage]:
    """Give the passages of a cell that the coder may see, each place once, by transcript."""
    linked = {(link.transcript, link.start, link.end): link for link in cell.links}
    found: dict[tuple[str, int, int], CellPassage] = {}
    for item in cell.segments:
        coding = item.coding
        if not opened.may_see(coding):
            continue
        place = (coding.transcript, coding.start, coding.end)
        codes = found[place].codes if place in found else ()
        name = opened.tree.by_id[coding.code_id].name
        named = codes if name in codes else (*codes, name)
        link = linked.get(place)
        evidence = Evidence(*place, link.side, link.note) if link else Evidence(*place)
        found[place] = CellPassage(
            evidence, speakers_said(item), coding.quote, named, link is not None
        )
    for place, link in linked.items():
        if place not in found:
            evidence = Evidence(*place, link.side, link.note)
            found[place] = CellPassage(evidence, "", link.quote, (), linked=True)
    return list(found.values())


def hidden_said(opened: OpenStudy, cell: ChartCell) -> str:
    """Say how many segments of others are not shown yet; nothing where all are."""
    number = sum(not opened.may_see(item.coding) for item in cell.segments)
    return f"{counted(number, 'segment')} by others, seen when your pass is done" if number else ""


def passage_rows(
    passages: Sequence[CellPassage], ticked: frozenset[int] | None = None
) -> list[Row]:
    """Give passages on a line each, by number; with `ticked` a box before each."""
    return [Row(partial(_row, one, at, ticked), at) for at, one in enumerate(passages)]


def _row(one: CellPassage, at: int, ticked: frozenset[int] | None, width: int) -> Content:
    box = "" if ticked is None else "[x] " if at in ticked else "[ ] "
    rests = "↳ " if one.linked and ticked is None else ""
    words = " ".join(one.words[: 4 * width].split())
    left = line(
        (f" {box}", "bold $text-accent"),
        (rests, "$text-accent"),
        (f"{one.where} ", "$muted"),
        f"“{words}”",
    )
    return spread(width, left, line((", ".join(one.codes), "$muted")).truncate(width // 3))


def cell_said(
    opened: OpenStudy, title: str, cell: ChartCell, passages: Sequence[CellPassage]
) -> Content:
    """Say all about a cell: its place, its summary or why there is none, its passages whole."""
    parts = [line((title, "bold"))]
    if cell.summary is None:
        style = "bold $text-accent" if cell.awaits else "$muted"
        parts.append(line((cell.said(), style)))
    else:
        who = f"{cell.summary.coder or 'nobody named'}, {cell.summary.updated[:10]}"
        parts.append(line((f"written by {who}", "$muted")))
        if cell.drift:
            parts.append(line((cell.drift.said(), "bold $text-warning")))
        parts.append(Content(f"\n{shown_block(cell.summary.text)}\n"))
    if hidden := hidden_said(opened, cell):
        parts.append(line((hidden, "$muted")))
    parts += [passage_said(one) for one in passages]
    return Content("\n").join(parts)


def passage_said(one: CellPassage) -> Content:
    """Say a passage whole, with where it stands."""
    rests = ("rests on · ", "$text-accent") if one.linked else ""
    codes = f" · {', '.join(one.codes)}" if one.codes else ""
    head = line(rests, (one.where, "bold $muted"), (codes, "$muted"))
    return head.append(Content(f"\n{shown_block(one.words)}"))
