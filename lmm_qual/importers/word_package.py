"""Opening a Word file (docx) as python-docx's document."""

import io
from typing import Any

from lmm_qual.importers.packages import ARCHIVE_FAULTS, PackageKind, check_package, damaged

_KIND = PackageKind("Word file", "Word or LibreOffice", ".docx", ".doc")


def open_word(name: str, data: bytes) -> Any:
    """Give python-docx's document for the bytes of a docx file.

    Raises BadInputError for a password, an old .doc, something that is no Word file, a part with
    a DOCTYPE, and an archive that unpacks to more than it may.
    """
    check_package(name, data, _KIND)
    import docx
    from docx.opc.exceptions import PackageNotFoundError
    from lxml import etree

    try:
        document = docx.Document(io.BytesIO(data))
        if document.element.body is None:
            raise damaged(name, "has no body", _KIND)
    except etree.XMLSyntaxError as error:
        raise damaged(name, f"holds broken XML ({error.msg})", _KIND) from None
    except ARCHIVE_FAULTS:
        raise damaged(name, "is damaged", _KIND) from None
    except (PackageNotFoundError, KeyError, ValueError, AttributeError, IndexError, TypeError):
        raise damaged(name, "is no Word document (.docx)", _KIND) from None
    return document
