"""Small files that are sound, of each kind that is read: what bad ones are made of."""

import json
from typing import Any, NamedTuple

import yaml


class Kind(NamedTuple):
    """A kind of definition file: the command that reads it, its reader, and what is in one."""

    command: tuple[str, ...]
    reader: str
    content: dict[str, Any]


_PASSAGE = {"transcript": "A", "quote": "families"}
KINDS = {
    "study": Kind(
        ("study", "import", "PROJECT", "FILE"),
        "read_study",
        {
            "name": "S",
            "time_points": [{"id": "T1"}, {"id": "T2"}],
            "groups": [{"id": "G1", "label": "é"}],
            "participants": [{"id": "P01", "group": "G1", "consent": {"T1": {"quote": True}}}],
        },
    ),
    "monitoring": Kind(
        ("study", "import", "PROJECT", "FILE", "--monitoring"),
        "read_monitoring",
        {"figures": [{"id": "a", "label": "é", "numerator": 5, "denominator": 9}]},
    ),
    "codebook": Kind(
        ("codebook", "import", "PROJECT", "FILE"),
        "read_codebook",
        {"codes": [{"name": "Reach", "definition": "é"}, {"name": "Far", "parent": "Reach"}]},
    ),
    "map": Kind(
        ("map", "import", "PROJECT", "FILE"),
        "read_system_map",
        {
            "rings": [{"id": "in"}],
            "services": [{"id": "S", "ring": "in"}, {"id": "U", "ring": "in"}],
            "relation_types": [{"id": "refers"}],
            "relations": [{"source": "S", "target": "U", "type": "refers"}],
        },
    ),
    "embeddedness": Kind(
        ("map", "profile", "import", "PROJECT", "FILE"),
        "read_embeddedness",
        {
            "aspects": [{"id": "a", "label": "é", "levels": ["low", "high"]}],
            "judgements": [{"service": "S", "time": "T1", "aspect": "a", "level": "low"}],
        },
    ),
    "findings": Kind(
        ("findings", "import", "PROJECT", "FILE"),
        "read_findings",
        {"findings": [{"id": "F1", "claim": "They wait.", "for": [_PASSAGE]}]},
    ),
    "framework": Kind(
        ("framework", "import", "PROJECT", "FILE"),
        "read_framework",
        {"summaries": [{"participant": "P01", "code": "Reach", "time": "T1", "text": "é"}]},
    ),
    "rules": Kind(
        ("pseudonymise", "PROJECT", "FILE", "--dry-run"),
        "read_pseudonyms",
        {"rules": [{"find": "families", "replace": "[é]", "only": ["A"]}]},
    ),
    "transcripts": Kind(
        ("import", "PROJECT", "--list", "FILE"),
        "read_transcript_list",
        {"documents": [{"id": "C", "path": "talk.txt", "time": "T1"}]},
    ),
}
CODING = {"transcript": "A", "start": 5, "end": 14, "code": "Reach", "coder": "SA"}
CODINGS = ("codings", "import", "PROJECT", "FILE")
PASSES = ("coverage", "PROJECT", "--import", "FILE")
GRAPHML = """<?xml version="1.0"?><graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<key id="r" for="node" attr.name="ring" attr.type="string"/>
<key id="t" for="edge" attr.name="type" attr.type="string"/>
<graph edgedefault="directed"><node id="S"><data key="r">in</data></node>
<node id="U"><data key="r">in</data></node>
<edge source="S" target="U"><data key="t">refers</data></edge></graph></graphml>
"""


def as_yaml(kind: str) -> bytes:
    """Give a sound file of a kind in YAML."""
    text: str = yaml.safe_dump(KINDS[kind].content, allow_unicode=True, sort_keys=False)
    return text.encode()


def as_json(kind: str) -> bytes:
    """Give a sound file of a kind in JSON."""
    return json.dumps(KINDS[kind].content, indent=1, ensure_ascii=False).encode()
