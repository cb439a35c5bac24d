"""A small service system with talk about it, and maps made by hypothesis."""

from hypothesis import strategies as st

from lmm_qual.model.study import Group, TimePoint
from lmm_qual.model.system_map import (
    Period,
    Relation,
    RelationType,
    Ring,
    Service,
    SystemMap,
)
from lmm_qual.system_map.themes import ServiceTheme, ThemeColumn, ThemePassage

TIMES = [
    TimePoint(id="T1", label="Summer 2022", start="2022-06", end="2022-08"),
    TimePoint(id="T2", label="Winter 2023", start="2023-11", end="2024-01"),
]
GROUPS = [Group(id="G2", label="Team"), Group(id="G3", label="Workforce")]

RINGS = [
    Ring(id="inner", label="Specific remit", color="#3a8f4f"),
    Ring(id="middle", label="Could observe difficulties"),
    Ring(id="outer", label="Supports families"),
]
SYSTEM = SystemMap(
    rings=RINGS,
    services=[
        Service(id="lmm", label="Little Minds Matter"),
        Service(
            id="hv",
            label="Health Visiting",
            aliases=["health visitors"],
            ring="inner",
            ring_basis="stated",
            evidence="000 L947",
            note="A note for the team.",
        ),
        Service(id="maternity", label="Maternity", ring="inner", ring_basis="inferred"),
        Service(id="projects", label="Other projects", ring=["inner", "middle"]),
        Service(id="neonatal", label="Neonatal team", ring="middle", ring_basis="inferred"),
        Service(id="tt", label="Talking Therapies", ring="outer", former_names=["IAPT"]),
        Service(id="gp", label="GPs"),
        Service(id="fund", label="A funder", kind="funder"),
    ],
    relation_types=[
        RelationType(id="refers_to", label="refers to"),
        RelationType(id="consults"),
        RelationType(id="funds"),
        RelationType(id="overlaps_with", directed=False),
    ],
    relations=[
        Relation(
            source="hv",
            target="lmm",
            type="refers_to",
            count=101,
            base=255,
            basis="stated",
            evidence="000 L785",
            observed=Period(from_="2018-07", to="2023-03"),
        ),
        Relation(source="hv", target="lmm", type="consults", count=31, base=65, basis="stated"),
        Relation(source="maternity", target="lmm", type="refers_to", count=24, base=255),
        Relation(source="fund", target="lmm", type="funds", from_="2023-04", basis="stated"),
        Relation(source="projects", target="lmm", type="consults", to="2023-03"),
        Relation(source="lmm", target="tt", type="overlaps_with", times=["T2"], basis="inferred"),
        Relation(source="neonatal", target="hv", type="refers_to", basis="inferred"),
    ],
)
THEMES = [
    ServiceTheme("hv", "Barriers/Referral", "T1", "G3", frozenset({"P1", "P2"}), frozenset({1, 2})),
    ServiceTheme("hv", "Barriers/Capacity", "T1", "G3", frozenset({"P2", "P3"}), frozenset({3})),
    ServiceTheme("hv", "Barriers/Capacity", "T2", "G3", frozenset({"P1"}), frozenset({4})),
    ServiceTheme("lmm", "Training", "T2", "G2", frozenset({"P8"}), frozenset({5})),
]
COLUMNS = [
    ThemeColumn("hv", "T1", "G3", frozenset({"P1", "P2", "P3", "P4"})),
    ThemeColumn("hv", "T2", "G3", frozenset({"P1"})),
    ThemeColumn("lmm", "T1", "G2", frozenset({"P7", "P8"})),
    ThemeColumn("lmm", "T2", "G2", frozenset({"P8"})),
]
PASSAGES = [
    ThemePassage(
        1, "Barriers/Referral", "hv", "T1-G3-01", "T1", "G3", "The form was long.", "P1", "barrier"
    ),
    ThemePassage(5, "Training", "lmm", "T2-G2-01", "T2", "G2", "It brought us together.", "P8"),
]

names = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Cn", "Co")),
    min_size=1,
    max_size=40,
).filter(lambda text: text.strip() != "")
ids = st.from_regex(r"[a-z][a-z0-9_]{0,7}", fullmatch=True)
notes = st.none() | names.map(str.strip)
dates = st.none() | st.sampled_from(["2019", "2020-02", "2021-06-30"])
evidence = st.none() | names.map(str.strip) | st.lists(names.map(str.strip), min_size=2, max_size=3)
values = st.sampled_from(["true", "12", "1_000", "0.50"]) | names.map(str.strip)


@st.composite
def system_maps(draw: st.DrawFn, most: int = 8) -> SystemMap:
    rings = draw(st.lists(ids, max_size=3, unique=True))
    service_ids = draw(st.lists(ids, min_size=1, max_size=most, unique=True))
    types = draw(st.lists(ids, min_size=1, max_size=3, unique=True))
    return SystemMap(
        rings=[Ring(id=ring, label=draw(notes)) for ring in rings],
        services=[draw(a_service(service, rings)) for service in service_ids],
        relation_types=[
            RelationType(id=kind, label=draw(notes), directed=draw(st.booleans())) for kind in types
        ],
        relations=draw(st.lists(a_relation(service_ids, types), max_size=6)),
    )


@st.composite
def a_service(draw: st.DrawFn, service: str, rings: list[str]) -> Service:
    label = draw(notes)
    at = st.none()
    if rings:
        at |= st.sampled_from(rings)
    if len(rings) > 1:
        at |= st.permutations(rings).map(lambda order: list(order[:2]))
    return Service(
        id=service,
        label=None if label == service else label,
        aliases=[
            f"{service} {alias}" for alias in draw(st.lists(names.map(str.strip), max_size=2))
        ],
        kind=draw(st.sampled_from(["service", "funder", "training offer"])),
        ring=draw(at),
        ring_basis=draw(st.sampled_from(["stated", "inferred", "unknown"])),
        evidence=draw(evidence),
        attributes=draw(st.dictionaries(ids, values, max_size=2)),
        former_names=draw(st.lists(names.map(str.strip), max_size=2)),
        end=draw(dates),
        note=draw(notes),
    )


@st.composite
def a_relation(draw: st.DrawFn, services: list[str], types: list[str]) -> Relation:
    begins, ends = draw(st.sampled_from([(None, None), ("2019", None), ("2019-02", "2021")]))
    seen = draw(st.none() | st.just(Period(from_="2020-02")))
    return Relation(
        source=draw(st.sampled_from(services)),
        target=draw(st.sampled_from(services)),
        type=draw(st.sampled_from(types)),
        from_=begins,
        to=ends,
        times=draw(st.lists(st.sampled_from(["T1", "T2"]), max_size=2, unique=True)),
        observed=seen,
        count=draw(st.none() | st.integers(0, 300)),
        base=draw(st.none() | st.integers(0, 900)),
        basis=draw(st.sampled_from(["stated", "inferred", "unknown"])),
        evidence=draw(evidence),
        note=draw(notes),
        stance=draw(st.sampled_from(["affirmed", "denied"])),
        account=draw(st.lists(names.map(str.strip), max_size=2)),
        figure=draw(st.sampled_from([None, "referrals"])),
    )
