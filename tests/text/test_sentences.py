import pytest
from hypothesis import given
from hypothesis import strategies as st

from lmm_qual.text.sentences import sentences


def said(text: str) -> list[str]:
    return [span.slice(text) for span in sentences(text)]


@pytest.mark.parametrize(
    "text",
    [
        "One.|Two!|Three?|Four",
        "It was Dr. Smith who came.|She stayed.",
        "Services, e.g. the library, i.e. the one here, closed.|Yes.",
        "J. Smith told us.|So did I.|Then we left.",
        "Well... you know, it was... fine.|And then...|Nothing came.",
        "I was like... I don’t know.|Really.",
        "She said “come in.”|We did.",
        "“Why?” she asked.|“Because!”|(And so on.)|Mm.",
        "At 3.30 p.m. we met.|It ended at 5 p.m.|Nobody minded etc.|Right?!|Yes",
        "[laughs] Yeah.|And [inaudible] then.",
        "We rang them.|[applause] (laughs) Nobody came. [applause]",
        "We rang. [pause] then we left.",
        "We had 3.5 of them vs. none.",
        "今日は。|明日も！|はい",
        "no full stop at all",
    ],
)
def test_sentences(text):
    expected = text.split("|")
    joiner = "" if "。" in text else " "
    assert said(joiner.join(expected)) == expected


def test_a_new_line_ends_a_sentence_unless_it_goes_on():
    assert said("We met at the\nchildren's centre\nIt rained") == [
        "We met at the\nchildren's centre",
        "It rained",
    ]
    assert said("One\n\ntwo") == ["One\n\ntwo"]


@given(st.text(alphabet="ab A.!?…\n \"”)I'dr", max_size=60), st.integers(0, 10))
def test_only_white_space_lies_between(text, start):
    start = min(start, len(text))
    reached = start
    for span in sentences(text, start):
        assert text[reached : span.start].strip() == ""
        assert span
        assert span.slice(text) == span.slice(text).strip()
        reached = span.end
    assert text[reached:].strip() == ""
