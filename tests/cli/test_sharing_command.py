"""`--for-sharing`: what small numbers, ids and words without consent leave behind."""

import functools
import tempfile
from pathlib import Path

import openpyxl
import pytest
from helpers.projects import build

from lmm_qual.model.monitoring import Monitoring
from lmm_qual.project.changes.design import ImportMonitoring
from lmm_qual.project.project import Project

PEOPLE = ("P01", "P02", "P03", "P04")
TALK = (
    "".join(
        f"""
== T1-G1-{n} time=T1 group=G1
@ {who} participant={who} service=hv
INT: How is it?
{who}: [{who} waits for weeks on end](Barriers/Waiting). {said}
"""
        for n, (who, said) in enumerate(
            zip(PEOPLE, ["[Nobody ever rings me](Barriers/Rings).", "", "", ""], strict=True)
        )
    )
    + """
== T2-G2-1 time=T2 group=G2
@ P05 participant=P05 service=lmm
P05: [We wait less than before](Barriers/Waiting).
"""
)
DESIGN = {
    "name": "Small",
    "time_points": [{"id": "T1"}, {"id": "T2"}],
    "groups": [{"id": "G1", "label": "Parents"}, {"id": "G2"}],
    "participants": [
        {"id": who, "group": "G1", "consent": {"T1": {"quote": who != "P02"}}} for who in PEOPLE
    ]
    + [{"id": "P05", "group": "G2"}],
    "settings": {"masking_threshold": 3},
}


@functools.cache
def _study():
    with tempfile.TemporaryDirectory() as folder:
        return build(Path(folder) / "p.lmmq", TALK, study=DESIGN).read_bytes()


@pytest.fixture
def study(tmp_path):
    path = tmp_path / "p.lmmq"
    path.write_bytes(_study())
    return path


def test_a_matrix_masks_small_numbers_and_what_tells_of_them(lmm, study):
    ran = lmm("matrix", study, "--for-sharing", "--format", "json")
    data = ran.data
    assert data["rows"] == ["Barriers", "Barriers/Waiting", "Barriers/Rings"]
    column = data["columns"].index({"time": "T1", "group": "G1"})
    assert [row[column] for row in data["cells"]] == [None, 4, None]
    assert [row[column] for row in data["states"]] == ["masked", "number", "fewer than 3"]
    other = data["columns"].index({"time": "T2", "group": "G2"})
    assert (data["of"][column], data["of"][other], data["coded"][other]) == (4, None, None)
    assert data["row_total"] == [None, None, None]
    assert "masked below 3, with what would tell of it: 4 of 12 cells and 4 totals and N" in ran.err
    assert "review: one person is all of T2 G2" in ran.err
    assert "review: labels: Parents" in ran.err
    table = lmm("matrix", study, "--for-sharing").out
    assert "<3 fewer than 3" in table
    assert "fewer than 3" in lmm("matrix", study, "--for-sharing", "--format", "csv").out
    assert ">&lt;3<" in lmm("matrix", study, "--for-sharing", "--format", "html").out


def test_without_a_threshold_nothing_is_masked_and_that_is_said(lmm, tmp_path, refused):
    for threshold, said in ((None, "no number is masked"), (2, "hides nothing")):
        design = {**DESIGN, "settings": {"masking_threshold": threshold}}
        path = build(tmp_path / f"{threshold}.lmmq", TALK, study=design)
        ran = (lmm if threshold is None else refused)("matrix", path, "--for-sharing")
        assert said in ran.err


def test_a_shared_workbook_quotes_those_who_agreed(lmm, study, refused):
    target = study.with_suffix(".xlsx")
    ran = lmm("matrix", study, "--for-sharing", "--label", "group", "--output", target)
    assert "2 passages left out" in ran.err
    book = openpyxl.load_workbook(target)
    assert book.sheetnames == ["Theme matrix", "Of N and states", "Passages", "Codebook"]
    words = [row[-1] for row in book["Passages"].iter_rows(min_row=2, values_only=True)]
    assert sorted(words) == [
        "Nobody ever rings me",
        "[participant] waits for weeks on end",
    ]
    text = str([list(sheet.values) for sheet in book])
    assert "Parents" in text
    assert not [one for one in (*PEOPLE, "P05", "T1-G1", "less than") if one in text]
    refused("matrix", study, "--for-sharing", "--columns", "time,participant", code=2)
    refused("matrix", study, "--label", "group", code=2)


