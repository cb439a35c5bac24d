"""`findings`: writing, changing, listing, taking in, giving out."""

import json

import pytest
from helpers.commands import STUDY as DESIGN
from helpers.commands import TALK
from helpers.projects import build

from lmm_qual.model.finding import NOT_LOOKED

QUESTIONS = [{"id": "Q1", "text": "What hinders?"}]
WAIT = "T1-G3-01:34-68"
"""P07's words, to which they agreed."""


@pytest.fixture
def study(tmp_path):
    path = tmp_path / "study.lmmq"
    return build(path, TALK, study={**DESIGN, "questions": QUESTIONS})


@pytest.fixture
def place(lmm, study):
    """Give the place of words as an argument."""

    def found(key, words):
        text = lmm("transcripts", "show", study, key, "--format", "json").data["text"]
        start = text.index(words)
        return f"{key}:{start}-{start + len(words)}"

    return found


def listed(lmm, study):
    return lmm("findings", "list", study, "--format", "json").data


def test_a_finding_from_question_to_recommendation(lmm, study, place):
    hard, fine = place("T1-G3-01", "Hard. We never hear back"), place("T1-G3-01", "was good")
    added = lmm(
        *("findings", "add", study, "Referring is hard.", "--question", "Q1"),
        *("--for", hard, "--against", fine, "--search", "Read all of T1."),
        *("--rests-on", "participant=P07,code=Barriers/Referral,time=T1", "--as", "KM"),
    )
    assert (added.out, added.err) == ("F1\n", "done: finding F1\n")
    said = lmm("findings", "recommend", study, "Ring back.", "--to", "Nurses", "--finding", "F1")
    assert said.out == "R1\n"
    (question,) = listed(lmm, study)["questions"]
    (finding,) = question["findings"]
    assert finding["for"][0]["quote"] == "Hard. We never hear back"
    assert finding["for"][0]["participants"] == ["P07"]
    assert finding["for"][0]["services"] == ["hv"]
    assert finding["against"][0]["quote"] == "was good"
    assert finding["rests_on"][0]["said"] == "participant P07 × Barriers/Referral × T1"
    assert finding["recommendations"] == ["R1"]
    table = lmm("findings", "list", study)
    assert "Referring is hard." in table.out
    assert "Nurses" in table.out
    assert lmm("findings", "list", study, "--format", "csv").lines[1].startswith("F1,Q1,Referring")


def test_editing_and_deleting(lmm, study, place):
    hard, fine = place("T1-G3-01", "Hard. We never hear back"), place("T1-G3-01", "was good")
    lmm("findings", "add", study, "x", "--for", hard)
    assert NOT_LOOKED in lmm("findings", "list", study).out
    edited = lmm(
        *("findings", "edit", study, "F1", "--claim", "y", "--question", "Q1"),
        *("--against", fine, "--without", hard, "--search", "Read on.", "--rests-on", "service=hv"),
    )
    assert edited.err == "done: edit of finding F1\n"
    finding = listed(lmm, study)["questions"][0]["findings"][0]
    assert (finding["claim"], finding["for"], finding["search"]) == ("y", [], "Read on.")
    assert [one["quote"] for one in finding["against"]] == ["was good"]
    assert lmm("undo", study).err == "undone: edit of finding F1\n"
    lmm("redo", study)
    lmm("findings", "edit", study, "F1", "--question", "", "--search", "", "--rests-on", "")
    finding = listed(lmm, study)["questions"][1]["findings"][0]
    assert (finding["question"], finding["search"], finding["rests_on"]) == (None, None, [])
    assert lmm("findings", "delete", study, "F1").err == "done: deletion of finding F1\n"
    assert listed(lmm, study)["questions"][0]["findings"] == []


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("add", "x", "--question", "Q3"), 1, "the study has no question “Q3”"),
        (("add", "x", "--for", "T9:1-2"), 1, "no transcript “T9”"),
        (("add", "x", "--for", "T1-G3-01:5-5"), 1, "span 5–5 is empty"),
        (("add", "x", "--for", "T1-G3-01"), 2, "is no place; write TRANSCRIPT:START-END"),
        (("add", "x", "--rests-on", "P07"), 2, "is nothing to rest on"),
        (("add", " "), 1, "a claim needs words"),
        (("edit", "F9", "--claim", "y"), 1, "no finding “F9”"),
        (("recommend", "x", "--to", "all", "--finding", "F9"), 1, "no finding “F9”"),
        (("recommend", "x", "--to", "all"), 2, "Missing option"),
        (("delete", "F9"), 1, "nothing is called “F9”"),
        (("import", "none.yaml"), 1, "is not there"),
        (("export", "--label", "group"), 2, "add --for-sharing"),
        (("export", "--for-sharing", "--format", "yaml"), 2, "form “yaml” is none of md"),
        (("export", "--format", "docx"), 2, "docx needs --output FILE"),
    ],
)
def test_what_makes_no_sense_is_refused(refused, study, arguments, code, said):
    name, *rest = arguments
    assert said in refused("findings", name, study, *rest, code=code).err


