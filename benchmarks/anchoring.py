"""Random corrections of the example's transcripts: where its codings go, against what is known.

`python -m benchmarks anchoring` writes the table. What became of a coding is known from the
corrections themselves, word by word: its words survived if all of them stand in the new text in
order with no other between. Placed rightly is what covers these very words, to the code point
where they are written as before. A copy counts as its word only where the word itself is gone.
"""

import random
import re
import statistics
import tempfile
import time
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from operator import itemgetter
from pathlib import Path

from benchmarks.corrections import KINDS, Chunk, Corrector, Talk, core, talk
from benchmarks.rows import Row
from benchmarks.timing import program, run_once
from benchmarks.workload import make_codings, make_text
from lmm_qual.project.project import Project
from lmm_qual.text.anchoring import Anchored, anchor
from lmm_qual.text.span import Span
from lmm_qual.text.wording import Wording

SCRIPTS = 1000
MIXED = "all kinds mixed"
BANDS = ("1–5 % of words", "5–10 % of words", "10–15 % of words", "15–20 % of words")


@dataclass
class Count:
    """Codings of some scripts, counted."""

    scripts: int = 0
    spans: int = 0
    survived: int = 0
    exact: int = 0
    reviewed: int = 0
    wrong: int = 0
    alike: int = 0

    def add(self, other: "Count") -> None:
        for field in fields(Count):
            setattr(self, field.name, getattr(self, field.name) + getattr(other, field.name))

    def row(self, name: str) -> str:
        share = f"{self.exact / self.survived:.2%}" if self.survived else ""
        cells = [getattr(self, field.name) for field in fields(Count)]
        return f"| {name} | {' | '.join(f'{cell:,}' for cell in cells)} | {share} |"


HEAD = (
    "| edits | scripts | codings | survived | placed exactly | in review though survived "
    "| wrong without review | beside an equal word | exactly of survived |\n"
    "|---|---:|---:|---:|---:|---:|---:|---:|---:|"
)


class Truth:
    """What a correction made of the chunks, by their identities."""

    def __init__(self, old: Talk, new: Talk) -> None:
        self.old = [place for place in old.places if core(place[2].signs)]
        self.new = [place for place in new.places if core(place[2].signs)]
        self._starts = [start for start, _, _ in self.old]
        self._new_starts = [start for start, _, _ in self.new]
        self.there = {
            chunk.identity: at
            for at, (_, _, chunk) in enumerate(self.new)
            if chunk.identity is not None
        }

    def judge(self, span: Span, got: Anchored) -> Count:
        first, last = _touched(self.old, self._starts, span)
        chunks = [chunk for _, _, chunk in self.old[first:last]]
        there = [self.there.get(chunk.identity) for chunk in chunks]
        survived = there[0] is not None and there == list(range(there[0], there[0] + len(there)))
        start, end = _touched(self.new, self._new_starts, got.span)
        right = self._same(chunks, start, end) and self._to_the_point(span, got, first, start)
        count = Count(0, 1, int(survived))
        if got.review:
            count.reviewed = int(survived)
        elif right:
            count.exact = int(survived)
        elif self._as_well((first, last), (start, end)):
            count.alike = 1
        else:
            count.wrong = 1
        return count

    def _same(self, chunks: Sequence[Chunk], start: int, end: int) -> bool:
        """Tell whether new chunks are these, or copies of those of them that are gone."""
        return [chunk.identity for chunk in chunks] == [
            chunk.copied
            if chunk.identity is None and chunk.copied not in self.there
            else chunk.identity
            for _, _, chunk in self.new[start:end]
        ]

    def _to_the_point(self, span: Span, got: Anchored, first: int, start: int) -> bool:
        """Tell whether the ends lie where they lay in chunks that are written as they were."""
        last, end = first, start
        while last + 1 < len(self.old) and self.old[last + 1][0] < span.end:
            last, end = last + 1, end + 1
        pairs = (
            (span.start, got.span.start, self.old[first], self.new[start]),
            (span.end, got.span.end, self.old[last], self.new[end]),
        )
        return all(
            old[2].signs != new[2].signs
            or not old[0] <= place <= old[1]
            or there - new[0] == place - old[0]
            for place, there, old, new in pairs
        )

    def _as_well(self, run: tuple[int, int], place: tuple[int, int]) -> bool:
        """Tell whether the place holds equal words and explains the text as well.

        Of two equal words beside each other one was put in or taken out, before or behind; or of
        two equal passages beside each other one was taken away: the texts are the same, so that
        nobody can tell. The span's words stand together there, some of them its own or beside the
        word that they stood beside, and no more words than before are taken for new ones.
        """
        chunks = [chunk for _, _, chunk in self.old[slice(*run)]]
        new = [chunk for _, _, chunk in self.new[slice(*place)]]
        if [core(chunk.signs) for chunk in new] != [core(chunk.signs) for chunk in chunks]:
            return False
        own = {chunk.identity for chunk in chunks}
        agree = any(a.identity == b.identity for a, b in zip(chunks, new, strict=True))
        gained = sum(chunk.identity not in self.there for chunk in chunks)
        robbed = sum(chunk.identity is not None and chunk.identity not in own for chunk in new)
        return (agree or self._beside(run, place)) and gained >= robbed

    def _beside(self, run: tuple[int, int], place: tuple[int, int]) -> bool:
        """Tell whether the place has a neighbour of the span's that its own words have lost."""
        first, last = (self.there.get(self.old[at][2].identity) for at in (run[0], run[1] - 1))
        truly = (first, None if last is None else last + 1)
        return self._neighbours(run, place) and not self._neighbours(run, truly)

    def _neighbours(self, run: tuple[int, int], place: tuple[int | None, int | None]) -> bool:
        """Tell whether the word before or behind a run of new words is the span's own."""
        before = self.there.get(self.old[run[0] - 1][2].identity) if run[0] else None
        behind = self.there.get(self.old[run[1]][2].identity) if run[1] < len(self.old) else None
        return (before is not None and place[0] == before + 1) or (
            behind is not None and place[1] == behind
        )


