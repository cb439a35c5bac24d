"""WebVTT subtitles (vtt) as cues."""

import html
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from lmm_qual.importers.decoding import decode, replacement_note
from lmm_qual.importers.labels import label_of
from lmm_qual.importers.reports import count
from lmm_qual.importers.subtitles import Cue, transcript_of_cues
from lmm_qual.importers.turns import Turns
from lmm_qual.model.problem import refuse
from lmm_qual.model.transcript import ParsedTranscript

# webvtt-py gives a cue one voice, keeps entities, and drops the words after a blank line within
# a cue and whatever stands in angle brackets; the lines are read here so that none is lost.
_TIME = r"(?:(\d+):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})"
_TIMING = re.compile(rf"\s*{_TIME}\s*-->\s*{_TIME}(?:\s.*)?")
_BLOCK = re.compile(r"(NOTE|STYLE|REGION)(?:\s.*)?")
_VOICE = re.compile(r"<v(?:\.[^\s<>]{0,100})?[ \t]{1,20}([^<>\n]{0,200})>|</v>")
_TAG = re.compile(
    r"</?(?:c|i|b|u|s|ruby|rt|lang|font|span|em|strong)(?:\.[^\s<>]*)?(?:\s[^<>]*)?>"
    r"|</?v(?:\.[^\s<>]*)?>|<\d{1,2}[\d:.]*>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


@dataclass
class _Block:
    """A cue as written: its time in milliseconds and as text, and its lines."""

    time: str
    start: int
    end: int
    lines: list[str] = field(default_factory=list)


@dataclass
class _File:
    blocks: list[_Block] = field(default_factory=list)
    metadata: dict[str, str] = field(default_factory=dict)
    left_out: int = 0
    rejoined: int = 0


def read_vtt(
    name: str,
    data: bytes,
    *,
    encoding: str | None = None,
    turns: Turns | None = None,
    known: Collection[str] = (),
) -> ParsedTranscript:
    """Read WebVTT: a paragraph a turn, the cues' times kept as marks.

    Raises BadInputError where the bytes do not decode, the first line is not WEBVTT, a time
    cannot be read, or there is no cue.
    """
    text, used = decode(name, data, encoding)
    file = _blocks(name, text.split("\n"))
    cues = [cue for block in file.blocks for cue in _cues(block)]
    return transcript_of_cues(
        name,
        cues,
        format="vtt",
        encoding=used,
        metadata=file.metadata,
        notes=(*replacement_note(text), *_notes(file)),
        turns=turns,
        known=known,
    )


def _blocks(name: str, lines: Sequence[str]) -> _File:
    if not re.fullmatch(r"WEBVTT(?:[ \t].*)?", lines[0]):
        raise refuse(
            "does not begin with WEBVTT",
            "export it again as WebVTT, or give it the ending of its format",
            file=name,
            place="line 1",
        )
    file = _File()
    body = _read_header(file, lines)
    skipping = after_blank = False
    for index in range(body, len(lines)):
        line = lines[index]
        if not line.strip():
            skipping, after_blank = False, True
        elif "-->" in line:
            file.blocks.append(_block(name, line, index))
            skipping = after_blank = False
        elif after_blank and _BLOCK.fullmatch(line):
            file.left_out += 1
            skipping, after_blank = True, False
        elif not skipping and not _is_id(lines, index, opens=after_blank):
            _add_words(file, line, rejoined=after_blank)
            after_blank = False
    return file


def _read_header(file: _File, lines: Sequence[str]) -> int:
    """Take the keys under WEBVTT; give the index of the line after them."""
    for index in range(1, len(lines)):
        line = lines[index]
        if not line.strip() or "-->" in line or _is_id(lines, index, opens=False):
            return index
        key, colon, value = line.partition(":")
        if colon and key.strip():
            file.metadata[key.strip()] = value.strip()
    return len(lines)


def _is_id(lines: Sequence[str], index: int, *, opens: bool) -> bool:
    """Tell whether a line names the cue below: it opens a block, or is a number."""
    before_times = index + 1 < len(lines) and "-->" in lines[index + 1]
    return before_times and (opens or lines[index].strip().isdigit())


def _add_words(file: _File, line: str, *, rejoined: bool) -> None:
    if not file.blocks:
        file.left_out += 1
        return
    file.blocks[-1].lines.append(line)
    file.rejoined += rejoined


def _block(name: str, line: str, index: int) -> _Block:
    found = _TIMING.fullmatch(line)
    if found is None:
        raise refuse(
            "the times of this cue cannot be read",
            "write them as 00:00:01.000 --> 00:00:04.000",
            file=name,
            place=f"line {index + 1}",
        )
    hours, minutes, seconds, fraction = (part or "0" for part in found.groups()[:4])
    time = f"{int(hours):02d}:{int(minutes):02d}:{int(seconds):02d}.{fraction.ljust(3, '0')}"
    return _Block(time, _milliseconds(found.groups()[:4]), _milliseconds(found.groups()[4:]))


def _milliseconds(parts: Sequence[str | None]) -> int:
    hours, minutes, seconds, fraction = (part or "0" for part in parts)
    return ((int(hours) * 60 + int(minutes)) * 60 + int(seconds)) * 1000 + int(
        fraction.ljust(3, "0")
    )


def _cues(block: _Block) -> Iterator[Cue]:
    """Give the cue's words, parted where another voice speaks or a line has a label of its own."""
    voice: str | None = None
    payload = "\n".join(block.lines)
    at = 0
    within = False
    for tag in [*_VOICE.finditer(payload), None]:
        for words in _parts(payload[at : tag.start() if tag else None], split=voice is None):
            yield Cue(block.time, words, voice, within=within)
            within = True
        if tag is not None:
            voice = _plain(tag[1]).strip() or None if tag[1] is not None else None
            at = tag.end()


def _parts(payload: str, *, split: bool) -> Iterator[str]:
    """Give the words of a cue, lines joined by a space, a new part at each line with a label."""
    part: list[str] = []
    for line in _plain(payload).split("\n"):
        if split and part and label_of(line.strip()) is not None:
            yield " ".join(part)
            part = []
        if line.strip():
            part.append(line.strip())
    if part:
        yield " ".join(part)


def _plain(payload: str) -> str:
    return _ENTITY.sub(_character, _TAG.sub("", payload))


def _character(entity: re.Match[str]) -> str:
    character = html.unescape(entity.group())
    return entity.group() if character in {"\ufffd", "\0", "\n", "\r"} else character


def _notes(file: _File) -> Iterator[str]:
    if file.left_out:
        yield f"{count(file.left_out, 'note or style block')} left out."
    if file.rejoined:
        yield f"{count(file.rejoined, 'line')} after a blank line within a cue joined to it."
    backwards = sum(block.end < block.start for block in file.blocks)
    if backwards:
        yield f"Cues that end before they start: {backwards}; their words are kept."
