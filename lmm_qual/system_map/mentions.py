"""Where words name a service: its label, an alias or a former name, as whole words."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from lmm_qual.model.system_map import Service
from lmm_qual.text.folding import folded

_WORD = re.compile(r"[^\W_]+(?:['’ʼ][^\W_]+)*")
_NO_SERVICE = re.compile(r"\s+(?:leave|pay|degree)\b", re.IGNORECASE)
"""What stands behind a word that is no service with it: “maternity leave”, “nursing degree”."""
_ANYBODY = """
a an and any all at both by each every for from her his i in it its me my no none of on one or other
our out she so some somebody someone that the their them there these they this those to us we who
with you your agency centre center clinic colleague doctor group lady lot manager nurse office
organisation people person place practice programme project provider role service staff support
team work worker
"""
_GENERIC = frozenset(_ANYBODY.split())
"""Words that may be anybody's: an alias of nothing else names nobody, as “the team”."""
_WHOM = "adult baby child dad family father mother mum parent user young"
_PEOPLE = frozenset(_WHOM.split())
"""Those whom services are for: such a word alone names nobody, but may be part of a name."""
_SHORT_CAPITALS = 4
"""Letters up to which an abbreviation must be written in capitals: “IT” is not “it”."""
_MISSPELT = 7
"""Letters from which a word may have one of them wrong, and from twice as many two."""


class Mention(NamedTuple):
    """A service named by the code points `start`..`end`; not `exact` where a word is misspelt."""

    service: str
    start: int
    end: int
    exact: bool


@dataclass(frozen=True)
class _Name:
    """A way a service is called: its words as compared, and which must stand in capitals."""

    service: str
    words: tuple[str, ...]
    capitals: tuple[bool, ...]


class _Token(NamedTuple):
    word: str
    written: str
    start: int
    end: int


