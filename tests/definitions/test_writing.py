"""What is written is read back, in every format and whatever it holds."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from definitions import strategies
from lmm_qual.definitions import reading
from lmm_qual.definitions.writing import plain, write_definition, write_records
from lmm_qual.model.coding import CodingRecord, PassRecord

KINDS = {
    "study": (strategies.studies(), reading.read_study),
    "codebook": (strategies.codebooks(), reading.read_codebook),
    "system map": (strategies.system_maps(), reading.read_system_map),
    "monitoring": (strategies.monitorings(), reading.read_monitoring),
    "findings": (strategies.findings(), lambda path: reading.read_findings(path)[0]),
    "transcript list": (strategies.transcript_lists(), reading.read_transcript_list),
    "framework": (strategies.frameworks(), lambda path: reading.read_framework(path)[0]),
}
RECORDS = {
    "codings": (strategies.codings, CodingRecord, reading.read_codings),
    "passes": (strategies.passes, PassRecord, reading.read_passes),
}
FORMATS = ("yaml", "json", "csv")
modest = settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


def written(folder, text, form):
    path = folder / f"file.{form}"
    path.write_text(text, encoding="utf-8", newline="")
    return path


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
@modest
def test_every_definition_is_read_back_from_every_format(tmp_path, kind, data):
    entries, read = KINDS[kind]
    entry = data.draw(entries)
    for form in FORMATS:
        text = write_definition(entry, form, "a.schema.json")
        again = read(written(tmp_path, text, form))
        assert again == entry
        assert write_definition(again, form, "a.schema.json") == text


@pytest.mark.parametrize("kind", RECORDS)
@given(data=st.data())
@modest
def test_every_record_is_read_back_from_every_format(tmp_path, kind, data):
    entries, model, read = RECORDS[kind]
    records = data.draw(entries)
    for form in (*FORMATS, "jsonl"):
        text = write_records([plain(record) for record in records], model, form)
        again = [record for _, record in read(written(tmp_path, text, form))]
        assert again == records
        assert write_records([plain(record) for record in again], model, form) == text
