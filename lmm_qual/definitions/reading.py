"""Reading study, codebook, map, monitoring, transcript list, findings, rules, codings, passes.

All are read whole before anything is done with them; every fault names file, line and key.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError

from lmm_qual.definitions import (
    checks,
    csv_rows,
    embeddedness_checks,
    finding_checks,
    pseudonym_checks,
)
from lmm_qual.definitions.json_tree import load_json, parse_json
from lmm_qual.definitions.tree import Key, Tree, name_path
from lmm_qual.definitions.tree import Path as KeyPath
from lmm_qual.definitions.validating import capped, problems_of, validated
from lmm_qual.definitions.yaml_tree import parse_yaml
from lmm_qual.model.codebook import Codebook
from lmm_qual.model.coding import CodingRecord, PassRecord
from lmm_qual.model.embeddedness import Embeddedness
from lmm_qual.model.finding import Findings
from lmm_qual.model.framework import Framework
from lmm_qual.model.monitoring import Monitoring
from lmm_qual.model.problem import BadInputError, Problem, refuse
from lmm_qual.model.pseudonyms import Pseudonyms
from lmm_qual.model.study import Study
from lmm_qual.model.system_map import SystemMap
from lmm_qual.model.transcript_list import TranscriptList

M = TypeVar("M", bound=BaseModel)
FileFormat = Literal["yaml", "json", "jsonl", "csv"]
FORMATS: dict[str, FileFormat] = {
    ".yaml": "yaml",
    ".yml": "yaml",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
}


def read_study(path: Path) -> Study:
    """Read a study file; raises `BadInputError`."""
    return _read(path, Study, checks.check_study)


def read_codebook(path: Path) -> Codebook:
    """Read a codebook file; raises `BadInputError`."""
    return _read(path, Codebook, checks.check_codebook)


def read_system_map(path: Path) -> SystemMap:
    """Read a system map file; raises `BadInputError`."""
    return _read(path, SystemMap, checks.check_system_map)


def read_monitoring(path: Path) -> Monitoring:
    """Read a monitoring file; raises `BadInputError`."""
    return _read(path, Monitoring, checks.check_monitoring)


def read_findings(path: Path) -> tuple[Findings, Callable[[KeyPath], str]]:
    """Read a findings file; gives with it what names a place in it. Raises `BadInputError`."""
    tree = _tree(path, Findings)
    return _checked(tree, Findings, finding_checks.check_findings, str(path)), tree.place


def read_embeddedness(path: Path) -> tuple[Embeddedness, Callable[[KeyPath], str]]:
    """Read an embeddedness file, with what names a place in it; raises `BadInputError`."""
    tree = _tree(path, Embeddedness)
    check = embeddedness_checks.check_embeddedness
    return _checked(tree, Embeddedness, check, str(path)), tree.place


def read_transcript_list(path: Path) -> TranscriptList:
    """Read a transcript list; raises `BadInputError`."""
    return _read(path, TranscriptList, checks.check_transcript_list)


def read_framework(path: Path) -> tuple[Framework, Callable[[KeyPath], str]]:
    """Read written summaries, with what names the place of a path; raises `BadInputError`."""
    tree = _tree(path, Framework)
    return _checked(tree, Framework, checks.check_framework, str(path)), tree.place


def read_pseudonyms(path: Path) -> tuple[Pseudonyms, Callable[[KeyPath], str]]:
    """Read rules for pseudonyms, with what names the place of a path; raises `BadInputError`."""
    tree = _tree(path, Pseudonyms)
    rules = _checked(tree, Pseudonyms, pseudonym_checks.check_pseudonyms, str(path))
    return rules, tree.place


def read_codings(path: Path) -> list[tuple[str, CodingRecord]]:
    """Read codings, each with its place in the file; raises `BadInputError`."""
    return read_records(path, CodingRecord)


def read_passes(path: Path) -> list[tuple[str, PassRecord]]:
    """Read coding passes, each with its place in the file; raises `BadInputError`."""
    return read_records(path, PassRecord)


def read_text(path: Path) -> str:
    """Give a definition file's text, UTF-8 with or without a byte order mark."""
    if not path.is_file():
        what = "is a folder" if path.is_dir() else "is no file" if path.exists() else "is not there"
        raise refuse(what, "check the path", file=str(path))
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        place = f"line {line}"
        raise refuse("is not UTF-8", "save it as UTF-8", file=str(path), place=place) from None
    except OSError as error:
        raise refuse(f"cannot be read: {error.strerror}", file=str(path)) from None
    if "\0" in text:
        place = f"line {text.count(chr(10), 0, text.index(chr(0))) + 1}"
        raise refuse("holds the character NUL", "remove it", file=str(path), place=place)
    return text


def file_format(path: Path) -> FileFormat:
    """Give the format that the file's ending names."""
    found = FORMATS.get(path.suffix.lower())
    if found is None:
        remedy = "use " + ", ".join(FORMATS)
        raise refuse(f"ending “{path.suffix}” is not known", remedy, file=str(path))
    return found


