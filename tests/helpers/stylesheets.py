"""Reading each style sheet once, and not again for every app and screen."""

from typing import Any

import pytest
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

_parse = Stylesheet._parse_rules
_parsed: dict[tuple[Any, ...], list[RuleSet]] = {}


def _parse_once(sheet: Stylesheet, css: str, *given: Any, **named: Any) -> list[RuleSet]:
    """Give the rules of a source, as any sheet of the same colours has read them before."""
    key = (css, given, tuple(named.items()), _colours(sheet))
    if key not in _parsed:
        _parsed[key] = _parse(sheet, css, *given, **named)
    return _parsed[key]


def _colours(sheet: Stylesheet) -> frozenset[tuple[str, str]]:
    variables, colours = getattr(sheet, "_colours", (None, None))
    if variables is not sheet._variables:
        colours = frozenset(sheet._variables.items())
        sheet._colours = sheet._variables, colours
    return colours


@pytest.fixture(autouse=True, scope="session")
def parse_once():
    """Have Textual read style sheets that way."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Stylesheet, "_parse_rules", _parse_once)
        yield
