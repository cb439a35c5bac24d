"""Finding the cells of the framework matrix, and the passages, that a person names."""

from collections.abc import Callable, Iterable

from lmm_qual.analysis.attribution import Session, load_sessions
from lmm_qual.analysis.framework_rows import rows_met
from lmm_qual.definitions.checks import nearest
from lmm_qual.definitions.tree import Path as KeyPath
from lmm_qual.definitions.validating import capped
from lmm_qual.model.framework import Framework, SummaryEntry, SummaryPassage
from lmm_qual.model.problem import BadInputError, Problem, refuse
from lmm_qual.project.changes.codings import covered_words
from lmm_qual.project.changes.framework import WriteSummaries, Written
from lmm_qual.project.changes.passages import Evidence, only_place
from lmm_qual.store.queries.charts import (
    CellKey,
    RowKind,
    participant_ids,
    service_labels,
    services_met,
    summary_in,
)
from lmm_qual.store.queries.codes import code_tree, find_code
from lmm_qual.store.queries.design import load_study
from lmm_qual.store.queries.talk import find_transcript, transcript_text, transcripts
from lmm_qual.store.store import Store


class CellFinder:
    """Finds cells and passages by the names a person uses; raises `BadInputError`."""

    def __init__(self, store: Store, file: str = "") -> None:
        self._store, self._file = store, file or str(store.path)
        self._tree = code_tree(store)
        self._transcripts = {row.key: row for row in transcripts(store)}
        declared = [time.id for time in load_study(store).time_points]
        met = {row.time for row in self._transcripts.values()}
        self.times = [*declared, *sorted({time for time in met if time} - set(declared))]
        self._rows: dict[str, Iterable[str]] = {
            "participant": participant_ids(store),
            "service": dict.fromkeys([*service_labels(store), *services_met(store)]),
            "transcript": self._transcripts,
        }
        self._texts: dict[str, str] = {}
        self._met: list[Session] | None = None

    def cell(
        self,
        kind: RowKind,
        row: str,
        code: str,
        time: str | None = None,
        *,
        change: bool = False,
        place: str = "",
    ) -> CellKey:
        """Give the cell of a row and a code, of a round or of change between them."""
        if row not in self._rows[kind]:
            raise self._refuse(f"no {kind} “{row}”", nearest(row, self._rows[kind]), place)
        code_id = find_code(self._tree, code, file=self._file, place=place)
        if kind == "transcript":
            self._check_own_time(row, time, place, change=change)
            return CellKey(kind, row, code_id)
        if change:
            if len(self.times) < 2:
                raise self._refuse("there is one round at most, so no change", "", place)
            return CellKey(kind, row, code_id, change=True)
        key = CellKey(kind, row, code_id, time)
        return key._replace(time=self._time(key, place))

    def _check_own_time(self, row: str, time: str | None, place: str, *, change: bool) -> None:
        own = self._transcripts[row].time
        if change:
            raise self._refuse(f"{row} is of one round, so there is no change in it", "", place)
        if time not in {None, own}:
            remedy = f"its time point is {own}" if own else "it has no time point"
            raise self._refuse(f"{row} is not of {time}", remedy, place)

    def _time(self, key: CellKey, place: str) -> str | None:
        """Give a cell's round; it may be left out where there is no other, or none is known."""
        time = key.time
        if time is not None:
            if time not in self.times:
                raise self._refuse(f"unknown time point “{time}”", nearest(time, self.times), place)
            return time
        if not self.times or self._untimed(key):
            return None
        if len(self.times) > 1:
            sign = "--" if self._file == str(self._store.path) else ""
            remedy = f"give {sign}time, one of {', '.join(self.times)}, or {sign}change"
            raise self._refuse("says neither which round nor change", remedy, place)
        return self.times[0]

    def _untimed(self, key: CellKey) -> bool:
        """Say whether a row was met in a session without a time point, or something is written."""
        if self._met is None:
            self._met = list(load_sessions(self._store).values())
        untimed = [session for session in self._met if session.time is None]
        met = any(key.row in rows_met(key.kind, session) for session in untimed)
        return met or summary_in(self._store, key) is not None

    def evidence(self, passage: SummaryPassage, place: str = "") -> Evidence:
        """Give a passage that is told by its place, or by words that stand there once."""
        key, quote = passage.transcript, passage.quote
        text = self._text(key, place)
        if passage.start is None or passage.end is None:
            return Evidence(key, *only_place(text, quote or "", key, file=self._file, place=place))
        words = covered_words(text, passage.start, passage.end, key, file=self._file, place=place)
        if quote is not None and quote != words:
            what = f"the words at {key} {passage.start}–{passage.end} are not those of `quote`"
            raise self._refuse(what, f"there stands “{words[:60]}”", place)
        return Evidence(key, passage.start, passage.end)

    def _text(self, key: str, place: str) -> str:
        if key not in self._texts:
            if key not in self._transcripts:
                remedy = nearest(key, self._transcripts)
                raise self._refuse(f"no transcript “{key}”", remedy, place)
            row = find_transcript(self._store, key)
            self._texts[key] = transcript_text(self._store, row.id)
        return self._texts[key]

    def _refuse(self, what: str, remedy: str, place: str) -> BadInputError:
        return refuse(what, remedy, file=self._file, place=place)


def summaries_of_file(
    store: Store, framework: Framework, place: Callable[[KeyPath], str], file: str
) -> WriteSummaries:
    """Give the change that writes a file's summaries; raises `BadInputError` with every fault.

    A summary that stands there with these words and passages is left as it is.
    """
    finder = CellFinder(store, file)
    problems: list[Problem] = []
    written: list[Written] = []
    cells: dict[CellKey, int] = {}
    for index, entry in enumerate(framework.summaries):
        try:
            one = _written(finder, entry, ("summaries", index), place)
        except BadInputError as fault:
            problems += fault.problems
            continue
        if (first := cells.setdefault(one.cell, index)) != index:
            what = f"this cell stands twice (also as entry {first + 1})"
            problems.append(Problem(file, what, place(("summaries", index)), "keep one"))
        written.append(one)
    if problems:
        raise BadInputError(capped(problems, file))
    return WriteSummaries(written, file)


def _written(
    finder: CellFinder, entry: SummaryEntry, at: KeyPath, place: Callable[[KeyPath], str]
) -> Written:
    kind, row = entry.row
    cell = finder.cell(
        kind,  # type: ignore[arg-type]
        row,
        entry.code,
        entry.time,
        change=entry.change,
        place=place(at),
    )
    evidence = [
        finder.evidence(passage, place((*at, "passages", index)))
        for index, passage in enumerate(entry.passages)
    ]
    return Written(cell, entry.text, evidence, entry.by, entry.written, afresh=False)
