"""What words that people write in their own name may be."""


def words_fault(text: str, what: str, longest: int) -> str:
    """Say what keeps a text of at most `longest` characters from being written, or nothing.

    `what` names it in the fault: `a memo`.
    """
    if not text.strip():
        return f"{what} needs words"
    if len(text) > longest:
        return f"{what} has {longest:,} characters at most, and this would be {len(text):,}"
    if "\x00" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
        return f"{what} holds characters that are not text"
    return ""