class ServiceNames:
    """The names of services on a map, looked for in text.

    Case, accents, the plural and the genitive are allowed for. Names of generic words alone, and
    names that two services share, name nobody; `unused` tells which and why.
    """

    def __init__(self, services: Iterable[Service]) -> None:
        self.unused: dict[str, str] = {}
        owners: dict[tuple[str, ...], set[str]] = {}
        names: dict[tuple[str, tuple[str, ...]], _Name] = {}
        for service in services:
            for written in _called(service):
                tokens = list(_tokens(written))
                words = tuple(token.word for token in tokens)
                if all(map(_is_generic, tokens)) or (len(words) == 1 and words[0] in _PEOPLE):
                    self.unused[written] = "may be anybody's"
                    continue
                owners.setdefault(words, set()).add(service.id)
                capitals = tuple(_is_abbreviation(token.written) for token in tokens)
                names[service.id, words] = _Name(service.id, words, capitals)
        for _, words in names:
            if len(owners[words]) > 1:
                self.unused[" ".join(words)] = f"names {', '.join(sorted(owners[words]))}"
        self._names = [name for name in names.values() if len(owners[name.words]) == 1]
        self._by_words = {name.words: name for name in self._names}
        self._firsts = {name.words[0] for name in self._names}
        self._known = {word for name in self._names for word in name.words}
        self._near: dict[str, tuple[str, ...]] = {}
        self._seen: set[str] = set()
        self._begins: set[str] = set()
        self._longest = max((len(name.words) for name in self._names), default=0)
        self._long: dict[str, list[str]] = {}
        for word in self._known - _GENERIC:
            if len(word) >= _MISSPELT:
                self._long.setdefault(word[0], []).append(word)

    def find(self, text: str, start: int = 0, end: int | None = None) -> list[Mention]:
        """Give the mentions in `text[start:end]`, in order and disjoint.

        Of names that begin at one word the longest is meant, written rightly before misspelt.
        """
        found: list[Mention] = []
        stop, behind = len(text) if end is None else end, start
        if not self._beginning(set(_WORD.findall(text, start, stop))):
            return found
        for match in _WORD.finditer(text, start, stop):
            if match[0] not in self._begins or match.start() < behind:
                continue
            tokens = list(islice(_tokens(text, match.start(), stop), self._longest))
            name, exact = self._begun(tokens)
            if name is not None and not self._another_thing(text, name, tokens, stop):
                behind = tokens[len(name.words) - 1].end
                found.append(Mention(name.service, match.start(), behind, exact))
        return found

    def may_begin(self, text: str) -> list[int]:
        """Give in order the places at which names may begin: all at which one does, and more."""
        words = _WORD.findall(" ".join(set(text.split())))
        return sorted(
            match.start()
            for word in self._beginning(set(words))
            for match in re.finditer(re.escape(word), text)
        )

    def _beginning(self, written: set[str]) -> set[str]:
        """Give those of words that a name may begin with; each word is looked at once."""
        unseen = written - self._seen
        self._seen |= unseen
        self._begins |= set(filter(self._may_begin, unseen))
        return self._begins & written

    @staticmethod
    def _another_thing(text: str, name: _Name, tokens: list[_Token], stop: int) -> bool:
        """Say whether the word behind makes a name of one word another thing."""
        return len(name.words) == 1 and bool(_NO_SERVICE.match(text, tokens[0].end, stop))

    def _may_begin(self, written: str) -> bool:
        """Say whether a name may begin with a word."""
        word = _compared(written)
        return not self._firsts.isdisjoint((word, *self._alike(word)))

    def _begun(self, tokens: list[_Token]) -> tuple[_Name | None, bool]:
        """Give the name that the words begin with, and whether it is written rightly."""
        words = tuple(token.word for token in tokens)
        lengths = range(len(words), 0, -1)
        for length in lengths:
            if name := self._fitting(words[:length], tokens):
                return name, True
        alike = [self._alike(word) for word in words]
        for length in lengths if any(alike) else ():
            near = [
                name
                for place in range(length)
                for meant in alike[place]
                if (
                    name := self._fitting(
                        (*words[:place], meant, *words[place + 1 : length]), tokens
                    )
                )
            ]
            if near:
                return max(near, key=lambda name: name.words), False
        return None, False

    def _fitting(self, words: tuple[str, ...], tokens: list[_Token]) -> _Name | None:
        """Give the name of these words, where what must stand in capitals does."""
        name = self._by_words.get(words)
        if name is None or not all(
            _is_abbreviation(token.written)
            for token, capitals in zip(tokens, name.capitals, strict=False)
            if capitals
        ):
            return None
        return name

    def _alike(self, word: str) -> tuple[str, ...]:
        """Give the words of names that a word may be a misspelling of."""
        if word not in self._near:
            self._near[word] = tuple(sorted(self._misspelt(word)))
        return self._near[word]

    def _misspelt(self, word: str) -> Iterator[str]:
        if word in self._known or len(word) < _MISSPELT - 1 or not word.isalpha():
            return
        from rapidfuzz.distance import OSA

        for known in self._long.get(word[0], ()):
            most = 2 if len(known) >= 2 * _MISSPELT else 1
            if OSA.distance(word, known, score_cutoff=most) <= most:
                yield known


def _called(service: Service) -> Iterator[str]:
    """Give the ways a service is called; an abbreviation in brackets in its label is one, too."""
    label = service.label or service.id
    yield re.sub(r"\s*[(\[].*?[)\]]\s*", " ", label).strip()
    yield from re.findall(r"[(\[]([^\W\d_]*[A-Z]{2}[^\W\d_]*)[)\]]", label)
    yield from service.aliases
    yield from service.former_names


def _tokens(text: str, start: int = 0, end: int | None = None) -> Iterator[_Token]:
    for match in _WORD.finditer(text, start, len(text) if end is None else end):
        written = match[0]
        yield _Token(_compared(written), written, match.start(), match.end())


@lru_cache(maxsize=65536)
def _compared(written: str) -> str:
    return _singular(folded(written))


def _singular(word: str) -> str:
    """Give a word without the signs of genitive and plural, as words are compared by."""
    word = re.sub(r"'s?$", "", word)
    if word.isdigit() or len(word) < 3 or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("wives"):
        return f"{word[:-3]}fe"
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    if word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    return word.removesuffix("s")


def _is_generic(token: _Token) -> bool:
    return token.word in _GENERIC and not _is_abbreviation(token.written)


def _is_abbreviation(written: str) -> bool:
    letters = re.sub(r"['’ʼ]?s$", "", written)
    return letters.isalpha() and letters.isupper() and len(letters) <= _SHORT_CAPITALS


def within(mentions: list[Mention], start: int, end: int) -> list[Mention]:
    """Give those of a text's mentions, in order, that lie wholly between two places."""
    first = bisect_left(mentions, start, key=lambda mention: mention.start)
    found = []
    for mention in mentions[first:]:
        if mention.start >= end:
            break
        if mention.end <= end:
            found.append(mention)
    return found
