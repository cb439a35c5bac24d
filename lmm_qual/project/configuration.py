"""What a person has set for all projects: who is coding, the theme, own keys and themes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lmm_qual.model.problem import BadInputError, Problem
from lmm_qual.project.own_files import configuration_file, replace_file
from lmm_qual.project.toml_statements import TomlError, line_of, parse, with_setting

LARGEST = 64 * 1024
"""Bytes a configuration file may have."""
KNOWN = ("coder", "theme", "keys", "themes")


@dataclass(frozen=True)
class KeySetting:
    """The keys written for an action's id, and the path of the setting."""

    id: str
    keys: tuple[str, ...]
    path: tuple[str, ...]


@dataclass(frozen=True)
class Configuration:
    """The settings of a person's configuration file, `text` as it stands there.

    Which actions, keys and colours there are is known to the terminal app, which checks them.
    """

    file: Path
    text: str = ""
    coder: str | None = None
    theme: str | None = None
    keys: tuple[KeySetting, ...] = ()
    themes: Mapping[str, Mapping[str, str | bool]] = field(default_factory=dict)

    def problem(self, path: tuple[str, ...], what: str, remedy: str) -> Problem:
        """Make the problem of a setting, which names its line."""
        return Problem(str(self.file), what, str(line_of(self.text, path)), remedy)


class _Reading:
    """Takes values out of a parsed file, noting what is wrong with them."""

    def __init__(self, file: Path, text: str, values: dict[str, Any]) -> None:
        self.plain = Configuration(file, text)
        self.values = values
        self.problems: list[Problem] = []

    def fault(self, path: tuple[str, ...], what: str, remedy: str) -> None:
        self.problems.append(self.plain.problem(path, what, remedy))

    def name(self, key: str) -> str | None:
        """Give a name, None where there is none or it is empty."""
        value = self.values.get(key)
        if value is None or value == "":
            return None
        if not isinstance(value, str):
            self.fault((key,), f"`{key}` is no text", f'write {key} = "NAME"')
            return None
        from pydantic import TypeAdapter, ValidationError

        from lmm_qual.model.base import Name

        try:
            return str(TypeAdapter(Name).validate_python(value))
        except ValidationError:
            what = f"`{key}` is no name of one line with 500 letters at most"
            self.fault((key,), what, f'write {key} = "NAME"')
            return None

    def table(self, key: str, form: str) -> dict[str, Any]:
        value = self.values.get(key, {})
        if isinstance(value, dict):
            return value
        self.fault((key,), f"`{key}` is no table", f"write {form}")
        return {}

    def unknown(self) -> None:
        from lmm_qual.definitions.checks import nearest

        for key in self.values:
            if key not in KNOWN:
                self.fault((key,), f"unknown setting “{key}”", nearest(key, KNOWN))

    def keys(self) -> Iterator[KeySetting]:
        written = self.table("keys", '[keys] and under it "ACTION" = "KEY"')
        seen: dict[str, tuple[str, ...]] = {}
        for path, value in _leaves(written, ("keys",)):
            id_ = ".".join(path[1:])
            if id_ in seen:
                self.fault(path, f"the keys of “{id_}” stand twice", "leave one of the two out")
                continue
            seen[id_] = path
            keys = _keys(value)
            if keys is None:
                what = f"the keys of “{id_}” are neither text nor a list of texts"
                self.fault(path, what, f'write "{id_}" = "KEY" or ["KEY", "KEY"]')
            elif not keys or not all(keys):
                what = f"“{id_}” has no key, or an empty one"
                self.fault(path, what, "write a key, or leave the line out")
            else:
                yield KeySetting(id_, keys, path)

    def themes(self) -> dict[str, dict[str, str | bool]]:
        written = self.table("themes", "[themes.NAME] and under it the colours")
        for name, value in written.items():
            if not isinstance(value, dict):
                path = ("themes", name)
                self.fault(path, f"theme “{name}” is no table", "write [themes.NAME]")
        tables = {name: value for name, value in written.items() if isinstance(value, dict)}
        return {name: self._colours(name, table) for name, table in tables.items()}

    def _colours(self, name: str, table: dict[str, Any]) -> dict[str, str | bool]:
        found: dict[str, str | bool] = {}
        for key, value in table.items():
            wanted, form = (bool, "true or false") if key == "dark" else (str, '"VALUE"')
            if isinstance(value, wanted):
                found[key] = value
            else:
                what = f"“{key}” of theme “{name}” is {_kind(value)}"
                self.fault(("themes", name, key), what, f"write {key} = {form}")
        return found


