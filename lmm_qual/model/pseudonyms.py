"""Rules for pseudonyms: which names are replaced, and by what."""

from lmm_qual.model.base import FileModel, Name


class PseudonymRule(FileModel):
    """A name and what is to stand for it; `only` lists the transcripts in which it is replaced."""

    find: Name
    """The name that is replaced."""
    replace: Name
    """What stands for it."""
    ignore_case: bool = False
    """Whether capital and small letters are one."""
    part_of_words: bool = False
    """Whether it is replaced within words too."""
    only: list[Name] = []
    """The transcripts in which it is replaced, by their ids; else all."""


class Pseudonyms(FileModel):
    """A whole file of rules."""

    rules: list[PseudonymRule] = []
    """The rules; the longest name at a place wins."""
