"""Lines that are nobody's words: headings, stage directions, section breaks, footers."""

import re
from enum import Enum

from lmm_qual.importers.labels import Label
from lmm_qual.importers.lines import Line
from lmm_qual.importers.names import stem_of
from lmm_qual.importers.stage_directions import is_event, is_stage_direction
from lmm_qual.importers.vocabulary import HEADINGS, QUESTIONS


class Interruption(Enum):
    """What a line is that is nobody's words; the value names it in reports.

    All end a turn but `EVENT`: where a paragraph without a label follows laughter, it goes on.
    """

    HEADING = "heading"
    STAGE = "stage direction"
    EVENT = "wordless event"
    BREAK = "section break"
    FOOTER = "footer"
    QUESTION = "interview guide question"


_RULE = re.compile(r"\s*(?:([-*_=~#.—–])\s*)(?:\1\s*){2,}")
_FOOTER = re.compile(
    r"\s*(?:transcri(?:bed|ption|pt)(?:ed|s)? (?:by|with|using|provided by|powered by)\b"
    r"|transkribiert (?:von|mit)\b|transcrit par\b|transcrito por\b|trascritto da\b"
    r"|(?:end|ende|fin|fine|fim) (?:of|der|des|de|del|della|da|do) (?:the |l')?"
    r"(?:interview|recording|transcript|transcription|tape|audio|session|focus group|side|file"
    r"|aufnahme|interviews|transkripts|entrevista|grabación|gravação|intervista|registrazione"
    r"|l'entretien|entretien|enregistrement)\b.{0,40}"
    r"|(?:interview|recording|transcript|tape|session) (?:ends|ended|concluded|finished)\b.{0,40}"
    r"|\S.{0,60} (?:started|stopped|paused|resumed) (?:the )?(?:transcription|recording)\.?"
    r"|(?:page|seite|página|pagina) \d+(?: ?(?:of|/|von|sur|de|di) ?\d+)?"
    r")",
    re.IGNORECASE,
)
_HASHES = re.compile(r"\s{0,3}#{1,6}\s+\S")
_NUMBER = re.compile(r"\s{0,20}(?:Q|Question)?\s?\d{1,2}(?:\.\d{1,2})?\s?[.):]\s", re.IGNORECASE)
_WHOLLY_BOLD = re.compile(r"\s*(?:\*\*|__)[^*_]+(?:\*\*|__)\s*")
_BREAKS = frozenset({"break", "section break"})
_LONGEST_HEADING = 10
_LONGEST_FOOTER = 15


def interruption_of(line: Line, label: Label | None, *, alone: bool) -> Interruption | None:
    """Say what a line without a speaker is if it is nobody's words, else `None`.

    `label` is a name before a colon that is no speaker's; `alone` tells that the line is a
    paragraph by itself.
    """
    if line.heading or _HASHES.match(line.text):
        return Interruption.HEADING
    if label is not None and stem_of(label.name) in QUESTIONS:
        return Interruption.QUESTION
    if _RULE.fullmatch(line.text) or (label is not None and label.name.casefold() in _BREAKS):
        return Interruption.BREAK
    if is_stage_direction(line.text):
        return Interruption.EVENT if is_event(line.text) else Interruption.STAGE
    return _by_words(line, alone=alone)


def _by_words(line: Line, *, alone: bool) -> Interruption | None:
    words = len(line.text.split(maxsplit=_LONGEST_FOOTER + 1))
    if words <= _LONGEST_FOOTER and _FOOTER.match(line.text):
        return Interruption.FOOTER
    if _is_guide_question(line):
        return Interruption.QUESTION
    if alone and words <= _LONGEST_HEADING and _is_unmarked_heading(line):
        return Interruption.HEADING
    return None


def _is_guide_question(line: Line) -> bool:
    asks = line.text.rstrip(' \t*_)"”’').endswith("?")
    return asks and (line.numbered or _NUMBER.match(line.text) is not None)


def _is_unmarked_heading(line: Line) -> bool:
    text = line.text.strip()
    if text[-1] in ".?!,;…-–—\"'”’":
        return False
    if line.bold or _WHOLLY_BOLD.fullmatch(text):
        return True
    letters = [character for character in text if character.isalpha()]
    shouted = len(letters) >= 5 and not any(c.islower() or not c.isupper() for c in letters)
    return shouted or _is_numbered_heading(text.split())


def _is_numbered_heading(words: list[str]) -> bool:
    """Tell whether words are `Section 2`, or that and a title parted from it."""
    if len(words) < 2 or stem_of(f"{words[0]} {words[1].rstrip('.:)-–—')}") not in HEADINGS:
        return False
    return len(words) == 2 or words[1][-1] in ".:)-–—" or words[2] in {"-", "–", "—", ":"}
