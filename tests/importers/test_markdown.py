def test_front_matter_is_metadata(md):
    """
    ---
    title: "Visits: a talk"
    speakers:
      - Ben
      - Anna
    date: 2022-07-04
    draft: No
    # a comment
    ---

    Anna: Hello.

    Ben: Hi.

    Anna: So.
    """
    assert md.parsed.metadata == {
        "title": "Visits: a talk",
        "speakers": "Ben; Anna",
        "date": "2022-07-04",
        "draft": "No",
    }
    assert md.said == [("Anna", "Hello."), ("Ben", "Hi."), ("Anna", "So.")]
    assert md.parsed.text.startswith("---\ntitle:")


def test_front_matter_that_does_not_end_is_a_rule(read):
    reading = read("a.md", "---\n\nINT: Hello.\n\nP07: Hi.\n")
    assert reading.said == [("INT", "Hello."), ("P07", "Hi.")]
    assert reading.parsed.metadata == {}


def test_headings_of_both_kinds_are_nobodys(md):
    """
    Interview
    =========

    INT: Hello.

    Theme one
    ---------

    P07: Hi.

    ### Theme two

    And more.
    """
    assert md.said == [("INT", "Hello."), ("P07", "Hi."), ("P07", "And more.")]


def test_bold_labels_with_the_colon_within_or_after(md):
    """
    **Date:** 4 July

    **Anna Berg:** Hello.

    **Ben**: Hi, **really**.

    **Anna Berg:** Read *this*.

    *It says so here.*

    **Break**: \\[55:30\\]

    **Ben: All of it in bold.**
    """
    assert md.said == [
        ("Anna Berg", "Hello."),
        ("Ben", "Hi, **really**."),
        ("Anna Berg", "Read *this*.\n\n*It says so here.*"),
        ("Ben", "All of it in bold."),
    ]
    assert md.parsed.metadata == {"Date": "4 July"}


def test_without_speakers_blank_lines_part_paragraphs(md):
    """
    # Notes

    We went
    home.

    It rained.
    """
    assert md.said == [(None, "We went\nhome."), (None, "It rained.")]
    assert md.parsed.format == "md"
