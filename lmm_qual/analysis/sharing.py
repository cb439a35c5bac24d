"""The gate for everything marked for sharing: who may be quoted, and under what label.

A quotation may be shared where each person who speaks in it agreed, for that round, to be quoted
and has not withdrawn. Its label is none, a group, or a group and a time point; participants' ids
never stand in it.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from lmm_qual.analysis.passage_voices import Speech, Voices
from lmm_qual.model.study import Consent, Study

Label = Literal["none", "group", "group,time"]

MAY_NOT_BE_QUOTED = "[a quotation that may not be shared]"
"""What stands in the place of a quotation without consent."""

WITHHELD = "[left out: it holds words that may not be shared]"
"""What stands in the place of a text that repeats such a quotation."""

SOMEBODY, SOME_TALK = "[participant]", "[transcript]"
"""What stands in the place of ids within a text."""

NOBODY_NAMED = "no participant is named as its speaker"
NO_SPEECH = "no participant speaks in it"
NO_CONSENT = "consent to be quoted in that round is not on record"
REFUSED = "the person did not agree to be quoted in that round"
WITHDRAWN = "the person has withdrawn"


@dataclass(frozen=True)
class Gate:
    """Says who may be quoted, and how; `consent` is by participant and time point."""

    consent: Mapping[str, Mapping[str, Consent]]
    label: Label = "none"
    group_name: Callable[[str], str] = str
    time_name: Callable[[str], str] = str
    threshold: int | None = None

    @classmethod
    def of(cls, study: Study, label: Label = "none") -> "Gate":
        """Make the gate of a study."""
        groups = {group.id: group.label or group.id for group in study.groups}
        times = {time.id: time.label or time.id for time in study.time_points}
        return cls(
            {one.id: one.consent for one in study.participants},
            label,
            lambda key: groups.get(key, key),
            lambda key: times.get(key, key),
            study.settings.masking_threshold,
        )

    def refusal(self, voices: Voices) -> str:
        """Say why a passage may not be quoted; nothing where it may."""
        if voices.unnamed:
            return NOBODY_NAMED
        if not voices.participants:
            return NO_SPEECH
        return self.refusal_of((person, voices.time) for person in voices.participants)

    def refusal_of(self, people: Iterable[tuple[str, str | None]]) -> str:
        """Say why words of these people, each of a round, may not be shared; else nothing."""
        reasons = (self._refusal(person, time) for person, time in people)
        return next((reason for reason in reasons if reason), "")

    def _refusal(self, person: str, time: str | None) -> str:
        given = self.consent.get(person, {}).get(time or "")
        if given is None or (given.quote is None and not given.withdrawn):
            return NO_CONSENT
        if given.withdrawn:
            return WITHDRAWN
        return "" if given.quote else REFUSED

    def label_of(self, voices: Voices) -> str:
        """Give the label of a quotation that may be shared, by the names of group and time."""
        return self.label_for(voices.groups, voices.time)

    def label_for(self, groups: Iterable[str], time: str | None) -> str:
        """Give the label of what is of these groups and this time point."""
        if self.label == "none":
            return ""
        said = [", ".join(self.group_name(group) for group in groups) or "no group"]
        if self.label == "group,time" and time:
            said.append(self.time_name(time))
        return ", ".join(said)


def shared_words(voices: Voices) -> str:
    """Give a quotation's words without labels and times, its speakers told apart by number."""
    heard = [one for one in voices.speech if one.words.strip()]
    order = {
        key: number
        for number, key in enumerate(
            dict.fromkeys(_who(one) for one in heard if not one.interviewer), start=1
        )
    }
    if len(order) < 2 and not any(one.interviewer for one in heard):
        return " ".join(" ".join(one.words.split()) for one in heard)
    lines = [
        f"{'Interviewer' if one.interviewer else f'Speaker {order[_who(one)]}'}: "
        + " ".join(one.words.split())
        for one in heard
    ]
    return "\n".join(lines)


def _who(one: Speech) -> str | None:
    return one.participant or one.speaker


@dataclass
class Review:
    """What a person should read before something is shared: each thing said once, in order."""

    notes: list[str] = field(default_factory=list)

    def note(self, said: str) -> None:
        """Note something."""
        if said not in self.notes:
            self.notes.append(said)

    def told(self, where: str, text: str, wording: "Wording") -> str:
        """Give a text as it may be shared, without ids and refused words, and note it if any."""
        if not text:
            return text
        told = wording.shared(text)
        if told == WITHHELD:
            self.note(f"{where}: left out, for it repeats words that may not be shared")
        else:
            self.note(f"{where}: names are taken out" if told != text else where)
        return told


def reasons_said(left_out: Counter[str]) -> str:
    """Say why how many passages are left out, the most first."""
    return "; ".join(f"{number} where {why}" for why, number in left_out.most_common())


class Wording:
    """Takes out of texts that are to be shared what may not be: names, and refused quotations.

    `names` are those of participants and transcripts, each with what stands in its place.
    """

    def __init__(self, names: Mapping[str, str], refused: Iterable[str] = ()) -> None:
        self._stand_ins = {name.casefold(): said for name, said in names.items() if _tells(name)}
        joined = "|".join(map(re.escape, sorted(self._stand_ins, key=len, reverse=True)))
        self._names = re.compile(rf"(?<!\w)(?:{joined})(?!\w)", re.IGNORECASE) if joined else None
        self._refused = [words for words in map(_even, refused) if len(words) >= _TELLING]

    def shared(self, text: str) -> str:
        """Give a text as it may be shared: without names, or `WITHHELD` in its place."""
        even = _even(text)
        if any(words in even for words in self._refused):
            return WITHHELD
        return self.without_names(text)

    def without_names(self, text: str) -> str:
        """Give a text in which no participant or transcript is named."""
        if self._names is None:
            return text
        return self._names.sub(
            lambda found: self._stand_ins.get(found[0].casefold(), SOMEBODY), text
        )


_TELLING = 12
"""Characters from which words are taken to be those of a quotation, wherever they stand."""


def _tells(name: str) -> bool:
    """Say whether an id would not be met in any text by chance."""
    return len(name) > 1 and not name.isdigit()


def _even(text: str) -> str:
    return " ".join(text.casefold().split())


def told_few(number: int, threshold: int | None) -> str:
    """Give a number as it may be shared: below the study's threshold only that it is."""
    return f"fewer than {threshold}" if threshold and 0 < number < threshold else str(number)
