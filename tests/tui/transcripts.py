"""Transcripts written as they are read, for tests."""

import re

from textual.app import App, ComposeResult

from lmm_qual.tui.transcript.document import Document, TurnRow
from lmm_qual.tui.transcript.marks import CodingMark
from lmm_qual.tui.transcript.view import TranscriptView

_TURN = re.compile(r"^(INT|P\d\d)(?: \[([\d:]+)\])?: (.*(?:\n(?!INT|P\d\d|#).+)*)", re.MULTILINE)

DYAD = """\
# Dyad, health visiting
INT [00:04:10]: How did you first come to hear of them?
P07 [00:04:16]: It was at team meeting, I think. Someone had been on the training.
And came back. [laughs]
P08 [00:04:40]: Mm. And the form was long, you know.
INT [00:04:52]: What would have helped?
P07 [00:04:55]: Someone to ring, honestly.
# End
"""


def document_of(text: str) -> Document:
    """Give the document of a text with turns `P07 [00:01:02]: words`."""
    turns = [
        TurnRow(n, match[1], *match.span(3), match[2], match.start(), match[1] == "INT")
        for n, match in enumerate(_TURN.finditer(text), 1)
    ]
    return Document(text, turns)


def mark(document: Document, words: str, id: int = 1, **more: object) -> CodingMark:
    """Give a coding of the first place where words stand."""
    start = document.text.index(words)
    return CodingMark(id, start, start + len(words), f"code {id}", **more)


class ViewApp(App[None]):
    """A screen with nothing but the view; keeps what the view tells."""

    def __init__(self, document: Document, marks: list[CodingMark] | None = None) -> None:
        super().__init__()
        self.view = TranscriptView(document)
        self.marks = marks or []
        self.told: list[tuple[str, object]] = []

    def compose(self) -> ComposeResult:
        yield self.view

    def on_mount(self) -> None:
        self.view.set_codings(self.marks)
        self.view.focus()

    def on_transcript_view_cursor_moved(self, event: TranscriptView.CursorMoved) -> None:
        self.told.append(("moved", event.head))

    def on_transcript_view_selection_changed(self, event: TranscriptView.SelectionChanged) -> None:
        self.told.append(("selected", event.selection))

    def on_transcript_view_coding_picked(self, event: TranscriptView.CodingPicked) -> None:
        self.told.append(("picked", event.coding))

    def on_transcript_view_going(self, event: TranscriptView.Going) -> None:
        self.told.append(("going", event.typed))

    def lines(self) -> list[str]:
        """Give the lines of the view as they are seen."""
        return [self.view.render_line(y).text for y in range(self.view.size.height)]

    def on_transcript_view_not_there(self, event: TranscriptView.NotThere) -> None:
        self.told.append(("not there", event.said))
