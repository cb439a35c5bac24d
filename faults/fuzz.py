"""Readers given thousands of spoilt files: each is read or refused, soon and in little memory."""

import io
import json
import random
import signal
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from faults.children import in_child
from faults.good_files import CODING, GRAPHML, KINDS, as_json, as_yaml
from faults.studies import use_home

_SECONDS, _MOST_BYTES = 20, 2_000_000_000
_BATCH = 250
_PDF_SHARE = 10
"""Of a PDF, for which a process is begun each time, so many times fewer are read."""
_ODD = (
    *(b"\0", b"\xff", b"\xed\xa0\x80", b"\n", b'"', b"[" * 50, b"{" * 50, b"<", b"&#0;", b"]]>"),
    *(b"&", b"*", b"!!", b"99999999999999999999", b"-1", b"\x1b[2J", b"\\u-10179?", b"\\'ff", b"%"),
    *("\u202e\u0301".encode(), b"NaN", b"1e999", b"\xff\xfe", b"\xef\xbb\xbf", b"/Kids", b"obj"),
)
_TALK = "INT: How was it?\n[00:01:07] P07: Good, thanks. [laughs]\nP08: Mm.\n\nINT: And then?\n"
_CUES = (
    "1\n00:00:01,000 --> 00:00:04,000\nINT: How was it?\n\n"
    "2\n00:00:05,000 --> 00:00:07,000\nP07: So.\n"
)


@dataclass
class Fuzzed:
    """What came of a reader's spoilt files; times are of the slowest in seconds."""

    reader: str
    cases: int = 0
    read: int = 0
    refused: int = 0
    slowest: float = 0.0
    faults: list[str] = field(default_factory=list)


def measure_fuzz(cases: int, only: str = "") -> list[Fuzzed]:
    """Give each reader so many spoilt files."""
    sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
    found = []
    with tempfile.TemporaryDirectory(prefix="faults-") as place:
        use_home(Path(place) / "home")
        for name, (read, seeds) in _readers(Path(place)).items():
            if only in name:
                number = cases // _PDF_SHARE if name.endswith(".pdf") else cases
                found.append(_reader(name, read, seeds, number, Path(place)))
                print(found[-1], flush=True)
    return found


Read = Callable[[bytes], object]


def _readers(folder: Path) -> dict[str, tuple[Read, list[bytes]]]:
    """Give each reader with sound files of its format."""
    from lmm_qual.importers.chart_workbook import read_chart
    from lmm_qual.importers.written_report import read_quotations
    from lmm_qual.system_map.reading import read_map

    found: dict[str, tuple[Read, list[bytes]]] = {}
    for kind in KINDS:
        for ending, seed in (("yaml", as_yaml(kind)), ("json", as_json(kind))):
            reader = _definition(KINDS[kind].reader, folder / f"x.{ending}")
            found[f"{kind}.{ending}"] = (reader, [seed])
    found |= {name: (_definition(reader, folder / name), [seed]) for name, reader, seed in _TABLES}
    found["map.graphml"] = (_of_path(read_map, folder / "x.graphml"), [GRAPHML.encode()])
    for suffix, seeds in _talks().items():
        found[f"transcript.{suffix}"] = (_transcript(f"x.{suffix}"), seeds)
    found["report.docx"] = (_of_path(read_quotations, folder / "r.docx"), _talks()["docx"])
    found["report.md"] = (
        _of_path(read_quotations, folder / "r.md"),
        [b'He said "so it was then" (P07).'],
    )
    found["chart.xlsx"] = (lambda data: read_chart("x.xlsx", data), [_chart(folder)])
    return found


_TABLES = (
    ("x.jsonl", "read_codings", (json.dumps(CODING) + "\n").encode() * 2),
    (
        "codings.csv",
        "read_codings",
        b'transcript,start,end,code,coder,quote\nA,5,14,"Reach",SA,x\n',
    ),
    ("passes.csv", "read_passes", b"transcript,coder,status\nA,SA,finished\n"),
    ("codebook.csv", "read_codebook", b"name,parent,definition\nReach,,x\nFar,Reach,\n"),
    ("rules.csv", "read_pseudonyms", b"find,replace,only\nSarah,[mother],A;B\n"),
    ("list.csv", "read_transcript_list", b"id,path,time\nC,talk.txt,T1\n"),
)


def _definition(reader: str, file: Path) -> Read:
    from lmm_qual.definitions import reading

    return _of_path(getattr(reading, reader), file)


def _of_path(read: Callable[[Path], object], file: Path) -> Read:
    def of(data: bytes) -> object:
        file.write_bytes(data)
        return read(file)

    return of


def _transcript(name: str) -> Read:
    from lmm_qual.importers.reading import read_bytes

    return lambda data: read_bytes(name, data)


