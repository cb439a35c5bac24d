"""The register of actions, looked up by id and by place."""

from collections.abc import Iterable

from textual.binding import Binding

from lmm_qual.tui.actions import (
    codebook,
    coding,
    found,
    general,
    history,
    importing,
    lists,
    memos,
    names,
    numbers,
    review,
    study,
    system_map,
)
from lmm_qual.tui.actions.action import Action

REGISTER: tuple[Action, ...] = (
    *general.ACTIONS,
    *study.ACTIONS,
    *coding.ACTIONS,
    *codebook.ACTIONS,
    *found.ACTIONS,
    *memos.ACTIONS,
    *numbers.ACTIONS,
    *system_map.ACTIONS,
    *history.ACTIONS,
    *names.ACTIONS,
    *review.ACTIONS,
    *coding.IN_TEXT,
    *importing.ACTIONS,
    *lists.ACTIONS,
)
BY_ID = {action.id: action for action in REGISTER}


def actions(*places: str) -> list[Action]:
    """Give the actions of places, in the register's order."""
    return [action for action in REGISTER if action.where in places]


def actions_in(places: Iterable[str]) -> list[Action]:
    """Give the actions of places, one place after the other."""
    return [action for place in dict.fromkeys(places) for action in actions(place)]


_NO_KEY = "no key"


def bindings(*places: str) -> list[Binding]:
    """Give the bindings of places; the footer is the program's own, so none is in Textual's.

    An action without a key is bound to none that exists, so that a key map can give it one.
    """
    return [
        Binding(action.keys or _NO_KEY, action.does, action.name, show=False, id=action.id)
        for action in actions(*places)
    ]


def sections(listed: Iterable[Action]) -> dict[str, list[Action]]:
    """Group actions under their headings, in order."""
    grouped: dict[str, list[Action]] = {}
    for action in listed:
        if action.listed:
            grouped.setdefault(action.section, []).append(action)
    return grouped