def test_what_is_exported_is_imported_equal(lmm, study, place, tmp_path):
    lmm("findings", "add", study, "x", "--for", place("T1-G3-01", "was good"))
    lmm("findings", "recommend", study, "Do.", "--to", "all", "--finding", "F1")
    file = tmp_path / "findings.yaml"
    assert lmm("findings", "export", study, file).err == f"wrote {file}\n"
    assert lmm("findings", "import", study, file).err == "nothing to change\n"
    before = file.read_bytes()
    lmm("findings", "delete", study, "F1")
    assert lmm("findings", "import", study, file).err == "done: import of findings\n"
    assert lmm("findings", "export", study, file, "--force").code == 0
    assert file.read_bytes() == before
    file.write_text(file.read_text("utf-8").replace("was good", "was bad"), encoding="utf-8")
    ran = lmm("findings", "import", study, file)
    assert ran.code == 1
    assert f"{file}:line " in ran.err
    assert "findings[1].for[1].quote: the words at" in ran.err
    assert json.loads(lmm("findings", "export", study, "--format", "json").out)["findings"]


def test_what_is_shared_quotes_only_those_who_agreed(lmm, study, place, tmp_path):
    agreed, other = place("T1-G3-01", "We never hear back"), place("T1-G2-01", "No time")
    lmm("findings", "add", study, "x", "--for", agreed, "--against", other)
    for form in ("md", "html", "docx", "xlsx"):
        ran = lmm("findings", "export", study, tmp_path / f"a.{form}", "--for-sharing")
        assert "review: finding F1" in ran.err.splitlines()
        assert "not quoted, consent to be quoted in that round is not on record" in ran.err
    for form in ("md", "html"):
        text = (tmp_path / f"a.{form}").read_text("utf-8")
        assert "We never hear back" in text
        assert "No time" not in text
        assert "P07" not in text
    ran = lmm("findings", "export", study, "--format", "md", "--for-sharing", "--label", "group")
    assert "G3" in ran.out


def test_rows_are_grouped_in_types_with_a_reason(lmm, refused, study):
    def typology(*arguments):
        return lmm("findings", "typology", *arguments)

    made = typology("add", study, "Ways to wait", "--rows", "participant", "--description", "How")
    assert (made.out, made.err) == ("Y1\n", "done: typology Y1\n")
    assert typology("type", study, "Y1", "Patient").err == "done: type Patient of Y1\n"
    typology("type", study, "Y1", "Cross", "--description", "rings up")
    put = typology("put", study, "Y1", "Patient", "P07", "--reason", "Never rings.")
    assert put.err == "done: P07 in type Patient of Y1\n"
    typology("type", study, "Y1", "Patient", "--rename", "Calm")
    assert typology("list", study, "--format", "csv").lines[1:] == [
        "Y1,Ways to wait,participant,Calm,P07,Never rings.",
        "Y1,Ways to wait,participant,Cross,,",
    ]
    typology("put", study, "Y1", "Cross", "P07")
    (one,) = typology("list", study, "--format", "json").data
    assert [kind["members"] for kind in one["types"]] == [[], [{"row": "P07", "reason": None}]]
    assert "Cross" in typology("list", study).out
    for arguments, said in (
        (("put", study, "Y1", "Calmer", "P07"), "no type “Calmer”; did you mean “Calm”?"),
        (("put", study, "Y1", "Calm", "P99"), "no participant “P99”"),
        (("remove", study, "Y1", "P08"), "“P08” is in no type of Y1"),
        (("type", study, "Y1", "Calm", "--rename", "Cross"), "type “Cross” is there already"),
        (("add", study, " ", "--rows", "service"), "a typology's name needs words"),
        (("delete", study, "Y2"), "no typology “Y2”"),
    ):
        assert said in refused("findings", "typology", *arguments).err
    typology("remove", study, "Y1", "P07")
    typology("edit", study, "Y1", "--name", "Waits", "--description", "")
    typology("delete", study, "Y1", "Calm")
    assert typology("list", study, "--format", "csv").lines[1:] == ["Y1,Waits,participant,Cross,,"]
    typology("delete", study, "Y1")
    assert typology("list", study, "--format", "json").data == []
    assert lmm("undo", study).err == "undone: deletion of typology Y1\n"
