"""The map of a project as a graph and as a page."""

from typing import TYPE_CHECKING

from lmm_qual.analysis.known_names import known_names
from lmm_qual.analysis.masking import checked_threshold
from lmm_qual.analysis.sharing import Gate, Label, Wording
from lmm_qual.definitions.checks import nearest
from lmm_qual.model.problem import refuse
from lmm_qual.model.study import Study, TimePoint
from lmm_qual.model.system_map import SystemMap
from lmm_qual.store.queries.design import load_monitoring, load_study
from lmm_qual.store.queries.embeddedness import aspects
from lmm_qual.store.queries.keys import keys
from lmm_qual.store.queries.system_map import load_system_map
from lmm_qual.store.store import Store
from lmm_qual.system_map.embeddedness import Profile, read_profile
from lmm_qual.system_map.figures import with_figures
from lmm_qual.system_map.from_codings import service_talk
from lmm_qual.system_map.graph import build_graph
from lmm_qual.system_map.profile_words import ProfileWords, SharedProfileWords
from lmm_qual.system_map.shared_map import SharedMap, shared_map, without_words

if TYPE_CHECKING:
    from lmm_qual.system_map.page_themes import MapTalk
    from lmm_qual.system_map.proposals import ProposedPair


def map_page(
    store: Store,
    *,
    time: str | None = None,
    for_sharing: bool = False,
    label: Label = "none",
    with_proposals: bool = False,
) -> str:
    """Give the map page of a project, of all time points or one; raises `BadInputError`.

    For sharing, numbers are masked and passages stand under their label. Relations that talk
    proposes are there `with_proposals` alone, which is never for sharing.
    """
    from lmm_qual.system_map.page import MapPage, render_page

    study = load_study(store)
    system, figures = with_figures(load_system_map(store), load_monitoring(store).figures)
    if not system.services:
        raise refuse("has no system map", "take one in with `map import`", file=str(store.path))
    shared = study_map_shared(store) if for_sharing else None
    system = shared.system if shared else system
    central = study.settings.central_service
    page = MapPage(
        title=f"{study.name or 'Study'}: system map",
        graph=build_graph(system, figures=figures),
        talk=_talk(store, study, system, shared, label),
        central=central if central in {service.id for service in system.services} else None,
        at=None if time is None else time_point(store, time).id,
        proposed=_proposed(store) if with_proposals else None,
        profile=told_profile(store, profile_words(store, label if for_sharing else None)),
    )
    return render_page(page)


def _talk(
    store: Store, study: Study, system: SystemMap, shared: SharedMap | None, label: Label
) -> "MapTalk":
    """Give what was said of and by services; masked, and under a label, where it is shared."""
    from lmm_qual.system_map.page_themes import MapTalk

    for_sharing = shared is not None
    said = service_talk(store, study, system.services, for_sharing=for_sharing, label=label)
    threshold = checked_threshold(study.settings.masking_threshold) if for_sharing else None
    return MapTalk(
        times=study.time_points,
        groups=study.groups,
        themes=said.themes,
        columns=said.columns,
        passages=said.passages,
        code_order=said.code_order,
        everyone=said.everyone,
        for_sharing=for_sharing,
        mask_below=threshold or 0,
        masked=shared.masked if shared else frozenset(),
        grounds={n: one.passages for n, one in enumerate(system.relations, 1) if one.passages},
    )


def _proposed(store: Store) -> list["ProposedPair"]:
    from lmm_qual.system_map.proposals import proposals, proposed_pairs

    return proposed_pairs(store, proposals(store))


def profile_words(store: Store, label: Label | None) -> ProfileWords:
    """Give what tells the words of the embeddedness profile; for sharing those under a label."""
    if label is None:
        return ProfileWords(store)
    return SharedProfileWords(store, Gate.of(load_study(store), label))


def told_profile(store: Store, words: ProfileWords) -> Profile | None:
    """Give the embeddedness profile; None where the study does not say what it consists of."""
    return read_profile(store, words) if aspects(store) else None


def study_map_shared(store: Store) -> SharedMap:
    """Give the map of a project as it may be shared; raises `BadInputError`."""
    threshold = checked_threshold(load_study(store).settings.masking_threshold)
    tell = Wording(known_names(store)).without_names
    system, _ = with_figures(load_system_map(store), load_monitoring(store).figures)
    return shared_map(system, threshold, tell)


def study_map_exported(store: Store) -> SystemMap:
    """Give the map of a project as a file for sharing may hold it; raises `BadInputError`."""
    people = set(keys(store, "participant"))
    groups = {group.id for group in load_study(store).groups}
    system = study_map_shared(store).system
    return without_words(system, (groups | {one.id for one in system.services}) - people)


def time_point(store: Store, key: str) -> TimePoint:
    """Give a time point of the study; raises `BadInputError` proposing the nearest."""
    points = {point.id: point for point in load_study(store).time_points}
    if key not in points:
        raise refuse(f"unknown time point “{key}”", nearest(key, points), file=str(store.path))
    return points[key]
