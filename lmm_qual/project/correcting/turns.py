"""Corrections of turns: who spoke, one turn parted in two, two joined. No word is moved.

The label that stands in the text is written anew with the turn, so that the stored text is what
is shown: a transcript exported, searched or quoted then names nobody who did not speak.
"""

import json
from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from lmm_qual.project.changes.bin_content import Row
from lmm_qual.project.changes.change import Author
from lmm_qual.project.correcting.carrying import Carried, Place
from lmm_qual.project.correcting.correction import CorrectionRows
from lmm_qual.project.correcting.talk import Talk
from lmm_qual.store.deltas import Delta, Ids, Insert, Update, delete
from lmm_qual.store.store import Store
from lmm_qual.text.anchoring import Anchored, Fate
from lmm_qual.text.following import Edit, Edits, edit_between
from lmm_qual.text.span import Span
from lmm_qual.text.wording import Wording
from lmm_qual.text.words import count_words


@dataclass
class _Turns:
    """Edits of labels and the turns after them, with the rows of somebody who spoke nowhere yet."""

    edits: Edits
    turns: list[Row]
    seats: Delta = field(default_factory=list)


@dataclass
class TurnChange(ABC):
    """A change of a transcript's turns."""

    transcript: str
    counts: Carried = field(default_factory=Carried, init=False)
    kind: str = field(default="transcripts correct", init=False)

    @property
    @abstractmethod
    def label(self) -> str:
        """Say what is done."""

    def operations(self, store: Store, author: Author) -> Delta:
        """Write labels and turns anew; what stands on the words stays on them."""
        talk, ids = Talk(store, self.transcript), Ids(store)
        found = self._turns(talk, ids)
        if found is None:
            return []
        edits, kept = found.edits, {turn["id"] for turn in talk.turns}
        rows = [turn | {"n": n} for n, turn in enumerate(found.turns, start=1)]
        for row in rows:
            row["words"] = count_words(edits.text, row["start"], row["end"])
        gone = kept - {row["id"] for row in rows}
        correction = CorrectionRows(store, talk.row, author, ids)
        marks = json.dumps(_marks(talk, edits))
        return [
            *correction.noted("turns", None),
            *correction.carried(edits.old, edits.text, _around(edits), self.counts),
            *found.seats,
            Update("turn", [row for row in rows if row["id"] in kept]),
            Insert("turn", [row for row in rows if row["id"] not in kept]),
            delete("turn", gone),
            *talk.left(rows),
            *correction.text(edits.text, rows, {"time_marks": marks}),
        ]

    @abstractmethod
    def _turns(self, talk: Talk, ids: Ids) -> _Turns | None:
        """Give what is written, None where nothing is to be changed."""


@dataclass
class GiveTurn(TurnChange):
    """Say who spoke a turn, under a label of the session or a new one."""

    n: int = 0
    speaker: str = ""
    kind: str = field(default="transcripts speaker", init=False)

    @property
    def label(self) -> str:
        """Name the turn and who spoke it."""
        return f"turn {self.n} of {self.transcript} spoken by {self.speaker}"

    def _turns(self, talk: Talk, ids: Ids) -> _Turns | None:
        at, name = talk.turn(self.n), talk.checked(self.speaker)
        turn = talk.turns[at]
        if talk.label(turn) == name:
            return None
        seat, seats = talk.seat(name, ids)
        edits = Edits(talk.text, _renamings(talk, turn, name))
        turns = _moved(talk.turns, edits)
        # A row of its own, so that whoever spoke before can go without anything pointing there.
        turns[at] |= {"id": ids.take("turn"), "speaker_id": seat}
        return _Turns(edits, turns, seats)


@dataclass
class PartTurn(TurnChange):
    """Part a turn in two before the word at a position; `speaker` spoke what comes behind it."""

    position: int = 0
    speaker: str | None = None
    kind: str = field(default="transcripts part", init=False)

    @property
    def label(self) -> str:
        """Name the transcript, and who speaks then."""
        by = f", then spoken by {self.speaker}" if self.speaker else ""
        return f"turn of {self.transcript} parted in two{by}"

    def _turns(self, talk: Talk, ids: Ids) -> _Turns:
        at = talk.turn_at(self.position)
        turn = talk.turns[at]
        name = talk.label(turn) if self.speaker is None else talk.checked(self.speaker)
        there = next((one for one in talk.inner_labels(turn) if self._is_at(one)), None)
        begins = there.start if there else _word_start(talk.text, self.position, turn)
        end = turn["start"] + len(talk.text[turn["start"] : begins].rstrip())
        said = there.end if there else begins
        halves = (turn["start"], end), (said, turn["end"])
        if not all(count_words(talk.text, *half) for half in halves):
            raise talk.refuse("a turn has words on both sides of where it is parted")
        seat, seats = (turn["speaker_id"], []) if name is None else talk.seat(name, ids)
        edits = Edits(talk.text, self._labelled(talk, at, name, begins, there))
        turns = _moved(talk.turns, edits)
        inserted = edits.start(begins) if there is None else edits.start_with(begins)
        label = len(talk.label_before(turn, name)) if name is not None and there is None else 0
        second = turns[at] | {
            "id": ids.take("turn"),
            "speaker_id": seat,
            "label_start": inserted - label,
            "start": edits.start(said),
            "timestamp": None,
        }
        turns[at] |= {"end": edits.end(end)}
        return _Turns(edits, [*turns[: at + 1], second, *turns[at + 1 :]], seats)

    def _is_at(self, label: Span) -> bool:
        return label.start <= self.position <= label.end

    def _labelled(
        self, talk: Talk, at: int, name: str | None, begins: int, there: Span | None
    ) -> list[Edit]:
        """Give the edits that put a label before the second turn, and rename those within it."""
        turn, edits = talk.turns[at], list[Edit]()
        if there is None:
            said = talk.text[turn["start"] : begins]
            gap = "" if "\n" in said[len(said.rstrip()) :] else talk.gap_before(at)
            label = "" if name is None else talk.label_before(turn, name)
            edits.append(Edit(begins, begins, gap + label))
        if name is None or name == talk.label(turn):
            return edits
        inner = [one for one in talk.inner_labels(turn) if one.start >= begins]
        return [*edits, *(_renaming(talk, one, talk.label(turn), name) for one in inner)]


