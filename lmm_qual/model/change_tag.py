"""What a researcher may say became of a code between two rounds."""

from collections.abc import Mapping
from typing import Literal

Design = Literal["people", "service", "group"]
"""The same people; the same services, or groups, with other people."""
Tag = Literal["increase", "cumulative", "surge", "decrease", "constant", "idiosyncratic", "missing"]
"""Saldaña (2003), Longitudinal Qualitative Research: the descriptive questions of change."""
MEANINGS: Mapping[Tag, str] = {
    "increase": "more of it, or it emerges",
    "cumulative": "built up over time",
    "surge": "a surge or turning point",
    "decrease": "less of it, or it ceases",
    "constant": "stays as it is",
    "idiosyncratic": "peculiar to this one",
    "missing": "not there where one would look for it",
}