def _leaves(
    table: Mapping[str, Any], path: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], Any]]:
    for name, value in table.items():
        if isinstance(value, dict) and value:
            yield from _leaves(value, (*path, name))
        else:
            yield (*path, name), value


def _keys(value: object) -> tuple[str, ...] | None:
    """Give the keys of `"a,b"` or `["a", "b"]`; a comma alone, or in a list, is a key."""
    if isinstance(value, str):
        if value.strip() == ",":
            return (",",)
        return tuple(key if key == " " else key.strip() for key in value.split(","))
    if isinstance(value, list) and all(isinstance(key, str) for key in value):
        return tuple(key if key == " " else key.strip() for key in value)
    return None


def _kind(value: object) -> str:
    kinds = {bool: "true or false", int: "a number", float: "a number", str: "text", list: "a list"}
    return kinds.get(type(value), "a table" if isinstance(value, dict) else "a date")


def read_configuration() -> tuple[Configuration, list[Problem]]:
    """Read the configuration; gives what is sound in it, and all that is not, by lines."""
    try:
        reading = _begin()
    except BadInputError as error:
        return Configuration(configuration_file()), error.problems
    reading.unknown()
    plain, coder, theme = reading.plain, reading.name("coder"), reading.name("theme")
    keys, themes = tuple(reading.keys()), reading.themes()
    return Configuration(plain.file, plain.text, coder, theme, keys, themes), reading.problems


def _begin() -> _Reading:
    """Read the file as far as it is TOML; raises `BadInputError`."""
    file = configuration_file()
    text = _text(file) or ""
    try:
        return _Reading(file, text, parse(text))
    except TomlError as fault:
        raise _no_toml(file, fault) from None


def _no_toml(file: Path, fault: TomlError) -> BadInputError:
    what, remedy = f"is no TOML: {fault.what}", "mend the line, or remove the file"
    return BadInputError(Problem(str(file), what, str(fault.line), remedy))


def _text(file: Path) -> str | None:
    """Give the text of the file, None where there is none; raises `BadInputError`."""
    try:
        if not file.is_file():
            return None
        with file.open("rb") as opened:
            data = opened.read(LARGEST + 1)
    except OSError as error:
        raise _refused(file, f"cannot be read: {error.strerror}") from None
    if len(data) > LARGEST:
        raise _refused(file, f"is larger than {LARGEST // 1024} kB")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = 1 + data.count(b"\n", 0, error.start)
        raise _refused(file, "is not UTF-8", str(line)) from None


def _refused(file: Path, what: str, place: str = "") -> BadInputError:
    return BadInputError(Problem(str(file), what, place, "mend or remove it"))


def configured_coder() -> str | None:
    """Give who is coding by the configuration; raises `BadInputError` where that is at fault.

    What is wrong with keys and themes is no concern of a command.
    """
    reading = _begin()
    coder = reading.name("coder")
    if reading.problems:
        raise BadInputError(reading.problems)
    return coder


def save_coder(name: str) -> None:
    """Keep who is coding, other settings and comments left as they are.

    Raises `BadInputError` where that cannot be.
    """
    _save("coder", name)


def save_theme(name: str) -> None:
    """Keep the theme, other settings and comments left as they are.

    Raises `BadInputError` where that cannot be.
    """
    _save("theme", name)


def _save(name: str, value: str) -> None:
    file = configuration_file()
    try:
        replace_file(file, with_setting(_text(file) or "", name, value))
    except TomlError as fault:
        raise _no_toml(file, fault) from None
    except OSError as error:
        raise _refused(file, f"cannot be written: {error.strerror}") from None
