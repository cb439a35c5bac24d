"""A transcript opened for coding: its document, its codings, whose voice they are."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable
from functools import cached_property

from lmm_qual.analysis.attribution import Attributed, Seat, Session, Turn, attribute, make_session
from lmm_qual.store.queries import codings as coding_queries
from lmm_qual.store.queries import talk
from lmm_qual.store.queries.codings import CodingRow
from lmm_qual.store.queries.memos import MemoRow, transcript_memos
from lmm_qual.text.standins import shown
from lmm_qual.text.words import word_spans
from lmm_qual.tui.opened import OpenStudy
from lmm_qual.tui.transcript.codings import CodingMark
from lmm_qual.tui.transcript.document import Document, TurnRow


class TranscriptReading:
    """What the coding screen shows of one transcript; positions are code points."""

    def __init__(self, opened: OpenStudy, row: talk.TranscriptRow) -> None:
        self.opened = opened
        self.row = row
        store = opened.store
        self.turns = talk.turns(store, row.id)
        self.document = Document(
            talk.transcript_text(store, row.id), [*map(_view_turn, self.turns)]
        )
        self.show_others = False
        self.codings: list[CodingRow] = []
        self.counts: Counter[int] = Counter()
        self._decided: dict[int, dict[str, str]] = {}
        self._loaded = False
        self.load_codings()

    def load_codings(self) -> None:
        """Read the codings again, and put what changed into the study's counts."""
        store = self.opened.store
        before = Counter(coding.code_id for coding in self.codings)
        self.codings = coding_queries.codings(store, transcript_id=self.row.id)
        self._by_id = {coding.id: coding for coding in self.codings}
        self._decided = {}
        for voice in coding_queries.voices(store, self.row.id):
            self._decided.setdefault(voice.coding_id, {})[voice.participant] = voice.voice
        self.load_memos()
        if self._loaded:
            self._adjust(before)
        self._loaded = True
        self.counts = Counter(coding.code_id for coding in self.visible)

    def _adjust(self, before: Counter[int]) -> None:
        now = Counter(coding.code_id for coding in self.codings)
        counts = self.opened.counts
        for code in before.keys() | now.keys():
            number = counts.get(code, 0) + now[code] - before[code]
            counts[code] = max(number, now[code])

    # Who has coded

    def mine(self, coding: CodingRow) -> bool:
        """Say whether a coding is the coder's own; where nobody is coding, all are."""
        return self.opened.coder in {None, coding.coder}

    @property
    def sees_others(self) -> bool:
        """Say whether other coders' codings are shown."""
        return self.show_others or self.opened.coder is None

    @property
    def visible(self) -> list[CodingRow]:
        """Give the codings that are shown."""
        return self.codings if self.sees_others else self.own

    @property
    def own(self) -> list[CodingRow]:
        """Give the coder's own codings."""
        return [coding for coding in self.codings if self.mine(coding)]

    @property
    def other_coders(self) -> list[str]:
        """Give the names of the other coders who have coded here."""
        return sorted({coding.coder for coding in self.codings if not self.mine(coding)})

    @property
    def finished(self) -> bool:
        """Say whether the coder has finished a pass."""
        return any(row.status == "finished" for row in self._own_passes)

    @property
    def _own_passes(self) -> list[coding_queries.PassRow]:
        rows = self.opened.passes.get(self.row.id, [])
        return [row for row in rows if row.coder == self.opened.coder]

    @property
    def pass_state(self) -> str:
        """Say which pass the coder is in: `pass 1`, `pass 1 finished`."""
        done = [row for row in self._own_passes if row.status == "finished"]
        latest = self._own_passes[-1:]
        if latest and latest[0].status == "finished":
            return f"pass {len(done)} finished"
        return f"pass {len(done) + 1}"

    @property
    def finished_now(self) -> bool:
        """Say whether the pass under the present codebook is finished."""
        version = self.opened.version
        return any(r.status == "finished" and r.version == version for r in self._own_passes)

    # Showing

    def marks(self) -> list[CodingMark]:
        """Give the codings that are shown, as the view takes them."""
        tree = self.opened.tree
        looks = {code: (shown(tree.by_id[code].name), tree.color(code)) for code in self.counts}
        return [
            CodingMark(
                coding.id,
                coding.start,
                coding.end,
                *looks[coding.code_id],
                mine=self.mine(coding),
            )
            for coding in self.visible
        ]

    def coding(self, id: object) -> CodingRow | None:
        """Give a coding by its id."""
        return self._by_id.get(id) if isinstance(id, int) else None

    def same(self, coding: CodingRow, **values: int) -> bool:
        """Say whether another coding is what this one would be with other ends or another code."""
        wanted = coding._asdict() | values
        keys = ("start", "end", "code_id", "coder")
        return any(
            all(getattr(row, key) == wanted[key] for key in keys)
            for row in self.codings
            if row.id != coding.id
        )

    def load_memos(self) -> None:
        """Read again the memos on the transcript, its session and its codings."""
        self._memos: dict[tuple[str, int | None], list[MemoRow]] = {}
        for memo in transcript_memos(self.opened.store, self.row.id):
            self._memos.setdefault((memo.target, memo.target_id), []).append(memo)

    def memos(self, coding: int) -> list[MemoRow]:
        """Give the memos on a coding."""
        return self._memos.get(("coding", coding), [])

    def memos_here(self, target: str) -> list[MemoRow]:
        """Give the memos on the transcript or on its session."""
        return self._memos.get((target, self.row.id), [])

    @property
    def stopped_at(self) -> int | None:
        """Give where the coder's last coding begins, None where work is done or not begun."""
        own = self.own if self.opened.coder and not self.finished else []
        return max(own, key=lambda coding: coding.id).start if own else None

    def used_last(self) -> list[int]:
        """Give the codes the coder used here, the last first."""
        newest = sorted(self.own, key=lambda coding: -coding.id)
        return list(dict.fromkeys(coding.code_id for coding in newest))

    # Whose voice

    @cached_property
    def _session(self) -> Session:
        fallback = Seat(None, self.row.group, self.row.service, None)
        turns = [
            Turn(
                turn.start,
                turn.end,
                None if turn.interviewer else _seat(turn, fallback),
                turn.words,
            )
            for turn in self.turns
        ]
        return make_session(self.row, turns)

    def attributed(self, coding: CodingRow) -> Attributed:
        """Say whose voice a coding is."""
        return attribute(coding, self._session, self.decided(coding))

    def decided(self, coding: CodingRow) -> dict[str, str]:
        """Give what the coder said of participants in a coding, by their ids."""
        return self._decided.get(coding.id, {})

    @property
    def participants(self) -> list[str]:
        """Give the participants who speak here, in order of first turn."""
        named = (seat.participant for seat in self._session.seats)
        return [key for key in dict.fromkeys(named) if key is not None]

    # How much is coded

    @cached_property
    def _words(self) -> tuple[list[int], list[int]]:
        text = self.document.text
        spans = [
            span
            for turn in self.turns
            if not turn.interviewer
            for span in word_spans(text, turn.start, turn.end)
        ]
        return [start for start, _ in spans], [end for _, end in spans]

    def share(self) -> float | None:
        """Give the share of participants' words that the codings shown as own cover."""
        starts, ends = self._words
        if not starts:
            return None
        return _covered(starts, ends, ((c.start, c.end) for c in self.own)) / len(starts)


def _covered(starts: list[int], ends: list[int], spans: Iterable[tuple[int, int]]) -> int:
    """Count the words of which a code point is covered by spans, which come by their starts."""
    count = reached = 0
    for start, end in spans:
        first = max(bisect_right(ends, start), reached)
        last = bisect_left(starts, end)
        if last > first:
            count += last - first
            reached = last
    return count


def _seat(turn: talk.TurnRow, fallback: Seat) -> Seat:
    if turn.participant is None:
        return fallback
    return Seat(turn.participant, turn.group, turn.service, turn.role)


def _view_turn(turn: talk.TurnRow) -> TurnRow:
    return TurnRow(
        turn.n,
        turn.speaker,
        turn.start,
        turn.end,
        turn.timestamp,
        turn.label_start,
        bool(turn.interviewer),
    )
