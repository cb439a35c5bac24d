"""Every place at which rules for pseudonyms would replace a name, before anything is written."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from lmm_qual.definitions.checks import nearest
from lmm_qual.definitions.pseudonym_checks import wanted_of
from lmm_qual.model.problem import BadInputError, Problem, refuse
from lmm_qual.model.pseudonyms import PseudonymRule
from lmm_qual.project.pseudonyms.texts import Text, written_texts
from lmm_qual.store.queries.keys import keys, keys_by_id
from lmm_qual.store.queries.talk import transcript_text, turn_ends
from lmm_qual.store.store import Store
from lmm_qual.text.context import words_before, words_behind
from lmm_qual.text.following import Edit, Edits
from lmm_qual.text.wanted import Finder

_AROUND = 6
"""Words of context on each side of a place."""

Skip = tuple[str, int]
"""A place that is left as it is: what holds it, and where it begins."""


class Place(NamedTuple):
    """A place: `holder` is a transcript's id or, of what else was written, like `memo/3/text`.

    `rule` counts from 0.
    """

    holder: str
    start: int
    end: int
    rule: int
    found: str
    replacement: str
    before: str
    after: str
    written: bool = False

    @property
    def skip(self) -> Skip:
        """Give what leaves it out."""
        return self.holder, self.start

    @property
    def in_context(self) -> str:
        """Give what was found between the words around it, on one line."""
        return f"…{self.before}«{self.found}»{self.after}…".replace("\n", " ")


@dataclass(frozen=True)
class Rules:
    """Rules, and which of them hold in which transcript."""

    rules: Sequence[PseudonymRule]
    _finders: dict[str | None, Finder] = field(default_factory=dict, compare=False)

    def finder(self, transcript: str | None) -> Finder:
        """Give what finds the names of a transcript, or of what belongs to none of them alone."""
        if transcript not in self._finders:
            self._finders[transcript] = Finder(
                {
                    at: wanted_of(rule)
                    for at, rule in enumerate(self.rules)
                    if not rule.only or transcript in rule.only
                }
            )
        return self._finders[transcript]

    @cached_property
    def everywhere(self) -> Finder:
        """Give what finds all names, wherever they are to be replaced."""
        return Finder({at: wanted_of(rule) for at, rule in enumerate(self.rules)})

    def edits(self, text: str, transcript: str | None, stops: Sequence[int] = ()) -> list[Edit]:
        """Give the edits of a text."""
        found = self.finder(transcript).find(text, stops)
        return [Edit(one.start, one.end, self.rules[one.which].replace) for one in found]

    def said(self, text: str, transcript: str | None) -> str:
        """Give a text with names replaced."""
        return Edits(text, self.edits(text, transcript)).text

    def hidden(self, text: str) -> str:
        """Give a text with all names replaced, wherever their rules hold."""
        found = self.everywhere.find(text)
        return Edits(text, (Edit(o.start, o.end, self.rules[o.which].replace) for o in found)).text

    def check(self, store: Store, file: str, place: Callable[[tuple[str | int, ...]], str]) -> None:
        """Refuse rules for transcripts that are not there; raises `BadInputError`."""
        known = keys(store, "transcript", by="key")
        faults = [
            Problem(
                file, f"no transcript “{key}”", place(("rules", at, "only", n)), nearest(key, known)
            )
            for at, rule in enumerate(self.rules)
            for n, key in enumerate(rule.only)
            if key not in known
        ]
        if faults:
            raise BadInputError(faults)


@dataclass
class Plan:
    """What is to be replaced, and where."""

    rules: Rules
    places: list[Place] = field(default_factory=list)
    texts: dict[str, Text] = field(default_factory=dict)
    """What is not a transcript's own words, by its holder."""

    def without(self, skips: Collection[Skip]) -> "Plan":
        """Leave places out; raises `BadInputError` where there is none such."""
        known = {place.skip for place in self.places}
        for holder, start in skips:
            if (holder, start) not in known:
                near = [f"{one}:{at}" for one, at in known]
                what = f"no place {holder}:{start} would be changed"
                raise refuse(what, nearest(f"{holder}:{start}", near))
        left = [place for place in self.places if place.skip not in skips]
        return Plan(self.rules, left, self.texts)

    def edits(self) -> dict[str, list[Edit]]:
        """Give the edits of each transcript's words, by its id."""
        found: dict[str, list[Edit]] = {}
        for place in self.places:
            if not place.written:
                edit = Edit(place.start, place.end, place.replacement)
                found.setdefault(place.holder, []).append(edit)
        return found

    def news(self) -> Iterator[tuple[Text, str]]:
        """Give each other text that changes, and what it says then."""
        edits: dict[str, list[Edit]] = {}
        for place in self.places:
            if place.written:
                edit = Edit(place.start, place.end, place.replacement)
                edits.setdefault(place.holder, []).append(edit)
        for holder, made in edits.items():
            text = self.texts[holder]
            yield text, Edits(text.value, made).text


def make_plan(store: Store, rules: Rules) -> Plan:
    """Find every place in transcripts and in what people wrote beside them; nothing is written."""
    plan = Plan(rules)
    named = keys_by_id(store, "transcript", by="key")
    for id_, key in named.items():
        text = transcript_text(store, id_)
        plan.places += _places(rules, key, text, key, borders(store, id_))
    for written in written_texts(store):
        owner = None if written.transcript is None else named.get(written.transcript)
        found = list(_places(rules, written.holder, written.value, owner))
        if found:
            plan.texts[written.holder] = written
            plan.places += (one._replace(written=True) for one in found)
    return plan


def borders(store: Store, transcript: int) -> list[int]:
    """Give the places of a transcript over which no name goes: where turns and labels end."""
    return sorted({place for row in turn_ends(store, transcript) for place in row})


def _places(
    rules: Rules, holder: str, text: str, transcript: str | None, stops: Iterable[int] = ()
) -> Iterator[Place]:
    for one in rules.finder(transcript).find(text, [*stops]):
        around = words_before(text, one.start, _AROUND), words_behind(text, one.end, _AROUND)
        found, replacement = text[one.start : one.end], rules.rules[one.which].replace
        yield Place(holder, one.start, one.end, one.which, found, replacement, *around)
