"""Readers given thousands of spoilt files: each is read or refused, soon and in little memory.

Of a file at which a reader fails the smallest that fails alike is kept, to be read again.
"""

import json
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings

from faults.children import in_child
from faults.good_files import CODING, GRAPHML, KINDS, as_json, as_yaml
from faults.spoiling import spoilt_files
from faults.studies import use_home

_SECONDS, _MOST_BYTES = 20, 2_000_000_000
"""What reading a file may take of the processor's time, and of memory."""
_SECONDS_OF_BATCH = 1200
_BATCH = 250
_PDF_SHARE = 10
"""Of a PDF, for which a process is begun each time, so many times fewer are read."""
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
        for ending, sound in (("yaml", as_yaml(kind)), ("json", as_json(kind))):
            reader = _definition(KINDS[kind].reader, folder / f"x.{ending}")
            found[f"{kind}.{ending}"] = (reader, [sound])
    found |= {name: (_definition(reader, folder / name), [rows]) for name, reader, rows in _TABLES}
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
        at.write_bytes(b"")
        work = partial(_batch, read, seeds, start, min(_BATCH, cases - start), at)
        ended = in_child(work, _SECONDS_OF_BATCH, _MOST_BYTES)
        rest = _counted(found, ended.said)
        if ended.code or "FAULT" in rest:
            said = f"{ended.code} {rest[-600:]}"
            found.faults.append(f"{said}; the file is kept: {_kept(name, at)}")
    found.cases = found.read + found.refused + len(found.faults)
    return found


def _counted(found: Fuzzed, said: str) -> str:
    """Count the files that were read or refused; gives the other lines."""
    rest = []
    for line in said.splitlines():
        what, _, seconds = line.partition(" ")
        found.read += what == "read"
        found.refused += what == "refused"
        if what in {"read", "refused"}:
            found.slowest = max(found.slowest, float(seconds))
        else:
            rest.append(line)
    return "\n".join(rest)


def _kept(name: str, at: Path) -> str:
    """Keep the file at which a reader failed; gives where."""
    with tempfile.NamedTemporaryFile(suffix=f"-{name}", delete=False) as file:
        file.write(at.read_bytes())
    return file.name


def _batch(read: Read, seeds: list[bytes], number: int, cases: int, at: Path) -> int:
    """Read some files, other ones for another number, and tell a line of each.

    After a fault smaller files are looked for that fail, and only the fault of the last is told.
    """
    faults: list[str] = []

    @seed(number)
    @_settings(cases)
    @given(spoilt_files(seeds))
    def read_or_refused(data: bytes) -> None:
        at.write_bytes(data)
        signal.setitimer(signal.ITIMER_PROF, _SECONDS)
        began = time.process_time()
        came = _one(read, data)
        signal.setitimer(signal.ITIMER_PROF, 0)
        if came.startswith("FAULT"):
            faults.append(came)
            raise AssertionError(came)
        if not faults:
            print(came, f"{time.process_time() - began:.2f}", flush=True)

    try:
        read_or_refused()
    except AssertionError:
        print(faults[-1])
    return 0


def _settings(cases: int) -> settings:
    return settings(
        max_examples=cases,
        database=None,
        deadline=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=tuple(HealthCheck),
        report_multiple_bugs=False,
    )


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
