"""Numbers of things as people read them."""


def counted(number: int, noun: str, plural: str = "") -> str:
    """Say a number with its noun: `1 coding`, `1,204 words`; an s makes the plural, or `plural`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"
