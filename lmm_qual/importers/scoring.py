"""The one policy by which a convention is taken to mark speakers, in points."""

from lmm_qual.importers.evidence import Evidence

THRESHOLD = 6
"""Points that a convention needs."""

THRESHOLD_BESIDE = 9
"""Points that it needs where another convention holds already, and the names are new."""

COLON_WEIGHT = 4

_MANY_CHANGES = 10


def points_of(weight: int, evidence: Evidence) -> int:
    """Give a convention's points; `weight` says how seldom its form marks anything but a speaker.

    | what counts | points |
    |---|---|
    | most labels are roles (`INT`, `P07`); or roles and codes (`JS`) | 3; 1 |
    | two names or more take turns; one does; ten changes of speaker or more | 2; 1; 1 more |
    | labels by names: 4 or more; 2 or more | 2; 1 |
    | share of the paragraphs with a label: 0.8; 0.5; 0.25 | 3; 2; 1 |
    | somebody asks or answers | 2 |
    | fewer than half the labels have words like a sentence's after them | -3 |
    """
    if not evidence.labels:
        return 0
    each = evidence.labels / evidence.names
    return (
        weight
        + (3 if evidence.roles >= 0.5 else 1 if evidence.coded >= 0.5 else 0)
        + min(2, evidence.taking_turns)
        + (evidence.changes >= _MANY_CHANGES)
        + (2 if each >= 4 else 1 if each >= 2 else 0)
        + _for_share(evidence.share)
        + 2 * evidence.asks
        - 3 * (evidence.speech < 0.5)
    )


def is_ruled_out(evidence: Evidence, *, colon: bool, cues: bool) -> bool:
    """Tell whether something rules a convention out, whatever its points.

    Roles speak for themselves, but not one label in a long file, nor an interviewer's alone: the
    paragraphs without a label are answers then, and nobody knows whose. Other names must come
    back (a colon may do without), their words be talk (somebody asks or answers, or most end as
    sentences do and labels are no rarity; subtitles cut sentences), and small letters need a
    label in every other paragraph.
    """
    if evidence.only_asks and evidence.share < 0.8 and not cues:
        return True
    if evidence.roles >= 0.5:
        return evidence.labels < 3 and evidence.names == 1 and evidence.share < 0.25
    if not colon and not evidence.taking_turns:
        return True
    if evidence.small >= 0.5 and evidence.share < 0.5:
        return True
    spoken = evidence.sentences >= 0.5 and evidence.share >= 0.1
    return not (cues or evidence.asks or spoken)


def shortcomings(evidence: Evidence) -> list[str]:
    """Give in plain words what speaks against a convention, the weightiest first."""
    found = []
    if evidence.only_asks:
        found.append("only an interviewer has a label")
    if not evidence.taking_turns:
        found.append("no name comes back after another")
    if evidence.speech < 0.5:
        found.append("few have words like a sentence's after them")
    if evidence.share < 0.25:
        found.append("few paragraphs have one")
    if not evidence.asks:
        found.append("nobody asks or answers")
    if evidence.roles < 0.5:
        found.append("the names may be other things")
    return found


def _for_share(share: float) -> int:
    return 3 if share >= 0.8 else 2 if share >= 0.5 else 1 if share >= 0.25 else 0
