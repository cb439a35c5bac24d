"""The query language: what is read as what, and faults told at their place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lmm_qual.analysis.query_language import LONGEST, QueryError, parse
from lmm_qual.analysis.query_tree import (
    FIELDS,
    Asked,
    CodeNamed,
    Either,
    Every,
    Query,
    Related,
    Without,
    either,
    every,
    unparse,
)

A, B, C = CodeNamed("A"), CodeNamed("B"), CodeNamed("C")

READ = {
    "A": A,
    "A and B or not C": Either((Every((A, B)), Without(C))),
    "A AND (B OR C)": Every((A, Either((B, C)))),
    "A and (B and C)": Every((A, B, C)),
    "not not A": Without(Without(A)),
    "Referral processes": CodeNamed("Referral processes"),
    "Barriers/Referral processes": CodeNamed("Barriers/Referral processes"),
    '"and"': CodeNamed("and"),
    '"say ""no"""': CodeNamed('say "no"'),
    "“Bespoke training”": CodeNamed("Bespoke training"),
    "near": CodeNamed("near"),
    "time=T2": Asked("time", ("T2",)),
    "method=focus group, dyad and A": Every((Asked("method", ("focus group", "dyad")), A)),
    "Time = none": Asked("time", (None,)),
    'role="none"': Asked("role", ("none",)),
    'memo=""': Asked("memo", ("",)),
    "overlap(A)": Related("overlap", A),
    "within (Bespoke training)": Related("within", CodeNamed("Bespoke training")),
    "near(A, 50)": Related("near", A, 50),
    "not near(A, 0)": Without(Related("near", A, 0)),
    "sameturn(A)": Related("sameturn", A),
    "same_turn(A)": Related("sameturn", A),
    "same turn(A)": Related("sameturn", A),
}
FAULTS = {
    "": "1: a code, a field or a bracket is missing at the beginning",
    "A and": "6: a code, a field or a bracket is missing after “and”",
    "A or or B": "6: a code, a field or a bracket is missing after “or”",
    "A not B": "3: “not” stands after “A” with nothing between; put “and” or “or” there",
    "A time=T2": "3: “time” stands after “A” with nothing between",
    "A (B)": "3: “(” stands after “A” with nothing between",
    "(A or B": "8: the bracket at 1 is not closed",
    "A)": "2: “)” after “A” closes nothing",
    "A, B": "2: “,” has no place after “A”; write a name that holds such a sign in quotes",
    'A and "B': "7: a quotation mark has no other",
    "A and tme=T1": "7: unknown field “tme”; did you mean “time”?",
    "time=": "6: a value of “time” is missing after “=”",
    'time=T1, ""': "10: a value of “time” is empty",
    "ner(A, 5)": "1: unknown relation “ner”; did you mean “near”?",
    "near(A)": "7: near needs a number of words after “A”; as in near(Stigma, 50)",
    "near(A, many)": "9: a number of words is missing after “,”",
    "near(A, 999999999999)": "9: near reaches 100,000 words at most",
    "overlap()": "9: the code of “overlap” is missing after “(”",
    "(" * 41 + "A": "41: brackets and “not” nest deeper than 40",
    "A " * LONGEST: "2001: is longer than 2,000 characters",
}


@pytest.mark.parametrize("text", READ)
def test_what_is_read(text: str) -> None:
    assert parse(text) == READ[text]


@pytest.mark.parametrize("text", FAULTS)
def test_faults_are_told_at_their_place(text: str) -> None:
    with pytest.raises(QueryError) as told:
        parse(text)
    assert str(told.value).startswith(f"query:{FAULTS[text]}")
    assert "\n" not in str(told.value)


NAMES = st.text(max_size=8) | st.sampled_from(
    ["and", "None", "near", "A b", " A", 'a"b', "“", "=("]
)
CODES = st.builds(CodeNamed, NAMES)


@st.composite
def fields(draw: st.DrawFn) -> Asked:
    name = draw(st.sampled_from(FIELDS))
    values = NAMES if name == "memo" else NAMES.filter(bool)
    unknown = st.nothing() if name in {"text", "memo"} else st.none()
    return Asked(name, tuple(draw(st.lists(values | unknown, min_size=1, max_size=3))))


RELATED = st.builds(Related, st.sampled_from(["overlap", "within", "sameturn"]), CODES)
NEAR = st.builds(Related, st.just("near"), CODES, st.integers(0, 100_000))


def wider(inner: st.SearchStrategy[Query]) -> st.SearchStrategy[Query]:
    several = st.lists(inner, min_size=2, max_size=3)
    return st.builds(Without, inner) | several.map(every) | several.map(either)


TREES: st.SearchStrategy[Query] = st.recursive(
    CODES | fields() | RELATED | NEAR, wider, max_leaves=8
)


@given(TREES)
def test_a_tree_written_as_a_query_reads_as_the_same_tree(tree: Query) -> None:
    assert parse(unparse(tree)) == tree


@given(
    st.text(max_size=40)
    | st.lists(st.sampled_from([*'()=,“"', " A ", " and ", "near", "not "])).map("".join)
)
def test_whatever_is_typed_is_read_or_refused_at_a_place(text: str) -> None:
    at = -1
    try:
        parse(text)
    except QueryError as fault:
        at = fault.at
    assert at <= len(text)
