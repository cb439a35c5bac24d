import base64
import hashlib
import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser

import pytest
from pyvis.network import Network

from lmm_qual.model.embeddedness import Aspect
from lmm_qual.model.problem import BadInputError
from lmm_qual.model.study import TimePoint
from lmm_qual.system_map.embeddedness import Judged, Profile, Round, ServiceProfile
from lmm_qual.system_map.graph import build_graph
from lmm_qual.system_map.page import MapPage, render_page
from lmm_qual.system_map.page_themes import MapTalk
from lmm_qual.system_map.profile_words import ProfilePassage
from lmm_qual.system_map.themes import ServiceTheme, ThemeColumn

from .conftest import read
from .examples import COLUMNS, GROUPS, PASSAGES, SYSTEM, THEMES, TIMES
from .hostile import HOSTILE, hostile_page

PASSAGE = ProfilePassage("for", "Nobody has heard of it.", "P1", "")
PROFILE = Profile(
    "A study",
    [Aspect(id="aware", label="Awareness")],
    [Round("T1", "T1", "Summer 2022"), Round("T2", "T2", "Winter 2023")],
    [
        ServiceProfile(
            "hv",
            "Health Visiting",
            "stated",
            [("Specific remit", "Rings and refers.")],
            {"T1": "people of this service spoke at T1"},
            {
                ("aware", "T1"): Judged("few", "", "SA, 2024-01-01", [PASSAGE]),
                ("aware", "T2"): Judged("most", "Told by one.", "", []),
            },
        )
    ],
)
ORDER = ["Training", "Barriers", "Barriers/Capacity", "Barriers/Referral"]


def page_of(system=SYSTEM, *, central="lmm", at=None, proposed=None, profile=None, **talk):
    about = {
        "times": TIMES,
        "groups": GROUPS,
        "themes": THEMES,
        "columns": COLUMNS,
        "passages": PASSAGES,
        "code_order": ORDER,
    }
    graph, said = build_graph(system, THEMES), MapTalk(**{**about, **talk})
    return render_page(MapPage("A system", graph, said, central, at, proposed, profile))


def data_of(html, block="map-data"):
    _, _, after = html.partition(f'<script type="application/json" id="{block}">')
    return json.loads(after.partition("</script>")[0])


def service(html, label):
    return next(row for row in data_of(html)["services"] if row["label"] == label)


class Elements(HTMLParser):
    """Every element with its attributes, and what stands in scripts that run."""

    def __init__(self, html):
        super().__init__()
        self.elements = []
        self.scripts = []
        self.text = ""
        self._runs = False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.elements.append((tag, attributes))
        self._runs = tag == "script" and "type" not in attributes
        if self._runs:
            self.scripts.append("")

    def handle_endtag(self, tag):
        self._runs = self._runs and tag != "script"

    def handle_data(self, data):
        if self._runs:
            self.scripts[-1] += data
        else:
            self.text += data


def test_equal_maps_give_equal_pages():
    assert page_of() == page_of()


@pytest.mark.parametrize("seed", ["0", "1", "4242"])
def test_pages_are_equal_in_every_process(seed):
    code = (
        "import sys; sys.path.insert(0, 'tests')\n"
        "from system_map.test_page import page_of\n"
        "sys.stdout.buffer.write(page_of().encode())"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        check=True,
    )
    assert run.stdout.decode("utf-8") == page_of()


def test_the_page_asks_nothing_of_anyone():
    elements = Elements(page_of()).elements
    links = [
        value
        for _, attributes in elements
        for name, value in attributes.items()
        if name in {"src", "href", "action", "data"} and value
    ]
    assert all(link.startswith(("#", "data:")) for link in links)
    assert "sourceMappingURL" not in page_of()


