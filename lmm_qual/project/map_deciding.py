"""Decisions of proposed relations, as a person gives them: by their ids, or in a file."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lmm_qual.definitions.checks import nearest
from lmm_qual.definitions.csv_rows import read_csv
from lmm_qual.definitions.reading import read_text
from lmm_qual.definitions.validating import capped
from lmm_qual.model.problem import BadInputError, Problem, refuse
from lmm_qual.model.system_map import Stance
from lmm_qual.project.changes.map_decisions import (
    ConfirmMention,
    DecidableNames,
    DecideMentions,
    Decision,
    DismissMention,
)
from lmm_qual.project.changes.passages import Evidence
from lmm_qual.store.store import Store
from lmm_qual.system_map.proposals import Proposal, proposals

_STANCES: Mapping[str, Stance | None] = {
    "affirmed": "affirmed",
    "denied": "denied",
    "dismissed": None,
}
_FEWEST_LETTERS = 4
"""Letters of an id that are enough where no other begins with them."""


@dataclass(frozen=True)
class Said:
    """What is said of a proposal: `stance` None dismisses it, `type` is the relation's.

    Time points and account left out are those of the words: the session's time point, and who
    speaks.
    """

    stance: Stance | None
    type: str | None = None
    times: Sequence[str] | None = None
    account: Sequence[str] | None = None
    reverse: bool = False


def decide(store: Store, ids: Sequence[str], said: Said) -> DecideMentions:
    """Give the change that says one thing of several proposals; raises for unknown ids."""
    known = _by_id(store)
    chosen = {_find(id_, known, str(store.path)).id: None for id_ in ids}
    return DecideMentions([decision_of(known[id_], said) for id_ in chosen])


def decide_by_file(store: Store, path: Path) -> DecideMentions:
    """Give the change that takes what is filled in; raises `BadInputError` with all faults."""
    known, file = _by_id(store), str(path)
    names = DecidableNames(store)
    decisions: list[Decision] = []
    faults: list[Problem] = []
    met: dict[str, int] = {}
    for line, row in read_csv(read_text(path), file):
        if not row.get("decision", "").strip():
            continue
        try:
            one = _find(row.get("id", "").strip(), known, file)
            if one.id in met:
                raise refuse(f"proposal {one.id} stands twice", f"see line {met[one.id]}")
            met[one.id] = line
            decision = decision_of(one, _read(row, one))
            names.check(decision)
            decisions.append(decision)
        except BadInputError as error:
            faults += [
                Problem(file, each.what, f"line {line}", each.remedy) for each in error.problems
            ]
    if faults:
        raise BadInputError(capped(faults, file))
    return DecideMentions(decisions)


def _by_id(store: Store) -> dict[str, Proposal]:
    return {one.id: one for one in proposals(store, decided=True)}


def _find(id_: str, known: Mapping[str, Proposal], file: str) -> Proposal:
    if id_ in known:
        return known[id_]
    begun = [one for one in known if one.startswith(id_)] if len(id_) >= _FEWEST_LETTERS else []
    if len(begun) == 1:
        return known[begun[0]]
    if begun:
        raise refuse(f"“{id_}” begins {len(begun)} proposals", "give more of the id", file=file)
    raise refuse(f"no proposal “{id_}”", "see `map propose`; words may have changed", file=file)


def decision_of(one: Proposal, said: Said) -> Decision:
    """Give the decision of a proposal; raises `BadInputError` where it has no type."""
    passages = [Evidence(one.transcript, one.start, one.end)]
    ends = (one.target, one.source) if said.reverse else (one.source, one.target)
    if said.stance is None:
        return DismissMention(passages, *ends)
    if said.type is None:
        raise refuse(f"proposal {one.id} has no relation type", "say which with its type")
    times = said.times if said.times is not None else filter(None, [one.time])
    account = said.account if said.account is not None else one.account
    return ConfirmMention(passages, *ends, said.type, said.stance, list(times), list(account))


def _read(row: Mapping[str, str], one: Proposal) -> Said:
    given = row["decision"].strip().casefold()
    if given not in _STANCES:
        raise refuse(f"unknown decision “{row['decision']}”", nearest(given, _STANCES))
    ends = (row.get("source", one.source), row.get("target", one.target))
    if ends not in {(one.source, one.target), (one.target, one.source)}:
        what = f"proposal {one.id} is of {one.source} and {one.target}"
        raise refuse(what, "they may change places, but not be others")
    return Said(
        _STANCES[given],
        row.get("type", "").strip() or None,
        _listed(row, "times"),
        _listed(row, "account"),
        reverse=ends != (one.source, one.target),
    )


def _listed(row: Mapping[str, str], column: str) -> list[str] | None:
    """Give what a cell lists, None where it is empty."""
    return list(_parts(row[column])) if column in row else None


def _parts(cell: str) -> Iterator[str]:
    return (part.strip() for part in cell.split(";") if part.strip())
