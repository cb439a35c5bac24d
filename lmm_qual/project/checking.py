"""Whether a project is sound: the file, its references, the words of its codings."""

import hashlib
from dataclasses import dataclass, field

from lmm_qual.store.queries.memos import all_memos, find_subject
from lmm_qual.store.queries.talk import original_bytes, transcript_text, transcripts
from lmm_qual.store.store import Store
from lmm_qual.text.standins import shown
from lmm_qual.text.words import count_words


@dataclass
class Report:
    """What was checked, by kind and number, and what is wrong."""

    faults: list[str] = field(default_factory=list)
    checked: dict[str, int] = field(default_factory=dict)

    def summary(self) -> str:
        """Say what was checked and whether it is sound."""
        counts = ", ".join(_counted(number, kind) for kind, number in self.checked.items())
        found = _counted(len(self.faults), "faults") if self.faults else "sound"
        return f"{found}: {counts}"


def _counted(number: int, kind: str) -> str:
    return f"{number} {kind.removesuffix('s') if number == 1 else kind}"


def check_project(store: Store) -> Report:
    """Check a project; nothing is changed."""
    report = Report(faults=store.integrity_faults())
    rows = transcripts(store)
    report.checked["transcripts"] = len(rows)
    for row in rows:
        text = transcript_text(store, row.id)
        if hashlib.sha256(original_bytes(store, row.id) or b"").hexdigest() != row.sha256:
            report.faults.append(f"{shown(row.key)}: the original bytes are not those imported")
        _check_turns(store, row.id, row.key, text, report)
        _check_codings(store, row.id, row.key, text, report)
    _check_memos(store, report)
    _check_passages(store, report)
    _check_links(store, report)
    return report


def _check_memos(store: Store, report: Report) -> None:
    for memo in all_memos(store):
        report.checked["memos"] = report.checked.get("memos", 0) + 1
        if find_subject(store, memo.target, memo.target_id) is None:
            report.faults.append(f"memo {memo.id} is on a {memo.target} that is not there")


def _check_passages(store: Store, report: Report) -> None:
    sql = """
        SELECT passage.id, transcript.key, start, "end" FROM passage
        JOIN transcript ON transcript.id = passage.transcript_id
        WHERE substr(transcript.text, start + 1, "end" - start) != quote
    """
    for passage, key, start, end in store.rows(sql):
        fault = f"passage {passage} at {start}–{end} does not stand on its words"
        report.faults.append(f"{shown(key)}: {fault}")


_SOURCES = {"summary": "chart_summary", "finding": "finding", "tag": "change_tag"}
"""The tables of what rests on passages."""


def _check_links(store: Store, report: Report) -> None:
    for link, source, source_id in store.rows("SELECT id, source, source_id FROM passage_link"):
        table = _SOURCES.get(source)
        if table is None or not list(store.where_in(table, "id", "id", [source_id])):
            report.faults.append(f"link {link} belongs to a {shown(source)} that is not there")


def _check_turns(store: Store, transcript: int, key: str, text: str, report: Report) -> None:
    sql = 'SELECT n, start, "end", words FROM turn WHERE transcript_id = ? ORDER BY start'
    last = 0
    for n, start, end, words in store.rows(sql, (transcript,)):
        report.checked["turns"] = report.checked.get("turns", 0) + 1
        if not last <= start <= end <= len(text):
            report.faults.append(f"{shown(key)}: turn {n} stands at {start}–{end}, out of order")
        elif count_words(text, start, end) != words:
            report.faults.append(f"{shown(key)}: turn {n} holds another number of words")
        last = end


def _check_codings(store: Store, transcript: int, key: str, text: str, report: Report) -> None:
    sql = 'SELECT id, start, "end", quote FROM coding WHERE transcript_id = ?'
    for coding, start, end, quote in store.rows(sql, (transcript,)):
        report.checked["codings"] = report.checked.get("codings", 0) + 1
        if text[start:end] != quote:
            fault = f"coding {coding} at {start}–{end} does not stand on its words"
            report.faults.append(f"{shown(key)}: {fault}")
