"""The two themes: dark and light, both quiet, so that codes' colours stand out; and one's own."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from textual.color import Color, ColorParseError
from textual.theme import Theme

from lmm_qual.model.problem import Problem
from lmm_qual.project.configuration import Configuration

DARK = Theme(
    name="dark",
    dark=True,
    primary="#7fb0d6",
    secondary="#8fa6bb",
    accent="#d6b370",
    success="#8cbc8f",
    warning="#dca763",
    error="#de8080",
    foreground="#d9dde2",
    background="#14171b",
    surface="#191c21",
    panel="#242930",
    variables={
        "muted": "#98a2ad",
        "faint": "#646e79",
        "rule": "#343c46",
        "cursor-row": "#2b3a48",
        "cursor-row-away": "#23282f",
        "scrollbar": "#343c46",
        "scrollbar-hover": "#4a5561",
        "scrollbar-active": "#4a5561",
        "scrollbar-background": "#191c21",
        "scrollbar-background-hover": "#191c21",
        "scrollbar-background-active": "#191c21",
        "scrollbar-corner-color": "#191c21",
    },
)
LIGHT = Theme(
    name="light",
    dark=False,
    primary="#20608f",
    secondary="#5b6b7a",
    accent="#85560a",
    success="#2f7038",
    warning="#9a5b00",
    error="#a83232",
    foreground="#22272c",
    background="#f1eee8",
    surface="#faf8f4",
    panel="#e6e2d9",
    variables={
        "muted": "#5f6770",
        "faint": "#8d9299",
        "rule": "#d2ccc0",
        "cursor-row": "#cfe0ee",
        "cursor-row-away": "#ebe7df",
        "scrollbar": "#d2ccc0",
        "scrollbar-hover": "#b9b2a4",
        "scrollbar-active": "#b9b2a4",
        "scrollbar-background": "#faf8f4",
        "scrollbar-background-hover": "#faf8f4",
        "scrollbar-background-active": "#faf8f4",
        "scrollbar-corner-color": "#faf8f4",
    },
)
THEMES = (DARK, LIGHT)

_FIELDS = (
    *("primary", "secondary", "accent", "success", "warning", "error"),
    *("foreground", "background", "surface", "panel"),
)
COLOURS = (*_FIELDS, *DARK.variables)
"""The names of the colours of a theme."""

Fault = tuple[str, str, str]
"""A key of a theme, what is wrong with it, what to do."""


def read_themes(configuration: Configuration) -> tuple[list[Theme], list[Problem]]:
    """Give a person's own themes that are sound, and what is wrong with the others."""
    themes: list[Theme] = []
    problems: list[Problem] = []
    for name, written in configuration.themes.items():
        faults = [*_name_faults(name), *_faults(written)]
        for key, what, remedy in faults:
            path = ("themes", name, key) if key else ("themes", name)
            problems.append(configuration.problem(path, f"theme “{name}”: {what}", remedy))
        if not faults:
            themes.append(_own(name, written))
    return themes, problems


def theme_problems(configuration: Configuration) -> list[Problem]:
    """Give what is wrong with the theme that is set: nothing, or that it is unknown."""
    known = [*(theme.name for theme in THEMES), *configuration.themes]
    if configuration.theme is None or configuration.theme in known:
        return []
    from lmm_qual.definitions.checks import nearest

    what = f"unknown theme “{configuration.theme}”"
    return [configuration.problem(("theme",), what, nearest(configuration.theme, known))]


def _name_faults(name: str) -> Iterator[Fault]:
    if name in {theme.name for theme in THEMES}:
        yield "", "is the name of a theme that there is", "choose another name"
    if not name.strip() or not name.isprintable() or len(name) > 40:
        yield "", "is no name of one line with 40 letters at most", "choose another name"


def _faults(written: Mapping[str, str | bool]) -> Iterator[Fault]:
    known = ("base", "dark", *COLOURS)
    for key, value in written.items():
        if key not in known:
            from lmm_qual.definitions.checks import nearest

            yield key, f"unknown colour “{key}”", nearest(key, known)
        elif key == "base" and value not in {theme.name for theme in THEMES}:
            yield key, f"base “{value}” is neither dark nor light", 'write base = "dark" or "light"'
        elif key not in {"base", "dark"} and not _is_colour(str(value)):
            yield key, f"{key} = “{value}” is no colour", 'write it as "#7fb0d6"'


def _is_colour(text: str) -> bool:
    if text.strip().startswith(("auto", "ansi")):
        return False
    try:
        return Color.parse(text).a == 1
    except ColorParseError:
        return False


def _own(name: str, written: Mapping[str, str | bool]) -> Theme:
    """Make a theme of what is written, the rest as in its base."""
    plain = DARK if written.get("dark", True) else LIGHT
    base = {theme.name: theme for theme in THEMES}.get(str(written.get("base")), plain)
    colours = {key: str(value) for key, value in written.items() if key in COLOURS}
    return replace(
        base,
        name=name,
        dark=bool(written.get("dark", base.dark)),
        variables={
            **base.variables,
            **{key: value for key, value in colours.items() if key not in _FIELDS},
        },
        **{key: value for key, value in colours.items() if key in _FIELDS},  # type: ignore[arg-type]
    )
