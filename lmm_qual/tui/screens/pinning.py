"""Pinning a code to its number, and saying so."""

from textual.content import Content

from lmm_qual.tui.hints import recent_key
from lmm_qual.tui.screens.study_page import StudyPage
from lmm_qual.tui.wording import line


def pin_said(page: StudyPage, code: int) -> Content:
    """Pin a code, or unpin it, and say what came of it."""
    opened = page.opened
    name = opened.tree.by_id[code].name
    kept = ""
    try:
        number = opened.pin(code)
    except OSError as error:
        number = opened.recent.number(code)
        kept = f", but not for next time: {error.strerror or error}"
    if not opened.recent.pinned(code):
        said = "is no longer pinned" if number else "is not pinned: all nine numbers are taken"
    else:
        said = f"is pinned: {recent_key(page, number)} codes with it" if number else "is pinned"
    return line((name, "bold"), f" {said}", (kept, "$text-warning"))
