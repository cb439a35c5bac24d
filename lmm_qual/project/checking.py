"""Whether a project is sound: the file, its references, the words of its codings, its log."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial

from lmm_qual.analysis.snapshot import unpacked
from lmm_qual.model.problem import BadInputError
from lmm_qual.store.deltas import UNREADABLE, unpack
from lmm_qual.store.queries import wholeness
from lmm_qual.store.queries.design import load_study
from lmm_qual.store.queries.memos import all_memos, find_subject
from lmm_qual.store.queries.talk import TranscriptRow, original_bytes, transcript_text, transcripts
from lmm_qual.store.queries.wholeness import Stray
from lmm_qual.store.soundness import require_numbers, require_sound_study
from lmm_qual.store.store import RESTORE, Store
from lmm_qual.text.numbers import counted
from lmm_qual.text.standins import shown
from lmm_qual.text.words import count_words

_MEND = f"code them again, or {RESTORE}"
_COUNTED = {
    "passages": "passage",
    "links": "memo_link",
    "summaries": "chart_summary",
    "findings": "finding",
    "codes": "code",
    "codebook versions": "codebook_version",
    "reviews": "review",
    "deleted things": "bin_entry",
    "snapshots": "snapshot",
    "changes": "change_log",
}
"""What is counted beside transcripts, turns, codings and memos, and its table."""
_ONE = {"summaries": "summary"}
"""What one is called, where that is not the plural without its s."""
_SAID = {
    "memo_link": "a memo's link",
    "passage_link": "a passage",
    "review": "a correction to look at",
    "turn": "a turn",
    "embeddedness": "a judgement",
}


@dataclass
class Report:
    """What was checked, by kind and number, and what is wrong."""

    faults: list[str] = field(default_factory=list)
    checked: dict[str, int] = field(default_factory=dict)

    def count(self, kind: str, number: int = 1) -> None:
        """Count things of a kind as looked at."""
        if number:
            self.checked[kind] = self.checked.get(kind, 0) + number

    def fault(self, where: str, what: str, remedy: str = RESTORE) -> None:
        """Take a fault down: where it is, what is wrong, what to do."""
        self.faults.append(f"{shown(where)}: {what}; {remedy}")

    def summary(self) -> str:
        """Say what was checked and whether it is sound."""
        counts = ", ".join(
            counted(number, _ONE.get(kind, kind.removesuffix("s")), kind)
            for kind, number in self.checked.items()
        )
        found = counted(len(self.faults), "fault") if self.faults else "sound"
        return f"{found}: {counts}"


def check_project(store: Store) -> Report:
    """Check a project; nothing is changed.

    What is so spoilt that it cannot be checked is one fault, and the rest is checked all the same.
    """
    report = Report([f"{fault}; {RESTORE}" for fault in store.integrity_faults()])
    rows: list[TranscriptRow] = []
    _attempt(report, "the study", partial(require_sound_study, store))
    _attempt(report, "the study", partial(require_numbers, store))
    _attempt(report, "the study design", partial(load_study, store))
    _attempt(report, "transcripts", lambda: rows.extend(transcripts(store)))
    report.count("transcripts", len(rows))
    for row in rows:
        _attempt(report, row.key, partial(_check_transcript, store, row, report))
    for part in (_check_memos, _check_passages, _check_strays, _check_versions, _check_packed):
        _attempt(report, "the study", partial(part, store, report))
    for kind, table in _COUNTED.items():
        _attempt(report, kind, partial(_count, store, kind, table, report))
    report.faults = list(dict.fromkeys(report.faults))
    return report


def _attempt(report: Report, what: str, check: Callable[[], object]) -> None:
    """Check something; where it is too spoilt for that, say so."""
    try:
        check()
    except BadInputError as fault:
        for problem in fault.problems:
            report.fault(problem.place or what, problem.what)
    except (TypeError, ValueError, KeyError, AttributeError, RecursionError):
        report.fault(what, "holds values of another kind and cannot be checked")


def _count(store: Store, kind: str, table: str, report: Report) -> None:
    report.count(kind, wholeness.counted_rows(store, table))


def _check_transcript(store: Store, row: TranscriptRow, report: Report) -> None:
    text = transcript_text(store, row.id)
    if hashlib.sha256(original_bytes(store, row.id) or b"").hexdigest() != row.sha256:
        remedy = f"import the file again, or {RESTORE}"
        report.fault(row.key, "the original bytes are not those imported", remedy)
    _check_turns(store, row, text, report)
    _check_codings(store, row, text, report)


def _check_turns(store: Store, row: TranscriptRow, text: str, report: Report) -> None:
    last = number = words = 0
    for n, label_start, start, end, held in wholeness.turn_rows(store, row.id):
        number, words = number + 1, words + held
        if not last <= label_start <= start <= end <= len(text):
            report.fault(row.key, f"turn {n} stands at {start}–{end}, out of order")
        elif count_words(text, start, end) != held:
            report.fault(row.key, f"turn {n} holds another number of words")
        if n != number:
            report.fault(row.key, f"turn {n} has the number of another")
        last = end
    report.count("turns", number)
    if (row.turns, row.words) != (number, words):
        found = f"{counted(number, 'turn')} of {counted(words, 'word')}"
        said = f"holds {found}, not {row.turns} of {row.words}"
        report.fault(row.key, said)


def _check_codings(store: Store, row: TranscriptRow, text: str, report: Report) -> None:
    for coding, start, end, quote in wholeness.coding_rows(store, row.id):
        report.count("codings")
        if not 0 <= start < end <= len(text) or text[start:end] != quote:
            fault = f"coding {coding} at {start}–{end} does not stand on its words"
            report.fault(row.key, fault, _MEND)


def _check_passages(store: Store, report: Report) -> None:
    for key, passage, start, end in wholeness.misquoted_passages(store):
        fault = f"passage {passage} at {start}–{end} does not stand on its words"
        report.fault(str(key), fault)


def _check_memos(store: Store, report: Report) -> None:
    for memo in all_memos(store):
        report.count("memos")
        if find_subject(store, memo.target, memo.target_id) is None:
            remedy = f"delete it with `lmm-qual memos`, or {RESTORE}"
            fault = f"is on a {shown(memo.target)} that is not there"
            report.fault(f"memo {memo.id}", fault, remedy)


def _check_strays(store: Store, report: Report) -> None:
    found: Iterable[Iterable[Stray]] = (
        wholeness.stray_links(store),
        wholeness.stray_passage_links(store),
        wholeness.stray_reviews(store),
        wholeness.stray_judgements(store),
        wholeness.stray_turns(store),
    )
    for strays in found:
        for stray in strays:
            article = "an" if stray.lacks[:1] in {*"aeiou"} else "a"
            what = f"{article} {shown(stray.lacks)}"
            fault = f"{_SAID[stray.table]} belongs to {what} that is not there"
            report.fault(f"{stray.table} {stray.id}", fault)


def _check_versions(store: Store, report: Report) -> None:
    for stray in wholeness.later_versions(store):
        fault = f"is of version {shown(stray.lacks)}, which the codebook has not had"
        report.fault(f"{stray.table} {stray.id}", fault)


def _check_packed(store: Store, report: Report) -> None:
    for name, packed in wholeness.packed_changes(store):
        try:
            unpack(packed)
        except (*UNREADABLE, RecursionError):
            remedy = f"it can neither be undone nor brought back; {RESTORE} if it must be"
            report.fault(name, "cannot be read", remedy)
    for name, packed in wholeness.packed_snapshots(store):
        try:
            unpacked(packed)
        except (*UNREADABLE, RecursionError):
            report.fault(f"snapshot {name}", "cannot be read", f"take it again, or {RESTORE}")
