"""Coded segments for statistics, and transcripts whose codings are comments in Word."""

import csv
import io
from pathlib import Path

import docx
import pytest
from helpers.commands import STUDY, Lmm
from helpers.projects import build
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lmm_qual.cli.running import run
from lmm_qual.exporters.codings import coding_records
from lmm_qual.project.project import Project

TALK = """
== T1-G3-01 time=T1 group=G3
INT: How is it to refer?
P07: [Hard. We [never hear](Facilitators) back](Barriers/Referral). It [was good](Facilitators; B).
P08: No [time](Barriers/Time).
"""


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    return build(tmp_path / "study.lmmq", TALK, study=STUDY)


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_a_row_a_coding_with_all_that_is_known(lmm: Lmm, talk: Path) -> None:
    found = rows(lmm("codings", "table", talk).out)
    first = found[0]
    assert (first["participants"], first["time"], first["group"]) == ("P07", "T1", "G3")
    assert (first["theme"], first["code"]) == ("Barriers", "Barriers/Referral")
    assert first["quote"] == "Hard. We never hear back"
    assert first["words"] == "5"
    assert first["voices"] == "P07 voiced"
    assert len(found) == 4
    assert len(rows(lmm("codings", "table", talk, "--coder", "B").out)) == 1


def test_a_row_a_passage_with_a_mark_for_each_code(lmm: Lmm, talk: Path) -> None:
    found = rows(lmm("codings", "table", talk, "--form", "binary").out)
    codes = ["Barriers", "Barriers/Referral", "Barriers/Time", "Facilitators"]
    assert [[row[code] for code in codes] for row in found] == [
        ["0", "1", "0", "0"],
        ["0", "0", "0", "1"],
        ["0", "0", "0", "1"],
        ["0", "0", "1", "0"],
    ]
    top = rows(lmm("codings", "table", talk, "--form", "binary", "--depth", "1").out)
    assert [(row["Barriers"], row["Facilitators"]) for row in top] == [
        ("1", "0"),
        ("0", "1"),
        ("0", "1"),
        ("1", "0"),
    ]
    assert lmm("codings", "table", talk, "--depth", "1").code == 2


def coded(project: Path) -> list[tuple[object, ...]]:
    keys = ("start", "end", "code", "coder", "quote", "memo")
    with Project.open(project) as opened:
        return sorted(
            tuple("" if one[key] is None else one[key] for key in keys)
            for one in coding_records(opened.store)
        )


def test_comments_are_the_codes_and_their_authors_the_coders(
    lmm: Lmm, talk: Path, tmp_path: Path
) -> None:
    file = tmp_path / "T1-G3-01.docx"
    assert lmm("transcripts", "coded", talk, "T1-G3-01", "--output", file).code == 0
    written = docx.Document(str(file))
    assert [paragraph.text for paragraph in written.paragraphs][1].startswith("P07: Hard. We")
    found = {(comment.text, comment.author) for comment in written.comments}
    assert ("Barriers/Referral", "A") in found
    assert ("Facilitators", "B") in found
    assert lmm("transcripts", "coded", talk, "T1-G3-01", "--output", tmp_path / "x.pdf").code == 2


@given(st.data())
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
def test_what_was_coded_comes_back_from_the_document(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("back")
    here = build(folder / "here.lmmq", TALK, study=STUDY)
    with Project.open(here) as project:
        text = str(project.store.value("SELECT text FROM transcript"))
    place = st.sampled_from([at for at, letter in enumerate(text) if not letter.isspace()])
    for _ in range(data.draw(st.integers(0, 4))):
        start, end = sorted((data.draw(place), data.draw(place)))
        code = data.draw(st.sampled_from(["Barriers", "Barriers/Time", "Facilitators"]))
        memo = data.draw(st.sampled_from(["", "Hm, who says so?"]))
        words = ["codings", "add", str(here), "T1-G3-01", str(start), str(end + 1), code]
        run(
            [
                *words,
                "--as",
                data.draw(st.sampled_from(["A", "B"])),
                *(("--memo", memo) if memo else ()),
            ]
        )
    there = build(folder / "there.lmmq", "", study=STUDY, codes=_codes(here))
    file = folder / "T1-G3-01.docx"
    run(["transcripts", "coded", str(here), "T1-G3-01", "--output", str(file)])
    assert run(["import", str(there), str(file), "--comments", "codes", "--time", "T1"]) == 0
    assert coded(there) == coded(here)


def _codes(path: Path) -> list[str]:
    from lmm_qual.store.queries.codes import code_tree

    with Project.open(path) as project:
        tree = code_tree(project.store)
        return [tree.path(code) for code in tree.order]
