"""Reading the tokens of rich text into paragraphs."""

import codecs
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar

from lmm_qual.importers.paragraphs import Paragraph
from lmm_qual.importers.rtf_state import Sink, State
from lmm_qual.importers.rtf_tokens import Found, Token
from lmm_qual.importers.rtf_vocabulary import (
    BOXES,
    CHARACTERS,
    CODE_PAGES,
    COUNTED,
    DROPPED,
    HEADINGS,
    NAMED_SETS,
    NUMBERS,
    READ_THOUGH_STARRED,
    SHAPES,
    SYMBOL_CHARSET,
    SYMBOLS,
)
from lmm_qual.model.problem import BadInputError, refuse

MOST_GROUPS = 1_000
"""How deep groups may stand within each other."""

_SYMBOL_BULLET = 0xB7
_KNOWN_STARRED = READ_THOUGH_STARRED | NUMBERS | SHAPES | BOXES
_PAGE_HEADERS = ("header", "footer")


class RichTextReader:
    """Take tokens one by one; give the paragraphs of the document in the end."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.default = "cp1252"
        self.left_out: Counter[str] = Counter()
        self.has_page_headers = False
        self.closed = False
        self._fonts: dict[int, str | None] = {}
        self._headings: set[int] = set()
        self._body = Sink()
        self._state = State(sink=self._body)
        self._around: list[State] = []
        self._opened = self._starred = False
        self._skip = 0
        self._bytes = bytearray()
        self._bytes_at = 0
        self._style: int | None = None
        self._default_font: int | None = None
        self._passage = ""

    def take(self, token: Found) -> bool:
        """Take the next token; tell whether the document has ended."""
        if token.kind is Token.TEXT:
            self._text(token)
        elif token.kind is Token.HEX:
            self._byte(token)
        elif self._is_skipped(token):
            return False
        else:
            self._flush()
            if token.kind is Token.OPEN:
                self._open(token)
            elif token.kind is Token.CLOSE:
                self._close()
            elif token.kind is Token.SYMBOL:
                self._symbol(token)
            else:
                self._word(token)
        return self.closed

    def finish(self) -> list[Paragraph]:
        """Give the paragraphs, surrogate pairs joined."""
        return self._body.finished()

    def _is_skipped(self, token: Found) -> bool:
        """Tell whether a control stands for the letter that an older reader shows."""
        if not self._skip or token.kind in {Token.OPEN, Token.CLOSE}:
            return False
        self._skip -= 1
        return True

    def _open(self, token: Found) -> None:
        if len(self._around) >= MOST_GROUPS:
            raise self._fault(token.at, f"holds more than {MOST_GROUPS:,} groups within each other")
        self._around.append(self._state)
        self._state = replace(self._state)
        self._opened, self._starred, self._skip = True, False, 0

    def _close(self) -> None:
        self._opened = self._starred = False
        self._skip = 0
        if self._around:
            self._state = self._around.pop()
        self.closed = not self._around

    def _symbol(self, token: Found) -> None:
        if token.raw == b"*" and self._opened:
            self._starred = True
            return
        self._opened = False
        if token.raw in b"\r\n":
            self._word(Found(Token.WORD, token.at, name="par"))
        elif token.raw in SYMBOLS:
            self._write(SYMBOLS[token.raw])

    def _word(self, token: Found) -> None:
        opened, starred = self._opened, self._starred
        self._opened = self._starred = False
        name = token.name
        if opened and self._enters(name, starred=starred):
            return
        if self._state.table:
            self._table_word(name, token)
            return
        if name == "u":
            self._unicode(token)
        elif name in CHARACTERS:
            self._write(CHARACTERS[name])
        elif name in self._WORDS:
            self._WORDS[name](self, token)

    def _enters(self, name: str, *, starred: bool) -> bool:
        """Look at the first word of a group; tell whether that is all it says."""
        state = self._state
        if name in {"fonttbl", "stylesheet"}:
            state.table = name
            return True
        if name in DROPPED or (starred and name not in _KNOWN_STARRED):
            self._drop(name)
        elif name == "upr":
            state.dropped = state.dropped or "upr"
        elif name == "ud":
            state.dropped = "" if state.dropped == "upr" else state.dropped
        elif name in NUMBERS:
            state.number = True
        elif name in SHAPES:
            state.shape = True
        elif name in BOXES:
            self._enter_box()
        else:
            return False
        return True

    def _enter_box(self) -> None:
        state = self._state
        if state.sink is not None:
            box = Sink()
            state.sink.boxes.append(box)
            state.sink, state.shape = box, False

    def _drop(self, name: str) -> None:
        state = self._state
        if not state.dropped:
            self.left_out[COUNTED.get(name, "")] += 1
            state.dropped = "header" if name.startswith(_PAGE_HEADERS) else name
        state.table = ""

    def _table_word(self, name: str, token: Found) -> None:
        """Take what the font table or the style sheet says."""
        number = token.number or 0
        if self._state.table == "fonttbl":
            if name == "f":
                self._state.font = number
                self._fonts.setdefault(number, None)
            elif name == "fcharset" and self._state.font is not None:
                symbols = number == SYMBOL_CHARSET
                self._fonts[self._state.font] = "symbol" if symbols else CODE_PAGES.get(number)
            elif name == "cpg" and self._state.font is not None:
                self._fonts[self._state.font] = self._code_page(token)
        elif name == "s":
            self._style = number
        elif name == "outlinelevel" and number < 9 and self._style is not None:
            self._headings.add(self._style)

    def _text(self, token: Found) -> None:
        self._opened = False
        raw = token.raw
        if self._skip:
            skipped = min(self._skip, len(raw))
            self._skip -= skipped
            raw = raw[skipped:]
        if self._state.table == "stylesheet":
            name = raw.decode("latin-1").strip().lower()
            if self._style is not None and name.startswith(HEADINGS):
                self._headings.add(self._style)
            if b";" in raw:
                self._style = None
        elif raw and not self._state.table:
            self._keep(raw, token.at)

    def _byte(self, token: Found) -> None:
        self._opened = False
        if self._skip:
            self._skip -= 1
        elif not self._state.table:
            self._keep(token.raw, token.at)

    def _keep(self, raw: bytes, at: int) -> None:
        if not self._bytes:
            self._bytes_at = at
        self._bytes += raw

    def _flush(self) -> None:
        """Write the bytes gathered, in the encoding of their font."""
        if not self._bytes:
            return
        raw = bytes(self._bytes)
        self._bytes.clear()
        if self._state.dropped:
            self.has_page_headers |= self._state.dropped == "header" and bool(raw.strip())
            return
        encoding = self._encoding()
        if encoding == "symbol":
            self._write("".join(_symbol(byte) for byte in raw))
            return
        try:
            self._write(raw.decode(encoding))
        except UnicodeDecodeError as error:
            what = f"holds a byte that the code page {encoding} does not have"
            raise self._fault(self._bytes_at + error.start, what) from None

    def _encoding(self) -> str:
        state = self._state
        font = state.other_font if state.leftwards else state.font
        if font is None:
            font = self._default_font
        return (self._fonts.get(font) if font is not None else None) or self.default

    def _unicode(self, token: Found) -> None:
        number = token.number or 0
        if number < 0:
            number += 0x10000
        if not 0 <= number <= 0x10FFFF:
            raise self._fault(token.at, "holds a character number that is none")
        self._write(chr(number))
        self._skip = self._state.skip

    def _write(self, text: str) -> None:
        state = self._state
        if not text or state.dropped or state.shape or state.table or state.sink is None:
            return
        if state.number:
            state.sink.number += text
        elif state.hidden or state.deleted:
            self._leave_out("deleted" if state.deleted else "hidden", text)
        else:
            self._passage = ""
            state.sink.add(text.replace("\r", "\n"), bold=state.bold)

    def _leave_out(self, why: str, text: str) -> None:
        if text.strip() and self._passage != why:
            self.left_out[why] += 1
            self._passage = why

    def _code_page(self, token: Found) -> str | None:
        number = token.number or 0
        if number in {0, 42, 1200, 1201}:
            return None
        named = {65001: "utf-8", 10000: "mac_roman", 708: "cp1256", 1361: "johab"}.get(number)
        encoding = named or f"cp{number}"
        try:
            return codecs.lookup(encoding).name
        except LookupError:
            raise self._fault(token.at, f"is in code page {number}, which is not known") from None

    def _fault(self, at: int, what: str) -> BadInputError:
        return refuse(
            what,
            "open it in Word or LibreOffice and save it as .docx",
            file=self.name,
            place=f"byte {at + 1}",
        )

    def _set_code_page(self, token: Found) -> None:
        self.default = self._code_page(token) or self.default

    def _set_named(self, token: Found) -> None:
        self.default = NAMED_SETS[token.name]

    def _set_default_font(self, token: Found) -> None:
        self._default_font = token.number or 0

    def _set_skip(self, token: Found) -> None:
        self._state.skip = max(0, min(token.number if token.number is not None else 1, 100))

    def _set_font(self, token: Found) -> None:
        self._state.font = token.number or 0

    def _set_bold(self, token: Found) -> None:
        self._state.bold = token.number != 0

    def _set_hidden(self, token: Found) -> None:
        self._state.hidden = token.number != 0

    def _set_deleted(self, token: Found) -> None:
        self._state.deleted = token.number != 0

    def _plain(self, _: Found) -> None:
        state = self._state
        state.bold = state.hidden = state.deleted = False
        state.font = state.other_font = None
        state.leftwards = False

    def _set_other_font(self, token: Found) -> None:
        self._state.other_font = token.number or 0

    def _set_direction(self, token: Found) -> None:
        self._state.leftwards = token.name == "rtlch"

    def _new_paragraph_format(self, _: Found) -> None:
        sink = self._sink
        if sink is not None:
            sink.heading = sink.in_table = False

    def _set_style(self, token: Found) -> None:
        sink = self._sink
        if sink is not None and (token.number or 0) in self._headings:
            sink.heading = True

    def _set_outline(self, token: Found) -> None:
        sink = self._sink
        if sink is not None:
            sink.heading = (token.number or 0) < 9

    def _set_in_table(self, _: Found) -> None:
        sink = self._sink
        if sink is not None:
            sink.in_table = True

    def _end_paragraph(self, token: Found) -> None:
        sink = self._sink
        if sink is None or self._state.deleted:
            return
        if sink.in_table and token.name == "par":
            sink.add("\n", bold=False)
        elif sink.parts or token.name == "par":
            sink.end()

    def _end_cell(self, _: Found) -> None:
        if self._sink is not None:
            self._sink.end_cell()

    def _end_row(self, _: Found) -> None:
        if self._sink is not None:
            self._sink.end_row()

    def _end_inner_row(self, _: Found) -> None:
        if self._sink is not None:
            self._sink.add("\n", bold=False)

    @property
    def _sink(self) -> Sink | None:
        """Where paragraphs are written, `None` in a group that is left out."""
        state = self._state
        return None if state.dropped or state.shape or state.table else state.sink

    _WORDS: ClassVar[dict[str, Callable[["RichTextReader", Found], None]]] = {
        "ansicpg": _set_code_page,
        **dict.fromkeys(NAMED_SETS, _set_named),
        "deff": _set_default_font,
        "uc": _set_skip,
        "f": _set_font,
        "af": _set_other_font,
        "ltrch": _set_direction,
        "rtlch": _set_direction,
        "b": _set_bold,
        "v": _set_hidden,
        "deleted": _set_deleted,
        "plain": _plain,
        "pard": _new_paragraph_format,
        "s": _set_style,
        "outlinelevel": _set_outline,
        "intbl": _set_in_table,
        "par": _end_paragraph,
        "sect": _end_paragraph,
        "cell": _end_cell,
        "row": _end_row,
        "nestrow": _end_inner_row,
    }


def _symbol(byte: int) -> str:
    if byte == _SYMBOL_BULLET:
        return "•"
    return chr(byte) if byte in b" \t" else chr(0xF000 + byte)
