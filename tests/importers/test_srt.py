import pytest

from lmm_qual.model.problem import BadInputError

from .written import srt_of


def srt(read, *cues, **options):
    return read("a.srt", srt_of(cues), **options)


def test_cues_are_joined_to_turns(read):
    reading = srt(read, "INT: How was\nit?", "P07: {\\an8}<i>Good</i>.", "On the whole.")
    assert reading.parsed.text == "INT: How was it?\nP07: Good. On the whole."
    assert reading.timed == [("INT", "00:00:01"), ("P07", "00:00:02")]
    assert [mark.timestamp for mark in reading.parsed.time_marks] == [
        "00:00:01.000", "00:00:02.000", "00:00:03.000",
    ]  # fmt: skip
    assert reading.parsed.format == "srt"


def test_a_change_of_speaker_names_nobody(read):
    more = ("- Hi.\n- Ho.", "and so", "- alone")
    reading = srt(read, ">> Hello.", "there", "INT: Fine?", "P07: Yes.", *more)
    assert reading.said == [
        (None, "Hello. there"),
        ("INT", "Fine?"),
        ("P07", "Yes."),
        (None, "Hi."),
        (None, "Ho. and so - alone"),
    ]
    assert reading.parsed.text.split("\n")[0] == ">> Hello. there"
    marked = srt(read, ">> Hello.", ">> Hi.")
    assert marked.parsed.convention == "Changes of speaker marked, nobody named: 2 cues in 2 turns."


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_how_cues_are_written(read, end):
    text = (
        "\ufeff1\n00:00:01.5 --> 00:00:02,000 X1:1\nA\n2\n00:03,000 --> 00:01,000\nHow old?\n\n42\n"
        "\n3\n\n00:00:05,000 --> 00:00:06,000\nB {note} <P07>\n"
    )
    reading = read("a.srt", text.replace("\n", end))
    assert reading.said == [(None, "A How old? 42 B {note} <P07>")]
    assert [mark.timestamp for mark in reading.parsed.time_marks] == [
        "00:00:01.500", "00:00:03.000", "00:00:05.000",
    ]  # fmt: skip
    assert reading.parsed.notes == (
        "1 line after a blank line within a cue joined to it.",
        "Cues that end before they start: 1; their words are kept.",
    )


def test_numbers_are_words_where_cues_have_none(read):
    text = "00:01,000 --> 00:02,000\n42\n\n00:03,000 --> 00:04,000\n7\n"
    assert read("a.srt", text).said == [(None, "42 7")]


def test_another_encoding_is_asked_for(read):
    data = srt_of(["INT: Grüß Gott"]).decode().encode("cp1252")
    with pytest.raises(BadInputError, match="line 3: is not UTF-8 text"):
        read("a.srt", data)
    assert read("a.srt", data, encoding="cp1252").said == [("INT", "Grüß Gott")]
    assert read("a.srt", data.decode("cp1252").encode("utf-16")).said == [("INT", "Grüß Gott")]


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("a.srt", "1\n00:00:0x,000 --> 00:00:02,000\nA\n", "line 2: the times of this cue"),
        ("a.srt", "Title\n1\n00:01,000 --> 00:02,000\nA\n", "line 1: does not begin with a cue"),
        ("a.srt", "1\n00:01,000 --> 00:02,000\n\n", "holds no cue with words"),
        ("a.sbv", "INT: A\n", "line 1: does not begin with the times of a cue"),
    ],
)
def test_what_is_refused(read, name, text, told):
    with pytest.raises(BadInputError, match=told) as refusal:
        read(name, text)
    assert "\n" not in str(refusal.value)


def test_sbv(read):
    reading = read("a.sbv", "0:00:01.000,0:00:02.000\nINT: A\nb\n\n1:01:01.000,1:01:02.000\n>> B\n")
    assert reading.said == [("INT", "A b"), (None, "B")]
    assert reading.timed[1] == (None, "01:01:01")
