"""Writing definitions and records as YAML, JSON, JSON Lines or CSV; reading gives them back."""

import json
from collections.abc import Iterable
from typing import Any

import yaml
from pydantic import BaseModel

from lmm_qual.definitions import csv_rows
from lmm_qual.definitions.reading import entry_models

_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def plain(entry: BaseModel) -> dict[str, Any]:
    """Give a model as plain values, defaults left out."""
    return entry.model_dump(by_alias=True, exclude_defaults=True, mode="json")


def write_definition(entry: BaseModel, form: str, schema: str = "") -> str:
    """Give a definition file's text in a form: `csv`, `yaml`, else JSON.

    `schema` is named for editors in YAML.
    """
    data = plain(entry)
    if form == "csv":
        return _definition_csv(data, type(entry))
    if form == "yaml":
        head = f"# yaml-language-server: $schema={schema}\n" if schema else ""
        return head + dump_yaml(data)
    return dump_json(data)


def dump_yaml(data: object) -> str:
    """Write plain values as YAML, keys in their order."""
    text: str = yaml.dump(data, Dumper=_DUMPER, sort_keys=False, allow_unicode=True, width=100)
    return text


def dump_json(data: object) -> str:
    """Write plain values as indented JSON."""
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def write_records(records: Iterable[dict[str, Any]], model: type[BaseModel], form: str) -> str:
    """Give like records in a form, one a line or row: `jsonl`, `csv`, `yaml`, else JSON.

    Keys whose value is `None` are left out.
    """
    rows = [{key: value for key, value in row.items() if value is not None} for row in records]
    if form == "jsonl":
        return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    if form == "csv":
        columns = [field.alias or name for name, field in model.model_fields.items()]
        return csv_rows.write_csv(columns, [csv_rows.encode_row(row, model) for row in rows])
    return dump_yaml(rows) if form == "yaml" else dump_json(rows)


def _definition_csv(data: dict[str, Any], model: type[BaseModel]) -> str:
    sections = entry_models(model)
    top = {key: value for key, value in data.items() if key not in sections}
    rows = [{"section": csv_rows.TOP, **csv_rows.encode_row(top, model)}] if top else []
    columns = ["section", *top] if len(sections) > 1 or top else []
    for name, entry_model in sections.items():
        fields = [field.alias or key for key, field in entry_model.model_fields.items()]
        columns += [field for field in fields if field not in columns]
        entries = [csv_rows.encode_row(entry, entry_model) for entry in data.get(name, [])]
        rows += [{"section": name, **entry} for entry in entries]
    return csv_rows.write_csv(columns, rows)