def _talks() -> dict[str, list[bytes]]:
    from importers import written  # type: ignore[import-not-found]

    lines = _TALK.split("\n")
    rows = [("INT", "So?"), ("P07", "Well, then.")]
    return {
        "txt": [_TALK.encode(), _TALK.encode("utf-16")],
        "md": [_TALK.replace("INT:", "**INT:**").encode()],
        "srt": [_CUES.encode()],
        "vtt": [b"WEBVTT\n\n" + _CUES.replace(",0", ".0").replace("INT: ", "<v INT>").encode()],
        "sbv": [b"0:00:01.000,0:00:04.000\nINT: So?\n\n0:00:05.000,0:00:07.000\nP07: Well.\n"],
        "csv": [b'Speaker,Text\nINT,So?\nP07,"Well, then."\n'],
        "rtf": [written.rtf_of(lines)],
        "html": [written.html_of(lines)],
        "odt": [written.odt_of(lines)],
        "docx": [written.docx_of(lines)],
        "xlsx": [written.xlsx_of(rows)],
        "pdf": [written.pdf_of(lines)],
    }


def _chart(folder: Path) -> bytes:
    from faults.children import commands
    from faults.studies import small_study

    place = folder / "chart"
    place.mkdir()
    project = small_study(place)
    lines = [("framework", "export", project, place / "chart.xlsx")]
    ended = in_child(lambda: commands(lines))
    assert ended.code == 0, ended.said
    return (place / "chart.xlsx").read_bytes()


def _reader(name: str, read: Read, seeds: list[bytes], cases: int, folder: Path) -> Fuzzed:
    found, at = Fuzzed(name), folder / "at"
    for start in range(0, cases, _BATCH):
        numbers = range(start, min(start + _BATCH, cases))
        found.cases += len(numbers)
        work = partial(_batch, read, seeds, numbers, at)
        ended = in_child(work, 1200, _MOST_BYTES)
        if ended.code:
            found.faults.append(f"case {at.read_text()}: {ended.code} {ended.said[-600:]}")
        for line in ended.said.splitlines():
            what, _, more = line.partition(" ")
            found.read += what == "read"
            found.refused += what == "refused"
            found.faults += [more] if what == "FAULT" else []
            if what in {"read", "refused"}:
                found.slowest = max(found.slowest, float(more))
    return found


def _batch(read: Read, seeds: list[bytes], numbers: range, at: Path) -> int:
    for number in numbers:
        at.write_text(str(number))
        signal.alarm(_SECONDS)
        began = time.process_time()
        print(_one(read, spoilt(seeds, number)), f"{time.process_time() - began:.2f}")
    return 0


def _one(read: Read, data: bytes) -> str:
    """Read spoilt bytes; gives what came of it."""
    from lmm_qual.model.problem import BadInputError

    try:
        read(data)
    except BadInputError as error:
        line = str(error)
        return "refused" if line and "\x1b" not in line else f"FAULT said {line[:200]!r}"
    except MemoryError:
        return "FAULT out of memory"
    except Exception as error:  # noqa: BLE001  (what is looked for)
        import traceback

        place = traceback.extract_tb(error.__traceback__)[-1]
        return f"FAULT {type(error).__name__} {error!s:.100} at {place.filename}:{place.lineno}"
    return "read"


def spoilt(seeds: list[bytes], number: int) -> bytes:
    """Give one of the sound files spoilt, the same each time for a number."""
    chance = random.Random(number)
    data = chance.choice(seeds)
    if data.startswith(b"PK") and chance.random() < 0.8:
        return _spoilt_package(data, chance)
    return _spoil(data, chance)


def _spoil(data: bytes, chance: random.Random) -> bytes:
    found = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        at, size = chance.randrange(len(found) + 1), chance.choice((1, 2, 8, 64))
        how = chance.randrange(6)
        if how == 0 and found:
            found[min(at, len(found) - 1)] ^= 1 << chance.randrange(8)
        elif how == 1:
            del found[at : at + size]
        elif how == 2:
            found[at:at] = found[at : at + size] * chance.choice((1, 3, 50))
        elif how == 3:
            found[at:at] = chance.choice(_ODD)
        elif how == 4:
            found[at : at + size] = chance.randbytes(size)
        else:
            other = chance.randrange(len(found) + 1)
            found[at : at + size] = found[other : other + size]
    return bytes(found)


def _spoilt_package(data: bytes, chance: random.Random) -> bytes:
    """Spoil one part of a package, mostly one that holds words."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        names = old.namelist()
        chosen = chance.choice([n for n in names if n.endswith("ml")] or names)
        for name in names:
            part = old.read(name)
            new.writestr(name, _spoil(part, chance) if name == chosen else part)
    return buffer.getvalue()
