import pytest

from lmm_qual.model.problem import BadInputError


def test_cues_of_one_speaker_are_joined(vtt):
    """
    WEBVTT

    1
    00:00:04.859 --> 00:00:07.410
    Anna Berg: We have that set up,

    2
    00:00:09.540 --> 00:00:12.990
    Anna Berg: I think.

    3
    00:00:15.630 --> 00:00:17.760
    Ben: Good.
    """
    assert vtt.parsed.text == "Anna Berg: We have that set up, I think.\nBen: Good."
    assert vtt.said == [("Anna Berg", "We have that set up, I think."), ("Ben", "Good.")]
    assert vtt.timed == [("Anna Berg", "00:00:04"), ("Ben", "00:00:15")]
    assert [
        (mark.timestamp, vtt.parsed.text[mark.position :][:7]) for mark in vtt.parsed.time_marks
    ] == [("00:00:04.859", "We have"), ("00:00:09.540", "I think"), ("00:00:15.630", "Good.")]
    assert vtt.parsed.convention == (
        "A name and a colon in the cue: 3 labelled of 3 cues in 2 turns, 2 speakers."
    )


def test_voice_tags_entities_and_short_times(vtt):
    """
    WEBVTT
    Kind: captions
    Language: en

    STYLE
    ::cue { color: lime }

    NOTE made by hand
    over two lines

    00:01.000 --> 00:02.000 align:start
    <v.loud Zo&euml;>Q&amp;A, <i>really</i> &lt;now&gt;

    00:02.500 --> 00:02.000
    <v Zo&euml;>3 < 4 <00:00:02.100>yes</v>

    01:00:03,5 --> 01:00:04.000
    <v Ben>and <laughs> AT&T &#x0; &bogus;
    """
    assert vtt.said == [
        ("Zoë", "Q&A, really <now> 3 < 4 yes"),
        ("Ben", "and <laughs> AT&T &#x0; &bogus;"),
    ]
    assert [mark.timestamp for mark in vtt.parsed.time_marks] == [
        "00:00:01.000",
        "00:00:02.500",
        "01:00:03.500",
    ]
    assert vtt.parsed.metadata == {"Kind": "captions", "Language": "en"}
    assert vtt.parsed.notes == (
        "2 note or style blocks left out.",
        "Cues that end before they start: 1; their words are kept.",
    )
    assert vtt.parsed.convention.startswith("A voice tag in the cue: 3 labelled of 3 cues")


def test_voices_and_labels_within_one_cue(vtt):
    """
    WEBVTT

    00:01.000 --> 00:02.000
    <v Anna>Hello.</v> <v Ben>Hi.</v>

    00:03.000 --> 00:04.000
    Anna: So
    it goes.
    Ben: Yes.
    """
    assert vtt.said == [
        ("Anna", "Hello."),
        ("Ben", "Hi."),
        ("Anna", "So it goes."),
        ("Ben", "Yes."),
    ]


def test_words_after_a_blank_line_within_a_cue_are_not_lost(vtt):
    """
    WEBVTT

    00:01.000 --> 00:02.000
    INT: Well,

    how was it?

    00:03.000 --> 00:04.000
    P07: Good.
    00:05.000 --> 00:06.000
    Yes.
    """
    assert vtt.said == [("INT", "Well, how was it?"), ("P07", "Good. Yes.")]
    assert vtt.parsed.notes == ("1 line after a blank line within a cue joined to it.",)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_and_byte_order_marks(read, end):
    text = f"\ufeffWEBVTT - a title{end}{end}00:01.000 --> 00:02.000{end}INT: Hello.{end}"
    assert read("a.vtt", text).said == [("INT", "Hello.")]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("1\n00:00:01,000 --> 00:00:02,000\nHello\n", "line 1: does not begin with WEBVTT"),
        ("WEBVTTX\n", "does not begin with WEBVTT"),
        ("WEBVTT\n\n00:01 --> 00:02\nHello\n", "line 3: the times of this cue cannot be read"),
        ("WEBVTT\n\n-->\nHello\n", "line 3: the times"),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\n\n", "holds no cue with words"),
        ("WEBVTT\n", "holds no cue with words"),
        ("WEBVTT\n\nNOTE nothing\n", "holds no cue with words"),
    ],
)
def test_what_is_no_webvtt_is_refused(read, text, told):
    with pytest.raises(BadInputError, match=told):
        read("a.vtt", text)
