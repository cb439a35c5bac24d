"""What the names in a query mean in a project: codes with those under them, values of fields."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lmm_qual.analysis.at_hand import AtHand
from lmm_qual.analysis.query_language import QueryError
from lmm_qual.analysis.query_tree import (
    FIELDS,
    NOTHING,
    Asked,
    CodeNamed,
    Either,
    Every,
    Query,
    Related,
    Without,
    written,
)
from lmm_qual.definitions.checks import nearest
from lmm_qual.model.code_tree import CodeTree
from lmm_qual.store.queries.codings import coders
from lmm_qual.store.queries.talk import known_values
from lmm_qual.text.folding import folded

Values = frozenset[str | None]
FREE = frozenset({"text", "memo"})
"""The fields whose values are any words."""


@dataclass(frozen=True)
class Names:
    """A query with what its codes and fields mean; free words are folded."""

    query: Query
    codes: Mapping[CodeNamed, frozenset[int]]
    values: Mapping[Asked, Values]

    @property
    def mentioned(self) -> frozenset[int]:
        """Give all codes that are named, with those under them."""
        return frozenset[int]().union(*self.codes.values())


def bind(project: AtHand, query: Query) -> Names:
    """Look up all names of a query; raises `QueryError` at the first that is not there."""
    known, tree = _Known(project), project.tree
    codes: dict[CodeNamed, frozenset[int]] = {}
    values: dict[Asked, Values] = {}
    for leaf in _leaves(query):
        if isinstance(leaf, CodeNamed):
            codes[leaf] = frozenset(tree.with_descendants(_code(tree, leaf, known)))
        else:
            values[leaf] = frozenset(known.find(leaf))
    return Names(query, codes, values)


def _leaves(query: Query) -> Iterator[CodeNamed | Asked]:
    """Give the codes and fields of a query in the order in which they stand there."""
    match query:
        case Related(_, code):
            yield code
        case Without(part):
            yield from _leaves(part)
        case Every(parts) | Either(parts):
            for part in parts:
                yield from _leaves(part)
        case CodeNamed() | Asked():
            yield query


def _code(tree: CodeTree, named: CodeNamed, known: "_Known") -> int:
    found = tree.find(named.name)
    if len(found) == 1:
        return found[0]
    if found:
        paths = ", ".join(written(tree.path(code)) for code in found)
        raise QueryError(
            f"more than one code is named “{named.name}”", f"write its path: {paths}", named.at
        )
    remedy = _meant_field(named.name, known) or _nearest_code(tree, named.name)
    raise QueryError(f"unknown code “{named.name}”", remedy, named.at)


def _meant_field(said: str, known: "_Known") -> str:
    """Say how a field is written where one was meant, nothing where none was."""
    name, colon, value = said.partition(":")
    if colon and name.lower() in FIELDS:
        return f"a field is written {name.lower()}={value.strip()}"
    found = next((one for one in _ALONE if said in known.of(one)), None)
    return f"that is a {_SAID.get(found, found)}; write {found}={written(said)}" if found else ""


_ALONE = ("time", "group", "participant", "service")
"""The fields whose values may be written by themselves by mistake."""
_SAID = {"time": "time point"}


def _nearest_code(tree: CodeTree, said: str) -> str:
    """Propose the code whose name is most like what was said, or else begins with it."""
    names = {tree.by_id[code].name: code for code in tree.order}
    if not names:
        return "the codebook is empty"
    last = folded(said.rpartition("/")[2])
    begun = [name for name in names if last and folded(name).startswith(last)]
    return f"did you mean “{begun[0]}”?" if begun else nearest(last, names)


@dataclass
class _Known:
    """The values of each field that the project knows, read when a query first asks."""

    project: AtHand
    _labels: dict[str, dict[str, str]] = field(default_factory=dict)

    def find(self, asked: Asked) -> Iterator[str | None]:
        """Give the values meant, as they are stored."""
        for value, at in zip(asked.values, asked.places or (0,) * len(asked.values), strict=True):
            if value is None:
                yield None
            elif asked.name in FREE:
                yield " ".join(folded(value).split())
            else:
                yield self._one(asked.name, value, at)

    def _one(self, name: str, value: str, at: int) -> str:
        known = self.of(name)
        if value in known:
            return value
        by_label = {label: key for key, label in known.items()}
        if value in by_label:
            return by_label[value]
        alike = {folded(said): key for said, key in [*by_label.items(), *zip(known, known)]}  # noqa: B905
        if folded(value) in alike:
            return alike[folded(value)]
        what = f"{name} “{value}” is not in this study"
        raise QueryError(what, nearest(value, [*known, NOTHING] if known else []), at)

    def of(self, name: str) -> dict[str, str]:
        """Give the values of a field with their labels, where they have any."""
        if name not in self._labels:
            self._labels[name] = _KNOWN[name](self)
        return self._labels[name]

    def times(self) -> dict[str, str]:
        """Give the time points with their labels."""
        declared = {time.id: time.label or time.id for time in self.project.study.time_points}
        return self.met("time") | declared

    def groups(self) -> dict[str, str]:
        """Give the groups with their labels."""
        declared = {group.id: group.label or group.id for group in self.project.study.groups}
        return self.met("group") | declared

    def met(self, name: str) -> dict[str, str]:
        """Give the values of a field that are met in the talk."""
        return _plain(known_values(self.project.store, name))


_KNOWN: Mapping[str, Callable[[_Known], dict[str, str]]] = {
    "time": lambda known: known.times(),
    "group": lambda known: known.groups(),
    "participant": lambda known: _plain(person.id for person in known.project.study.participants),
    "service": lambda known: known.met("service"),
    "role": lambda known: known.met("role"),
    "method": lambda known: (
        _plain(method.id for method in known.project.study.methods) | known.met("method")
    ),
    "coder": lambda known: _plain(coders(known.project.store)),
    "transcript": lambda known: known.met("transcript"),
    "valence": lambda _: _plain(("barrier", "facilitator", "mixed")),
    "refers": lambda _: {"before": "before", "now": "now", "hoped for": "hoped"},
}


def _plain(keys: Iterable[str]) -> dict[str, str]:
    return {key: key for key in keys}


def holds_code(query: Query) -> bool:
    """Say whether a code stands in a query outside relations, so that it speaks of words."""
    match query:
        case CodeNamed():
            return True
        case Without(part):
            return holds_code(part)
        case Every(parts) | Either(parts):
            return any(map(holds_code, parts))
    return False


def asks(query: Query, *kinds: str) -> bool:
    """Say whether a query asks for one of these fields or relations."""
    match query:
        case Asked(name):
            return name in kinds
        case Related(relation):
            return relation in kinds
        case Without(part):
            return asks(part, *kinds)
        case Every(parts) | Either(parts):
            return any(asks(part, *kinds) for part in parts)
    return False


def split_words(parts: Sequence[Query]) -> tuple[list[Query], list[Query], list[Query]]:
    """Part what stands side by side into codes to carry, codes not to carry, and fields."""
    words = [part for part in parts if holds_code(part)]
    carried: list[Query] = [part for part in words if not isinstance(part, Without)]
    refused = [part.part for part in words if isinstance(part, Without)]
    return carried, refused, [part for part in parts if not holds_code(part)]
