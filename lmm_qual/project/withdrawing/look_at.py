"""What researchers wrote that may still tell what somebody said: a list for them to look at."""

import json
from collections.abc import Collection, Iterable, Iterator

from lmm_qual.project.withdrawing.scope import Scope
from lmm_qual.project.withdrawing.session_words import SessionWords
from lmm_qual.store.queries.charts import rested_on
from lmm_qual.store.queries.everything import value_of, values_by_id
from lmm_qual.store.queries.keys import ids_in
from lmm_qual.store.queries.memo_links import link_ids_to
from lmm_qual.store.queries.memos import memo_ids
from lmm_qual.store.queries.snapshots import summaries_said
from lmm_qual.store.queries.talk import unnamed_sessions
from lmm_qual.store.store import Store

_SOURCES = {
    "finding": ("finding", "key", "finding"),
    "tag": ("change_tag", "id", "change tag"),
    "service": ("service", "key", "evidence of service"),
    "relation": ("relation", "id", "evidence of relation"),
    "embeddedness": ("embeddedness", "id", "judgement of embeddedness"),
}
"""What rests on passages: its table, the column that names it, and what it is called."""


def to_look_at(store: Store, scope: Scope) -> list[str]:
    """Give what rests on the words or may repeat them, a line each, by ids alone."""
    words = {one.row.id: SessionWords(store, one) for one in scope.of_fate("document", "turns")}
    parted = [one for one in words.values() if not one.whole]
    found = [
        *_memos(store, parted),
        *_resting(store, words.values()),
        *_summaries(store, words.values()),
        *_invivo(store, words.values()),
    ]
    for one in parted:
        if one.session.row.title or one.session.row.turns:
            found.append(f"title, note and details of transcript {one.session.row.key}")
            found.append(f"what others say of or to this person in {one.session.row.key}")
    if scope.participant is not None and words:
        found += _accounts(store, scope)
    goes = bool(words) or not scope.sessions
    if goes and scope.participant is not None and scope.wanted.transcript is None:
        found += _unnamed(store)
    return list(dict.fromkeys(found))


def _memos(store: Store, sessions: Iterable[SessionWords]) -> Iterator[str]:
    for one in sessions:
        on_session = memo_ids(store, ["transcript", "session"], [one.session.row.id])
        cut = memo_ids(store, ["coding"], (row["id"] for row in one.cut()))
        gone = {*one.gone_passages}
        passages = [row["id"] for row in one.passages if row["id"] not in gone and one.touched(row)]
        for memo in (*on_session, *cut, *memo_ids(store, ["passage"], passages)):
            yield f"memo {memo}"
        for (memo,) in store.where_in(
            "memo_link", "DISTINCT memo_id", "id", link_ids_to(store, "passage", gone)
        ):
            yield f"memo {memo}"


def _resting(store: Store, sessions: Iterable[SessionWords]) -> Iterator[str]:
    """Give what rests on passages that go; chart summaries are told with what they chart."""
    for source, id_ in _links(store, sessions):
        if source in _SOURCES:
            table, column, said = _SOURCES[source]
            named = value_of(store, table, column, id_)
            yield f"{said} {named}: rested on words that go"


def _links(store: Store, sessions: Iterable[SessionWords]) -> list[tuple[str, int]]:
    gone = [id_ for one in sessions for id_ in one.gone_passages]
    return sorted(set(store.where_in("passage_link", "source, source_id", "passage_id", gone)))


def _summaries(store: Store, sessions: Collection[SessionWords]) -> Iterator[str]:
    """Give the cells of the framework matrix that rested on words that go."""
    gone = {id_ for one in sessions for id_ in one.gone_codings}
    rested = {id_ for source, id_ in _links(store, sessions) if source == "summary"}
    for id_, based_on in rested_on(store):
        if gone & {entry[0] for entry in json.loads(based_on)}:
            rested.add(id_)
    for row in summaries_said(store):
        if row["id"] in rested:
            cell = f"{row['row']} × code {row['code']} × {row['time'] or 'change'}"
            yield f"chart summary {row['id']}, of {cell}: rested on words that go"


def _invivo(store: Store, sessions: Iterable[SessionWords]) -> Iterator[str]:
    gone = {id_ for one in sessions for id_ in one.gone_codings}
    used = {code for (code,) in store.where_in("coding", "code_id", "id", gone)}
    for code in ids_in(store, "code", "origin", "in vivo"):
        if code in used:
            yield f"code {code}: an in vivo code, whose name may be words that go"


def _accounts(store: Store, scope: Scope) -> Iterator[str]:
    for id_, account in values_by_id(store, "relation", "account").items():
        if scope.wanted.participant in json.loads(account):
            yield f"relation {id_}: is told as this person's account"


def _unnamed(store: Store) -> Iterator[str]:
    """Give the sessions in which somebody speaks, not an interviewer, whom nothing names."""
    if named := ", ".join(unnamed_sessions(store)):
        yield f"nobody has said who speaks in all turns of {named}: see whether this person does"
