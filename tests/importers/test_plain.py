import pytest


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_characters_are_stored_and_lines_end_in_line_feeds(read, end):
    text = f"INT: Zoe\u0308?{end}{end}P07:\tYes.  {end}"
    stored = read("a.txt", text.encode("utf-8-sig"))
    assert stored.parsed.text == "INT: Zoe\u0308?\n\nP07:\tYes.  \n"
    assert stored.said == [("INT", "Zoe\u0308?"), ("P07", "Yes.")]
    assert stored.parsed.format == "txt"
    assert stored.parsed.encoding == "utf-8-sig"


def test_paragraphs_of_wrapped_lines_stay_whole(read):
    paragraph = (
        "We went to the centre on the first warm day of the year and she\n"
        "talked about the team that had come to see her when her son had\n"
        "been born, and how they had listened to her."
    )
    stored = read("a.txt", f"{paragraph}\n\n{paragraph}\n")
    assert stored.said == [(None, paragraph), (None, paragraph)]


def test_lines_that_are_not_wrapped_are_paragraphs(read):
    stored = read("a.txt", "very good\ntoo long a wait for us all\nthank you\nfine\n")
    assert [words for _, words in stored.said] == [
        "very good",
        "too long a wait for us all",
        "thank you",
        "fine",
    ]
