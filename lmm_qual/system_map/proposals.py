"""Relations that talk proposes: a sentence in which a participant names services.

Who speaks for a service and names another proposes a relation between the two; so do two other
services named in one sentence. Whether the words affirm it, deny it or say nothing of the kind is
for a person to decide: a name alone tells nothing.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from lmm_qual.analysis.attribution import Session, load_sessions
from lmm_qual.store.queries.map_decisions import Decided, decided_mentions
from lmm_qual.store.queries.system_map import load_system_map
from lmm_qual.store.store import Store
from lmm_qual.system_map.mentions import Mention, within
from lmm_qual.system_map.naming import Kin, Talk, naming
from lmm_qual.text.sentences import sentences
from lmm_qual.text.span import Span

_DENYING = re.compile(
    r"\b(?:never|not|no|no[- ]one|nobody|none|nothing|neither|nor|nowhere|without|cannot|hardly"
    r"|\w+n['’ʼ]t)\b",
    re.IGNORECASE,
)
_ID_LETTERS = 12
_WORD = re.compile(r"\w[\w'’ʼ]*")
_FEWEST_WORDS = 2
"""Words that a sentence has beside the names at least; a bare answer tells of no relation."""


@dataclass(frozen=True)
class Proposal:
    """A sentence, from `start` to `end` in code points, that names `source` or `target` or both.

    `speaker_is_source` tells that the source is the service of who speaks. `participants` are
    those whose words it is, `denying` the words that may deny, `misspelt` what is not written as
    the map has it. `outcome` is what was decided of it: confirmed or dismissed.
    """

    id: str
    source: str
    target: str
    transcript: str
    start: int
    end: int
    words: str
    time: str | None
    group: str | None
    participants: tuple[str, ...]
    speaker_is_source: bool
    denying: tuple[str, ...]
    misspelt: tuple[str, ...]
    outcome: str | None = None

    @property
    def account(self) -> tuple[str, ...]:
        """Say whose account it is: those who speak, else their group."""
        return self.participants or tuple(filter(None, [self.group]))


@dataclass(frozen=True)
class ProposedPair:
    """What proposes a relation between two services, and the types of those on the map already."""

    source: str
    target: str
    on_map: tuple[str, ...]
    proposals: list[Proposal]


def proposals(store: Store, *, decided: bool = False) -> list[Proposal]:
    """Give what talk proposes, by transcript and place; with `decided` what was decided, too."""
    sessions, services = load_sessions(store), load_system_map(store).services
    kin, known = Kin.among(services), decided_mentions(store)
    found: list[Proposal] = []
    for transcript, named in naming(store, sessions, services):
        session = sessions[transcript]
        here = _proposed(named.text, named.talk, kin)
        found += _told(here, session, named.text, known.get(transcript, ()))
    found.sort(key=lambda one: (one.transcript, one.start))
    return [one for one in found if decided or one.outcome is None]


def proposed_pairs(store: Store, found: Iterable[Proposal]) -> list[ProposedPair]:
    """Group proposals by pair, most first; then as the services stand on the map."""
    system = load_system_map(store)
    places = {service.id: place for place, service in enumerate(system.services)}
    types: dict[tuple[str, str], dict[str, None]] = {}
    for relation in system.relations:
        for pair in ((relation.source, relation.target), (relation.target, relation.source)):
            types.setdefault(pair, {})[relation.type] = None
    pairs: dict[tuple[str, str], list[Proposal]] = {}
    for one in found:
        pairs.setdefault((one.source, one.target), []).append(one)
    return [
        ProposedPair(*pair, tuple(types.get(pair, ())), pairs[pair])
        for pair in sorted(
            pairs, key=lambda p: (-len(pairs[p]), places.get(p[0], 0), places.get(p[1], 0))
        )
    ]


@dataclass(frozen=True)
class _Raw:
    """A sentence with a pair, before it is told of."""

    source: str
    target: str
    span: Span
    talk: Talk
    group: str | None
    participants: tuple[str, ...]
    speaker_is_source: bool
    mentions: tuple[Mention, ...]


def _proposed(text: str, talk: Sequence[Talk], kin: Kin) -> Iterator[_Raw]:
    for turn in talk:
        for span in sentences(text, turn.start, turn.end):
            here = within(turn.mentions, span.start, span.end)
            if not here or _words_beside(text, span, here) < _FEWEST_WORDS:
                continue
            own = {seat.service for seat in turn.seats if seat.service is not None}
            groups = {seat.group for seat in turn.seats}
            people = tuple(seat.participant for seat in turn.seats if seat.participant is not None)
            group = groups.pop() if len(groups) == 1 else None
            for source, target, speaks in _pairs(here, own, kin):
                named = tuple(one for one in here if one.service in {source, target})
                yield _Raw(source, target, span, turn, group, people, speaks, named)


def _pairs(mentions: Sequence[Mention], own: set[str], kin: Kin) -> Iterator[tuple[str, str, bool]]:
    """Give source, target and whether the speaker's service is the source.

    What more than two others are named is a list: only the speaker's service is linked with each.
    """
    named = list(dict.fromkeys(mention.service for mention in mentions))
    others = [one for one in named if not any(kin.same(mine, one) for mine in own)]
    for mine in sorted(own):
        yield from ((mine, other, True) for other in others)
    if len(others) == 2 and not kin.same(*others):
        yield others[0], others[1], False


def _words_beside(text: str, span: Span, mentions: Sequence[Mention]) -> int:
    """Count the words of a sentence without those of names."""
    count = len(_WORD.findall(text, span.start, span.end))
    return count - sum(len(_WORD.findall(text, one.start, one.end)) for one in mentions)


def _told(
    raw: Iterable[_Raw], session: Session, text: str, decided: Sequence[Decided]
) -> Iterator[Proposal]:
    met: Counter[tuple[str, ...]] = Counter()
    for one in raw:
        words = text[one.span.start : one.span.end]
        key = (session.key, one.source, one.target, words)
        met[key] += 1
        yield Proposal(
            id=_id(*key, str(met[key])),
            source=one.source,
            target=one.target,
            transcript=session.key,
            start=one.span.start,
            end=one.span.end,
            words=words,
            time=session.time,
            group=one.group,
            participants=one.participants,
            speaker_is_source=one.speaker_is_source,
            denying=tuple(dict.fromkeys(found.lower() for found in _DENYING.findall(words))),
            misspelt=tuple(text[m.start : m.end] for m in one.mentions if not m.exact),
            outcome=_outcome(one, decided),
        )


def _outcome(one: _Raw, decided: Sequence[Decided]) -> str | None:
    """Give what was decided of these two, in either direction, in words that these share."""
    pair = {one.source, one.target}
    return next(
        (
            known.outcome
            for known in decided
            if {known.source, known.target} == pair
            and known.start < one.span.end
            and one.span.start < known.end
        ),
        None,
    )


def _id(*parts: str) -> str:
    """Give an id that stays as long as transcript, pair and words do."""
    joined = "\0".join(parts).encode("utf-8", "surrogatepass")
    return blake2b(joined, digest_size=_ID_LETTERS // 2).hexdigest()
