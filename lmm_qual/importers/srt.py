"""SubRip subtitles (srt) as cues."""

import re
from collections.abc import Collection, Sequence

from lmm_qual.importers.cue_blocks import TIME, CueFile, block_of, read_cues
from lmm_qual.importers.turns import Turns
from lmm_qual.model.problem import BadInputError, refuse
from lmm_qual.model.transcript import ParsedTranscript

# The srt package reads 00:01,000 as a minute, and pysubs2 drops what stands before the first cue,
# whole files without hours and whatever is in angle brackets; the lines are read here, as those
# of vtt are.
_TIMING = re.compile(rf"\s*{TIME}\s*-->\s*{TIME}(?:\s.*)?")


def read_srt(
    name: str,
    data: bytes,
    *,
    encoding: str | None = None,
    turns: Turns | None = None,
    known: Collection[str] = (),
) -> ParsedTranscript:
    """Read SubRip: a paragraph a turn, the cues' times kept as marks.

    Raises BadInputError where the bytes do not decode, a time cannot be read, words stand before
    the first cue, or there is no cue.
    """
    return read_cues(name, data, _blocks, format="srt", encoding=encoding, turns=turns, known=known)


def _blocks(name: str, lines: Sequence[str]) -> CueFile:
    file = CueFile(styled=True)
    numbered = _is_numbered(lines)
    after_blank = False
    for index, line in enumerate(lines):
        if not line.strip():
            after_blank = True
        elif "-->" in line:
            found = _TIMING.fullmatch(line)
            if found is None:
                raise _fault(
                    name,
                    index,
                    "the times of this cue cannot be read",
                    "write them as 00:00:01,000 --> 00:00:04,000",
                )
            file.blocks.append(block_of(found))
            after_blank = False
        elif not (numbered and _is_number(lines, index, expected=len(file.blocks) + 1)):
            if not file.blocks:
                raise _fault(
                    name,
                    index,
                    "does not begin with a cue",
                    "export it again as SRT, or give it the ending of its format",
                )
            file.add_words(line, rejoined=after_blank)
            after_blank = False
    return file


def _is_numbered(lines: Sequence[str]) -> bool:
    """Tell whether cues have numbers: the first one has."""
    first = next((line for line in lines if line.strip()), "")
    return first.strip().isdecimal()


def _is_number(lines: Sequence[str], index: int, *, expected: int) -> bool:
    """Tell whether a line is the number of the cue whose times follow, after a blank line even."""
    number = lines[index].strip()
    if not number.isdecimal() or index + 1 >= len(lines):
        return False
    if "-->" in lines[index + 1]:
        return True
    after = lines[index + 2] if index + 2 < len(lines) else ""
    return not lines[index + 1].strip() and "-->" in after and number == str(expected)


def _fault(name: str, index: int, what: str, remedy: str) -> BadInputError:
    return refuse(what, remedy, file=name, place=f"line {index + 1}")
