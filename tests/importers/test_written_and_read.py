"""Turns written in any convention are read back, and positions always hold."""

from itertools import pairwise

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from lmm_qual.importers.reading import read_bytes
from lmm_qual.importers.subtitles import labelled_throughout
from lmm_qual.model.problem import BadInputError

from .written import WRITERS, csv_of, pdf_of, sbv_of, srt_of, xlsx_of

ROLES = ["INT", "P07", "P1a", "Interviewer 2", "SPEAKER_00", "采访者", "Moderator"]
NAMES = [
    "Anna Berg",
    "Ben",
    "LEHRER",
    "O'Neill",
    "Zoe\u0308",
    "王女士",
    "רונית",
    "HV3",
    "Dr. May (GP)",
]
WORDS = [
    "yes", "and", "then", "they came,", "at 10:32", "[inaudible 00:06:03]", "so: well", "(laughs)",
    "naı\u0308ve", "😀", "שלום", "https://example.org", "\u2013", "“quoted”", "**so**", "[", "#1",
]  # fmt: skip

sentences = st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(
    lambda words: f"Well {' '.join(words)}."
)
paragraphs = st.lists(sentences, min_size=1, max_size=3)

LABELS = {
    "txt": [
        "{name}: {words}", "{name}:\t{words}", "{name} : {words}", "{name}:\n{words}",
        "{name}:\n\n{words}", "[00:01:{n:02d}] {name}: {words}", "{name} [01:{n:02d}]: {words}",
        "{name} (01:{n:02d}): {words}", "{name}: [00:01:{n:02d}] {words}",
        "{name}: 00:01:{n:02d} {words}", "{name}: 01:{n:02d}\n\n{words}",
        "00:01:{n:02d} {name}: {words}", "{name}: {words} #00:01:{n:02d}-0#", "- {name}: {words}",
        "[00:01:{n:02d} --> 00:09:00] {name}: {words}", "{n}.\t{name}: {words}",
    ],
    "md": [
        "**{name}:** {words}", "**{name}**: {words}", "*{name}:* {words}", "__{name}__: {words}",
        "**{name}** [01:{n:02d}]: {words}", "**{name}:** \\[00:01:{n:02d}\\] {words}",
        "**[01:{n:02d}] {name}:** {words}", "> **{name}:** {words}",
    ],
}  # fmt: skip
FORMS = [(ending, form) for ending, forms in LABELS.items() for form in forms]


@st.composite
def talks(draw):
    """Give turns in which every speaker takes turns with another."""
    speakers = draw(st.lists(st.sampled_from(ROLES + NAMES), min_size=2, max_size=4, unique=True))
    rounds = draw(st.integers(2, 3))
    return [(speaker, draw(paragraphs)) for _ in range(rounds) for speaker in speakers]


@pytest.mark.parametrize(("ending", "form"), FORMS)
@settings(deadline=None)
@given(talk=talks(), gap=st.sampled_from(["\n", "\n\n", "\n\n\n"]))
def test_a_talk_is_read_back(ending, form, talk, gap):
    within = "\n\n" if gap != "\n" else "\n"
    blocks = [
        within.join([form.format(name=name, words=said[0], n=n), *said[1:]])
        for n, (name, said) in enumerate(talk)
    ]
    parsed = read_bytes(f"a.{ending}", gap.join(blocks).encode())
    timed = "01:" in form
    times = [f"00:01:{n:02d}" if timed else None for n in range(len(talk))]
    assert [turn.speaker for turn in parsed.turns] == [name for name, _ in talk]
    assert [turn.timestamp for turn in parsed.turns] == times
    for turn, (_, said) in zip(parsed.turns, talk, strict=True):
        written = parsed.text[turn.start : turn.end]
        if "#" in form:
            assert written.startswith(said[0])
        else:
            assert written == within.join(said)


