"""The list of what was replaced by what: a key file, which must not lie with the project."""

import csv
import io
import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from lmm_qual.exporters.tables import csv_line
from lmm_qual.model.problem import refuse
from lmm_qual.project.pseudonyms.plan import Place, Rules
from lmm_qual.store.backup import backups_folder
from lmm_qual.store.on_disk import put_in_place, to_disk

HEADINGS = ("rule", "found", "replacement", "place", "start")


def lies_with(path: Path, project: Path) -> Path | None:
    """Give the folder that a file must not lie in and does: the project's, or the backups'."""
    folder = _real(path).parent
    for held in (_real(project).parent, _real(backups_folder())):
        if any(one == held or _is_same(one, held) for one in (folder, *folder.parents)):
            return held
    return None


def _is_same(one: Path, other: Path) -> bool:
    """Say whether two folders are one, written otherwise: where letter case does not matter."""
    with suppress(OSError):
        return one.samefile(other)
    return False


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))


@contextmanager
def written_log(path: Path, project: Path, rules: Rules, places: Sequence[Place]) -> Iterator[None]:
    """Add places to a log once the block ends well; until then only a draft of it is written.

    Raises `BadInputError` where the log lies with the project, or is a file of something else.
    """
    if held := lies_with(path, project):
        remedy = "keep it where only those who may know the names can read it"
        raise refuse(f"holds the names and must not lie in {held}", remedy, file=str(path))
    target = _real(path)
    before = _present(target, path)
    rows = (
        (rules.rules[place.rule].find, place.found, place.replacement, place.holder, place.start)
        for place in places
    )
    try:
        number, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    except OSError as error:
        raise refuse(f"cannot be written: {error.strerror}", file=str(path)) from None
    draft = Path(name)
    try:
        with open(number, "wb") as file:  # noqa: PTH123  (it is open already)
            file.write((before + "".join(map(csv_line, rows))).encode("utf-8", "surrogatepass"))
            file.flush()
            to_disk(file.fileno())
        yield
        put_in_place(draft, target)
    except OSError as error:
        raise refuse(f"cannot be written: {error.strerror}", file=str(path)) from None
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def _present(target: Path, path: Path) -> str:
    """Give what stands in the log already, at least its headings."""
    if not os.path.lexists(target):
        return csv_line(HEADINGS)
    if not target.is_file():
        raise refuse("is no file", "name a file", file=str(path))
    try:
        text = target.read_bytes().decode("utf-8")
    except OSError as error:
        raise refuse(f"cannot be read: {error.strerror}", file=str(path)) from None
    except UnicodeDecodeError:
        text = ""
    first = next(csv.reader(io.StringIO(text.partition("\n")[0])), [])
    if tuple(first) != HEADINGS:
        what = f"is no log of pseudonyms: it does not begin with {','.join(HEADINGS)}"
        raise refuse(what, "name another file", file=str(path))
    return text if text.endswith("\n") else text + "\n"
