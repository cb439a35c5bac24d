"""The names that no text for sharing may hold: participants', their labels, transcripts'."""

from lmm_qual.analysis.sharing import SOME_TALK, SOMEBODY
from lmm_qual.store.queries.design import load_participants
from lmm_qual.store.queries.talk import speakers, transcripts
from lmm_qual.store.store import Store


def known_names(store: Store) -> dict[str, str]:
    """Give what stands for participants' ids, their labels as speakers, and transcripts' ids."""
    people = [row for row in speakers(store) if row.participant]
    names = {row.key: SOME_TALK for row in transcripts(store)}
    names |= {row.label: SOMEBODY for row in people}
    return names | {one.id: SOMEBODY for one in load_participants(store)}
