"""The JSON Schemas of the plain-text formats, made from the models.

`python -m lmm_qual.definitions.schemas FOLDER` writes them.
"""

import json
import sys
from pathlib import Path
from typing import Any

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
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": schema_name(kind)}
    return {**head, **schema}


def write_schemas(folder: Path) -> None:
    """Write all schemas into a folder."""
    for kind in MODELS:
        text = json.dumps(make_schema(kind), ensure_ascii=False, indent=2) + "\n"
        (folder / schema_name(kind)).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write_schemas(Path(sys.argv[1]))
