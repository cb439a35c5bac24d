"""Makes the pictures of the documentation from the program itself.

`make pictures`, or `python docs/pictures/make_pictures.py [NAME…]` for some; needs Chromium. The
example study is built anew, at a fixed time, so that the same program gives the same pictures.
"""

import asyncio
import io
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from lmm_qual.project.correcting.correction import CorrectWords
from lmm_qual.project.example import PROJECT_NAME, build_example
from lmm_qual.project.project import Project
from lmm_qual.system_map.study_map import map_page
from lmm_qual.text.following import Edit

HERE = Path(__file__).parent
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")
SIZE = (120, 36)
COLOURS = 96
"""Colours a picture may have: screens have few, and a small file is soon there."""
AT = "2024-03-04T10:00:00+00:00"
"""When everything in the pictures was made."""


@dataclass(frozen=True)
class Shot:
    """A screen by the keys that lead to it; words in quotes are typed letter by letter."""

    keys: str = ""
    transcript: str | None = None
    study: bool = True


SHOTS = {
    "start": Shot(study=False),
    "study": Shot(),
    "coding_screen": Shot('g "12" enter s', "T1-G3-02"),
    "code_palette": Shot('g "12" enter s c "stig"', "T1-G3-02"),
    "codebook": Shot("C down down down"),
    "passages": Shot('P "Stigma and time=T2" enter'),
    "matrix": Shot("M down down down right right"),
    "change": Shot("W d down down"),
    "chart": Shot('F c "stigma" enter down down down'),
    "findings": Shot("D down tab down"),
    "memos": Shot("A down down"),
    "history": Shot("U"),
    "review": Shot("O"),
    "map": Shot("K down down down down down"),
    "profile": Shot("K down down down down down b"),
}


async def screen(project: Path, shot: Shot) -> str:
    """Give a screen as SVG."""
    from lmm_qual.tui.app import LmmQualApp

    path = project if shot.study else None
    app = LmmQualApp(path, transcript=shot.transcript, coder="KM")
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause(1)
        for key in _keys(shot.keys):
            await pilot.press(key)
            await pilot.pause(0.1)
        await pilot.pause(1)
        app.clear_notifications()
        await pilot.pause()
        return app.export_screenshot(title="lmm-qual")


def _keys(written: str) -> Iterator[str]:
    for at, part in enumerate(written.split('"')):
        if at % 2:
            yield from ("space" if letter == " " else letter for letter in part)
        else:
            yield from ("slash" if key == "/" else key for key in part.split())


@contextmanager
def own_home(folder: Path) -> Iterator[None]:
    """Keep settings, state and backups of the person at work out of the pictures."""
    names = ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME")
    homes = {name: str(folder / "home") for name in names}
    fixed = patch("lmm_qual.project.project.now", lambda: AT)
    with patch.dict(os.environ, {**homes, "TZ": "UTC"}), fixed:
        yield


def make_pages(folder: Path, names: list[str]) -> None:
    """Build the example study and write its map and screens as pages."""
    project = folder / PROJECT_NAME
    with build_example(project) as example:
        (folder / "system_map.html").write_text(map_page(example.store), encoding="utf-8")
    for name in names:
        if name in SHOTS:
            copy = project.with_name(f"{name}.lmmq")
            shutil.copy(project, copy)
            if name == "review":
                _correct(copy)
            svg = asyncio.run(screen(copy, SHOTS[name]))
            (folder / f"{name}.svg").write_text(svg, encoding="utf-8")


def _correct(project: Path) -> None:
    """Change words that carry codings, so that these wait to be looked at."""
    with Project.open(project, write=True, coder="KM") as opened:
        opened.make(CorrectWords("T1-G3-02", [Edit(906, 914, "booklets")]))


def shoot(page: Page, address: str, to: Path, width: int, height: int) -> None:
    """Write a picture of a page, in few colours."""
    page.set_viewport_size({"width": width, "height": height})
    page.goto(address)
    page.wait_for_timeout(1500)
    drawn = Image.open(io.BytesIO(page.screenshot()))
    few = drawn.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(to, optimize=True)


def make_pictures(names: list[str]) -> None:
    """Make the pictures that are named."""
    browser_path = shutil.which("chromium") or shutil.which("chromium-browser")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        with own_home(folder):
            make_pages(folder, names)
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path=browser_path, args=list(FLAGS))
            page = browser.new_context(offline=True, device_scale_factor=1).new_page()
            for name in names:
                file = folder / (f"{name}.svg" if name in SHOTS else f"{name}.html")
                width, height = (1280, 800) if name == "system_map" else (1480, 940)
                shoot(page, file.as_uri(), HERE / f"{name}.png", width, height)
            browser.close()


if __name__ == "__main__":
    make_pictures(sys.argv[1:] or [*SHOTS, "system_map"])
