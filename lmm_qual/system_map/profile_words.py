"""The words of the embeddedness profile: as they stand, or as they may be shared."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from lmm_qual.analysis.known_names import known_names
from lmm_qual.analysis.passage_voices import PassageVoices
from lmm_qual.analysis.sharing import (
    MAY_NOT_BE_QUOTED,
    Gate,
    Review,
    Wording,
    reasons_said,
    shared_words,
)
from lmm_qual.store.queries.codings import codings
from lmm_qual.store.queries.embeddedness import SOURCE, JudgementRow
from lmm_qual.store.queries.passages import LinkRow, passage_links
from lmm_qual.store.store import Store
from lmm_qual.text.numbers import counted

PLACED = (
    "quotations stand under the service and the round whose judgement they are for or against,"
    " whatever their label; their words, for people and places named in them"
)
"""What is reviewed where a judgement rests on a quotation."""


@dataclass(frozen=True)
class ProfilePassage:
    """A passage for or against a judgement; `about` says whose it is, `place` where it stands."""

    side: str
    quote: str
    about: str
    note: str
    place: tuple[str, int, int] | None = None


class ProfileWords:
    """Tells the words of a profile as they stand."""

    def __init__(self, store: Store) -> None:
        self._voices = PassageVoices(store)

    def name(self, name: str) -> str:
        """Give a name or a label."""
        return name

    def text(self, where: str, text: str) -> str:  # noqa: ARG002  (where it stands)
        """Give a text."""
        return text

    def by(self, row: JudgementRow) -> str:
        """Say who judged, and when last."""
        return ", ".join(part for part in (row.coder, row.updated[:10]) if part)

    def passage(self, where: str, link: LinkRow) -> ProfilePassage:  # noqa: ARG002
        """Give a passage with whose it is and where it stands."""
        voices = self._voices.at(link.transcript_id, link.start, link.end)
        labels = dict.fromkeys(one.speaker for one in voices.speech if one.speaker)
        turn = voices.turns_said and f"turn {voices.turns_said}"
        said = [link.transcript, turn, *labels, *voices.services, voices.time]
        about = ", ".join(dict.fromkeys(part for part in said if part))
        place = link.transcript, link.start, link.end
        return ProfilePassage(link.side, link.quote, about, link.note or "", place)


class SharedProfileWords(ProfileWords):
    """Tells them as they may be shared; `review` is what to read first, `left_out` who was not.

    Labels, levels, definitions and notes count as published, without ids and refused words; who
    judged is left out.
    """

    def __init__(self, store: Store, gate: Gate) -> None:
        super().__init__(store)
        self.gate, self.review = gate, Review()
        self.left_out: Counter[str] = Counter()
        self._store = store
        self._names: dict[str, None] = {}

    @cached_property
    def _wording(self) -> Wording:
        """Read what may not be quoted, once a word is asked for."""
        return Wording(known_names(self._store), dict.fromkeys(self._refused(self._store)))

    def _refused(self, store: Store) -> Iterator[str]:
        """Give what may not be quoted: of passages of judgements, and of codings."""
        for link in passage_links(store, SOURCE):
            voices = self._voices.at(link.transcript_id, link.start, link.end)
            if self.gate.refusal(voices):
                yield link.quote
                yield from (one.words for one in voices.speech if not one.interviewer)
        for coding in codings(store):
            place = coding.transcript_id, coding.start, coding.end
            if self.gate.refusal(self._voices.at(*place)):
                yield coding.quote

    def name(self, name: str) -> str:
        """Give a name or a label without ids and refused words, to be reviewed with the others."""
        told = self._wording.shared(name)
        self._names[told] = None
        return told

    def text(self, where: str, text: str) -> str:
        """Give a text without ids and refused words, and have it reviewed."""
        return self.review.told(where, text, self._wording)

    def by(self, row: JudgementRow) -> str:  # noqa: ARG002
        """Say nothing of who judged."""
        return ""

    def passage(self, where: str, link: LinkRow) -> ProfilePassage:
        """Give a quotation with its label, or what stands in its place."""
        voices = self._voices.at(link.transcript_id, link.start, link.end)
        if reason := self.gate.refusal(voices):
            self.left_out[reason] += 1
            return ProfilePassage(link.side, MAY_NOT_BE_QUOTED, "", "")
        self.review.note(PLACED)
        note = self.text(f"judgement of {where}, note of a passage", link.note or "")
        words = self._wording.without_names(shared_words(voices))
        return ProfilePassage(link.side, words, self.gate.label_of(voices), note)

    def said(self) -> Iterator[str]:
        """Say in lines what is left out and what to review, names and labels last."""
        if self.left_out:
            number = counted(self.left_out.total(), "passage")
            yield f"{number} of judgements not quoted: {reasons_said(self.left_out)}"
        yield from (f"review: {one}" for one in self.review.notes)
        if self._names:
            yield f"review: names and labels, of services too: {'; '.join(self._names)}"
