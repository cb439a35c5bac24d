"""The page as a reader meets it, in headless Chromium without a network."""

import math
import os
import shutil

import pytest

from lmm_qual.model.study import TimePoint
from lmm_qual.model.system_map import SystemMap

from .hostile import HOSTILE, hostile_page
from .test_page import PROFILE, page_of
from .test_page_named import PAIRS, named_page

pytestmark = pytest.mark.browser

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def browser():
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        if os.environ.get("LMM_QUAL_REQUIRE_BROWSER") == "1":
            pytest.fail("there is no chromium, and LMM_QUAL_REQUIRE_BROWSER asks for it")
        pytest.skip("there is no chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield started
        started.close()


class Reader:
    """A page that is open, what it asked for, said on the console, and tried to show."""

    def __init__(self, browser, path, **options):
        self.context = browser.new_context(
            offline=True, viewport={"width": 1280, "height": 800}, **options
        )
        self.page = self.context.new_page()
        self.requests, self.faults, self.dialogs = [], [], []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.faults.append(message.text))
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("dialog", self.dismiss)
        self.page.goto(path.as_uri())
        self.page.wait_for_function("window.lmmMap")
        self.own = path.as_uri()

    def dismiss(self, dialog):
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def services(self):
        return {row["label"]: row for row in self.page.evaluate("lmmMap.services()")}

    def shown(self):
        return {label for label, row in self.services().items() if row["shown"]}

    def relations(self):
        rows = self.page.evaluate("lmmMap.relations()")
        return [row["type"] for row in rows if row["shown"]]

    def click(self, label):
        at = self.services()[label]["at"]
        self.page.locator("#map").click(position={"x": at["x"], "y": at["y"]})

    def panel(self):
        return self.page.locator("#panel").inner_text()

    def pick(self, control, label):
        self.page.locator(f"#{control}").select_option(label=label)


@pytest.fixture
def reader(browser, tmp_path):
    opened = []

    def read(html, **options):
        path = tmp_path / "map.html"
        path.write_text(html, encoding="utf-8")
        opened.append(Reader(browser, path, **options))
        return opened[-1]

    yield read
    for one in opened:
        one.context.close()
        assert one.faults == []
        assert one.dialogs == []
        assert [url for url in one.requests if not url.startswith(("data:", "blob:"))] == [one.own]


def test_everyone_stands_in_their_ring(reader):
    page = reader(page_of())
    rings = page.page.evaluate("lmmMap.page().rings")
    for label, row in page.services().items():
        distance = math.hypot(row["x"], row["y"])
        if label == "Little Minds Matter":
            assert distance == 0
        elif len(row["rings"]) == 1:
            ring = rings[row["rings"][0]]
            assert ring["inner"] < distance < ring["outer"]
        elif row["rings"]:
            assert distance == pytest.approx(rings[row["rings"][0]]["outer"], abs=1)
        else:
            assert distance > rings[-1]["outer"]


def test_marks_stay_where_they_are(reader):
    page = reader(page_of())
    before = page.services()
    page.page.wait_for_timeout(400)
    assert page.services() == before


def test_a_click_opens_the_panel_with_figures_themes_and_passages(reader):
    page = reader(page_of())
    assert not page.page.locator("#panel").is_visible()
    page.click("Health Visiting")
    said = page.panel()
    for words in ("Specific remit", "stated", "101 of 255", "000 L785", "3 of 4", "1 of 1"):
        assert words in said
    page.page.get_by_text("1 passage").first.click()
    page.page.locator("#panel").get_by_text("The form was long.").first.wait_for()
    assert "P1 · Summer 2022 · Workforce · T1-G3-01 · barrier" in page.panel()
    page.page.keyboard.press("Escape")
    assert not page.page.locator("#panel").is_visible()


