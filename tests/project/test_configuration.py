import os
import tomllib

import pytest
from helpers.configured import load_configuration
from hypothesis import given
from hypothesis import strategies as st

from lmm_qual.model.problem import BadInputError
from lmm_qual.project import configuration
from lmm_qual.project.configuration import (
    configuration_file,
    configured_coder,
    read_configuration,
    save_coder,
    save_theme,
)


@pytest.fixture
def file():
    configuration_file().parent.mkdir(parents=True)
    return configuration_file()


def told(file, text):
    """Give the problems of a configuration, each without the file's name."""
    file.write_text(text, encoding="utf-8")
    problems = [str(problem) for problem in read_configuration()[1]]
    assert all(problem.startswith(f"{file}:") for problem in problems)
    return [problem.removeprefix(f"{file}:") for problem in problems]


def test_without_a_file_nobody_codes():
    assert load_configuration().coder is None


class TestKeeping:
    @pytest.mark.parametrize("name", ["SA", 'José "jr"', "C:\\a", "日本", "#x = [1]"])
    def test_who_codes_is_kept(self, name):
        save_coder(name)
        assert load_configuration().coder == name

    @given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=100))
    def test_any_name_is_read_back(self, tmp_path_factory, name):
        file = tmp_path_factory.mktemp("home") / "config.toml"
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(configuration, "configuration_file", lambda: file)
            save_coder(name)
            assert tomllib.loads(file.read_text(encoding="utf-8")) == {"coder": name}

    def test_other_settings_and_comments_are_left(self, file):
        file.write_text(
            '# mine\ntheme = "dark"\n"coder"="SA"  # me # still\n\n[keys]\nundo = "u"\n',
            encoding="utf-8",
        )
        save_coder("JR")
        assert file.read_text(encoding="utf-8") == (
            '# mine\ntheme = "dark"\ncoder = "JR"  # me # still\n\n[keys]\nundo = "u"\n'
        )

    def test_a_new_setting_stands_before_the_first_table(self, file):
        text = 'coder = "SA"\n\n# own keys\n[keys]\n"coding.undo" = "z"'
        file.write_text(text, encoding="utf-8")
        save_theme("light")
        assert file.read_text(encoding="utf-8") == (
            'coder = "SA"\ntheme = "light"\n\n# own keys\n[keys]\n"coding.undo" = "z"'
        )

    def test_line_ends_are_left_as_they_were(self, file):
        file.write_bytes(b'coder = "SA"\r\n[keys]\r\n')
        save_theme("light")
        assert file.read_bytes() == b'coder = "SA"\r\ntheme = "light"\r\n\r\n[keys]\r\n'

    def test_a_link_stays_a_link(self, file, tmp_path):
        target = tmp_path / "mine.toml"
        target.write_text('theme = "dark"\n', encoding="utf-8")
        file.symlink_to(target)
        save_coder("SA")
        assert file.is_symlink()
        assert load_configuration().coder == "SA"

    def test_a_file_that_is_no_toml_is_left_as_it_is(self, file):
        file.write_text("coder = \n", encoding="utf-8")
        with pytest.raises(BadInputError, match=r"config\.toml:1: is no TOML"):
            save_coder("JR")
        assert file.read_text(encoding="utf-8") == "coder = \n"

    @pytest.mark.skipif(os.name == "nt", reason="folders are locked otherwise there")
    def test_where_it_cannot_be_kept_that_is_told(self, monkeypatch, tmp_path):
        (tmp_path / "no").write_text("a file, no folder", encoding="utf-8")
        monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "no"))
        with pytest.raises(BadInputError, match="cannot be written"):
            save_coder("JR")

    def test_nothing_else_is_left_in_the_folder(self, file):
        save_coder("JR")
        assert [path.name for path in file.parent.iterdir()] == ["config.toml"]


class TestFaults:
    @pytest.mark.parametrize(
        ("text", "problems"),
        [
            ("coder = \n", ["1: is no TOML: Invalid value (column 9); mend the line, or"]),
            ('\n\ncoder = """SA', ["3: is no TOML: Unterminated string"]),
            ("[keys]\n[keys]\n", ["2: is no TOML: Cannot declare ('keys',) twice"]),
            ("x = [\n1,\n", ["1: is no TOML: "]),
            ("coder = 5", ['1: `coder` is no text; write coder = "NAME"']),
            ('coder = """\na\nb"""', ["1: `coder` is no name of one line"]),
            ('\nthem = "dark"', ["2: unknown setting “them”; did you mean “theme”?"]),
            ("keys = 5", ["1: `keys` is no table; write [keys]"]),
            ("[[keys]]\na = 1", ["1: `keys` is no table"]),
            ("# a\n[keys]\na.b = 5", ["3: the keys of “a.b” are neither text nor a list"]),
            ('[keys]\n"a.b" = ["x", 5]', ["2: the keys of “a.b” are neither text"]),
            ('[keys]\n"a.b" = ""', ["2: “a.b” has no key, or an empty one; write a key"]),
            ('[keys]\n"a.b" = []', ["2: “a.b” has no key"]),
            ('[keys]\na.b = "x"\n"a.b" = "y"', ["3: the keys of “a.b” stand twice"]),
            ('[themes]\nsea = "blue"', ["2: theme “sea” is no table"]),
            ("[themes.sea]\n\ndark = 1", ["3: “dark” of theme “sea” is a number; write dark"]),
            ("[themes.sea]\nmuted = true", ["2: “muted” of theme “sea” is true or false"]),
            (
                "coder = 5\n# here\n[keys]\na.b = 5\n[themes.x]\npanel = 2020-01-01",
                ["1: `coder` is", "4: the keys of “a.b” are", "6: “panel” of theme “x” is a date"],
            ),
        ],
    )
    def test_each_is_told_with_its_line(self, file, text, problems):
        found = told(file, text)
        assert len(found) == len(problems), found
        for said, wanted in zip(found, problems, strict=True):
            assert said.startswith(wanted)

    @pytest.mark.parametrize("content", [b"coder = ", b"coder = 5", b"coder = '\xff'"])
    def test_a_file_at_fault_is_named(self, file, content):
        file.write_bytes(content)
        for read in (load_configuration, configured_coder):
            with pytest.raises(BadInputError) as caught:
                read()
            assert str(caught.value).startswith(f"{file}:1: ")

    def test_bytes_that_are_no_text_are_told_with_their_line(self, file):
        file.write_bytes(b"# one\n# two \xff\n")
        with pytest.raises(BadInputError, match=r":2: is not UTF-8"):
            load_configuration()

    def test_a_huge_file_is_refused(self, file):
        file.write_text("#" * 70_000, encoding="utf-8")
        with pytest.raises(BadInputError, match="is larger than 64 kB"):
            load_configuration()

    def test_a_mark_at_the_start_is_no_fault(self, file):
        file.write_bytes(b'\xef\xbb\xbfcoder = "SA"\r\n')
        assert load_configuration().coder == "SA"

    def test_who_codes_is_known_although_keys_are_at_fault(self, file):
        file.write_text('coder = "SA"\n[keys]\na.b = 5\n', encoding="utf-8")
        assert configured_coder() == "SA"

    def test_keys_are_one_text_or_several(self, file):
        file.write_text(
            '[keys]\na.b = "x, ctrl+y"\n"c.d" = [",", "f5"]\n[keys.e]\nf = ","\n',
            encoding="utf-8",
        )
        found = {setting.id: setting.keys for setting in load_configuration().keys}
        assert found == {"a.b": ("x", "ctrl+y"), "c.d": (",", "f5"), "e.f": (",",)}
