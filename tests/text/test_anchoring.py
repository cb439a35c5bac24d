"""Spans carried to the same words of a corrected text."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lmm_qual.text.anchoring import Anchored, Fate, anchor
from lmm_qual.text.span import Span
from lmm_qual.text.wording import Wording

TALK = (
    "INT: How did you hear of the group?\n"
    "P1: My health visitor rang, and I thought, no, not again.\n"
    "P2: Yeah, exactly.\n"
    "P1: But the midwife had said it was worth a look on a wet Tuesday.\n"
    "P2: Yeah, exactly. And we all went in the end, didn’t we?\n"
)


def labels(text: str) -> list[tuple[int, int]]:
    """Give the spans of the labels: what stands before a colon on each line."""
    found, reached = [], 0
    for line in text.splitlines(keepends=True):
        label = line.find(": ")
        if 0 <= label < 16:
            found.append((reached, reached + label + 2))
        reached += len(line)
    return found


def carried(words: str, old: str, new: str, at: int = 0) -> tuple[Fate, str]:
    """Carry the words' occurrence at or behind a place; gives its fate and new words."""
    start = old.index(words, at)
    span = Span(start, start + len(words))
    (got,) = anchor(Wording(old, labels(old)), Wording(new, labels(new)), [span])
    assert got.review == (got.fate not in {Fate.EXACT, Fate.MARKS})
    return got.fate, got.span.slice(new)


RANG = "My health visitor rang, and I thought, no, not again."
LOOK = "it was worth a look on a wet Tuesday"


@pytest.mark.parametrize(
    ("old", "new", "words", "fate", "now"),
    [
        ("My health", "So my own health", "visitor rang", Fate.EXACT, "visitor rang"),
        ("My health", "Well. My health", RANG, Fate.EXACT, RANG),
        ("not again.", "not again. Never.", RANG, Fate.EXACT, RANG),
        ("rang, and", "rang,\nand", "rang, and I", Fate.EXACT, "rang,\nand I"),
        ("P1:", "Anna (00:12):", "again.\nP2: Yeah", Fate.EXACT, "again.\nP2: Yeah"),
        ("P2:", "Anna (00:12):", "again.\nP2: Yeah", Fate.EXACT, "again.\nAnna (00:12): Yeah"),
        ("\nP2: Yeah, exactly.\nP1: But", " But", "again.", Fate.EXACT, "again."),
        ("rang, and", "rang and", "visitor rang, and I", Fate.MARKS, "visitor rang and I"),
        ("not again.", "not again!", RANG, Fate.MARKS, RANG[:-1] + "!"),
        ("didn’t we", "didn't we", "didn’t we?", Fate.MARKS, "didn't we?"),
        ("midwife", "doctor", "the midwife had", Fate.CHANGED, "the doctor had"),
        ("midwife", "doctor", "midwife", Fate.CHANGED, "doctor"),
        ("midwife", "midwife herself", "the midwife had", Fate.CHANGED, "the midwife herself had"),
        ("had said it", "it", "midwife had said it was", Fate.CHANGED, "midwife it was"),
        ("the midwife had said ", "", "midwife had said", Fate.LOST, ""),
        ("a look", "one look", "ook on a", Fate.EXACT, "ook on a"),
        ("rang, and", "rang and", ", and I th", Fate.MARKS, "and I th"),
        ("rang, and", "rang,\n\nand", " ", Fate.EXACT, " "),
    ],
)
def test_what_a_correction_makes_of_a_span(
    old: str, new: str, words: str, fate: Fate, now: str
) -> None:
    assert carried(words, TALK, TALK.replace(old, new)) == (fate, now)


def test_moved_turns_take_their_spans_with_them() -> None:
    lines = TALK.splitlines(keepends=True)
    moved = "".join([*lines[2:], *lines[:2]])
    assert carried(RANG, TALK, moved) == (Fate.EXACT, RANG)
    assert carried(LOOK, TALK, moved) == (Fate.EXACT, LOOK)
    fate, _ = carried("again.\nP2: Yeah", TALK, moved)
    assert fate is Fate.CHANGED


def test_words_said_twice_are_not_taken_for_each_other() -> None:
    second = TALK.index("Yeah", TALK.index("Yeah") + 1)
    assert carried("Yeah, exactly.", TALK, TALK + "\n", second) == (Fate.EXACT, "Yeah, exactly.")
    fewer = TALK.replace("Yeah, exactly.\nP1: But", "But", 1)
    assert carried("Yeah, exactly.", TALK, fewer)[0] is not Fate.EXACT
    doubled = TALK.replace(LOOK, f"{LOOK}. {LOOK}")
    assert carried(LOOK, TALK, doubled) == (Fate.UNSURE, LOOK)
    again = TALK + f"P2: They said {LOOK}.\n"
    assert carried(LOOK, TALK, again) == (Fate.EXACT, LOOK)


