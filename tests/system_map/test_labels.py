from hypothesis import given
from hypothesis import strategies as st

from lmm_qual.system_map.labels import text_width, wrap_label


def test_a_label_breaks_at_spaces_hyphens_and_slashes():
    assert wrap_label("Health Visiting", 60) == ["Health", "Visiting"]
    assert wrap_label("GPs (RIC-registered)", 80) == ["GPs (RIC-", "registered)"]


def test_what_is_left_out_is_an_ellipsis_and_an_abbreviation_stays():
    name = "Specialist Early Attachment and Development Service (SEAD)"
    assert wrap_label(name, 110) == ["Specialist", "Early…", "(SEAD)"] or (
        wrap_label(name, 110)[-1] == "(SEAD)"
    )
    assert wrap_label("one two three four", 40, 2)[-1].endswith("…")


def test_letters_stay_whole():
    family = "👩‍👩‍👧"
    assert all(set(line) <= set(family) for line in wrap_label(family * 9, 60, 9))
    assert "".join(wrap_label(family * 9, 60, 99)) == family * 9


@given(st.text(max_size=200), st.integers(1, 4))
def test_no_line_is_wider_than_it_may_be(text, lines):
    wrapped = wrap_label(text, 98, lines)
    assert len(wrapped) <= lines
    assert all(text_width(line) <= 98 for line in wrapped)
