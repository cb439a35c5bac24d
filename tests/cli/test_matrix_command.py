"""`matrix` and `map page` on the command line."""

from pathlib import Path

import pytest
from helpers.commands import STUDY, TALK, Lmm
from helpers.projects import build
from lxml import html

SYSTEM = {
    "rings": [{"id": "inner", "label": "Inner"}],
    "services": [
        {"id": "lmm", "label": "Little Minds Matter", "kind": "service", "ring": "inner"},
        {"id": "hv", "label": "Health <b>Visiting</b>", "kind": "service", "ring": "inner"},
    ],
    "relation_types": [{"id": "refers_to", "label": "refers to"}],
    "relations": [{"source": "hv", "target": "lmm", "type": "refers_to", "basis": "stated"}],
}


def test_json_is_what_other_programs_rely_on(lmm: Lmm, study: Path) -> None:
    data = lmm("matrix", study, "--format", "json").data
    promised = [
        *("measure", "coder", "rows", "columns", "cells", "states", "of", "planned"),
        *("row_total", "unattributed"),
    ]
    assert [name for name in data if name in promised] == promised
    assert set(data) - set(promised) == {"coded", "notes", "warnings"}
    assert (data["measure"], data["coder"]) == ("participants", "all")
    assert data["columns"][:2] == [{"time": "T1", "group": "G2"}, {"time": "T1", "group": "G3"}]
    assert data["columns"][-1] == {"time": None, "group": None}
    assert data["rows"] == ["Barriers", "Barriers/Referral", "Barriers/Time", "Facilitators"]
    assert [row[:2] for row in data["cells"]] == [[2, 1], [0, 1], [2, 0], [0, 1]]
    assert data["states"][1][:3] == ["not mentioned", "number", "no transcript yet"]
    assert data["row_total"] == [3, 1, 2, 1]


def test_every_option(lmm: Lmm, study: Path) -> None:
    options = (
        *("--rows", "code", "--columns", "group, method", "--measure", "segments"),
        *("--depth", "1", "--coder", "A", "--format", "json"),
    )
    data = lmm("matrix", study, *options).data
    assert (data["measure"], data["coder"]) == ("segments", "A")
    assert data["rows"] == ["Barriers", "Facilitators"]
    assert data["columns"] == [
        {"group": "G2", "method": "focus group"},
        {"group": "G3", "method": "interview"},
        {"group": None, "method": None},
    ]
    assert data["cells"] == [[2, 1, 0], [0, 0, 0]]
    assert data["of"] == [2, 1, 0]
    assert data["notes"][0] == "segments by coder A; voiced and agreed segments count"


@pytest.mark.parametrize("measure", ["participants", "transcripts", "segments", "words"])
def test_every_measure_in_every_form(lmm: Lmm, study: Path, measure: str) -> None:
    for form in ("table", "csv", "json", "html", "md"):
        ran = lmm("matrix", study, "--measure", measure, "--format", form)
        assert (ran.code, ran.err) == (0, "")
        assert measure in ran.out


def test_the_map_is_one_page_that_opens(lmm: Lmm, refused: Lmm, tmp_path: Path) -> None:
    path = build(tmp_path / "p.lmmq", TALK, study=STUDY, system=SYSTEM)
    page = tmp_path / "map.html"
    assert lmm("map", "page", path, "--output", page).err == f"wrote {page}\n"
    opened = html.parse(page).getroot()
    outside = opened.xpath("//script/@src | //link/@href | //img/@src | //iframe/@src")
    assert all(address.startswith("data:") for address in outside)
    assert "Hard. We never hear back" in page.read_text(encoding="utf-8")
    assert "<b>Visiting</b>" not in page.read_text(encoding="utf-8")
    assert "is there already" in refused("map", "page", path, "--output", page).err
    assert lmm("map", "page", path, "--output", page, "--time", "T1", "--force").code == 0
    ran = refused("map", "page", path, "--output", page, "--time", "T9", "--force")
    assert "unknown time point “T9”; known: T1, T2" in ran.err


def test_a_map_for_sharing_holds_only_what_may_be_quoted(lmm: Lmm, tmp_path: Path) -> None:
    people = [*STUDY["participants"][:2], {"id": "P07", "group": "G3"}]  # type: ignore[index]
    for consent, quoted in (
        ({"T1": {"quote": True}}, True),
        ({"T2": {"quote": True}}, False),
        ({}, False),
    ):
        people[2]["consent"] = consent
        path = build(
            tmp_path / f"{quoted}{len(consent)}{list(consent)}.lmmq",
            TALK,
            study={**STUDY, "participants": people},
            system=SYSTEM,
        )
        page = path.with_suffix(".html")
        assert lmm("map", "page", path, "--output", page, "--for-sharing").code == 0
        text = page.read_text(encoding="utf-8")
        assert ("Hard. We never hear back" in text) == quoted
        assert "P07" not in text
