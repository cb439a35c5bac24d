"""The trace in every form: whole, guarded, and as much of it as may be shared."""

import io
import re
from html.parser import HTMLParser
from itertools import pairwise

import docx
import pytest
from helpers.hostile import ESCAPES, FORMULAS, NAMES, commands
from helpers.projects import build
from openpyxl import load_workbook

from lmm_qual.analysis.known_names import known_names
from lmm_qual.analysis.sharing import MAY_NOT_BE_QUOTED, WITHHELD, Gate
from lmm_qual.analysis.trace import read_trace
from lmm_qual.exporters.findings import findings_table, trace_data
from lmm_qual.exporters.findings_forms import findings_html, findings_markdown, findings_word
from lmm_qual.exporters.findings_told import SharedTelling, Telling
from lmm_qual.exporters.findings_workbook import findings_workbook
from lmm_qual.model.finding import NOT_LOOKED, Findings
from lmm_qual.project.changes.findings_import import ImportFindings
from lmm_qual.project.changes.memos import WriteMemo
from lmm_qual.project.project import Project
from lmm_qual.store.queries.design import load_study

TALK = """
== T1_P01 time=T1 group=G1 title="Visit to P01"
@ Ann participant=P01 service=hv
INT: Is it hard?
Ann: [Nobody told us a thing](Barriers/Stigma). Not once.
P02: I was told early enough.
== S2 time=T2 group=G1
P02: So it was much better then.
"""
STUDY = {
    "name": "Small",
    "questions": [{"id": "Q1", "text": "What hinders?"}, {"id": "Q2", "text": "What helps?"}],
    "time_points": [{"id": "T1", "label": "Summer"}, {"id": "T2"}],
    "groups": [{"id": "G1", "label": "Parents"}],
    "participants": [
        {"id": "P01", "consent": {"T1": {"quote": True}}},
        {"id": "P02", "consent": {"T1": {"quote": False}, "T2": {"quote": True}}},
    ],
    "settings": {"masking_threshold": 5},
}
FOUND = {
    "findings": [
        {
            "id": "F1",
            "question": "Q1",
            "claim": "Nobody was told, says P01.",
            "search": "Read all of S2.",
            "for": [{"transcript": "T1_P01", "quote": "Nobody told us a thing", "note": "so Ann"}],
            "against": [{"transcript": "T1_P01", "quote": "I was told early enough."}],
            "rests_on": [
                {"memo": "see T1_P01"},
                {"participant": "P01", "code": "Barriers/Stigma", "time": "T1"},
            ],
        },
        {
            "id": "F2",
            "claim": "One said: I was told early enough.",
            "for": [{"transcript": "S2", "quote": "So it was much better then."}],
        },
    ],
    "recommendations": [{"id": "R1", "text": "Tell them.", "to": "The team", "findings": ["F1"]}],
    "typologies": [
        {
            "id": "W",
            "name": "Ways",
            "rows": "participant",
            "types": [{"name": "told", "members": [{"row": "P02", "reason": "says so"}]}],
        }
    ],
}
REFUSED = "I was told early enough"


@pytest.fixture
def project(tmp_path):
    path = build(tmp_path / "a.lmmq", TALK, study=STUDY)
    with Project.open(path, write=True, coder="KM") as opened:
        opened.make(WriteMemo("study", None, "For all of this see T1_P01."))
        opened.make(ImportFindings(Findings.model_validate(FOUND)))
        yield opened


def whole(project):
    return Telling(read_trace(project.store)).told()


def shared(project, label="none"):
    store = project.store
    gate = Gate.of(load_study(store), label)
    telling = SharedTelling(read_trace(store), gate, known_names(store))
    return telling.told(), telling.review.notes


def texts(told):
    """Give all that each form of an export holds as text."""
    book = load_workbook(io.BytesIO(findings_workbook(told)))
    word = docx.Document(io.BytesIO(findings_word(told)))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return {
        "md": findings_markdown(told),
        "html": findings_html(told),
        "xlsx": "\n".join(
            str(cell) for sheet in book for row in sheet.values for cell in row if cell is not None
        ),
        "docx": "\n".join([*(paragraph.text for paragraph in word.paragraphs), *cells]),
    }


