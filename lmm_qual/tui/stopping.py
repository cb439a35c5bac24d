"""Reopening where one stopped: what a study on the screen takes from last time, and leaves."""

from lmm_qual.project.remembered import StoppingPlace, remember_place, stopping_place
from lmm_qual.tui.opened import OpenStudy


def recall(opened: OpenStudy) -> None:
    """Put the cursor's places, the last transcript and the folds where they were left."""
    stopped = stopping_place(opened.path, opened.coder)
    keys = {row.id: row.key for row in opened.transcripts}
    for transcript, place in stopped.places.items():
        if transcript in keys:
            opened.places.setdefault(transcript, place)
    if opened.last_transcript is None and stopped.transcript is not None:
        opened.last_transcript = keys.get(stopped.transcript)
    opened.folded |= stopped.folded & opened.tree.by_id.keys()


def remember(opened: OpenStudy) -> None:
    """Keep where the coder stopped; who only looks leaves no trace."""
    if opened.read_only:
        return
    last = opened.by_key.get(opened.last_transcript or "")
    places = dict(opened.places)
    if last is not None and last.id in places:
        places[last.id] = places.pop(last.id)  # the one left last at the end
    stopped = StoppingPlace(last.id if last else None, places, frozenset(opened.folded))
    remember_place(opened.path, opened.coder, stopped)
