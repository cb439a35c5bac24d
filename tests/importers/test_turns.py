def test_a_paragraph_without_a_label_continues_the_last_speaker(txt):
    """
    INT: How was it?

    P07: Good, on the whole.

    They came every week.

    INT: Who came?
    """
    assert txt.said == [
        ("INT", "How was it?"),
        ("P07", "Good, on the whole.\n\nThey came every week."),
        ("INT", "Who came?"),
    ]


def test_the_zone_of_the_label_goes_up_to_the_words(txt):
    """
    INT: How was it?
      P07:   Good.
    """
    second = txt.parsed.turns[1]
    assert txt.parsed.text[second.label_start : second.start] == "P07:   "


def test_headings_and_breaks_are_nobodys_and_a_new_turn_follows_them(md):
    """
    INT: Where shall we begin?

    P07: At the start.

    ## The referral

    I was sent by my midwife.

    ---

    She knew the team.
    """
    assert md.said == [
        ("INT", "Where shall we begin?"),
        ("P07", "At the start."),
        ("P07", "I was sent by my midwife."),
        ("P07", "She knew the team."),
    ]
    assert [turn.label_start is None for turn in md.parsed.turns] == [False, False, True, True]


def test_a_stage_direction_ends_the_turn(txt):
    """
    INT: Shall we stop?

    P07: Please.

    [Recording paused]

    Sorry about that.

    INT: No problem.
    """
    assert txt.said == [
        ("INT", "Shall we stop?"),
        ("P07", "Please."),
        ("P07", "Sorry about that."),
        ("INT", "No problem."),
    ]


def test_a_speaker_goes_on_after_laughter(txt):
    """
    P07: He fell over.

    (LAUGHTER)

    But he was fine.

    (LAUGHTER)

    INT: Good.
    """
    assert txt.said == [
        ("P07", "He fell over.\n\n(LAUGHTER)\n\nBut he was fine."),
        ("INT", "Good."),
    ]


def test_what_was_not_heard_is_speech(txt):
    """
    INT: [inaudible 00:06:03]

    P07: Yes.

    [inaudible 00:06:12]

    INT: Right.
    """
    assert txt.said == [
        ("INT", "[inaudible 00:06:03]"),
        ("P07", "Yes.\n\n[inaudible 00:06:12]"),
        ("INT", "Right."),
    ]
    assert [time for _, time in txt.timed] == [None, None, None]


def test_the_words_may_begin_below_the_label(txt):
    """
    Anna Berg:

    Good morning.

    Come in.

    Ben:
    Thank you.

    Anna Berg:

    Sit down.

    Ben:
    I will.
    """
    assert txt.said == [
        ("Anna Berg", "Good morning.\n\nCome in."),
        ("Ben", "Thank you."),
        ("Anna Berg", "Sit down."),
        ("Ben", "I will."),
    ]


def test_a_label_with_nothing_after_it_is_no_turn_but_told_of(txt):
    """
    INT: Are you there?
    P07:
    INT: Hello?
    P07:
    [nods]
    INT: Good.
    """
    assert txt.said == [
        ("INT", "Are you there?"),
        ("INT", "Hello?"),
        ("P07", "[nods]"),
        ("INT", "Good."),
    ]
    assert "Without words after it: 1 label." in txt.parsed.notes


def test_times_stand_before_within_and_after_labels(txt):
    """
    [00:01:12] INT: one
    INT [00:01:15]: two
    P07 (00:07): three
    P07: [0:12:31] four
    00:13:01 P07: five
    P07 75:10: six
    [00:20.0 - 00:25.2] INT: seven
    00:30
    P07: eight
    """
    assert txt.timed == [
        ("INT", "00:01:12"),
        ("INT", "00:01:15"),
        ("P07", "00:00:07"),
        ("P07", "00:12:31"),
        ("P07", "00:13:01"),
        ("P07", "01:15:10"),
        ("INT", "00:00:20"),
        ("P07", "00:00:30"),
    ]
    assert [words for _, words in txt.said][:3] == ["one", "two", "three"]


def test_times_at_the_end_of_turns_are_not_words(txt):
    """
    INT: How was it? #00:00:05-1#

    P07: Good. #00:01:09-3#
    """
    assert txt.said == [("INT", "How was it?"), ("P07", "Good.")]
    assert txt.timed == [("INT", "00:00:05"), ("P07", "00:01:09")]
    assert [mark.timestamp for mark in txt.parsed.time_marks] == ["00:00:05", "00:01:09"]


def test_a_time_that_is_said_is_no_timestamp(txt):
    """
    INT: When was that?
    P07: 10:32 I think
    at 10:32: it rang
    12:45 was lunch.
    INT: Right.
    """
    assert txt.said[1] == ("P07", "10:32 I think\nat 10:32: it rang\n12:45 was lunch.")
    assert txt.timed[1] == ("P07", None)


def test_bare_times_after_most_labels_are_timestamps(txt):
    """
    Speaker 0: 00:00:45

    Today we have a panel.

    Speaker 2: 00:01:05.500 Thanks.

    Speaker 0: It is 10:32 now.
    """
    assert txt.said == [
        ("Speaker 0", "Today we have a panel."),
        ("Speaker 2", "Thanks."),
        ("Speaker 0", "It is 10:32 now."),
    ]
    assert [time for _, time in txt.timed] == ["00:00:45", "00:01:05", None]


def test_a_time_alone_within_a_turn_is_marked(md):
    r"""
    **INT:** Where were we?

    \[27:43\]

    Ah yes.

    \[27:50\]

    **P07:** There.
    """
    assert md.said == [("INT", "Where were we?\n\n\\[27:43\\]\n\nAh yes."), ("P07", "There.")]
    assert [mark.timestamp for mark in md.parsed.time_marks] == ["00:27:43", "00:27:50"]
    assert md.timed == [("INT", None), ("P07", "00:27:50")]


def test_without_speakers_each_paragraph_is_nobodys_turn(txt):
    """
    Date: 4 July 2022

    The visits began in spring.

    There was one thing: the waiting.

    Note: written down afterwards.
    """
    assert txt.said == [
        (None, "The visits began in spring."),
        (None, "There was one thing: the waiting."),
        (None, "Note: written down afterwards."),
    ]
    assert txt.parsed.metadata == {"Date": "4 July 2022"}
    assert txt.parsed.convention == "No speaker labels: 3 paragraphs kept whole, nobody named."


def test_without_speakers_a_bracketed_time_is_the_paragraphs(txt):
    """
    [00:00:03] The visits began in spring.

    [00:01:10] They went on.
    """
    assert txt.said == [(None, "The visits began in spring."), (None, "They went on.")]
    assert txt.timed == [(None, "00:00:03"), (None, "00:01:10")]


def test_the_footer_is_nobodys(txt):
    """
    INT: Thank you.

    P07: Bye.

    End of interview

    Transcribed by A. Typist
    """
    assert txt.said == [("INT", "Thank you."), ("P07", "Bye.")]
    assert txt.parsed.metadata == {"Transcribed by": "A. Typist"}


def test_blocks_of_one_speaker_are_joined_when_asked(read):
    text = "INT: a\n\n[pause]\n\nINT: b\n\nP07: c\n\nINT: d\n"
    assert read("a.txt", text).said == [("INT", "a"), ("INT", "b"), ("P07", "c"), ("INT", "d")]
    assert read("a.txt", text, turns="keep").said == read("a.txt", text).said
    assert read("a.txt", text, turns="merge").said == [
        ("INT", "a\n\n[pause]\n\nINT: b"),
        ("P07", "c"),
        ("INT", "d"),
    ]
