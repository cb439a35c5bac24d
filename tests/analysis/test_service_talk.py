"""What the map says of services is what the theme matrix counts. Docstrings are the talk."""

import pytest
from helpers.fixtures import Make

from lmm_qual.analysis.theme_matrix import theme_matrix
from lmm_qual.project.project import Project
from lmm_qual.store.queries.design import load_study
from lmm_qual.system_map.from_codings import ServiceTalk, service_talk


def talk_of(made: Make, *, for_sharing: bool = False, **options: object) -> ServiceTalk:
    with Project.open(made(**options)) as project:
        return service_talk(project.store, load_study(project.store), (), for_sharing=for_sharing)


def test_themes_hold_the_participants_of_the_matrix(made: Make) -> None:
    """
    == F1 time=T1 group=G2
    @ P05 participant=P05 service=lmm
    @ P06 participant=P06 service=hv
    @ P07 participant=P07 service=hv group=G3
    INT: [How](X) so?
    P05: [a
    P06: b](X) [c](Y)
    P07: [d](X)
    == S1 time=T2 group=G3 service=hv
    Anna: [e](X)
    P06: [f](X; P06=present)
    """
    path = made()
    names = ("service", "time", "group")
    with Project.open(path) as project:
        matrix = theme_matrix(project.store, dimensions=names)
        segments = theme_matrix(project.store, dimensions=names, measure="segments")
        found = service_talk(project.store, load_study(project.store), ())
    themes = {(t.code, t.service, t.time, t.group): t for t in found.themes}
    places = [(column["service"], column["time"], column["group"]) for column in matrix.columns]
    for row, code in enumerate(matrix.rows):
        for at, place in enumerate(places):
            theme = themes.get((code, *place))  # type: ignore[arg-type]
            assert (matrix.cells[row][at] or 0) == (len(theme.participants) if theme else 0)
            assert (segments.cells[row][at] or 0) == (len(theme.segments) if theme else 0)
    of = {(c.service, c.time, c.group): len(c.participants) for c in found.columns}
    assert {place: of.get(place, 0) for place in places} == dict(
        zip(places, matrix.of, strict=True)
    )


def test_equal_words_of_two_coders_are_one_passage(made: Make) -> None:
    """
    == S1 time=T1 group=G3
    @ P07 participant=P07 service=hv
    P07: [[a b](X)](X; B) [c](X; B)
    """
    found = talk_of(made)
    assert [passage.quote for passage in found.passages] == ["a b", "c"]
    assert [len(theme.segments) for theme in found.themes] == [2]


@pytest.mark.parametrize(
    ("consent", "quotes"),
    [
        (
            {"P07": {"T1": {"quote": True}}, "P08": {"T1": {"quote": True}}},
            ["a", "Speaker 1: b\nSpeaker 2: c", "d"],
        ),
        ({"P07": {"T1": {"quote": True}}}, ["a"]),
        ({"P07": {"T2": {"quote": True}}, "P08": {"T1": {"quote": False}}}, []),
        ({"P07": {"T1": {"quote": True, "withdrawn": True}}}, []),
        ({}, []),
    ],
)
def test_for_sharing_all_whose_words_stand_there_must_agree(
    made: Make, consent: dict[str, object], quotes: list[str]
) -> None:
    """
    == S1 time=T1 group=G3
    @ P07 participant=P07 service=hv
    @ P08 participant=P08 service=hv
    INT: And?
    P07: [a](X) [b
    P08: c](X; P08=present) [d](X)
    Anna: [e](X)
    """
    study = {
        "time_points": [{"id": "T1"}, {"id": "T2"}],
        "groups": [{"id": "G3"}],
        "participants": [{"id": who, "consent": consent.get(who, {})} for who in ("P07", "P08")],
    }
    found = talk_of(made, for_sharing=True, study=study)
    assert [passage.quote for passage in found.passages] == quotes
    assert len(found.themes) == 1