def test_the_policy_lets_only_the_pages_own_scripts_run():
    page = Elements(page_of())
    policy = next(
        attributes["content"]
        for tag, attributes in page.elements
        if tag == "meta" and attributes.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    hashes = [
        "'sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() + "'"
        for script in page.scripts
    ]
    assert len(hashes) == 2
    assert f"script-src {' '.join(hashes)};" in policy
    assert not any(name.startswith("on") for _, found in page.elements for name in found)


def test_the_page_is_small_and_says_its_encoding():
    html = page_of()
    assert len(html.encode("utf-8")) < 1_000_000
    assert html.index('<meta charset="utf-8">') < 100


def test_the_network_is_what_pyvis_builds():
    drawn = data_of(page_of(), "network-data")
    assert len(drawn["nodes"]) == len(SYSTEM.services)
    assert len(drawn["edges"]) == len(SYSTEM.relations)
    assert drawn["options"]["physics"] == {"enabled": False}
    assert all(re.fullmatch(r"s\d+", node["id"]) for node in drawn["nodes"])
    assert {node["shape"] for node in drawn["nodes"]} == {"dot", "square"}
    assert [edge["arrows"] for edge in drawn["edges"]].count("") == 1


def test_parallel_relations_bend_apart():
    edges = data_of(page_of(), "network-data")["edges"]
    assert edges[0]["from"] == edges[1]["from"]
    assert edges[0]["smooth"]["type"] != edges[1]["smooth"]["type"]


def test_hover_says_the_basis_as_text():
    drawn = data_of(page_of(), "network-data")
    titles = [node["title"] for node in drawn["nodes"]]
    assert "Maternity\nservice · Specific remit (inferred)\n1 relation" in titles
    assert "Talking Therapies\nservice · Supports families (basis unknown)\n1 relation" in titles
    first = drawn["edges"][0]["title"]
    assert first == (
        "Health Visiting → Little Minds Matter\nrefers to · 101 of 255\n"
        "stated · throughout\n000 L785"
    )


def test_a_judgement_stands_beside_what_the_ring_suggests():
    html = page_of(profile=PROFILE)
    (own,) = data_of(html)["profile"]["services"].values()
    assert own["expected"] == ["Specific remit (stated): Rings and refers."]
    assert own["aspects"][0]["changes"] == ["few → most"]
    cells = own["aspects"][0]["cells"]
    assert [cell["said"] for cell in cells] == ["few", "most"]
    assert cells[0]["for"] == [{"quote": PASSAGE.quote, "about": "P1", "note": ""}]
    assert "few (1 for, 0 against)" in html
    assert "most (0 for, 0 against). Told by one." in html


def test_a_study_without_aspects_has_no_profile():
    assert data_of(page_of())["profile"] is None
    assert 'id="profile-table"' not in page_of()


def test_a_relation_says_when_it_holds_and_how_that_changed():
    rows = data_of(page_of())["relations"]
    assert rows[0]["observed"] == "from 2018-07 to 2023-03"
    assert [row["holds"] for row in rows[3:6]] == [[False, True], [True, False], [False, True]]
    assert [row["changes"] for row in rows[3:6]] == [["second"], ["first"], ["second"]]
    assert [row["period"] for row in rows[3:6]] == ["from 2023-04", "to 2023-03", "at Winter 2023"]


def test_participants_are_counted_by_cell_with_those_of_codes_below():
    data = data_of(page_of())
    paths = [code["path"] for code in data["codes"]]
    assert paths == ORDER
    of = data["of"][service(page_of(), "Health Visiting")["id"]]
    assert of == {"*.*": 4, "*.1": 4, "0.*": 4, "0.1": 4, "1.*": 1, "1.1": 1}
    barriers = data["themes"]["s1"][0]
    assert paths[barriers["code"]] == "Barriers"
    assert barriers["participants"] == {
        "*.*": 3,
        "*.1": 3,
        "0.*": 3,
        "0.1": 3,
        "1.*": 1,
        "1.1": 1,
    }
    assert barriers["changes"] == ["both"]


def test_a_theme_not_heard_of_where_nobody_spoke_is_not_comparable():
    data = data_of(page_of(columns=[column for column in COLUMNS if column.time == "T1"]))
    referral = next(
        t for t in data["themes"]["s1"] if data["codes"][t["code"]]["name"] == "Referral"
    )
    assert referral["changes"] == ["not comparable"]


def test_a_page_for_sharing_leaves_out_who_and_where():
    html = page_of(for_sharing=True)
    (passage,) = data_of(html)["passages"]["s1"]
    assert (passage["quote"], passage["speaker"], passage["transcript"]) == (
        "The form was long.",
        None,
        None,
    )
    assert service(html, "Health Visiting")["note"] is None
    for hidden in ("A note for the team", "T1-G3-01", '"P1"'):
        assert hidden not in html
    assert "Made for sharing" in html


def test_a_page_without_passages_has_no_words_of_anyone():
    assert "The form was long" not in page_of(passages=[])


def test_participants_are_never_named_in_the_data():
    assert not re.search(r'"P[1-9]"', page_of(passages=[]))


def test_small_numbers_are_masked_with_the_totals_that_hold_them():
    themes = [
        ServiceTheme("hv", "Training", "T1", "G3", frozenset(map(str, range(7))), frozenset({1})),
        ServiceTheme("hv", "Training", "T2", "G3", frozenset({"a", "b"}), frozenset({2})),
        ServiceTheme("hv", "Stigma", "T1", "G3", frozenset(map(str, range(6))), frozenset({3})),
    ]
    columns = [ThemeColumn("hv", "T1", "G3", frozenset(map(str, range(9))))]
    data = data_of(page_of(themes=themes, columns=columns, passages=[], mask_below=5))
    found = {
        data["codes"][theme["code"]]["name"]: theme["participants"]
        for theme in data["themes"]["s1"]
    }
    assert found["Stigma"]["*.*"] == 6
    assert found["Training"]["0.1"] == 7
    assert found["Training"]["1.1"] is None
    assert found["Training"]["*.*"] is None
    assert data["of"]["s1"]["0.*"] == 9


def test_codes_above_a_masked_one_are_masked():
    def theme(code, people):
        names = frozenset(map(str, range(people)))
        return ServiceTheme("hv", code, "T1", "G3", names, frozenset({1}))

    themes = [theme("Top/Few", 2), theme("Top/Many", 7), theme("Other", 9)]
    data = data_of(page_of(themes=themes, columns=[], passages=[], mask_below=5))
    found = {
        data["codes"][one["code"]]["name"]: one["participants"]["0.1"]
        for one in data["themes"]["s1"]
    }
    assert found == {"Top": None, "Few": None, "Many": 7, "Other": 9}


def test_masked_figures_of_relations_are_told_as_such():
    first = next(at for at, one in enumerate(SYSTEM.relations, start=1) if one.count is not None)
    html = page_of(masked=frozenset({(first, "count")}))
    assert data_of(html)["relations"][first - 1]["figure"].startswith("×")


def test_hostile_names_stay_text():
    html = hostile_page()
    page = Elements(html)
    own = {attributes.get("id") for tag, attributes in page.elements if tag == "script"}
    assert own == {None, "map-data", "network-data"}
    assert not any(tag in {"img", "iframe", "b"} and "src" in a for tag, a in page.elements)
    assert not any(name.startswith("on") for _, found in page.elements for name in found)
    ours = html.replace(page.scripts[0], "")
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]", ours)
    labels = [row["label"] for row in data_of(html)["services"]]
    assert labels[:2] == HOSTILE[:2]


