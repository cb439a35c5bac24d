"""Layouts of transcription firms and courts, with the turns a person would mark in them."""

NAMED = "Not taken as speakers, though they stand as the speakers do: "


def speakers(reading):
    return [speaker for speaker, _ in reading.said]


def test_initials_may_spell_a_word(txt):
    """
    DC: Where were you born?
    RE: In Hull. My father sold two things: nails and paint.
    DC: Nails and paint!
    RE: Nails and paint.
    DC: And your mother?
    RE: She kept the books.
    """
    assert speakers(txt) == ["DC", "RE"] * 3


def test_such_a_word_by_itself_is_nobody(txt):
    """
    DC: Where were you born?
    AB: In Hull.
    RE: the map, see the folder.
    DC: And your mother?
    AB: She kept the books.
    """
    assert speakers(txt) == ["DC", "AB", "DC", "AB"]
    assert txt.said[1] == ("AB", "In Hull.\nRE: the map, see the folder.")


def test_initials_before_a_tab(read):
    rows = ["IV\tFour?", "IE\tFour, and then they ask it all again.", "IV\tWho does?", "IE\tThey."]
    assert speakers(read("a.txt", "\n".join(rows * 2))) == ["IV", "IE"] * 4


def test_a_voice_that_was_not_known_again(txt):
    """
    FAC: Who goes first?
    M1: I'll go.
    F1: Go on then.
    M?: Nine months, for me.
    FAC: And Speaker 2?
    Speaker ?: Ten.
    Why?: nobody knows.
    """
    assert txt.said[3:] == [
        ("M?", "Nine months, for me."),
        ("FAC", "And Speaker 2?"),
        ("Speaker ?", "Ten.\nWhy?: nobody knows."),
    ]


def test_a_numbered_session_is_no_speaker(txt):
    """
    FOCUS GROUP 3
    Date: 4 May 2021

    INTERVIEWER
    How long have you worked here?

    MRS LOW
    Twelve years.

    INTERVIEWER
    And now?

    MRS LOW
    One nurse between four.

    MR ODE
    If that.

    INTERVIEWER
    Is that enough?

    MRS LOW
    Of course it is not.
    """
    asked = ["INTERVIEWER", "MRS LOW"]
    assert speakers(txt) == [*asked, *asked, "MR ODE", *asked]


def test_a_name_that_stands_once_is_told_of(txt):
    """
    INTERVIEWER
    How long have you worked here?

    JOAN LOW
    Twelve years.

    INTERVIEWER
    And now?

    JOAN LOW
    One nurse between four.

    TUNDE ODE
    If that.
    """
    assert txt.said[-1] == ("JOAN LOW", "One nurse between four.\n\nTUNDE ODE\nIf that.")
    assert f"{NAMED}'TUNDE ODE' (1)." in txt.parsed.notes
    assert txt.parsed.left == {"TUNDE ODE": 1}


def test_counsel_beside_questions_and_answers(txt):
    """
    Q. State your role, please.
    A. I run the clinic.
    Q. Since when?
    MR. LANE: Objection.
    Q. You may answer.
    A. Since it opened.
    MR. LANE: Same objection.
    A. I said so.
    """
    assert txt.said == [
        ("Q", "State your role, please."),
        ("A", "I run the clinic."),
        ("Q", "Since when?"),
        ("MR. LANE", "Objection."),
        ("Q", "You may answer."),
        ("A", "Since it opened."),
        ("MR. LANE", "Same objection."),
        ("A", "I said so."),
    ]


def test_a_code_with_a_name_beside_it(txt):
    """
    INT: What is first?
    P1 (Emma): The bus.
    INT: Never?
    P1 (Emma): Never.
    P2 (Jon): Sometimes.
    """
    assert speakers(txt) == ["INT", "P1 (Emma)", "INT", "P1 (Emma)", "P2 (Jon)"]


def test_names_as_headings(md):
    """
    # Interview 4

    ### Interviewer

    Where did it start?

    ### Lena

    At home, I think.

    It was cold.

    ### Interviewer

    When was that?

    ## Part two

    ### Lena

    In May.
    """
    assert md.said == [
        ("Interviewer", "Where did it start?"),
        ("Lena", "At home, I think.\n\nIt was cold."),
        ("Interviewer", "When was that?"),
        ("Lena", "In May."),
    ]


def test_a_list_of_needs_names_nobody(txt):
    """
    INT: What do you need?
    P03: Three things:
    Time: there is never enough.
    Money: the same.
    People: the most of all.
    INT: And of those?
    P03: People.
    """
    assert speakers(txt) == ["INT", "P03", "INT", "P03"]
    assert any("'People' (1)" in note for note in txt.parsed.notes)


def test_somebody_who_comes_in_once_beside_words_for_people(txt):
    """
    Interviewer: What do you need?
    Grandmother: Time.
    Interviewer: More time?
    Grandmother: Yes.
    Nurse: Sorry, may I come in?
    Grandmother: Of course.
    """
    assert speakers(txt)[-2:] == ["Nurse", "Grandmother"]
