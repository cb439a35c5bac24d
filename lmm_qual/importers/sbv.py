"""SubViewer subtitles (sbv), as YouTube gives them, as cues."""

import re
from collections.abc import Collection, Sequence

from lmm_qual.importers.cue_blocks import TIME, CueFile, block_of, read_cues
from lmm_qual.importers.turns import Turns
from lmm_qual.model.problem import refuse
from lmm_qual.model.transcript import ParsedTranscript

_TIMING = re.compile(rf"\s*{TIME}\s*,\s*{TIME}\s*")


def read_sbv(
    name: str,
    data: bytes,
    *,
    encoding: str | None = None,
    turns: Turns | None = None,
    known: Collection[str] = (),
) -> ParsedTranscript:
    """Read SubViewer: a paragraph a turn, the cues' times kept as marks.

    Raises BadInputError where the bytes do not decode, the first line is no time, or nothing is
    said.
    """
    return read_cues(name, data, _blocks, format="sbv", encoding=encoding, turns=turns, known=known)


def _blocks(name: str, lines: Sequence[str]) -> CueFile:
    file = CueFile()
    after_blank = False
    for index, line in enumerate(lines):
        if not line.strip():
            after_blank = True
        elif (found := _TIMING.fullmatch(line)) is not None:
            file.blocks.append(block_of(found))
            after_blank = False
        elif not file.blocks:
            raise refuse(
                "does not begin with the times of a cue",
                "write them as 0:00:01.000,0:00:04.000, or give it the ending of its format",
                file=name,
                place=f"line {index + 1}",
            )
        else:
            file.add_words(line, rejoined=after_blank)
            after_blank = False
    return file
