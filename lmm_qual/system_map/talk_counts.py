"""How many speak for each service, and how many name it: two counts that are never added."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from lmm_qual.system_map.themes import ServiceTheme, Tally

_NOBODY = Tally()


@dataclass(frozen=True)
class TalkCounts:
    """Talk of a service: `spoken` by its people, `named` by anybody, `own` of these by its own."""

    spoken: Tally = _NOBODY
    named: Tally = _NOBODY
    own: Tally = _NOBODY


def talk_counts(themes: Iterable[ServiceTheme], time: str | None = None) -> dict[str, TalkCounts]:
    """Count the coded talk of each service, of all time points or of one.

    Participants and segments count once, under however many codes they stand.
    """
    found: dict[str, TalkCounts] = {}
    for theme in themes:
        if time in {None, theme.time}:
            before = found.get(theme.service, TalkCounts())
            found[theme.service] = _with(before, theme)
    return found


def _with(before: TalkCounts, theme: ServiceTheme) -> TalkCounts:
    tally = Tally(theme.participants, theme.segments)
    if theme.source == "speaker":
        return replace(before, spoken=before.spoken | tally)
    own = before.own | tally if theme.own else before.own
    return replace(before, named=before.named | tally, own=own)
