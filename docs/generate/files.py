"""The page of file formats, from their schemas, each with an example that validates."""

import csv
import functools
import json
from pathlib import Path
from typing import Any

import yaml

from generate.marked_up import code, plain, table
from lmm_qual.definitions.schemas import MODELS, make_schema, schema_name

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "sample_transcripts"
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_RULES = Path(__file__).parents[1] / "examples" / "rules.yaml"

_HEAD = """\
# File formats

Files that go in and come out. YAML, JSON and CSV of one shape are read wherever one of them is
named; text is UTF-8. A key that is unknown, stands twice or is misspelt is a fault, told with its
line. Every format has a [JSON Schema](https://json-schema.org/draft/2020-12/schema) in the folder
`schemas`, by which editors complete and check it: write `# yaml-language-server:
$schema=…/study.schema.json` in the first line. The examples below are the beginnings of the
example study's files.

Positions are numbers of code points in the stored text of a transcript, the end one past the last.
"""

TITLES = {
    "study": "Study design",
    "monitoring": "Monitoring figures",
    "codebook": "Codebook",
    "system_map": "System map",
    "embeddedness": "Embeddedness profile",
    "transcripts": "Transcript list",
    "findings": "Findings",
    "framework": "Framework chart",
    "pseudonyms": "Rules for pseudonyms",
    "coding": "Codings",
    "pass": "Coding passes",
}


@functools.cache
def example(kind: str) -> Any:
    """Give the beginning of the example study's file of a kind; one record of lists of records."""
    if kind == "coding":
        return json.loads((SAMPLES / "codings.jsonl").read_text(encoding="utf-8").splitlines()[0])
    if kind == "pass":
        with (SAMPLES / "passes.csv").open(encoding="utf-8", newline="") as file:
            first = next(csv.DictReader(file))
        return {**first, "version": int(first["version"])}
    file = _RULES if kind == "pseudonyms" else SAMPLES / f"{kind}.yaml"
    text = file.read_text(encoding="utf-8")
    return _beginning(yaml.load(text, _Loader))  # noqa: S506  (both are safe loaders)


def _beginning(value: Any, depth: int = 0) -> Any:
    """Keep the first entry of each list, two of the outer ones, and all else of it."""
    if isinstance(value, list):
        return [_beginning(one, depth + 1) for one in value[: 1 if depth else 2]]
    if isinstance(value, dict):
        return {key: _beginning(one, depth) for key, one in value.items()}
    return value


def files_page() -> str:
    """Give the page of all formats."""
    lines = [_HEAD]
    for kind in MODELS:
        lines += _format(kind)
    return "\n".join(lines) + "\n"


def _format(kind: str) -> list[str]:
    schema = make_schema(kind)
    title = TITLES.get(kind, kind.capitalize())
    lines = ["", f"## {title} {{ #{kind} }}", "", plain(schema.get("description", ""))]
    lines += ["", f"Schema: `schemas/{schema_name(kind)}`", *_example(kind), *_fields(schema)]
    for name, part in schema.get("$defs", {}).items():
        if "properties" in part:
            lines += ["", f"**{name}**", "", plain(part.get("description", "")), *_fields(part)]
    return lines


def _example(kind: str) -> list[str]:
    if kind in {"coding", "pass"}:
        text = json.dumps(example(kind), ensure_ascii=False)
        return ["", "```json", text, "```"]
    text = yaml.safe_dump(example(kind), allow_unicode=True, sort_keys=False, width=96)
    return ["", "```yaml", text.rstrip(), "```"]


def _fields(schema: dict[str, Any]) -> list[str]:
    required = schema.get("required", [])
    rows = [
        (
            code(name),
            plain(_kind(field)),
            "yes" if name in required else "",
            plain(field.get("description", "")),
        )
        for name, field in schema.get("properties", {}).items()
    ]
    told = any(row[3] for row in rows)
    heads = ("Key", "What it holds", "Needed", "")
    return table(heads if told else heads[:3], rows if told else [row[:3] for row in rows])


def _kind(field: dict[str, Any]) -> str:
    """Say what a field holds in words."""
    if "$ref" in field:
        return field["$ref"].rpartition("/")[2]
    if "enum" in field or "const" in field:
        return ", ".join(map(str, field.get("enum", [field.get("const")])))
    if "anyOf" in field:
        kinds = [_kind(one) for one in field["anyOf"] if one.get("type") != "null"]
        return " or ".join(dict.fromkeys(kinds))
    return _plain_kind(field)


def _plain_kind(field: dict[str, Any]) -> str:
    if field.get("type") == "array":
        return f"list of {_kind(field.get('items', {}))}"
    if field.get("type") == "object":
        inner = field.get("additionalProperties")
        return f"by name: {_kind(inner)}" if isinstance(inner, dict) else "names and values"
    return _NAMES.get(str(field.get("type")), "anything") + _bounds(field)


_NAMES = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "true or false",
}


def _bounds(field: dict[str, Any]) -> str:
    if str(field.get("pattern", "")).startswith("^[0-9]{4}"):
        return ": a year, month or day"
    if "minimum" in field:
        return f", {field['minimum']} at least"
    return ""
