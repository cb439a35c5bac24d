"""What the page says of relations that somebody denies, and of the figures behind others."""

import pytest

from .denied import denied_page
from .test_page import data_of
from .test_page_browser import browser, reader

__all__ = ["browser", "reader"]


def test_the_page_says_who_denies_and_draws_it_so():
    html = denied_page()
    affirmed, denied, own = data_of(html)["relations"]
    assert (affirmed["denied"], affirmed["account"]) == (False, "")
    assert (denied["denied"], denied["account"]) == (
        True,
        "denied by P08, Workforce, Health Visiting",
    )
    assert denied["rests"][0]["quote"] == "They <b>never</b> refer."
    assert affirmed["figure"] == "101 of 255"
    said = "Referrals by source; 2018-2023; source: Report 3"
    assert (affirmed["figureSays"], own["figureSays"]) == (said, f"{said} (101 of 255)")
    lines = data_of(html, "network-data")["edges"]
    assert [line.get("label") for line in lines] == [None, "✕", None]
    assert lines[1]["width"] == 1.2
    assert lines[0]["width"] == 3.6
    assert "<td>✕ denied by P08, Workforce, Health Visiting</td>" in html
    assert "denied by somebody: no link" in html
    assert "expected: refers &amp; is trained" in html


def test_a_page_for_sharing_names_no_participant_and_quotes_nothing():
    denied = data_of(denied_page(for_sharing=True))["relations"][1]
    assert denied["account"] == "denied by Workforce, Health Visiting"
    assert denied["rests"] == []


@pytest.mark.browser
def test_denied_relations_are_filtered_by_themselves_and_link_nothing(reader):
    page = reader(denied_page())
    status = page.page.locator("#status")
    assert status.inner_text().endswith("3 relations, 1 of them denied")
    numbers = page.page.locator("#service-table tbody td.number").all_inner_texts()
    assert numbers == ["1", "2", "1"]
    page.page.evaluate("lmmMap.choose('e1')")
    said = page.panel()
    for words in ("refers to: denied", "denied by P08", "no link", "They <b>never</b> refer."):
        assert words in said
    page.page.evaluate("lmmMap.choose('s2')")
    page.pick("steps", "and 1 step")
    assert page.shown() == {"Midwives", "Health Visiting"}
    page.pick("steps", "off")
    page.page.locator("#stances").get_by_label("denied by somebody").uncheck()
    assert len(page.relations()) == 2
    assert not page.page.locator("#relation-table tr", has_text="denied by").is_visible()
    page.page.locator("#stances").get_by_label("affirmed").uncheck()
    assert page.relations() == []
    page.page.locator("#clear").click()
    assert len(page.relations()) == 3


@pytest.mark.browser
def test_a_picture_draws_the_cross(reader):
    page = reader(denied_page())
    page.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.page.locator("#printed text", has_text="✕").count() == 1
