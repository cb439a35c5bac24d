"""What a codebook that grew asks for: codings to look at again, transcripts to read again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from lmm_qual.analysis.codebook_diff import VersionCode, read_version
from lmm_qual.model.problem import BadInputError
from lmm_qual.store.queries.codes import code_tree
from lmm_qual.store.queries.codings import CodingRow, codings_before_definition, passes
from lmm_qual.store.store import Store


@dataclass(frozen=True)
class LookAgain:
    """Codings made before their code was defined as it is now.

    `meant` is what the code said in the version that each was made under, by that version; `None`
    where the code was not there then.
    """

    code: int
    defined: int
    codings: Sequence[CodingRow]
    meant: Mapping[int, VersionCode | None]


class ReadAgain(NamedTuple):
    """A transcript that a coder finished before some codes were made."""

    transcript_id: int
    transcript: str
    coder: str
    version: int
    codes: Sequence[int]


def codings_to_look_at(store: Store) -> list[LookAgain]:
    """Give the codings to look at again, code by code in the codebook's order."""
    tree, versions = code_tree(store), dict[int, list[VersionCode]]()
    found = []
    for code, rows in groupby(codings_before_definition(store), lambda row: row.code_id):
        codings = list(rows)
        numbers = sorted({coding.version for coding in codings})
        for number in numbers:
            if number not in versions:
                versions[number] = _version(store, number)
        row = tree.by_id[code]
        mark, path = (code, row.made_version), tree.path(code)
        meant = {number: _in(versions[number], mark, path) for number in numbers}
        found.append(LookAgain(code, row.defined_version, codings, meant))
    return found


def _version(store: Store, number: int) -> list[VersionCode]:
    try:
        return read_version(store, number)
    except BadInputError:
        return []


def _in(codes: Sequence[VersionCode], mark: tuple[int, int], path: str) -> VersionCode | None:
    marked = [code for code in codes if code.mark == mark]
    pathed = [code for code in codes if code.mark is None and code.path == path]
    return next(iter([*marked, *pathed]), None)


def transcripts_to_read(store: Store) -> list[ReadAgain]:
    """Give the transcripts that coders finished before a code was made, with those codes."""
    tree = code_tree(store)
    last: dict[tuple[int, str, str], int] = {}
    for row in passes(store):
        if row.status == "finished":
            key = row.transcript_id, row.transcript, row.coder
            last[key] = max(row.version, last.get(key, 0))
    found = [
        ReadAgain(
            *key,
            version,
            [code for code in tree.order if tree.by_id[code].made_version > version],
        )
        for key, version in last.items()
    ]
    return [one for one in found if one.codes]
