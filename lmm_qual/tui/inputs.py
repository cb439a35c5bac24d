"""A line to type in that never holds what a terminal would obey."""

from textual.widgets import Input

from lmm_qual.text.standins import shown


class LineInput(Input):
    """An input without frame; what is typed or pasted is kept by stand-ins."""

    DEFAULT_CSS = """
    LineInput, LineInput:focus {
        border: none;
        height: 1;
        padding: 0;
        background: $panel;
        background-tint: $foreground 0%;
    }
    """

    def validate_value(self, value: str) -> str:
        """Take the value by stand-ins."""
        return shown(value)