def test_rows_in_the_order_of_a_column(lmm, study, refused):
    data = lmm("matrix", study, "--sort", "T1 G1", "--format", "json").data
    assert data["rows"] == ["Barriers", "Barriers/Waiting", "Barriers/Rings"]
    assert data["row_total"] == [5, 5, 1]
    data = lmm("matrix", study, "--sort", "total", "--for-sharing", "--format", "json").data
    assert data["rows"] == ["Barriers", "Barriers/Waiting", "Barriers/Rings"]
    shared = lmm("matrix", study, "--sort", "T1 G1", "--for-sharing", "--format", "json").data
    assert shared["rows"] == ["Barriers/Waiting", "Barriers", "Barriers/Rings"]
    assert "Barriers/Rings" in lmm("matrix", study, "--sort", "total").out
    assert "did you mean “T1 G1”?" in refused("matrix", study, "--sort", "T1 G9").err


def test_change_is_masked_and_notes_of_tags_are_reviewed(lmm, study, refused):
    lmm(
        *("tag", study, "G1", "Barriers/Rings", "missing", "--design", "group"),
        *("--note", "P01 says nobody ever rings me", "--as", "A"),
    )
    ran = lmm("change", study, "--for-sharing", "--format", "json")
    rows = {(row["code"], row["group"]): row for row in ran.data["rows"]}
    waiting, rings = rows["Barriers/Waiting", "G1"], rows["Barriers/Rings", "G1"]
    assert (waiting["t1"], waiting["of1"], waiting["valence1"]) == (4, 4, {})
    assert (rings["t1"], rings["state1"]) == (None, "fewer than 3")
    assert rows["Barriers", "G1"]["state1"] == "masked"
    assert rings["note"] == "[participant] says nobody ever rings me"
    assert "review: tag of Barriers/Rings for G1, its note: names are taken out" in ran.err
    assert "Rings" in lmm("change", study, "--for-sharing").out
    for more in (("--design", "people"), ("--measure", "segments")):
        refused("change", study, "--for-sharing", *more, code=2)


def test_pairs_of_few_people_are_masked(lmm, tmp_path, refused):
    both = "".join(
        f"\n== S{n}\nP{n}: [[Slow](Waiting) and far](Travel), [rude [too](Manner)](Waiting).\n"
        for n in range(3)
    ).replace("[rude [too](Manner)](Waiting)", "rude")
    few = "\n== S9\nP9: [[Rude](Manner) here](Travel).\n"
    path = build(tmp_path / "p.lmmq", both + few, study={"settings": {"masking_threshold": 3}})
    ran = lmm("cooccurrence", path, "--for-sharing", "--format", "json")
    met = {(one["a"], one["b"]): one for one in ran.data["pairs"]}
    assert [met["Waiting", "Travel"][name] for name in ("segments", "participants")] == [3, 3]
    (masked,) = [one for names, one in met.items() if "Manner" in names]
    assert masked["segments"] is masked["c_index"] is None
    assert dict(zip(ran.data["codes"], ran.data["segments"], strict=True))["Manner"] is None
    assert "masked below 3: 1 of 2 pairs" in ran.err
    assert "×" in lmm("cooccurrence", path, "--for-sharing").out
    for picture in ("heatmap", "network"):
        target = path.with_name(f"{picture}.svg")
        ran = lmm("cooccurrence", path, "--for-sharing", "--picture", picture, "-o", target)
        assert (ran.code, "masked below 3: 1 of 2 pairs" in ran.err) == (0, True)
    refused("cooccurrence", path, "--picture", "network", code=2)


