"""Services that are named, and relations that talk proposes, on the map page."""

import pytest

from lmm_qual.model.problem import BadInputError
from lmm_qual.system_map.proposals import Proposal, ProposedPair
from lmm_qual.system_map.themes import EVERYONE, ServiceTheme, ThemeColumn, ThemePassage

from .examples import PASSAGES, THEMES
from .test_page import Elements, data_of, page_of

CODE = "Barriers/Capacity"
NAMED = [
    ServiceTheme("gp", CODE, "T1", "G3", frozenset({"P1", "P2"}), frozenset({91, 92}), "mention"),
    ServiceTheme("gp", CODE, "T1", "G3", frozenset({"P9"}), frozenset({92}), "mention", own=True),
    ServiceTheme("hv", CODE, "T1", "G3", frozenset({"P1"}), frozenset({93}), "mention"),
]
EVERY = [ThemeColumn(EVERYONE, "T1", "G3", frozenset({"P1", "P2", "P3", "P9"}))]
WORDS = [
    ThemePassage(91, CODE, "gp", "T1-G3-01", "T1", "G3", "the GP’s list", "P1", source="mention"),
]


def proposal(words="We never ring the <b>GP</b>.", id_="abc123abc123"):
    return Proposal(
        *(id_, "hv", "gp", "T1-G3-01", 0, 9, words, "T1", "G3", ("P1",)),
        speaker_is_source=True,
        denying=("never",),
        misspelt=(),
    )


PAIRS = [ProposedPair("hv", "gp", (), [proposal()])]


def named_page(**options):
    about = {"themes": [*THEMES, *NAMED], "passages": [*PASSAGES, *WORDS], "everyone": EVERY}
    return page_of(**{**about, **options})


def ids_of(data):
    return {row["label"]: row["id"] for row in data["services"]}


def test_who_is_named_stands_apart_from_who_speaks():
    before, data = data_of(page_of()), data_of(named_page())
    assert (data["themes"], data["of"]) == (before["themes"], before["of"])
    assert data["passages"] == before["passages"]
    gp = ids_of(data)["GPs"]
    row = next(r for r in data["named"][gp] if data["codes"][r["code"]]["path"] == CODE)
    assert (row["participants"]["0.*"], row["segments"]["0.*"], row["own"]["0.*"]) == (3, 2, 1)
    assert data["namedOf"]["0.*"] == 4
    assert [one["quote"] for one in data["namedPassages"][gp]] == ["the GP’s list"]


def test_for_sharing_small_numbers_are_masked_and_nothing_tells_of_them():
    data = data_of(named_page(for_sharing=True, mask_below=3))
    ids = ids_of(data)
    (below,) = [r for r in data["named"][ids["GPs"]] if data["codes"][r["code"]]["path"] == CODE]
    (hv, above) = data["named"][ids["Health Visiting"]][::-1]
    assert below["participants"]["0.*"] == 3
    assert hv["participants"]["0.*"] is None
    assert above["participants"]["*.*"] is None
    assert not {"segments", "own"} & {*below, *hv}
    (words,) = data["namedPassages"][ids["GPs"]]
    assert (words["speaker"], words["transcript"]) == (None, None)


def test_proposals_are_there_on_request_alone_and_never_for_sharing():
    without, page = page_of(), page_of(proposed=PAIRS)
    assert data_of(without)["proposals"] is None
    assert "show-proposals" not in {a.get("id") for _, a in Elements(without).elements}
    assert "show-proposals" in {a.get("id") for _, a in Elements(page).elements}
    (pair,) = data_of(page)["proposals"]
    assert pair["passages"][0]["denying"] == ["never"]
    assert data_of(page)["relations"] == data_of(without)["relations"]
    drawn = data_of(page, "network-data")["edges"]
    assert [(e["id"], e["hidden"], e["label"]) for e in drawn if e["id"] == pair["id"]] == [
        ("p0", True, "proposed?")
    ]
    with pytest.raises(BadInputError, match="not for sharing"):
        page_of(proposed=PAIRS, for_sharing=True)


def test_equal_proposals_give_equal_pages():
    assert named_page(proposed=PAIRS) == named_page(proposed=PAIRS)
