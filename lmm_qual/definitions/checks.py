"""What the models cannot see alone: repeated ids, names that nobody defined, cycles.

Each check yields `(path, what, remedy)`, the path leading to the value at fault.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from lmm_qual.definitions.tree import DEPTH_CAP, Path
from lmm_qual.model.base import composed
from lmm_qual.model.codebook import Codebook, join_path, split_path
from lmm_qual.model.framework import Framework, SummaryEntry, summary_fault
from lmm_qual.model.monitoring import Monitoring
from lmm_qual.model.study import Study
from lmm_qual.model.system_map import SystemMap
from lmm_qual.model.transcript_list import TranscriptList

Fault = tuple[Path, str, str]
Check = Callable[..., Iterator[Fault]]


def nearest(name: str, known: Iterable[str]) -> str:
    """Give a remedy: the known name most like `name`, or the known ones."""
    from rapidfuzz import fuzz, process

    names = list(dict.fromkeys(known))
    found = process.extractOne(
        name, names, scorer=fuzz.ratio, score_cutoff=55, processor=str.casefold
    )
    if found:
        return f"did you mean “{found[0]}”?"
    return "known: " + ", ".join(names[:12]) if names else "none is defined"


def repeated(entries: Sequence[object], section: str, key: str = "id") -> Iterator[Fault]:
    """Find entries that have the id of an earlier one."""
    seen: dict[str, int] = {}
    for index, entry in enumerate(entries):
        name = composed(getattr(entry, key))
        if name in seen:
            what = f"{key} “{name}” stands twice (also as entry {seen[name] + 1})"
            yield (section, index, key), what, "give each its own"
        seen.setdefault(name, index)


def unknown(path: Path, kind: str, name: str | None, known: Iterable[str]) -> Iterator[Fault]:
    """Find a name that is none of the known ones."""
    names = list(known)
    if name is not None and name not in names:
        yield path, f"unknown {kind} “{name}”", nearest(name, names)


def _reversed(start: str | None, end: str | None) -> bool:
    """Tell whether a partial date lies before another as a whole."""
    return start is not None and end is not None and end < start[: len(end)]


def check_study(study: Study) -> Iterator[Fault]:
    """Check a study file: ids, and that design entries name what is defined."""
    for section in ("questions", "time_points", "groups", "methods", "participants"):
        yield from repeated(getattr(study, section), section)
    times = [time.id for time in study.time_points]
    groups = [group.id for group in study.groups]
    methods = [method.id for method in study.methods]
    for section in ("recruitment", "topic_guides"):
        for index, entry in enumerate(getattr(study, section)):
            yield from unknown((section, index, "time"), "time point", entry.time, times)
            yield from unknown((section, index, "group"), "group", entry.group, groups)
    for index, plan in enumerate(study.recruitment):
        for name in plan.method:
            yield from unknown(("recruitment", index, "method"), "method", name, methods)
    yield from _check_planned_once(study)
    for index, asked in enumerate(study.approached):
        yield from unknown(("approached", index, "time"), "time point", asked.time, times)
    yield from _check_participants(study, times, groups)
    for index, point in enumerate(study.time_points):
        if _reversed(point.start, point.end):
            yield ("time_points", index, "end"), "ends before it starts", "turn the dates round"


def _check_participants(study: Study, times: list[str], groups: list[str]) -> Iterator[Fault]:
    """Check whom participants name; a study without a design may still have participants."""
    for index, participant in enumerate(study.participants):
        here = ("participants", index)
        if groups:
            yield from unknown((*here, "group"), "group", participant.group, groups)
        for time in participant.consent if times else ():
            yield from unknown((*here, "consent", time), "time point", time, times)


def _check_planned_once(study: Study) -> Iterator[Fault]:
    seen: set[tuple[str, str, str]] = set()
    for index, plan in enumerate(study.recruitment):
        for method in plan.method or [""]:
            key = (plan.time, plan.group, method)
            if key in seen:
                what = f"{plan.time}, {plan.group} is planned twice"
                yield ("recruitment", index), what, "keep one entry a time, group and method"
            seen.add(key)


def check_codebook(codebook: Codebook) -> Iterator[Fault]:
    """Check a codebook: parents that exist, no cycles, no equal names under one parent."""
    paths, faults = resolve_paths(codebook)
    yield from faults
    for index, path in enumerate(paths):
        if len(split_path(path)) > DEPTH_CAP:
            yield ("codes", index), f"nested deeper than {DEPTH_CAP} levels", "nest less"
    shortcuts: dict[str, int] = {}
    for index, code in enumerate(codebook.codes):
        if code.shortcut is None:
            continue
        if code.shortcut in shortcuts:
            what = f"shortcut “{code.shortcut}” stands twice"
            yield ("codes", index, "shortcut"), what, "give each its own"
        shortcuts.setdefault(code.shortcut, index)


def resolve_paths(codebook: Codebook) -> tuple[list[str], list[Fault]]:
    """Give the path of each code, in the file's order, and what hinders finding it.

    A `parent` is read as a path first, else as a name, which must then be the only one.
    """
    paths: dict[int, str] = {}
    indices: dict[str, list[int]] = {code.name: [] for code in codebook.codes}
    for index, code in enumerate(codebook.codes):
        indices[code.name].append(index)
    while found := _next_paths(codebook, paths, indices):
        paths.update(found)
    faults = list(_unresolved(codebook, paths, indices)) or list(_equal_paths(paths))
    return [paths.get(index, code.name) for index, code in enumerate(codebook.codes)], faults


def _next_paths(
    codebook: Codebook, paths: dict[int, str], indices: dict[str, list[int]]
) -> dict[int, str]:
    """Find the paths of codes whose parents are known by now, those given by path first."""
    known = set(paths.values())
    by_path: dict[int, str] = {}
    by_name: dict[int, str] = {}
    for index, code in enumerate(codebook.codes):
        if index in paths:
            continue
        name = join_path([code.name])
        if code.parent is None:
            by_path[index] = name
        elif code.parent in known:
            by_path[index] = f"{code.parent}/{name}"
        elif len(named := indices.get(code.parent, [])) == 1 and named[0] in paths:
            by_name[index] = f"{paths[named[0]]}/{name}"
    return by_path or by_name


def _unresolved(
    codebook: Codebook, paths: dict[int, str], indices: dict[str, list[int]]
) -> Iterator[Fault]:
    for index, code in enumerate(codebook.codes):
        if index in paths or code.parent is None:
            continue
        place, named = ("codes", index, "parent"), indices.get(code.parent, [])
        if len(named) > 1:
            yield place, f"more than one code is named “{code.parent}”", "write its path"
        elif not named:
            remedy = nearest(code.parent, [*indices, *paths.values()])
            yield place, f"unknown parent “{code.parent}”", remedy
        elif _is_own_ancestor(index, codebook, indices):
            yield place, f"“{code.name}” is its own ancestor", "break the circle"


def _is_own_ancestor(index: int, codebook: Codebook, indices: dict[str, list[int]]) -> bool:
    at, seen = index, {index}
    while (parent := codebook.codes[at].parent) is not None:
        named = indices.get(parent, [])
        if len(named) != 1:
            return False
        at = named[0]
        if at in seen:
            return at == index
        seen.add(at)
    return False


def _equal_paths(paths: dict[int, str]) -> Iterator[Fault]:
    seen: dict[str, int] = {}
    for index, path in sorted(paths.items()):
        if path in seen:
            what = f"code “{path}” stands twice (also as entry {seen[path] + 1})"
            yield ("codes", index, "name"), what, "rename or remove one"
        seen.setdefault(path, index)


def check_system_map(system: SystemMap) -> Iterator[Fault]:
    """Check a system map: ids, rings, members, and the ends and types of relations."""
    for section in ("rings", "services", "relation_types"):
        yield from repeated(getattr(system, section), section)
    rings = [ring.id for ring in system.rings]
    services = [service.id for service in system.services]
    types = [kind.id for kind in system.relation_types]
    for index, service in enumerate(system.services):
        for ring in service.rings:
            yield from unknown(("services", index, "ring"), "ring", ring, rings)
        for member in service.members:
            yield from unknown(("services", index, "members"), "service", member, services)
            if member == service.id:
                yield ("services", index, "members"), f"“{member}” is its own member", "remove it"
    for index, relation in enumerate(system.relations):
        here = ("relations", index)
        yield from unknown((*here, "source"), "service", relation.source, services)
        yield from unknown((*here, "target"), "service", relation.target, services)
        yield from unknown((*here, "type"), "relation type", relation.type, types)
        for place, period in ((here, relation), ((*here, "observed"), relation.observed)):
            if period and _reversed(period.from_, period.to):
                yield (*place, "to"), "ends before it begins", "turn the dates round"
    yield from _shared_aliases(system)


def _shared_aliases(system: SystemMap) -> Iterator[Fault]:
    owners: dict[str, str] = {}
    for index, service in enumerate(system.services):
        for alias in service.aliases:
            owner = owners.setdefault(alias.casefold(), service.id)
            if owner != service.id:
                what = f"alias “{alias}” belongs to service “{owner}” already"
                yield ("services", index, "aliases"), what, "leave it with one of them"


def check_monitoring(monitoring: Monitoring) -> Iterator[Fault]:
    """Check monitoring figures: ids, and that what is superseded exists."""
    yield from repeated(monitoring.figures, "figures")
    yield from repeated(monitoring.flows, "flows")
    known = [figure.id for figure in monitoring.figures]
    for index, figure in enumerate(monitoring.figures):
        place = ("figures", index, "supersedes")
        yield from unknown(place, "figure", figure.supersedes, known)
        if figure.supersedes == figure.id:
            yield place, f"“{figure.id}” supersedes itself", "remove it"


def check_transcript_list(documents: TranscriptList) -> Iterator[Fault]:
    """Check a transcript list: ids and paths stand once."""
    named = [(i, d.id) for i, d in enumerate(documents.documents) if d.id is not None]
    paths = [(i, d.path) for i, d in enumerate(documents.documents)]
    for key, entries in (("id", named), ("path", paths)):
        seen: set[str] = set()
        for index, value in entries:
            if value in seen:
                yield ("documents", index, key), f"{key} “{value}” stands twice", "keep one"
            seen.add(value)


def check_framework(framework: Framework) -> Iterator[Fault]:
    """Check written summaries: one row, one column, one summary a cell, passages that say where."""
    seen: dict[tuple[object, ...], int] = {}
    for index, entry in enumerate(framework.summaries):
        here = ("summaries", index)
        yield from _check_summary(here, entry)
        cell = (*entry.row, entry.code, entry.time, entry.change)
        if cell in seen:
            what = f"this cell stands twice (also as entry {seen[cell] + 1})"
            yield here, what, "keep one"
        seen.setdefault(cell, index)


def _check_summary(here: Path, entry: SummaryEntry) -> Iterator[Fault]:
    if len(entry.named_rows) != 1:
        what = "names more than one row" if entry.named_rows else "names no row"
        yield here, what, "give one of participant, service, transcript"
    if entry.time is not None and entry.change:
        yield (*here, "time"), "is of one round and of change", "give either time or change"
    if fault := summary_fault(entry.text):
        yield (*here, "text"), fault, "write it anew"
    for index, passage in enumerate(entry.passages):
        place = (*here, "passages", index)
        if (passage.start is None) != (passage.end is None):
            yield place, "has one end alone", "give both start and end, or neither"
        elif passage.start is None and passage.quote is None:
            yield place, "says neither where nor which words", "give quote, or start and end"
