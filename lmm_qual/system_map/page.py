"""The map as one HTML file that opens offline and asks nothing of anyone."""

import base64
import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from lmm_qual.model.problem import refuse
from lmm_qual.system_map.embeddedness import Profile
from lmm_qual.system_map.graph import ServiceGraph, services
from lmm_qual.system_map.layout import Layout, ring_layout
from lmm_qual.system_map.page_data import relation_rows, ring_rows, service_rows
from lmm_qual.system_map.page_named import named_data
from lmm_qual.system_map.page_network import (
    MANY,
    add_relations,
    add_services,
    network_options,
    shape_lines,
)
from lmm_qual.system_map.page_profile import profile_data
from lmm_qual.system_map.page_proposals import add_proposals, proposal_rows
from lmm_qual.system_map.page_themes import MapTalk, talk_data
from lmm_qual.system_map.without_notebooks import load_network
from lmm_qual.text.standins import shown_block

if TYPE_CHECKING:
    from pyvis.network import Network

    from lmm_qual.system_map.proposals import ProposedPair

_TEMPLATES = Path(__file__).parent / "templates"
_SCRIPTS = ("filter", "drawing", "lines", "picture", "details", "profile", "controls")
_VIS = "lib/vis-9.1.2/vis-network.min.js"
_ESCAPES = re.compile(r"\\[bfrtu]")


@dataclass(frozen=True)
class MapPage:
    """What a map page is made of: the map, and what is told beside it.

    `central` is the id of the service in the middle, `at` that of the time point the page opens
    at, where not at all of them. `proposed` are relations that talk proposes, never for sharing.
    """

    title: str
    graph: ServiceGraph
    talk: MapTalk = field(default_factory=MapTalk)
    central: str | None = None
    at: str | None = None
    proposed: Sequence["ProposedPair"] | None = None
    profile: Profile | None = None


def render_page(page: MapPage) -> str:
    """Give the map page: HTML in UTF-8, equal to the byte for equal pages.

    Raises `BadInputError` where `central` is not on the map, `at` not among the time points, or
    proposals are to be shared.
    """
    _require_whole(page)
    layout = ring_layout(page.graph, page.central)
    data = _page_data(page, layout)
    network, text = _network(page, layout, data), _json(data)
    if not _nothing_hidden(text):
        data = _visible(data)
        text = _json(data)
    return _generated(network, data, text)


def _require_whole(page: MapPage) -> None:
    if page.central is not None and page.central not in services(page.graph):
        raise refuse(f"the central service {page.central} is not on the map", "name one that is")
    if page.at is not None and page.at not in {time.id for time in page.talk.times}:
        raise refuse(f"unknown time point “{page.at}”", "name one of the study")
    if page.talk.for_sharing and page.proposed is not None:
        raise refuse("proposals are not for sharing", "leave them out")


def _page_data(page: MapPage, layout: Layout) -> dict[str, Any]:
    """Give all that the page tells, by ids of its own: services are s0, s1 and so on."""
    graph, talk, central = page.graph, page.talk, page.central
    ids = {node: f"s{number}" for number, node in enumerate(services(graph))}
    relations = relation_rows(graph, ids, talk)
    return {
        "title": page.title,
        "sharing": talk.for_sharing,
        "at": None if page.at is None else [time.id for time in talk.times].index(page.at),
        "central": ids[central] if central is not None else None,
        "times": [{"label": time.label or time.id, "id": time.id} for time in talk.times],
        "groups": [{"label": group.label or group.id} for group in talk.groups],
        "services": service_rows(graph, ids, talk),
        "relations": relations,
        **ring_rows(graph, layout, central),
        **talk_data(talk, ids),
        **named_data(talk, ids),
        "proposals": None if page.proposed is None else proposal_rows(page.proposed, ids, talk),
        "profile": profile_data(page.profile, ids, len(talk.times)),
        "many": len(relations) >= MANY,
    }


def _network(page: MapPage, layout: Layout, data: dict[str, Any]) -> "Network":
    network: Network = load_network()(directed=True, cdn_resources="in_line")
    add_services(network, page.graph, layout, data, page.central)
    if data["many"]:
        shape_lines(data)
    else:
        add_relations(network, data)
    add_proposals(network, data)
    network.options = network_options()
    return network


def _generated(network: "Network", data: dict[str, Any], text: str) -> str:
    """Have pyvis fill the project's template, in an environment that escapes.

    `text` is the data as JSON.
    """
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    script = _script()
    environment.globals |= {
        "page": data,
        "labels": {row["id"]: escape(row["label"]) for row in data["services"]},
        "relation_labels": [escape(kind["label"]) for kind in data["types"]],
        "library": Markup(_library()),  # noqa: S704
        "script": Markup(script),  # noqa: S704
        "style": Markup(_file("map.css")),  # noqa: S704
        "script_hashes": f"{_hash(_library())} {_hash(script)}",
        "page_data": _embedded(text),
        "drawn": drawn,
    }
    network.templateEnv = environment
    network.path = "map.html.j2"
    html: str = network.generate_html()
    return html


def drawn(nodes: list[dict[str, Any]], edges: list[dict[str, Any]], options: str) -> Markup:
    """Give the network data of pyvis as JSON for a script element."""
    return embedded({"nodes": nodes, "edges": edges, "options": json.loads(options)})


def embedded(data: object) -> Markup:
    """Give data as JSON that no part of ends the script element it stands in."""
    return _embedded(_json(data))


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _embedded(text: str) -> Markup:
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return Markup(text)  # noqa: S704


def _nothing_hidden(text: str) -> bool:
    """Tell whether JSON holds nothing that has a stand-in; of escapes only quotes and newlines."""
    return shown_block(text) == text and not _ESCAPES.search(text)


def _visible(value: Any) -> Any:
    """Replace control characters and bidi overrides by stand-ins, newlines left."""
    if isinstance(value, str):
        return _shown_text(value)
    if isinstance(value, list):
        return [_visible(item) for item in value]
    if isinstance(value, dict):
        return {key: _visible(item) for key, item in value.items()}
    return value


_shown_text = lru_cache(maxsize=8192)(shown_block)


@lru_cache(maxsize=1)
def _library() -> str:
    """Give the vis-network that pyvis carries, without its pointer to a source map."""
    source = (resources.files("pyvis") / _VIS).read_text(encoding="utf-8")
    return source.replace("//# sourceMappingURL=vis-network.min.js.map", "").strip() + "\n"


def _script() -> str:
    """Give the page's own scripts as one, its names kept to itself."""
    files = [*(f"map_{name}.js" for name in _SCRIPTS), "map.js"]
    return "\n".join(['(() => {\n"use strict";', *map(_file, files), "})();\n"])


def _file(name: str) -> str:
    return (_TEMPLATES / name).read_text(encoding="utf-8")


def _hash(script: str) -> str:
    digest = hashlib.sha256(script.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
