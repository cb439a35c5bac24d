import pytest

from lmm_qual.model.study import TimePoint
from lmm_qual.system_map.graph import build_graph, relations
from lmm_qual.system_map.themes import took_part
from lmm_qual.system_map.views import difference, first_day, holds_at, last_day, view_at

from .examples import COLUMNS, SYSTEM, THEMES, TIMES

T1, T2 = TIMES


def relation(**data: object) -> dict[str, object]:
    return {"from": None, "to": None, "times": [], **data}


@pytest.mark.parametrize(
    ("data", "at_first"),
    [
        ({}, True),
        ({"times": ["T1"]}, True),
        ({"times": ["T2"]}, False),
        ({"from": "2022-08"}, True),
        ({"from": "2022-08-31"}, True),
        ({"from": "2022-09"}, False),
        ({"from": "2022"}, True),
        ({"from": "2023"}, False),
        ({"to": "2022-06"}, True),
        ({"to": "2022-06-01"}, True),
        ({"to": "2022-05-31"}, False),
        ({"to": "2022"}, True),
        ({"from": "2018-04-01", "to": "2024-05"}, True),
        ({"from": "2018", "to": "2019"}, False),
        ({"to": "2018", "times": ["T1"]}, True),
    ],
)
def test_a_relation_holds_while_its_dates_meet_the_time_point(data, at_first):
    assert holds_at(relation(**data), T1) is at_first


def test_what_is_observed_ends_nothing(graph):
    """
    services: [{id: hv}, {id: lmm}]
    relations:
      - {source: hv, target: lmm, type: refers_to, observed: {from: 2018-07, to: 2019-03}}
    """
    assert view_at(graph, T2).number_of_edges() == 1


def test_a_dated_relation_cannot_be_told_at_a_time_point_without_dates():
    undated = TimePoint(id="T1")
    assert holds_at(relation(to="2020"), undated) is None
    assert holds_at(relation(), undated) is True
    assert holds_at(relation(times=["T1"], to="2020"), undated) is True


def test_a_time_point_with_one_date_lasts_as_long_as_it_says():
    assert holds_at(relation(to="2022-06-10"), TimePoint(id="T", start="2022-06")) is True
    assert holds_at(relation(**{"from": "2022-07"}), TimePoint(id="T", end="2022-06")) is False


def test_partial_dates_are_whole_periods():
    assert (first_day("2024"), last_day("2024")) == ("2024-01-01", "2024-12-31")
    assert (first_day("2024-02"), last_day("2024-02")) == ("2024-02-01", "2024-02-29")
    assert (first_day("2023-02-03"), last_day("2023-02-03")) == ("2023-02-03", "2023-02-03")


def test_a_service_that_has_ended_takes_its_relations_with_it(graph):
    """
    services: [{id: sure, end: "2022-05"}, {id: hv, end: "2022-06"}, {id: lmm}]
    relations:
      - {source: sure, target: lmm, type: refers_to}
      - {source: hv, target: lmm, type: refers_to}
    """
    view = view_at(graph, T1)
    assert list(view.nodes) == ["hv", "lmm"]
    assert list(view.edges()) == [("hv", "lmm")]
    assert "sure" in graph


def test_a_view_keeps_what_cannot_be_told_and_says_so(graph):
    """
    services: [{id: hv}, {id: lmm}]
    relations:
      - {source: hv, target: lmm, type: refers_to, to: "2020"}
      - {source: hv, target: lmm, type: consults}
    """
    said = [data["holds"] for *_, data in relations(view_at(graph, TimePoint(id="T3")))]
    assert said == ["unknown", "yes"]


def test_a_view_keeps_the_themes_of_its_time_point_alone():
    view = view_at(build_graph(SYSTEM, THEMES), T1)
    codes = {data["path"] for _, data in view.nodes(data=True) if data["entity"] == "code"}
    assert codes == {"Barriers/Referral", "Barriers/Capacity"}
    assert {data["time"] for *_, data in view.edges(data=True) if "time" in data} == {"T1"}


def test_the_difference_of_two_time_points():
    states = difference(build_graph(SYSTEM), T1, T2).relations
    by_type = {
        (source, data["type"]): states[source, target, key]
        for source, target, key, data in relations(build_graph(SYSTEM))
    }
    assert by_type == {
        ("hv", "refers_to"): "both",
        ("hv", "consults"): "both",
        ("maternity", "refers_to"): "both",
        ("fund", "funds"): "second",
        ("projects", "consults"): "first",
        ("lmm", "overlaps_with"): "second",
        ("neonatal", "refers_to"): "both",
    }


def test_what_ended_before_both_is_in_neither(graph):
    """
    services: [{id: hv}, {id: lmm}]
    relations: [{source: hv, target: lmm, type: refers_to, to: "2019"}]
    """
    assert list(difference(graph, T1, T2).relations.values()) == ["neither"]


def test_an_account_is_not_comparable_where_neither_service_took_part(graph):
    """
    services: [{id: hv}, {id: tt}, {id: gp}, {id: both, members: [hv, gp]}]
    relations:
      - {source: tt, target: gp, type: refers_to, times: [T2]}
      - {source: tt, target: hv, type: refers_to, times: [T2]}
      - {source: tt, target: both, type: refers_to, times: [T2]}
      - {source: tt, target: gp, type: refers_to, from: "2023-04"}
    """
    states = difference(graph, T1, T2, {("hv", "T1"), ("tt", "T2")}).relations
    in_order = [states[edge] for edge in sorted(states, key=lambda edge: edge[2])]
    assert in_order == ["not comparable", "second", "second", "second"]


def test_themes_are_compared_where_the_service_was_heard():
    graph = build_graph(SYSTEM, THEMES)
    states = difference(graph, T1, T2, took_part(COLUMNS)).themes
    assert states == {
        ("hv", "Barriers/Referral"): "first",
        ("hv", "Barriers/Capacity"): "both",
        ("lmm", "Training"): "second",
    }
    unheard = difference(graph, T1, T2, {("hv", "T1"), ("lmm", "T2")}).themes
    assert unheard["hv", "Barriers/Referral"] == "not comparable"
    assert unheard["lmm", "Training"] == "not comparable"
