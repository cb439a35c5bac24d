"""What an export of findings tells: whole, or as much of it as may be shared."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lmm_qual.analysis.sharing import (
    MAY_NOT_BE_QUOTED,
    Gate,
    Review,
    Wording,
    shared_words,
    told_few,
)
from lmm_qual.analysis.trace import Trace, TracedBasis, TracedFinding, TracedPassage
from lmm_qual.model.finding import Typology, search_said

PLACE = ("Transcript", "Turn", "Speaker", "Participant", "Group", "Service", "Time")
"""What is told of where a quotation stands, unless it is for sharing."""

_RULE = (
    "Only those are quoted who agreed to it for that round; participants' ids are left out, and"
    " texts that repeat words without consent."
)


@dataclass(frozen=True)
class Quoted:
    """A quotation, or what stands in its place; `about` says whose it is and where it stands."""

    side: str
    words: str
    about: Mapping[str, str]
    note: str
    refused: bool = False

    @property
    def label(self) -> str:
        """Say whose it is in a line; a speaker who is called by the participant's id once."""
        turn = {"Turn": "turn "}
        said = {turn.get(name, "") + value: "" for name, value in self.about.items() if value}
        return ", ".join(said)


@dataclass(frozen=True)
class Resting:
    """Something else that a finding rests on, with what is written there."""

    said: str
    texts: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class ToldFinding:
    """A finding as it is told."""

    key: str
    question: str
    claim: str
    search: str
    by: str
    quotes: Sequence[Quoted]
    rests: Sequence[Resting]
    recommendations: Sequence[str]

    def on(self, side: str) -> list[Quoted]:
        """Give the quotations of one side."""
        return [quote for quote in self.quotes if quote.side == side]


@dataclass(frozen=True)
class ToldQuestion:
    """A question with its findings; the one without a key gathers those that answer none."""

    key: str
    text: str
    findings: Sequence[ToldFinding]


@dataclass(frozen=True)
class ToldRecommendation:
    """A recommendation as it is told."""

    key: str
    text: str
    to: str
    findings: Sequence[str]


@dataclass(frozen=True)
class ToldTypology:
    """A typology as it is told: rows of type, its description, row, reason."""

    key: str
    name: str
    description: str
    rows: Sequence[tuple[str, str, str, str]]


@dataclass(frozen=True)
class Told:
    """All that is told; `place` names the columns of a quotation's place."""

    title: str
    notes: Sequence[str]
    place: Sequence[str]
    questions: Sequence[ToldQuestion]
    recommendations: Sequence[ToldRecommendation]
    typologies: Sequence[ToldTypology]

    @property
    def findings(self) -> dict[str, ToldFinding]:
        """Give all findings by id."""
        return {one.key: one for question in self.questions for one in question.findings}


class Telling:
    """Tells a trace whole."""

    place: Sequence[str] = PLACE

    def __init__(self, trace: Trace) -> None:
        self.trace = trace

    def told(self) -> Told:
        """Give all that is told."""
        trace = self.trace
        return Told(
            title=f"Findings: {self.text('the title', trace.study)}",
            notes=self.notes(),
            place=self.place,
            questions=[
                ToldQuestion(
                    one.key or "",
                    self.text(f"question {one.key}", one.text) if one.key else one.text,
                    [self.finding(finding) for finding in one.findings],
                )
                for one in trace.questions
            ],
            recommendations=[
                ToldRecommendation(
                    one.row.key,
                    self.text(f"recommendation {one.row.key}", one.row.text),
                    self.text(f"recommendation {one.row.key}, addressee", one.row.addressee or ""),
                    one.findings,
                )
                for one in trace.recommendations
            ],
            typologies=[self.typology(one) for one in trace.typologies],
        )

    def notes(self) -> list[str]:
        """Say what a reader must know first."""
        return []

    def text(self, where: str, text: str) -> str:  # noqa: ARG002  (where it stands)
        """Give a text as it is told."""
        return text

    def finding(self, one: TracedFinding) -> ToldFinding:
        """Give a finding as it is told."""
        key = one.row.key
        return ToldFinding(
            key=key,
            question=one.row.question or "",
            claim=self.text(f"finding {key}", one.row.claim),
            search=self.search(one),
            by=self.author(one),
            quotes=[self.quote(key, passage) for passage in one.passages],
            rests=[self.rest(key, basis) for basis in one.bases],
            recommendations=one.recommendations,
        )

    def search(self, one: TracedFinding) -> str:
        """Say how passages against were looked for."""
        said = one.row.search and self.text(f"finding {one.row.key}, search", one.row.search)
        return search_said(said, len(one.on("against")))

    def author(self, one: TracedFinding) -> str:
        """Say who wrote a finding, and when."""
        day = one.row.created[:10]
        return f"{one.row.coder}, {day}" if one.row.coder else day

    def quote(self, key: str, passage: TracedPassage) -> Quoted:  # noqa: ARG002
        """Give a passage as it is told."""
        link, voices = passage.link, passage.voices
        labels = dict.fromkeys(one.speaker for one in voices.speech if one.speaker)
        values = (
            link.transcript,
            voices.turns_said,
            ", ".join(labels),
            ", ".join(voices.participants),
            ", ".join(voices.groups),
            ", ".join(voices.services),
            voices.time or "",
        )
        about = dict(zip(self.place, values, strict=True))
        return Quoted(link.side, link.quote, about, link.note or "")

    def rest(self, key: str, basis: TracedBasis) -> Resting:  # noqa: ARG002
        """Give what a finding rests on as it is told."""
        texts = [("", basis.memo.text)] if basis.memo else basis.texts
        return Resting(basis.said(self.trace.tree), texts)

    def typology(self, one: Typology) -> ToldTypology:
        """Give a typology as it is told."""
        rows = [
            (kind.name, kind.description or "", member.row, member.reason or "")
            for kind in one.types
            for member in kind.members
        ]
        empty = [(kind.name, kind.description or "", "", "") for kind in one.types]
        met = {row[0] for row in rows}
        rows += [row for row in empty if row[0] not in met]
        order = [kind.name for kind in one.types]
        rows.sort(key=lambda row: order.index(row[0]))
        return ToldTypology(one.id, one.name, one.description or "", rows)