def test_the_panel_tells_how_embedded_a_service_is_judged_to_be(reader):
    page = reader(page_of(profile=PROFILE))
    page.click("Health Visiting")
    said = page.panel()
    for words in ("Rings and refers.", "few → most", "T1: 1 for, 0 against", "no score"):
        assert words in said
    page.page.locator(".profile summary").first.focus()
    page.page.keyboard.press("Enter")
    page.page.locator("#panel").get_by_text("Nobody has heard of it.").wait_for()
    assert "for · P1" in page.panel()
    page.page.get_by_text("T2", exact=True).first.click()
    assert "few → most" not in page.panel()
    page.click("Maternity")
    assert "Not judged." in page.panel()


def test_the_table_of_judgements_opens_a_service_from_the_keyboard(reader):
    page = reader(page_of(profile=PROFILE))
    row = page.page.locator("#profile-table tbody tr")
    assert "few (1 for, 0 against)" in row.inner_text()
    row.get_by_role("button").focus()
    page.page.keyboard.press("Enter")
    assert "Rings and refers." in page.panel()
    page.page.locator("#rings input").first.uncheck()
    assert not row.is_visible()


def test_a_click_on_a_label_opens_the_panel_too(reader):
    page = reader(page_of())
    at = page.services()["GPs"]["at"]
    page.page.locator("#map").click(position={"x": at["x"], "y": at["y"] + 18})
    assert "GPs" in page.panel()


def test_a_relation_shows_its_details(reader):
    page = reader(page_of())
    page.page.evaluate("lmmMap.choose('e0')")
    said = page.panel()
    for words in ("refers to", "101 of 255", "from 2018-07 to 2023-03", "T1: yes, T2: yes"):
        assert words in said


def test_the_ring_filter_hides_a_ring(reader):
    page = reader(page_of())
    page.page.get_by_label("Specific remit").uncheck()
    shown = page.shown()
    assert {"Health Visiting", "Maternity"}.isdisjoint(shown)
    assert {"Other projects", "Little Minds Matter", "GPs"} <= shown
    assert "refers to" not in page.relations()
    assert "6 of 8 services and actors" in page.page.locator("#status").inner_text()
    hidden = page.page.locator("#service-table tbody tr:has-text('Health Visiting')")
    assert not hidden.is_visible()


def test_the_relation_filter_hides_a_type(reader):
    page = reader(page_of())
    page.page.locator("#types").get_by_label("consults").uncheck()
    assert page.relations().count("consults") == 0
    assert page.relations().count("refers to") == 3
    page.page.locator("#types-none").click()
    assert page.relations() == []
    page.page.locator("#clear").click()
    assert len(page.relations()) == 7


def test_time_points_show_what_holds_then(reader):
    page = reader(page_of())
    page.page.get_by_text("T1", exact=True).first.click()
    assert "funds" not in page.relations()
    assert page.relations().count("consults") == 2
    page.page.get_by_text("T2", exact=True).first.click()
    assert "funds" in page.relations()
    assert page.relations().count("consults") == 1
    page.page.get_by_text("Change", exact=True).click()
    assert len(page.relations()) == 7
    page.page.evaluate("lmmMap.choose('e3')")
    assert "at Winter 2023 only" in page.panel()


def test_the_theme_filter_takes_codes_below_along(reader):
    page = reader(page_of())
    page.pick("theme", "Barriers")
    assert page.shown() == {"Little Minds Matter", "Health Visiting"}
    page.pick("theme", "Training")
    assert page.shown() == {"Little Minds Matter"}


def test_group_and_valence_filters(reader):
    page = reader(page_of())
    page.pick("group", "Workforce")
    assert page.shown() == {"Little Minds Matter", "Health Visiting"}
    page.page.locator("#clear").click()
    page.pick("valence", "barrier")
    assert page.shown() == {"Little Minds Matter", "Health Visiting"}


def test_focus_shows_neighbours_by_steps(reader):
    page = reader(page_of())
    page.click("Neonatal team")
    page.pick("steps", "and 1 step")
    assert page.shown() == {"Neonatal team", "Health Visiting"}
    page.pick("steps", "and 2 steps")
    assert page.shown() == {"Neonatal team", "Health Visiting", "Little Minds Matter"}


