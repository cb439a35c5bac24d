"""What a memo may be: words, and not more than a memo's worth of them."""

LONGEST = 50_000
"""Characters a memo can be written with, some eight thousand words."""


def memo_fault(text: str) -> str:
    """Say what keeps a text from being written as a memo, or nothing."""
    if not text.strip():
        return "a memo needs words"
    if len(text) > LONGEST:
        return f"a memo has {LONGEST:,} characters at most, and this would be {len(text):,}"
    if "\x00" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
        return "a memo holds characters that are not text"
    return ""
