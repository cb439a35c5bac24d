"""Lists of words, as a block of text in the source."""


def words(text: str) -> frozenset[str]:
    """Give the words of a text, parted by white space."""
    return frozenset(text.split())


def phrases(text: str) -> frozenset[str]:
    """Give the phrases of a text, parted by commas, case folded."""
    return frozenset(phrase.strip().casefold() for phrase in text.split(",") if phrase.strip())
