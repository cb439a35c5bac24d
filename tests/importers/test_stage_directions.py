import pytest

from lmm_qual.importers.stage_directions import is_event, is_manner, is_stage_direction


@pytest.mark.parametrize(
    ("line", "directs", "happens"),
    [
        ("[Recording paused]", True, False),
        ("[long pause]", True, True),
        ("(LAUGHTER)", True, True),
        (r"\[laughs\]", True, True),
        ("((leaves))", True, False),
        ("{door}", True, False),
        ("*[sighs]*", True, True),
        ("[inaudible 00:06:03]", False, False),
        ("[?]", False, False),
        ("(unclear)", False, False),
        ("[laughs] and then", False, True),
        ("(one) and (two)", False, False),
        ("(and so she went on to tell me that she had never been asked before)", False, False),
        ("laughs", False, True),
        ("", False, False),
    ],
)
def test_what_a_line_in_brackets_is(line, directs, happens):
    assert is_stage_direction(line) is directs
    assert is_event(line) is happens


def test_how_somebody_speaks():
    assert is_manner("laughing")
    assert is_manner("cont'd")
    assert not any(map(is_manner, ["Adam Gibson", "Crystal", "Bookham", "Singh", "F, 34"]))


@pytest.mark.parametrize(
    "event", ["laughing", "sighs", "nodding", "sobbing", "crying", "overlapping"]
)
def test_events_in_any_form(event):
    assert is_event(f"({event})")
