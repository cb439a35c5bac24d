"""The page of a large system map: written, and opened in a browser without a network."""

import json
import random
import shutil
import statistics
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.rows import Row
from benchmarks.timing import beside_floor, program, run_once
from benchmarks.workload import make_codings, make_text, write_design

if TYPE_CHECKING:
    from playwright.sync_api import Page

SERVICES, RELATIONS = 500, 5000
TRANSCRIPTS, CODINGS = 200, 100
SIZE = f"{SERVICES} services, {RELATIONS:,} relations"
WITH_TALK = f"{SIZE}, {TRANSCRIPTS * CODINGS:,} codings"
"""The page is asked for of a map; what talk adds has a bound of this project's own."""
RINGS = ("inner", "middle", "outer")
TYPES = ("refers_to", "consults", "trains", "works_with", "funds")
NAMED_IN_A_TEXT = 30
RUNS = 3
DRAWN = "() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))"
"""What waits until what was changed is on the screen: a frame is drawn, and the next begun."""

CONTROLS = {
    "a time point": "document.querySelectorAll('input[name=time]')[1].click()",
    "change": "[...document.querySelectorAll('input[name=time]')].at(-1).click()",
    "all time points": "document.querySelector('input[name=time]').click()",
    "a ring less": "document.querySelector('input[name=ring]').click()",
    "a type less": "document.querySelector('input[name=type]').click()",
    "all filters cleared": "document.getElementById('clear').click()",
    "a theme": "set('theme', '3')",
    "a group": "set('group', '1')",
    "a valence": "set('valence', '1')",
    "filters cleared again": "document.getElementById('clear').click()",
    "size by relations": "set('size', 'relations')",
    "a service chosen": "lmmMap.choose('s7')",
    "focus of 1 step": "set('steps', '1')",
    "focus of 3 steps": "set('steps', '3')",
    "a search": "type('Area 17 Ser')",
}
_HANDS = """
const set = (id, value) => {
  const control = document.getElementById(id);
  control.value = value;
  control.dispatchEvent(new Event("change", { bubbles: true }));
};
const type = (words) => {
  const box = document.getElementById("search");
  box.value = words;
  box.dispatchEvent(new Event("input", { bubbles: true }));
};
"""


def measure_map(folder: Path) -> Iterator[Row]:
    """Time the page of a large map: as a whole process, opening, and each control."""
    make_map(folder)
    target = folder / "map.html"
    for project, size, bound in (("map", SIZE, 3), ("study", WITH_TALK, 7)):
        path = folder / f"{project}.lmmq"
        command = program("map", "page", path, "--output", target, "--force")
        taken, figure = beside_floor(command, RUNS)
        yield Row("map page", size, taken, figure, "floors", bound)
    yield size_of("size of the map page", WITH_TALK, target, 15)
    yield from opened(target)


def size_of(job: str, size: str, page: Path, bound: float) -> Row:
    """Give how large a page is, in megabytes."""
    return Row(job, size, None, page.stat().st_size / 1e6, "MB", bound)


def opened(target: Path) -> Iterator[Row]:
    """Time opening a page and using it, in Chromium; nothing where there is none."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        return
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu"]
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
        page = browser.new_context(offline=True).new_page()
        seconds = statistics.median(_opening(page, target) for _ in range(RUNS))
        yield Row("map page opened and drawn", WITH_TALK, seconds, seconds, "seconds", 2)
        for name, action in CONTROLS.items():
            taken = page.evaluate(f"async () => {{ {_HANDS} {_timed(action)} }}")
            yield Row(f"map page: {name}", WITH_TALK, taken / 1000, taken, "ms", 100)
        browser.close()


def _opening(page: "Page", target: Path) -> float:
    """Give the seconds from asking for the page until it is drawn."""
    page.goto(target.as_uri())
    taken: float = page.evaluate(f"({DRAWN})().then(() => performance.now())")
    return taken / 1000


def _timed(action: str) -> str:
    """Give what does it, waits until it is seen, and gives the milliseconds that it took."""
    begin, taken = "const begin = performance.now()", "performance.now() - begin"
    return f"{begin}; {action}; await ({DRAWN})(); return {taken};"


def make_map(folder: Path) -> None:
    """Write a study whose codings are services' own, its map, and the project of both."""
    dice = random.Random("map")
    (folder / "texts").mkdir(parents=True)
    write_design(folder)
    (folder / "map.json").write_text(json.dumps(_system(dice)), encoding="utf-8")
    documents = []
    with (folder / "codings.jsonl").open("w", encoding="utf-8") as codings:
        for number in range(TRANSCRIPTS):
            key, text = f"D{number:04}", _text(dice, number)
            (folder / "texts" / f"{key}.txt").write_text(text, encoding="utf-8")
            documents.append(_document(key, number))
            for coding in make_codings(dice, text, CODINGS):
                valence = dice.choice(("barrier", "facilitator", "mixed"))
                codings.write(json.dumps({"transcript": key, "valence": valence, **coding}) + "\n")
    (folder / "transcripts.json").write_text(json.dumps({"documents": documents}), encoding="utf-8")
    design = ("--study", folder / "study.yaml", "--codebook", folder / "codebook.yaml")
    for project in ("map", "study"):
        run_once(program("new", folder / f"{project}.lmmq", *design, "--map", folder / "map.json"))
    listed = ("--list", folder / "transcripts.json")
    run_once(program("import", folder / "study.lmmq", *listed))
    run_once(program("codings", "import", folder / "study.lmmq", folder / "codings.jsonl"))


def _document(key: str, number: int) -> dict[str, object]:
    speaker = f"P{number:03}"
    return {
        "id": key,
        "path": f"texts/{key}.txt",
        "time": f"T{number % 2 + 1}",
        "group": f"G{number % 3 + 1}",
        "method": "interview",
        "speakers": {
            "INT": {"interviewer": True},
            speaker: {"participant": speaker, "service": f"s{number % SERVICES}"},
        },
    }


def _text(dice: random.Random, number: int) -> str:
    """Give a transcript in which services are named here and there."""
    words = make_text(dice, number).split(" ")
    for _ in range(NAMED_IN_A_TEXT):
        place = dice.randrange(len(words))
        words[place] += f" Area {dice.randrange(SERVICES)} Service"
    return " ".join(words)


def _system(dice: random.Random) -> dict[str, object]:
    services = [
        {
            "id": f"s{number}",
            "label": f"Area {number} Service",
            "aliases": [f"A{number}S"],
            "ring": RINGS[number % 3],
            "ring_basis": dice.choice(("stated", "inferred")),
            "evidence": f"report, line {number}",
        }
        for number in range(SERVICES)
    ]
    relations = []
    for _ in range(RELATIONS):
        source, target = dice.sample(range(SERVICES), 2)
        when = dice.choice(({}, {"times": ["T1"]}, {"times": ["T2"]}))
        relations.append(
            {
                "source": f"s{source}",
                "target": f"s{target}",
                "type": dice.choice(TYPES),
                "basis": dice.choice(("stated", "inferred")),
                "stance": dice.choice(("affirmed", "affirmed", "affirmed", "denied")),
                "count": dice.randrange(300),
                "base": 300,
                **when,
            }
        )
    rings = [{"id": ring, "label": ring.capitalize()} for ring in RINGS]
    types = [{"id": kind, "directed": kind != "works_with"} for kind in TYPES]
    return {
        "rings": rings,
        "services": services,
        "relation_types": types,
        "relations": relations,
    }
