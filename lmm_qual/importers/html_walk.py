"""Walking a web page: the blocks that a reader sees."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from lmm_qual.importers.html_vocabulary import (
    BLOCKS,
    BOLD,
    DROPPED,
    HEADINGS,
    KNOWN,
    PREFORMATTED,
)
from lmm_qual.importers.paragraphs import Paragraph, Weight, cell_of, row_of

_WHITE = re.compile(r"[ \t\n\r\f]+")
_CLASS_RULE = re.compile(r"\.([\w-]+)\s*(?=[,{])[^{}]{0,500}\{([^{}]{0,2000})\}")
_WEIGHT = re.compile(r"font-weight\s*:\s*(bold|bolder|normal|lighter|\d{3})", re.IGNORECASE)
_HIDDEN = re.compile(
    r"(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all)", re.IGNORECASE
)
_MSO = re.compile(r"mso-element\s*:\s*([\w-]+)", re.IGNORECASE)
_MSO_NOTES = {
    "comment-list": "",
    "comment": "comment",
    "footnote-list": "",
    "footnote": "footnote",
    "endnote-list": "",
    "endnote": "footnote",
    "header": "",
    "footer": "",
}
_COMMENT_CLASSES = frozenset({"msocomanchor", "msocomoff", "msocomtxt"})


@dataclass(frozen=True)
class Rules:
    """What the page's own style sheet says of classes: bold or not, and hidden."""

    bold: dict[str, bool] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()

    @classmethod
    def of(cls, root: Any) -> "Rules":
        """Read the rules that name a class only."""
        bold: dict[str, bool] = {}
        hidden: set[str] = set()
        for sheet in root.iter("style"):
            for name, said in _CLASS_RULE.findall(sheet.text or ""):
                if (weight := _WEIGHT.search(said)) is not None:
                    bold[name] = _is_heavy(weight[1])
                if _HIDDEN.search(said):
                    hidden.add(name)
        return cls(bold, frozenset(hidden))


@dataclass(frozen=True)
class _Within:
    """What holds within an element."""

    bold: bool = False
    heading: bool = False
    numbered: bool = False
    kept: bool = False
    dropped: bool = False


@dataclass
class _Block:
    """The block being written."""

    parts: list[str] = field(default_factory=list)
    weight: Weight = field(default_factory=Weight)
    heading: bool = False
    numbered: bool = False
    after_space: bool = True


