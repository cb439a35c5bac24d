"""The names that the study and the map define, against which typed ones are checked."""

from collections.abc import Iterator

from lmm_qual.definitions.checks import nearest
from lmm_qual.model.problem import BadInputError, Problem
from lmm_qual.store.queries.design import load_study
from lmm_qual.store.queries.keys import keys
from lmm_qual.store.store import Store

STANDARD_METHODS = ("interview", "dyad", "focus group", "survey comment")


class KnownNames:
    """Time points, groups, methods and services; where none is defined, any will do."""

    def __init__(self, store: Store) -> None:
        study = load_study(store)
        methods = [method.id for method in study.methods]
        self._file = str(store.path)
        self._names = {
            "time point": [time.id for time in study.time_points],
            "group": [group.id for group in study.groups],
            "method": list(dict.fromkeys([*methods, *STANDARD_METHODS])),
            "service": keys(store, "service", by="position"),
        }

    def unknown(self, kind: str, name: str | None) -> Iterator[tuple[str, str]]:
        """Say that a name is not defined, and what to do; nothing where it is."""
        known = self._names[kind]
        if name is not None and known and name not in known:
            yield f"unknown {kind} “{name}”", nearest(name, known)

    def require(self, **names: str | None) -> None:
        """Raise `BadInputError` where one of the names, given by `time` and so on, is unknown."""
        kinds = {"time": "time point", "group": "group", "method": "method", "service": "service"}
        faults = [
            Problem(self._file, what, "", remedy)
            for key, kind in kinds.items()
            for what, remedy in self.unknown(kind, names.get(key))
        ]
        if faults:
            raise BadInputError(faults)