class SharedTelling(Telling):
    """Tells of a trace what may be shared; what is to be read first is in `review`.

    `names` are taken out of all texts, each for what stands in its place: see `known_names`.
    """

    def __init__(self, trace: Trace, gate: Gate, names: Mapping[str, str]) -> None:
        super().__init__(trace)
        self.gate, self.review = gate, Review()
        self.place = ("Label",) if gate.label != "none" else ()
        self._wording = Wording(names, self._refused())

    def _refused(self) -> Iterator[str]:
        for finding in self.trace.findings:
            for passage in finding.passages:
                if self.gate.refusal(passage.voices):
                    yield passage.link.quote
                    yield from (one.words for one in passage.voices.speech if not one.interviewer)

    def notes(self) -> list[str]:
        """Say by what rule this is told."""
        return [_RULE]

    def text(self, where: str, text: str) -> str:
        """Give a text without ids and refused words, and have it reviewed."""
        return self.review.told(where, text, self._wording)

    def author(self, one: TracedFinding) -> str:  # noqa: ARG002
        """Say nothing of who wrote a finding."""
        return ""

    def quote(self, key: str, passage: TracedPassage) -> Quoted:
        """Give a quotation with its label, or what stands in its place."""
        link, voices = passage.link, passage.voices
        where = f"finding {key}, passage {link.side} it"
        if reason := self.gate.refusal(voices):
            self.review.note(
                f"{where} at {link.transcript} {link.start}–{link.end}: not quoted, {reason}"
            )
            about = dict.fromkeys(self.place, "")
            return Quoted(link.side, MAY_NOT_BE_QUOTED, about, "", refused=True)
        note = self.text(f"{where}, note", link.note or "")
        words = self._wording.without_names(shared_words(voices))
        label = self.gate.label_of(voices)
        if label:
            self.review.note(f"{where}: labelled “{label}”")
        return Quoted(link.side, words, dict.fromkeys(self.place, label), note)

    def rest(self, key: str, basis: TracedBasis) -> Resting:
        """Give a memo, row or cell without whose it is; services are named, and reviewed."""
        where = f"finding {key}, what it rests on"
        if basis.memo is not None:
            kind = basis.memo.target
            text = self.text(f"{where}, memo {basis.memo.id}", basis.memo.text)
            return Resting(
                f"memo on {'the study' if kind == 'study' else f'a {kind}'}", [("", text)]
            )
        name = f"a {basis.row.row_kind}"
        if basis.row.row_kind == "service":
            name = f"service {basis.row.row}"
            self.review.note(f"{where}: the service {basis.row.row} is named")
        said = self._wording.shared(basis.said(self.trace.tree, name))
        texts = [
            (cell, self.text(f"{where}, summary of {cell or said}", text))
            for cell, text in basis.texts
        ]
        return Resting(said, texts)

    def typology(self, one: Typology) -> ToldTypology:
        """Give the types with how many rows are of each; services are named, with reasons."""
        where = f"typology {one.id}"
        rows: list[tuple[str, str, str, str]] = []
        for kind in one.types:
            name = self.text(f"{where}, type", kind.name)
            said = self.text(f"{where}, type {kind.name}", kind.description or "")
            if one.rows == "service":
                rows += [
                    (name, said, member.row, self.text(f"{where}, reason", member.reason or ""))
                    for member in kind.members
                ]
                self.review.note(f"{where}: services are named")
                continue
            number = told_few(len(kind.members), self.gate.threshold)
            rows.append((name, said, f"{number} {one.rows}s", ""))
        name = self.text(f"{where}, name", one.name)
        return ToldTypology(one.id, name, self.text(where, one.description or ""), rows)
