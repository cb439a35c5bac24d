"""A map whose every word tries to be more than a word."""

from lmm_qual.model.embeddedness import Aspect
from lmm_qual.model.study import Group, TimePoint
from lmm_qual.model.system_map import Relation, RelationType, Ring, Service, SystemMap
from lmm_qual.system_map.embeddedness import Judged, Profile, Round, ServiceProfile
from lmm_qual.system_map.graph import build_graph
from lmm_qual.system_map.page import MapPage, render_page
from lmm_qual.system_map.page_themes import MapTalk
from lmm_qual.system_map.profile_words import ProfilePassage
from lmm_qual.system_map.themes import ServiceTheme, ThemeColumn, ThemePassage

SIDES = ("for", "against")
HOSTILE = [
    "<script>alert('label')</script>",
    "</script><script>alert(1)</script><!--",
    '"><img src=x onerror=alert(2)>',
    "<a href='javascript:alert(3)'>href</a>",
    "{{ 7 * 7 }}{% raw %}${alert(4)}",
    "\u202egnp.exe\u202c \u2066isolated\u2069",
    "bell\x07 escape\x1b]52;c;x\x07 c1\x9b31m nul\x00",
    "x" * 200,
    "line\u2028and\u2029paragraph ' \" & <b>bold</b>",
    "javascript:alert(5)",
]


def hostile_map() -> SystemMap:
    rings = [Ring.model_construct(id=word, label=word, color="#3a8f4f") for word in HOSTILE[:2]]
    services = [
        Service.model_construct(
            id=word,
            label=word,
            aliases=[word],
            former_names=[word],
            members=[],
            kind=HOSTILE[-number - 1],
            ring=HOSTILE[number % 2],
            ring_basis="inferred",
            evidence=word,
            attributes={word: word},
            note=word,
            end=None,
        )
        for number, word in enumerate(HOSTILE)
    ]
    relations = [
        Relation.model_construct(
            source=word, target=HOSTILE[0], type=word, evidence=[word], note=word, basis="inferred"
        )
        for word in HOSTILE[1:]
    ]
    types = [RelationType.model_construct(id=word, label=word, directed=True) for word in HOSTILE]
    return SystemMap.model_construct(
        rings=rings, services=services, relation_types=types, relations=relations
    )


def hostile_page() -> str:
    themes = [
        ServiceTheme(word, word, word, word, frozenset({word}), frozenset({1})) for word in HOSTILE
    ]
    columns = [ThemeColumn(word, word, word, frozenset({word})) for word in HOSTILE]
    passages = [ThemePassage(1, word, word, word, word, word, word, word, word) for word in HOSTILE]
    talk = MapTalk(
        times=[TimePoint.model_construct(id=word, label=word) for word in HOSTILE[:3]],
        groups=[Group.model_construct(id=word, label=word) for word in HOSTILE[:3]],
        themes=themes,
        columns=columns,
        passages=passages,
    )
    graph = build_graph(hostile_map(), themes)
    page = MapPage(HOSTILE[1], graph, talk, HOSTILE[0], profile=hostile_profile())
    return render_page(page)


def hostile_profile() -> Profile:
    rounds = [Round(word, word, word) for word in HOSTILE[:3]]
    passages = [ProfilePassage(side, word, word, word) for side in SIDES for word in HOSTILE]
    judged = {
        (word, time.key): Judged(word, word, word, passages[: 2 * number])
        for number, (word, time) in enumerate(zip(HOSTILE, rounds * 4, strict=False))
    }
    talk = {time.key: time.key for time in rounds}
    return Profile(
        HOSTILE[0],
        [Aspect.model_construct(id=word, label=word, definition=word) for word in HOSTILE],
        rounds,
        [ServiceProfile(word, word, word, [(word, word)], talk, judged) for word in HOSTILE],
    )
