import pytest
from transcripts import document_of

from lmm_qual.tui.transcript.clock import seconds_of


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("00:04:16", 256),
        ("[00:04]", 4),
        ("(1:02:03)", 3723),
        ("90:00", 5400),
        ("00:00:01.250", 1.25),
        ("0:01,5", 1.5),
        ("#01:02:03-4#", 3723),
        ("12", None),
        ("12:", None),
        ("", None),
    ],
)
def test_times_as_they_are_written(said, seconds):
    assert seconds_of(said) == seconds


def test_a_recording_in_two_parts_goes_to_the_nearest_time_before():
    document = document_of("P01 [00:10]: a\nP02 [00:20]: b\nP01 [00:05]: c\nP02 [00:15]: d\nP01: e")
    at = [document.turn_at_time(seconds).n for seconds in (0, 5, 12, 15, 17, 20, 99)]
    assert at == [1, 3, 1, 4, 4, 2, 2]
