"""What a file of rules for pseudonyms alone can tell is wrong with it."""

import unicodedata
from collections.abc import Iterator

from lmm_qual.definitions.checks import Fault
from lmm_qual.model.pseudonyms import PseudonymRule, Pseudonyms
from lmm_qual.text.wanted import Finder, Wanted, form_of

_HIDDEN = {"Cf", "Co", "Cs", "Cn"}


def wanted_of(rule: PseudonymRule) -> Wanted:
    """Give what a rule looks for."""
    return Wanted(rule.find, rule.ignore_case, rule.part_of_words)


def check_pseudonyms(found: Pseudonyms) -> Iterator[Fault]:
    """Check rules: names that can be seen, each once, none put in that another takes out."""
    if not found.rules:
        yield (), "has no rules", "write `rules:` with find and replace"
    seen: dict[tuple[str, bool], list[int]] = {}
    finder = Finder({at: wanted_of(rule) for at, rule in enumerate(found.rules)})
    for at, rule in enumerate(found.rules):
        yield from _check_words(at, rule)
        key = form_of(wanted_of(rule)), rule.ignore_case
        for other in seen.get(key, []):
            if _meet(rule, found.rules[other]):
                what = f"“{rule.find}” stands twice (also as entry {other + 1})"
                yield ("rules", at, "find"), what, "keep one, or give each its own `only`"
                break
        seen.setdefault(key, []).append(at)
        yield from _check_replacement(at, rule, found, finder)


def _check_words(at: int, rule: PseudonymRule) -> Iterator[Fault]:
    if not form_of(wanted_of(rule)):
        yield ("rules", at, "find"), "begins with no sign that can be seen", "write the name"
    if any(unicodedata.category(sign) in _HIDDEN for sign in rule.replace):
        what = "holds signs that nobody sees"
        yield ("rules", at, "replace"), what, "write it anew"


def _check_replacement(
    at: int, rule: PseudonymRule, found: Pseudonyms, finder: Finder
) -> Iterator[Fault]:
    place = ("rules", at, "replace")
    for one in finder.find(rule.replace):
        if one.which == at:
            what = f"“{rule.replace}” holds the name it is to replace"
        else:
            what = f"“{rule.replace}” holds “{found.rules[one.which].find}”, which another "
            what += f"rule replaces (entry {one.which + 1})"
        yield place, what, "choose a pseudonym without it"
        break


def _meet(one: PseudonymRule, other: PseudonymRule) -> bool:
    """Say whether two rules can be asked of one transcript."""
    return not one.only or not other.only or not set(one.only).isdisjoint(other.only)
