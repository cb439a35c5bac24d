"""The file that says to which codes the codings of a code go: a row a coding and code."""

from pathlib import Path

from lmm_qual.definitions.csv_rows import read_csv
from lmm_qual.definitions.reading import read_text
from lmm_qual.model.problem import refuse


def read_split(path: Path) -> dict[int, list[str]]:
    """Read which codes each coding is to have, by its id; raises `BadInputError`.

    A coding may stand in several rows, one a code; where no code is written it stays.
    """
    found: dict[int, list[str]] = {}
    for line, row in read_csv(read_text(path), str(path)):
        coding, code = row.get("coding", "").strip(), row.get("code", "").strip()
        if not coding.isascii() or not coding.isdigit() or len(coding) > 18:
            what = f"“{coding[:40]}” is no coding's id" if coding else "names no coding"
            remedy = "fill in the file that `codebook split --export` writes"
            raise refuse(what, remedy, file=str(path), place=f"line {line}")
        if code:
            found.setdefault(int(coding), []).append(_unguarded(code))
    return found


def _unguarded(code: str) -> str:
    """Take off the apostrophe that keeps a spreadsheet from reading a cell as a formula."""
    return code[1:] if code[:1] == "'" and code[1:2] in {"=", "+", "-", "@"} else code
