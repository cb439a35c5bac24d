"""Relations of the system map as a table."""

from lmm_qual.definitions.checks import nearest
from lmm_qual.exporters.tables import Cell, Table
from lmm_qual.model.monitoring import Figure
from lmm_qual.model.problem import refuse
from lmm_qual.model.system_map import Relation
from lmm_qual.store.queries.design import load_monitoring
from lmm_qual.store.queries.system_map import load_system_map
from lmm_qual.store.store import Store
from lmm_qual.system_map.figures import figure_words, with_figures

_HEADINGS = (
    *("id", "source", "type", "target", "stance", "account", "from", "to", "times"),
    *("count", "base", "figure", "figure says", "basis", "passages"),
)
_NUMBERS = ("id", "count", "base", "passages")


def relations_table(
    store: Store, *, service: str | None = None, denied: bool | None = None
) -> Table:
    """Give relations in the map's order, of one service, or only those denied or affirmed.

    Counts are the relation's own, else those of the figure that it names. Raises `BadInputError`
    for a service that is not on the map.
    """
    system, figures = with_figures(load_system_map(store), load_monitoring(store).figures)
    known = [one.id for one in system.services]
    if service is not None and service not in known:
        raise refuse(f"no service “{service}”", nearest(service, known), file=str(store.path))
    ordered = sorted(store.mappings("relation"), key=lambda row: row["position"])
    rows = [
        _row(row["id"], relation, figures.by_id.get(relation.figure or ""))
        for row, relation in zip(ordered, system.relations, strict=True)
        if service in {None, relation.source, relation.target}
        and denied in {None, relation.stance == "denied"}
    ]
    return Table(list(_HEADINGS), rows, [_HEADINGS.index(name) for name in _NUMBERS])


def _row(id_: int, relation: Relation, figure: Figure | None) -> list[Cell]:
    return [
        id_,
        relation.source,
        relation.type,
        relation.target,
        relation.stance,
        ", ".join(relation.account),
        relation.from_ or "",
        relation.to or "",
        ", ".join(relation.times),
        "" if relation.count is None else relation.count,
        "" if relation.base is None else relation.base,
        relation.figure or "",
        figure_words(figure, number=True) if figure else "",
        relation.basis,
        len(relation.passages),
    ]
