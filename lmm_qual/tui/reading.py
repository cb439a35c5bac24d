"""A transcript opened for coding: its document, its codings, whose voice they are."""

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Callable
from functools import cached_property
from operator import attrgetter

from lmm_qual.analysis.attribution import Attributed, Session, attribute, read_session
from lmm_qual.analysis.coverage import CodedWords
from lmm_qual.model.problem import refuse
from lmm_qual.store.queries import codings as coding_queries
from lmm_qual.store.queries import talk
from lmm_qual.store.queries.codings import CodingRow
from lmm_qual.store.queries.memo_links import MemoLinkRow, links_into
from lmm_qual.store.queries.memos import MemoRow, transcript_memos
from lmm_qual.store.queries.reviews import waiting_reviews
from lmm_qual.store.soundness import REMEDY
from lmm_qual.text.span import Span
from lmm_qual.text.standins import shown
from lmm_qual.tui.opened import OF_CODINGS, OpenStudy
from lmm_qual.tui.transcript.document import Document
from lmm_qual.tui.transcript.marks import CodingMark


class _Marks(dict[int, CodingMark]):
    """Marks by the id of their coding, each made when it is first asked for."""

    def __init__(self, make: Callable[[int], CodingMark]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, id: int) -> CodingMark:
        mark = self[id] = self._make(id)
        return mark


