"""Markdown (md) as lines: front matter and headings set apart, the characters unchanged."""

import re
from collections.abc import Sequence
from dataclasses import replace

from lmm_qual.importers.header import collect
from lmm_qual.importers.lines import Line, Source
from lmm_qual.importers.plain import read_plain

_FENCE = re.compile(r"---\s*")
_CLOSING_FENCE = re.compile(r"(?:---|\.\.\.)\s*")
_KEY = re.compile(r"([^\s:#\-][^:]{0,60}?)\s*:(?:\s+(.*))?")
_ITEM = re.compile(r"\s*-\s+(.*)")
_HEADING = re.compile(r"\s{0,3}#{1,6}(?:\s|$)")
_UNDERLINE = re.compile(r"\s{0,3}(?:=+|-+)\s*")


def read_markdown(name: str, data: bytes, encoding: str | None = None) -> Source:
    """Give the lines of a Markdown file and what its front matter says.

    Raises BadInputError where the bytes do not decode.
    """
    source = read_plain(name, data, encoding, blank_parts=True)
    body = _front_matter_end(source.lines)
    return replace(
        source,
        format="md",
        lines=_with_headings(source.lines, body),
        metadata=_front_matter(source.lines[1 : body - 1]) if body else {},
        body=body,
    )


def _front_matter_end(lines: Sequence[Line]) -> int:
    """Give the index after the front matter's closing fence, 0 where there is none."""
    if not _FENCE.fullmatch(lines[0].text):
        return 0
    for index, line in enumerate(lines[1:], start=1):
        if _CLOSING_FENCE.fullmatch(line.text):
            return index + 1
    return 0


def _front_matter(lines: Sequence[Line]) -> dict[str, str]:
    """Read keys, values and lists as text; deeper nesting joins the value above it."""
    metadata: dict[str, str] = {}
    key = ""
    for line in lines:
        if (found := _KEY.fullmatch(line.text)) is not None:
            key = found[1].strip("\"'")
            collect(metadata, key, _scalar(found[2] or ""))
        elif key and not line.blank and not line.text.lstrip().startswith("#"):
            item = _ITEM.fullmatch(line.text)
            collect(metadata, key, _scalar(item[1] if item else line.text))
    return metadata


def _scalar(value: str) -> str:
    bare = value.strip()
    if len(bare) > 1 and bare[0] == bare[-1] and bare[0] in "\"'":
        return bare[1:-1]
    return "" if bare in {"|", ">", "|-", ">-"} else bare


def _with_headings(lines: Sequence[Line], body: int) -> tuple[Line, ...]:
    marked = list(lines)
    for index in range(body, len(lines)):
        if _HEADING.match(lines[index].text):
            marked[index] = replace(lines[index], heading=True)
        elif index > body and _underlines(lines, index):
            marked[index] = replace(lines[index], heading=True)
            marked[index - 1] = replace(lines[index - 1], heading=True)
    return tuple(marked)


def _underlines(lines: Sequence[Line], index: int) -> bool:
    """Tell whether a line of `=` or `-` makes the line above a heading."""
    if not _UNDERLINE.fullmatch(lines[index].text) or len(lines[index].text.strip()) < 3:
        return False
    above = lines[index - 1]
    return not above.blank and (index < 2 or lines[index - 2].blank) and len(above.text) <= 100
