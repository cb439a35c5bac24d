"""What the map page says of themes: codes, participants of N, passages."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations
from typing import Any

from lmm_qual.model.codebook import split_path
from lmm_qual.model.finding import PassageEntry
from lmm_qual.model.study import Group, TimePoint
from lmm_qual.system_map.shared_map import Masked
from lmm_qual.system_map.themes import (
    Account,
    Cell,
    ServiceTheme,
    Tally,
    ThemeColumn,
    ThemePassage,
    cells_of,
    code_and_ancestors,
    tally_columns,
    tally_themes,
)
from lmm_qual.system_map.views import State, state_of


@dataclass(frozen=True)
class MapTalk:
    """The study's time points and groups, and what was said in them of and by services.

    `columns` say of how many participants a theme's are, `everyone` of how many those who name a
    service are; `code_order` (paths) in which order themes stand. `for_sharing` leaves out notes,
    the speaker and transcript of passages, and `grounds`, the passages that relations rest on, by
    the relations' numbers in the map from 1; which of `passages` may be shared is decided by
    whoever hands them in. Numbers of participants from 1 to below `mask_below` are masked, with
    totals that hold one and those of codes above; of relations, what `masked` says.
    """

    times: Sequence[TimePoint] = ()
    groups: Sequence[Group] = ()
    themes: Sequence[ServiceTheme] = ()
    columns: Sequence[ThemeColumn] = ()
    passages: Sequence[ThemePassage] = ()
    code_order: Sequence[str] = ()
    for_sharing: bool = False
    mask_below: int = 0
    masked: Masked = frozenset()
    grounds: Mapping[int, Sequence[PassageEntry]] = field(default_factory=dict)
    everyone: Sequence[ThemeColumn] = ()

    @cached_property
    def cell_names(self) -> dict[Cell, str]:
        """Give the names of cells: the places of time point and group, `*` for all."""
        times = {None: "*"} | {point.id: str(place) for place, point in enumerate(self.times)}
        groups = {None: "*"} | {known.id: str(place) for place, known in enumerate(self.groups)}
        return {
            (time, group): f"{at}.{of}"
            for time, at in times.items()
            for group, of in groups.items()
        }


def talk_data(talk: MapTalk, ids: Mapping[str, str]) -> dict[str, Any]:
    """Give codes, themes, numbers of participants and passages, by the page's own ids.

    A number stands in a cell named by the places of its time point and group, `*` for all:
    `0.*` is the first time point. A number that is masked is null.
    """
    numbers = code_numbers(talk)
    people = tally_columns(talk.columns)
    return {
        "codes": [_code(path, numbers) for path in numbers],
        "maskBelow": talk.mask_below,
        "of": {
            ids[service]: told_of(cells, talk)
            for service, cells in sorted(people.items())
            if service in ids
        },
        "themes": _themes(talk, ids, numbers, people),
        "passages": passage_rows(talk, ids, numbers, "speaker"),
        "valences": sorted({p.valence for p in talk.passages if p.valence is not None}),
    }


def code_numbers(talk: MapTalk) -> dict[str, int]:
    """Give the numbers of all codes met and of those above them, in the codebook's order."""
    met = [theme.code for theme in talk.themes] + [passage.code for passage in talk.passages]
    paths = {path for code in met for path in code_and_ancestors(code)}
    order = {code: place for place, code in enumerate(talk.code_order)}
    ordered = sorted(
        paths,
        key=lambda path: [(order.get(p, len(order)), p) for p in code_and_ancestors(path)],
    )
    return {path: number for number, path in enumerate(ordered)}


def _code(path: str, numbers: Mapping[str, int]) -> dict[str, Any]:
    above = code_and_ancestors(path)[:-1]
    return {
        "path": path,
        "name": split_path(path)[-1],
        "within": [numbers[code] for code in above],
    }


