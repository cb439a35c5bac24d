"""Written summaries of the framework matrix as they are exchanged, and what one may be."""

from lmm_qual.model.base import CodePath, Count, FileModel, Name
from lmm_qual.model.written import words_fault

LONGEST_SUMMARY = 16_000
"""Characters a summary may have, some 2,500 words; so many always fit a spreadsheet's cell."""


class SummaryPassage(FileModel):
    """Words that a summary rests on: by their place, or by a quote that stands there once."""

    transcript: Name
    """The transcript, by its id."""
    start: Count | None = None
    """The first code point of the words."""
    end: Count | None = None
    """The code point behind their last."""
    quote: str | None = None
    """The words themselves."""


class SummaryEntry(FileModel):
    """What is written in a cell: of one row and code, of a round or of change between rounds.

    A transcript has a time point of its own; `by` is who wrote it, `written` when.
    """

    participant: Name | None = None
    """The row, where it is a participant."""
    service: Name | None = None
    """The row, where it is a service."""
    transcript: Name | None = None
    """The row, where it is a transcript."""
    code: CodePath
    """The code, by its path, or its name where that is unique."""
    time: Name | None = None
    """The round, by its id."""
    change: bool = False
    """True where it is of change between rounds."""
    text: str
    """The summary."""
    passages: list[SummaryPassage] = []
    """Words that it rests on."""
    by: Name | None = None
    """Who wrote it."""
    written: str | None = None
    """When it was written, in UTC."""

    @property
    def named_rows(self) -> list[tuple[str, str]]:
        """Give the rows it names, each by kind and id."""
        kinds = ("participant", "service", "transcript")
        return [(kind, key) for kind in kinds if (key := getattr(self, kind)) is not None]

    @property
    def row(self) -> tuple[str, str]:
        """Give its row by kind and id; nothing of either where it names none."""
        return next(iter(self.named_rows), ("", ""))


class Framework(FileModel):
    """A whole file of written summaries."""

    summaries: list[SummaryEntry] = []
    """The cells that are written."""


def summary_fault(text: str) -> str:
    """Say what keeps a text from being written as a summary, or nothing."""
    return words_fault(text, "a summary", LONGEST_SUMMARY)
