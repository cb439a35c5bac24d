"""Bad input of every kind through the command line: one plain line a fault, and nothing changed."""

import os
import re
import shutil
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from faults.bad_files import DEVICE, FOLDER, NOTHING, PIPE, Bad, bad_files
from faults.children import command, in_child
from faults.good_files import CODINGS, KINDS, PASSES, as_yaml
from faults.studies import fresh, small_study, use_home

_TESTS = Path(__file__).parent.parent / "tests"
_COMMANDS = {
    **{name: kind.command for name, kind in KINDS.items()},
    "system_map": KINDS["map"].command,
    "codings": CODINGS,
    "passes": PASSES,
}


@dataclass
class Refused:
    """What came of bad input from one source; `wrong` are those not refused as they must be."""

    source: str
    files: int = 0
    wrong: int = 0
    changed: int = 0
    said: list[str] = field(default_factory=list)


def measure_bad_inputs() -> list[Refused]:
    """Give every bad file to the command that reads it."""
    sys.path.insert(0, str(_TESTS))
    sources = {
        "faults/bad_files.py": bad_files(),
        "tests/definitions/bad_input.txt": _definitions(),
        "tests/cli/test_bad_transcripts.py": _transcripts(),
    }
    with tempfile.TemporaryDirectory(prefix="faults-") as place:
        folder = Path(place)
        use_home(folder / "home")
        (folder / "source").mkdir()
        source = small_study(folder / "source")
        mapped = source.parent / "sources" / "map.yaml"
        mapped.write_bytes(as_yaml("map"))
        in_child(lambda: command("map", "import", source, mapped))
        return [_source(name, files, source, folder) for name, files in sources.items()]


def _definitions() -> list[Bad]:
    """Give the cases that the tests of the readers hold, of which the first fault is looked for."""
    text = (_TESTS / "definitions" / "bad_input.txt").read_text(encoding="utf-8")
    found = []
    for block in re.split(r"^== ", text, flags=re.MULTILINE)[1:]:
        name, _, rest = block.partition("\n")
        content, *faults = rest.rstrip().split("\n-> ")
        said = faults[0].partition(":")[2].partition("…")[0]
        line = _COMMANDS[name.partition(".")[0]]
        found.append(Bad(name, f"{content}\n".encode(), line, said))
    return found


def _transcripts() -> list[Bad]:
    from cli.test_bad_transcripts import BAD  # type: ignore[import-not-found]

    line = ("import", "PROJECT", "FILE")
    return [Bad(name, content, line, said) for name, (content, said) in BAD.items()]


def _source(name: str, files: list[Bad], source: Path, folder: Path) -> Refused:
    found = Refused(name)
    project = fresh(folder / "work", source)
    whole = project.read_bytes()
    for bad in files:
        place = folder / "input"
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        (place / "talk.txt").write_text("INT: Well?\n", encoding="utf-8")
        _put(bad, place / bad.name)
        found.files += 1
        _look(found, bad, project, place / bad.name)
        if project.read_bytes() != whole:
            found.changed += 1
            found.said.append(f"{bad.name}: changed the project")
            project.write_bytes(whole)
    return found


def _put(bad: Bad, file: Path) -> None:
    if isinstance(bad.content, bytes):
        file.write_bytes(bad.content)
    elif bad.content == FOLDER:
        file.mkdir()
    elif bad.content == PIPE:
        os.mkfifo(file)
    elif bad.content == DEVICE:
        file.symlink_to("/dev/zero")
    else:
        assert bad.content == NOTHING


def _look(found: Refused, bad: Bad, project: Path, file: Path) -> None:
    stands = {"PROJECT": project, "FILE": file}
    ended = in_child(lambda: command(*(stands.get(part, part) for part in bad.command)), 60)
    lines = ended.said.splitlines()
    plain = all(line.strip() == line and line and len(line) < 2000 for line in lines)
    wanted = bad.said.replace("{}", str(file))
    sound = ended.code == 1 and plain and not ended.faulty and any(wanted in one for one in lines)
    if not sound:
        found.wrong += 1
        found.said.append(f"{bad.name}: {ended.code} {ended.said[:300]!r}, wanted {wanted!r}")