def test_passages_are_quoted_without_place(lmm, study, refused):
    for command in (("retrieve", "Waiting"), ("search", "waits for weeks")):
        ran = lmm(command[0], study, command[1], "--for-sharing", "--label", "group,time")
        assert "Parents, T1" in ran.out
        assert not [one for one in (*PEOPLE, "P05", "T1-G1") if one in ran.out]
        data = lmm(command[0], study, command[1], "--for-sharing", "--format", "json").data
        assert all(one.keys() == {"quote", "label", "codes"} for one in data)
    assert "left out: 1 where" in lmm("search", study, "waits", "--for-sharing").err
    refused("retrieve", study, "Waiting", "--for-sharing", "--facets", code=2)


def test_a_table_of_codings_holds_those_who_agreed(lmm, study, refused):
    ran = lmm("codings", "table", study, "--for-sharing", "--format", "json")
    assert [(one["theme"], one["code"]) for one in ran.data] == [
        ("Barriers", "Barriers/Waiting"),
        ("Barriers", "Barriers/Rings"),
    ]
    assert ran.data[1]["quote"] == "Nobody ever rings me"
    assert "2 passages left out" in ran.err
    refused("codings", "table", study, "--for-sharing", "--form", "binary", code=2)


def test_a_chart_of_services_tells_no_person(lmm, study, refused):
    text = lmm("transcripts", "show", study, "T1-G1-0", "--format", "json").data["text"]
    start = text.index("Nobody ever")
    place = f"T1-G1-0:{start}-{start + 20}"
    lmm(
        *("framework", "write", study, "hv", "Rings", "--rows", "service", "--time", "T1"),
        *("--text", "P01 has no call.", "--passage", place, "--as", "A"),
    )
    shared = ("--rows", "service", "--for-sharing", "--label", "group")
    ran = lmm("framework", "show", study, *shared, "--format", "json")
    (cell,) = [one for one in ran.data if one["summary"]]
    assert cell["summary"] == "[participant] has no call."
    assert cell["passages"] == [{"words": "Nobody ever rings me", "label": "Parents"}]
    assert "review: one person is all of T2 lmm" in ran.err
    assert "review: summary of hv × Barriers/Rings × T1: names are taken out" in ran.err
    for form in ("table", "csv", "md"):
        told = lmm("framework", "show", study, *shared, "--format", form).out
        assert not [one for one in (*PEOPLE, "P05", "T1-G1") if one in told]
    target = study.with_suffix(".csv")
    assert lmm("framework", "export", study, target, *shared).code == 0
    refused("framework", "show", study, "--label", "group", code=2)


def _written(lmm, study, *people, rows="participant"):
    for who in people:
        lmm(
            *("framework", "write", study, who, "Waiting", "--rows", rows),
            *(() if rows == "transcript" else ("--time", "T1")),
            *("--text", f"Waits, {who} says, {'x' * (9 - int(who[-1]))}.", "--as", "A"),
        )


def test_summaries_of_people_stand_by_code_and_are_not_linked(lmm, study):
    _written(lmm, study, *PEOPLE)
    shared = ("framework", "show", study, "--for-sharing", "--label", "group")
    ran = lmm(*shared, "--format", "json")
    (cell,) = ran.data
    assert (cell["code"], cell["column"], cell["too_few"]) == ("Barriers/Waiting", "T1", False)
    assert [one["words"] for one in cell["summaries"]] == [
        f"Waits, [participant] says, {'x' * n}." for n in (5, 6, 8)
    ]
    assert {one["label"] for one in cell["summaries"]} == {"Parents"}
    assert "1 passage left out: 1 where the person did not agree to be quoted" in ran.err
    assert "review: summary of P01 × Barriers/Waiting × T1: names are taken out" in ran.err
    for form in ("table", "csv", "md"):
        told = lmm(*shared, "--format", form).out
        assert not [one for one in (*PEOPLE, "T1-G1") if one in told]


def test_few_summaries_are_not_told(lmm, study):
    _written(lmm, study, "P01", "P02", "P03")
    (cell,) = lmm("framework", "show", study, "--for-sharing", "--format", "json").data
    assert (cell["too_few"], cell["summaries"], cell["passages"]) == (True, [], [])
    assert "(too few to be shared)" in lmm("framework", "show", study, "--for-sharing").out


