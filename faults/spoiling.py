"""Sound files spoilt as hypothesis chooses, which makes what fails small."""

import io
import zipfile
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from hypothesis import strategies as st

_ODD = (
    *(b"\0", b"\xff", b"\xed\xa0\x80", b"\n", b'"', b"[" * 50, b"{" * 50, b"<", b"&#0;", b"]]>"),
    *(b"&", b"*", b"!!", b"99999999999999999999", b"-1", b"\x1b[2J", b"\\u-10179?", b"\\'ff", b"%"),
    *("\u202e\u0301".encode(), b"NaN", b"1e999", b"\xff\xfe", b"\xef\xbb\xbf", b"/Kids", b"obj"),
)
_SIZES = (1, 2, 8, 64)
_MOST = (1, 1, 2, 4, 16)
"""How many places of a file are spoilt at the most; most readers refuse a file for one."""

Draw = Callable[[st.SearchStrategy[Any]], Any]
Spoil = tuple[int, int, bytes]
"""A place, how many bytes go from there on, and what comes instead."""


@st.composite
def spoilt_files(draw: Draw, files: Sequence[bytes]) -> bytes:
    """Choose one of the sound files and spoil some places of it; of a package those of a part."""
    data: bytes = draw(st.sampled_from(files))
    if data.startswith(b"PK") and draw(st.integers(0, 4)):
        return _spoilt_package(draw, data)
    return _spoilt(draw, data)


def _spoilt(draw: Draw, data: bytes) -> bytes:
    found = bytearray(data)
    for at, size, instead in draw(_spoils(data, draw(st.sampled_from(_MOST)))):
        found[at : at + size] = instead
    return bytes(found)


@cache
def _spoils(data: bytes, most: int) -> st.SearchStrategy[list[Spoil]]:
    """Give ways to spoil a file, each with the bytes of the sound one."""
    place, size = st.integers(0, len(data)), st.sampled_from(_SIZES)
    return st.lists(
        st.one_of(
            st.builds(lambda at, bit: (at, 1, _turned(data[at : at + 1], bit)), place, _BITS),
            st.builds(lambda at, cut: (at, cut, b""), place, size),
            st.builds(
                lambda at, cut, often: (at, 0, data[at : at + cut] * often), *(place, size), _OFTEN
            ),
            st.builds(lambda at, odd: (at, 0, odd), place, st.sampled_from(_ODD)),
            st.builds(
                lambda at, other: (at, len(other), other), place, st.binary(min_size=1, max_size=64)
            ),
            st.builds(
                lambda at, cut, other: (at, cut, data[other : other + cut]), place, size, place
            ),
        ),
        min_size=1,
        max_size=most,
    )


_BITS, _OFTEN = st.integers(0, 7), st.sampled_from((1, 3, 50))


def _turned(byte: bytes, bit: int) -> bytes:
    return bytes(one ^ 1 << bit for one in byte)


def _spoilt_package(draw: Draw, data: bytes) -> bytes:
    """Spoil one part of a package, mostly one that holds words."""
    names, parts = _parts(data)
    chosen = draw(st.sampled_from([name for name in names if name.endswith("ml")] or names))
    spoilt = _spoilt(draw, parts[chosen])
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as new:
        for name in names:
            new.writestr(name, spoilt if name == chosen else parts[name])
    return buffer.getvalue()


@cache
def _parts(data: bytes) -> tuple[list[str], dict[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.namelist(), {name: package.read(name) for name in package.namelist()}
