import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lmm_qual.model.system_map import Service
from lmm_qual.system_map.mentions import ServiceNames, within

SERVICES = [
    Service(id="lmm", label="Little Minds Matter", aliases=["Little Minds", "the team"]),
    Service(id="hv", label="Health Visiting", aliases=["health visitor", "HV"]),
    Service(id="midwifery", label="Midwifery", aliases=["midwives"]),
    Service(id="sead", label="Specialist Early Attachment (SEAD)", former_names=["Early Bonds"]),
    Service(id="zero19", label="0-19", aliases=["0 to 19"]),
    Service(id="it", label="IT"),
]


def named(text, services=SERVICES):
    found = ServiceNames(services).find(text)
    return [(one.service, text[one.start : one.end]) for one in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Little Minds Matter, or LITTLE minds.", ["Little Minds Matter", "LITTLE minds"]),
        ("our health visitor and two Health Visitors", ["health visitor", "Health Visitors"]),
        ("the HVs; an hv is a plane", ["HVs"]),
        ("the midwife’s room, midwives, midwifery", ["midwife’s", "midwives", "midwifery"]),
        ("SEAD was called Early Bonds", ["SEAD", "Early Bonds"]),
        ("0-19 or 0 to 19, not 10-19", ["0-19", "0 to 19"]),
        ("ask IT whether it works", ["IT"]),
        ("the team, a team, teams", []),
        ("midwifery degree, maternity leave, on midwifery pay; midwifery leaves", ["midwifery"]),
        ("healthy visitors, mindfulness, unhealth visitor", []),
        ("the health visitar came, the helth visitors", ["health visitar"]),
        ("", []),
    ],
)
def test_whole_words_in_any_case_and_number(text, found):
    assert [words for _, words in named(text)] == found


def test_a_misspelt_name_is_not_exact():
    names = ServiceNames(SERVICES)
    assert [one.exact for one in names.find("a health visitar and a health visitor")] == [
        False,
        True,
    ]


def test_names_that_are_anybodys_or_of_two_services_name_nobody():
    services = [*SERVICES, Service(id="other", label="Other", aliases=["Midwife"])]
    names = ServiceNames(services)
    assert names.unused == {
        "the team": "may be anybody's",
        "Other": "may be anybody's",
        "midwife": "names midwifery, other",
    }
    assert names.find("the midwives") == []


WORDS = st.sampled_from(["health", "visitor", "visitors", "early", "years", "hub", "the", "a"])
TALK = st.lists(WORDS, max_size=12).map(" ".join)
NAMES = st.lists(st.lists(WORDS, min_size=1, max_size=3), min_size=1, max_size=4)


def slowly(services, text):
    """Look at every place for every name, word by word."""
    plain = {"visitors": "visitor", "years": "year"}
    spoken = [(m.start(), m.end(), plain.get(m[0], m[0])) for m in re.finditer(r"\w+", text)]
    usable = {}
    for service in services:
        words = tuple(plain.get(word, word) for word in service.aliases[0].split())
        usable.setdefault(words, set()).add(service.id)
    usable = {
        words: ids.copy().pop()
        for words, ids in usable.items()
        if len(ids) == 1 and not set(words) <= {"the", "a"}
    }
    at, found = 0, []
    while at < len(spoken):
        fits = [w for w in usable if tuple(word for _, _, word in spoken[at : at + len(w)]) == w]
        if not fits:
            at += 1
            continue
        longest = max(fits, key=len)
        end = spoken[at + len(longest) - 1][1]
        found.append((usable[longest], spoken[at][0], end))
        at += len(longest)
    return found


@given(NAMES, TALK)
def test_names_are_found_where_a_slow_look_finds_them(names, text):
    services = [
        Service(id=f"s{at}", label=f"Nowhere {at}", aliases=[" ".join(words)])
        for at, words in enumerate(names)
    ]
    names_of = ServiceNames(services)
    places = names_of.may_begin(text)
    found = names_of.find(text)
    assert [(one.service, one.start, one.end) for one in found] == slowly(services, text)
    assert {one.start for one in found} <= {*places}


def test_mentions_within_a_span_lie_wholly_in_it():
    text = "the health visitor, the midwife, Little Minds"
    found = ServiceNames(SERVICES).find(text)
    end = text.index("midwife") + 4
    assert [one.service for one in within(found, 0, end)] == ["hv"]
    assert [one.service for one in within(found, 5, len(text))] == ["midwifery", "lmm"]
