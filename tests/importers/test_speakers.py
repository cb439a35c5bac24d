def test_roles_are_speakers_though_they_stand_once(txt):
    """
    INT: Hello.
    P07: Hi.
    """
    assert txt.parsed.speakers == {"INT": 1, "P07": 1}


def test_names_that_take_turns_are_speakers(txt):
    """
    Anna: Hello
    Ben: Hi
    Anna: How are you
    Ben: Good
    """
    assert txt.parsed.speakers == {"Anna": 2, "Ben": 2}


def test_numbered_questions_are_nobody(txt):
    """
    Question 1: How did you hear of it?
    From a friend.

    Question 2: What helped?
    Time.

    Question 3: Anything else?
    No.
    """
    assert txt.parsed.speakers == {}
    assert len(txt.said) == 6


def test_sentences_with_a_colon_stay_in_their_turn(txt):
    """
    INT: And then?

    P07: Well.

    One thing: it works.

    Remember: it is new.

    Home Start: they came too.

    NHS: they did not.

    Note: she was tired.

    http://example.org

    INT: I see.

    P07: Yes.
    """
    assert txt.parsed.speakers == {"INT": 2, "P07": 2}
    assert txt.said[1][1].endswith("http://example.org")
    assert txt.parsed.notes == (
        "Not taken as speakers, though a colon follows: 'Home Start' (1), 'NHS' (1).",
    )


def test_lists_of_headings_are_nobody(txt):
    """
    Strengths: good communication.
    Weaknesses: long waits.
    Home Start: they were great.
    Health Visiting: they were late.
    """
    assert txt.parsed.speakers == {}
    assert len(txt.said) == 4


def test_codes_counted_up_once_each_are_nobody(txt):
    """
    T1: before the service began
    T2: after a year
    T3: at the end
    """
    assert txt.parsed.speakers == {}


def test_one_form_field_over_and_over_is_nobody(txt):
    """
    Comment: very good
    Comment: too long a wait
    Comment: thank you
    """
    assert txt.parsed.speakers == {}


def test_a_rare_name_that_looks_as_the_others_do_is_a_speaker(txt):
    """
    LEHRER: One.
    ROMNEY: Two.
    LEHRER: Three.
    CRAIG BREADEN: Four.
    NOTE: not me.
    """
    assert txt.parsed.speakers == {"LEHRER": 2, "ROMNEY": 1, "CRAIG BREADEN": 1}
    assert txt.said[-1] == ("CRAIG BREADEN", "Four.\nNOTE: not me.")


def test_a_rare_name_in_other_markup_is_not(md):
    """
    **Anna:** One.

    **Ben:** Two.

    **Anna:** Three.

    **Ben:** Four.

    Mira: five.
    """
    assert md.parsed.speakers == {"Anna": 2, "Ben": 2}
    assert md.parsed.notes == ("Not taken as speakers, though a colon follows: 'Mira' (1).",)


def test_a_rare_name_that_is_a_word_of_the_text_is_not(txt):
    """
    Anna: I will matter to them.
    Ben: Two.
    Anna: Three.
    Ben: Four.
    Matter: five.
    """
    assert txt.parsed.speakers == {"Anna": 2, "Ben": 2}


def test_names_that_are_words_are_speakers_where_they_take_turns(txt):
    """
    Will: I will do so.
    Grace: By the grace of it.
    Will: Right.
    Grace: Right.
    """
    assert txt.parsed.speakers == {"Will": 2, "Grace": 2}


def test_people_named_by_a_word_for_people(txt):
    """
    MOD: What do you think?
    All: Yes!
    MOD: And you?
    Health visitor: No.
    Multiple parents: Never.
    P1 & P2: Sometimes.
    """
    assert list(txt.parsed.speakers) == [
        "MOD",
        "All",
        "Health visitor",
        "Multiple parents",
        "P1 & P2",
    ]


def test_a_file_of_one_speaker(txt):
    """
    P07: I think so.

    And more of it.
    """
    assert txt.said == [("P07", "I think so.\n\nAnd more of it.")]


def test_small_letters_need_more_turns(txt):
    """
    interviewer: Hello.
    maria: Hi.
    interviewer: Well?
    maria: Fine.
    interviewer: Good.
    maria: Bye.
    so far: nothing.
    """
    assert txt.parsed.speakers == {"interviewer": 3, "maria": 3}


def test_initials_are_told_from_abbreviations_by_their_length(txt):
    """
    JS: Right.
    MB: Yes.
    JS: Good.
    MB: Well.
    NHS: we went to them.
    KL: So did I.
    """
    assert txt.parsed.speakers == {"JS": 2, "MB": 2, "KL": 1}


def test_other_scripts(txt):
    """
    采访者：你好。
    王女士：你好。
    采访者：怎么样？
    王女士：很好。
    """
    assert txt.said == [
        ("采访者", "你好。"),
        ("王女士", "你好。"),
        ("采访者", "怎么样？"),
        ("王女士", "很好。"),
    ]


def test_right_to_left_accents_apart_and_emoji(read):
    speakers = ["רונית", "Rene\u0301", "👩\u200d⚕️ Nurse", "O'Neill", "Mary-Jane"]
    text = "".join(f"{speaker}: {word}\n" for word in ("Yes.", "No.") for speaker in speakers)
    assert read("a.txt", text).parsed.speakers == dict.fromkeys(speakers, 2)


def test_questions_and_answers(txt):
    """
    Q: How?
    A: So.
    Q: When?
    A: Now.
    """
    assert txt.parsed.speakers == {"Q": 2, "A": 2}


def test_a_colon_without_space_needs_a_sure_name(txt):
    """
    INT:Hello
    P07:Hi
    INT:Look
    Then:see
    """
    assert txt.parsed.speakers == {"INT": 2, "P07": 1}


def test_forms_filled_in_over_and_over_are_nobody(read):
    form = "Service: Home Start\nTown: Leeds\nView: very good\n\n"
    reading = read("a.txt", form * 4)
    assert reading.parsed.speakers == {}
    assert "'Town' (4)" in reading.parsed.notes[0]


def test_a_diary_is_nobodys(txt):
    """
    Monday: we went out. Was it good?
    4 July 2022: we stayed in.
    July 2022: so it goes.
    Monday: again. Yes.
    """
    assert txt.parsed.speakers == {}
