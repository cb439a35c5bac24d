"""The map as it may be shared: small figures of relations masked, ids taken out of its words.

Relations of one type, base and period are parts of that base, as referrals by who referred are, and
are masked as such (see `masked_parts`); a small base is masked too.
"""

from collections.abc import Callable, Container
from dataclasses import dataclass

from lmm_qual.analysis.masked_parts import few, masked_parts
from lmm_qual.model.system_map import Relation, Service, SystemMap

Masked = frozenset[tuple[int, str]]
"""What is masked of relations: their numbers in the map from 1, with `count` or `base`."""
Whole = tuple[int | None, str, object, tuple[str, ...]]
"""What counts are parts of: a base, of relations of one type, period and time points."""


@dataclass(frozen=True)
class SharedMap:
    """A map without what is masked, and what that is; `figures` are all numbers there were."""

    system: SystemMap
    masked: Masked
    figures: int


def shared_map(system: SystemMap, threshold: int | None, tell: Callable[[str], str]) -> SharedMap:
    """Mask a map; `tell` takes names out of a text."""
    masked = _masked(system, threshold) if threshold is not None else frozenset()
    relations = [
        _relation(relation, number, masked, tell)
        for number, relation in enumerate(system.relations, start=1)
    ]
    services = [_service(service, threshold, tell) for service in system.services]
    numbers = [n for one in system.relations for n in (one.count, one.base) if n is not None]
    rings = [
        ring.model_copy(update={"expected": _told(ring.expected, tell)}) for ring in system.rings
    ]
    shared = system.model_copy(
        update={"rings": rings, "relations": relations, "services": services}
    )
    return SharedMap(shared, masked, len(numbers))


def without_words(shared: SystemMap, known: Container[str]) -> SystemMap:
    """Give a shared map as a file may hold it: no notes and passages, nobody's account by id.

    `known` are the names of accounts that may stand: groups and services.
    """
    gone: dict[str, object] = {"note": None, "passages": []}
    relations = [
        one.model_copy(update={**gone, "account": [name for name in one.account if name in known]})
        for one in shared.relations
    ]
    services = [one.model_copy(update=gone) for one in shared.services]
    return shared.model_copy(update={"relations": relations, "services": services})


def _masked(system: SystemMap, threshold: int) -> Masked:
    groups: dict[Whole, list[int]] = {}
    found: set[tuple[int, str]] = set()
    for number, one in enumerate(system.relations, start=1):
        if few(one.base, threshold):
            found.add((number, "base"))
        if one.count is not None:
            seen = (one.observed.from_, one.observed.to) if one.observed else None
            groups.setdefault((one.base, one.type, seen, tuple(one.times)), []).append(number)
    for (base, *_), numbers in groups.items():
        counts = [system.relations[number - 1].count or 0 for number in numbers]
        masks = masked_parts(counts, [base], threshold)
        found |= {(number, "count") for number, mask in zip(numbers, masks, strict=True) if mask}
    return frozenset(found)


def _relation(
    relation: Relation, number: int, masked: Masked, tell: Callable[[str], str]
) -> Relation:
    gone = {name: None for name in ("count", "base") if (number, name) in masked}
    return relation.model_copy(update={**gone, "evidence": _told(relation.evidence, tell)})


def _service(service: Service, threshold: int | None, tell: Callable[[str], str]) -> Service:
    told = {name: _attribute(n, threshold, tell) for name, n in service.attributes.items()}
    evidence = _told(service.evidence, tell)
    return service.model_copy(update={"attributes": told, "evidence": evidence})


def _attribute(value: str, threshold: int | None, tell: Callable[[str], str]) -> str:
    """Give what is said of a service; a small number only as that it is."""
    if threshold is not None and value.isdecimal() and few(int(value), threshold):
        return f"fewer than {threshold}"
    return tell(value)


def _told(evidence: str | list[str] | None, tell: Callable[[str], str]) -> str | list[str] | None:
    if evidence is None or isinstance(evidence, str):
        return evidence and tell(evidence)
    return [tell(one) for one in evidence]
