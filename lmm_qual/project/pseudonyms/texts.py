"""What a project holds beside its transcripts that was written by people and may hold names."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from lmm_qual.store.queries.everything import small_rows, values_by_id
from lmm_qual.store.store import Store

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "transcript": ("title", "interviewer_note", "file_name"),
    "speaker": ("label", "role"),
    "memo": ("text",),
    "chart_summary": ("text",),
    "finding": ("claim", "search_note"),
    "recommendation": ("text", "addressee"),
    "passage_link": ("note",),
    "change_tag": ("note",),
    "typology": ("description",),
    "typology_type": ("description",),
    "typology_member": ("reason",),
    "code": ("definition", "include", "exclude", "example"),
    "codebook_version": ("note",),
    "research_question": ("text",),
    "event": ("label",),
    "service": ("note",),
    "relation": ("note",),
    "ring": ("expected",),
    "embeddedness_aspect": ("definition",),
    "embeddedness": ("note",),
    "correction": ("note",),
    "snapshot": ("note",),
}
"""The columns in which names are replaced; ids, names of codes and coders are only told of."""
_JSON: Mapping[str, str] = {"transcript": "metadata_", "topic_guide": "questions"}
_WRITTEN_KEYS = {"questions": {"text"}}
"""The keys under which people wrote what they liked; elsewhere any."""

Path = tuple[str | int, ...]


class Text(NamedTuple):
    """A text of a row, in JSON at a path, and the transcript that it is of, by its number."""

    table: str
    id: int
    column: str
    path: Path
    transcript: int | None
    value: str

    @property
    def holder(self) -> str:
        """Name it: `memo/3/text`, `transcript/1/metadata_/author`."""
        return "/".join(map(str, (self.table, self.id, self.column, *self.path)))


def written_texts(store: Store) -> Iterator[Text]:
    """Give every text that names are replaced in, transcripts left out."""
    owners = _Owners(store)
    for table in dict.fromkeys((*COLUMNS, *_JSON)):
        for row in small_rows(store, table):
            owner = owners.of(table, row)
            for column in COLUMNS.get(table, ()):
                if row[column]:
                    yield Text(table, row["id"], column, (), owner, row[column])
            if column := _JSON.get(table, ""):
                for path, value in _strings(json.loads(row[column]), ()):
                    if not _WRITTEN_KEYS.get(column) or path[-1] in _WRITTEN_KEYS[column]:
                        yield Text(table, row["id"], column, path, owner, value)


class _Owners:
    """The transcripts that rows are of."""

    def __init__(self, store: Store) -> None:
        coded = values_by_id(store, "coding", "transcript_id")
        passages = values_by_id(store, "passage", "transcript_id")
        self._on: dict[str, Mapping[int, int]] = {"coding": coded, "passage": passages}

    def of(self, table: str, row: Mapping[str, Any]) -> int | None:
        """Give the number of the transcript that a row is of, if it is of one."""
        if table == "transcript":
            return int(row["id"])
        if table == "memo":
            if row["target"] in {"transcript", "session"}:
                return None if row["target_id"] is None else int(row["target_id"])
            return self._on.get(row["target"], {}).get(row["target_id"])
        if table == "passage_link":
            return self._on["passage"].get(row["passage_id"])
        found: int | None = row.get("transcript_id")
        return found


def _strings(value: object, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _strings(inner, (*path, key))
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from _strings(inner, (*path, at))


def with_strings(value: Any, news: Mapping[Path, str], path: Path = ()) -> Any:
    """Give JSON with other texts at some paths."""
    if isinstance(value, dict):
        return {key: with_strings(inner, news, (*path, key)) for key, inner in value.items()}
    if isinstance(value, list):
        return [with_strings(inner, news, (*path, at)) for at, inner in enumerate(value)]
    return news.get(path, value)
