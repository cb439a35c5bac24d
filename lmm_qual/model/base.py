"""What all models of files share: unknown keys are faults, and text is text."""

import re
import unicodedata
from datetime import date
from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)


class FileModel(BaseModel):
    """A mapping in a file; unknown keys are refused, a key without a value counts as left out."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        populate_by_name=True,
        coerce_numbers_to_str=True,
        defer_build=True,
    )

    @model_validator(mode="before")
    @classmethod
    def _leave_out_empty(cls, data: object) -> object:
        if not isinstance(data, dict) or not ("" in data.values() or None in data.values()):
            return data
        known = {field.alias or name for name, field in cls.model_fields.items()}
        return {
            key: value
            for key, value in data.items()
            if key not in known or (value is not None and value != "")
        }


def composed(text: str) -> str:
    """Give the text in Unicode's composed form (NFC), in which names are compared."""
    return unicodedata.normalize("NFC", text)


_BREAKING = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def _one_line(text: str) -> str:
    if _BREAKING.search(text):
        raise ValueError("must not hold line breaks, tabs or control characters")
    return composed(text)


Name = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=500),
    AfterValidator(_one_line),
]
"""An id or a name: one line, not empty, composed."""

CodePath = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1), AfterValidator(_one_line)
]
"""A code's path, or its name; as long as its names make it."""


def _real_day(text: str) -> str:
    if len(text) == len("2022-06-30"):
        try:
            date.fromisoformat(text)
        except ValueError:
            raise ValueError("is no day of the calendar") from None
    return text


PartialDate = Annotated[
    str,
    Field(pattern=r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"),
    AfterValidator(_real_day),
]
"""A year, a month or a day: 2022, 2022-06, 2022-06-30."""

Count = Annotated[int, Field(ge=0, le=999_999_999_999)]
"""A whole number, not negative."""

Color = Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$")]
"""A colour as #rrggbb."""


def _scalar_text(value: object) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value


Scalar = Annotated[
    str,
    BeforeValidator(_scalar_text),
    WithJsonSchema({"type": ["string", "number", "boolean"]}),
]
"""A value kept as the text that was typed, whatever it looks like."""