REAL_NAMES = [
    "INT", "P07", "Moderator", "Maya Lindqvist", "Kofi", "Siobhán O'Neill", "Zoe\u0308", "HV3",
    "Dr. van der Berg", "Anna (mother)", "STONE", "Мария Петрова", "Νίκος", "王女士", "سعاد",
    "Łukasz", "P12b", "Speaker 2",
]  # fmt: skip
QUESTIONS = [
    "How did it begin for you?", "And then, what happened?", "Who else was there with you?",
    "Was it raining at that time?", "Could you say more about the garden?", "Did she help?",
]  # fmt: skip
ANSWERS = [
    "It began on a Tuesday, when the boiler broke.", "Nobody told us, so we waited.",
    "My mother said: go and ask them.", "Yes.", "We had three things - a lamp, a bed, a kettle.",
    "At 10:32 it rang, and again at 11:00.", "[inaudible 00:06:03] and that was that.",
    "I would not go back (laughs).", "They were kind | we were tired.", "Twelve, I think.",
    "Il pleuvait toute la journée.", "Было холодно, но весело.", "很好，谢谢。",
]  # fmt: skip
OTHER_LABELS = {
    "txt": [
        "[{name}] {words}", "[{name}]\n{words}", "[{name}] 00:01:{n:02d}\n{words}",
        "【{name}】{words}", "{name}\t{words}", "{name}\t\t{words}", "{n}\t{name}\t{words}",
        "00:01:{n:02d}\t{name}\t{words}", "{name}\t00:01:{n:02d}\t{words}",
        "{name} | {words}", "| {name} | {words} |", "{name} - {words}", "{name} – {words}",
        "{name} — {words}", "{name} -- {words}", "{name}> {words}", "{name} >> {words}",
        "{name}\n{words}", "{name}\n\n{words}", "{name}  1:{n:02d}\n{words}",
        "{name}   1:{n:02d}\n\n{words}", "{name} (1:{n:02d})\n{words}",
        "{name} [00:01:{n:02d}] {words}", "[00:01:{n:02d}] {name}\n{words}",
        "00:01:{n:02d} {name}\n{words}", "{name}, 01:{n:02d}\n{words}",
        "{name} | 01:{n:02d}\n{words}", "00:01:{n:02d}\n{name}\n{words}",
        "{name}\n00:01:{n:02d}\n{words}",
    ],
    "md": [
        "**{name}** {words}", "**{name}**\n\n{words}", "**{name}**\n{words}", "__{name}__ {words}",
        "**{name}**  1:{n:02d}  \n{words}", "**{name}** [01:{n:02d}]\n{words}",
        "**{name}** (01:{n:02d}) {words}", "| {name} | {words} |", "*{name}* {words}",
    ],
}  # fmt: skip
OTHER_FORMS = [(ending, form) for ending, forms in OTHER_LABELS.items() for form in forms]


@st.composite
def interviews(draw):
    """Give six turns or more of two to four people, one of whom asks."""
    speakers = draw(st.lists(st.sampled_from(REAL_NAMES), min_size=2, max_size=4, unique=True))
    rounds = draw(st.integers(3, 6))
    talk = []
    for _ in range(rounds):
        for speaker in speakers:
            said = QUESTIONS if speaker == speakers[0] else ANSWERS
            talk.append((speaker, draw(st.sampled_from(said))))
    return talk


@pytest.mark.parametrize(("ending", "form"), OTHER_FORMS)
@settings(deadline=None, max_examples=8)
@given(talk=interviews(), gap=st.sampled_from(["\n\n", "\n\n\n"]))
def test_an_interview_in_another_convention_is_read_back(ending, form, talk, gap):
    blocks = [form.format(name=name, words=said, n=n) for n, (name, said) in enumerate(talk)]
    parsed = read_bytes(f"a.{ending}", gap.join(blocks).encode())
    times = [f"00:01:{n:02d}" if "1:" in form else None for n in range(len(talk))]
    assert [turn.speaker for turn in parsed.turns] == [name for name, _ in talk], parsed.notes
    assert [parsed.text[turn.start : turn.end] for turn in parsed.turns] == [w for _, w in talk]
    assert [turn.timestamp for turn in parsed.turns] == times


@settings(deadline=None)
@given(talk=talks(), voices=st.booleans())
def test_subtitles_are_read_back(talk, voices):
    cues = []
    for name, said in talk:
        for n, words in enumerate(said):
            voice = f"<v {name}>{words}</v>" if voices else words if n else f"{name}: {words}"
            cues.append(f"00:{len(cues):02d}.000 --> 00:{len(cues):02d}.500\n{voice}\n")
    parsed = read_bytes("a.vtt", "\n".join(["WEBVTT\n", *cues]).encode())
    assert [(turn.speaker, parsed.text[turn.start : turn.end]) for turn in parsed.turns] == [
        (name, " ".join(said)) for name, said in talk
    ]
    assert len(parsed.time_marks) == len(cues)


@pytest.mark.parametrize("ending", WRITERS)
@settings(deadline=None)
@given(talk=talks())
def test_documents_are_read_back(ending, talk):
    paragraphs = [
        f"{name}: {said[0]}" if n == 0 else said[n] for name, said in talk for n in range(len(said))
    ]
    parsed = read_bytes(f"a.{ending}", WRITERS[ending](paragraphs))
    assert parsed.text == "\n".join(paragraphs)
    assert [(turn.speaker, parsed.text[turn.start : turn.end]) for turn in parsed.turns] == [
        (name, "\n".join(said)) for name, said in talk
    ]


