"""The theme matrix as a workbook for sharing: matrix, states, passages of who agreed, codebook."""

import io
from collections.abc import Sequence

from lmm_qual.analysis.attribution import attribute_all, load_sessions
from lmm_qual.analysis.cell_states import FEWER
from lmm_qual.analysis.theme_matrix import ALL_CODERS, ThemeMatrix
from lmm_qual.exporters.matrix_workbook import matrix_sheet, states_sheet
from lmm_qual.exporters.sharing import WORDS, SharedCoding, Sharing, shared_codings
from lmm_qual.exporters.sheets import Sheets, new_book, write_row, write_text
from lmm_qual.model.code_tree import CodeTree
from lmm_qual.store.queries.codes import code_tree
from lmm_qual.store.queries.design import load_study
from lmm_qual.store.store import Store


def shared_matrix_workbook(store: Store, matrix: ThemeMatrix, sharing: Sharing) -> bytes:
    """Write as much of the workbook as may be shared, the matrix being masked already.

    Passages stand without place and coder, in the order of their words.
    """
    data = io.BytesIO()
    book = new_book(data)
    study, tree = load_study(store), code_tree(store)
    sheets = Sheets(book)
    coder = None if matrix.coder == ALL_CODERS else matrix.coder
    items = attribute_all(store, load_sessions(store), coder)
    matrix_sheet(sheets, matrix, study, tree, {})
    states_sheet(sheets, matrix, study)
    pairs = zip(matrix.codes, matrix.states, strict=True)
    small = {code for code, states in pairs if any(state.startswith(FEWER) for state in states)}
    _shared_passages(sheets, shared_codings(items, tree, sharing, small), sharing)
    _shared_codebook(sheets, tree, sharing)
    book.close()
    return data.getvalue()


def _shared_passages(sheets: Sheets, codings: Sequence[SharedCoding], sharing: Sharing) -> None:
    label = ("Label",) if sharing.gate.label != "none" else ()
    heads = ("Code", *label, "Valence", "Refers to", "Words")
    sheet = sheets.add("Passages", heads, [34, *[24 for _ in label], 12, 10, 100])
    for at, one in enumerate(codings, start=1):
        cells = [one.code, *[one.label][: len(label)], one.valence, one.refers_to, one.words]
        write_row(sheet, at, 0, cells, [*[sheets.top] * (len(cells) - 1), sheets.wrap])
    sharing.review.note(WORDS)


def _shared_codebook(sheets: Sheets, tree: CodeTree, sharing: Sharing) -> None:
    sheet = sheets.add("Codebook", ("Code", "Definition", "Include", "Exclude"), [44, 60, 40])
    for at, code in enumerate(tree.order, start=1):
        row, path = tree.by_id[code], tree.path(code)
        look = sheets.code(tree.color(code), tree.depth(code))
        write_text(sheet, at, 0, sharing.without_names(row.name), look)
        texts = {
            "definition": row.definition,
            "what to include": row.include,
            "what to exclude": row.exclude,
        }
        told = [sharing.text(f"code {path}, {name}", text or "") for name, text in texts.items()]
        write_row(sheet, at, 1, told, [sheets.wrap] * len(told))
