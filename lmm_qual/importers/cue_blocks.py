"""Cues as subtitle files write them, and the words and voices in each."""

import html
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field

from lmm_qual.importers.decoding import decode, replacement_note
from lmm_qual.importers.labels import label_of
from lmm_qual.importers.subtitles import Cue, transcript_of_cues
from lmm_qual.importers.turns import Turns
from lmm_qual.model.transcript import ParsedTranscript
from lmm_qual.text.numbers import counted

TIME = r"(?:(\d+):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})"

_VOICE = re.compile(r"<v(?:\.[^\s<>]{0,100})?[ \t]{1,20}([^<>\n]{0,200})>|</v>")
_TAG = re.compile(
    r"</?(?:c|i|b|u|s|ruby|rt|lang|font|span|em|strong)(?:\.[^\s<>]*)?(?:\s[^<>]*)?>"
    r"|</?v(?:\.[^\s<>]*)?>|<\d{1,2}[\d:.]*>",
    re.IGNORECASE,
)
_STYLING = re.compile(r"\{(?:\\[^{}]{1,200}|[yYcCfFsSpP]:[^{}]{1,60}|/?[biu])\}")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_CHANGE = re.compile(r"\s*(?:>{2,3}|＞＞)\s*")
_DASH = re.compile(r"\s*[-–—‐]\s*(?=[^\W_]|[\"“„«'‘¿¡(\[…♪])")


@dataclass
class Block:
    """A cue as written: its time as text and in milliseconds, and its lines."""

    time: str
    start: int
    end: int
    lines: list[str] = field(default_factory=list)


@dataclass
class CueFile:
    """The cues of a file, what its header says, and what was passed over or mended."""

    blocks: list[Block] = field(default_factory=list)
    metadata: dict[str, str] = field(default_factory=dict)
    left_out: int = 0
    rejoined: int = 0
    styled: bool = False
    """Whether `{\\an8}` and the like are styling, not words."""

    def add_words(self, line: str, *, rejoined: bool) -> None:
        """Add a line to the last cue; what stands before the first is left out."""
        if not self.blocks:
            self.left_out += 1
            return
        self.blocks[-1].lines.append(line)
        self.rejoined += rejoined

    def cues(self) -> list[Cue]:
        """Give the words of each cue, parted where another voice speaks."""
        return [cue for block in self.blocks for cue in _cues(block, styled=self.styled)]

    def notes(self) -> Iterator[str]:
        """Give what was passed over or mended."""
        if self.left_out:
            yield f"{counted(self.left_out, 'note or style block')} left out."
        if self.rejoined:
            yield f"{counted(self.rejoined, 'line')} after a blank line within a cue joined to it."
        backwards = sum(block.end < block.start for block in self.blocks)
        if backwards:
            yield f"Cues that end before they start: {backwards}; their words are kept."


def read_cues(
    name: str,
    data: bytes,
    blocks: Callable[[str, Sequence[str]], CueFile],
    *,
    format: str,
    encoding: str | None,
    turns: Turns | None,
    known: Collection[str],
) -> ParsedTranscript:
    """Give the transcript of a subtitle file, whose lines `blocks` reads.

    Raises `BadInputError` where `blocks` does, the bytes do not decode, or nothing is said.
    """
    text, used = decode(name, data, encoding)
    file = blocks(name, text.split("\n"))
    return transcript_of_cues(
        name,
        file.cues(),
        format=format,
        encoding=used,
        metadata=file.metadata,
        notes=(*replacement_note(text), *file.notes()),
        turns=turns,
        known=known,
    )


def block_of(found: re.Match[str]) -> Block:
    """Give a cue without words from the eight parts of its two times."""
    parts = [part or "0" for part in found.groups()[:8]]
    hours, minutes, seconds, fraction = parts[:4]
    time = f"{int(hours):02d}:{int(minutes):02d}:{int(seconds):02d}.{fraction.ljust(3, '0')}"
    return Block(time, _milliseconds(parts[:4]), _milliseconds(parts[4:]))


def _milliseconds(parts: Sequence[str]) -> int:
    hours, minutes, seconds, fraction = parts
    return ((int(hours) * 60 + int(minutes)) * 60 + int(seconds)) * 1000 + int(
        fraction.ljust(3, "0")
    )


@dataclass(frozen=True)
class _Part:
    """Words of a cue; `mark` is the sign that another person speaks them."""

    words: str
    mark: str = ""


def _cues(block: Block, *, styled: bool) -> Iterator[Cue]:
    """Give the cue's words, parted where another voice speaks or a line has a label of its own."""
    voice: str | None = None
    payload = "\n".join(block.lines)
    if styled:
        payload = _STYLING.sub("", payload)
    at = 0
    within = False
    for tag in [*_VOICE.finditer(payload), None]:
        said = payload[at : tag.start() if tag else None]
        for part in _parts(said, voiced=voice is not None):
            yield Cue(block.time, part.words, voice, within=within, mark=part.mark)
            within = True
        if tag is not None:
            voice = _plain(tag[1]).strip() or None if tag[1] is not None else None
            at = tag.end()


def _parts(payload: str, *, voiced: bool) -> Iterator[_Part]:
    """Give the words of a cue, lines joined by a space, parted where another speaks.

    A line with a label parts them, a change of speaker marked `>>`, and dashes where two lines
    or more of the cue begin with one.
    """
    lines = [line.strip() for line in _plain(payload).split("\n") if line.strip()]
    dashed = not voiced and sum(_DASH.match(line) is not None for line in lines) > 1
    part: list[str] = []
    mark = ""
    for line in lines:
        sign = "" if voiced else _sign(line, dashed=dashed)
        if part and not voiced and (sign or label_of(line) is not None):
            yield _Part(" ".join(part), mark)
            part, mark = [], ""
        mark = mark or sign
        if line[len(sign) :].strip():
            part.append(line[len(sign) :].strip())
    if part:
        yield _Part(" ".join(part), mark)


def _sign(line: str, *, dashed: bool) -> str:
    """Give the sign of another speaker at the start of a line; a label says who, and is none."""
    if label_of(line) is not None:
        return ""
    found = _CHANGE.match(line) or (_DASH.match(line) if dashed else None)
    return found.group() if found is not None else ""


def _plain(payload: str) -> str:
    return _ENTITY.sub(_character, _TAG.sub("", payload))


def _character(entity: re.Match[str]) -> str:
    character = html.unescape(entity.group())
    return entity.group() if character in {"\ufffd", "\0", "\n", "\r"} else character