class TranscriptReading:
    """What the coding screen shows of one transcript; positions are code points."""

    def __init__(self, opened: OpenStudy, row: talk.TranscriptRow) -> None:
        self.opened = opened
        self.row = row
        store = opened.store
        self.turns = talk.turns(store, row.id)
        self.document = self._document()
        self._texts_at = opened.texts
        self.show_others = False
        self.codings: list[CodingRow] = []
        self._by_id: dict[int, CodingRow] = {}
        self._tally: Counter[tuple[str, int]] = Counter()
        self._marks = _Marks(self._mark)
        self._looks: dict[int, tuple[str, str | None]] = {}
        self._seen_at: tuple[object, ...] = ()
        self._read_at: tuple[int, str | None] | None = None
        self._decided: dict[int, dict[str, str]] = {}
        self.waiting: dict[int, str] = {}
        self.load_codings()

    def _document(self) -> Document:
        text = talk.transcript_text(self.opened.store, self.row.id)
        try:
            return Document(text, self.turns)
        except ValueError as error:
            place, file = self.row.key, str(self.opened.path)
            raise refuse(str(error), REMEDY, file=file, place=place) from None

    def load_text(self) -> bool:
        """Read text and turns again where a change wrote any; say whether they are others now."""
        if self._texts_at == self.opened.texts:
            return False
        self._texts_at = self.opened.texts
        was = self.document.text, self.turns
        self.turns = talk.turns(self.opened.store, self.row.id)
        self.document = self._document()
        for kept in ("_session", "_coded"):
            self.__dict__.pop(kept, None)
        return was != (self.document.text, self.turns)

    def load_codings(self) -> None:
        """Bring the codings up to date, with all that is worked out from them.

        After one change only the codings it wrote are read; else all are.
        """
        written = self._written_since()
        if written is None:
            self._read_all()
        else:
            self._read_some(written.get("coding", set()))
            if "coding_voice" in written:
                self._read_voices()
        if written is None or {"memo", "memo_link"} & written.keys():
            self.load_memos()
        if written is None or "review" in written or self.waiting:
            rows = waiting_reviews(self.opened.store, self.row.id)
            self.waiting = {row.target_id: row.reason for row in rows if row.target == "coding"}
        self._read_at = self.opened.project.changes, self.opened.coder
        self._part_by_coder()

    def _part_by_coder(self) -> None:
        coder, sees_others = self.opened.coder, self.sees_others
        others = {who for who, _ in self._tally} - {coder}
        self.other_coders = [] if coder is None else sorted(others)
        self.own = [*filter(self.mine, self.codings)] if self.other_coders else self.codings
        self.visible = self.codings if sees_others else self.own
        self.counts: Counter[int] = Counter()
        for (who, code), number in self._tally.items():
            if sees_others or who == coder:
                self.counts[code] += number

    def _written_since(self) -> dict[str, set[int]] | None:
        """Give what was written since the codings were read, None where they must all be read."""
        project = self.opened.project
        read_at, coder = self._read_at or (-1, None)
        missed = project.changes - read_at
        if read_at < 0 or coder != self.opened.coder or missed > 1 or self.opened.read_only:
            return None
        written = project.written
        if missed and (not written.whole or written.ids.keys() - OF_CODINGS):
            return None
        return written.ids if missed else {}

    def _read_all(self) -> None:
        self.codings = coding_queries.codings_of(self.opened.store, self.row.id, None)
        self._by_id = {coding.id: coding for coding in self.codings}
        self._tally = Counter(map(_coder_and_code, self.codings))
        self._marks.clear()
        self.__dict__.pop("_coded", None)
        self._read_voices()

    def _read_some(self, ids: set[int]) -> None:
        """Read codings again: those that are no longer there go, others come."""
        if not ids:
            return
        gone = [self._by_id.pop(coding) for coding in ids & self._by_id.keys()]
        come = coding_queries.codings_with(self.opened.store, ids, self.row.id)
        self._by_id |= {coding.id: coding for coding in come}
        for coding in gone:
            del self.codings[bisect_left(self.codings, _place(coding), key=_place)]
        for coding in come:
            insort(self.codings, coding, key=_place)
        self._tally.subtract(map(_coder_and_code, gone))
        self._tally.update(map(_coder_and_code, come))
        self._tally = +self._tally
        for written in ids:
            self._marks.pop(written, None)
        for codings, by in ((gone, -1), (come, 1)):
            for coding in filter(self.mine, codings):
                self._coded.change(coding.start, coding.end, by)
        if ids == {coding.id for coding in (*gone, *come)}:
            self.opened.count_codings(gone, come)

    def _read_voices(self) -> None:
        self._decided = {}
        for voice in coding_queries.voices(self.opened.store, self.row.id):
            self._decided.setdefault(voice.coding_id, {})[voice.participant] = voice.voice

    # Who has coded

    def mine(self, coding: CodingRow) -> bool:
        """Say whether a coding is the coder's own; where nobody is coding, all are."""
        return self.opened.coder in {None, coding.coder}

    @property
    def sees_others(self) -> bool:
        """Say whether other coders' codings are shown."""
        return self.show_others or self.opened.coder is None

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
        """Give the codings that are shown, as the view takes them; the same while unchanged."""
        tree = self.opened.tree
        if self._seen_at != (tree, self.opened.coder):
            self._marks.clear()
            self._seen_at = tree, self.opened.coder
            self._looks = {
                code: (shown(tree.by_id[code].name), tree.color(code)) for code in tree.by_id
            }
        return [*map(self._marks.__getitem__, map(_id, self.visible))]

    def _mark(self, id: int) -> CodingMark:
        coding = self._by_id[id]
        label, color = self._looks[coding.code_id]
        return CodingMark(
            id, coding.start, coding.end, label, color, letter=None, mine=self.mine(coding)
        )

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
        """Read again the memos on the transcript, its session, its words, and what points here."""
        self._memos: dict[tuple[str, int | None], list[MemoRow]] = {}
        for memo in transcript_memos(self.opened.store, self.row.id):
            self._memos.setdefault((memo.target, memo.target_id), []).append(memo)
        self._links = links_into(self.opened.store, self.row.id)

    def memos(self, coding: int) -> list[MemoRow]:
        """Give the memos on a coding."""
        return self.memos_on("coding", coding)

    def memos_on(self, target: str, id: int | None) -> list[MemoRow]:
        """Give the memos on a coding or a passage."""
        return self._memos.get((target, id), [])

    def passage_memos(self, position: int | None = None) -> list[MemoRow]:
        """Give the memos on passages, all or those a position is in, the shortest passage first."""
        written = [
            (memo, memo.start or 0, memo.end or 0)
            for (target, _), memos in self._memos.items()
            if target == "passage"
            for memo in memos
        ]
        here = [found for found in written if position is None or found[1] <= position < found[2]]
        return [memo for memo, *_ in sorted(here, key=lambda found: found[2] - found[1])]

    def links_at(self, position: int) -> list[MemoLinkRow]:
        """Give the links of memos that point to words a position is in."""
        return [link for link in self._links if position in _words(link)]

    def noted(self) -> list[Span]:
        """Give the words that memos are on or point to, each once, from the first."""
        on = (Span(memo.start or 0, memo.end or 0) for memo in self.passage_memos())
        return sorted({*on, *map(_words, self._links)}, key=lambda span: (span.start, span.end))

    def memos_here(self, target: str) -> list[MemoRow]:
        """Give the memos on the transcript or on its session."""
        return self._memos.get((target, self.row.id), [])

    @property
    def stopped_at(self) -> int | None:
        """Give where the coder's last coding begins, None where work is done or not begun."""
        own = self.own if self.opened.coder and not self.finished else []
        return max(own, key=lambda coding: coding.id).start if own else None

    # Whose voice

    @cached_property
    def _session(self) -> Session:
        return read_session(self.row, self.turns)

    def attributed(self, coding: CodingRow) -> Attributed:
        """Say whose voice a coding is."""
        return attribute(coding, self._session, self.decided(coding))

    def is_silent(self, span: Span) -> bool:
        """Say whether no participant speaks in a span, so that nobody is counted for it."""
        return self._session.voiced(span.start, span.end).silent

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
    def _coded(self) -> CodedWords:
        turns = [(turn.start, turn.end, turn.words) for turn in self.turns if not turn.interviewer]
        spans = ((coding.start, coding.end) for coding in self.own)
        return CodedWords(self.document.text, turns, spans)

    def share(self) -> float | None:
        """Give the share of participants' words that the coder's own codings cover."""
        return self._coded.share


_id, _coder_and_code = attrgetter("id"), attrgetter("coder", "code_id")


def _words(link: MemoLinkRow) -> Span:
    return Span(link.start or 0, link.end or 0)


def _place(coding: CodingRow) -> tuple[int, int, int]:
    return coding.start, -coding.end, coding.id
