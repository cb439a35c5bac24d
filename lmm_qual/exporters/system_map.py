"""The system map as a table of services and in the forms that other programs read."""

from collections.abc import Callable, Iterable, Sequence

from lmm_qual.analysis.cell_states import MASKED
from lmm_qual.analysis.masking import checked_threshold
from lmm_qual.exporters.matrix import MARKS
from lmm_qual.exporters.tables import Cell, Table
from lmm_qual.store.queries.design import load_monitoring, load_study
from lmm_qual.store.queries.system_map import load_system_map
from lmm_qual.store.store import Store
from lmm_qual.system_map import formats
from lmm_qual.system_map.figures import NO_FIGURES, with_figures
from lmm_qual.system_map.from_codings import service_talk
from lmm_qual.system_map.graph import build_graph
from lmm_qual.system_map.measures import measure_services, table
from lmm_qual.system_map.page_themes import small_and_totals
from lmm_qual.system_map.profile_words import SharedProfileWords
from lmm_qual.system_map.study_map import (
    profile_words,
    study_map_exported,
    study_map_shared,
    time_point,
    told_profile,
)
from lmm_qual.system_map.talk_counts import TalkCounts, talk_counts
from lmm_qual.system_map.themes import ServiceTheme, cells_of
from lmm_qual.system_map.views import view_at

MAP_FORMATS = ("yaml", "json", "csv", "graphml", "gexf", "nodes", "edges")


GRAPH_FORMATS = ("json", "graphml", "gexf")
"""Those that may hold codes as nodes, linked with the services that speak of them or are named."""


def export_map(store: Store, form: str, *, themes: bool = False, for_sharing: bool = False) -> str:
    """Write the map: yaml or csv as its file, json as node-link data, nodes or edges as CSV.

    With `themes` graphs hold the codes, linked by speaker and by mention apart. For sharing,
    figures are masked, and there are no themes, notes, passages or accounts of participants.
    """
    system = study_map_exported(store) if for_sharing else load_system_map(store)
    if form in {"yaml", "csv"}:
        from lmm_qual.definitions.writing import write_definition

        return write_definition(system, form, "system_map.schema.json")
    if form in {"nodes", "edges"}:
        return formats.nodes_csv(system) if form == "nodes" else formats.edges_csv(system)
    writers = {"json": formats.node_link_json, "graphml": formats.graphml, "gexf": formats.gexf}
    if for_sharing:
        return writers[form](build_graph(system))
    talk = service_talk(store, load_study(store), system.services).themes if themes else ()
    weighted, figures = with_figures(system, load_monitoring(store).figures)
    return writers[form](build_graph(weighted, talk, figures=figures))


def measures_table(
    store: Store,
    *,
    time: str | None = None,
    steps: int = 2,
    without_central: bool = False,
    betweenness: bool = False,
    for_sharing: bool = False,
) -> tuple[Table, list[str]]:
    """Give services with their links, of all times or of one, and what must be said of them.

    For sharing, numbers of participants are masked as the page of the map masks them, sums leave
    masked counts out, and there are no segments and no numbers of a service's own people.
    """
    system, figures = with_figures(load_system_map(store), load_monitoring(store).figures)
    if for_sharing:
        system, figures = study_map_shared(store).system, NO_FIGURES
    graph = build_graph(system, figures=figures)
    if time is not None:
        graph = view_at(graph, time_point(store, time))
    measures = measure_services(
        graph,
        central=load_study(store).settings.central_service,
        without_central=without_central,
        steps=steps,
        betweenness=betweenness,
    )
    headings, rows = table(measures)
    themes = service_talk(store, load_study(store), system.services).themes
    if for_sharing:
        threshold = checked_threshold(load_study(store).settings.masking_threshold) or 0
        told = _shared_talk(themes, time, threshold)
        rows = [[*row, *told(str(row[0]))] for row in rows]
        notes = [*measures.notes, "Sums of counts leave out the counts that are masked."]
        return Table([*headings, "speaking", "naming"], rows, _number_columns(rows)), notes
    talk = _talk(themes, time)
    rows = [[*row, *talk(str(row[0]))] for row in rows]
    return Table([*headings, *_TALK], rows, _number_columns(rows)), measures.notes


_TALK = ("speaking", "spoken segments", "naming", "naming segments", "own naming")
"""Participants of the service whose words are coded, and segments of these; participants who name
it in coded words, and segments of these, of which its own people: two counts, never added."""


def _talk(themes: Sequence[ServiceTheme], time: str | None) -> Callable[[str], list[int]]:
    """Give what the talk columns of a service hold, of all time points or of one."""
    counts = talk_counts(themes, time)
    nobody = TalkCounts()

    def cells(service: str) -> list[int]:
        found = counts.get(service, nobody)
        both = (found.spoken, found.named)
        numbers = [number for one in both for number in (len(one.participants), len(one.segments))]
        return [*numbers, len(found.own.participants)]

    return cells


def _shared_talk(
    themes: Sequence[ServiceTheme], time: str | None, threshold: int
) -> Callable[[str], list[Cell]]:
    """Give the masked numbers of participants that speak for a service and that name it."""
    people: dict[tuple[str, str], dict[tuple[str | None, str | None], set[str]]] = {}
    for theme in themes:
        cells = people.setdefault((theme.source, theme.service), {})
        for cell in cells_of(theme.time, theme.group):
            cells.setdefault(cell, set()).update(theme.participants)

    def told(source: str, service: str) -> Cell:
        sizes = {cell: len(who) for cell, who in people.get((source, service), {}).items()}
        number = sizes.get((time, None), 0)
        return MARKS[MASKED] if (time, None) in small_and_totals(sizes, threshold) else number

    return lambda service: [told("speaker", service), told("mention", service)]


def _number_columns(rows: Sequence[Sequence[Cell]]) -> list[int]:
    return [at for at, cell in enumerate(rows[0]) if isinstance(cell, int | float)] if rows else []


def shared_map_said(store: Store, *, page: bool = False) -> list[str]:
    """Say what is masked of the map for sharing, and what is to be read before it is shared.

    On the `page` there are words of participants, and the embeddedness profile.
    """
    from lmm_qual.exporters.sharing import WORDS, Sharing, masking_said, review_design

    sharing, shared = Sharing(store), study_map_shared(store)
    system, numbers = shared.system, f"{len(shared.masked)} of {shared.figures}"
    sharing.names("services that colleagues may recognise", [one.label for one in system.services])
    sharing.names("names of services", [name for one in system.services for name in one.aliases])
    sharing.review.note("what is said of services and relations, and its evidence")
    profiled: Iterable[str] = ()
    if page:
        sharing.review.note(WORDS)
        words = profile_words(store, "none")
        told_profile(store, words)
        profiled = words.said() if isinstance(words, SharedProfileWords) else ()
    review_design(sharing)
    masked = f"masked below {sharing.threshold}: {numbers} figures of relations, and participants"
    return [*masking_said([masked], sharing), *sharing.said(), *profiled]
