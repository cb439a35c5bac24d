import pytest

from lmm_qual.importers.interruptions import Interruption, interruption_of
from lmm_qual.importers.labels import label_of
from lmm_qual.importers.lines import Line


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Interruption.HEADING, "## Theme one"),
        (Interruption.HEADING, "**Theme one**"),
        (Interruption.HEADING, "EARLY DAYS"),
        (Interruption.HEADING, "Section 2: Early days"),
        (Interruption.HEADING, "Part 3"),
        (Interruption.STAGE, "[Recording paused]"),
        (Interruption.STAGE, r"\[Phone rings\]"),
        (Interruption.STAGE, "(The baby wakes)"),
        (Interruption.STAGE, "((leaves the room))"),
        (Interruption.STAGE, "<!-- page 3 -->"),
        (Interruption.EVENT, "(LAUGHTER)"),
        (Interruption.EVENT, "[Cross Talk 3:00]"),
        (Interruption.EVENT, "(12 seconds pause)"),
        (Interruption.BREAK, "---"),
        (Interruption.BREAK, "* * *"),
        (Interruption.FOOTER, "Transcribed by https://example.org"),
        (Interruption.FOOTER, "End of interview"),
        (Interruption.FOOTER, "Ende der Aufnahme"),
        (Interruption.FOOTER, "Page 3 of 12"),
        (Interruption.QUESTION, "1. How do you hear of the service?"),
        (Interruption.QUESTION, "Q2) What helps?"),
        (Interruption.QUESTION, "Question 4: Tell me about it."),
        (None, "And then they came."),
        (None, "NO!"),
        (None, "OK"),
        (None, "[inaudible 00:06:03]"),
        (None, "[unclear] and so on"),
        (None, "(I had thought so for a long time, and so had my mother and my two sisters.)"),
        (None, "1. They came every week."),
        (None, "Reason 1: I was tired."),
        (None, "Part 2 was better for me"),
        (None, "Day 2 was better"),
        (
            None,
            "The end of the recording was near when she said that she had never been asked at all.",
        ),
    ],
)
def test_what_a_line_alone_is(kind, text):
    assert interruption_of(Line(text, 0), label_of(text), alone=True) is kind


def test_a_section_break_may_look_like_a_label():
    text = "**Break**: [55:30]"
    assert interruption_of(Line(text, 0), label_of(text), alone=True) is Interruption.BREAK


def test_what_the_format_says_counts():
    assert interruption_of(Line("Early days", 0), None, alone=True) is None
    heading = Line("Early days", 0, heading=True)
    assert interruption_of(heading, None, alone=False) is Interruption.HEADING
    bold = Line("Early days", 0, bold=True)
    assert interruption_of(bold, None, alone=True) is Interruption.HEADING
    asked = Line("What helps?", 0, numbered=True)
    assert interruption_of(asked, None, alone=True) is Interruption.QUESTION


def test_a_question_of_the_guide_is_nobodys(txt):
    """
    INT: Let us begin.

    Question 1: How do you hear of the service?

    P07: From a friend.

    2. What helps you?

    P07: Time.
    """
    assert txt.said == [("INT", "Let us begin."), ("P07", "From a friend."), ("P07", "Time.")]
    assert "Nobody's words: 2 interview guide questions." in txt.parsed.notes
