def test_a_name_within_a_wrapped_sentence_is_no_label(txt):
    """
    INT: I asked her about the first weeks and she told me what she had said to
    Kelly: that she could not go on like this, and that nobody had come to her.
    We left it there for that day and went home.

    Kelly: It was hard in the first weeks, and I had nobody to turn to, until I
    rang the service and they came to see me at home, and it was better then.

    INT: Thank you.

    Kelly: You are welcome.
    """
    assert [speaker for speaker, _ in txt.said] == ["INT", "Kelly", "INT", "Kelly"]
    assert "Kelly: that she could not" in txt.said[0][1]


def test_a_turn_may_end_without_a_full_stop(txt):
    """
    INT: I was going to ask you about the time when the service had just begun
    P07: Yes
    INT: and whether you had heard of it from your midwife or from someone else
    P07: No
    """
    assert [words for _, words in txt.said[1::2]] == ["Yes", "No"]


def test_the_way_to_mark_speakers_may_change(md):
    """
    **Anna**  0:00
    Good morning.

    **Ben**  0:03
    Good morning.

    **Anna**  0:05
    Come in.

    **Ben**  0:07
    I will.

    **Ben**: [0:09]
    Thanks.
    """
    assert md.parsed.speakers == {"Anna": 2, "Ben": 3}
    assert md.timed[-1] == ("Ben", "00:00:09")
    assert md.parsed.convention == "A name beside a time: 5 labels of 2 speakers, 5 with a time."
    told = "Speakers are marked in more than one way: names beside a time (4), "
    assert md.parsed.notes == (told + "names before a colon (1).",)


def test_the_convention_is_told_with_counts(md):
    """
    **INT:** [00:01] one

    **P07:** [00:02] two

    **INT:** three
    """
    assert md.parsed.convention == (
        "A bold name and a colon before the words: 3 labels of 2 speakers, 2 with a time."
    )


def test_a_heading_may_be_a_label_where_it_holds_nothing_else(read, word_file):
    data = word_file([("INT:", "Heading 2"), "How was it?", ("P07:", "Heading 2"), "Good."])
    assert read("a.docx", data).said == [("INT", "How was it?"), ("P07", "Good.")]


def test_words_below_a_label_may_look_like_a_label_themselves(read):
    talk = [
        ("Anna Berg", "Well yes."),
        *[("Ben", "Well so: well."), ("Anna Berg", "Well so: no.")] * 2,
    ]
    text = "".join(f"{name}:\n\n{words}\n" for name, words in talk)
    assert read("a.txt", text).said == talk
