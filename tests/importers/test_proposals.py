from lmm_qual.importers.proposals import interviewer_proposals


def proposed(reading):
    return [(each.label, each.hint) for each in interviewer_proposals(reading.parsed)]


def test_labels_that_name_an_interviewer(txt):
    """
    MOD: Who wants to start?
    P1: I do.
    MOD: Go on.
    P1: Well.
    """
    assert proposed(txt) == [("MOD", False)]


def test_an_interviewer_whom_the_header_names(txt):
    """
    Date: 4 July
    Interviewer: Jane Smith

    Jane Smith: Who was there?
    Bob: My mother.
    Jane Smith: Go on.
    Bob: She left.
    """
    assert proposed(txt) == [("Jane Smith", False)]


def test_an_interviewer_whom_a_legend_explains(txt):
    """
    Key:
    JS: Jane Smith, interviewer
    P07: participant

    JS: Thanks for coming.
    P07: Fine.
    JS: So.
    """
    assert proposed(txt) == [("JS", False)]


def test_who_asks_far_more_than_the_others_is_a_hint(read):
    talk = "Dan: Where was it?\nEve: In a field.\n" * 4
    (found,) = interviewer_proposals(read("a.txt", talk).parsed)
    assert (found.label, found.hint) == ("Dan", True)
    assert found.reason == "4 of 4 turns end with a question; only a hint"


def test_where_all_ask_there_is_no_hint(read):
    assert proposed(read("a.txt", "Dan: Where?\nEve: What?\n" * 4)) == []
    assert proposed(read("a.txt", "Dan: There.\nEve: Here.\n" * 4)) == []
    assert proposed(read("a.txt", "Dan: Where?\nEve: Here.\n" * 2)) == []
