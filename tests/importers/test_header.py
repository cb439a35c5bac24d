def test_keys_before_the_talk_are_metadata(txt):
    """
    Interview with a parent

    Date: 4 July 2022
    Interviewer: J. Smith
    Participant: P07
    Audio file: t1_g3_p07.mp3

    Interviewer: Thanks for coming.
    Participant: No problem.
    Interviewer: So, how was it?
    """
    assert txt.said == [
        ("Interviewer", "Thanks for coming."),
        ("Participant", "No problem."),
        ("Interviewer", "So, how was it?"),
    ]
    assert txt.parsed.metadata == {
        "Date": "4 July 2022",
        "Interviewer": "J. Smith",
        "Participant": "P07",
        "Audio file": "t1_g3_p07.mp3",
    }
    assert "Before the first label, outside the turns: 5 lines, 16 words." in txt.parsed.notes


def test_a_role_before_a_sure_key_is_a_header(txt):
    """
    Interviewer: Jane
    Location: by telephone

    Interviewer: How are you?
    P07: Well.
    """
    assert txt.said == [("Interviewer", "How are you?"), ("P07", "Well.")]
    assert txt.parsed.metadata == {"Interviewer": "Jane", "Location": "by telephone"}


def test_roles_with_names_alone_are_a_header(txt):
    """
    Interviewer: J. Smith
    Respondent: P07

    Interviewer: Hello.
    Respondent: Hi.
    """
    assert txt.said == [("Interviewer", "Hello."), ("Respondent", "Hi.")]
    assert txt.parsed.metadata == {"Interviewer": "J. Smith", "Respondent": "P07"}


def test_short_answers_at_the_start_are_talk(txt):
    """
    INT: Hello
    P07: Anna
    INT: P07?
    P07: Yes
    """
    assert [words for _, words in txt.said] == ["Hello", "Anna", "P07?", "Yes"]
    assert txt.parsed.metadata == {}


def test_a_legend_explains_labels_and_is_no_talk(txt):
    """
    Key:
    JS: Jane Smith, interviewer
    P07: participant

    JS: Thanks for coming.
    P07: Fine.
    JS: So.
    """
    assert txt.said == [("JS", "Thanks for coming."), ("P07", "Fine."), ("JS", "So.")]
    assert txt.parsed.metadata["P07"] == "participant"


def test_a_transcription_programs_header(txt):
    """
    A conversation about visits

    Transcribed with Scribe 2
    Audio file: ./visits.mp3
    (Language: English | Timestamps: 1)

    (12 seconds pause)

    S01: [00:00:12] Good day.

    S00: [00:00:36] Yes.
    """
    assert txt.said == [("S01", "Good day."), ("S00", "Yes.")]
    assert txt.timed == [("S01", "00:00:12"), ("S00", "00:00:36")]
    assert txt.parsed.metadata == {"Transcribed with": "Scribe 2", "Audio file": "./visits.mp3"}


def test_keys_may_stand_before_a_tab(read):
    reading = read("a.txt", "Date\t4 July\nPlace\tNursery\n\nINT: Hello.\nP07: Hi.\n")
    assert reading.parsed.metadata == {"Date": "4 July", "Place": "Nursery"}
    assert reading.said == [("INT", "Hello."), ("P07", "Hi.")]


def test_a_key_deep_in_prose_opens_no_header(txt):
    """
    We walked to the centre on the first warm day of the year and talked on the way.

    She told me about the team that had come to see her when her son was born.

    They had sat with her for an hour and had listened to everything she wanted to say.

    It had been the first time that anybody had asked her how she was herself.

    Location: that was the hard part.
    """
    assert len(txt.said) == 5


def test_a_value_of_a_key_twice_is_joined(txt):
    """
    Date: 4 July
    Date: 5 July

    INT: Hello.
    P07: Hi.
    """
    assert txt.parsed.metadata == {"Date": "4 July; 5 July"}


def test_headings_of_columns_are_no_key(read):
    rows = ["00:01\tINT\tHow did it begin?", "00:05\tMaria\tWith a call."] * 3
    table = read("a.txt", "\n".join(["Time\tSpeaker\tText", *rows]))
    assert table.parsed.metadata == {}
    assert [speaker for speaker, _ in table.said] == ["INT", "Maria"] * 3


def test_a_legend_may_explain_with_a_sign(txt):
    """
    Key:
    JS = Jane Smith, interviewer
    P07 = participant

    JS: Thanks for coming.
    P07: Fine.
    JS: So.
    """
    assert txt.said == [("JS", "Thanks for coming."), ("P07", "Fine."), ("JS", "So.")]
    assert txt.parsed.metadata["JS"] == "Jane Smith, interviewer"


def test_a_legend_in_the_form_of_the_talk_is_no_talk(txt):
    """
    INT - Interviewer
    P07 - Participant

    INT - Shall we begin?
    P07 - Yes, we may.
    INT - With the roof?
    P07 - It leaks.
    """
    assert txt.said[0] == ("INT", "Shall we begin?")
    assert len(txt.said) == 4


def test_short_lines_under_a_key_are_talk_where_names_stand_before_them(txt):
    """
    Date: 4 July 2022
    Maya  0:00
    Shall we begin?
    Joss  0:04
    Yes.
    Maya  0:07
    Then go on.
    Joss  0:09
    It leaks.
    """
    assert txt.said[0] == ("Maya", "Shall we begin?")
    assert txt.parsed.metadata == {"Date": "4 July 2022"}


def test_a_talk_that_begins_with_a_comma_is_talk(txt):
    """
    INT: , thanks. [laughs]
    P08: Mm.
    """
    assert [words for _, words in txt.said] == [", thanks. [laughs]", "Mm."]
