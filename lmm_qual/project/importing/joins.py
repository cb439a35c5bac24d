"""Labels to be joined to names, as a person asked for it, whatever order they were given in."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from lmm_qual.definitions.checks import nearest
from lmm_qual.model.problem import Problem, refuse

_ASKED = "--join"


def final_names(joins: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Give each label with the name that it has in the end: of `A=B` and `B=C`, both have C.

    Raises `BadInputError` for a label joined to two names, and for labels that go round.
    """
    into: dict[str, str] = {}
    for label, name in joins:
        if into.setdefault(label, name) != name:
            what = f"speaker “{label}” is joined to “{into[label]}” and to “{name}”"
            raise refuse(what, "keep one of them", file=_ASKED)
    return {label: _end(into, label) for label in into}


def _end(into: Mapping[str, str], label: str) -> str:
    passed, name = [label], into[label]
    while into.get(name, name) != name:
        if name in passed:
            said = ", ".join(f"“{one}”" for one in passed)
            raise refuse(f"the joins go round: {said}", "leave one of them out", file=_ASKED)
        passed.append(name)
        name = into[name]
    return name


def unmet_joins(joins: Sequence[tuple[str, str]], met: Iterable[str]) -> Iterator[Problem]:
    """Find labels to join that are none of those `met`, nor a name that another is joined to."""
    known = sorted(met)
    names = {*known, *(name for _, name in joins)}
    for label, name in joins:
        if label not in names:
            what = f"no turn of speaker “{label}” to join to “{name}”"
            yield Problem(_ASKED, what, "", nearest(label, known))
