"""The report of the example study is checked as its key says."""

import re
from collections import Counter
from pathlib import Path

import pytest
from helpers.example_talk import read_plainly

from lmm_qual.analysis.quotations import check_quotations
from lmm_qual.exporters.quotations import quotation_data, quotation_text
from lmm_qual.importers.written_report import read_quotations
from lmm_qual.project.example import build_example
from lmm_qual.project.project import Project

FOLDER = Path(__file__).parents[2] / "sample_transcripts"
KEY = read_plainly(Path(__file__).parent / "report_key.yaml")["quotations"]
MARKED = re.compile(r"…|\.\.\.|\[")


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    path = tmp_path_factory.mktemp("example") / "example.lmmq"
    build_example(path).close()
    return path


@pytest.fixture(scope="module", params=["report.md", "report.docx"])
def checked(request, study):
    quotations = read_quotations(FOLDER / request.param)
    with Project.open(study) as project:
        found = check_quotations(project.store, [each.text for each in quotations])
    return list(zip(quotations, found, strict=True))


def status(entry):
    if entry["kind"] == "verbatim":
        return "marked changes" if MARKED.search(entry["quotation"]) else "verbatim"
    return {"altered": "altered", "nowhere": "not found"}[entry["kind"]]


def test_all_thirty_are_read_out_of_the_report(checked):
    assert [" ".join(quotation.text.split()) for quotation, _ in checked] == [
        entry["quotation"] for entry in KEY
    ]


def test_each_has_the_status_of_the_key(checked):
    assert [found.status for _, found in checked] == [status(entry) for entry in KEY]


def test_each_that_was_said_is_found_with_transcript_turn_and_speaker(checked):
    for entry, (_, found) in zip(KEY, checked, strict=True):
        if entry["kind"] != "nowhere":
            (place,) = found.places
            assert (place.transcript, place.speaker) == (
                entry["transcript"],
                entry.get("speaker"),
            )
            assert place.turn is not None
            assert (place.time, place.group) == (
                f"T{entry['attributed'][-1]}",
                entry["transcript"].split("-")[1].replace("SV", "") or None,
            )


def test_altered_ones_are_told_by_the_word_changed(checked):
    for entry, (_, found) in zip(KEY, checked, strict=True):
        wanted = [(entry["printed"], entry["said"])] if entry["kind"] == "altered" else []
        assert [tuple(each) for each in found.differences] == wanted


def test_the_foreign_one_is_named(checked):
    checked = [(*one, "") for one in checked]
    (line,) = [line for line in quotation_text(checked).splitlines() if "not found" in line][:1]
    assert "We stopped arguing over whose family it was" in line
    counts = Counter(entry["status"] for entry in quotation_data(checked))
    assert counts == {"verbatim": 17, "marked changes": 9, "altered": 3, "not found": 1}
