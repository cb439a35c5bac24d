"""Whose words are to be withdrawn, session by session, and what becomes of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from lmm_qual.definitions.checks import nearest
from lmm_qual.model.problem import refuse
from lmm_qual.model.study import Consent
from lmm_qual.store.queries.design import load_participants
from lmm_qual.store.queries.keys import ids_by_key
from lmm_qual.store.queries.talk import TranscriptRow, find_transcript, transcripts
from lmm_qual.store.store import Store

Row = dict[str, Any]
Words = Literal["remove", "bar"]
"""Whether words are removed, or only barred from being quoted and archived."""
Fate = Literal["document", "turns", "barred"]


@dataclass(frozen=True)
class Wanted:
    """A participant, a transcript or a participant in one transcript.

    `words` says what becomes of them; None leaves it to the consent.
    """

    participant: str | None = None
    transcript: str | None = None
    words: Words | None = None

    @property
    def label(self) -> str:
        """Name what is withdrawn, by ids only."""
        if self.participant is None:
            return f"withdrawal of transcript {self.transcript}"
        where = f" in {self.transcript}" if self.transcript else ""
        return f"withdrawal of {self.participant}{where}"


@dataclass(frozen=True)
class Session:
    """A transcript in which somebody withdraws: the rows of their turns and seats in it."""

    row: TranscriptRow
    fate: Fate
    turns: tuple[Row, ...]
    speakers: tuple[Row, ...]

    @property
    def words(self) -> int:
        """Count the words that go: of the whole document, or of the turns."""
        if self.fate == "document":
            return self.row.words
        return sum(turn["words"] for turn in self.turns)


@dataclass(frozen=True)
class Scope:
    """What is withdrawn: sessions, and the participant's number where there is one."""

    wanted: Wanted
    participant: int | None
    sessions: tuple[Session, ...]
    leaves: bool
    """Whether nothing that the participant said is left in the study then."""

    def of_fate(self, *fates: Fate) -> list[Session]:
        """Give the sessions of which this becomes."""
        return [session for session in self.sessions if session.fate in fates]


def find_scope(store: Store, wanted: Wanted, today: str) -> Scope:
    """Find what is meant; raises `BadInputError` for who or what is not there.

    Without word of it, words stay and are barred where the date until which the participant could
    withdraw, in that round, lies before `today`.
    """
    only = find_transcript(store, wanted.transcript) if wanted.transcript else None
    if wanted.participant is None:
        if only is None:
            raise refuse("nobody and nothing is named", "name a participant or a transcript")
        return Scope(wanted, None, (_whole(store, only),), leaves=False)
    id_, consent = _participant(store, wanted.participant)
    seats = store.mappings("speaker", "participant_id = ?", (id_,))
    rows = {row.id: row for row in transcripts(store)}
    here = list(dict.fromkeys(seat["transcript_id"] for seat in seats))
    if only is not None and only.id not in here:
        what = f"“{wanted.participant}” does not speak in {only.key}"
        known = [rows[transcript].key for transcript in here]
        raise refuse(what, nearest(only.key, known), file=str(store.path))
    meant = [only.id] if only else here
    found = [
        _session(store, rows[transcript], id_, _told(wanted, consent, rows[transcript], today))
        for transcript in meant
    ]
    gone = [session for session in found if session.fate != "barred"]
    return Scope(wanted, id_, tuple(found), leaves=len(gone) == len(here))


def _participant(store: Store, key: str) -> tuple[int, Mapping[str, Consent]]:
    ids = ids_by_key(store, "participant")
    if key not in ids:
        raise refuse(f"no participant “{key}”", nearest(key, ids), file=str(store.path))
    given = {one.id: one.consent for one in load_participants(store)}
    return ids[key], given.get(key, {})


def _told(wanted: Wanted, consent: Mapping[str, Consent], row: TranscriptRow, today: str) -> Words:
    if wanted.words is not None:
        return wanted.words
    given = consent.get(row.time or "")
    until = str(given.withdraw_until or "") if given and not given.withdrawn else ""
    return "bar" if until and today[: len(until)] > until else "remove"


def _whole(store: Store, row: TranscriptRow) -> Session:
    of = "transcript_id = ?"
    turns, seats = (store.mappings(table, of, (row.id,)) for table in ("turn", "speaker"))
    return Session(row, "document", tuple(turns), tuple(seats))


def _session(store: Store, row: TranscriptRow, participant: int, words: Words) -> Session:
    """Give what becomes of one session: of a sole interview the whole document goes."""
    whole = _whole(store, row)
    own = [seat for seat in whole.speakers if seat["participant_id"] == participant]
    ids = {seat["id"] for seat in own}
    silent = {seat["id"] for seat in whole.speakers if seat["interviewer"]}
    others = {turn["speaker_id"] for turn in whole.turns} - ids - silent
    if words == "bar":
        fate: Fate = "barred"
    else:
        fate = "turns" if others or not whole.turns else "document"
    turns = sorted(
        (turn for turn in whole.turns if turn["speaker_id"] in ids), key=lambda turn: turn["start"]
    )
    return Session(row, fate, tuple(turns), tuple(own))
