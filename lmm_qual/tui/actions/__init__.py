"""The register of actions: footer, help sheet, command palette and key map are drawn from it.

A key map binds other keys by an action's id. The actions of the transcript view stand in its own
list and are taken in here.
"""

from lmm_qual.tui.actions.action import Action
from lmm_qual.tui.actions.places import (
    ADJUSTING,
    CHANGE,
    CHART,
    CODEBOOK,
    CODING,
    EVERYWHERE,
    FINDINGS,
    FOLDING,
    IMPORTING,
    LIST,
    MATRIX,
    PANEL,
    PASSAGES,
    PICKER,
    QUESTION,
    START,
    STUDY,
    TEXT,
    TOGETHER,
    TYPOLOGIES,
)
from lmm_qual.tui.actions.register import BY_ID, REGISTER, actions, actions_in, bindings, sections
from lmm_qual.tui.actions.signs import first_key, key_sign, key_signs, one_key, split_keys

__all__ = [
    "ADJUSTING",
    "BY_ID",
    "CHANGE",
    "CHART",
    "CODEBOOK",
    "CODING",
    "EVERYWHERE",
    "FINDINGS",
    "FOLDING",
    "IMPORTING",
    "LIST",
    "MATRIX",
    "PANEL",
    "PASSAGES",
    "PICKER",
    "QUESTION",
    "REGISTER",
    "START",
    "STUDY",
    "TEXT",
    "TOGETHER",
    "TYPOLOGIES",
    "Action",
    "actions",
    "actions_in",
    "bindings",
    "first_key",
    "key_sign",
    "key_signs",
    "one_key",
    "sections",
    "split_keys",
]