def _read(path: Path, model: type[M], check: checks.Check) -> M:
    return _checked(_tree(path, model), model, check, str(path))


def _checked(tree: Tree, model: type[M], check: checks.Check, file: str) -> M:
    entry = validated(model, tree.data, tree.place, file)
    faults = [Problem(file, what, tree.place(at), remedy) for at, what, remedy in check(entry)]
    if faults:
        raise BadInputError(capped(faults, file))
    return entry


def _tree(path: Path, model: type[BaseModel]) -> Tree:
    kind, text, file = file_format(path), read_text(path), str(path)
    if kind == "yaml":
        tree = parse_yaml(text, file)
    elif kind == "json":
        tree = parse_json(text, file)
    elif kind == "csv":
        return _csv_tree(text, file, model)
    else:
        raise refuse("is JSON Lines, which only codings are read from", "use json", file=file)
    if not isinstance(tree.data, dict):
        what = "is empty" if tree.data is None else "does not begin with keys"
        remedy = "begin with " + ", ".join(f"{name}:" for name in list(model.model_fields)[:4])
        raise refuse(what, remedy, file=file)
    return tree


def _csv_tree(text: str, file: str, model: type[BaseModel]) -> Tree:
    """Gather rows into the sections of the model; a model of one section needs no `section`."""
    sections = entry_models(model)
    data: dict[str, Any] = {}
    entries: dict[str, list[Any]] = {name: [] for name in sections}
    lines: dict[tuple[Key, ...], int] = {}
    known = _columns(*sections.values(), *([model] if len(sections) > 1 else []))
    for line, row in csv_rows.read_csv(text, file, known):
        section = row.pop("section", "" if len(sections) > 1 else next(iter(sections))).strip()
        if section == csv_rows.TOP:
            data.update(csv_rows.decode_row(row, model, file, line))
            lines.update(((name,), line) for name in row)
            continue
        if section not in sections:
            what = f"unknown section “{section}”" if section else "names no section"
            remedy = checks.nearest(section, sections)
            raise refuse(what, remedy, file=file, place=f"line {line}")
        lines[section, len(entries[section])] = line
        entries[section].append(csv_rows.decode_row(row, sections[section], file, line))
    data.update({name: listed for name, listed in entries.items() if listed})
    return Tree(data, lambda at: lines.get(at[:2]) or lines.get(at[:1]))


def _columns(*models: type[BaseModel]) -> list[str]:
    """Give the columns that a table of models may have."""
    names = [f.alias or name for model in models for name, f in model.model_fields.items()]
    return list(dict.fromkeys(["section", *names] if len(models) > 1 else names))


def entry_models(model: type[BaseModel]) -> dict[str, type[BaseModel]]:
    """Give the sections of a file that are lists of entries, with the entries' models."""
    return {
        name: get_args(field.annotation)[0]
        for name, field in model.model_fields.items()
        if get_origin(field.annotation) is list and isinstance(get_args(field.annotation)[0], type)
    }


def read_records(path: Path, model: type[M]) -> list[tuple[str, M]]:
    """Read a file of like records (CSV, JSON Lines, JSON or YAML list), each with its place."""
    file = str(path)
    places, entries = _entries(path, model, file)

    def place(at: KeyPath) -> str:
        return ", ".join([places[int(at[0])], *([name_path(at[1:])] if at[1:] else [])])

    adapter = TypeAdapter(list[model])  # type: ignore[valid-type]
    try:
        records = adapter.validate_python(entries, by_alias=True, by_name=False)
    except ValidationError as error:
        raise BadInputError(problems_of(error, entries, list[model], place, file)) from None  # type: ignore[valid-type]
    return list(zip(places, records, strict=True))


def _entries(path: Path, model: type[BaseModel], file: str) -> tuple[list[str], list[Any]]:
    kind, text = file_format(path), read_text(path)
    if kind in {"csv", "jsonl"}:
        rows = _csv_records(text, model, file) if kind == "csv" else _json_lines(text, file)
        lines, entries = [], []
        for line, entry in rows:
            lines.append(f"line {line}")
            entries.append(entry)
        return lines, entries
    tree = parse_yaml(text, file) if kind == "yaml" else parse_json(text, file)
    data = tree.data
    if not isinstance(data, list):
        raise refuse("is not a list", "write one entry an item", file=file)
    return [f"line {tree.line_of((index,))}" for index in range(len(data))], data


def _csv_records(
    text: str, model: type[BaseModel], file: str
) -> Iterator[tuple[int, dict[str, Any]]]:
    for line, row in csv_rows.read_csv(text, file, _columns(model)):
        yield line, csv_rows.decode_row(row, model, file, line)


def _json_lines(text: str, file: str) -> Iterator[tuple[int, object]]:
    for line, record in enumerate(text.split("\n"), start=1):
        if record.strip():
            yield line, load_json(record, file, line)
