from pathlib import Path

import pytest
from platformdirs import user_state_path

from lmm_qual.project.pins import load_pins, save_pins


def file():
    return user_state_path("lmm-qual") / "pins.json"


def test_they_are_kept_by_project_and_coder():
    one, other = Path("one.lmmq"), Path("other.lmmq")
    save_pins(one, "sa", {1: 12, 9: 40})
    save_pins(one, None, {2: 7})
    save_pins(other, "sa", {3: 12})
    assert load_pins(one, "sa") == {1: 12, 9: 40}
    assert load_pins(one.resolve(), None) == {2: 7}
    assert load_pins(other, "sa") == {3: 12}
    assert load_pins(other, "jr") == {}


def test_what_is_no_longer_pinned_leaves_nothing_behind():
    save_pins(Path("one.lmmq"), "sa", {1: 12})
    save_pins(Path("one.lmmq"), "sa", {})
    assert file().read_text(encoding="utf-8") == "{}"
    assert [found.name for found in file().parent.iterdir()] == ["pins.json"]


@pytest.mark.parametrize(
    "found",
    [
        "",
        "{",
        "[]",
        "[" * 100_000,
        '{"%s": 3}',
        '{"%s": {"sa": [1]}}',
        '{"%s": {"sa": {"0": 1, "10": 1, "x": 1, "2": "y", "3": true, "²": 4, "5": null}}}',
    ],
)
def test_a_file_that_is_no_such_file_is_as_none(found):
    file().parent.mkdir(parents=True)
    file().write_text(found.replace("%s", str(Path("one.lmmq").resolve())), encoding="utf-8")
    assert load_pins(Path("one.lmmq"), "sa") == {}
    save_pins(Path("one.lmmq"), "sa", {4: 5})
    assert load_pins(Path("one.lmmq"), "sa") == {4: 5}


def test_a_write_that_fails_leaves_the_file_as_it_was(monkeypatch):
    save_pins(Path("one.lmmq"), "sa", {1: 12})
    before = file().read_bytes()

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space"):
        save_pins(Path("one.lmmq"), "sa", {2: 13})
    assert file().read_bytes() == before
    assert [found.name for found in file().parent.iterdir()] == ["pins.json"]
