"""What the builder of the site is told: generated pages, pages that may be missing, no requests.

The built site opens from a disk without a network, so a page that would fetch anything is a fault.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from generate import PAGES
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files

ROOT = Path(__file__).parents[1]
FROM_ROOT = {"changes.md": "CHANGELOG.md", "security.md": "SECURITY.md"}
"""Pages that stand beside the documentation, by the name they have in it."""
_FETCHED = re.compile(
    r"""<(?:script|img|iframe|source|video|audio)\b[^>]*\bsrc=["']?(?:https?:)?//"""
    r"""|<link\b(?=[^>]*\brel=["']?(?:stylesheet|preconnect|preload|icon))"""
    r"""[^>]*\bhref=["']?(?:https?:)?//""",
    re.IGNORECASE,
)


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Leave out of the navigation pages, and sections, that are not there."""
    config.nav = list(_kept(config.nav or [], Path(config.docs_dir)))
    return config


def _kept(entries: list[Any], folder: Path) -> Iterator[Any]:
    for entry in entries:
        ((title, below),) = entry.items()
        if isinstance(below, list):
            kept = list(_kept(below, folder))
            if kept:
                yield {title: kept}
        elif _is_there(below, folder):
            yield entry


def _is_there(page: str, folder: Path) -> bool:
    if page in PAGES:
        return True
    return (ROOT / FROM_ROOT[page] if page in FROM_ROOT else folder / page).is_file()


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the generated pages, and those that stand beside the documentation."""
    for path, page in PAGES.items():
        files.append(File.generated(config, path, content=page()))
    for path, name in FROM_ROOT.items():
        if (ROOT / name).is_file():
            text = (ROOT / name).read_text(encoding="utf-8").replace("](docs/", "](")
            files.append(File.generated(config, path, content=text))
    return files


def on_post_page(output: str, page: Any, config: MkDocsConfig) -> str:  # noqa: ARG001
    """Refuse a page that would fetch anything from elsewhere."""
    if found := _FETCHED.search(output):
        raise PluginError(f"{page.file.src_uri} would fetch something: {found.group()}")
    return output
