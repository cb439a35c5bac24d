"""The codebook with its counts."""

from lmm_qual.exporters.tables import Cell, Table, text_table
from lmm_qual.store.queries.codes import code_tree, codebook_version
from lmm_qual.store.queries.codings import coding_counts
from lmm_qual.store.store import Store
from lmm_qual.text.standins import shown


def codebook_table(store: Store) -> Table:
    """Give a row a code: path, codings (its own), definition, criteria, origin, valence."""
    tree, counts = code_tree(store), coding_counts(store)
    headings = (
        *("code", "codings", "definition", "include", "exclude", "example", "origin", "valence"),
        *("shortcut", "made_version"),
    )
    rows: list[list[Cell]] = []
    for code in tree.order:
        row = tree.by_id[code]
        rows.append(
            [
                tree.path(code),
                counts.get(code, 0),
                *(row.definition, row.include, row.exclude, row.example, row.origin, row.valence),
                *(row.shortcut, row.made_version),
            ]
        )
    return Table(headings, rows, (1, 9))


def codebook_text(store: Store) -> str:
    """Draw the codebook for a terminal: codes indented, with codings and definitions."""
    tree, counts = code_tree(store), coding_counts(store)
    rows: list[list[Cell]] = []
    for code in tree.order:
        row = tree.by_id[code]
        below = sum(counts.get(at, 0) for at in tree.with_descendants(code))
        name = "  " * tree.depth(code) + row.name
        rows.append([name, below, row.valence or "", row.shortcut or "", row.definition or ""])
    heads = ("Code", "Codings", "Valence", "Key", "Definition")
    last = f"codebook version {codebook_version(store)}, {len(rows)} codes"
    return text_table(Table(heads, rows, (1,)), 120) + f"\n{shown(last)}\n"
