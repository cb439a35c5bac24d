"""Somebody who may not be quoted: their words stand in nothing that is for sharing."""

import functools
import io
import tempfile
import zipfile
from pathlib import Path

import typer
from helpers.commands import Lmm
from helpers.projects import build

from lmm_qual.cli.app import app
from lmm_qual.cli.running import run
from lmm_qual.model.monitoring import Monitoring
from lmm_qual.project.changes.design import ImportMonitoring
from lmm_qual.project.project import Project

BARRED, AGREED = "heliotrope mornings", "marigold evenings"
PEOPLE = ("P01", "P02", "P03", "P04")
SAID = {"P01": AGREED, "P02": BARRED}
TALK = "".join(
    f"""
== T{n}-{who} time=T{n} group=G1
@ {who} participant={who} service=hv
INT: How is it?
{who}: [We wait on {SAID.get(who, "and on")} for {n} gp](Waiting). [It [is far](Travel)](Waiting).
"""
    for n in (1, 2)
    for who in PEOPLE
)
STUDY = {
    "name": "Small",
    "questions": [{"id": "Q1", "text": "How?"}],
    "time_points": [{"id": "T1"}, {"id": "T2"}],
    "groups": [{"id": "G1", "label": "Parents"}],
    "participants": [
        {
            "id": who,
            "group": "G1",
            "consent": {time: {"quote": who != "P02"} for time in ("T1", "T2")},
        }
        for who in PEOPLE
    ],
    "settings": {"masking_threshold": 3, "central_service": "hv"},
}
SYSTEM = {
    "rings": [{"id": "inner"}],
    "services": [
        {"id": "hv", "label": "Health visiting", "kind": "service", "ring": "inner"},
        {"id": "gp", "label": "gp", "kind": "service", "ring": "inner"},
    ],
    "relation_types": [{"id": "refers_to"}],
}
FIGURE = {"id": "f", "label": "Referred", "strand": "Waiting", "numerator": 9, "unit": "families"}
FORMS = {
    "matrix": ("xlsx", "html"),
    "change": ("json",),
    "cooccurrence": ("csv",),
    "saturation": ("json",),
    "retrieve": ("json",),
    "search": ("json",),
    "joint": ("md",),
    "snapshot": ("json",),
    "codings table": ("csv",),
    "framework show": ("json", "md"),
    "framework export": ("csv",),
    "findings export": ("html",),
    "map page": ("html",),
    "map table": ("json",),
    "map export": ("json", "yaml"),
    "map profile show": ("md",),
    "study flow": (),  # holds monitoring figures, no talk
}
"""Each command with `--for-sharing`, and forms in which it is looked at."""
MORE = {
    "retrieve": ("Waiting",),
    "search": ("heliotrope",),
    "snapshot": ("before", "--compare"),
    "map profile show": (),
}


@functools.cache
def _study() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = build(Path(folder) / "p.lmmq", TALK, study=STUDY, system=SYSTEM)
        with Project.open(path, write=True) as project:
            project.make(ImportMonitoring(Monitoring.model_validate({"figures": [FIGURE]})))
        place = [f"T1-{who}:{len('INT: How is it?') + 6}-50" for who in PEOPLE]
        passages = [part for one in place[:2] for part in ("--passage", one)]
        quoting = f"As one has it: We wait on {BARRED} for 1 gp"
        for line in (
            ("findings", "add", path, "People wait.", "--question", "Q1", *_for(place[:2])),
            ("findings", "add", path, quoting),
            ("snapshot", path, "before"),
            ("tag", path, "G1", "Waiting", "increase", "--design", "group", "--note", quoting),
            (
                *("map", "relation", "add", path, "hv", "refers_to", "gp", "--account", "P02"),
                *("--passage", place[1], "--note", quoting),
            ),
            ("map", "profile", "aspect", "add", path, "awareness"),
            ("map", "profile", "judge", path, "hv", "awareness", "--time", "T1", *_for(place[:2])),
            *(
                (
                    *("framework", "write", path, who, "Waiting", "--time", "T1"),
                    "--text",
                    text,
                    *passages,
                )
                for who, text in (("P01", quoting), ("P02", quoting), ("P03", "Waits."))
            ),
        ):
            assert run([*map(str, line), "--as", "A"]) == 0, line
        return path.read_bytes()


def _for(places: list[str]) -> list[str]:
    return [part for one in places for part in ("--for", one)]


def sharing_commands(found: typer.main.TyperGroup, *names: str) -> set[str]:
    commands = set()
    for name, command in found.commands.items():
        if hasattr(command, "commands"):
            commands |= sharing_commands(command, *names, name)
        elif any("--for-sharing" in option.opts for option in command.params):
            commands.add(" ".join((*names, name)))
    return commands


def opened(content: bytes) -> str:
    """Give what a file says, packages unpacked."""
    if not content.startswith(b"PK"):
        return content.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return "\n".join(
            package.read(name).decode("utf-8", "replace") for name in package.namelist()
        )


def test_every_output_for_sharing_is_looked_at() -> None:
    assert sharing_commands(typer.main.get_command(app)) == FORMS.keys()


def test_barred_words_are_nowhere(lmm: Lmm, tmp_path: Path) -> None:
    path = tmp_path / "p.lmmq"
    path.write_bytes(_study())
    for command, form in ((one, form) for one, forms in FORMS.items() for form in forms):
        target = tmp_path / f"out.{'txt' if form == 'table' else form}"
        export = "export" in command or command == "map page"
        place = (target,) if command in {"framework export", "map export"} else ("--output", target)
        options = (*MORE.get(command, ()), *place, *(() if export else ("--format", form)))
        ran = lmm(*command.split(), path, *options, "--for-sharing", "--force")
        assert ran.code == 0, ran.err
        said = opened(target.read_bytes()) + ran.out
        assert "heliotrope" not in said, (command, form)
        quotes = command in {"retrieve", "codings table", "findings export", "map page"}
        assert "marigold" in said or not quotes, (command, form)
        assert "P02" not in said
        if quotes or "framework" in command:
            assert "heliotrope" not in ran.err