def test_rendering_leaves_the_graph_and_pyvis_as_they_were():
    graph = build_graph(SYSTEM)
    before = {node: dict(data) for node, data in graph.nodes(data=True)}
    render_page(MapPage("x", graph, central="lmm"))
    assert dict(graph.nodes(data=True)) == before
    assert Network().path == "template.html"


def test_the_page_may_open_at_a_time_point():
    assert 'value="1" checked><span>T2</span>' in page_of(at="T2")
    assert 'value="all" checked' in page_of()


@pytest.mark.parametrize("options", [{"central": "nobody"}, {"at": "T9"}])
def test_what_is_not_there_is_refused(options):
    with pytest.raises(BadInputError):
        page_of(**options)


@pytest.mark.parametrize(
    "text",
    [
        "{}",
        "services: [{id: a}]",
        "services: [{id: a, members: [b]}, {id: b, ring: x}]",
        "{services: [{id: a}], relations: [{source: a, target: a, type: knows}]}",
        "services: [{id: a, label: '\u00a0'}]",
    ],
)
def test_a_bare_map_is_a_page_too(text):
    talk = MapTalk(times=[TimePoint(id="T1")])
    html = render_page(MapPage("Bare", build_graph(read(text)), talk))
    assert "<title>Bare</title>" in html
