"""The map as one HTML file that opens offline and asks nothing of anyone."""

import base64
import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from lmm_qual.model.finding import PassageEntry
from lmm_qual.model.problem import refuse
from lmm_qual.model.study import Group, TimePoint
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
from lmm_qual.system_map.page_themes import Talk, talk_data
from lmm_qual.system_map.shared_map import Masked
from lmm_qual.system_map.themes import ServiceTheme, ThemeColumn, ThemePassage
from lmm_qual.system_map.without_notebooks import load_network
from lmm_qual.text.standins import shown_block

if TYPE_CHECKING:
    from pyvis.network import Network

    from lmm_qual.system_map.proposals import ProposedPair

_TEMPLATES = Path(__file__).parent / "templates"
_SCRIPTS = ("filter", "drawing", "lines", "picture", "details", "profile", "controls")
_VIS = "lib/vis-9.1.2/vis-network.min.js"
_ESCAPES = re.compile(r"\\[bfrtu]")


def render_page(
    graph: ServiceGraph,
    *,
    title: str,
    time_points: Sequence[TimePoint] = (),
    groups: Sequence[Group] = (),
    central: str | None = None,
    themes: Iterable[ServiceTheme] = (),
    columns: Iterable[ThemeColumn] = (),
    passages: Iterable[ThemePassage] = (),
    code_order: Sequence[str] = (),
    at: str | None = None,
    for_sharing: bool = False,
    mask_below: int = 0,
    masked: Masked = frozenset(),
    grounds: Mapping[int, Sequence[PassageEntry]] | None = None,
    everyone: Iterable[ThemeColumn] = (),
    proposed: Iterable["ProposedPair"] | None = None,
    profile: Profile | None = None,
) -> str:
    """Give the map page: HTML in UTF-8, equal to the byte for equal arguments.

    `columns` say of how many participants a theme's are, `everyone` of how many those who name a
    service are, `proposed` which relations talk proposes (never for sharing), `code_order` (paths)
    in which order themes stand, `at` at which time point the page opens. `for_sharing` leaves out
    notes, and the speaker and transcript of passages; which passages may be shared is decided by
    whoever hands them in. Numbers of participants from 1 to below `mask_below` are masked, with
    totals that hold one and those of codes above; of relations, what `masked` says. `grounds` are
    passages that relations rest on, by their numbers from 1, and never shared; `profile` is told
    as it is handed in. Raises BadInputError where `central` is not on the map or `at` not among
    the time points.
    """
    if central is not None and central not in services(graph):
        raise refuse(f"the central service {central} is not on the map", "name one that is")
    if at is not None and at not in {time.id for time in time_points}:
        raise refuse(f"unknown time point “{at}”", "name one of the study")
    if for_sharing and proposed is not None:
        raise refuse("proposals are not for sharing", "leave them out")
    layout = ring_layout(graph, central)
    talk = Talk(
        tuple(time_points), tuple(groups), tuple(themes), tuple(columns), tuple(passages),
        tuple(code_order), for_sharing, mask_below, masked, {} if for_sharing else grounds or {},
        tuple(everyone),
    )  # fmt: skip
    ids = {node: f"s{number}" for number, node in enumerate(services(graph))}
    data: dict[str, Any] = {
        "title": title,
        "sharing": for_sharing,
        "at": [time.id for time in time_points].index(at) if at is not None else None,
        "central": ids[central] if central is not None else None,
        "times": [{"label": time.label or time.id, "id": time.id} for time in time_points],
        "groups": [{"label": group.label or group.id} for group in groups],
        "services": service_rows(graph, ids, talk),
        "relations": relation_rows(graph, ids, talk),
        **ring_rows(graph, layout, central),
        **talk_data(talk, ids),
        **named_data(talk, ids),
        "proposals": None if proposed is None else proposal_rows(proposed, ids, talk),
        "profile": profile_data(profile, ids, len(talk.times)),
    }
    data["many"] = len(data["relations"]) >= MANY
    network, text = _network(graph, layout, data, central), _json(data)
    if not _nothing_hidden(text):
        data = _visible(data)
        text = _json(data)
    return _generated(network, data, text)


def _network(
    graph: ServiceGraph, layout: Layout, data: dict[str, Any], central: str | None
) -> "Network":
    network: Network = load_network()(directed=True, cdn_resources="in_line")
    add_services(network, graph, layout, data, central)
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
