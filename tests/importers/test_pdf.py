import zlib
from itertools import cycle

import pytest

from lmm_qual.importers import pdf as pdf_format
from lmm_qual.importers import pdf_worker
from lmm_qual.importers.pdf_hyphens import Hyphens
from lmm_qual.model.problem import BadInputError

from .pdf_files import LOCKED, pdf, set_lines, wrapped, written

WORDS = cycle(("the", "health", "visitor", "came", "to", "us", "and", "then", "she", "stopped"))
LENGTHS = (7, 60, 12, 35, 90)


def talk(turns=14):
    return [
        (["INT", "P07"][n % 2], " ".join(next(WORDS) for _ in range(LENGTHS[n % 5])) + ".")
        for n in range(turns)
    ]


def paragraphs(said):
    return [f"{name}: {words}" for name, words in said]


def lines_of(said, width=460):
    return [line for paragraph in paragraphs(said) for line in wrapped(paragraph, width)]


def paged(lines, size=24):
    return [set_lines(lines[at : at + size]) for at in range(0, len(lines), size)]


def test_macos_lets_no_limit_of_memory_be_set(monkeypatch):
    resource, told = pytest.importorskip("resource"), []

    def setrlimit(what, _limits):
        told.append(what)
        if what == resource.RLIMIT_AS:
            raise ValueError("current limit exceeds maximum limit")

    monkeypatch.setattr(resource, "setrlimit", setrlimit)
    pdf_worker._limit_memory()
    assert told == [resource.RLIMIT_AS, resource.RLIMIT_CORE]


def test_wrapped_lines_are_joined_over_pages(read):
    said = talk()
    reading = read("a.pdf", pdf(paged(lines_of(said))))
    assert reading.parsed.text.split("\n") == paragraphs(said)
    assert reading.said == said
    assert reading.parsed.format == "pdf"


def test_headers_and_page_numbers_are_left_out_and_told_of(read):
    said = talk()
    pages = paged(lines_of(said), 12)
    for number, page in enumerate(pages, 1):
        page += [(72, 760, f"Families, interview 7, {number}"), (300, 40, f"Page {number}")]
    reading = read("a.pdf", pdf(pages))
    assert reading.said == said
    assert reading.parsed.notes[:2] == (
        f"Left out, running headers and footers: “Families, interview #, #” ({len(pages)}).",
        f"Left out: {len(pages)} page numbers.",
    )


def test_a_short_line_that_recurs_is_no_header(read):
    said = [("INT", "Yes."), ("P07", "No.")] * 30
    reading = read("a.pdf", pdf(paged(paragraphs(said), 20)))
    assert len(reading.said) == 60


def test_line_numbers_are_left_out(read):
    said = talk()
    lines = lines_of(said)
    pages = paged(lines, 25)
    for page in pages:
        page += [(50, y, str(n)) for n, (_, y, _) in enumerate(list(page), 1)]
    reading = read("a.pdf", pdf(pages))
    assert reading.said == said
    assert reading.parsed.notes == (f"Left out: {len(lines)} numbers in the margin.",)


def test_numbered_paragraphs_and_a_line_printed_twice(read):
    turns = [
        "Dan: " + "so we talked " * 20 + "then.",
        "Pat: Yes.",
        "Dan: " + "and we went " * 14 + "home in the end.",
    ]
    page, y = [], 700
    for number, turn in enumerate(turns * 3, 1):
        page.append((40, y, str(number)))
        for line in wrapped(turn):
            page.append((72, y, line))
            y -= 14
    again = [(72, 740, page[-1][2])]
    parsed = read("a.pdf", pdf([page, [*again, (40, 726, "10"), (72, 726, "Pat: No.")]])).parsed
    assert parsed.text.split("\n") == [" ".join(turn.split()) for turn in [*turns * 3, "Pat: No."]]
    assert parsed.notes[0] == "Left out: 10 numbers in the margin."
    assert parsed.notes[1].startswith(
        "Left out, printed at the foot of a page and again on the next"
    )


def test_columns_are_read_one_after_the_other(read):
    said = talk(10)
    lines = lines_of(said, 220)
    half = len(lines) // 2
    title = "Interview with a family, which was recorded in two columns of text on a page"
    page = [(72, 740, title), *set_lines(lines[:half]), *set_lines(lines[half:], left=330)]
    reading = read("a.pdf", pdf([page]))
    assert reading.parsed.text.split("\n") == [title, *paragraphs(said)]


def test_a_column_of_labels_stands_before_a_tab(read):
    said = talk(8)
    page, y = [], 720
    for name, words in said:
        page.append((72, y, f"{name}:"))
        for line in wrapped(words, 330):
            page.append((160, y, line))
            y -= 14
    assert read("a.pdf", pdf([page])).said == said


def test_bold_and_large_lines_are_marked():
    page = [(72, 740, "A talk", 20, True), *set_lines(["INT: One, two, three?", "P07: Yes."])]
    lines = pdf_format.read_pdf("a.pdf", pdf([page])).lines
    assert [(line.text, line.heading, line.bold) for line in lines] == [
        ("A talk", True, True),
        ("INT: One, two, three?", False, False),
        ("P07: Yes.", False, False),
    ]


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        ("It was inter-", "esting", "It was interesting"),
        ("my mid-", "wife", "my midwife"),
        ("a mother-in-", "law", "a mother-in-law"),
        ("her self-", "esteem", "her self-esteem"),
        ("the long-", "term plan", "the long-term plan"),
        ("I was-", "She said", "I was- She said"),
        ("in Stoke-", "Mandeville", "in Stoke-Mandeville"),
        ("soft\u00ad", "ware", "software"),
        ("to", "us", "to us"),
    ],
)
def test_hyphens_at_line_ends(before, after, joined):
    known = Hyphens.of(["A midwife and a long term plan in Stoke-Mandeville.", before, after])
    assert known.join(before, after) == joined


ONE = set_lines(["INT: How was it?", "P07: Good."])


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"hello", "is no PDF file"),
        (pdf([ONE])[:400], "is damaged, or is no PDF file"),
        (b"%PDF-1.4\n" + b"x" * 999, "is damaged, or is no PDF file"),
        (pdf([[]]), "has no text layer"),
        (pdf([ONE], trailer=LOCKED), "is protected with a password"),
        (
            written(
                [
                    b"<< /Type /Catalog /Pages 2 0 R >>",
                    b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 1000000 >>",
                ]
            ),
            "has more pages or letters than are read",
        ),
    ],
)
def test_what_is_refused(read, data, told):
    with pytest.raises(BadInputError, match=told) as refusal:
        read("a.pdf", data)
    assert "\n" not in str(refusal.value)
    assert str(refusal.value).startswith("a.pdf: ")


def test_a_bomb_ends_in_its_own_process_and_the_next_file_is_read(read, monkeypatch):
    monkeypatch.setattr(pdf_format, "LONGEST_WAIT", 2.0)
    packer = zlib.compressobj(9)
    megabyte = [packer.compress(b" " * 1_000_000) + packer.flush(zlib.Z_FULL_FLUSH) for _ in "12"]
    packed = megabyte[0] + megabyte[1] * 1499 + packer.flush()
    bomb = written(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>",
            b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed),
        ]
    )
    with pytest.raises(BadInputError, match=r"within the time and memory|has no text layer"):
        read("a.pdf", bomb)
    monkeypatch.setattr(pdf_format, "LONGEST_WAIT", 120.0)
    assert read("a.pdf", pdf([ONE])).said == [("INT", "How was it?"), ("P07", "Good.")]
