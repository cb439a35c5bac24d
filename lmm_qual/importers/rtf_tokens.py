"""The tokens of rich text (rtf): groups, control words, characters."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

_TOKEN = re.compile(
    rb"(?P<open>\{)|(?P<close>\})"
    rb"|\\'(?P<hex>[0-9a-fA-F]{2})"
    rb"|\\(?P<word>[A-Za-z]{1,40})(?P<number>-?[0-9]{1,10})?[ ]?"
    rb"|\\(?P<symbol>[^A-Za-z])"
    rb"|(?P<text>[^\\{}\r\n]+)"
    rb"|(?P<end>[\r\n]+)",
    re.DOTALL,
)


class Token(Enum):
    """What a token is."""

    OPEN = auto()
    CLOSE = auto()
    HEX = auto()
    WORD = auto()
    SYMBOL = auto()
    TEXT = auto()


_KINDS = {
    "open": Token.OPEN,
    "close": Token.CLOSE,
    "hex": Token.HEX,
    "word": Token.WORD,
    "symbol": Token.SYMBOL,
    "text": Token.TEXT,
}


@dataclass(frozen=True, slots=True)
class Found:
    """A token, where it stands (a byte), its bytes or name, and its number."""

    kind: Token
    at: int
    raw: bytes = b""
    name: str = ""
    number: int | None = None


def tokens_of(data: bytes) -> Iterator[Found]:
    r"""Give the tokens of rich text; binary data after `\bin` and line ends are passed over."""
    at = 0
    while at < len(data):
        found = _TOKEN.match(data, at)
        if found is None:  # a backslash at the very end
            return
        at = found.end()
        group = found.lastgroup or ""
        if group == "number":
            group = "word"
        if group == "end":
            continue
        kind = _KINDS[group]
        if kind is Token.WORD:
            number = int(found["number"]) if found["number"] else None
            name = found["word"].decode("ascii")
            if name == "bin":
                at += max(0, number or 0)
            yield Found(kind, found.start(), name=name, number=number)
        elif kind is Token.HEX:
            yield Found(kind, found.start(), raw=bytes.fromhex(found["hex"].decode("ascii")))
        else:
            yield Found(kind, found.start(), raw=found.group(group))
