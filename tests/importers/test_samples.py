"""Real transcripts beside the repository, read where the folder is there."""

import json
from pathlib import Path

import pytest

from lmm_qual.importers.reading import SUPPORTED, read_transcript

SAMPLES = Path(__file__).parents[2].parent / "shared" / "samples"

pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples are not here")


def expectations():
    listed = SAMPLES / "expectations.json"
    if not listed.is_file():
        return []
    known = json.loads(listed.read_text(encoding="utf-8"))
    return [each for each in known if Path(each["file"]).suffix in SUPPORTED]


def squeezed(text):
    return " ".join(text.replace("&amp;", "&").split())


@pytest.mark.parametrize("turns", [None, "keep", "merge"])
@pytest.mark.parametrize("expected", expectations(), ids=lambda each: each["file"])
def test_a_real_transcript(expected, turns):
    parsed = read_transcript(SAMPLES / expected["file"], turns=turns)
    said = [squeezed(parsed.text[turn.start : turn.end]) for turn in parsed.turns]
    subtitles = parsed.format in {"vtt", "srt"}
    joined = turns == "merge" or (turns is None and subtitles)
    if subtitles and turns == "keep":
        assert len(parsed.turns) == expected.get("n_cues", expected["n_turns"])
        return
    assert sorted(parsed.speakers) == sorted(expected["speakers"])
    assert len(parsed.turns) == expected["n_turns_merged" if joined else "n_turns"]
    if not joined:
        counts = {speaker: n for speaker, n in expected["turns_per_speaker"].items() if n}
        counts.pop("None", None)
        assert parsed.speakers == counts
        for turn, words, first in zip(parsed.turns, said, expected["first_turns"], strict=False):
            assert turn.speaker == first["speaker"]
            assert words.startswith(squeezed(first["text_start"])[:40])