def test_a_changed_passage_is_not_replaced_by_a_copy_of_it() -> None:
    new = TALK.replace(RANG, RANG.replace("thought", "said")) + f"INT: You said, {RANG}\n"
    fate, now = carried(RANG, TALK, new)
    assert (fate, now) == (Fate.CHANGED, RANG.replace("thought", "said"))


def test_a_lost_span_keeps_its_place() -> None:
    new = TALK.replace("P1: " + RANG + "\n", "")
    start = TALK.index(RANG)
    span = Span(start, start + len(RANG))
    (got,) = anchor(Wording(TALK, labels(TALK)), Wording(new, labels(new)), [span])
    assert (got.fate, got.words, got.kept) == (Fate.LOST, 10, 0)
    assert new[: got.span.start].endswith("the group")
    assert not got.span


def test_places_and_spaces_are_carried() -> None:
    old, new = "one two  three", "nought one two three"
    spans = [Span(0, 0), Span(4, 4), Span(7, 9), Span(14, 14), Span(5, 5)]
    got = anchor(Wording(old), Wording(new), spans)
    assert [each.fate for each in got] == [Fate.EXACT] * 5
    assert [each.span.start for each in got] == [7, 11, 14, 20, 12]


@pytest.mark.parametrize(
    ("old", "new"), [("", "a b"), ("a b", ""), ("", ""), ("...", "!"), ("a", "b")]
)
def test_texts_with_little_in_them(old: str, new: str) -> None:
    (got,) = anchor(Wording(old), Wording(new), [Span(0, len(old))])
    assert 0 <= got.span.start <= got.span.end <= len(new)
    assert got.review == (old != new)


VOCABULARY = [a + b for a in "bdfglmnprst" for b in ("ab", "en", "ig", "or", "un", "ay")]


def corrected(dice: random.Random, words: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Insert, delete, replace, move, repeat; what is put in has the identity -1."""
    new = list(words)
    for _ in range(dice.randint(1, 5)):
        at, there = dice.randrange(len(new)), dice.randrange(len(new))
        size = dice.choice((1, 1, 2, 3, 12))
        how = dice.randrange(5)
        put = [(-1, dice.choice(VOCABULARY)) for _ in range(size)]
        cut = new[at : at + size]
        if how in {0, 1}:
            new[at : at + size * how] = put
        elif how == 2:
            del new[at : at + size]
        elif how == 3:
            del new[at : at + size]
            new[there:there] = cut
        else:
            new[there:there] = [(-1, word) for _, word in cut]
    return new


def written(dice: random.Random, words: list[tuple[int, str]]) -> tuple[str, list[int]]:
    """Write words with white space of any kind between them; gives where each begins."""
    parts, starts, at = [], [], 0
    for _, word in words:
        starts.append(at)
        parts.append(word + dice.choice((" ", " ", " ", "\n", "  ")))
        at += len(parts[-1])
    return "".join(parts), starts


def held(got: Anchored, words: list[tuple[int, str]], starts: list[int]) -> list[tuple[int, str]]:
    inside = range(got.span.start, got.span.end)
    return [word for word, start in zip(words, starts, strict=True) if start in inside]


@settings(max_examples=8, deadline=None, derandomize=True)
@given(st.integers(0, 10**9))
def test_what_is_placed_without_review_are_the_very_words(seed: int) -> None:
    dice = random.Random(seed)
    old = [(at, dice.choice(VOCABULARY)) for at in range(120)]
    new = corrected(dice, old)
    text, starts = written(dice, old)
    later, places = written(dice, new)
    runs = [(at := dice.randrange(100), at + dice.randint(4, 20)) for _ in range(30)]
    spans = [Span(starts[at], starts[end - 1] + len(old[end - 1][1])) for at, end in runs]
    there = {identity: at for at, (identity, _) in enumerate(new)}
    for (at, end), got in zip(runs, anchor(Wording(text), Wording(later), spans), strict=True):
        own, now = old[at:end], held(got, new, places)
        if not got.review:
            # Of two equal words beside each other nobody can tell which was put in.
            assert [word for _, word in now] == [word for _, word in own]
            assert now == own or set(now) & set(own) or own[0][0] not in there
        assert got.fate is Fate.LOST or got.span
        assert got.kept <= got.words == end - at
