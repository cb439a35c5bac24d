"""Makes the pictures of the README from the program itself.

`python docs/pictures/make_pictures.py`; needs Chromium. The example study is built anew for it.
"""

import asyncio
import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from lmm_qual.project.example import PROJECT_NAME, build_example
from lmm_qual.system_map.study_map import map_page

HERE = Path(__file__).parent
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")


async def coding_screen(project: Path) -> str:
    """Give the coding screen as SVG, a passage selected."""
    from lmm_qual.tui.app import LmmQualApp

    app = LmmQualApp(project, transcript="T1-G3-02", coder="KM")
    async with app.run_test(size=(132, 40)) as pilot:
        await pilot.pause(1)
        await pilot.press(*"g12", "enter", "s")
        await pilot.pause(1)
        return app.export_screenshot(title="lmm-qual")


def shoot(page: Page, name: str, width: int, height: int) -> None:
    """Write a picture of what the page shows."""
    page.set_viewport_size({"width": width, "height": height})
    page.wait_for_timeout(1500)
    page.screenshot(path=HERE / name)


def make_pages(folder: Path) -> None:
    """Build the example study and write its map and coding screen as pages."""
    project = folder / PROJECT_NAME
    with build_example(project) as example:
        (folder / "map.html").write_text(map_page(example.store), encoding="utf-8")
    (folder / "coding.svg").write_text(asyncio.run(coding_screen(project)), encoding="utf-8")


def main() -> None:
    """Make all pictures."""
    browser_path = shutil.which("chromium") or shutil.which("chromium-browser")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_pages(folder)
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path=browser_path, args=list(FLAGS))
            page = browser.new_context(offline=True, device_scale_factor=1.25).new_page()
            page.goto((folder / "map.html").as_uri())
            shoot(page, "system_map.png", 1280, 800)
            page.goto((folder / "coding.svg").as_uri())
            shoot(page, "coding_screen.png", 1240, 780)
            browser.close()


if __name__ == "__main__":
    main()
