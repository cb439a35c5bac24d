"""The colours of the transcript view: component classes and the look they resolve to."""

from rich.style import Style
from textual.widget import Widget

from lmm_qual.tui.transcript.painter import Look

_PARTS = {
    "aside": "color: $text-muted; text-style: italic;",
    "question": "color: $text-muted;",
    "number": "color: $text-muted;",
    "speaker": "color: $text-accent; text-style: bold;",
    "interviewer": "color: $text-muted;",
    "time": "color: $text-muted;",
    "coded": "text-style: underline;",
    "others": "text-style: underline italic;",
    "active": "background: $primary-muted; text-style: bold underline;",
    "found": "background: $warning-muted; text-style: bold;",
    "selected": "background: $primary; color: $background;",
    "cursor": "text-style: reverse;",
    "stripe": "text-style: bold;",
    "noted": "color: $text-accent;",
}
COMPONENTS = {f"transcript--{part}" for part in _PARTS}
_RULES = "\n".join(f"    & > .transcript--{part} {{ {rules} }}" for part, rules in _PARTS.items())
CSS = f"""
TranscriptSurface {{
    background: $surface;
    color: $foreground;
    overflow-x: hidden;
    overflow-y: scroll;
    scrollbar-gutter: stable;
    scrollbar-size-vertical: 1;
{_RULES}
}}
"""


def look_of(widget: Widget) -> Look:
    """Give the look a view's component classes have in the theme that is on."""
    text = widget.rich_style
    layers = {part: _layer(widget, f"transcript--{part}") for part in _PARTS}
    grounds = {part: text + layers.pop(part) for part in ("aside", "question")}
    return Look(text=text, **grounds, **layers)


def _layer(widget: Widget, component: str) -> Style:
    """Give only what a component sets, colours that let others through mixed with the ground."""
    styles = widget.get_component_styles(component)
    mixed = widget.get_component_rich_style(component)
    color = mixed.color if styles.has_rule("color") else None
    background = mixed.bgcolor if styles.has_rule("background") else None
    return Style(color=color, bgcolor=background) + styles.text_style
