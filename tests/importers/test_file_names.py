import pytest
from hypothesis import given
from hypothesis import strategies as st

from lmm_qual.importers.file_names import FIELDS, fields_from_name
from lmm_qual.model.problem import BadInputError

USUAL = "{time}_{group}_{participant}_{date}"


@pytest.mark.parametrize(
    ("stem", "pattern", "expected"),
    [
        (
            "T1_G3_P07_2022-07-04",
            USUAL,
            {"time": "T1", "group": "G3", "participant": "P07", "date": "2022-07-04"},
        ),
        (
            "T1_early years_P07_2022_07",
            USUAL,
            {"time": "T1", "group": "early years", "participant": "P07", "date": "2022_07"},
        ),
        ("T1_G3_P07_audio_2022-07-04", USUAL, None),
        ("T1_G3_P07", USUAL, None),
        ("T1_G3_P07_soon", USUAL, None),
        ("notes", "{time}_{group}", None),
        ("Interview T1 - hv", "Interview {time} - {service}", {"time": "T1", "service": "hv"}),
        ("a.b (1)", "{id} (1)", {"id": "a.b"}),
        ("dyad", "{method}", {"method": "dyad"}),
    ],
)
def test_a_name_that_fits_gives_its_fields(stem, pattern, expected):
    assert fields_from_name(stem, pattern) == expected


@pytest.mark.parametrize(
    "pattern",
    ["", "abc", "{times}", "{}", "{0}", "{time", "time}", "{time}{group}", "{time}_{time}",
     "{time!r}", "{time:>3}", "{{time}}"],
)  # fmt: skip
def test_a_bad_pattern_is_refused_with_what_is_known(pattern):
    with pytest.raises(BadInputError, match=r"\{participant\}"):
        fields_from_name("T1", pattern)


values = st.text("abcXYZ019 äéß", min_size=1).map(str.strip).filter(bool)


@given(
    fields=st.lists(st.sampled_from([f for f in FIELDS if f != "date"]), min_size=1, unique=True),
    data=st.data(),
)
def test_fields_written_by_a_pattern_are_read_back(fields, data):
    written = {field: data.draw(values) for field in fields}
    stem = "_".join(written.values())
    assert fields_from_name(stem, "_".join(f"{{{field}}}" for field in fields)) == written
