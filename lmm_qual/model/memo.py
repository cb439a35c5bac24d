"""What a memo may be: words, and not more than a memo's worth of them."""

from lmm_qual.model.written import words_fault

LONGEST = 50_000
"""Characters a memo can be written with, some eight thousand words."""


def memo_fault(text: str) -> str:
    """Say what keeps a text from being written as a memo, or nothing."""
    return words_fault(text, "a memo", LONGEST)
