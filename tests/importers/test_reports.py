def test_a_talk_with_few_labels_is_told_of(read):
    story = "\n\n".join(f"It was the year {year}." for year in range(1980, 2010))
    notes = read("a.txt", f"INT: Go on.\n\nP07: Well.\n\n{story}\n").parsed.notes
    assert notes == (
        "Only 2 of 32 paragraphs have a label; the others continue the speaker before.",
    )


def test_a_few_lines_of_another_kind_are_not_worth_a_note(read):
    talk = "INT: Hello?\n\nP07: Well.\n\n" * 20
    other = "Mum\tsaid so.\n\nDad\tsaid so.\n\nMum\ttoo.\n\nDad\ttoo.\n"
    assert read("a.txt", talk + other * 2).parsed.notes != ()
    assert read("a.txt", talk * 3 + other).parsed.notes == ()


def test_many_names_left_out_are_counted(read):
    left = "".join(
        f"{name} Street: we met.\n" for name in ("Oak", "Elm", "Ash", "Yew", "Fir", "Bay")
    )
    notes = read("a.txt", f"INT: a\nP07: b\nINT: c\nP07: d\n{left}").parsed.notes
    assert notes[0].startswith("Not taken as speakers, though a colon follows: 'Oak Street' (1), ")
    assert notes[0].endswith(" and 1 more.")


def test_times_that_begin_again_are_told_of(read):
    talk = "INT: [00:59:10] a\nP07: [01:00:02] b\nINT: [00:00:04] c\nP07: [00:00:09] d\n"
    reading = read("a.txt", talk)
    assert reading.parsed.notes == ("Times go back 1 time: several recordings?",)
    assert [time for _, time in reading.timed][2] == "00:00:04"
