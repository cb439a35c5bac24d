"""Studies that lack what others have: every table is sensible, none is a fault of the program."""

from pathlib import Path

import pytest
from helpers.commands import Lmm
from helpers.projects import build

TALK = """
== A {0}
INT: How is it?
P07: [Hard. We wait](Barriers/Waiting), and [they ring](Reach).
P08: Mm.
"""
MANY = [f"T{n}" for n in range(1, 31)]
ONE = {"time_points": [{"id": "T1"}], "groups": [{"id": "G1"}]}
STUDIES = {
    "empty": ("", {}),
    "one time point": (TALK.format("time=T1 group=G1"), ONE),
    "no groups": (
        TALK.format("time=T1") + "\n== B time=T2\nP07: [Better](Reach).\n",
        {"time_points": [{"id": "T1"}, {"id": "T2"}]},
    ),
    "no participants": ("== A time=T1 group=G1\n| Somebody [waits](Barriers/Waiting).\n", ONE),
    "nothing known": (TALK.format(""), {}),
    "thirty time points": (
        "".join(
            f"\n== S{t} time={t} group=G1\nP07: [Waiting](Barriers/Waiting) on.\n" for t in MANY
        ),
        {"time_points": [{"id": time} for time in MANY], "groups": [{"id": "G1"}]},
    ),
}
COMMANDS = (
    *(("matrix", "--measure", m) for m in ("participants", "transcripts", "segments", "words")),
    ("matrix", "--columns", "time,service,role"),
    *(("matrix", "--format", form) for form in ("json", "html")),
    *(("change", "--design", design, "--all") for design in ("people", "service", "group")),
    *(("change", "--format", form) for form in ("csv", "md")),
    *(("framework", "show", "--rows", rows) for rows in ("participant", "service", "transcript")),
    *(("framework", "show", "--format", form) for form in ("json", "html")),
    *(("cooccurrence", "--within", within) for within in ("overlap", "turn", "20")),
    ("saturation",),
    ("joint",),
    ("study", "flow"),
    ("findings", "list"),
    ("coverage",),
    ("snapshot",),
    ("codings", "table"),
    ("codings", "table", "--form", "binary"),
    ("search", "wait"),
    ("coverage", "--guide"),
    *(
        (*command, "--for-sharing")
        for command in (
            ("matrix", "--measure", "segments"),
            ("change", "--design", "service"),
            ("framework", "show", "--rows", "service"),
        )
    ),
)


@pytest.mark.parametrize("kind", STUDIES)
def test_every_table_is_sensible(lmm: Lmm, tmp_path: Path, kind: str) -> None:
    talk, design = STUDIES[kind]
    design = {**design, "settings": {"masking_threshold": 3}}
    project = build(tmp_path / "odd.lmmq", talk, study=design, codes=["Barriers/Waiting", "Reach"])
    for command, *options in COMMANDS:
        words = options[:1] if command in {"framework", "study", "findings", "codings"} else []
        ran = lmm(command, *words, project, *options[len(words) :])
        assert ran.code in {0, 1}, (command, options, ran)
        assert (ran.code == 0) == (not ran.err.startswith(str(project))), (command, options, ran)
        assert ran.code == 0 or ran.err.count("\n") == 1, (command, options, ran)
        if ran.code == 1:
            assert kind == "empty" or command in {"study", "joint"}, (command, options, ran)
    if talk:
        assert "Waiting" in lmm("matrix", project).out


def test_a_query_with_a_fault_points_at_the_place(lmm: Lmm, tmp_path: Path) -> None:
    project = build(tmp_path / "odd.lmmq", TALK.format("time=T1"), codes=["Barriers", "Reach"])
    ran = lmm("retrieve", project, "Reach and (Barrier")
    assert ran.code == 1
    assert "query:" in ran.err
    assert "Barriers" in lmm("retrieve", project, "Barrier").err


EMPTY = {
    "transcripts list": "`lmm-qual import`",
    "participants list": "`study import`",
    "memos list": "`memos add`",
    "findings list": "`findings add`",
    "coverage": "--begin ID",
    "snapshot": "`lmm-qual snapshot PROJECT NAME`",
    "map table": "`map service add`",
    "codebook bin": "the bin is empty",
}


def test_where_there_is_nothing_the_next_step_is_said(lmm: Lmm, tmp_path: Path) -> None:
    empty = build(tmp_path / "empty.lmmq", "")
    for command, said in EMPTY.items():
        assert said in lmm(*command.split(), empty).err, command
    judged = lmm("map", "profile", "judge", empty, "gp", "reach")
    assert "`map profile aspect add`" in judged.err
