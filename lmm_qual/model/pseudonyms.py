"""Rules for pseudonyms: which names are replaced, and by what."""

from lmm_qual.model.base import FileModel, Name


class PseudonymRule(FileModel):
    """A name and what is to stand for it; `only` lists the transcripts in which it is replaced."""

    find: Name
    replace: Name
    ignore_case: bool = False
    part_of_words: bool = False
    only: list[Name] = []


class Pseudonyms(FileModel):
    """A whole file of rules."""

    rules: list[PseudonymRule] = []
