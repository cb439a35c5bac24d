import pytest

from lmm_qual.text.namelike import capitalised, numbers_and_addresses


def names(text):
    found = list(capitalised(text))
    assert all(text[one.start : one.end] == one.words for one in found)
    return [one.words for one in found]


def others(text):
    return [(one.kind, one.words) for one in numbers_and_addresses(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("She met Sarah Jones there.", ["Sarah Jones"]),
        ("Nobody. Everyone said Tom and Ann-Marie O’Neill came.", ["Tom", "Ann-Marie O’Neill"]),
        ("It was Sarah's idea, and Łukasz’s.", ["Sarah", "Łukasz"]),
        ("So Dr. Khan came. Mrs Jones did too.", ["Dr. Khan", "Mrs Jones"]),
        ("On Monday in May I rang the NHS, and I'm glad.", []),
        ("Then Sarah came on Monday, Tuesday too.", ["Sarah"]),
        ("Sarah begins a sentence.", []),
        ("“Sarah begins a quotation.”", []),
        ("in small letters sarah is missed", []),
    ],
)
def test_capitals_that_begin_no_sentence(text, found):
    assert names(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ring 01274 496 000 now", [("phone", "01274 496 000")]),
        (
            "+44 7700 900123, (01632) 960-001",
            [("phone", "+44 7700 900123"), ("phone", "(01632) 960-001")],
        ),
        ("in 2019, 12 of 40, 0.5, 1,000,000", []),
        ("a.b@example.org.", [("e-mail", "a.b@example.org")]),
        ("at BD1 1AA or ls29 8ab", [("postcode", "BD1 1AA"), ("postcode", "ls29 8ab")]),
        ("born 3rd of May 1987", [("date", "3rd of May 1987")]),
        (
            "03/05/87, 1987-05-03, May 3, 1987",
            [("date", each) for each in ("03/05/87", "1987-05-03", "May 3, 1987")],
        ),
        ("we may 2 times; 10/20 did", []),
    ],
)
def test_numbers_and_addresses(text, found):
    assert others(text) == found
