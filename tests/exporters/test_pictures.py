"""Pictures: whole, the same again, and no name in them is markup."""

import subprocess
import sys
from pathlib import Path

import pytest
from helpers.commands import STUDY, Lmm
from helpers.projects import build, speak
from lxml import etree

from lmm_qual.analysis.masked_flow import told_flow
from lmm_qual.exporters.flow import flow_csv, flow_text
from lmm_qual.exporters.pictures.drawing import cut, picture, wrapped
from lmm_qual.exporters.pictures.flow import flow_picture
from lmm_qual.model.codebook import join_path
from lmm_qual.model.monitoring import Flow, Monitoring
from lmm_qual.model.problem import BadInputError
from lmm_qual.project.changes.design import ImportMonitoring
from lmm_qual.project.project import Project

NASTY = [
    "$\\frac{1}{0}$ $x^2$ and \\$5",
    "--><script>alert(1)</script>",
    "&amp; <b>bold</b>",
    "\u202eright to left\u202c",
    "a very long name " * 8,
    "日本語 👩🏽‍⚕️ é",
    "%d {name} _it_ ^{",
    "=1+1",
]
FLOW = Flow.model_validate(
    {
        "id": "f$1$",
        "label": NASTY[0],
        "unit": NASTY[1],
        "source": NASTY[4],
        "steps": [
            {"label": NASTY[at], "count": count, "reasons": [{"label": NASTY[5], "count": 3}]}
            for at, count in enumerate([100, 60, 80, 0])
        ],
    }
)


@pytest.fixture
def nasty(tmp_path: Path) -> Path:
    codings = [{"code": join_path([name.strip()])} for name in NASTY]
    talk = [speak("no", *codings, time="T1", group="G2")]
    path = build(tmp_path / "p.lmmq", talk, study={**STUDY, "name": NASTY[0]})
    with Project.open(path, write=True, coder="A") as project:
        project.make(ImportMonitoring(Monitoring(flows=[FLOW])))
    return path


COMMANDS = {
    "matrix": ("matrix", "P"),
    "cooccurrence": ("cooccurrence", "P"),
    "network": ("cooccurrence", "P", "--picture", "network"),
    "saturation": ("saturation", "P", "--orders", "9"),
    "flow": ("study", "flow", "P"),
}


@pytest.mark.parametrize("command", COMMANDS)
def test_nasty_names_are_drawn_as_they_are_and_pictures_are_the_same_again(
    lmm: Lmm, nasty: Path, tmp_path: Path, command: str
) -> None:
    assert lmm("codebook", "add", nasty, "Of talk", "--origin", "inductive").code == 0
    words = [nasty if word == "P" else word for word in COMMANDS[command]]
    written = []
    for name in ("one.svg", "two.svg", "one.png"):
        ran = lmm(*words, "--output", tmp_path / name)
        assert (ran.code, ran.err) == (0, f"wrote {tmp_path / name}\n")
        written.append((tmp_path / name).read_bytes())
    assert written[0] == written[1]
    assert written[2].startswith(b"\x89PNG")
    root = etree.fromstring(written[0])
    kinds = {etree.QName(element).localname for element in root.iter(etree.Element)}
    assert not kinds & {"script", "a", "image", "foreignObject"}
    assert b"<dc:date>" not in written[0]
    assert "\u202e".encode() not in written[0]


def test_pictures_go_to_files_and_the_ending_sets_the_form(
    lmm: Lmm, refused: Lmm, study: Path, tmp_path: Path
) -> None:
    assert lmm("matrix", study, "--format", "svg").out.startswith("<?xml")
    assert "needs --output" in refused("matrix", study, "--format", "png", code=2).err
    assert "no two codes meet" in refused("cooccurrence", study, "-o", tmp_path / "c.svg").err
    assert "no inductive" in refused("saturation", study, "-o", tmp_path / "s.png").err
    assert "has no flows" in refused("study", "flow", study).err


def test_flows_in_words(lmm: Lmm, refused: Lmm, nasty: Path) -> None:
    data = lmm("study", "flow", nasty, "f$1$", "--format", "json").data
    assert [step["did_not"] for step in data["steps"]] == [40, -20, 80, None]
    assert "no flow “g”" in refused("study", "flow", nasty, "g").err
    assert "\u202e" not in flow_text(told_flow(FLOW))
    assert flow_csv(told_flow(FLOW)).startswith(
        "flow,step,count,did not go on,reason,number\nf$1$,"
    )


def test_reasons_that_do_not_add_up_are_told_not_smoothed() -> None:
    assert told_flow(FLOW).notes[0].endswith(f"reasons for 3, while 40 fewer are {NASTY[1]}")
    with pytest.raises(BadInputError, match="has no steps"):
        flow_picture(told_flow(Flow(id="f", label="F")), "svg")


def test_a_picture_too_large_to_open_is_refused() -> None:
    with pytest.raises(BadInputError, match="larger than programs open"):
        picture("png", (500, 5), lambda _: None)


def test_names_are_cut_to_one_line() -> None:
    assert cut("a\nb", 9) == "a↵b"
    assert cut("abcdef", 4) == "abc…"
    assert wrapped("one two three four five", 8, most=2) == ["one two", "three …"]


def test_nothing_is_loaded_for_drawing_until_something_is_drawn() -> None:
    code = (
        "import sys, lmm_qual.cli.app, lmm_qual.exporters.pictures.matrix\n"
        "print('matplotlib' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "False\n"
