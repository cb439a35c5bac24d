"""A passage: a stretch of a transcript that was found, with the codes, coders and voices it has."""

from collections import Counter
from collections.abc import Iterable, Sequence
from heapq import heappop, heappush
from typing import NamedTuple

from lmm_qual.analysis.attribution import Seat
from lmm_qual.analysis.scene import Scene
from lmm_qual.analysis.stretches import Stretch
from lmm_qual.store.queries.codings import CodingRow


class Passage(NamedTuple):
    """A stretch in code points; `seats` are those at which the segments that it rests on count."""

    transcript_id: int
    start: int
    end: int
    codes: tuple[int, ...]
    coders: tuple[str, ...]
    seats: tuple[Seat, ...]


def coded_passages(scene: Scene, segments: Iterable[CodingRow]) -> list[Passage]:
    """Give the stretches of segments, each once whoever coded it, by place."""
    alike: dict[Stretch, list[CodingRow]] = {}
    for coding in segments:
        alike.setdefault((coding.start, coding.end), []).append(coding)
    return [_passage(scene, stretch, alike[stretch]) for stretch in sorted(alike, key=place)]


def _passage(scene: Scene, stretch: Stretch, segments: Sequence[CodingRow]) -> Passage:
    seats = (seat for coding in segments for seat in scene.seats(coding))
    return Passage(
        scene.row.id,
        *stretch,
        tuple(sorted({coding.code_id for coding in segments})),
        tuple(sorted({coding.coder for coding in segments})),
        tuple(dict.fromkeys(seats)),
    )


def carried_passages(
    scene: Scene, stretches: Iterable[Stretch], segments: Sequence[CodingRow]
) -> list[Passage]:
    """Give stretches, in order and disjoint, with what the segments over each of them have.

    Of voices, those who speak in the stretch are named, or all where none of them does. The cost
    grows with the segments, the stretches and what is different about them, not with their product.
    """
    waiting = sorted(segments, key=lambda coding: -coding.start)
    ending: list[tuple[int, int]] = []
    by_id = {coding.id: coding for coding in segments}
    here: Counter[tuple[str, object]] = Counter()
    found = []
    for start, end in stretches:
        while waiting and waiting[-1].start < end:
            coding = waiting.pop()
            heappush(ending, (coding.end, coding.id))
            here.update(_marks(scene, coding))
        while ending and ending[0][0] <= start:
            here.subtract(_marks(scene, by_id[heappop(ending)[1]]))
        here += Counter()  # drops what is no longer there
        found.append(_carried(scene, (start, end), here))
    return found


def _marks(scene: Scene, coding: CodingRow) -> list[tuple[str, object]]:
    seats: list[tuple[str, object]] = [("seat", seat) for seat in scene.seats(coding)]
    return [("code", coding.code_id), ("coder", coding.coder), *seats]


def _carried(scene: Scene, stretch: Stretch, here: Iterable[tuple[str, object]]) -> Passage:
    codes = sorted(value for kind, value in here if kind == "code" and isinstance(value, int))
    coders = sorted(value for kind, value in here if kind == "coder" and isinstance(value, str))
    seats = {value for kind, value in here if kind == "seat" and isinstance(value, Seat)}
    spoken = [turn.seat for turn in scene.session.overlapped(*stretch)]
    speaking = [seat for seat in dict.fromkeys(spoken) if seat is not None and seat in seats]
    named = speaking or sorted(seats, key=lambda seat: [part or "" for part in seat])
    return Passage(scene.row.id, *stretch, tuple(codes), tuple(coders), tuple(named))


def place(stretch: Stretch) -> tuple[int, int]:
    """Give what stretches are sorted by: where they begin, longer ones first."""
    return stretch[0], -stretch[1]
