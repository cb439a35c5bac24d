"""A walk through the places at which names would be replaced, in a terminal."""

import sys

from lmm_qual.cli.saying import note
from lmm_qual.model.problem import refuse
from lmm_qual.project.pseudonyms.plan import Place, Plan

_KEYS = "y this, n not this, a all of this rule, s none of this rule, q stop"


def walk(plan: Plan) -> Plan:
    """Ask at each place whether to replace it; gives the plan of those that are to be.

    Raises `BadInputError` where somebody stops, so that nothing is written.
    """
    skipped, total = set(), len(plan.places)
    whole: dict[int, bool] = {}
    for number, place in enumerate(plan.places, start=1):
        if place.rule not in whole:
            answer = _asked(place, f"{number} of {total}")
            if answer in {"a", "s"}:
                whole[place.rule] = answer == "a"
            taken = answer in {"y", "a"}
        else:
            taken = whole[place.rule]
        if not taken:
            skipped.add(place.skip)
    kept = total - len(skipped)
    if kept and _answer(f"replace {kept} of {total} places? y or n", "yn") != "y":
        raise _stopped()
    return plan.without(skipped)


def _asked(place: Place, counted: str) -> str:
    note(f"{counted}, {place.holder}:{place.start}: {place.in_context}")
    return _answer(f"→ {place.replacement}  ({_KEYS})", "ynasq")


def _answer(question: str, keys: str) -> str:
    while True:
        note(question)
        line = sys.stdin.readline()
        answer = line.strip().casefold()
        if not line or answer == "q":
            raise _stopped()
        if len(answer) == 1 and answer in keys:
            return answer


def _stopped() -> Exception:
    return refuse("stopped; nothing was replaced")
