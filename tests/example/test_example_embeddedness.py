"""The example's embeddedness profile rests on what was said in the round it judges."""

import pytest
from helpers.example_talk import DOCUMENTS, EXAMPLE, place, plain

WRITTEN = plain("embeddedness.yaml")
JUDGEMENTS = WRITTEN["judgements"]


def passages(one):
    return [*one.get("for", []), *one.get("against", [])]


def test_it_says_at_its_head_that_it_is_composed():
    head = (EXAMPLE / "embeddedness.yaml").read_text(encoding="utf-8")[:700]
    assert "Composed for the example: no judgement here was made in the\n# evaluation" in head


def test_it_has_the_four_aspects_with_words_to_judge_by():
    assert [one["id"] for one in WRITTEN["aspects"]] == [
        *("awareness", "support", "consultation", "pathway")
    ]
    assert all(len(one["levels"]) > 1 and one["definition"] for one in WRITTEN["aspects"])


def test_six_services_are_judged_in_both_rounds():
    rounds = {}
    for one in JUDGEMENTS:
        rounds.setdefault(one["service"], set()).add(one["time"])
    assert sum(times == {"T1", "T2"} for times in rounds.values()) >= 6


@pytest.mark.parametrize(
    "one", JUDGEMENTS, ids=lambda one: f"{one['service']}-{one['time']}-{one['aspect']}"
)
def test_its_passages_are_words_of_the_round(one):
    assert passages(one)
    for passage in passages(one):
        assert DOCUMENTS[passage["transcript"]]["time"] == one["time"]
        place(passage["transcript"], passage["quote"])


def test_passages_stand_on_both_sides_and_somewhere_on_one():
    sides = [(bool(one.get("for")), bool(one.get("against"))) for one in JUDGEMENTS]
    assert {(True, True), (True, False)} <= set(sides)
