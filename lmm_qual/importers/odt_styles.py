"""What the styles of an OpenDocument text say: what is bold, hidden, a heading, numbered."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_HEADINGS = ("heading", "title", "subtitle", "contents")
_DEEPEST = 50


@dataclass(frozen=True)
class Styles:
    """Styles by family and name, and the list styles that number."""

    known: dict[tuple[str, str], Any] = field(default_factory=dict)
    numbering: frozenset[str] = frozenset()

    @classmethod
    def of(cls, roots: Iterable[Any]) -> "Styles":
        """Give the styles of the document's parts; those of the content come first."""
        known: dict[tuple[str, str], Any] = {}
        numbering: set[str] = set()
        for root in roots:
            for style in root.iter(STYLE + "style"):
                key = (style.get(STYLE + "family") or "", style.get(STYLE + "name") or "")
                known.setdefault(key, style)
            for style in root.iter(TEXT + "list-style"):
                if style.find(TEXT + "list-level-style-number") is not None:
                    numbering.add(style.get(STYLE + "name") or "")
        return cls(known, frozenset(numbering))

    def is_bold(self, family: str, name: str | None) -> bool | None:
        """Tell whether a style or one it builds on is bold, `None` where none says."""
        weight = self._property(family, name, _FO + "font-weight")
        if weight is None:
            return None
        return weight == "bold" or (weight.isdigit() and int(weight[:4]) >= 600)

    def is_hidden(self, family: str, name: str | None) -> bool:
        """Tell whether text of a style is not shown."""
        return self._property(family, name, TEXT + "display") == "none"

    def is_heading(self, name: str | None) -> bool:
        """Tell whether a paragraph style is a heading's, a title's or a table of contents'."""
        for style in self._chain("paragraph", name):
            shown = style.get(STYLE + "display-name") or style.get(STYLE + "name") or ""
            if shown.replace("_20_", " ").lower().startswith(_HEADINGS):
                return True
            if (style.get(STYLE + "default-outline-level") or "0") != "0":
                return True
        return False

    def list_style(self, name: str | None) -> str | None:
        """Give the list style that a paragraph style puts its paragraphs in."""
        for style in self._chain("paragraph", name):
            if (listed := style.get(STYLE + "list-style-name")) is not None:
                return str(listed)
        return None

    def _property(self, family: str, name: str | None, key: str) -> str | None:
        for style in self._chain(family, name):
            properties = style.find(STYLE + "text-properties")
            value = properties.get(key) if properties is not None else None
            if value is not None:
                return str(value)
        return None

    def _chain(self, family: str, name: str | None) -> list[Any]:
        """Give a style and those it builds on, the nearest first."""
        chain: list[Any] = []
        while name and len(chain) < _DEEPEST:
            style = self.known.get((family, name))
            if style is None:
                break
            chain.append(style)
            name = style.get(STYLE + "parent-style-name")
        return chain