@dataclass
class JoinTurn(TurnChange):
    """Join a turn to the one before, whose speaker said it all; its label goes."""

    n: int = 0
    kind: str = field(default="transcripts join", init=False)

    @property
    def label(self) -> str:
        """Name the turn."""
        return f"turn {self.n} of {self.transcript} joined to the one before"

    def _turns(self, talk: Talk, ids: Ids) -> _Turns:  # noqa: ARG002
        at = talk.turn(self.n)
        if at == 0:
            raise talk.refuse(f"before turn {self.n} there is none to join it to")
        before, turn = talk.turns[at - 1], talk.turns[at]
        between = talk.text[before["end"] : turn["label_start"]].strip()
        if between:
            what = f"“{between[:40]}” stands between turn {self.n} and the one before"
            raise talk.refuse(what, "what stands between turns is said by nobody")
        cuts = [Edit(before["end"], turn["start"], " ")]
        if turn["speaker_id"] != before["speaker_id"]:
            cuts += [Edit(one.start, one.end, "") for one in talk.inner_labels(turn)]
        edits = Edits(talk.text, cuts)
        turns = _moved(talk.turns, edits)
        turns[at - 1] |= {"end": turns[at]["end"]}
        return _Turns(edits, turns[:at] + turns[at + 1 :])


# Labels


def _renamings(talk: Talk, turn: Row, name: str) -> list[Edit]:
    """Give the edits that name another speaker before a turn's words and within them."""
    zone = Span(turn["label_start"], turn["start"])
    places = [zone, *talk.inner_labels(turn)]
    return [_renaming(talk, place, talk.label(turn), name) for place in places]


def _renaming(talk: Talk, place: Span, old: str | None, new: str) -> Edit:
    """Give the edit of a label, of no more letters than change."""
    was = place.slice(talk.text)
    return edit_between(place.start, was, talk.renamed(was, old, new))


def _moved(turns: Iterable[Row], edits: Edits) -> list[Row]:
    """Give turns where they stand after edits of labels; what is inserted is before the words."""
    return [
        turn
        | {
            "label_start": edits.start_with(turn["label_start"]),
            "start": edits.start(turn["start"]),
            "end": edits.end(turn["end"]),
        }
        for turn in turns
    ]


def _word_start(text: str, position: int, turn: Row) -> int:
    """Give where the word of a turn begins that a position is in, else the next word."""
    said = Wording(text[turn["start"] : turn["end"]])
    at, _ = said.touched(position - turn["start"], position - turn["start"])
    begins = said.starts[at] if at < len(said) else len(said.text)
    begins = min(begins + int(turn["start"]), position)
    rest = text[begins : turn["end"]]
    return begins + len(rest) - len(rest.lstrip())


def _marks(talk: Talk, edits: Edits) -> Sequence[tuple[int, str]]:
    """Give the times that stand in the text, without those that an edit takes away."""
    details = talk.store.mappings("transcript", "id = ?", (talk.row.id,))[0]
    marks = json.loads(details["time_marks"])
    kept = [(at, time) for at, time in marks if not edits.holds(Span(at, at + 1))]
    return [(edits.start(at), time) for at, time in kept]


def _around(edits: Edits) -> Place:
    """Give what carries spans through edits of labels, which are no words and change none."""

    def carry(spans: Sequence[Span]) -> list[Anchored]:
        return [_whole(edits, *one) for one in zip(spans, edits.carry(spans), strict=True)]

    return carry


def _whole(edits: Edits, span: Span, one: Anchored) -> Anchored:
    """Give a span that a label was cut into as it is; one that is only a label has changed."""
    if one.fate is not Fate.CHANGED or edits.holds(span):
        return one
    said = one.span.slice(edits.text)
    start = one.span.start + len(said) - len(said.lstrip())
    return replace(one, span=Span(start, start + len(said.strip())), fate=Fate.EXACT)