def test_summaries_of_transcripts_need_all_who_speak_there(lmm, study):
    keys = [f"T1-G1-{n}" for n in range(4)]
    _written(lmm, study, *keys, "T2-G2-1", rows="transcript")
    shared = ("framework", "show", study, "--for-sharing", "--rows", "transcript")
    ran = lmm(*shared, "--format", "json")
    (cell,) = ran.data
    assert len(cell["summaries"]) == 3
    assert "2 passages left out" in ran.err
    assert not [one for one in (*PEOPLE, *keys, "T2-G2-1") if one in ran.out]


def test_a_quotation_does_not_tell_how_many_are_masked(lmm, tmp_path):
    talk = "== S time=T1 group=G1\nP01: [Never.\nP03: No, never.](Rings)\nP04: [Far.](Travel)\n"
    path, target = build(tmp_path / "p.lmmq", talk, study=DESIGN), tmp_path / "m.xlsx"
    lmm("matrix", path, "--for-sharing", "--output", target)
    rows = list(openpyxl.load_workbook(target)["Passages"].values)[1:]
    assert [row[0] for row in rows] == ["Travel"]


FLOW = {
    "id": "f",
    "label": "P01's flow",
    "source": "report 7",
    "steps": [
        {"label": "Referred", "count": 9, "reasons": [{"label": "Moved", "count": 1}]},
        {"label": "Seen", "count": 8, "reasons": [{"label": "Well", "count": 5}]},
        {"label": "Done", "count": 3},
    ],
}


def test_a_flow_of_few_families_is_masked(lmm, study):
    with Project.open(study, write=True, coder="A") as project:
        project.make(ImportMonitoring(Monitoring.model_validate({"flows": [FLOW]})))
    ran = lmm("study", "flow", study, "--for-sharing", "--format", "json")
    assert [step["count"] for step in ran.data["steps"]] == [9, None, 3]
    assert [step["did_not"] for step in ran.data["steps"]] == [None, None, None]
    assert ran.data["steps"][0]["reasons"] == [{"label": "Moved", "count": None}]
    assert ran.data["label"] == "[participant]'s flow"
    assert "masked below 3, with what would tell of it: 5 of 7 numbers" in ran.err
    assert "review: sources: report 7" in ran.err
    assert (
        "f,Seen,×,×,,\nf,Seen,,,Well,×\nf,Done,3,,,"
        in lmm("study", "flow", study, "--for-sharing", "--format", "csv").out
    )
    assert "× Moved" in lmm("study", "flow", study, "--for-sharing").out
    for name in ("f.svg", "f.png"):
        assert lmm("study", "flow", study, "--for-sharing", "-o", study.with_name(name)).code == 0


def test_a_snapshot_is_compared_without_names_and_small_moves(lmm, study, refused):
    lmm("snapshot", study, "before P01 came", "--as", "KM")
    text = lmm("transcripts", "show", study, "T1-G1-0", "--format", "json").data["text"]
    start = text.index("Nobody ever")
    place = ("T1-G1-0", start, start + 20)
    lmm("codings", "add", study, *place, "Barriers/Waiting", "--as", "KM")
    lmm("transcripts", "rename", study, "T1-G1-1", "S-P02")
    lmm("transcripts", "delete", study, "T1-G1-2")
    ran = lmm("snapshot", study, "before P01 came", "--compare", "--for-sharing")
    assert "transcripts that are other: fewer than 3" in ran.out
    assert "codings: new, gone" in ran.out
    assert not [one for one in (*PEOPLE, "T1-G1-", "KM") if one in ran.out]
    assert "masked below 3" in ran.err
    data = lmm(
        "snapshot", study, "before P01 came", "--compare", "--for-sharing", "--format", "json"
    ).data
    (cell,) = [one for one in data["cells"] if one["code"] == "Barriers/Waiting"]
    assert (cell["then"], cell["now"], cell["state_now"]) == (4, None, "masked")
    assert data["snapshot"] == "before [participant] came"
    refused("snapshot", study, "--for-sharing", code=2)
