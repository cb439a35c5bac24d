"""Codings and coding passes as they are exchanged."""

from typing import Literal

from lmm_qual.model.base import CodePath, Count, FileModel, Name
from lmm_qual.model.codebook import Valence

Voice = Literal["voiced", "agreed", "disagreed", "present"]
RefersTo = Literal["before", "now", "hoped for"]


class CodingRecord(FileModel):
    """A coding: `start`/`end` are code points of the transcript's text, end exclusive."""

    transcript: Name
    start: Count
    end: Count
    code: CodePath
    coder: Name
    quote: str | None = None
    memo: str | None = None
    created: str | None = None
    valence: Valence | None = None
    refers_to: RefersTo | None = None
    voices: dict[Name, Voice] = {}


class PassRecord(FileModel):
    """A coder's reading of a transcript under a codebook version."""

    transcript: Name
    coder: Name
    status: Literal["in progress", "finished"] = "finished"
    version: Count | None = None
    updated: str | None = None
