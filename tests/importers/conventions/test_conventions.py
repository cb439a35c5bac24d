"""What each convention finds on a line, before anything is weighed."""

import pytest

from lmm_qual.importers.conventions import BY_FORM, OTHERS
from lmm_qual.importers.lines import Line


def found(form, text, **marks):
    lines = [Line(text, 0, **marks), Line("Words below.", len(text) + 1)]
    label = BY_FORM[form].find(lines, [0]).get(0)
    return None if label is None else (label.name, text[label.said :], label.timestamp)


@pytest.mark.parametrize(
    ("form", "line", "expected"),
    [
        ("brackets", "[id1] hello", ("id1", "hello", None)),
        ("brackets", "[P07]", ("P07", "", None)),
        ("brackets", "(P07) hello", ("P07", "hello", None)),
        ("brackets", "<P07> hello", ("P07", "hello", None)),
        ("brackets", "【采访者】你好", ("采访者", "你好", None)),
        ("brackets", "[Anna Berg] 10:02:11", ("Anna Berg", "", "10:02:11")),
        ("brackets", "[P07, 00:12] hello", ("P07", "hello", "00:00:12")),
        ("brackets", "(P07): hello", ("P07", "hello", None)),
        ("timed", "Anna Berg  0:03", ("Anna Berg", "", "00:00:03")),
        ("timed", "Anna Berg (00:03)", ("Anna Berg", "", "00:00:03")),
        ("timed", "Anna (00:03) hello", ("Anna", "hello", "00:00:03")),
        ("timed", "**Anna** [01:02:03][laughs] hello", ("Anna", "[laughs] hello", "01:02:03")),
        ("timed", "[00:12:31] Anna", ("Anna", "", "00:12:31")),
        ("timed", "00:12:31 - Speaker 1", ("Speaker 1", "", "00:12:31")),
        ("timed", "Anna | 00:03", ("Anna", "", "00:00:03")),
        ("bold", "**Anna** hello", ("Anna", "hello", None)),
        ("bold", "__Anna__", ("Anna", "", None)),
        ("bold", "**Anna** – hello", ("Anna", "hello", None)),
        ("tab", "INT\thello", ("INT", "hello", None)),
        ("tab", "3\t00:04\tINT\thello", ("INT", "hello", "00:00:04")),
        ("tab", "INT\t00:04\thello", ("INT", "hello", "00:00:04")),
        ("bar", "| INT | hello |", ("INT", "hello |", None)),
        ("bar", "INT | hello", ("INT", "hello", None)),
        ("arrow", "INT> hello", ("INT", "hello", None)),
        ("arrow", "P07 >> hello", ("P07", "hello", None)),
        ("arrow", "[00:12] Nurse 2 >> hello", ("Nurse 2", "hello", "00:00:12")),
        ("dash", "INT - hello", ("INT", "hello", None)),
        ("dash", "INT—hello", ("INT", "hello", None)),
        ("dash", "Siobhán O'Neill – hello", ("Siobhán O'Neill", "hello", None)),
        ("own line", "Dr. Jan van der Berg", ("Dr. Jan van der Berg", "", None)),
        ("own line", "Waxwing (Anna Berg)", ("Waxwing (Anna Berg)", "", None)),
    ],
)
def test_a_label(form, line, expected):
    assert found(form, line) == expected


@pytest.mark.parametrize(
    ("form", "line"),
    [
        ("brackets", "[laughs] hello"),
        ("brackets", "[inaudible 00:06:03] hello"),
        ("brackets", "[1] hello"),
        ("brackets", "(a) hello"),
        ("brackets", "(iv) hello"),
        ("brackets", "(Anna) hello"),
        ("brackets", "[P07) hello"),
        ("timed", "Anna 10:30 was when she came"),
        ("timed", "at 10:30"),
        ("bold", "**Anna:** hello"),
        ("bold", "**and so on** hello"),
        ("tab", "Speaker\tText"),
        ("tab", "12\t14"),
        ("bar", "|---|---|"),
        ("dash", "We went out - it rained"),
        ("dash", "- hello"),
        ("dash", "Mary-Jane went out"),
        ("own line", "Yes"),
        ("own line", "He went home"),
        ("own line", "Home."),
        ("own line", "Really?"),
    ],
)
def test_no_label(form, line):
    assert found(form, line) is None


def test_what_the_format_says_of_bold():
    assert found("bold", "Anna", bold=True) == ("Anna", "", None)
    assert found("bold", "Anna hello", strong=4) == ("Anna", "hello", None)
    assert found("bold", "Anna \thello", strong=5) == ("Anna", "hello", None)
    assert found("bold", "and so hello", strong=6) is None


def test_letters_before_a_full_stop_need_two_sides():
    def names(*texts):
        lines = [Line(text, 0) for text in texts]
        return [label.name for label in BY_FORM["stop"].find(lines, range(len(lines))).values()]

    assert names("Q. Where?", "A. Here.") == ["Q", "A"]
    assert names("INT  Where?", "P1  Here.") == ["INT", "P1"]
    assert names("A. Here.", "B. There.") == []
    assert names("Q. Where?", "A. Here.", "B. There.") == []
    assert names("I. First", "II. Second") == ["I", "II"]


def test_a_name_with_nothing_below_it_is_no_label():
    for form in ("own line", "timed", "bold", "brackets"):
        lines = [Line("[P07]" if form == "brackets" else "P07 0:03", 0, bold=form == "bold")]
        assert BY_FORM[form].find(lines, [0]) == {}


def test_each_convention_is_told_of_in_its_own_words():
    assert len({each.names for each in OTHERS}) == len({each.sentence for each in OTHERS})
    assert len(BY_FORM) == len(OTHERS)
