"""Rich text (rtf) as lines."""

from lmm_qual.importers.decoding import check_characters
from lmm_qual.importers.lines import Source
from lmm_qual.importers.paragraphs import lines_of
from lmm_qual.importers.rtf_reader import RichTextReader
from lmm_qual.importers.rtf_tokens import tokens_of
from lmm_qual.model.problem import refuse
from lmm_qual.text.numbers import counted

# striprtf keeps hidden and deleted words and list numbers, joins no surrogates, reads one font's
# bytes in another's code page, guesses where bytes do not decode and ends in silence where a file
# is cut off; the tokens are read here so that none of it goes unseen.
_REMEDY = "open it in Word or LibreOffice and save it as .docx"


def read_rtf(name: str, data: bytes) -> Source:
    """Give the lines of a rich text file: paragraphs in reading order, table cells between tabs.

    Deleted and hidden words are left out, text boxes follow the paragraph they stand in. Raises
    BadInputError for what is no rich text, is cut off, or holds bytes its code page lacks.
    """
    if not data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{\\rtf"):
        raise refuse("is no rich text", "give it the ending of its format", file=name)
    reader = RichTextReader(name)
    for token in tokens_of(data):
        if reader.take(token):
            break
    if not reader.closed:
        raise refuse("is cut off: its last groups are not closed", _REMEDY, file=name)
    lines, _ = lines_of(reader.finish())
    text = "\n".join(line.text for line in lines)
    check_characters(name, text)
    return Source(text, lines, format="rtf", encoding=reader.default, notes=tuple(_notes(reader)))


def _notes(reader: RichTextReader) -> list[str]:
    left = reader.left_out
    notes = [
        f"{counted(left[what], what)} not in the stored text."
        for what in ("footnote", "comment", "object")
        if left[what]
    ]
    if left["hidden"]:
        notes.append(f"{counted(left['hidden'], 'hidden passage')} left out.")
    if left["deleted"]:
        notes.append(f"{counted(left['deleted'], 'deleted passage')} left out.")
    if reader.has_page_headers:
        notes.append("Headers and footers of the pages are not in the stored text.")
    return notes
