"""The gate: who may be quoted, under what label, and what is taken out of texts."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lmm_qual.analysis.passage_voices import Speech, Voices
from lmm_qual.analysis.sharing import (
    NO_CONSENT,
    NO_SPEECH,
    NOBODY_NAMED,
    REFUSED,
    SOMEBODY,
    WITHDRAWN,
    WITHHELD,
    Gate,
    Label,
    Wording,
    shared_words,
    told_few,
)
from lmm_qual.model.study import Study

STUDY = Study.model_validate(
    {
        "time_points": [{"id": "T1", "label": "Summer"}, {"id": "T2"}],
        "groups": [{"id": "G1", "label": "Parents"}, {"id": "G2"}],
        "participants": [
            {"id": "P01", "consent": {"T1": {"quote": True}, "T2": {"quote": False}}},
            {"id": "P02", "consent": {"T1": {"quote": True, "withdrawn": True}}},
            {"id": "P03", "consent": {"T1": {"archive": True}}},
            {"id": "P04", "consent": {"T1": {"quote": True, "withdrawn": False}}},
            {"id": "P05"},
        ],
        "settings": {"masking_threshold": 5},
    }
)


def said(*people, time="T1", groups=("G1",)):
    """Make a passage in which these speak: `INT`, a participant, or None for somebody unknown."""
    speech = [
        Speech(n, who, None if who in {"INT", None} else who, who == "INT", f"words {n}")
        for n, who in enumerate(people, start=1)
    ]
    named = [one.participant for one in speech if one.participant]
    return Voices(speech, list(dict.fromkeys(named)), groups, [], time, None)


@pytest.mark.parametrize(
    ("voices", "reason"),
    [
        (said("P01"), ""),
        (said("P04"), ""),
        (said("INT", "P01", "P04"), ""),
        (said("P01", time="T2"), REFUSED),
        (said("P01", time=None), NO_CONSENT),
        (said("P02"), WITHDRAWN),
        (said("P03"), NO_CONSENT),
        (said("P05"), NO_CONSENT),
        (said("P99"), NO_CONSENT),
        (said("P01", "P05"), NO_CONSENT),
        (said("P01", None), NOBODY_NAMED),
        (said("INT"), NO_SPEECH),
        (said(), NO_SPEECH),
    ],
)
def test_only_those_are_quoted_who_agreed_for_that_round(voices, reason):
    assert Gate.of(STUDY).refusal(voices) == reason


@given(
    st.lists(st.sampled_from(["INT", None, *(one.id for one in STUDY.participants)]), max_size=4),
    st.sampled_from(["T1", "T2", None]),
)
def test_a_passage_passes_where_each_of_its_speakers_does(people, time):
    gate = Gate.of(STUDY)
    alone = [who for who in people if who != "INT"]
    passes = bool(alone) and all(not gate.refusal(said(who, time=time)) for who in alone)
    assert (gate.refusal(said(*people, time=time)) == "") == passes


def test_the_label_is_none_or_group_or_group_and_time_and_never_an_id():
    voices = said("P01", groups=("G1", "G2"))
    labels = {label: Gate.of(STUDY, label).label_of(voices) for label in get_args(Label)}
    assert labels == {
        "none": "",
        "group": "Parents, G2",
        "group,time": "Parents, G2, Summer",
    }
    assert Gate.of(STUDY, "group").label_of(said("P01", groups=())) == "no group"


def test_several_voices_are_numbered_within_one_quotation_only():
    assert shared_words(said("P01")) == "words 1"
    assert shared_words(said("P01", "P01")) == "words 1 words 2"
    assert shared_words(said("P04", "INT", "P01", "P04")).split("\n") == [
        "Speaker 1: words 1",
        "Interviewer: words 2",
        "Speaker 2: words 3",
        "Speaker 1: words 4",
    ]


def test_names_and_refused_words_are_taken_out_of_texts():
    wording = Wording({"P01": SOMEBODY, "Ann": SOMEBODY, "7": SOMEBODY}, ["We never\nheard back."])
    assert wording.shared("P01 and p01x, Ann (7)") == f"{SOMEBODY} and p01x, {SOMEBODY} (7)"
    assert wording.shared("She said “we never heard  back.” again") == WITHHELD
    assert wording.shared("never heard back") == "never heard back"
    assert Wording({}).shared("P01") == "P01"


@pytest.mark.parametrize(
    ("number", "threshold", "told"),
    [(4, 5, "fewer than 5"), (5, 5, "5"), (0, 5, "0"), (1, None, "1")],
)
def test_small_numbers_are_masked_below_the_studys_threshold(number, threshold, told):
    assert told_few(number, threshold) == told
