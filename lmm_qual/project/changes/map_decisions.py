"""Decisions of words that name two services: a relation that they affirm or deny, or none."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lmm_qual.definitions.checks import nearest
from lmm_qual.model.problem import BadInputError, refuse
from lmm_qual.model.system_map import Relation, Stance, SystemMap
from lmm_qual.project.changes.change import Author
from lmm_qual.project.changes.passages import Evidence, PassageLinks
from lmm_qual.store.deltas import Delta, Ids, Insert, Update
from lmm_qual.store.queries.keys import keys
from lmm_qual.store.queries.map_decisions import decision_ids, decision_on
from lmm_qual.store.queries.passages import passage_links
from lmm_qual.store.queries.system_map import system_map_rows, types_used
from lmm_qual.store.store import Store

CONFIRMED, DISMISSED = "confirmed", "dismissed"


@dataclass(frozen=True)
class ConfirmMention:
    """Let a relation rest on passages that name its ends, whether they affirm or deny it.

    A relation with the same ends, type, stance, time points and account is there once; ends of a
    type without direction may stand either way. `account` says whose word it is: participants,
    groups or services.
    """

    passages: Sequence[Evidence]
    source: str
    target: str
    type: str
    stance: Stance = "affirmed"
    times: Sequence[str] = ()
    account: Sequence[str] = ()
    kind = "map confirm"

    @property
    def label(self) -> str:
        """Name the relation."""
        said = "" if self.stance == "affirmed" else f", {self.stance}"
        return f"{self.source} {self.type} {self.target}{said}"

    def operations(self, store: Store, author: Author) -> Delta:
        """Make or find the relation; raises for what is not known."""
        return DecideMentions([self]).operations(store, author)


@dataclass(frozen=True)
class DismissMention:
    """Hold of passages that they tell of no relation between two services that they name."""

    passages: Sequence[Evidence]
    source: str
    target: str
    kind = "map confirm"

    @property
    def label(self) -> str:
        """Name the services."""
        return f"no relation of {self.source} and {self.target}"

    def operations(self, store: Store, author: Author) -> Delta:
        """Note the decision; raises where the words stand for a relation already."""
        return DecideMentions([self]).operations(store, author)


Decision = ConfirmMention | DismissMention


@dataclass(frozen=True)
class DecideMentions:
    """Take several decisions as one change."""

    decisions: Sequence[Decision]
    kind = "map confirm"

    @property
    def label(self) -> str:
        """Name the decision, or say how many there are."""
        if len(self.decisions) == 1:
            return self.decisions[0].label
        words = sum(len(one.passages) for one in self.decisions)
        return f"decisions of {words} mentions of services"

    def operations(self, store: Store, author: Author) -> Delta:
        """Work out relations, passages and decisions; raises `BadInputError`."""
        deciding = _Deciding(store, author)
        for decision in self.decisions:
            deciding.take(decision)
        return deciding.delta()


@dataclass
class _Deciding:
    store: Store
    author: Author
    _ids: Ids = field(init=False)
    _links: PassageLinks = field(init=False)
    _known: "DecidableNames" = field(init=False)
    _relations: list[dict[str, Any]] = field(init=False)
    _made: list[dict[str, Any]] = field(default_factory=list, init=False)
    _before: dict[int, list[Evidence]] = field(default_factory=dict, init=False)
    _grounds: dict[int, list[Evidence]] = field(default_factory=dict, init=False)
    _decided: dict[tuple[int, str, str], dict[str, Any]] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        self._ids = Ids(self.store)
        self._links = PassageLinks(self.store, self._ids, "relation")
        self._relations = sorted(self.store.mappings("relation"), key=lambda row: row["position"])
        self._known = DecidableNames(self.store)

    def take(self, decision: Decision) -> None:
        self._known.check(decision)
        if isinstance(decision, DismissMention):
            outcome, relation = DISMISSED, None
        else:
            outcome, relation = CONFIRMED, self._relation(decision)
            self._rest(relation, decision.passages)
        for passage in decision.passages:
            self._decide(passage, decision, outcome, relation)

    def _relation(self, decision: ConfirmMention) -> int:
        """Give the id of the relation, made where it is not there."""
        wanted = self._known.identity(_row(decision))
        for row in [*self._relations, *self._made]:
            if self._known.identity(row) == wanted:
                return int(row["id"])
        last = max((row["position"] for row in self._relations), default=-1)
        made = {
            **_row(decision),
            "id": self._ids.take("relation"),
            "position": last + 1 + len(self._made),
        }
        self._made.append(made)
        return int(made["id"])

    def _rest(self, relation: int, passages: Iterable[Evidence]) -> None:
        if relation not in self._grounds:
            self._before[relation] = [
                Evidence(link.transcript, link.start, link.end, link.side, link.note)
                for link in passage_links(self.store, "relation", relation)
            ]
            self._grounds[relation] = list(self._before[relation])
        grounds = self._grounds[relation]
        there = {(one.transcript, one.start, one.end, one.side) for one in grounds}
        grounds += [
            one for one in passages if (one.transcript, one.start, one.end, one.side) not in there
        ]

    def _decide(
        self, passage: Evidence, decision: Decision, outcome: str, relation: int | None
    ) -> None:
        """Note a decision; words that stand for a relation already keep their first decision."""
        at = self._links.at(passage)
        key = (at, decision.source, decision.target)
        if key in self._decided:
            if self._decided[key]["outcome"] != outcome:
                raise self._refused(passage, decision, "are confirmed and dismissed at once")
            return
        known = decision_on(self.store, *key)
        if known is not None and (known[1], outcome) == (CONFIRMED, DISMISSED):
            raise self._refused(passage, decision, "stand for a relation already")
        if known is None or known[1] != outcome:
            self._decided[key] = {
                "id": known[0] if known else self._ids.take("mention_decision"),
                "passage_id": at,
                "source": decision.source,
                "target": decision.target,
                "outcome": outcome,
                "relation_id": relation,
                "at": self.author.at,
                "coder": self.author.coder,
            }

    def _refused(self, passage: Evidence, decision: Decision, what: str) -> BadInputError:
        return refuse(
            f"the words of {decision.source} and {decision.target} {what}",
            "decide once; to take a confirmation back, undo it or remove the relation",
            file=str(self.store.path),
            place=f"{passage.transcript}:{passage.start}-{passage.end}",
        )

    def delta(self) -> Delta:
        for relation, passages in self._grounds.items():
            if passages != self._before[relation]:
                self._links.rest(relation, passages)
        known = decision_ids(self.store)
        rows = list(self._decided.values())
        return [
            Insert("relation", self._made),
            *self._links.operations(),
            Insert("mention_decision", [row for row in rows if row["id"] not in known]),
            Update("mention_decision", [row for row in rows if row["id"] in known]),
        ]


class DecidableNames:
    """What decisions may name: services, types of relations, time points, and whose account."""

    def __init__(self, store: Store) -> None:
        self._file = str(store.path)
        self._services = keys(store, "service", by="position")
        types = store.mappings("relation_type")
        self._undirected = {row["key"] for row in types if not row["directed"]}
        used = types_used(store)
        self._types = list(dict.fromkeys([*(row["key"] for row in types), *used]))
        self._times = keys(store, "time_point", by="position")
        people = keys(store, "participant", by="key")
        groups = keys(store, "participant_group", by="position")
        self._accounts = [*people, *groups, *self._services]

    def check(self, decision: Decision) -> None:
        """Raise `BadInputError` where the decision names what is not known."""
        self._check_ends(decision.source, decision.target)
        if isinstance(decision, DismissMention):
            return
        self._require("relation type", [decision.type], self._types)
        self._require("time point", decision.times, self._times)
        self._require("participant, group or service", decision.account, self._accounts)

    def _check_ends(self, source: str, target: str) -> None:
        """Raise `BadInputError` where two ends are not two services of the map."""
        self._require("service", [source, target], self._services)
        if source == target:
            raise refuse(f"a relation of {source} with itself", "name two", file=self._file)

    def identity(self, row: Mapping[str, Any]) -> tuple[Any, ...]:
        """Give what makes a relation the one it is."""
        ends = (row["source"], row["target"])
        ends = tuple(sorted(ends)) if row["type"] in self._undirected else ends
        said = (frozenset(json.loads(row[name])) for name in ("times", "account"))
        return (*ends, row["type"], row["stance"], *said)

    def _require(self, kind: str, names: Iterable[str], known: Collection[str]) -> None:
        for name in names:
            if name not in known:
                command = _MADE_BY.get(kind, "")
                remedy = nearest(name, known) if known else f"there is none yet{command}"
                raise refuse(f"unknown {kind} “{name}”", remedy, file=self._file)


_MADE_BY = {
    "service": "; add it with `map service add`",
    "relation type": "; add it with `map type add`",
}


def _row(decision: ConfirmMention) -> dict[str, Any]:
    """Give the row of the relation, without its id and place: words in a transcript state it."""
    relation = Relation(
        source=decision.source,
        target=decision.target,
        type=decision.type,
        stance=decision.stance,
        times=list(dict.fromkeys(decision.times)),
        account=list(dict.fromkeys(decision.account)),
        basis="stated",
    )
    return system_map_rows(SystemMap(relations=[relation]))["relation"][0]
