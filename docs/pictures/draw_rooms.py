"""Draws the picture of the rooms in their order: `python docs/pictures/draw_rooms.py`."""

import tomllib
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

HERE = Path(__file__).parent
PROJECT = HERE.parents[1] / "pyproject.toml"

ROOMS = {
    "cli": "commands, one thin module a group",
    "tui": "the terminal app: screens, keys, the transcript",
    "project": "the only writer: changes, history, imports",
    "exporters": "tables, workbooks, documents, pictures",
    "system_map": "services in rings, measures, the page",
    "analysis": "whose words, how many, of how many",
    "exchange": "other programs' projects; empty so far",
    "importers": "transcripts of every format, speakers",
    "store": "the project file: the only room that knows SQL",
    "definitions": "study, codebook and map files, and their schemas",
    "model": "the words of the field, and problems",
    "text": "positions: spans, words, sentences, stand-ins",
}
DOWN = ("tui", "project", "store")
UP = ("store", "analysis", "exporters", "cli")
WIDTH, HEIGHT, GAP, TOP, LEFT, BOX = 860, 38, 10, 54, 70, 520


def rooms() -> list[str]:
    """Give the rooms from the top down, as the contract of imports has them."""
    contracts = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["tool"]["importlinter"]
    return list(contracts["contracts"][0]["layers"])


def picture(names: Sequence[str]) -> str:
    """Give the picture as SVG."""
    middles = {name: TOP + at * (HEIGHT + GAP) + HEIGHT // 2 for at, name in enumerate(names)}
    height = TOP + len(names) * (HEIGHT + GAP) + 30
    parts = [_head(height), *_imports(height)]
    for name, middle in middles.items():
        parts += _room(name, middle)
    parts += _way(DOWN, middles, 640, "#20608f", "a key becomes rows on disk")
    parts += _way(UP, middles, 740, "#2f7038", "rows become a matrix")
    return "\n".join([*parts, "</svg>", ""])


def _head(height: int) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'font-family="Helvetica, Arial, sans-serif" font-size="14">\n'
        "<title>The rooms of the program, and the way of a coding through them</title>\n"
        '<defs><marker id="tip" markerWidth="9" markerHeight="9" refX="6" refY="3" orient="auto">'
        '<path d="M0 0 L7 3 L0 6 z" fill="context-stroke"/></marker></defs>\n'
        f'<rect width="{WIDTH}" height="{height}" fill="#faf8f4"/>'
    )


def _imports(height: int) -> Iterator[str]:
    yield (
        f'<line x1="36" y1="{TOP}" x2="36" y2="{height - 40}" stroke="#5b6b7a" '
        'stroke-width="2" marker-end="url(#tip)"/>'
    )
    middle = height // 2
    yield (
        f'<text x="24" y="{middle}" fill="#5b6b7a" text-anchor="middle" '
        f'transform="rotate(-90 24 {middle})">imports go down only</text>'
    )


def _room(name: str, middle: int) -> Iterator[str]:
    yield (
        f'<rect x="{LEFT}" y="{middle - HEIGHT // 2}" width="{BOX}" height="{HEIGHT}" rx="5" '
        'fill="#ffffff" stroke="#b9b2a4"/>'
    )
    yield (
        f'<text class="room" x="{LEFT + 14}" y="{middle + 5}" font-weight="bold" '
        f'fill="#22272c">{name}</text>'
    )
    yield f'<text x="{LEFT + 126}" y="{middle + 5}" fill="#5f6770">{escape(ROOMS[name])}</text>'


def _way(
    stops: Sequence[str], middles: dict[str, int], across: int, colour: str, said: str
) -> Iterator[str]:
    first, last = middles[stops[0]], middles[stops[-1]]
    short = 8 if last > first else -8
    yield (
        f'<line x1="{across}" y1="{first}" x2="{across}" y2="{last - short}" stroke="{colour}" '
        'stroke-width="3" marker-end="url(#tip)"/>'
    )
    for stop in stops:
        yield (
            f'<line x1="{LEFT + BOX}" y1="{middles[stop]}" x2="{across}" y2="{middles[stop]}" '
            f'stroke="{colour}" stroke-dasharray="3 4"/>'
        )
        yield f'<circle cx="{across}" cy="{middles[stop]}" r="6" fill="{colour}"/>'
    middle = (first + last) // 2
    yield (
        f'<text x="{across + 22}" y="{middle}" fill="{colour}" text-anchor="middle" '
        f'transform="rotate(90 {across + 22} {middle})">{escape(said)}</text>'
    )


if __name__ == "__main__":
    (HERE / "rooms.svg").write_text(picture(rooms()), encoding="utf-8", newline="\n")