def test_search_finds_by_label_alias_and_former_name(reader):
    page = reader(page_of())
    for words, label in (("therap", "Talking Therapies"), ("IAPT", "Talking Therapies")):
        page.page.locator("#search").fill(words)
        assert page.page.locator("#found").inner_text() == label
    page.page.locator("#search").press("Enter")
    assert "Talking Therapies" in page.panel()
    page.page.locator("#search").fill("nobody at all")
    assert "Nothing found" in page.page.locator("#found").inner_text()


def test_the_tables_lead_to_the_panel_by_keyboard(reader):
    page = reader(page_of())
    page.page.locator("#service-table button", has_text="Maternity").focus()
    page.page.keyboard.press("Enter")
    assert "Maternity" in page.panel()
    assert page.page.evaluate("document.activeElement.id") == "panel"
    page.page.keyboard.press("Escape")
    assert page.page.evaluate("document.activeElement.textContent") == "Maternity"


def test_marks_may_be_moved_and_put_back(reader):
    page = reader(page_of())
    before = page.services()["GPs"]
    box = page.page.locator("#map").bounding_box()
    x, y = box["x"] + before["at"]["x"], box["y"] + before["at"]["y"]
    page.page.mouse.move(x, y)
    page.page.mouse.down()
    page.page.mouse.move(x - 60, y - 40, steps=5)
    page.page.mouse.up()
    assert page.services()["GPs"]["x"] < before["x"] - 20
    page.page.locator("#reset").click()
    assert page.services()["GPs"]["x"] == before["x"]


def test_marks_grow_with_what_they_measure(reader):
    page = reader(page_of())
    page.pick("size", "number of relations")
    assert page.page.locator("#size-hint").is_visible()
    assert page.shown() == set(page.services())


@pytest.mark.parametrize("ending", ["svg", "png"])
def test_the_map_is_saved_as_a_picture(reader, tmp_path, ending):
    page = reader(page_of(), accept_downloads=True)
    with page.page.expect_download() as download:
        page.page.locator(f"#picture-{ending}").click()
    saved = tmp_path / "saved"
    download.value.save_as(saved)
    content = saved.read_bytes()
    assert download.value.suggested_filename == f"system_map.{ending}"
    if ending == "png":
        assert content.startswith(b"\x89PNG")
    else:
        assert "Health" in content.decode("utf-8")


def test_paper_gets_a_picture_of_the_whole_map(reader):
    page = reader(page_of(), color_scheme="dark")
    page.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.page.locator("#printed svg").count() == 1
    page.page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.page.locator("#printed svg").count() == 0


def test_a_narrow_window_fits(reader):
    page = reader(page_of())
    page.page.set_viewport_size({"width": 390, "height": 800})
    page.page.reload()
    page.page.wait_for_function("window.lmmMap")
    page.requests.pop()
    assert page.page.evaluate("document.documentElement.scrollWidth") <= 390


def test_lines_of_many_relations_are_chosen_filtered_and_saved(reader):
    ends = [(one, two) for one in ("a", "b", "c") for two in ("a", "b", "c") for _ in range(70)]
    relations = [
        {"source": one, "target": two, "type": "refers_to", "stance": stance}
        for (one, two), stance in zip(ends, ["affirmed", "denied"] * 315, strict=True)
    ]
    services = [{"id": name} for name in "abc"]
    system = SystemMap.model_validate({"services": services, "relations": relations})
    about = {"central": None, "themes": (), "columns": (), "passages": ()}
    page = reader(page_of(system, **about), accept_downloads=True)
    assert len(page.relations()) == 630
    page.click("a")
    assert "Relations (350)" in page.panel()
    middle = [sum(page.services()[name]["at"][side] for name in "ab") / 2 for side in ("x", "y")]
    page.page.locator("#map").click(position={"x": middle[0], "y": middle[1]})
    assert "refers to" in page.page.locator("#panel h2").inner_text()
    page.page.locator('input[value="denied"]').uncheck()
    assert len(page.relations()) == 315
    with page.page.expect_download() as download:
        page.page.locator("#picture-svg").click()
    assert download.value.path().read_text(encoding="utf-8").count("<path") > 315


