import pytest

from lmm_qual.importers.other_conventions import Unread, unread_convention


@pytest.mark.parametrize(
    ("description", "lines"),
    [
        ("names in brackets", ["[id1] hello", "[id2] hi", "[id1] so", "[id2] bye"]),
        ("bold names without a colon", ["**Anna** 0:01", "**Ben** 0:02", "**Anna**", "**Ben**"]),
        ("names before a tab", ["INT\thello", "P07\thi", "INT\tso", "P07\tbye"]),
        ("names before a bar", ["| INT | hello |", "| P07 | hi |", "| INT | so |", "| P07 | x |"]),
        ("names before a dash", ["INT - hello", "P07 – hi", "INT - so", "P07 — bye"]),
        (
            "names with a time on a line of their own",
            ["Anna Berg 0:01", "Ben 0:02", "Anna Berg 0:03", "Ben 0:04"],
        ),
        ("names on a line of their own", ["Anna Berg", "Ben", "Anna Berg", "Ben"]),
    ],
)
def test_conventions_that_are_not_read_are_noticed(description, lines):
    assert unread_convention(lines) == Unread(description, 4)


def test_prose_follows_none():
    assert (
        unread_convention(["We went out.", "It rained - hard.", "(laughs)", "Then home."]) is None
    )
