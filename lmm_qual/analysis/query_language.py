"""Reads queries: `Barriers and (Training or "Bespoke training") and time=T2`.

Names and values of several words may stand bare; in quotes a quotation mark is doubled. `not` binds
closest, then `and`, then `or`. Every fault is told with its place.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from lmm_qual.analysis.query_tree import (
    FIELDS,
    KEYWORDS,
    NOTHING,
    RELATIONS,
    Asked,
    CodeNamed,
    Query,
    Related,
    Without,
    either,
    every,
)
from lmm_qual.definitions.checks import nearest
from lmm_qual.model.problem import BadInputError, Problem

LONGEST = 2000
"""Characters that a query may have."""

DEEPEST = 40
"""Brackets and `not` that may hold each other."""

FARTHEST = 100_000
"""Words that `near` may span."""


class QueryError(BadInputError):
    """A query that cannot be read or names what is not there; `at` is the place, from 0."""

    def __init__(self, what: str, remedy: str, at: int) -> None:
        self.at = at
        super().__init__(Problem(file="query", place=str(at + 1), what=what, remedy=remedy))


class _Token(NamedTuple):
    kind: str
    """`word`, `quoted`, `end`, or the sign itself."""
    text: str
    at: int


_TOKEN = re.compile(
    r"""
    (?P<sign>[()=,])
    | "(?P<quoted>(?:[^"]|"")*)"
    | “(?P<curly>[^”]*)”
    | (?P<unclosed>["“”])
    | (?P<word>[^\s()=,"“”]+)
    """,
    re.VERBOSE,
)


def parse(text: str) -> Query:
    """Read a query; raises `QueryError`."""
    if len(text) > LONGEST:
        raise QueryError(f"is longer than {LONGEST:,} characters", "ask for less at once", LONGEST)
    return _Parser(_tokens(text)).whole()


def _tokens(text: str) -> list[_Token]:
    found = []
    for match in _TOKEN.finditer(text):
        kind, said, at = str(match.lastgroup), match[str(match.lastgroup)], match.start()
        if kind == "unclosed":
            raise QueryError("a quotation mark has no other", "close the quotation", at)
        if kind == "sign":
            found.append(_Token(said, said, at))
        elif kind == "word":
            found.append(_Token("word", said, at))
        else:
            plain = said if kind == "curly" else said.replace('""', '"')
            found.append(_Token("quoted", plain, at))
    return [*found, _Token("end", "", len(text.rstrip()))]


class _Parser:
    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens, self._next, self._depth = tokens, 0, 0

    def whole(self) -> Query:
        query = self._either()
        if self._here.kind != "end":
            self._unexpected()
        return query

    # Tokens

    @property
    def _here(self) -> _Token:
        return self._tokens[self._next]

    def _take(self) -> _Token:
        token = self._here
        self._next += 1
        return token

    def _is_keyword(self, word: str) -> bool:
        return self._here.kind == "word" and self._here.text.lower() == word

    def _follows(self, kind: str) -> bool:
        return self._tokens[self._next + 1].kind == kind

    def _before(self) -> str:
        """Say what stands before this place."""
        if not self._next:
            return "at the beginning"
        token = self._tokens[self._next - 1]
        return f"after “{token.text}”"

    def _fault(self, what: str, remedy: str = "", at: int | None = None) -> QueryError:
        return QueryError(what, remedy, self._here.at if at is None else at)

    def _unexpected(self) -> None:
        token = self._here
        if token.kind == ")":
            raise self._fault(f"“)” {self._before()} closes nothing", "take it away")
        if token.kind in {"word", "quoted", "("}:
            what = f"“{token.text}” stands {self._before()} with nothing between"
            raise self._fault(what, "put “and” or “or” there")
        what = f"“{token.text}” has no place {self._before()}"
        raise self._fault(what, "write a name that holds such a sign in quotes")

    # Parts

    def _either(self) -> Query:
        return self._joined("or", self._every, either)

    def _every(self) -> Query:
        return self._joined("and", self._one, every)

    def _joined(
        self, word: str, read: Callable[[], Query], join: Callable[[list[Query]], Query]
    ) -> Query:
        parts = [read()]
        while self._is_keyword(word):
            self._take()
            parts.append(read())
        return join(parts)

    def _one(self) -> Query:
        token = self._here
        if token.kind == "(" or self._is_keyword("not"):
            return self._deeper()
        if token.kind == "quoted":
            return CodeNamed(self._name("a code"), token.at)
        if token.kind != "word" or token.text.lower() in KEYWORDS:
            what = f"a code, a field or a bracket is missing {self._before()}"
            raise self._fault(what, 'as in Barriers and not "Bespoke training"')
        if self._follows("="):
            return self._field()
        name = self._name("a code")
        if self._here.kind == "(":
            return self._related(name, token)
        return CodeNamed(name, token.at)

    def _deeper(self) -> Query:
        self._depth += 1
        if self._depth > DEEPEST:
            raise self._fault(f"brackets and “not” nest deeper than {DEEPEST}", "nest less")
        opened = self._take()
        if opened.kind == "(":
            part = self._either()
            self._close(opened)
        else:
            part = Without(self._one())
        self._depth -= 1
        return part

    def _close(self, opened: _Token) -> None:
        if self._here.kind == "end":
            raise self._fault(f"the bracket at {opened.at + 1} is not closed", "close it with “)”")
        if self._here.kind != ")":
            self._unexpected()
        self._take()

    def _name(self, what: str) -> str:
        """Read a name: in quotes, or the words up to the next sign, keyword or field."""
        token = self._here
        if token.kind == "quoted":
            self._take()
            return token.text
        words: list[str] = []
        while self._here.kind == "word" and not (words and self._follows("=")):
            if self._here.text.lower() in KEYWORDS:
                break
            words.append(self._take().text)
        if not words:
            raise self._fault(f"{what} is missing {self._before()}", "write one there")
        return " ".join(words)

    def _field(self) -> Query:
        token = self._take()
        name = token.text.lower()
        if name not in FIELDS:
            raise self._fault(f"unknown field “{token.text}”", nearest(name, FIELDS), token.at)
        places, values = list[int](), list[str | None]()
        while not places or self._here.kind == ",":
            self._take()
            places.append(self._here.at)
            values.append(self._value(name))
        return Asked(name, tuple(values), tuple(places))

    def _value(self, field: str) -> str | None:
        token = self._here
        said = self._name(f"a value of “{field}”")
        if token.kind == "word" and said.lower() == NOTHING and field not in {"text", "memo"}:
            return None
        if not said and field != "memo":
            raise self._fault(f"a value of “{field}” is empty", "write one there", token.at)
        return said

    def _related(self, said: str, token: _Token) -> Query:
        relation = said.lower().replace(" ", "").replace("_", "")
        if relation not in RELATIONS:
            if nearest(relation, RELATIONS).startswith("did"):
                what = f"unknown relation “{said}”"
                raise self._fault(what, nearest(relation, RELATIONS), token.at)
            self._unexpected()
        opened = self._take()
        at = self._here.at
        code = CodeNamed(self._name(f"the code of “{said}”"), at)
        distance = self._distance() if relation == "near" else 0
        self._close(opened)
        return Related(relation, code, distance)

    def _distance(self) -> int:
        remedy = "as in near(Stigma, 50)"
        if self._here.kind != ",":
            raise self._fault(f"near needs a number of words {self._before()}", remedy)
        self._take()
        token = self._here
        if not (token.kind == "word" and token.text.isascii() and token.text.isdigit()):
            raise self._fault(f"a number of words is missing {self._before()}", remedy)
        if int(token.text[:9]) > FARTHEST:
            raise self._fault(f"near reaches {FARTHEST:,} words at most", "write a smaller number")
        self._take()
        return int(token.text)
