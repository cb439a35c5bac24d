"""What the map page says of how embedded services are judged to be."""

from collections.abc import Mapping
from itertools import combinations
from typing import Any

from lmm_qual.model.embeddedness import Aspect
from lmm_qual.system_map.embeddedness import (
    NOT_JUDGED,
    Judged,
    Profile,
    ServiceProfile,
    change_said,
)
from lmm_qual.system_map.profile_words import ProfilePassage


def profile_data(
    profile: Profile | None, ids: Mapping[str, str], times: int
) -> dict[str, Any] | None:
    """Give the profile by the page's own ids; None where the study has no aspects.

    Its time points begin with the study's, which are as many as `times`; `changes` are in the order
    of the page's pairs of time points.
    """
    if profile is None or not profile.aspects:
        return None
    return {
        "rounds": [{"name": one.name, "label": one.label} for one in profile.rounds],
        "aspects": [
            {"label": one.label or one.id, "definition": one.definition} for one in profile.aspects
        ],
        "pairs": [
            f"{first.name} to {second.name}"
            for first, second in combinations(profile.rounds[:times], 2)
        ],
        "services": {
            ids[one.key]: _service(profile, one, times)
            for one in profile.services
            if one.key in ids
        },
    }


def _service(profile: Profile, one: ServiceProfile, times: int) -> dict[str, Any]:
    return {
        "label": one.label,
        "expected": one.expected_said,
        "talk": [one.talk.get(time.key) for time in profile.rounds],
        "aspects": [
            {
                "cells": [_cell(one.judged.get((aspect.id, time.key))) for time in profile.rounds],
                "changes": _changes(profile, one, aspect, times),
            }
            for aspect in profile.aspects
        ],
    }


def _changes(profile: Profile, one: ServiceProfile, aspect: Aspect, times: int) -> list[str]:
    return [
        change_said(
            one.judged.get((aspect.id, first.key)),
            one.judged.get((aspect.id, second.key)),
            (first, second),
        )
        for first, second in combinations(profile.rounds[:times], 2)
    ]


def _cell(judged: Judged | None) -> dict[str, Any]:
    if judged is None:
        return {"said": NOT_JUDGED, "judged": False}
    return {
        "said": judged.level_said,
        "judged": True,
        "note": judged.note,
        "by": judged.by,
        "for": [_passage(passage) for passage in judged.on("for")],
        "against": [_passage(passage) for passage in judged.on("against")],
        "againstSaid": judged.against_said,
    }


def _passage(passage: ProfilePassage) -> dict[str, str]:
    return {"quote": passage.quote, "about": passage.about, "note": passage.note}
