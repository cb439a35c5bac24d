import pytest

from lmm_qual.importers.labels import Label, label_of


def name_and_words(line):
    label = label_of(line)
    return None if label is None else (label.name, line[label.said :])


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("INT: hello", ("INT", "hello")),
        ("INT:\thello", ("INT", "hello")),
        ("INT :\u00a0hello", ("INT", "hello")),
        ("INT:", ("INT", "")),
        ("Anna Berg: hello", ("Anna Berg", "hello")),
        ("Teacher  #4: hello", ("Teacher #4", "hello")),
        ("Dr. O'Neill-Smith: hello", ("Dr. O'Neill-Smith", "hello")),
        ("Waxwing (Adam Gibson): hello", ("Waxwing (Adam Gibson)", "hello")),
        ("P1 (F, 34): hello", ("P1 (F, 34)", "hello")),
        ("P07 (laughs): hello", ("P07", "hello")),
        ("P07 (cont'd): hello", ("P07", "hello")),
        ("P07 [nodding]: hello", ("P07", "hello")),
        ("P07 [00:07]: hello", ("P07", "hello")),
        ("SPEAKER_00: hello", ("SPEAKER_00", "hello")),
        ("[INT]: hello", ("INT", "hello")),
        ("采访者：你好", ("采访者", "你好")),
        ("\u200fמראיין: שלום", ("מראיין", "שלום")),
        ("👩\u200d⚕️ Nurse: hello", ("👩\u200d⚕️ Nurse", "hello")),
        ("Rene\u0301: hello", ("Rene\u0301", "hello")),
        ("- INT: hello", ("INT", "hello")),
        (">> INT: hello", ("INT", "hello")),
        ("12\tINT: hello", ("INT", "hello")),
        ("3. INT: hello", ("INT", "hello")),
        ("INT: 10:32 it was", ("INT", "10:32 it was")),
        ("INT: [laughs] yes", ("INT", "[laughs] yes")),
    ],
)
def test_a_name_before_a_colon(line, expected):
    assert name_and_words(line) == expected


@pytest.mark.parametrize(
    ("line", "words", "bold"),
    [
        ("**INT:** hello", "hello", True),
        ("**INT**: hello", "hello", True),
        ("__INT:__ hello", "hello", True),
        ("***INT:*** hello", "hello", True),
        ("*INT:* hello", "hello", False),
        ("**INT:** **so** it is", "**so** it is", True),
        ("**INT**: *so* it is", "*so* it is", True),
        ("INT: **so** it is", "**so** it is", False),
        ("**INT: [00:12:31]** hello", "hello", True),
        (r"**INT:** \[00:12:31\] hello", "hello", True),
        ("**[00:12:31] INT:** hello", "hello", True),
        ("[00:12:31] **INT:** hello", "hello", True),
        ("**INT** [00:12:31]: hello", "hello", True),
        ("**INT [00:12:31]:** hello", "hello", True),
    ],
)
def test_emphasis_of_the_label_belongs_to_its_zone(line, words, bold):
    assert name_and_words(line) == ("INT", words)
    assert label_of(line).bold is bold
    assert label_of(line).timestamp == ("00:12:31" if "12:31" in line else None)


def test_emphasis_that_runs_on_into_the_words_is_told():
    assert label_of("**INT: all bold**") == Label("INT", 0, 7, bold=True, open_mark="**")


@pytest.mark.parametrize(
    "line",
    [
        "no colon here",
        "at 10:32 it rang",
        "10:32 it rang",
        "http://example.org",
        "see https://example.org",
        r"C:\recordings",
        "Kelly :) yes",
        "std::vector",
        "He asked, “why: because”",
        "Is it so? Then: no",
        "INT** : hello",
        "x" * 70 + ": too long",
        "",
        ":",
    ],
)
def test_a_colon_that_follows_no_name(line):
    assert label_of(line) is None


def test_a_colon_without_a_space_is_told():
    assert label_of("INT:hello").tight
    assert not label_of("INT: hello").tight
    assert not label_of("INT:").tight


def test_a_bare_time_after_the_colon_is_told_but_not_taken():
    label = label_of("INT: 00:00:01.500 hello")
    assert (label.said, label.timestamp, label.clock) == (5, None, ("00:00:01", 18))
    assert label.with_clock().said == 18
    assert label_of("INT: 10:32pm").clock is None
