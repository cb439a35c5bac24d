"""Numbers, shares and words as people read them, and lines of them."""

from collections.abc import Sequence

from textual.content import Content

from lmm_qual.text.standins import shown

Part = tuple[str, str]
"""Text to show and its style; text of the project goes through `said` first."""


def percent(share: float | None) -> str:
    """Say a share in per cent, a dash where there is none; 100 only for all of it."""
    if share is None:
        return "–"
    whole = round(share * 100)
    if whole == 100 and share < 1:
        whole = 99
    return "<1 %" if share and not whole else f"{whole} %"


def bar(share: float | None, width: int) -> tuple[str, str]:
    """Draw a share as the full and the empty part of a bar; anything coded shows."""
    if share is None:
        return "", "·" * width
    full = min(max(round(share * width), 1 if share else 0), width)
    return "━" * full, "─" * (width - full)


def excerpt(text: str, cells: int) -> str:
    """Give the beginning of a passage on one line, as it may be shown."""
    line = shown(" ".join(text.split()))
    return Content(line).truncate(cells, ellipsis=True).plain


def line(*parts: Part | str) -> Content:
    """Put parts together; what comes from the project is shown by stand-ins."""
    return Content.assemble(
        *(
            (shown(part), "") if isinstance(part, str) else (shown(part[0]), part[1])
            for part in parts
        )
    )


def spread(width: int, left: Content, right: Content) -> Content:
    """Put one part at the left, cut where it is too long, and one at the right."""
    room = width - right.cell_length - (1 if right.cell_length else 0)
    if room < 1:
        return right.truncate(max(width, 0), ellipsis=True)
    return left.truncate(room, ellipsis=True, pad=True).append(" " if right else "").append(right)


def fitting(width: int, choices: Sequence[Content]) -> Content:
    """Give the first of several ways to say it that fits, else the last."""
    return next((choice for choice in choices if choice.cell_length <= width), choices[-1])


def column(text: str, width: int, style: str = "", *, right: bool = False) -> Content:
    """Give a cell of a table, filled or cut to its width."""
    content = Content.styled(shown(text), style).truncate(width, ellipsis=True)
    missing = width - content.cell_length
    return content.pad_left(missing) if right else content.pad_right(missing)
