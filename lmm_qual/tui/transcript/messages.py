"""What the transcript view tells its screen."""

from typing import TYPE_CHECKING

from textual.message import Message

from lmm_qual.text.span import Span
from lmm_qual.tui.transcript.marks import CodingId

if TYPE_CHECKING:
    from lmm_qual.tui.transcript.view import TranscriptView


class FromView(Message):
    """A message of a transcript view; handlers are named `on_transcript_view_...`."""

    namespace = "transcript_view"

    def __init__(self, view: "TranscriptView") -> None:
        super().__init__()
        self.view = view

    @property
    def control(self) -> "TranscriptView":
        """Give the view."""
        return self.view


class CursorMoved(FromView, namespace="transcript_view"):
    """The cursor stands at `head`, a code point; `selection` is None where nothing is selected."""

    def __init__(self, view: "TranscriptView", head: int, selection: Span | None) -> None:
        super().__init__(view)
        self.head = head
        self.selection = selection

    def can_replace(self, message: Message) -> bool:
        """Let the last of several moves stand for all of them."""
        return isinstance(message, CursorMoved)


class SelectionChanged(FromView, namespace="transcript_view"):
    """Something else, or with None nothing, is selected."""

    def __init__(self, view: "TranscriptView", selection: Span | None) -> None:
        super().__init__(view)
        self.selection = selection


class CodingPicked(FromView, namespace="transcript_view"):
    """A coding was picked, by its stripe or by key; None when none is picked any more."""

    def __init__(self, view: "TranscriptView", coding: CodingId | None) -> None:
        super().__init__(view)
        self.coding = coding


class Going(FromView, namespace="transcript_view"):
    """After `g` a turn's number or a time is being typed: `typed`; None when that has ended."""

    def __init__(self, view: "TranscriptView", typed: str | None) -> None:
        super().__init__(view)
        self.typed = typed


class NotThere(FromView, namespace="transcript_view"):
    """What was typed after `g` is not in the transcript: `said` tells why."""

    def __init__(self, view: "TranscriptView", said: str) -> None:
        super().__init__(view)
        self.said = said
