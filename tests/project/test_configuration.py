import pytest
from hypothesis import given
from hypothesis import strategies as st

from lmm_qual.model.problem import BadInputError
from lmm_qual.project import configuration
from lmm_qual.project.configuration import (
    RECENT,
    configuration_file,
    load_configuration,
    recent_projects,
    remember_project,
    save_coder,
)


@pytest.fixture
def file():
    configuration_file().parent.mkdir(parents=True)
    return configuration_file()


def test_without_a_file_nobody_codes():
    assert load_configuration().coder is None


@pytest.mark.parametrize("name", ["SA", 'José "jr"', "C:\\a", "日本", "#x = [1]"])
def test_who_codes_is_kept(name):
    save_coder(name)
    assert load_configuration().coder == name


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_any_name_is_read_back(tmp_path_factory, name):
    file = tmp_path_factory.mktemp("home") / "config.toml"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(configuration, "configuration_file", lambda: file)
        save_coder(name)
        assert load_configuration().coder == (name or None)


def test_other_settings_are_left(file):
    file.write_text('theme = "dark"\ncoder = "SA"\n[keys]\nundo = "u"\n', encoding="utf-8")
    save_coder("JR")
    assert file.read_text(encoding="utf-8") == (
        'coder = "JR"\ntheme = "dark"\n[keys]\nundo = "u"\n'
    )


@pytest.mark.parametrize("content", [b"coder = ", b"coder = 5", b"coder = '\xff'"])
def test_a_file_at_fault_is_named(file, content):
    file.write_bytes(content)
    with pytest.raises(BadInputError) as caught:
        load_configuration()
    assert str(caught.value).startswith(f"{file}: ")


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

    @pytest.mark.parametrize("content", ["{", "5", '{"a": 1}', "[1, null]", "\x00"])
    def test_a_spoilt_list_is_no_list(self, content):
        file = configuration._recent_file()
        file.parent.mkdir(parents=True)
        file.write_text(content, encoding="utf-8")
        assert recent_projects() == []
