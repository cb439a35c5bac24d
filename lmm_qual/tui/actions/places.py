"""The places whose keys are in force, and which of them are at one time."""

from lmm_qual.tui.transcript import keys as transcript_keys

EVERYWHERE, START, STUDY, CODING = "everywhere", "start", "study", "coding"
CODEBOOK, IMPORTING = "codebook", "importing"
FINDINGS, PASSAGES, CHART = "findings", "passages", "chart"
MATRIX, CHANGE = "matrix", "change"
TYPOLOGIES = "typologies"
LOG = "history"
MEMOS = "memos"
NAMES = "names"
MAP, RELATIONS, PROPOSALS, PROFILE = "map", "relations", "proposals", "profile"
VERSIONS, BIN, AGAIN, ALIKE, SPLIT = "versions", "bin", "again", "alike", "split"
"""Screens beside the codebook."""
REVIEW = "review"
TEXT = transcript_keys.PLACE
ADJUSTING = "adjusting"
"""The coding screen while the ends of a coding are being adjusted."""
LIST, PANEL, FOLDING, PICKER, QUESTION = "list", "panel", "folding", "picker", "question"
TOGETHER = (
    (EVERYWHERE, START, LIST),
    (EVERYWHERE, STUDY, LIST),
    (EVERYWHERE, IMPORTING, LIST),
    (EVERYWHERE, IMPORTING, TEXT),
    (EVERYWHERE, CODING, ADJUSTING, TEXT),
    (EVERYWHERE, CODING, LIST, FOLDING, PANEL),
    (EVERYWHERE, CODEBOOK, LIST, FOLDING),
    *((EVERYWHERE, place, LIST) for place in (VERSIONS, BIN, AGAIN, ALIKE, SPLIT)),
    (EVERYWHERE, FINDINGS, LIST),
    (EVERYWHERE, TYPOLOGIES, LIST),
    (EVERYWHERE, MEMOS, LIST),
    (EVERYWHERE, NAMES, LIST),
    *((EVERYWHERE, place, LIST) for place in (MAP, RELATIONS, PROPOSALS, PROFILE)),
    (EVERYWHERE, PASSAGES, LIST),
    (EVERYWHERE, LOG, LIST),
    (EVERYWHERE, CHART, LIST),
    (EVERYWHERE, REVIEW, LIST),
    (EVERYWHERE, MATRIX),
    (EVERYWHERE, CHANGE),
    (QUESTION, PICKER),
    (QUESTION, LIST),
)
"""Places whose keys are in force at one time, so that no two may want the same one."""
