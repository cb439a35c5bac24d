"""The page of a person's settings, from what the program knows of them."""

from generate.marked_up import code, table
from lmm_qual.project.configuration import KNOWN, LARGEST
from lmm_qual.tui.themes import COLOURS, DARK, LIGHT

_HEAD = f"""\
# Settings

What holds for a person and not for a study stands in a TOML file of {LARGEST // 1024} kB at most.
`lmm-qual locate config` shows where it is; none is needed. `lmm-qual doctor` tells every fault in
it with its line, and a study does not open on settings that are not sound. What belongs to a study
(the central service, the masking threshold, the pattern of file names) stands in its [study
file](files.md#study).
"""

EXAMPLE = """\
coder = "KM"
theme = "paper"

[keys]
"coding.code" = ["c", "f2"]
"coding.finish" = "ctrl+f"

[themes.paper]
base = "light"
background = "#ffffff"
accent = "#6b3fa0"
"""

SAID = {
    "coder": "Who is coding, where neither `--as` nor `LMM_QUAL_CODER` says so.",
    "theme": "The theme to begin with: `dark`, `light`, or one of one's own. F9 goes to the next.",
    "keys": "Other keys for actions, by the ids on the page [Keys](keys.md).",
    "themes": "Themes of one's own, each under `[themes.NAME]`.",
}

_KEYS = """
## Keys { #keys }

Under `[keys]` an action's id has a key, several in a list, or several with commas between them.
They stand in place of the keys it had. Ctrl, Alt and Shift are written `ctrl+`, `alt+`, `shift+`;
other keys by their names (`enter`, `escape`, `pageup`, `f2`) or as they are (`?`). A key that
another action in force at the same time has, that terminals cannot tell from another, or that
would write in a field, is refused with what to do. Ctrl+C and Ctrl+Q always quit.
"""

_THEMES = """
## Themes { #themes }

A theme begins as its `base`, `dark` or `light`, and changes colours of it. `dark` may be set to
true or false besides. Colours are written as `"#7fb0d6"`.
"""

VARIABLES = {
    "LMM_QUAL_CODER": "Who is coding, before the settings say so and after `--as`.",
    "LMM_QUAL_DEBUG": "With any value a fault in the program shows where it happened, "
    "which may show words of a project.",
    "NO_COLOR": "With any value colours are left out; `doctor` says so.",
    "TERM": "The terminal; the program does not open its screens on one that is `dumb`.",
}
"""Variables of the environment that the program reads by name."""


def settings_page() -> str:
    """Give the page of settings; each that the program knows stands on it."""
    lines = [_HEAD, "```toml", EXAMPLE + "```"]
    lines += table(("Setting", ""), [(code(name), SAID[name]) for name in KNOWN])
    lines += [_KEYS, _THEMES, *table(("Colour", "dark", "light"), map(_colour, COLOURS))]
    rows = [(code(name), said) for name, said in VARIABLES.items()]
    return "\n".join([*lines, "", "## Environment", *table(("Variable", ""), rows)]) + "\n"


def _colour(name: str) -> tuple[str, str, str]:
    return code(name), *(
        code(str(theme.variables.get(name) or getattr(theme, name, ""))) for theme in (DARK, LIGHT)
    )
