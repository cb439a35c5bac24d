"""Rules for pseudonyms read for a project."""

from pathlib import Path

from lmm_qual.definitions.reading import read_pseudonyms
from lmm_qual.model.problem import refuse
from lmm_qual.project.pseudonyms.key_log import lies_with
from lmm_qual.project.pseudonyms.plan import Rules
from lmm_qual.store.store import Store


def read_rules(store: Store, file: Path) -> Rules:
    """Read rules; raises `BadInputError`, also for a transcript that is not there.

    They are a key to who is who: a file that lies with the project is refused.
    """
    if held := lies_with(file, store.path):
        remedy = "keep it where only those who may know the names can read it"
        raise refuse(f"holds the names and must not lie in {held}", remedy, file=str(file))
    read, place = read_pseudonyms(file)
    rules = Rules(read.rules)
    rules.check(store, str(file), place)
    return rules
