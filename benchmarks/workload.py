"""A study made by rule: transcripts in turns, a codebook, random overlapping codings."""

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

WORDS = (  # noqa: SIM905  (a list of words reads best as words)
    "the baby team referral you know family form training visit think time service people help "
    "always never midwife really clinic early month support worried group money system change "
    "health visitor and but because when so it was there were could not quite rather little"
).split()
PARENTS, CODES_EACH = 5, 8


@dataclass(frozen=True)
class Size:
    """A workload: transcripts of about 6,000 words, with so many codings each."""

    name: str
    transcripts: int
    codings: int


@dataclass(frozen=True)
class Long:
    """A transcript far longer than usual, all its codings one coder's."""

    key: str
    turns: int
    codings: int


LONG = (Long("LONG-05", 5_000, 3_000), Long("LONG-20", 20_000, 12_000))
"""About 100,000 and 400,000 words."""
CODERS = ("AA", "BB")

SIZES = {
    "small": Size("small", 40, 150),
    "medium": Size("medium", 400, 150),
    "large": Size("large", 2000, 200),
}


def make_workload(size: Size, folder: Path) -> None:
    """Write study.yaml, codebook.yaml, transcripts.csv, text files and codings.jsonl."""
    dice = random.Random(size.name)
    (folder / "texts").mkdir(parents=True)
    write_design(folder)
    rows = ["path,id,time,group,method"]
    with (folder / "codings.jsonl").open("w", encoding="utf-8") as codings:
        for number in range(size.transcripts):
            key = f"D{number:04}"
            text = make_text(dice, number)
            (folder / "texts" / f"{key}.txt").write_text(text, encoding="utf-8")
            rows.append(f"texts/{key}.txt,{key},T{number % 2 + 1},G{number % 3 + 1},interview")
            for coding in make_codings(dice, text, size.codings):
                codings.write(json.dumps({"transcript": key, **coding}) + "\n")
    (folder / "transcripts.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")


def make_long(folder: Path) -> None:
    """Write the long transcripts, their list and their codings into a folder of their own."""
    dice = random.Random("long")
    (folder / "texts").mkdir(parents=True)
    rows = ["path,id,time,group,method"]
    with (folder / "codings.jsonl").open("w", encoding="utf-8") as codings:
        for long in LONG:
            text = make_text(dice, 999, long.turns, words=(5, 35), timed=True)
            (folder / "texts" / f"{long.key}.txt").write_text(text, encoding="utf-8")
            rows.append(f"texts/{long.key}.txt,{long.key},T1,G1,interview")
            for coding in make_codings(dice, text, long.codings, CODERS[:1]):
                codings.write(json.dumps({"transcript": long.key, **coding}) + "\n")
    (folder / "transcripts.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")


def write_design(folder: Path) -> None:
    """Write study.yaml and codebook.yaml."""
    lines = ["name: Workload", "time_points: [{id: T1}, {id: T2}]"]
    lines += ["groups: [{id: G1}, {id: G2}, {id: G3}]", "methods: [{id: interview}]"]
    (folder / "study.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    codes = []
    for parent in range(PARENTS):
        codes.append(f"  - {{name: Parent {parent}}}")
        codes += [
            f"  - {{name: Code {parent}.{code}, parent: Parent {parent}}}"
            for code in range(CODES_EACH)
        ]
    text = "codes:\n" + "\n".join(codes) + "\n"
    (folder / "codebook.yaml").write_text(text, encoding="utf-8")


def make_text(
    dice: random.Random,
    number: int,
    turns: int = 240,
    *,
    words: tuple[int, int] = (5, 45),
    timed: bool = False,
) -> str:
    """Give a transcript of turns of an interviewer and a participant, 25 words in the mean."""
    lines = []
    for turn in range(turns):
        label = "INT" if turn % 2 == 0 else f"P{number:03}"
        time = f" [{_clock(turn * 7)}]" if timed else ""
        said = dice.choices(WORDS, k=dice.randint(*words))
        lines.append(f"{label}{time}: {' '.join(said)}.")
    return "\n".join(lines) + "\n"


def _clock(seconds: int) -> str:
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def make_codings(
    dice: random.Random, text: str, count: int, coders: Sequence[str] = CODERS
) -> list[dict[str, object]]:
    """Give codings of 20 to 400 code points anywhere in the text."""
    made: dict[tuple[object, ...], dict[str, object]] = {}
    while len(made) < count:
        start = dice.randrange(0, len(text) - 420)
        end = start + dice.randint(20, 400)
        parent, code = dice.randrange(PARENTS), dice.randrange(CODES_EACH)
        coder = dice.choice(coders)
        made[start, end, parent, code, coder] = {
            "start": start,
            "end": end,
            "code": f"Parent {parent}/Code {parent}.{code}",
            "coder": coder,
        }
    return list(made.values())