@pytest.mark.parametrize("write", [srt_of, sbv_of])
@settings(deadline=None)
@given(talk=talks())
def test_other_subtitles_are_read_back(write, talk):
    cues = [
        f"{name}: {words}" if n == 0 else words
        for name, said in talk
        for n, words in enumerate(said)
    ]
    labels = [name if n == 0 else None for name, said in talk for n in range(len(said))]
    assume(None not in labels or not labelled_throughout(labels))
    parsed = read_bytes("a.srt" if write is srt_of else "a.sbv", write(cues))
    assert [(turn.speaker, parsed.text[turn.start : turn.end]) for turn in parsed.turns] == [
        (name, " ".join(said)) for name, said in talk
    ]
    assert len(parsed.time_marks) == len(cues)


@pytest.mark.parametrize(
    ("ending", "write"),
    [("csv", csv_of), ("csv", lambda rows: csv_of(rows, ";")), ("xlsx", xlsx_of)],
)
@settings(deadline=None)
@given(talk=talks())
def test_tables_are_read_back(ending, write, talk):
    rows = [(name, "\n".join(said)) for name, said in talk]
    parsed = read_bytes(f"a.{ending}", write(rows))
    assert [(turn.speaker, parsed.text[turn.start : turn.end]) for turn in parsed.turns] == rows
    assert parsed.text == "\n".join(f"{name}: {words}" for name, words in rows)


LATIN = st.sampled_from(["INT", "P07", "Anna Berg", "LEHRER", "SPEAKER_00"])
SAID = st.lists(
    st.sampled_from(["the", "midwife", "came", "every", "week", "we", "were", "happily", "with"]),
    min_size=3,
    max_size=60,
).map(lambda words: f"Well {' '.join(words)}.")


@settings(deadline=None, max_examples=8)
@given(
    talk=st.lists(st.tuples(LATIN, SAID), min_size=4, max_size=24).filter(
        lambda talk: all(a[0] != b[0] for a, b in pairwise(talk))
    )
)
def test_pages_are_read_back(talk):
    talk = [("Dan", f"Well {'we were happily with the midwife ' * 12}then."), *talk]
    paragraphs = [f"{name}: {said}" for name, said in talk]
    parsed = read_bytes("a.pdf", pdf_of(paragraphs))
    assert parsed.text.split() == " ".join(paragraphs).split()
    opened = [line.split(":") for line in parsed.text.split("\n") if ":" in line]
    assert all(len(parts) == 2 for parts in opened)
    assert [name for name, _ in opened] == [name for name, _ in talk]


PIECES = [
    "INT", "P07", "Anna", ":", "：", " ", "\t", "\n", "\n\n", "**", "*", "_", "[00:01]", "(", ")",
    "[", "]", "#00:00:05-1#", "10:32", "laughs", "-", "---", "# ", "Date", "Question 1", "<v Anna>",
    "</v>", "&amp;", "?", ".", "words", "\u200f", "\u00a0", "\u2028", "1. ", "|", ">",
    "Transcribed by", "e\u0301", "[P07] ", "- ", "INT\n", "Anna\t", "\nBen\n", "Q. ", "【", "】",
    "Anna (0:03) ", "INT> ",
]  # fmt: skip
jumble = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3)), max_size=40).map("".join)


HEADS = {
    "vtt": "WEBVTT\n\n00:01.000 --> 00:02.000\n",
    "srt": "1\n00:00:01,000 --> 00:00:02,000\n",
    "sbv": "0:00:01.000,0:00:02.000\n",
    "csv": "Speaker,Text\nINT,",
}


def check_positions(parsed):
    for turn in parsed.turns:
        said = parsed.text[turn.start : turn.end]
        assert said
        assert said == said.strip()
        assert turn.label_start is None or 0 <= turn.label_start <= turn.start
        assert turn.speaker is None or turn.speaker.strip()
    for before, after in pairwise(parsed.turns):
        begins = after.start if after.label_start is None else after.label_start
        assert before.end <= begins
    positions = [mark.position for mark in parsed.time_marks]
    assert positions == sorted(positions)
    assert all(0 <= position <= len(parsed.text) for position in positions)


@pytest.mark.parametrize("turns", [None, "keep", "merge"])
@pytest.mark.parametrize("ending", ["txt", "md", "vtt", "srt", "sbv", "html", "csv"])
@settings(deadline=None)
@given(text=jumble)
@example("**INT: **")
@example("INT: ** **")
@example("\ufeff\ufeffINT")
@example("[P07] **\xa0")
def test_positions_hold_in_any_text(ending, turns, text):
    data = HEADS.get(ending, "") + text
    try:
        data = data.encode()
        parsed = read_bytes(f"a.{ending}", data, turns=turns)
    except (BadInputError, UnicodeEncodeError):
        return
    check_positions(parsed)
    if ending in {"txt", "md"}:
        stored = data.decode().removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
        assert parsed.text == stored
