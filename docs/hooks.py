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
OPTIONAL = {"encryption.md", "ethics.md", "performance.md", "reliability.md", "security.md"}
"""Pages that the navigation holds a place for; any other that is missing is a fault."""
_FETCHED = re.compile(
    r"""<(?:script|img|iframe|source|video|audio)\b[^>]*\bsrc=["']?(?:https?:)?//"""
    r"""|<link\b(?=[^>]*\brel=["']?(?:stylesheet|preconnect|preload|icon))"""
    r"""[^>]*\bhref=["']?(?:https?:)?//""",
    re.IGNORECASE,
)


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Leave out of the navigation those pages that may be missing and are, and empty sections."""
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
    file = ROOT / FROM_ROOT[page] if page in FROM_ROOT else folder / page
    return page not in OPTIONAL or file.is_file()


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the generated pages, and those that stand beside the documentation."""
    for path, page in PAGES.items():
        files.append(File.generated(config, path, content=page()))
    for path, name in FROM_ROOT.items():
        if (ROOT / name).is_file():
            text = (ROOT / name).read_text(encoding="utf-8").replace("](docs/", "](")
            files.append(File.generated(config, path, content=text))
    return files


def on_page_markdown(markdown: str, page: Any, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001
    """Point links at where pages stand in the site; those to pages not written yet are words."""
    up = "../" * page.file.src_uri.count("/")
    for path, name in {**FROM_ROOT, "index.md": "README.md"}.items():
        markdown = markdown.replace(f"](../{up}{name}", f"]({up}{path}")
    missing = [name for name in OPTIONAL if not _is_there(name, Path(config.docs_dir))]
    for name in missing:
        markdown = re.sub(rf"\[([^\]]+)\]\((?:\.\./)*{re.escape(name)}[^)]*\)", r"\1", markdown)
    return markdown


def on_post_page(output: str, page: Any, config: MkDocsConfig) -> str:  # noqa: ARG001
    """Refuse a page that would fetch anything from elsewhere."""
    if found := _FETCHED.search(output):
        raise PluginError(f"{page.file.src_uri} would fetch something: {found.group()}")
    return output
