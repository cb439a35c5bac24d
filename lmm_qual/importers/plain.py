"""Plain text (txt) as lines."""

from lmm_qual.importers.decoding import decode, replacement_note
from lmm_qual.importers.lines import Line, Source, opening_lines, split_lines


def read_plain(
    name: str, data: bytes, encoding: str | None = None, *, blank_parts: bool = False
) -> Source:
    """Give the lines of a plain text file; its characters are stored unchanged.

    `blank_parts` tells that only blank lines part paragraphs. Raises BadInputError where the
    bytes do not decode.
    """
    text, used = decode(name, data, encoding)
    placed = list(split_lines(text))
    opens = opening_lines([line for _, line in placed], blank_parts=blank_parts)
    lines = tuple(
        Line(line, start, opens=opening)
        for (start, line), opening in zip(placed, opens, strict=True)
    )
    return Source(text, lines, format="txt", encoding=used, notes=replacement_note(text))
