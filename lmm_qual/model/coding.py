"""Codings and coding passes as they are exchanged."""

from typing import Literal

from lmm_qual.model.base import CodePath, Count, FileModel, Name
from lmm_qual.model.codebook import Valence

Voice = Literal["voiced", "agreed", "disagreed", "present"]
RefersTo = Literal["before", "now", "hoped for"]


class CodingRecord(FileModel):
    """A coding: `start`/`end` are code points of the transcript's text, end exclusive."""

    transcript: Name
    """The transcript, by its id."""
    start: Count
    """The first code point of the words."""
    end: Count
    """The code point behind their last."""
    code: CodePath
    """The code, by its path, or its name where that is unique."""
    coder: Name
    """Who coded."""
    quote: str | None = None
    """The words, which are checked against the transcript."""
    memo: str | None = None
    """What the coder noted of it."""
    created: str | None = None
    """When it was made, in UTC."""
    valence: Valence | None = None
    """Whether the words tell of what hinders or helps."""
    refers_to: RefersTo | None = None
    """What time they are about."""
    voices: dict[Name, Voice] = {}
    """Whose voice they are, by participant, where the coder said so."""


class PassRecord(FileModel):
    """A coder's reading of a transcript under a codebook version."""

    transcript: Name
    """The transcript, by its id."""
    coder: Name
    """Who reads."""
    status: Literal["in progress", "finished"] = "finished"
    """How far the reading is."""
    version: Count | None = None
    """The version of the codebook, else the present one."""
    updated: str | None = None
    """When it was last changed, in UTC."""
