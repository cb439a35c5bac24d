import json

import pytest

from lmm_qual.project import remembered
from lmm_qual.project.configuration import save_coder
from lmm_qual.project.remembered import (
    FILES,
    PLACES,
    RECENT,
    StoppingPlace,
    is_first_time,
    recent_projects,
    remember_place,
    remember_project,
    stopping_place,
)

SPOILT = ["{", "5", '{"a": 1}', "[1, null]", "\x00", "[" * 5000, '["\\u0000"]', '"\\ud800"']


class TestRecent:
    def test_the_last_comes_first_and_once(self, tmp_path):
        paths = [tmp_path / f"{name}.lmmq" for name in "abc"]
        for path in [*paths, paths[0]]:
            path.touch()
            remember_project(path)
        assert [path.stem for path in recent_projects()] == ["a", "c", "b"]

    def test_what_is_gone_is_left_out(self, tmp_path):
        path = tmp_path / "a.lmmq"
        path.touch()
        remember_project(path)
        path.unlink()
        assert recent_projects() == []

    def test_only_so_many_are_kept(self, tmp_path):
        for n in range(RECENT + 3):
            path = tmp_path / f"{n}.lmmq"
            path.touch()
            remember_project(path)
        assert len(recent_projects()) == RECENT

    @pytest.mark.parametrize("content", SPOILT)
    def test_a_spoilt_list_is_no_list(self, content):
        file = remembered._recent_file()
        file.parent.mkdir(parents=True)
        file.write_text(content, encoding="utf-8")
        assert recent_projects() == []


class TestFirstTime:
    def test_is_over_once_something_was_set_or_opened(self, tmp_path):
        assert is_first_time()
        remember_project(tmp_path / "a.lmmq")
        assert not is_first_time()

    def test_is_over_once_a_coder_is_known(self):
        save_coder("SA")
        assert not is_first_time()


class TestStoppingPlace:
    def test_is_kept_by_project_and_coder(self, tmp_path):
        one, other = tmp_path / "a.lmmq", tmp_path / "b.lmmq"
        stopped = StoppingPlace(3, {1: 5, 3: 70}, frozenset({2, 9}))
        remember_place(one, "SA", stopped)
        assert stopping_place(one, "SA") == stopped
        assert stopping_place(one, "JR") == stopping_place(other, "SA") == StoppingPlace()

    def test_a_project_is_known_by_any_path_to_it(self, tmp_path):
        path = tmp_path / "a.lmmq"
        path.touch()
        (tmp_path / "link.lmmq").symlink_to(path)
        remember_place(path, None, StoppingPlace(3))
        assert stopping_place(tmp_path / "link.lmmq", None) == StoppingPlace(3)

    def test_only_so_much_is_kept(self, tmp_path):
        many = StoppingPlace(None, {n: n for n in range(PLACES + 50)}, frozenset(range(5000)))
        for n in range(FILES + 3):
            remember_place(tmp_path / f"{n}.lmmq", "SA", many)
        places = remembered.state_folder() / "places"
        assert len(list(places.iterdir())) == FILES
        assert sum(file.stat().st_size for file in places.iterdir()) < FILES * 32 * 1024
        assert list(stopping_place(tmp_path / f"{FILES}.lmmq", "SA").places)[-1] == PLACES + 49

    @pytest.mark.parametrize(
        "content",
        [
            *SPOILT,
            '{"transcript": -1, "places": [[1, true], [1], 5, [3, 1e9]], "folded": [1.5]}',
            '{"transcript": "T1", "places": {"1": 2}, "folded": 7}',
        ],
    )
    def test_a_spoilt_file_is_nowhere(self, tmp_path, content):
        path = tmp_path / "a.lmmq"
        remember_place(path, "SA", StoppingPlace(3))
        (file,) = (remembered.state_folder() / "places").iterdir()
        file.write_text(content, encoding="utf-8")
        assert stopping_place(path, "SA") == StoppingPlace()

    def test_where_nothing_can_be_written_nothing_is_said(self, tmp_path, monkeypatch):
        (tmp_path / "no").write_text("a file, no folder", encoding="utf-8")
        monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "no"))
        remember_place(tmp_path / "a.lmmq", "SA", StoppingPlace(3))
        remember_project(tmp_path / "a.lmmq")
        assert stopping_place(tmp_path / "a.lmmq", "SA") == StoppingPlace()

    def test_neither_path_nor_name_stands_in_it(self, tmp_path):
        remember_place(tmp_path / "secret.lmmq", "Anna", StoppingPlace(3, {1: 2}))
        (file,) = (remembered.state_folder() / "places").iterdir()
        assert json.loads(file.read_text(encoding="utf-8")) == {
            "transcript": 3,
            "places": [[1, 2]],
            "folded": [],
        }
        assert "secret" not in file.name
