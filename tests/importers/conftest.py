"""A test's docstring is its transcript: `txt`, `md` and `vtt` give it as it is read."""

import inspect
import io
from dataclasses import dataclass

import docx
import pytest

from lmm_qual.importers.reading import read_bytes
from lmm_qual.model.transcript import ParsedTranscript


@dataclass(frozen=True)
class Reading:
    parsed: ParsedTranscript

    @property
    def said(self):
        """Speaker and words of each turn."""
        return [(turn.speaker, self.words(turn)) for turn in self.parsed.turns]

    @property
    def timed(self):
        """Speaker and time of each turn."""
        return [(turn.speaker, turn.timestamp) for turn in self.parsed.turns]

    def words(self, turn):
        return self.parsed.text[turn.start : turn.end]


def reading(name, text, **options):
    data = text if isinstance(text, bytes) else text.encode()
    return Reading(read_bytes(name, data, **options))


def _of_docstring(request, ending):
    return reading(f"interview{ending}", inspect.cleandoc(request.function.__doc__) + "\n")


@pytest.fixture
def txt(request):
    return _of_docstring(request, ".txt")


@pytest.fixture
def md(request):
    return _of_docstring(request, ".md")


@pytest.fixture
def vtt(request):
    return _of_docstring(request, ".vtt")


@pytest.fixture
def read():
    return reading


@pytest.fixture
def word_file():
    """Make a Word file of paragraphs, each a text or a text and its style."""

    def make(paragraphs):
        document = docx.Document()
        for paragraph in paragraphs:
            text, style = paragraph if isinstance(paragraph, tuple) else (paragraph, None)
            document.add_paragraph(text, style)
        return saved(document)

    return make


def saved(document):
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()
