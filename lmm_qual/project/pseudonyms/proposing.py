"""Words of a project's transcripts that may be names, for somebody to write rules for."""

import re
from collections import Counter
from typing import NamedTuple

from lmm_qual.store.queries.talk import speakers, texts, turn_spans
from lmm_qual.store.store import Store
from lmm_qual.text.context import words_before, words_behind
from lmm_qual.text.namelike import Namelike, capitalised, is_common, numbers_and_addresses
from lmm_qual.text.namelike import ordinary_words as small_words
from lmm_qual.text.wanted import Finder, Wanted

_AROUND = 5
_KINDS = ("speaker label", "name", "e-mail", "phone", "postcode", "date")
_WORD = re.compile(r"[^\W\d_]+")
_LABEL = re.compile(
    r".*\d|[A-Z]{1,4}|(?:int\w*|participant|respondent|moderator|facilitator|researcher|speaker|"
    r"unknown|all|several|group)\b.*",
    re.IGNORECASE,
)


class Proposal(NamedTuple):
    """Words that may name somebody: how often they stand, in how many transcripts, and one place.

    The kind is speaker label, name, e-mail, phone, postcode or date.
    """

    kind: str
    words: str
    places: int
    transcripts: int
    context: str


def proposals(store: Store) -> list[Proposal]:
    """Give what may be a name, those that stand most often first, by kind; nothing is sure."""
    held = dict(texts(store))
    known = _known(store)
    ordinary = set().union(*map(small_words, held.values()))
    found = dict.fromkeys((one.kind, one.words) for one in _all(store, held))
    names = [one for one in found if one[0] != "name" or _may_name(one[1], ordinary, known)]
    labels = sorted({speaker.label for speaker in speakers(store)})
    names += [("speaker label", one) for one in labels if _may_label(one, known)]
    counted = _counted(held, names)
    return sorted(
        (one for one in counted if one.places),
        key=lambda one: (_KINDS.index(one.kind), -one.places, one.words),
    )


def _all(store: Store, held: dict[int, str]) -> list[Namelike]:
    found = [one for text in held.values() for one in numbers_and_addresses(text)]
    spans = turn_spans(store)
    for transcript, text in held.items():
        for start, end in spans.get(transcript, [(0, len(text))]):
            found += capitalised(text, start, end)
    return found


def _may_name(words: str, ordinary: set[str], known: set[str]) -> bool:
    """Say whether words are not all known to name something else, or written small elsewhere."""
    parts = [part.casefold() for part in _WORD.findall(words)]
    return words.casefold() not in known and not all(
        part in known or part in ordinary or is_common(part) for part in parts
    )


def _may_label(label: str, known: set[str]) -> bool:
    return not _LABEL.fullmatch(label.strip()) and label.casefold() not in known


_KNOWN = (
    ("service", ("key", "label", "aliases", "former_names")),
    ("code", ("name",)),
    ("time_point", ("key", "label")),
    ("participant_group", ("key", "label")),
    ("collection_method", ("key",)),
    ("participant", ("key",)),
    ("setting", ("value",)),
    ("event", ("label",)),
)


def _known(store: Store) -> set[str]:
    """Give the words, in small letters, that name services, codes and the like of the study."""
    known: set[str] = set()
    for table, columns in _KNOWN:
        for row in store.mappings(table):
            for column in columns:
                value = str(row[column] or "").casefold()
                known |= {value, *_WORD.findall(value)}
    return known


def _counted(held: dict[int, str], names: list[tuple[str, str]]) -> list[Proposal]:
    """Count each as a rule for it would find it, wherever it stands."""
    counts, documents = Counter[int](), Counter[int]()
    contexts: dict[int, str] = {}
    finders = [Finder({at: Wanted(words)}) for at, (_, words) in enumerate(names)]
    for text in held.values():
        for at, finder in enumerate(finders):
            if names[at][1] not in text:
                continue
            places = finder.find(text)
            counts[at] += len(places)
            documents[at] += bool(places)
            if places and at not in contexts:
                start, end = places[0].start, places[0].end
                before, behind = (
                    words_before(text, start, _AROUND),
                    words_behind(text, end, _AROUND),
                )
                contexts[at] = f"{before}«{text[start:end]}»{behind}".replace("\n", " ")
    return [
        Proposal(kind, words, counts[at], documents[at], contexts.get(at, ""))
        for at, (kind, words) in enumerate(names)
    ]