def test_hostile_names_run_nothing(reader):
    page = reader(hostile_page())
    assert len(page.services()) == len(HOSTILE)
    for row in page.page.evaluate("lmmMap.services()"):
        page.page.evaluate("id => lmmMap.choose(id)", row["id"])
        assert page.page.locator("#panel h2").inner_text().strip()
        for passages in page.page.locator("#panel .passages summary").all():
            passages.click()
        for section in page.page.locator("#panel .section > summary").all():
            section.click()
    for row in page.page.evaluate("lmmMap.relations()"):
        page.page.evaluate("id => lmmMap.choose(id)", row["id"])
    page.page.locator("#close").click()
    page.page.locator("#search").fill("<")
    page.page.locator("#map").hover(position={"x": 500, "y": 380})
    page.page.wait_for_timeout(300)
    assert page.page.locator("body script, body img, body iframe, body b > *").count() == 4
    assert page.page.locator("img, iframe").count() == 0
    assert page.page.evaluate("document.documentElement.scrollWidth") <= 1280
    assert "\u202e" not in page.page.content()


def test_change_shows_themes_beside_one_another(reader):
    page = reader(page_of())
    page.page.get_by_text("Change", exact=True).click()
    page.click("Health Visiting")
    rows = [row.inner_text().split("\t") for row in page.page.locator(".themes tr").all()]
    assert [cell.strip() for cell in rows[0]] == ["Theme", "T1", "T2", "Change"]
    assert ["Referral", "2 of 4", "0 of 1", "T1 only"] in rows


def test_of_three_time_points_a_pair_may_have_nothing_of_a_relation(reader):
    times = [TimePoint(id=name, label=name) for name in ("base", "m6", "m12")]
    held = [
        {"source": "a", "target": "b", "type": name, "times": [name]} for name in ("base", "m6")
    ]
    system = SystemMap.model_validate(
        {"services": [{"id": "a"}, {"id": "b"}], "relations": [*held, {**held[0], "type": "m12"}]}
    )
    about = {"central": None, "themes": (), "columns": (), "passages": (), "times": times}
    page = reader(page_of(system, **about))
    page.page.get_by_text("Change", exact=True).click()
    assert (
        page.page.locator("#pair").evaluate("one => one.selectedOptions[0].text") == "base and m12"
    )
    assert page.relations() == ["base", "m12"]


def test_who_names_a_service_is_a_section_of_its_own(reader):
    page = reader(named_page())
    page.click("GPs")
    said = page.panel()
    assert "Named: participants of any service" in said
    assert "3 of 4" in said
    assert "2 segments\n1 its own" in said
    page.page.get_by_text("1 passage").first.click()
    page.page.locator("#panel").get_by_text("the GP’s list").first.wait_for()


def test_proposals_are_drawn_when_asked_for_and_count_nowhere(reader):
    page = reader(page_of(proposed=PAIRS))
    status = page.page.locator("#status").inner_text()
    assert not page.page.evaluate("lmmMap.proposals()")[0]["shown"]
    page.page.locator("#show-proposals").check()
    (drawn,) = page.page.evaluate("lmmMap.proposals()")
    assert (drawn["shown"], drawn["dashes"]) == (True, [1, 6])
    assert page.page.locator("#status").inner_text() == status
    page.page.locator("#proposal-table button").click()
    said = page.panel()
    assert "Proposed relation" in said
    assert "We never ring the <b>GP</b>." in said
    assert "may deny: never" in said
    page.page.locator("#clear").click()
    assert not page.page.evaluate("lmmMap.proposals()")[0]["shown"]
    page.pick("size", "number of relations")
