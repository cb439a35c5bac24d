"""Rules for pseudonyms read for a project."""

from pathlib import Path

from lmm_qual.definitions.reading import read_pseudonyms
from lmm_qual.project.pseudonyms.key_log import lies_with
from lmm_qual.project.pseudonyms.plan import Rules
from lmm_qual.store.store import Store


def read_rules(store: Store, file: Path) -> tuple[Rules, str]:
    """Read rules, with a warning where their file lies with the project, else an empty one.

    Raises `BadInputError`, also for a transcript that is not there.
    """
    read, place = read_pseudonyms(file)
    rules = Rules(read.rules)
    rules.check(store, str(file), place)
    held = lies_with(file, store.path)
    return rules, f"{file}: holds the names and lies in {held}: keep it elsewhere" if held else ""
