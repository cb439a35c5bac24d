"""A line and a block to type in that never hold what a terminal would obey, nor too much."""

from typing import Any

from textual import events
from textual.document._document import EditResult
from textual.document._edit import Edit
from textual.message import Message
from textual.widgets import Input, TextArea

from lmm_qual.text.standins import shown, shown_block

LONGEST = 4096
"""As many letters as a path may have; names are held to less by what asks for them."""


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

    def on_mount(self) -> None:
        """Hold what is typed to the length of a line."""
        self.max_length = LONGEST

    def on_paste(self, event: events.Paste) -> None:
        """Take what is pasted as one line, as far as there is room."""
        event.prevent_default()
        event.stop()
        start, end = sorted(self.selection)
        room = LONGEST - len(self.value) + end - start
        line = " ".join(event.text[:room].splitlines())
        self.replace(line, start, end)
        if len(event.text) > room:
            self.restricted()

    def restricted(self) -> None:
        """Say that there is no more room, instead of ringing the bell."""
        self.notify(
            f"a line holds {LONGEST:,} letters; the rest was left out",
            severity="warning",
            markup=False,
        )


class TextField(TextArea):
    """Several lines to write in, of `longest` characters at most; what is pasted is by stand-ins.

    A text that was stored with control characters keeps them wherever it is not touched.
    """

    DEFAULT_CSS = """
    TextField, TextField:focus {
        border: none;
        padding: 0 1;
        background: $surface;
        background-tint: $foreground 0%;
        scrollbar-size-vertical: 1;
        & .text-area--cursor-line { background: $surface; }
    }
    """

    class TooLong(Message):
        """Something typed or pasted had no room, and was not taken."""

        def __init__(self, field: "TextField", over: int) -> None:
            super().__init__()
            self.field, self.over = field, over

        @property
        def control(self) -> "TextField":
            """Give the field."""
            return self.field

    def __init__(self, *, longest: int, **more: Any) -> None:
        super().__init__(soft_wrap=True, tab_behavior="focus", **more)
        self.longest = longest
        self._stored = ""

    def put(self, stored: str, typed: str | None = None) -> None:
        """Show a stored text, or what was typed in its place, the cursor at the end."""
        self._stored = stored
        self.load_text(block(stored) if typed is None else typed)
        self.move_cursor(self.document.end)

    @property
    def typed(self) -> str:
        """Give the text as it stands in the field, by stand-ins."""
        return "\n".join(self.document.lines)

    @property
    def value(self) -> str:
        """Give the text to be stored."""
        return restored(self._stored, self.typed)

    @property
    def changed(self) -> bool:
        """Say whether something else stands there than is stored."""
        return self.typed != block(self._stored)

    def edit(self, edit: Edit) -> EditResult:
        """Take what is typed or pasted by stand-ins, where there is room for it."""
        room = self.longest - len(self.typed) + len(self.get_text_range(edit.top, edit.bottom))
        over = len(edit.text) - room
        if edit.text and over > 0:
            self.post_message(self.TooLong(self, over))
            return EditResult(edit.to_location, "")
        edit.text = block(edit.text.replace("\r\n", "\n").replace("\r", "\n"))
        return super().edit(edit)


def block(text: str) -> str:
    """Give lines by stand-ins, letter for letter; tabs, which do no harm, stay."""
    return "\t".join(map(shown_block, text.split("\t")))


def restored(stored: str, typed: str) -> str:
    """Give what was typed over a stored text, with the stored characters where none was touched."""
    before = block(stored)
    most = min(len(before), len(typed))
    start = next((at for at in range(most) if before[at] != typed[at]), most)
    most -= start
    end = next((at for at in range(most) if before[-1 - at] != typed[-1 - at]), most)
    return stored[:start] + typed[start : len(typed) - end] + stored[len(stored) - end :]
