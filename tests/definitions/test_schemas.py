"""The schemas that editors complete and check files by."""

import json
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from lmm_qual.definitions.schemas import MODELS, make_schema, schema_name, write_schemas

ROOT = Path(__file__).parents[2]
SCHEMAS = ROOT / "schemas"
EXAMPLES = sorted((ROOT / "sample_transcripts").glob("*.yaml"))


def test_the_schemas_are_those_of_the_models(tmp_path):
    write_schemas(tmp_path)
    made = {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()}
    kept = {path.name: path.read_text(encoding="utf-8") for path in SCHEMAS.iterdir()}
    assert kept == made, "run `make schemas`"


@pytest.mark.parametrize("kind", MODELS)
def test_each_is_a_json_schema_of_2020_12(kind):
    schema = json.loads((SCHEMAS / schema_name(kind)).read_text(encoding="utf-8"))
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_each_example_names_its_schema_and_fits_it(path):
    first, *_ = text = path.read_text(encoding="utf-8").splitlines()
    name = first.removeprefix("# yaml-language-server: $schema=")
    schema = json.loads((path.parent / name).read_text(encoding="utf-8"))
    assert schema["$id"] == f"{path.stem}.schema.json"
    faults = Draft202012Validator(schema).iter_errors(yaml.safe_load("\n".join(text)))
    assert [f"{fault.json_path}: {fault.message}" for fault in faults] == []


def test_each_example_record_fits_its_schema():
    validator = Draft202012Validator(make_schema("coding"))
    lines = (ROOT / "sample_transcripts/codings.jsonl").read_text(encoding="utf-8").splitlines()
    assert [
        fault.message for line in lines for fault in validator.iter_errors(json.loads(line))
    ] == []


def test_a_misspelt_key_does_not_fit():
    validator = Draft202012Validator(make_schema("codebook"))
    assert not validator.is_valid({"codes": [{"name": "A", "colour": "#ffffff"}]})
    assert validator.is_valid({"codes": [{"name": "A", "color": "#ffffff"}]})


@pytest.mark.parametrize("kind", MODELS)
def test_editors_can_tell_what_each_key_is(kind):
    schema = make_schema(kind)
    parts = [schema, *schema.get("$defs", {}).values()]
    fields = [field for part in parts for field in part.get("properties", {}).items()]
    assert [name for name, field in fields if "description" not in field] == []
