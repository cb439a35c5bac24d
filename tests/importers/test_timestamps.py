import pytest

from lmm_qual.importers import timestamps


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("0:23", "00:00:23"),
        ("(00:07)", "00:00:07"),
        ("[00:12:31]", "00:12:31"),
        (r"\[01:03:50.20\]", "01:03:50"),
        ("#00:10:03-9#", "00:10:03"),
        ("75:10", "01:15:10"),
        ("[00:00:01.250 --> 00:00:05.000]", "00:00:01"),
        ("words", None),
    ],
)
def test_a_time_is_hours_minutes_seconds(written, expected):
    assert timestamps.clock(written) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("  [27:43] ", "00:27:43"),
        ("**[27:43]**", "00:27:43"),
        ("27:43", "00:27:43"),
        ("00:00:01 - 00:00:05", "00:00:01"),
        ("at 27:43", None),
        ("[inaudible 00:06:03]", None),
        ("27:99", None),
    ],
)
def test_a_time_may_stand_alone(line, expected):
    assert timestamps.stands_alone(line) == expected


def test_only_marked_times_lead_or_trail_words():
    assert timestamps.leading("[00:03] words") == ("00:00:03", 8)
    assert timestamps.leading("00:03 words") is None
    assert timestamps.leading("[00:03]") is None
    assert timestamps.trailing("words #00:10:03-9# ") == ("00:10:03", 5)
    assert timestamps.trailing("words [00:10:03]") == ("00:10:03", 5)
    assert timestamps.trailing("at 10:03") is None
    assert timestamps.trailing("#00:10:03-9#") is None
