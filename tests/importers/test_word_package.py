import io
import zipfile

import pytest

from lmm_qual.importers import packages
from lmm_qual.model.problem import BadInputError


def repacked(data, **changed):
    """Write a Word file anew with some parts changed, added (bytes) or left out (None)."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        parts = {member.filename: old.read(member) for member in old.infolist()} | changed
        for name, content in parts.items():
            if content is not None:
                new.writestr(name, content)
    return buffer.getvalue()


def refused(read, data, told):
    with pytest.raises(BadInputError, match=told) as refusal:
        read("a.docx", data)
    assert "\n" not in str(refusal.value)
    assert str(refusal.value).startswith("a.docx:")


@pytest.fixture
def plain(word_file):
    return word_file(["INT: Hello.", "P07: Hi."])


def test_what_is_no_word_file(read, plain):
    refused(read, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "password, or is an old .doc")
    refused(read, b"hello", "is damaged, or is no Word file")
    refused(read, b"", "is damaged, or is no Word file")
    refused(read, plain[: len(plain) // 2], "is damaged")
    refused(read, repacked(plain, **{"word/document.xml": None}), "is no Word document")
    refused(read, repacked(plain, **{"[Content_Types].xml": None}), "is no Word document")


def test_a_part_whose_bytes_were_changed(read, plain):
    at = plain.index(b"word/document.xml") + 200
    broken = plain[:at] + bytes(byte ^ 0xFF for byte in plain[at : at + 40]) + plain[at + 40 :]
    refused(read, broken, "is damaged|holds broken XML|cannot be read")


def test_a_picture_whose_bytes_were_changed(read, plain):
    data = repacked(plain, **{"word/media/a.bin": bytes(range(256)) * 40})
    at = data.index(b"word/media/a.bin") + 40
    broken = data[:at] + b"\xff" * 20 + data[at + 20 :]
    assert len(read("a.docx", broken).said) == 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_a_doctype_is_refused(read, plain, encoding):
    content = '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY x "y">]><w>&x;</w>'.encode(encoding)
    refused(
        read, repacked(plain, **{"word/document.xml": content}), "word/document.xml: holds a DOC"
    )


def test_broken_xml_is_refused(read, plain):
    refused(
        read, repacked(plain, **{"word/document.xml": b"<w:document>"}), "holds broken XML|is no"
    )


def test_archives_that_unpack_to_more_than_they_may(read, plain, monkeypatch):
    bomb = repacked(plain, **{"word/media/zeros.bin": b"\0" * 11_000_000})
    refused(read, bomb, "has a part that unpacks to")
    monkeypatch.setattr(packages, "LARGEST_UNPACKED", 1000)
    refused(read, plain, "unpacks to more than")
    monkeypatch.setattr(packages, "LARGEST_UNPACKED", 10**9)
    monkeypatch.setattr(packages, "LARGEST_XML", 100)
    refused(read, plain, "has a part of more than")
    monkeypatch.setattr(packages, "MOST_MEMBERS", 3)
    refused(read, plain, "parts")


def test_a_document_without_text(read, word_file):
    refused(read, word_file(["", " "]), "holds no text")


def test_a_file_without_styles_is_read(read, plain):
    bare = repacked(plain, **{"word/styles.xml": b"<w:styles xmlns:w='x'/>"})
    assert len(read("a.docx", bare).said) == 2
