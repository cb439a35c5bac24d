"""WebVTT subtitles (vtt) as cues."""

import re
from collections.abc import Collection, Sequence

from lmm_qual.importers.cue_blocks import TIME, Block, CueFile, block_of, read_cues
from lmm_qual.importers.turns import Turns
from lmm_qual.model.problem import refuse
from lmm_qual.model.transcript import ParsedTranscript

# webvtt-py gives a cue one voice, keeps entities, and drops the words after a blank line within
# a cue and whatever stands in angle brackets; the lines are read here so that none is lost.
_TIMING = re.compile(rf"\s*{TIME}\s*-->\s*{TIME}(?:\s.*)?")
_BLOCK = re.compile(r"(NOTE|STYLE|REGION)(?:\s.*)?")


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
    return read_cues(name, data, _blocks, format="vtt", encoding=encoding, turns=turns, known=known)


def _blocks(name: str, lines: Sequence[str]) -> CueFile:
    if not re.fullmatch(r"WEBVTT(?:[ \t].*)?", lines[0]):
        raise refuse(
            "does not begin with WEBVTT",
            "export it again as WebVTT, or give it the ending of its format",
            file=name,
            place="line 1",
        )
    file = CueFile()
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
            file.add_words(line, rejoined=after_blank)
            after_blank = False
    return file


def _read_header(file: CueFile, lines: Sequence[str]) -> int:
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


def _block(name: str, line: str, index: int) -> Block:
    found = _TIMING.fullmatch(line)
    if found is None:
        raise refuse(
            "the times of this cue cannot be read",
            "write them as 00:00:01.000 --> 00:00:04.000",
            file=name,
            place=f"line {index + 1}",
        )
    return block_of(found)
