import pytest

from lmm_qual.tui.ranking import Named, ranked, similar
from lmm_qual.tui.recent_codes import RecentCodes

NAMES = (
    "Calm transitions",
    "Claim training",
    "Early challenges",
    "Embeddedness",
    "Extent of embedding",
    "Need to embed",
    "Referral",
    "Referral processes",
    "Pre-referral talk",
    "Reaching families in need",
    "Éveil précoce",
)


def found(query, names=NAMES):
    return ranked(query, [(name, Named(name)) for name in names])


class TestRanking:
    @pytest.mark.parametrize(
        ("query", "first"),
        [
            ("referral", ["Referral", "Referral processes", "Pre-referral talk"]),
            ("ref", ["Referral", "Referral processes", "Pre-referral talk"]),
            ("EARLY", ["Early challenges"]),
            ("early ch", ["Early challenges"]),
            ("emb", ["Embeddedness", "Need to embed", "Extent of embedding"]),
            ("clm tr", ["Calm transitions", "Claim training"]),
            ("ntoe", ["Need to embed"]),
            ("rfin", ["Reaching families in need"]),
            ("refferal", ["Referral"]),
            ("erly chalenges", ["Early challenges"]),
            ("eveil", ["Éveil précoce"]),
            ("qqqq", []),
        ],
    )
    def test_what_comes_first(self, query, first):
        assert found(query)[: len(first)] == first

    def test_nothing_typed_leaves_the_order(self):
        assert found("  ") == list(NAMES)

    def test_slips_come_last(self):
        assert found("embeded")[0] in {"Embeddedness", "Need to embed", "Extent of embedding"}
        assert "Early challenges" not in found("embeded")[:3]

    def test_what_stands_above_finds_too_but_later(self):
        things = [
            ("under", Named("Forms", "Referral")),
            ("named", Named("Referral")),
            ("other", Named("Pressures", "Barriers")),
        ]
        assert ranked("referral", things) == ["named", "under"]
        assert ranked("ref forms", things) == ["under"]

    def test_a_shortcut_is_found_by_its_letter(self):
        things = [("p", Named("Parents", "", None)), ("q", Named("Other", "", "p"))]
        assert ranked("p", things)[0] == "q"

    def test_similar_names(self):
        assert similar("Presures", ["Pressures", "Referral"]) == ["Pressures"]
        assert similar("Waiting", ["Pressures", "Referral"]) == []
        assert similar("", ["Pressures"]) == []


class TestRecentCodes:
    def test_codes_keep_their_numbers(self):
        recent = RecentCodes()
        for code in (11, 12, 13, 11):
            recent.use(code)
        assert [recent.number(code) for code in (11, 12, 13, 14)] == [1, 2, 3, None]
        assert recent.last == 11

    def test_the_tenth_takes_the_place_of_the_one_unused_longest(self):
        recent = RecentCodes()
        for code in range(1, 10):
            recent.use(code)
        recent.use(1)
        recent.use(99)
        assert recent.at(2) == 99
        assert recent.at(1) == 1

    def test_filling_leaves_what_is_there(self):
        recent = RecentCodes()
        recent.use(5)
        recent.fill([7, 5, 6])
        assert recent.codes == [5, 7, 6]
        assert recent.last == 5

    def test_codes_that_are_gone_are_forgotten(self):
        recent = RecentCodes()
        recent.fill([1, 2])
        recent.keep([2])
        assert (recent.at(1), recent.at(2), recent.last) == (None, 2, 2)
