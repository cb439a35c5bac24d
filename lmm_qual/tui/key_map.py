"""A person's key map: other keys for actions, checked against all that are in force with them."""

from collections.abc import Iterator, Mapping

from lmm_qual.model.problem import Problem
from lmm_qual.project.configuration import Configuration, KeySetting
from lmm_qual.tui.actions import BY_ID, PICKER, QUESTION, REGISTER, TOGETHER, Action, split_keys
from lmm_qual.tui.key_names import NoKeyError, character_name, key_name

Bound = Mapping[str, tuple[str, ...]]
"""The keys of actions by id, as Textual names them."""


def default_keys(action: Action) -> tuple[str, ...]:
    """Give the keys that an action has of itself."""
    return tuple(character_name(key) if len(key) == 1 else key for key in split_keys(action.keys))


def read_key_map(configuration: Configuration) -> tuple[dict[str, str], list[Problem]]:
    """Give keys by action id, as Textual takes them, and what is wrong with those written."""
    bound: dict[str, tuple[str, ...]] = {}
    problems: list[Problem] = []
    for setting in configuration.keys:
        keys, faults = _checked(setting)
        if not faults:
            bound[setting.id] = keys
        problems += [configuration.problem(setting.path, *fault) for fault in faults]
    for setting in configuration.keys:
        problems += [
            configuration.problem(setting.path, *fault) for fault in _conflicts(setting.id, bound)
        ]
    return {id_: ",".join(keys) for id_, keys in bound.items()}, problems


def _checked(setting: KeySetting) -> tuple[tuple[str, ...], list[tuple[str, str]]]:
    """Give the keys of a setting, and what is wrong with them as what and remedy."""
    if setting.id not in BY_ID:
        from lmm_qual.definitions.checks import nearest

        return (), [(f"unknown action “{setting.id}”", nearest(setting.id, BY_ID))]
    keys: list[str] = []
    faults: list[tuple[str, str]] = []
    for written in setting.keys:
        try:
            key = key_name(written)
        except NoKeyError as fault:
            faults.append((f"key of “{setting.id}”: {fault.what}", fault.remedy))
            continue
        where = BY_ID[setting.id].where
        if where in {PICKER, QUESTION} and _writes(key):
            faults.append((f"key of “{setting.id}”: {written} writes", "choose another key"))
        elif key == "ctrl+q" and setting.id != "app.quit":
            faults.append((f"key of “{setting.id}”: Ctrl+Q always quits", "choose another key"))
        else:
            keys.append(key)
    return tuple(dict.fromkeys(keys)), faults


def _writes(key: str) -> bool:
    """Say whether a key writes something in a field, or takes it away."""
    from lmm_qual.tui.key_names import named_keys

    edits = {"left", "right", "home", "end", "backspace", "delete", "enter"}
    signs = {character_name(chr(code)) for code in range(0x20, 0x7F)}
    return key in edits or key in signs or ("+" not in key and key not in named_keys())


def _conflicts(id_: str, bound: Bound) -> Iterator[tuple[str, str]]:
    """Find other actions in force at one time that have a key of an action.

    Of two that were both bound the one that comes later is told; keys that two places have of
    themselves, one before the other, are theirs.
    """
    action = BY_ID[id_] if id_ in bound else None
    if action is None:
        return
    later = list(bound).index(id_)
    for other in REGISTER:
        if other is action or not _together(action, other):
            continue
        if other.id in bound and list(bound).index(other.id) > later:
            continue
        theirs = bound.get(other.id, default_keys(other))
        shared = set(default_keys(action)) & set(default_keys(other))
        for key in bound[id_]:
            if key in theirs and key not in shared:
                what = f"“{id_}” and “{other.id}” ({other.name}) have the same key {key}"
                yield what, f'choose another key, or give "{other.id}" another'


def _together(one: Action, other: Action) -> bool:
    return any(one.where in places and other.where in places for places in TOGETHER)
