"""Asking for a relation between two services, from any screen: from, to, of what kind, and more."""

from collections.abc import Callable, Mapping, Sequence

from lmm_qual.model.system_map import Relation, SystemMap
from lmm_qual.project.changes.change import Change
from lmm_qual.project.changes.passages import Evidence
from lmm_qual.store.queries.design import load_monitoring
from lmm_qual.store.queries.system_map import load_system_map
from lmm_qual.system_map.graph import type_table
from lmm_qual.tui.screens.map_fields import map_values, relation_fields
from lmm_qual.tui.screens.name_picker import NamePicker
from lmm_qual.tui.screens.study_page import StudyPage
from lmm_qual.tui.screens.words_form import WordsForm

Save = Callable[[Change], str]
"""Makes a change; gives why it was not made, and nothing once it is on disk."""
Left = Callable[[], None]


def ask_relation(
    page: StudyPage,
    save: Save,
    *,
    source: str | None = None,
    times: Sequence[str] = (),
    account: Sequence[str] = (),
    evidence: Sequence[Evidence] = (),
    left: Left = lambda: None,
) -> None:
    """Ask for a new relation and save it; `left` where one goes back."""
    system = load_system_map(page.opened.store)
    basis = "stated" if evidence else "unknown"
    start = {"times": list(times), "account": list(account), "basis": basis}

    def from_(service: str) -> None:
        pick_service(page, system, f"{service}: to which service?", to(service), left, but=service)

    def to(source: str) -> Callable[[str], None]:
        return lambda target: pick_kind(
            page, system, f"{source} … {target}: what is it?", of(source, target), left
        )

    def of(source: str, target: str) -> Callable[[str, bool], None]:
        return lambda kind, new: ask_rest(source, kind, target, new=new)

    def ask_rest(source: str, kind: str, target: str, *, new: bool) -> None:
        one = Relation.model_validate(start | {"source": source, "type": kind, "target": target})

        def make(values: Mapping[str, str]) -> str:
            return save(new_relation(one, values, evidence, new_kind=new))

        figures = [figure.id for figure in load_monitoring(page.opened.store).figures]
        times = [time.id for time in page.opened.design.time_points]
        form = WordsForm(f"{source} {kind} {target}", relation_fields(one, figures, times), make)
        page.app.push_screen(form, lambda saved: None if saved else left())

    if source is None:
        pick_service(page, system, "From which service?", from_, left)
    else:
        from_(source)


def new_relation(
    one: Relation, values: Mapping[str, str], evidence: Sequence[Evidence], *, new_kind: bool
) -> Change:
    """Give the change that makes a relation, with its kind where that is new."""
    from lmm_qual.project.changes.map_relations import AddRelation
    from lmm_qual.project.changes.map_rings import AddRelationType
    from lmm_qual.project.changes.together import Together

    said = {name: value for name, value in map_values(values).items() if value not in (None, [])}
    ends = {"source": one.source, "type": one.type, "target": one.target}
    change = AddRelation(ends | said, evidence)
    if not new_kind:
        return change
    label = f"relation {one.source} {one.type} {one.target}, of a new kind"
    return Together([AddRelationType({"id": one.type}), change], label, "map relation")


def pick_service(
    page: StudyPage,
    system: SystemMap,
    title: str,
    chosen: Callable[[str], None],
    left: Left,
    *,
    but: str | None = None,
    first: Sequence[str] = (),
) -> None:
    """Ask for a service of the map; those of `first` come first."""
    ordered = sorted(system.services, key=lambda one: one.id not in first)
    names = [(one.id, one.label) for one in ordered if one.id != but]
    page.app.push_screen(NamePicker(title, names), _either(chosen, left))


def pick_kind(
    page: StudyPage,
    system: SystemMap,
    title: str,
    chosen: Callable[[str, bool], None],
    left: Left,
    first: Sequence[str] = (),
) -> None:
    """Ask for a kind of relation, or a new one; those of `first` come first."""
    kinds = {kind["id"]: kind for kind in type_table(system)}
    names = [
        (key, ("on the map · " if key in first else "") + kinds[key]["label"])
        for key in dict.fromkeys([*(key for key in first if key in kinds), *kinds])
    ]

    def answered(name: str) -> None:
        chosen(name, name not in kinds)

    picker = NamePicker(title, names, new="a new kind of relation:")
    page.app.push_screen(picker, _either(answered, left))


def _either(chosen: Callable[[str], None], left: Left) -> Callable[[str | None], None]:
    def answered(name: str | None) -> None:
        if name is None:
            left()
        else:
            chosen(name)

    return answered
