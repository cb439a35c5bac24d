CUES = [
    "INT: How was it",
    "for you?",
    "P07: Good.",
    "They came",
    "every week.",
]


def vtt_of(cues):
    times = [f"00:00:{second:02d}.000 --> 00:00:{second:02d}.900" for second in range(len(cues))]
    return "WEBVTT\n\n" + "\n\n".join(f"{t}\n{c}" for t, c in zip(times, cues, strict=True)) + "\n"


def test_a_cue_without_a_label_continues_where_labels_stand_at_changes(read):
    assert read("a.vtt", vtt_of(CUES)).said == [
        ("INT", "How was it for you?"),
        ("P07", "Good. They came every week."),
    ]


def test_a_cue_without_a_label_is_nobodys_where_nearly_all_have_one(read):
    cues = ["Anna: a", "Anna: b", "Ben: c", "Ben: d", "so", "Ben: e", "Anna: f", "Anna: g"]
    assert read("a.vtt", vtt_of(cues)).said == [
        ("Anna", "a b"),
        ("Ben", "c d"),
        (None, "so"),
        ("Ben", "e"),
        ("Anna", "f g"),
    ]


def test_cues_are_kept_apart_when_asked(read):
    kept = read("a.vtt", vtt_of(CUES), turns="keep")
    assert kept.said == [
        ("INT", "How was it"),
        ("INT", "for you?"),
        ("P07", "Good."),
        ("P07", "They came"),
        ("P07", "every week."),
    ]
    assert kept.parsed.text.split("\n")[1] == "INT: for you?"
    assert read("a.vtt", vtt_of(CUES), turns="merge").said == read("a.vtt", vtt_of(CUES)).said


def test_without_speakers_nobody_is_named(read):
    cues = ["and one thing: it", "works.", "Note: so it does."]
    reading = read("a.vtt", vtt_of(cues))
    assert reading.said == [(None, "and one thing: it works. Note: so it does.")]
    assert reading.parsed.convention == "No speaker labels: 3 cues in 1 turn, nobody named."
    assert len(read("a.vtt", vtt_of(cues), turns="keep").said) == 3


def test_a_label_alone_in_its_cue_names_the_next(read):
    cues = ["INT:", "How was it?", "P07:", "Good."]
    assert read("a.vtt", vtt_of(cues)).said == [("INT", "How was it?"), ("P07", "Good.")]


def test_stage_directions_are_paragraphs_of_nobody(read):
    cues = [
        "INT: Stop?",
        "[Recording paused]",
        "Thanks.",
        "P07: Well",
        "(laughs)",
        "no.",
        "[Music]",
    ]
    reading = read("a.vtt", vtt_of(cues))
    assert reading.parsed.text == (
        "INT: Stop?\n[Recording paused]\nINT: Thanks.\nP07: Well (laughs) no.\n[Music]"
    )
    assert reading.said == [("INT", "Stop?"), ("INT", "Thanks."), ("P07", "Well (laughs) no.")]


def test_names_that_were_not_taken_are_told_of(read):
    cues = ["INT: a", "P07: b", "INT: c", "P07: d", "Home Start: e"]
    reading = read("a.vtt", vtt_of(cues))
    assert reading.said[-1] == ("P07", "d Home Start: e")
    assert "'Home Start' (1)" in reading.parsed.notes[0]