class PageWalk:
    """Walk a page, give its paragraphs and count what was left out."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.left_out: Counter[str] = Counter()
        self.unknown: Counter[str] = Counter()
        self._block = _Block()
        self._containers: list[list[Paragraph]] = [[]]
        self._rows: list[list[list[Paragraph]]] = []
        self._open: list[_Within] = [_Within()]

    def paragraphs(self, root: Any) -> list[Paragraph]:
        """Give the paragraphs of the page in reading order."""
        from lxml import etree

        for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
            if event == "start":
                self._start(element)
            elif event == "end":
                self._end(element)
                if element is not root:
                    self._write(element.tail)
            else:
                self._write(element.tail)
        self._end_block()
        return self._containers[0]

    def _start(self, element: Any) -> None:
        tag = element.tag
        around = self._open[-1]
        within = self._within(element, tag, around)
        self._open.append(within)
        if within.dropped:
            return
        if tag not in KNOWN and ":" not in tag and "-" not in tag:
            self.unknown[tag] += 1
        if tag == "br":
            self._break()
        elif tag == "tr":
            self._end_block()
            self._rows.append([])
        elif tag in {"td", "th"} and self._rows:
            self._end_block()
            self._containers.append([])
        elif tag in BLOCKS:
            self._end_block()
        elif tag == "q":
            self._write("“")
        self._write(element.text)

    def _end(self, element: Any) -> None:
        tag = element.tag
        within = self._open[-1]
        if not within.dropped:
            if tag == "q":
                self._write("”")
            elif tag in {"td", "th"} and self._rows:
                self._end_block()
                self._rows[-1].append(self._containers.pop())
            elif tag == "tr":
                self._end_block()
                self._end_row(self._rows.pop())
            elif tag in BLOCKS:
                self._end_block()
        self._open.pop()

    def _end_row(self, cells: list[list[Paragraph]]) -> None:
        """Write a row; what stands in a table of one cell is laid out, not tabled."""
        if len(cells) == 1:
            self._containers[-1] += cells[0]
        elif any(cell for cell in cells):
            self._containers[-1].append(row_of([cell_of(cell) for cell in cells]))

    def _within(self, element: Any, tag: str, around: _Within) -> _Within:
        if around.dropped:
            return around
        style = element.get("style") or ""
        classes = (element.get("class") or "").split()
        if tag in DROPPED or self._is_left_out(element, tag, style, classes):
            return replace(around, dropped=True)
        parent = element.getparent()
        within = replace(
            around,
            bold=self._boldness(tag, style, classes, bold=around.bold),
            heading=around.heading or tag in HEADINGS,
            kept=around.kept or tag in PREFORMATTED,
        )
        if tag == "li":
            within = replace(within, numbered=parent is not None and parent.tag == "ol")
        return within

    def _boldness(self, tag: str, style: str, classes: Iterable[str], *, bold: bool) -> bool:
        bold = bold or tag in BOLD
        for name in classes:
            bold = self.rules.bold.get(name, bold)
        weight = _WEIGHT.search(style)
        return bold if weight is None else _is_heavy(weight[1])

    def _is_left_out(self, element: Any, tag: str, style: str, classes: list[str]) -> bool:
        """Tell whether a reader does not see an element, or sees it as a note or deleted."""
        noted = _MSO.search(style)
        if noted is not None and (kind := noted[1].lower()) in _MSO_NOTES:
            self._count_notes(element)
            return bool(kind)
        if any(name.lower() in _COMMENT_CLASSES for name in classes):
            return True
        if tag == "del" and (element.get("datetime") or element.get("cite")):
            return self._leave_out("deleted", element)
        hidden = (
            element.get("hidden") is not None
            or _HIDDEN.search(style) is not None
            or not self.rules.hidden.isdisjoint(classes)
        )
        return hidden and self._leave_out("hidden", element)

    def _leave_out(self, why: str, element: Any) -> bool:
        self.left_out[why] += bool("".join(element.itertext()).strip())
        return True

    def _count_notes(self, element: Any) -> None:
        for each in element.iter():
            noted = _MSO.search(each.get("style") or "") if isinstance(each.tag, str) else None
            what = _MSO_NOTES.get(noted[1].lower(), "") if noted is not None else ""
            if what:
                self.left_out[what] += 1

    def _write(self, text: str | None) -> None:
        within = self._open[-1]
        if not text or within.dropped:
            return
        block = self._block
        if within.kept:
            shown = text.replace("\r\n", "\n").replace("\r", "\n")
            block.after_space = shown[-1].isspace()
        else:
            shown = _WHITE.sub(" ", text)
            if block.after_space:
                shown = shown.lstrip(" ")
            if not shown:
                return
            block.after_space = shown.endswith(" ")
        if shown.strip():
            block.weight.add(block.parts, bold=within.bold)
            block.heading = block.heading or within.heading
            block.numbered = block.numbered or within.numbered
            if within.numbered:
                self._open[:] = [replace(each, numbered=False) for each in self._open]
        block.parts.append(shown)

    def _break(self) -> None:
        block = self._block
        if block.parts:
            block.parts[-1] = block.parts[-1].rstrip(" ")
        block.parts.append("\n")
        block.after_space = True

    def _end_block(self) -> None:
        block, self._block = self._block, _Block()
        written = "".join(block.parts).lstrip("\n")
        before = sum(map(len, block.parts)) - len(written)
        text = written.rstrip("\n").rstrip(" ")
        if text.strip(" \t\n"):
            self._containers[-1].append(
                Paragraph(
                    text.rstrip("\n"),
                    heading=block.heading,
                    numbered=block.numbered,
                    bold=block.weight.throughout,
                    strong=max(0, block.weight.strong - before),
                )
            )


def _is_heavy(weight: str) -> bool:
    return weight.lower().startswith("bold") or (weight.isdigit() and int(weight) >= 600)