class TestTheWholeTrace:
    def test_every_form_leads_from_question_to_passage_to_recommendation_and_back(self, project):
        for text in texts(whole(project)).values():
            for said in ("What hinders?", "Read all of S2.", "Tell them.", "The team", "told"):
                assert said in text
            assert text.count("Nobody told us a thing") >= 2
        row = ("T1_P01", "2", "Ann", "P01", "G1", "hv", "T1")
        book = load_workbook(io.BytesIO(findings_workbook(whole(project))))
        back = list(book["Recommendation to passage"].values)[1]
        assert back[:3] == ("R1", "The team", "F1")
        assert back[5:] == (*row, "Nobody told us a thing")
        assert list(book["Passages"].values)[1][3:10] == row

    def test_a_finding_for_which_nobody_looked_says_so_everywhere(self, project):
        for text in texts(whole(project)).values():
            assert NOT_LOOKED[1:] in text
        table = findings_table(read_trace(project.store), 40)
        assert [row[5] for row in table.rows] == ["Read all of S2.", NOT_LOOKED]
        data = trace_data(read_trace(project.store))
        (other,) = [one for one in data["questions"] if one["id"] is None]
        assert other["findings"][0]["search_said"] == NOT_LOOKED

    def test_the_page_has_headings_in_order_and_tables_with_scopes_and_no_script(self, project):
        page = findings_html(whole(project))
        levels = [int(level) for level in re.findall(r"<h(\d)>", page)]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))
        assert "<caption>" in page
        assert '<th scope="col">Transcript</th>' in page
        assert "<script" not in page
        assert "default-src 'none'" in page

    def test_equal_findings_give_equal_bytes(self, project):
        assert findings_workbook(whole(project)) == findings_workbook(whole(project))


class TestForSharing:
    def test_words_without_consent_are_nowhere_and_their_place_says_so(self, project):
        told, notes = shared(project)
        for text in texts(told).values():
            assert REFUSED.casefold() not in text.casefold()
            plain = text.replace("\\", "")
            assert MAY_NOT_BE_QUOTED in plain
            assert WITHHELD in plain
            assert "Nobody told us a thing" in text
            assert "So it was much better then." in text
        assert any("passage against it" in note and "did not agree" in note for note in notes)
        assert any("finding F2: left out" in note for note in notes)

    def test_no_participant_and_no_transcript_is_named(self, project):
        for label in ("none", "group", "group,time"):
            for text in texts(shared(project, label)[0]).values():
                assert not re.search(r"P0\d|Ann\b|S2|KM", text)
                assert "fewer than 5 participants" in text
                assert "says so" not in text

    def test_labels(self, project):
        said = {
            label: [quote.label for quote in shared(project, label)[0].findings["F1"].quotes]
            for label in ("none", "group", "group,time")
        }
        assert said == {
            "none": ["", ""],
            "group": ["Parents", ""],
            "group,time": ["Parents, Summer", ""],
        }

    def test_what_counts_as_published_is_listed_for_review(self, project):
        _, notes = shared(project)
        for where in (
            "the title",
            "question Q1",
            "finding F1: names are taken out",
            "finding F1, passage for it, note: names are taken out",
            "finding F1, what it rests on, memo 1: names are taken out",
            "recommendation R1",
        ):
            assert where in notes


class Page(HTMLParser):
    def __init__(self, page):
        super().__init__()
        self.tags = set()
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        assert not any(name.startswith("on") for name, _ in attributes)


def test_hostile_text_stays_text(project):
    hostile = " ".join((*NAMES, *ESCAPES))
    found = {
        "findings": [
            {"id": name, "claim": f"{name} {hostile}", "search": hostile} for name in (*NAMES, "F=")
        ],
        "recommendations": [{"id": "=1", "text": hostile, "to": "=1+1", "findings": ["F="]}],
        "typologies": [{"id": "=t", "name": hostile, "rows": "service", "types": [{"name": "+1"}]}],
    }
    plain = Page(findings_html(whole(project))).tags
    project.make(ImportFindings(Findings.model_validate(found)))
    told = whole(project)
    written = texts(told)
    assert not any(commands(text) for form, text in written.items() if form != "xlsx")
    assert Page(findings_html(told)).tags <= plain | {"ul", "li"}
    book = load_workbook(io.BytesIO(findings_workbook(told)))
    cells = [cell for sheet in book for row in sheet for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr"}
    assert set(FORMULAS) <= {cell.value for cell in cells}