def _touched(
    places: Sequence[tuple[int, int, Chunk]], starts: Sequence[int], span: Span
) -> tuple[int, int]:
    first = max(bisect_right(starts, span.start) - 1, 0)
    while first < len(places) and places[first][1] <= span.start:
        first += 1
    last = first
    while last < len(places) and places[last][0] < span.end:
        last += 1
    return first, last


def judged(old: Talk, new: Talk, spans: Sequence[Span]) -> Iterator[tuple[Span, Anchored, Count]]:
    """Carry spans to a corrected talk and judge each."""
    truth = Truth(old, new)
    worded = Wording(old.text, old.labels), Wording(new.text, new.labels)
    for span, got in zip(spans, anchor(*worded, spans), strict=True):
        yield span, got, truth.judge(span, got)


@dataclass(frozen=True)
class Coded:
    """A transcript of the example and the spans of its codings."""

    key: str
    talk: Talk
    spans: list[Span]


def example(folder: Path) -> list[Coded]:
    """Build the example study and give its transcripts."""
    run_once(program("demo", "--no-open", "--folder", folder))
    with Project.open(folder / "little_minds_matter.lmmq") as opened:
        rows = opened.store.mappings("transcript")
        found = []
        for row in rows:
            turns = opened.store.mappings("turn", "transcript_id = ?", (row["id"],))
            codings = opened.store.mappings("coding", "transcript_id = ?", (row["id"],))
            places = [
                (turn["label_start"], turn["start"], turn["end"])
                for turn in sorted(turns, key=itemgetter("n"))
            ]
            spans = {Span(coding["start"], coding["end"]) for coding in codings}
            made = talk(row["text"], places)
            assert made.text == row["text"], row["key"]
            found.append(Coded(row["key"], made, sorted(spans)))
    return found


def scripts(
    coded: Sequence[Coded], number: int, first: int = 0
) -> Iterator[tuple[str, float, Coded, Talk]]:
    """Give so many corrections: every other of one kind of edit, the rest of all kinds."""
    names = list(KINDS)
    for at in range(first, first + number):
        dice = random.Random(f"anchoring {at}")
        chosen, other = dice.sample(list(coded), 2)
        kind = names[at // 2 % len(names)] if at % 2 else MIXED
        share = dice.uniform(0.01, 0.2)
        corrector = Corrector(chosen.talk, dice, [chunk.signs for _, _, chunk in other.talk.places])
        yield kind, share, chosen, corrector.correct([kind] if kind in KINDS else names, share)


def measure_anchoring(number: int = SCRIPTS) -> tuple[str, list[Row]]:
    """Give the table of so many scripts by kind of edit and by share, and rows with bounds."""
    kinds = {name: Count() for name in [*KINDS, MIXED]}
    bands = {name: Count() for name in BANDS}
    every = Count()
    with tempfile.TemporaryDirectory() as folder:
        coded = example(Path(folder))
    for kind, share, chosen, new in scripts(coded, number):
        counted = Count(1)
        for _, _, count in judged(chosen.talk, new, chosen.spans):
            counted.add(count)
        for part in (kinds[kind], bands[BANDS[min(int(share * 20), 3)]], every):
            part.add(counted)
    named = {**kinds, **bands, "all": every}
    table = "\n".join([HEAD, *(count.row(name) for name, count in named.items())])
    missed = 100 * (1 - every.exact / every.survived)
    size = f"{number:,} scripts"
    return table, [
        Row("survived, not placed exactly", size, None, missed, "%", 0.5),
        Row("placed wrongly without review", size, None, every.wrong, "codings", 0),
        *_speed(),
    ]


def _speed() -> Iterator[Row]:
    """Time a long transcript, one word in twenty corrected and untouched, on the processor."""
    dice = random.Random("long")
    old = make_text(dice, 1, 2400)
    spans = [
        Span(int(str(one["start"])), int(str(one["end"]))) for one in make_codings(dice, old, 3000)
    ]
    words = re.split(r"(?<=\s)", old)
    for at in dice.sample(range(len(words)), len(words) // 20):
        words[at] = dice.choice(
            ("", f"{words[at]} {dice.choice(words)} ", f"{dice.choice(words)} ")
        )
    bounds = (("5 % corrected", "".join(words), 1.0), ("untouched", old, 0.3))
    for name, new, bound in bounds:
        taken = []
        for _ in range(5):
            begin = time.process_time()
            anchor(Wording(old), Wording(new), spans)
            taken.append(time.process_time() - begin)
        median = statistics.median(taken)
        yield Row(
            f"3,000 codings carried, {name}",
            "60,000 words",
            median,
            median,
            "s of processor",
            bound,
        )
