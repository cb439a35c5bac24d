"""A person's settings as the terminal app takes them: all of them sound, or none."""

from dataclasses import dataclass, field

from textual.theme import Theme

from lmm_qual.model.problem import BadInputError, Problem
from lmm_qual.project.configuration import read_configuration
from lmm_qual.tui.key_map import read_key_map
from lmm_qual.tui.themes import THEMES, read_themes, theme_problems


@dataclass(frozen=True)
class Settings:
    """Who is coding, keys by action id, and the themes there are, `theme` the one to begin with."""

    coder: str | None = None
    keys: dict[str, str] = field(default_factory=dict)
    themes: tuple[Theme, ...] = THEMES
    theme: str = THEMES[0].name


def check_settings() -> tuple[Settings, list[Problem]]:
    """Read the settings; gives those that are sound, and all that is wrong, by lines."""
    configuration, problems = read_configuration()
    keys, key_problems = read_key_map(configuration)
    own, theme_faults = read_themes(configuration)
    problems = [*problems, *key_problems, *theme_faults, *theme_problems(configuration)]
    themes = (*THEMES, *own)
    names = [theme.name for theme in themes]
    theme = configuration.theme if configuration.theme in names else names[0]
    settings = Settings(configuration.coder, keys, themes, theme)
    return settings, sorted(problems, key=lambda problem: int(problem.place or 0))


def load_settings() -> Settings:
    """Read the settings; raises `BadInputError` with every fault, and its line."""
    settings, problems = check_settings()
    if problems:
        raise BadInputError(problems)
    return settings
