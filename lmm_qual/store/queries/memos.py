"""Memos, and what they are on.

A session is the session of one transcript, so a memo on it holds the transcript's id.
"""

from collections.abc import Iterable
from typing import Literal, NamedTuple

from lmm_qual.model.code_tree import CodeTree
from lmm_qual.store.store import Store

MemoTarget = Literal["coding", "passage", "transcript", "code", "session", "study"]
TARGETS: tuple[MemoTarget, ...] = (
    "study",
    "session",
    "transcript",
    "code",
    "passage",
    "coding",
)
"""What a memo can be on, from the widest to the narrowest."""


class Subject(NamedTuple):
    """What a memo is on, with the names that say so; codings and passages have words and place.

    A passage that nothing is written of yet has no id.
    """

    target: MemoTarget
    id: int | None
    transcript: str | None = None
    code_id: int | None = None
    quote: str | None = None
    start: int | None = None
    end: int | None = None

    def said(self, tree: CodeTree) -> str:
        """Name it: `the study`, `session T1-G3-07`, `coding Barriers/Referral in T1-G3-07`."""
        code = None if self.code_id is None else tree.path(self.code_id)
        if self.target == "coding":
            return f"coding {code} in {self.transcript}"
        if self.target == "passage":
            return f"passage {self.start}–{self.end} of {self.transcript}"
        named = code or self.transcript
        return f"{self.target} {named}" if named else "the study"


class MemoRow(NamedTuple):
    """A memo with the names of what it is on; `coder` is None where nobody was named."""

    id: int
    target: MemoTarget
    target_id: int | None
    coder: str | None
    text: str
    created: str
    transcript: str | None
    code_id: int | None
    quote: str | None
    start: int | None
    end: int | None

    @property
    def subject(self) -> Subject:
        """Give what it is on."""
        place = self.quote, self.start, self.end
        return Subject(self.target, self.target_id, self.transcript, self.code_id, *place)


_MEMO = """
    SELECT memo.id, memo.target, memo.target_id, coder.name, memo.text, memo.created,
           transcript.key, coalesce(coding.code_id, code.id),
           coalesce(coding.quote, passage.quote), coalesce(coding.start, passage.start),
           coalesce(coding.end, passage.end)
    FROM memo
    LEFT JOIN coder ON coder.id = memo.coder_id
    LEFT JOIN coding ON memo.target = 'coding' AND coding.id = memo.target_id
    LEFT JOIN passage ON memo.target = 'passage' AND passage.id = memo.target_id
    LEFT JOIN code ON memo.target = 'code' AND code.id = memo.target_id
    LEFT JOIN transcript ON transcript.id = CASE
        WHEN memo.target IN ('transcript', 'session') THEN memo.target_id
        ELSE coalesce(coding.transcript_id, passage.transcript_id) END
"""


def memos(store: Store, target: str, target_id: int | None = None) -> list[MemoRow]:
    """Give the memos on things of one kind (`coding`, `transcript`, ...), or on one of them."""
    one = "" if target_id is None else "AND memo.target_id = ?"
    sql = f"{_MEMO} WHERE memo.target = ? {one} ORDER BY memo.id"
    return store.records(MemoRow, sql, (target,) if target_id is None else (target, target_id))


def all_memos(store: Store) -> list[MemoRow]:
    """Give every memo, in the order they were written."""
    return store.records(MemoRow, f"{_MEMO} ORDER BY memo.id")


def memo(store: Store, id: int) -> MemoRow | None:
    """Give one memo, None where it is not there."""
    return next(iter(store.records(MemoRow, f"{_MEMO} WHERE memo.id = ?", (id,))), None)


def transcript_memos(store: Store, transcript_id: int) -> list[MemoRow]:
    """Give the memos on a transcript, on its session, its passages and all its codings."""
    where = """
        WHERE memo.target IN ('transcript', 'session') AND memo.target_id = :transcript
           OR memo.target = 'coding' AND memo.target_id IN
              (SELECT id FROM coding WHERE transcript_id = :transcript)
           OR memo.target = 'passage' AND memo.target_id IN
              (SELECT id FROM passage WHERE transcript_id = :transcript)
        ORDER BY memo.id
    """
    return store.records(MemoRow, _MEMO + where, {"transcript": transcript_id})


def memo_counts(store: Store) -> dict[tuple[str, int | None], int]:
    """Count the memos on each thing that has any, codings and passages aside, by target and id."""
    sql = """
        SELECT target, target_id, count(*) FROM memo WHERE target NOT IN ('coding', 'passage')
        GROUP BY target, target_id
    """
    return {(target, id_): number for target, id_, number in store.rows(sql)}


def memo_ids(store: Store, targets: Iterable[str], ids: Iterable[int]) -> list[int]:
    """Give the ids of the memos on things of these kinds with these ids."""
    kinds = set(targets)
    found = store.where_in("memo", "id, target", "target_id", ids)
    return sorted(memo for memo, target in found if target in kinds)


_SUBJECTS = {
    "coding": """
        SELECT 'coding', coding.id, transcript.key, code_id, quote, start, "end"
        FROM coding JOIN transcript ON transcript.id = coding.transcript_id WHERE coding.id = ?
    """,
    "passage": """
        SELECT 'passage', passage.id, transcript.key, NULL, quote, start, "end"
        FROM passage JOIN transcript ON transcript.id = passage.transcript_id WHERE passage.id = ?
    """,
    "code": "SELECT 'code', id, NULL, id, NULL, NULL, NULL FROM code WHERE id = ?",
    "transcript": """
        SELECT 'transcript', id, key, NULL, NULL, NULL, NULL FROM transcript WHERE id = ?
    """,
    "session": "SELECT 'session', id, key, NULL, NULL, NULL, NULL FROM transcript WHERE id = ?",
}


def find_subject(store: Store, target: str, target_id: int | None) -> Subject | None:
    """Give what a memo is to be on, None where it is not there."""
    if target == "study":
        return Subject("study", None) if target_id is None else None
    if target not in _SUBJECTS or target_id is None:
        return None
    return next(iter(store.records(Subject, _SUBJECTS[target], (target_id,))), None)
