"""Random corrections of a transcript that know of every word where it went.

A transcript is taken as chunks without white space in turns; each chunk of the old text has an
identity that stays with it whatever is done around it. New chunks have none; a copy knows which
chunk it copies. Nothing here knows how spans are anchored.
"""

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

STOPS = (".", "?", "!", "…", "–")


def core(signs: str) -> str:
    """Give what of a chunk makes it a word or words, empty where it is none."""
    return re.sub(r"^[^\w£€$+%]+|[^\w£€$+%]+$", "", signs.casefold().replace("’", "'"))


@dataclass(frozen=True)
class Chunk:
    """What stands between white space: its signs, identity (or None), and what follows it."""

    signs: str
    after: str
    identity: int | None = None
    copied: int | None = None

    def ends_sentence(self) -> bool:
        return self.signs.rstrip("\"'”’)]*").endswith(STOPS) or "\n" in self.after


@dataclass
class Said:
    """A turn: its label, empty where there is none, and its chunks."""

    label: str
    chunks: list[Chunk]


@dataclass
class Talk:
    """A transcript as text, with the spans of its labels and the places of its chunks."""

    said: list[Said]
    text: str = ""
    labels: list[tuple[int, int]] = field(default_factory=list)
    places: list[tuple[int, int, Chunk]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Write the text."""
        parts: list[str] = []
        at = 0
        for turn in self.said:
            if turn.label:
                self.labels.append((at, at + len(turn.label)))
            parts.append(turn.label)
            at += len(turn.label)
            for chunk in turn.chunks:
                self.places.append((at, at + len(chunk.signs), chunk))
                parts += [chunk.signs, chunk.after]
                at += len(chunk.signs) + len(chunk.after)
        self.text = "".join(parts)

    def words(self) -> int:
        """Count the chunks."""
        return len(self.places)


def talk(text: str, turns: Sequence[tuple[int, int, int]]) -> Talk:
    """Take a text apart by its turns (start of label, of what was said, end); ends are kept."""
    said, reached, number = [], 0, 0
    for label_start, start, end in [*turns, (len(text), len(text), len(text))]:
        for label, piece in (
            (text[0:0], text[reached:label_start]),
            (text[label_start:start], text[start:end]),
        ):
            chunks = []
            for found in re.finditer(r"(\S+)(\s*)", piece):
                chunks.append(Chunk(found[1], found[2], number))
                number += 1
            if not chunks and not label and said and piece:
                said[-1].chunks[-1] = replace(
                    said[-1].chunks[-1], after=said[-1].chunks[-1].after + piece
                )
            elif chunks or label:
                said.append(Said(label, chunks))
        reached = end
    said = [turn for turn in said if turn.chunks]
    return Talk(said)


class Corrector:
    """Corrects a talk by dice until so many words were touched."""

    def __init__(self, old: Talk, dice: random.Random, foreign: Sequence[str]) -> None:
        """Take words of another talk, of which some are put in."""
        self.said = [Said(turn.label, list(turn.chunks)) for turn in old.said]
        self.dice, self._foreign = dice, foreign
        self._words = [chunk.signs for _, _, chunk in old.places]
        self._size = old.words()

    def correct(self, kinds: Sequence[str], share: float) -> Talk:
        """Give the talk after edits of some kinds that touch a share of its words."""
        left = max(share * self._size, 1.0)
        while left > 0:
            left -= KINDS[self.dice.choice(kinds)](self)
        return Talk([turn for turn in self.said if turn.chunks])

    def _turn(self) -> Said:
        turns = [turn for turn in self.said if turn.chunks]
        return self.dice.choices(turns, [len(turn.chunks) for turn in turns])[0]

    def _run(self, most: int) -> tuple[Said, int, int]:
        turn = self._turn()
        start = self.dice.randrange(len(turn.chunks))
        return turn, start, min(start + self.dice.randint(1, most), len(turn.chunks))

    def _sentence(self) -> tuple[Said, int, int]:
        turn = self._turn()
        start = end = self.dice.randrange(len(turn.chunks))
        while start and not turn.chunks[start - 1].ends_sentence():
            start -= 1
        while end < len(turn.chunks) - 1 and not turn.chunks[end].ends_sentence():
            end += 1
        return turn, start, end + 1

    def _new(self, number: int) -> list[Chunk]:
        if self.dice.random() < 0.5:
            at = self.dice.randrange(max(len(self._foreign) - number, 1))
            return [Chunk(signs, " ") for signs in self._foreign[at : at + number]]
        return [Chunk(self.dice.choice(self._words), " ") for _ in range(number)]

    def _put(self, turn: Said, at: int, chunks: list[Chunk]) -> None:
        """Put chunks before a place of a turn; the turn's last chunk keeps what ends the turn."""
        if chunks and at == len(turn.chunks) and turn.chunks:
            last = turn.chunks[-1]
            turn.chunks[-1] = replace(last, after=" ")
            chunks = [*chunks[:-1], replace(chunks[-1], after=last.after)]
        elif chunks:
            chunks = [*chunks[:-1], replace(chunks[-1], after=chunks[-1].after or " ")]
        turn.chunks[at:at] = chunks

    def _cut(self, turn: Said, start: int, end: int) -> list[Chunk]:
        cut = turn.chunks[start:end]
        if end == len(turn.chunks) and start:
            turn.chunks[start - 1] = replace(turn.chunks[start - 1], after=cut[-1].after)
        del turn.chunks[start:end]
        return [replace(chunk, after=chunk.after or " ") for chunk in cut]

    def _border(self) -> tuple[Said, int]:
        turn, start, end = self._sentence()
        return turn, self.dice.choice((start, end))

    def insert(self) -> int:
        number = self.dice.choice((1, 1, 1, 2, 3, 12))
        turn, at, _ = self._run(1)
        self._put(turn, at + self.dice.randint(0, 1), self._new(number))
        return number

    def delete(self) -> int:
        run = self._sentence() if self.dice.random() < 0.1 else self._run(4)
        return len(self._cut(*run))

    def replace(self) -> int:
        turn, start, end = self._run(3)
        for at in range(start, end):
            old = turn.chunks[at]
            signs = self._new(1)[0].signs if self.dice.random() < 0.6 else self._misspelt(old.signs)
            kept = core(signs) == core(old.signs)
            turn.chunks[at] = Chunk(signs, old.after, old.identity if kept else None)
        return end - start

    def _misspelt(self, signs: str) -> str:
        letters = [at for at, sign in enumerate(signs) if sign.isalnum()]
        if not letters:
            return signs + "x"
        at = self.dice.choice(letters)
        return signs[:at] + self.dice.choice("aeiourst") * 2 + signs[at + 1 :]

    def move_sentence(self) -> int:
        cut = self._cut(*self._sentence())
        turn, at = self._border()
        self._put(turn, at, cut)
        return len(cut)

    def move_turn(self) -> int:
        return self._move_turns(1)

    def move_paragraph(self) -> int:
        return self._move_turns(self.dice.randint(2, 4))

    def _move_turns(self, number: int) -> int:
        start = self.dice.randrange(len(self.said))
        moved = self.said[start : start + number]
        del self.said[start : start + number]
        at = self.dice.randint(0, len(self.said))
        self.said[at:at] = moved
        for turn in self.said[:-1]:
            if turn.chunks and not turn.chunks[-1].after:
                turn.chunks[-1] = replace(turn.chunks[-1], after="\n")
        return sum(len(turn.chunks) for turn in moved)

    def lines(self) -> int:
        turn, at, _ = self._run(1)
        chunk = turn.chunks[at]
        after = " " if "\n" in chunk.after else self.dice.choice(("\n", "\n\n", "  "))
        turn.chunks[at] = replace(chunk, after=after)
        return 1

    def labels(self) -> int:
        turn, how = self.dice.choice(self.said), self.dice.random()
        renamed = self.dice.choice(("Anna: ", "[00:01:07] P99: ", "Speaker 12 (00:44): ", "INT\t"))
        if how < 0.3:
            old = turn.label
            for other in self.said:
                if other.label == old:
                    other.label = renamed if old else ""
            return 3
        turn.label = renamed if how < 0.8 else ""
        return 1

    def repeat_beside(self) -> int:
        turn, start, end = self._sentence() if self.dice.random() < 0.15 else self._run(6)
        copies = _copied(turn.chunks[start:end])
        self._put(turn, self.dice.choice((start, end)), copies)
        return len(copies)

    def repeat_elsewhere(self) -> int:
        turn, start, end = self._sentence()
        copies = _copied(turn.chunks[start:end] if self.dice.random() < 0.7 else turn.chunks)
        self._put(*self._border(), copies)
        return len(copies)

    def marks(self) -> int:
        turn, at, _ = self._run(1)
        chunk = turn.chunks[at]
        bare = chunk.signs.strip(".,?!")
        how = self.dice.randrange(3)
        signs = chunk.signs.swapcase()[:1] + chunk.signs[1:] if how == 0 else chunk.signs + ","
        if how == 2 and any(map(str.isalnum, bare)):
            signs = bare
        turn.chunks[at] = replace(chunk, signs=signs)
        return 1


def _copied(chunks: Sequence[Chunk]) -> list[Chunk]:
    return [
        Chunk(
            chunk.signs,
            chunk.after or " ",
            None,
            chunk.identity if chunk.identity is not None else chunk.copied,
        )
        for chunk in chunks
    ]


KINDS: dict[str, Callable[[Corrector], int]] = {
    "words inserted": Corrector.insert,
    "words deleted": Corrector.delete,
    "words replaced": Corrector.replace,
    "sentences moved": Corrector.move_sentence,
    "turns moved": Corrector.move_turn,
    "paragraphs moved": Corrector.move_paragraph,
    "line breaks changed": Corrector.lines,
    "labels changed": Corrector.labels,
    "phrases repeated beside": Corrector.repeat_beside,
    "sentences repeated elsewhere": Corrector.repeat_elsewhere,
    "punctuation changed": Corrector.marks,
}
