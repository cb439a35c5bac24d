"""What does not fit a model, said plainly: each fault with its place and what to do."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from lmm_qual.definitions import checks
from lmm_qual.definitions.tree import Key, name_path
from lmm_qual.definitions.tree import Path as KeyPath
from lmm_qual.model.problem import BadInputError, Problem

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

M = TypeVar("M", bound=BaseModel)
PROBLEM_CAP = 50
"""How many faults of one file are told; the rest are counted."""


def make_entry(model: type[M], data: Mapping[str, object], *, file: str) -> M:
    """Make an entry of values that a person typed; raises `BadInputError`."""
    return validated(model, dict(data), name_path, file)


def validated(model: type[M], data: object, place: Callable[[KeyPath], str], file: str) -> M:
    """Give plain data as a model; raises `BadInputError`, in which `place` names places."""
    try:
        return model.model_validate(data, by_alias=True, by_name=False)
    except ValidationError as error:
        raise BadInputError(problems_of(error, data, model, place, file)) from None


def capped(problems: Sequence[Problem], file: str) -> list[Problem]:
    """Give the first faults and a count of the rest."""
    if len(problems) <= PROBLEM_CAP:
        return list(problems)
    rest = Problem(file, f"and {len(problems) - PROBLEM_CAP} more faults")
    return [*problems[:PROBLEM_CAP], rest]


def problems_of(
    error: ValidationError, data: object, shape: object, place: Callable[[KeyPath], str], file: str
) -> list[Problem]:
    """Say what pydantic found, once a place; of a union's branches only the deepest speaks."""
    found: dict[KeyPath, Problem] = {}
    for details in error.errors():
        path = _real_path(details, data)
        what, remedy = explain(details, path, shape)
        found.setdefault(path, Problem(file, what, place(path), remedy))
    above = {path[:n] for path in found for n in range(len(path))}
    return capped([problem for path, problem in found.items() if path not in above], file)


def _real_path(details: "ErrorDetails", data: object) -> KeyPath:
    """Leave out of pydantic's path what names a branch of a union or a key rather than a value."""
    path: list[Key] = []
    for key in details["loc"]:
        inside = key in data if isinstance(data, dict) else _has(data, key)
        if not inside and details["type"] != "missing":
            break
        path.append(key)
        data = data[key] if inside else None  # type: ignore[index]
    return tuple(path)


def _has(data: object, key: Key) -> bool:
    return isinstance(data, list) and isinstance(key, int) and key < len(data)


_PLAIN = {
    "extra_forbidden": ("unknown key “{key}”", "{nearest}"),
    "missing": ("key “{key}” is missing or empty", "give it a value"),
    "literal_error": ("{shown} is not known here", "use {expected}"),
    "string_pattern_mismatch": ("{shown} is not of the form wanted", "{form}"),
    "string_too_long": ("{shown} is too long", "at most {max_length} characters"),
    "string_too_short": ("is empty", "give it a value"),
    "string_unicode": ("{shown} holds what is no character", "write it anew"),
    "string_type": ("{shown} is no text", "write one value"),
    "value_error": ("{shown} {error}", ""),
    "model_type": ("{shown} is no set of keys", "write `key: value`"),
    "dict_type": ("{shown} is no set of keys", "write `key: value`"),
    "list_type": ("{shown} is no list", "write one entry an item"),
    "int_type": ("{shown} is no whole number", ""),
    "int_parsing": ("{shown} is no whole number", ""),
    "int_parsing_size": ("{shown} is too large", ""),
    "less_than_equal": ("{shown} is too large", ""),
    "greater_than_equal": ("{shown} is less than {ge}", ""),
    "float_type": ("{shown} is no number", ""),
    "float_parsing": ("{shown} is no number", ""),
    "finite_number": ("{shown} is no number", ""),
    "bool_type": ("{shown} is neither true nor false", "write true or false"),
    "bool_parsing": ("{shown} is neither true nor false", "write true or false"),
}
_FORMS = {
    "^#": "write a colour as #rrggbb",
    "^[": "write a date as 2022, 2022-06 or 2022-06-30",
}


def explain(details: "ErrorDetails", path: Sequence[Key], shape: object) -> tuple[str, str]:
    """Say one of pydantic's errors plainly: what is wrong, and what to do."""
    context = dict(details.get("ctx", {}))
    context |= {"shown": _shown(details.get("input")), "key": str(path[-1]) if path else ""}
    context["form"] = _FORMS.get(str(context.get("pattern"))[:2], "")
    if details["type"] == "extra_forbidden":
        context["nearest"] = checks.nearest(context["key"], _keys_at(shape, path[:-1]))
    what, remedy = _PLAIN.get(details["type"], ("{shown}: " + details["msg"], ""))
    return what.format_map(context), remedy.format_map(context)


def _shown(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return f"“{text[:60]}…”" if len(text) > 60 else f"“{text}”"


def _keys_at(shape: object, path: Sequence[Key]) -> list[str]:
    """Give the keys that a model, or a list of such, knows at a path."""
    here: Any = shape
    for key in path:
        if isinstance(here, type) and issubclass(here, BaseModel) and isinstance(key, str):
            fields = {field.alias or name: field for name, field in here.model_fields.items()}
            here = fields[key].annotation if key in fields else None
        else:
            here = get_args(here)[-1] if get_args(here) else None
    inner = [here, *get_args(here)]
    known = [part for part in inner if isinstance(part, type) and issubclass(part, BaseModel)]
    return [f.alias or name for part in known for name, f in part.model_fields.items()]
