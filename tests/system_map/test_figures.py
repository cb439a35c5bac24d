"""Monitoring figures as weights of relations."""

from lmm_qual.model.monitoring import Figure
from lmm_qual.system_map.figures import figure_words, with_figures
from lmm_qual.system_map.graph import build_graph, relations
from lmm_qual.system_map.measures import measure_services

FIGURES = [
    Figure(id="referrals", label="Referrals", numerator=101, denominator=255, period="2018-23"),
    Figure(id="later", label="Referrals", numerator=98, denominator=255, source="second report"),
    Figure(id="share", label="Share", numerator=39.6, unit="%"),
]


def test_a_relation_takes_the_numbers_of_the_figure_it_names(system_map):
    """
    services: [{id: hv}, {id: lmm}]
    relations:
      - {source: hv, target: lmm, type: refers_to, figure: referrals}
      - {source: hv, target: lmm, type: refers_to, figure: later}
      - {source: hv, target: lmm, type: refers_to, figure: referrals, count: 90}
      - {source: hv, target: lmm, type: refers_to, figure: referrals, base: 12}
      - {source: hv, target: lmm, type: refers_to, figure: share}
      - {source: hv, target: lmm, type: refers_to, figure: gone}
    """
    weighted, figures = with_figures(system_map, FIGURES)
    found = [(one.count, one.base) for one in weighted.relations]
    assert found == [(101, 255), (98, 255), (90, None), (None, 12), (None, None), (None, None)]
    assert figures.counted == {1, 2}
    graph = build_graph(weighted, figures=figures)
    said = [data.get("figure_words") for *_, data in relations(graph)]
    assert said[:2] == ["Referrals; 2018-23", "Referrals; source: second report"]
    assert said[5] is None
    assert measure_services(graph).rows[0].counted == 101 + 98 + 90


def test_a_figure_is_told_with_its_number():
    assert figure_words(FIGURES[0], number=True) == "Referrals; 101 of 255; 2018-23"
    assert figure_words(FIGURES[2], number=True) == "Share; 39.6 %"
