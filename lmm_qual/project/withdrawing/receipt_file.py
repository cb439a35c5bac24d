"""The receipt of a withdrawal as a file beside the project."""

from pathlib import Path

from lmm_qual.model.problem import refuse
from lmm_qual.project.own_files import replace_file
from lmm_qual.project.withdrawing.receipt import Receipt, receipt_text


def write_receipt(receipt: Receipt, project: Path) -> Path:
    """Write a receipt under a name that is free; gives the file. Raises `BadInputError`."""
    stem = f"{project.stem}.withdrawal-{receipt.at[:10]}"
    names = (stem, *(f"{stem}-{number}" for number in range(2, 1000)))
    files = (project.with_name(f"{name}.txt") for name in names)
    file = next((one for one in files if not one.exists()), None)
    if file is None:
        raise refuse("many receipts of that day are there already", file=str(project.parent))
    try:
        replace_file(file, receipt_text(receipt))
    except OSError as error:
        raise refuse(f"cannot be written: {error.strerror}", file=str(file)) from None
    return file
