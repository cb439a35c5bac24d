"""What tables say of codings that wait to be looked at."""

from lmm_qual.store.queries.reviews import waiting_codings
from lmm_qual.store.store import Store


def waiting_said(store: Store) -> list[str]:
    """Say how many codings have words that a correction changed and nobody has looked at since."""
    number = waiting_codings(store)
    if not number:
        return []
    many = "1 coding waits" if number == 1 else f"{number} codings wait"
    return [f"{many} to be looked at after corrections of transcripts: `transcripts review`"]
