"""Services that coded words name. Docstrings are the talk."""

from collections import defaultdict

from helpers.fixtures import Make
from hypothesis import given, settings
from hypothesis import strategies as st

from lmm_qual.analysis.attribution import Attributed, Seat, make_session
from lmm_qual.model.system_map import Service, SystemMap
from lmm_qual.project.project import Project
from lmm_qual.store.queries.codings import CodingRow
from lmm_qual.store.queries.design import load_study
from lmm_qual.store.queries.system_map import load_system_map
from lmm_qual.store.queries.talk import TranscriptRow
from lmm_qual.system_map.from_codings import ServiceTalk, service_talk
from lmm_qual.system_map.from_mentions import Named
from lmm_qual.system_map.graph import build_graph
from lmm_qual.system_map.mentions import ServiceNames
from lmm_qual.system_map.naming import Kin, Naming, Talk
from lmm_qual.system_map.themes import tally_themes

SERVICES = [
    Service(id="lmm", label="Little Minds"),
    Service(id="hv", label="Health Visiting", aliases=["health visitor"]),
    Service(id="hub", label="Hub North", members=["hv"]),
]
SYSTEM = SystemMap(services=SERVICES)


def talk_of(made: Make, **options: object) -> ServiceTalk:
    with Project.open(made(system=SYSTEM.model_dump(by_alias=True))) as project:
        return service_talk(
            project.store,
            load_study(project.store),
            load_system_map(project.store).services,
            **options,
        )  # type: ignore[arg-type]


def named(found: ServiceTalk) -> dict[tuple[str, str, bool], tuple[set[str], int]]:
    return {
        (theme.service, theme.code, theme.own): (set(theme.participants), len(theme.segments))
        for theme in found.themes
        if theme.source == "mention"
    }


def test_a_segment_links_the_services_its_speakers_name(made: Make) -> None:
    """
    == S1 time=T1 group=G3
    @ P07 participant=P07 service=hv
    @ P08 participant=P08 service=lmm
    INT: [Do you know Little Minds?
    P07: I know Little Minds, and a health visitor.
    P08: So do I.](X)
    """
    found = talk_of(made)
    assert named(found) == {("lmm", "X", False): ({"P07"}, 1), ("hv", "X", True): ({"P07"}, 1)}
    spoken = {theme.service for theme in found.themes if theme.source == "speaker"}
    assert spoken == {"hv", "lmm"}
    assert {(p.service, p.speaker, p.own) for p in found.passages if p.source == "mention"} == {
        ("lmm", "P07", False),
        ("hv", "P07", True),
    }
    assert [sorted(column.participants) for column in found.everyone] == [["P07", "P08"]]


def test_what_an_interviewer_says_or_a_coder_takes_from_a_participant_names_nobody(
    made: Make,
) -> None:
    """
    == S1 time=T1 group=G3
    @ P07 participant=P07 service=hv
    @ P08 participant=P08 service=hv
    INT: [Little Minds?](X)
    P07: [Little Minds.
    P08: Yes.](X; P07=present; P08=agreed)
    P08: [Little Mi](X)nds.
    """
    assert named(talk_of(made)) == {}


def test_speaker_and_mention_are_never_added_together(made: Make) -> None:
    """
    == S1 time=T1 group=G3
    @ P07 participant=P07 service=lmm
    @ P08 participant=P08 service=hv
    P07: [we wait](X)
    P08: [Little Minds wait](X) [Little Minds again](X)
    """
    found = talk_of(made)
    spoken, mentioned = (tally_themes(found.themes, source) for source in ("speaker", "mention"))
    assert spoken["lmm", "X"][None, None].participants == {"P07"}
    assert mentioned["lmm", "X"][None, None].participants == {"P08"}
    assert len(mentioned["lmm", "X"][None, None].segments) == 2
    assert tally_themes(found.themes, "mention", own=True) == {}
    graph = build_graph(SYSTEM, found.themes)
    edges = [data for *_, data in graph.edges("lmm", data=True)]
    assert sorted((e["account"], e["participants"], e["segments"]) for e in edges) == [
        ("mention", 1, 2),
        ("speaker", 1, 1),
    ]


def test_a_member_naming_its_composite_names_its_own(made: Make) -> None:
    """
    == S1 time=T1 group=G3
    @ P07 participant=P07 service=hv
    P07: [Hub North is us](X)
    """
    assert set(named(talk_of(made))) == {("hub", "X", True)}


def test_words_are_the_groups_where_nobody_is_named(made: Make) -> None:
    """
    == S1 time=T1 group=G3 service=hv
    | [Little Minds came](X)
    """
    found = talk_of(made)
    assert named(found) == {("lmm", "X", False): (set(), 1)}


WORDS = ("hv", "lmm", "wait", "so")
NAMES = {"hv": "Visiting", "lmm": "Minds", "wait": "wait", "so": "so"}
SAID = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4)
TURNS = st.lists(st.tuples(st.sampled_from(["P1", "P2", None]), SAID), min_size=1, max_size=4)
SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 40)), max_size=4)
DECIDED = st.dictionaries(st.sampled_from(["P1", "P2"]), st.sampled_from(["agreed", "present"]))
PLAIN = [Service(id="hv", label="Visiting"), Service(id="lmm", label="Minds")]
HOME = {"P1": "hv", "P2": "lmm"}


@settings(max_examples=12)
@given(TURNS, SPANS, DECIDED)
def test_names_are_counted_as_a_slow_look_counts_them(turns, spans, decided):  # type: ignore[no-untyped-def]
    text, starts, ends, seats, spoken = "", [], [], [], []
    for who, words in turns:
        starts.append(len(text))
        for word in words:
            spoken.append((who, word, len(text), len(text) + len(NAMES[word])))
            text += NAMES[word] + " "
        ends.append(len(text) - 1)
        seats.append(who and Seat(who, "G", HOME[who], None))
    row = TranscriptRow(1, "S", None, "T1", "G", None, None, None, 0, 0, len(text), "", "")
    session = make_session(row, starts, ends, seats)
    items = []
    for number, (start, length) in enumerate(spans):
        end = min(start + length, len(text))
        if start < end:
            coding = CodingRow(number, 1, "S", start, end, 7, "A", "", None, None, 1, "")
            items.append(Attributed(coding, session, session.voiced(start, end, decided)))
    names = ServiceNames(PLAIN)
    talk = [
        Talk(t.start, t.end, session.voiced(t.start, t.end).counted(), found)
        for t in session.turns
        if t.seat is not None and (found := names.find(text, t.start, t.end))
    ]
    counting = Named(Kin.among(PLAIN))
    counting.add(
        items, Naming(text, talk), {7: "X"}, {item.coding.id: item.coding.id for item in items}
    )

    people, segments = defaultdict(set), defaultdict(set)
    for item in items:
        for who, word, start, end in spoken:
            inside = item.coding.start <= start and end <= item.coding.end
            if who and word in HOME.values() and inside:
                voice = decided.get(who, "voiced")
                if voice != "present":
                    people[word, HOME[who] == word].add(who)
                    segments[word, HOME[who] == word].add(item.coding.id)
    assert {(t.service, t.own): set(t.participants) for t in counting.themes()} == people
    assert {(t.service, t.own): set(t.segments) for t in counting.themes()} == segments
