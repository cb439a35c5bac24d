"""The documentation: its examples run, its keys are the program's, nothing is left out of it."""

import re
import shutil
import tomllib

import pytest
import yaml
from generate import PAGES as GENERATED
from generate import files, settings
from generate.commands import commands
from jsonschema import Draft202012Validator

from docs.examples import DOCS, PAGES, README, ROOT, pattern, printed, steps
from lmm_qual.cli.running import run
from lmm_qual.definitions.schemas import MODELS, make_schema
from lmm_qual.tui.actions import BY_ID, REGISTER, key_sign, split_keys
from lmm_qual.tui.settings import check_settings

SAMPLES = ROOT / "sample_transcripts"
DEMO = "lmm-qual demo --no-open"
WITH_EXAMPLES = [page for page in (README, *PAGES) if any(steps(page))]


def named(page):
    return page.relative_to(ROOT).as_posix()


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """Build the example study once, as the documentation says; gives its folder and the output."""
    folder = tmp_path_factory.mktemp("documentation")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setattr("lmm_qual.project.project.keep_before", lambda *_, **__: "")
        file = folder / "out"
        with file.open("w+", encoding="utf-8") as out:
            patch.setattr("sys.stdout", out)
            assert run(DEMO.split()[1:]) == 0
    return folder / "demo", file.read_text(encoding="utf-8")


@pytest.fixture
def place(demo, tmp_path, monkeypatch):
    """Give a folder as the guides have it, in which one is."""
    folder = tmp_path / "study"
    shutil.copytree(demo[0], folder / "demo")
    shutil.copy(demo[0] / "little_minds_matter.lmmq", folder / "study.lmmq")
    (folder / "sample_transcripts").symlink_to(SAMPLES)
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize("page", WITH_EXAMPLES, ids=named)
def test_examples_give_what_they_show(page, demo, place, capsys):
    for step in steps(page):
        if step.file:
            (place / step.file).write_text(step.text, encoding="utf-8")
            continue
        out = demo[1] if step.command == DEMO else ran(step, capsys)
        expected = pattern(step.lines, exact=page == README)
        assert re.fullmatch(expected, printed(out)), f"{step.command}\n{out}"


def ran(step, capsys):
    run(step.arguments)
    captured = capsys.readouterr()
    return captured.out + captured.err


def test_every_page_has_its_place():
    navigation = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["nav"]
    listed = re.findall(r"[\w/]+\.md", str(navigation))
    assert len(listed) == len(set(listed))
    assert {page.relative_to(DOCS).as_posix() for page in PAGES} | GENERATED.keys() <= set(listed)


@pytest.mark.parametrize("page", [README, *PAGES], ids=named)
def test_links_and_pictures_are_there(page):
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8")):
        if "://" in target or target in {"changes.md", "security.md"}:
            continue
        path = (page.parent / target).resolve()
        generated = path.is_relative_to(DOCS) and path.relative_to(DOCS).as_posix() in GENERATED
        assert generated or path.exists(), target


def test_keys_in_the_guides_are_those_of_the_program():
    row = re.compile(r"^\| (.*?) \| (.*?) \| `(\w+\.\w+)` \|$", re.MULTILINE)
    found = [row.findall(page.read_text(encoding="utf-8")) for page in PAGES]
    assert sum(map(len, found)) > 50
    for pressed, said, id_ in (one for rows in found for one in rows):
        action = BY_ID[id_]
        signs = " ".join(f"`{key_sign(key)}`" for key in split_keys(action.keys))
        assert (pressed.replace("<code>&#124;</code>", "`|`"), said) == (signs, action.name)


@pytest.fixture(scope="module")
def reference():
    return {path: page() for path, page in GENERATED.items()}


class TestNothingIsLeftOut:
    def test_every_command_and_every_option_is_in_the_reference(self, reference):
        page = reference["reference/commands.md"]
        _, *parts = re.split(r"^#{2,} (.+?) \{ #(.+?) \}$", page, flags=re.MULTILINE)
        told = dict(zip(parts[::3], parts[2::3], strict=True))
        for path, command in commands():
            part = told[" ".join(path)]
            if not hasattr(command, "commands"):
                names = [name for one in command.params for name in one.opts if name[0] == "-"]
                assert not [name for name in names if name not in part], path

    def test_a_guide_names_every_command(self):
        told = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
        names = [path[0] for path, _ in commands() if len(path) == 1]
        missing = [name for name in names if not re.search(rf"(lmm-qual |`){name}\b", told)]
        assert not missing, "name them in docs/guide"

    def test_every_action_is_in_the_reference_with_its_keys(self, reference):
        page = reference["reference/keys.md"]
        for action in REGISTER:
            assert f"| `{action.id}` |" in page
        assert all(f"{{ #{action.where} }}" in page for action in REGISTER)

    def test_every_setting_is_in_the_reference_and_the_example_is_sound(
        self, reference, monkeypatch, tmp_path
    ):
        page = reference["reference/settings.md"]
        assert settings.SAID.keys() == set(settings.KNOWN)
        assert all(f"`{name}`" in page for name in (*settings.KNOWN, *settings.COLOURS))
        file = tmp_path / "config.toml"
        file.write_text(settings.EXAMPLE, encoding="utf-8")
        monkeypatch.setattr("lmm_qual.project.configuration.configuration_file", lambda: file)
        found, problems = check_settings()
        assert (found.coder, found.theme, problems) == ("KM", "paper", [])

    def test_every_variable_of_the_environment_is_in_the_reference(self):
        read = re.compile(r'environ(?:\.get\(|\[)"(\w+)"')
        sources = (ROOT / "lmm_qual").rglob("*.py")
        found = {name for one in sources for name in read.findall(one.read_text(encoding="utf-8"))}
        assert found == settings.VARIABLES.keys()

    @pytest.mark.parametrize("kind", MODELS)
    def test_every_format_has_an_example_that_fits_it(self, kind, reference):
        schema = make_schema(kind)
        Draft202012Validator(schema).validate(files.example(kind))
        page = reference["reference/files.md"]
        assert f"{{ #{kind} }}" in page
        assert kind in files.TITLES
        assert all(f"`{name}`" in page for name in schema["properties"])

    def test_problems_are_told_with_what_to_do(self, reference):
        page = reference["reference/problems.md"]
        assert "| nobody says who is coding | add --as NAME" in page
        assert all(f"| `{code}` |" in page for code in (0, 1, 2, 130))


class TestArchitecture:
    PAGE = (DOCS / "architecture.md").read_text(encoding="utf-8")

    def test_what_it_names_is_there(self):
        named = re.findall(r"`((?:lmm_qual|tests|docs)/[\w/.]+)`", self.PAGE)
        assert len(named) > 30
        assert not [path for path in named if not (ROOT / path).exists()]

    def test_the_picture_has_the_rooms_in_the_order_of_their_contract(self):
        picture = (DOCS / "pictures" / "rooms.svg").read_text(encoding="utf-8")
        contract = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
        layers = contract["tool"]["importlinter"]["contracts"][0]["layers"]
        assert re.findall(r'class="room"[^>]*>(\w+)<', picture) == layers
