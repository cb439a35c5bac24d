"""The JSON Schemas of the plain-text formats, made from the models.

`python -m lmm_qual.definitions.schemas FOLDER` writes them.
"""

import ast
import inspect
import json
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel

from lmm_qual.model.codebook import Codebook
from lmm_qual.model.coding import CodingRecord, PassRecord
from lmm_qual.model.embeddedness import Embeddedness
from lmm_qual.model.finding import Findings
from lmm_qual.model.framework import Framework
from lmm_qual.model.monitoring import Monitoring
from lmm_qual.model.pseudonyms import Pseudonyms
from lmm_qual.model.study import Study
from lmm_qual.model.system_map import SystemMap
from lmm_qual.model.transcript_list import TranscriptList

MODELS: dict[str, type[BaseModel]] = {
    "study": Study,
    "monitoring": Monitoring,
    "codebook": Codebook,
    "system_map": SystemMap,
    "embeddedness": Embeddedness,
    "transcripts": TranscriptList,
    "findings": Findings,
    "framework": Framework,
    "pseudonyms": Pseudonyms,
    "coding": CodingRecord,
    "pass": PassRecord,
}


def schema_name(kind: str) -> str:
    """Give the file name of a schema."""
    return f"{kind}.schema.json"


def make_schema(kind: str) -> dict[str, Any]:
    """Make the JSON Schema (2020-12) of one kind of file."""
    schema = MODELS[kind].model_json_schema(by_alias=True)
    models = {model.__name__: model for model in _models(MODELS[kind])}
    for name, part in [(MODELS[kind].__name__, schema), *schema.get("$defs", {}).items()]:
        for field, said in _said(models[name]).items() if name in models else ():
            part["properties"][field]["description"] = said
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": schema_name(kind)}
    return {**head, **schema}


def _models(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """Give a model and those that its fields hold."""
    yield model
    for field in model.model_fields.values():
        for part in _parts(field.annotation):
            if isinstance(part, type) and issubclass(part, BaseModel):
                yield from _models(part)


def _parts(annotation: object) -> Iterator[object]:
    yield annotation
    for part in get_args(annotation):
        yield from _parts(part)


def _said(model: type[BaseModel]) -> dict[str, str]:
    """Give what stands in the source under each field of a model, by the key in files.

    It is read here, so that those who only read files need not wait for it.
    """
    (declared,) = ast.parse(inspect.getsource(model)).body
    found: dict[str, str] = {}
    if not isinstance(declared, ast.ClassDef):
        return found
    for field, below in pairwise(declared.body):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
            name = model.model_fields[field.target.id].alias or field.target.id
            if isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant):
                found[name] = str(below.value.value)
    return found


def write_schemas(folder: Path) -> None:
    """Write all schemas into a folder."""
    for kind in MODELS:
        text = json.dumps(make_schema(kind), ensure_ascii=False, indent=2) + "\n"
        (folder / schema_name(kind)).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write_schemas(Path(sys.argv[1]))
