"""The codebook and its versions."""

from collections.abc import Iterable
from typing import NamedTuple

from pydantic import ValidationError

from lmm_qual.model.code_tree import CodeRow, CodeTree
from lmm_qual.model.codebook import Code, Codebook
from lmm_qual.model.problem import refuse
from lmm_qual.store.store import Store


def code_tree(store: Store) -> CodeTree:
    """Read the codebook as a tree."""
    columns = ", ".join(CodeRow._fields)
    return CodeTree(store.records(CodeRow, f"SELECT {columns} FROM code"))  # noqa: S608


def load_codebook(tree: CodeTree) -> Codebook:
    """Give the codebook in its file's form; a parent is named by its path.

    Raises `BadInputError` where the project holds a code that is none.
    """
    rows = sorted(tree.by_id.values(), key=lambda row: row.position)
    return Codebook(codes=[_code(tree, row) for row in rows])


def _code(tree: CodeTree, row: CodeRow) -> Code:
    try:
        return Code(
            name=row.name,
            parent=None if row.parent_id is None else tree.path(row.parent_id),
            definition=row.definition,
            include=row.include,
            exclude=row.exclude,
            example=row.example,
            origin=row.origin,
            valence=row.valence,
            color=row.color,
            shortcut=row.shortcut,
        )
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        field = ".".join(map(str, first["loc"])) or "it"
        reason = first["msg"].removeprefix("Value error, ")
        what = f"the code “{row.name}” is stored as none can be: {field}: {reason}"
        raise refuse(what, "edit that code") from None


def codebook_version(store: Store) -> int:
    """Give the number of the codebook's present version; 0 where there has been none."""
    number: int = store.value("SELECT coalesce(max(number), 0) FROM codebook_version")
    return number


def find_code(tree: CodeTree, reference: str, *, file: str = "", place: str = "") -> int:
    """Give the id of the code that a name or path means; raises `BadInputError`."""
    found = tree.find(reference)
    if len(found) == 1:
        return found[0]
    if found:
        paths = ", ".join(tree.path(code) for code in found)
        what, remedy = f"more than one code is named “{reference}”", f"write its path: {paths}"
    else:
        what, remedy = f"unknown code “{reference}”", nearest_codes(tree, reference, tree.order)
    raise refuse(what, remedy, file=file, place=place)


def nearest_codes(tree: CodeTree, reference: str, codes: Iterable[int]) -> str:
    """Give a remedy that proposes the codes most like a name."""
    from lmm_qual.definitions.checks import nearest

    names = {tree.by_id[code].name: code for code in codes}
    return nearest(reference.rpartition("/")[2], names) if names else "the codebook is empty"


class VersionRow(NamedTuple):
    """A version of the codebook, without its content."""

    number: int
    at: str
    note: str


def codebook_versions(store: Store) -> list[VersionRow]:
    """Give the versions that the codebook has had, oldest first."""
    sql = "SELECT number, at, note FROM codebook_version ORDER BY number"
    return store.records(VersionRow, sql)


def version_content(store: Store, number: int) -> str | None:
    """Give the JSON of the codebook as a version holds it, `None` where there is none such."""
    sql = "SELECT content FROM codebook_version WHERE number = ?"
    content: str | None = store.value(sql, (number,))
    return content
