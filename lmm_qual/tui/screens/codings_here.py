"""The panel of the codings under the cursor: code, coder, whose voice, memo."""

from collections.abc import Sequence
from typing import Any

from textual.content import Content

from lmm_qual.analysis.attribution import Attributed
from lmm_qual.exporters.reviews import REASONS
from lmm_qual.store.queries.codings import CodingRow
from lmm_qual.store.queries.memo_links import MemoLinkRow
from lmm_qual.store.queries.memos import MemoRow, memo
from lmm_qual.text.numbers import counted
from lmm_qual.tui.hints import with_keys
from lmm_qual.tui.prose import Prose
from lmm_qual.tui.reading import TranscriptReading
from lmm_qual.tui.wording import Part, excerpt, line


class CodingsHere(Prose):
    """Says which codings the cursor is in, or what a code of the codebook means."""

    DEFAULT_CSS = """
    CodingsHere { padding: 0 0 0 1; background: $surface; }
    CodingsHere:focus { background: $cursor-row-away; }
    """

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._shown: Any = None
        self._said = self._memos = Content("")

    def show(
        self,
        reading: TranscriptReading,
        lettered: Sequence[tuple[str, CodingRow]],
        picked: object = None,
        noted: Sequence[MemoRow] = (),
        links: Sequence[MemoLinkRow] = (),
    ) -> None:
        """Show codings, each with its stripe's letter, and the memos on and to the words here."""
        seen = reading.row.id, picked, reading.sees_others, reading.opened.changes
        key = (tuple(lettered), tuple(memo.id for memo in noted), tuple(links), *seen)
        if key == self._shown:
            return
        self._shown = key
        parts = [coding_said(reading, letter, row, row.id == picked) for letter, row in lettered]
        parts = parts or [line(("No coding under the cursor.", "$muted"))]
        parts += map(_noted, noted)
        parts += [_pointed(reading, link) for link in links]
        hidden = reading.codings and not reading.sees_others and self._hidden(reading)
        if hidden:
            parts.append(hidden)
        self._said, self._memos = Content("\n\n").join(parts), memos_here_said(reading)
        self.say(self._fitted())

    def explain(self, said: Content) -> None:
        """Show what a code means."""
        if said != self._shown:
            self._shown = self._said = said
            self._memos = Content("")
            self.say(said)

    def _fitted(self) -> Content:
        """Add which memos there are on the transcript and its session, where there is room."""
        longer = self._said.append("\n\n").append(self._memos)
        width, height = self.scrollable_content_region.size
        fits = self._memos and width and longer.get_height({}, width) <= height
        return longer if fits else self._said

    def _hidden(self, reading: TranscriptReading) -> Content | None:
        coders = reading.other_coders
        if not coders:
            return None
        number = len(reading.codings) - len(reading.own)
        verb = "is" if number == 1 else "are"
        shows = with_keys(self, "until your pass is finished; [coding.others] shows")
        who = f"{counted(number, 'coding')} by {', '.join(coders)} {verb} hidden "
        return line((who, "$muted"), (shows, "$muted"))

    def on_resize(self) -> None:
        """Say what there is room for now."""
        if self._shown is not None:
            self.say(self._fitted())


def coding_said(
    reading: TranscriptReading, letter: str, coding: CodingRow, picked: bool
) -> Content:
    """Say one coding: its stripe's letter, code, coder, whose voice, memo."""
    tree = reading.opened.tree
    name = tree.by_id[coding.code_id].name
    color = tree.color(coding.code_id) or "$muted"
    head = line(
        (f"{letter} ", f"bold {color}"),
        (name, "bold underline" if picked else "bold"),
        (f"  {coding.coder}", "$muted"),
    )
    facts: list[Part] = [(voices_said(reading.attributed(coding)), "$muted")]
    facts += [(f" · {said}", "$muted") for said in (coding.valence, coding.refers_to) if said]
    content = head.append("\n").append(line(*facts))
    if reason := reading.waiting.get(coding.id):
        waits = (f"⚑ waits: {REASONS.get(reason, reason)}", "$text-warning")
        content = content.append("\n").append(line(waits))
    for row in reading.memos(coding.id):
        whose = f"{row.coder}: " if row.coder not in {None, coding.coder} else ""
        said = line(("✎ ", "$text-accent"), (whose, "$muted"), excerpt(row.text, 400))
        content = content.append("\n").append(said)
    return content


def _noted(row: MemoRow) -> Content:
    """Say a memo on words that need not be coded."""
    words = (f"“{excerpt(row.quote or '', 60)}” ", "italic")
    whose = (f"{row.coder or 'nobody named'}: ", "$muted")
    return line(("✎ ", "$text-accent"), words, whose, excerpt(row.text, 400))


def _pointed(reading: TranscriptReading, link: MemoLinkRow) -> Content:
    """Say which memo points to words."""
    row = memo(reading.opened.store, link.memo_id)
    if row is None:
        return Content("")
    head = f"→ here: memo on {row.subject.said(reading.opened.tree)} "
    whose = (f"{row.coder or 'nobody named'}: ", "$muted")
    return line(("✎ ", "$text-accent"), (head, "italic"), whose, excerpt(row.text, 400))


def memos_here_said(reading: TranscriptReading) -> Content:
    """Say which memos there are: `✎ 2 memos here · 1 memo on words · summary: jr`."""
    on_transcript = len(reading.memos_here("transcript"))
    parts = [counted(on_transcript, "memo") + " here"] if on_transcript else []
    on_words = len(reading.passage_memos())
    parts += [f"{counted(on_words, 'memo')} on words"] if on_words else []
    by = ", ".join(dict.fromkeys(memo.coder or "–" for memo in reading.memos_here("session")))
    parts += [f"summary: {by}"] if by else []
    return line((f"✎ {' · '.join(parts)}" if parts else "", "$muted"))


def voices_said(attributed: Attributed) -> str:
    """Say whose voice a coding is: `P07 voiced, P08 agreed`."""
    if attributed.unattributed:
        return "no participant's words"
    said = [
        f"{seat.participant} {voice}"
        if seat.participant
        else f"{seat.group or 'nobody'} {voice}, nobody named"
        for seat, voice in attributed.seats
    ]
    return ", ".join(said)
