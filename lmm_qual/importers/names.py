"""What a name before a colon looks like: a person's label, or words that name nobody."""

import re
import unicodedata
from enum import Enum
from functools import lru_cache

from lmm_qual.importers.interviewers import is_interviewer
from lmm_qual.importers.vocabulary import (
    CALENDAR,
    DISCOURSE,
    FUNCTION_WORDS,
    HEADER_KEYS,
    INITIALS,
    NOBODY,
    PARTICLES,
    QUALIFIERS,
    ROLES,
    SERIES,
    STRONG_ROLES,
    TITLES,
    VOICES,
)

MOST_WORDS = 6


class Kind(Enum):
    """How far a name's look speaks for a person."""

    ROLE = "role"  # INT, Interviewer, P07, Speaker 2, SPEAKER_00
    CODE = "code"  # HV3, JS, A
    CAPS = "caps"  # LEHRER
    TITLE = "title"  # Anna Berg, Multiple Students
    UNCASED = "uncased"  # scripts without capitals
    LOWER = "lower"  # health visitor, older brother
    NOBODY = "nobody"  # Date, Question 4, One thing


_ROLE_CODE = re.compile(
    r"(?:p|pt|ppt|part|s|r|resp|int|i|m|f|fg|id|sp|spk)[ _#.-]*(?:\d{1,4}[a-z]?|\?)"
)
_CODE = re.compile(r"[a-z]{1,5}[ _#.-]?\d{1,5}[a-z]?")
_NUMBERED = re.compile(r"(.*?)[\s_#.-]*(?:\d+[a-z]?|\?)")
_TOGETHER = re.compile(r"\s*(?:[&/+,]|\b(?:and|und|et|y|e|и|og|och|en)\b)\s*")
_ASIDE = re.compile(r"\s*\([^()]*\)\s*\Z")


@lru_cache(maxsize=4096)
def kind_of(name: str) -> Kind:
    """Say what a name before a colon looks like."""
    folded = fold(name)
    words = [word for word in re.split(r"[\s/&_]+", _ASIDE.sub("", folded)) if word]
    if not words or len(name.split()) > MOST_WORDS or not any(c.isalpha() for c in folded):
        return Kind.UNCASED if _is_pictured(name) else Kind.NOBODY
    if may_be_word(name):
        return Kind.CODE
    if is_series(name) or _is_no_name(name) or _is_nobody(folded, words) or _reads_on(name, words):
        return Kind.NOBODY
    if (is_interviewer(name) and _is_all_name(name)) or _is_strong_role(words):
        return Kind.ROLE
    return _by_letters(name, folded, words)


@lru_cache(maxsize=8192)
def fold(name: str) -> str:
    """Give a name as it is compared: composed, case folded, spaces single."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def is_series(name: str) -> bool:
    """Tell whether a name numbers a question, a section or the like."""
    numbered = _NUMBERED.fullmatch(fold(name))
    return numbered is not None and numbered.group(1).strip() in SERIES


def is_person_like(name: str) -> bool:
    """Tell whether a name ends in a word for people, as `Multiple Students`, or begins `Mr`."""
    words = _ASIDE.sub("", fold(name)).split()
    if is_titled(name):
        return True
    while words and (words[-1].strip("#.").isdigit() or len(words[-1]) == 1) and len(words) > 1:
        words.pop()
    return bool(words) and words[-1] in ROLES


def is_noun(name: str) -> bool:
    """Tell whether a name is an everyday word for people, as a list of needs may have it too."""
    return fold(name) in ROLES - VOICES


def is_titled(name: str) -> bool:
    """Tell whether a name begins with a title, as `Mr. Lane` does."""
    words = fold(name).split()
    return len(words) > 1 and words[0].rstrip(".") in TITLES


def may_be_word(name: str) -> bool:
    """Tell whether a name looks like initials and is as likely a word, as `RE` and `CC` are."""
    return name.isupper() and fold(name) in INITIALS


def stem_of(name: str) -> str | None:
    """Give what stands before a name's number (or the `?` of `M?`), `None` where it has none."""
    numbered = _NUMBERED.fullmatch(fold(name))
    return numbered.group(1).strip() if numbered else None


def parts_of(name: str) -> list[str]:
    """Give the folded names of those who speak together: `P1 & P2`, `Anna and Ben`."""
    return [part for part in _TOGETHER.split(fold(name)) if part]


def _is_all_name(name: str) -> bool:
    """Tell whether a name of several words holds none of a sentence, as `Interviewer then` does."""
    words = _ASIDE.sub("", name).replace("/", " ").replace("&", " ").split()
    return len(words) < 2 or all(
        _is_capital(word) or word in ROLES or word in QUALIFIERS or is_interviewer(word)
        for word in words
    )


def _is_no_name(name: str) -> bool:
    """Tell whether signs in a name are those of code or of a sentence cut short."""
    opened = name.count("(") != name.count(")")
    snake = "_" in name and name.islower() and not any(c.isdigit() for c in name)
    return opened or snake or name[0] in "'’‘" or name.startswith(("# ", "##"))


def _is_nobody(folded: str, words: list[str]) -> bool:
    if folded in NOBODY or (folded in HEADER_KEYS and folded not in ROLES):
        return True
    if folded[0].isdigit() and words[-1] not in ROLES:
        return True
    return all(word.strip(".,").isdigit() or word.strip(".,") in CALENDAR for word in words)


def _is_pictured(name: str) -> bool:
    return any(unicodedata.category(c) == "So" for c in name) and len(name) <= 12


def _reads_on(name: str, words: list[str]) -> bool:
    """Tell whether the name reads as the start of a sentence."""
    first = words[0].strip(".,'’")
    if first in DISCOURSE and len(words) == 1:
        return True
    if first in FUNCTION_WORDS and len(words) > 1 and words[-1] not in ROLES:
        return True
    bare = _ASIDE.sub("", name)
    if "," in bare and not all(_is_capital(word) for word in bare.replace(",", " ").split()):
        return True
    return any(_ends_sentence(word) for word in bare.split()[:-1])


def _ends_sentence(word: str) -> bool:
    return word.endswith(".") and len(word) > 3 and word[:-1].casefold() not in TITLES


def _is_strong_role(words: list[str]) -> bool:
    if _ROLE_CODE.fullmatch(" ".join(words)):
        return True
    named = [word for word in words if not word.strip("#.()").isdigit() and len(word) > 1]
    return bool(named) and (
        named[-1].rstrip("0123456789") in STRONG_ROLES
        and all(word in QUALIFIERS or word in ROLES for word in named[:-1])
    )


def _by_letters(name: str, folded: str, words: list[str]) -> Kind:
    letters = [c for c in _ASIDE.sub("", name) if c.isalpha()]
    if not any(c.isupper() or c.islower() for c in letters):
        return Kind.UNCASED
    shouted = not any(c.islower() for c in letters)
    if _CODE.fullmatch(folded) or (shouted and len(letters) <= 3):
        return Kind.CODE
    if shouted:
        return Kind.CAPS
    given = _ASIDE.sub("", name).replace("/", " ").replace("&", " ").split()
    if all(_is_capital(word) for word in given):
        return Kind.TITLE
    qualified = all(word in QUALIFIERS or word in ROLES or word.isdigit() for word in words)
    return Kind.TITLE if qualified and name[:1].isupper() else Kind.LOWER


def _is_capital(word: str) -> bool:
    bare = word.lstrip("'’(\"#")
    return not bare or not bare[0].islower() or word.casefold() in PARTICLES
