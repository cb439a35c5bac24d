from lmm_qual.system_map.themes import (
    ServiceTheme,
    ThemeColumn,
    code_and_ancestors,
    tally_columns,
    tally_themes,
    took_part,
)

from .examples import COLUMNS, THEMES


def test_ancestors_are_split_at_slashes_only():
    assert code_and_ancestors(r"A\/B/C") == (r"A\/B", r"A\/B/C")


def test_a_parent_counts_the_participants_of_its_descendants_once():
    barriers = tally_themes(THEMES)["hv", "Barriers"]
    assert barriers["T1", "G3"].participants == {"P1", "P2", "P3"}
    assert barriers["T1", None].segments == {1, 2, 3}


def test_a_participant_of_both_time_points_counts_once_in_all():
    capacity = tally_themes(THEMES)["hv", "Barriers/Capacity"]
    assert len(capacity[None, None].participants) == 3
    assert len(capacity["T1", None].participants) + len(capacity["T2", None].participants) == 3


def test_a_theme_of_unknown_time_counts_in_all_only():
    theme = ServiceTheme("hv", "Training", None, None, frozenset({"P1"}), frozenset({1}))
    assert set(tally_themes([theme])["hv", "Training"]) == {(None, None)}


def test_of_how_many_counts_people_once():
    people = tally_columns(COLUMNS)
    assert len(people["hv"][None, None]) == 4
    assert len(people["hv"]["T2", "G3"]) == 1


def test_who_took_part_needs_participants():
    columns = [*COLUMNS, ThemeColumn("gp", "T1", "G3", frozenset())]
    assert took_part(columns) == {("hv", "T1"), ("hv", "T2"), ("lmm", "T1"), ("lmm", "T2")}