def _themes(
    talk: MapTalk,
    ids: Mapping[str, str],
    numbers: Mapping[str, int],
    people: Mapping[str, Mapping[Cell, frozenset[str]]],
) -> dict[str, list[dict[str, Any]]]:
    themes: dict[str, list[dict[str, Any]]] = {}
    tallies = tally_themes(talk.themes)
    masked = masked_themes(tallies, talk)
    for (service, code), cells in sorted(tallies.items(), key=lambda item: numbers[item[0][1]]):
        if service not in ids:
            continue
        found = {cell: len(tally.participants) for cell, tally in cells.items()}
        of = people.get(service, {})
        themes.setdefault(ids[service], []).append(
            {
                "code": numbers[code],
                "participants": told(found, masked.get((service, code), set()), talk),
                "changes": [
                    _change(found, of, first, second)
                    for first, second in combinations(talk.times, 2)
                ],
            }
        )
    return themes


def told_of(cells: Mapping[Cell, frozenset[str]], talk: MapTalk) -> dict[str, int | None]:
    """Give how many people took part by the names of cells, masked as themes are."""
    people = {cell: len(who) for cell, who in cells.items()}
    return told(people, small_and_totals(people, talk.mask_below), talk)


def _change(
    found: Mapping[Cell, int],
    of: Mapping[Cell, frozenset[str]],
    first: TimePoint,
    second: TimePoint,
) -> State:
    def mentioned(time: TimePoint) -> bool | None:
        if found.get((time.id, None)):
            return True
        return False if of.get((time.id, None)) else None

    return state_of(mentioned(first), mentioned(second))


def small_and_totals(cells: Mapping[Cell, int], threshold: int) -> set[Cell]:
    """Give the cells whose number is from 1 to below the threshold, and all totals of one."""
    small = (cell for cell, number in cells.items() if 0 < number < threshold)
    return {total for cell in small for total in cells_of(*cell)}


def masked_themes(
    tallies: Mapping[tuple[str, str], Mapping[Cell, Tally]], talk: MapTalk
) -> dict[tuple[str, str], set[Cell]]:
    """Give the masked cells of services' themes: small ones, totals, and the codes above them."""
    masked: dict[tuple[str, str], set[Cell]] = {}
    for (service, code), cells in tallies.items():
        sizes = {cell: len(one.participants) for cell, one in cells.items()}
        hidden = small_and_totals(sizes, talk.mask_below)
        for above in code_and_ancestors(code) if hidden else ():
            masked.setdefault((service, above), set()).update(hidden)
    return masked


def told(
    cells: Mapping[Cell, int], masked: Collection[Cell], talk: MapTalk
) -> dict[str, int | None]:
    """Give numbers by the names of their cells; those of nobody stand.

    Cells whose time point or group is not of the study have no name, and are left out.
    """
    return {
        name: None if number and cell in masked else number
        for cell, number in cells.items()
        if (name := talk.cell_names.get(cell)) is not None
    }


def passage_rows(
    talk: MapTalk, ids: Mapping[str, str], numbers: Mapping[str, int], source: Account
) -> dict[str, list[dict[str, Any]]]:
    """Give the passages behind themes of one source, by the page's ids of services."""
    times = {time.id: place for place, time in enumerate(talk.times)}
    groups = {group.id: place for place, group in enumerate(talk.groups)}
    passages: dict[str, list[dict[str, Any]]] = {}
    for passage in talk.passages:
        if passage.service in ids and passage.source == source:
            passages.setdefault(ids[passage.service], []).append(
                {
                    "code": numbers[passage.code],
                    "time": times.get(passage.time) if passage.time else None,
                    "group": groups.get(passage.group) if passage.group else None,
                    "quote": passage.quote,
                    "speaker": None if talk.for_sharing else passage.speaker,
                    "transcript": None if talk.for_sharing else passage.transcript,
                    "valence": passage.valence,
                    **({"own": True} if passage.own and not talk.for_sharing else {}),
                }
            )
    return passages
