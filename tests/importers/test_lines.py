from lmm_qual.importers.lines import opening_lines, split_lines


def test_lines_know_where_they_start():
    assert list(split_lines("ab\n\nc")) == [(0, "ab"), (3, ""), (4, "c")]


def test_only_line_feeds_part_lines():
    assert list(split_lines("a\u2028b\x0cc")) == [(0, "a\u2028b\x0cc")]


def test_each_line_opens_a_paragraph_unless_lines_are_wrapped():
    assert opening_lines(["one", "two", "", "three"]) == [True, True, True, True]


def test_wrapped_lines_open_one_after_a_blank_line():
    """The next line's first word would not have fitted within the width."""
    wrapped = (
        ["word " * 11 + "longer", "and " * 14, "then " * 11 + "yes", "so it ends."],
        ["word " * 11 + "longer", "and " * 14, "then " * 11 + "yes", "so it ends."],
    )
    texts = [line.strip() for line in [*wrapped[0], "", *wrapped[1]]]
    opens = opening_lines(texts)
    assert [index for index, opening in enumerate(opens) if opening] == [0, 5]


def test_blank_lines_alone_part_paragraphs_where_the_format_says_so():
    assert opening_lines(["one", "two", "", "three"], blank_parts=True) == [
        True,
        False,
        False,
        True,
    ]
