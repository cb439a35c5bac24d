"""The coding screen: the transcript, the codebook, the codings under the cursor."""

from contextlib import nullcontext
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.dom import DOMNode

from lmm_qual.store.queries.talk import TranscriptRow
from lmm_qual.text.following import same_place
from lmm_qual.text.numbers import counted
from lmm_qual.text.words import count_words
from lmm_qual.tui.actions import ADJUSTING, CODING, EVERYWHERE, TEXT, Action, bindings
from lmm_qual.tui.garbage import MANY_TURNS, not_looking
from lmm_qual.tui.inputs import LineInput
from lmm_qual.tui.lines import PanelTitle
from lmm_qual.tui.opened import OpenStudy
from lmm_qual.tui.reading import TranscriptReading
from lmm_qual.tui.rows import RowList
from lmm_qual.tui.screens.codebook_panel import CodebookPanel
from lmm_qual.tui.screens.coding_changes import CodingChanges
from lmm_qual.tui.screens.coding_details import CodingDetails
from lmm_qual.tui.screens.coding_ends import CodingEnds, Columns
from lmm_qual.tui.screens.coding_links import CodingLinks
from lmm_qual.tui.screens.coding_memos import CodingMemos
from lmm_qual.tui.screens.coding_mending import CodingMending
from lmm_qual.tui.screens.coding_panels import CodingPanels
from lmm_qual.tui.screens.coding_texts import CodingTexts
from lmm_qual.tui.screens.coding_to_map import CodingToMap
from lmm_qual.tui.screens.codings_here import CodingsHere
from lmm_qual.tui.screens.study_page import SAVED
from lmm_qual.tui.screens.transcript_rows import transcript_rows
from lmm_qual.tui.transcript.messages import Going, NotThere
from lmm_qual.tui.transcript.view import TranscriptView
from lmm_qual.tui.wording import excerpt, line, percent


class CodingScreen(
    CodingEnds,
    CodingLinks,
    CodingToMap,
    CodingChanges,
    CodingDetails,
    CodingMemos,
    CodingMending,
    CodingTexts,
    CodingPanels,
):
    """Codes one transcript."""

    PLACES = (CODING, ADJUSTING, TEXT, EVERYWHERE)
    FOOTER = (
        "coding.code",
        "coding.recent_1",
        "coding.again",
        "coding.in_vivo",
        "coding.remove",
        "coding.undo",
        "transcript.next_uncoded",
        "coding.find",
        "coding.finish",
        "coding.memo",
        "coding.passages",
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(CODING)]
    CSS_PATH = Path(__file__).with_name("coding.tcss")

    def __init__(self, opened: OpenStudy, row: TranscriptRow) -> None:
        opened.look_at(row)
        super().__init__(opened, TranscriptReading(opened, row))
        self._said_at: object = None

    def body(self) -> ComposeResult:
        """Lay out transcripts, text and codebook."""
        with Columns(id="columns"):
            with Vertical(id="left", classes="panel"):
                yield PanelTitle("Transcripts")
                yield RowList(id="transcripts")
            yield TranscriptView(self.reading.document, id="text")
            with Vertical(id="right", classes="panel"):
                with Vertical(id="book"):
                    yield PanelTitle("Codebook", id="codebook-title")
                    yield CodebookPanel(self.opened, id="codebook")
                with Vertical(id="about"):
                    yield PanelTitle("Under the cursor", id="here-title")
                    yield CodingsHere(id="here")
        yield LineInput(placeholder="find words", id="find")

    def begin(self) -> None:
        """Show the transcript where work stopped."""
        self.view.focus()
        self._enter(fresh=False)

    # Showing

    def open_row(self, row: TranscriptRow) -> None:
        """Show another transcript; where it cannot be shown say why."""
        long = row.turns > MANY_TURNS
        with not_looking() if long else nullcontext():
            if self.attempt(lambda: self._read(row)):
                self._enter(fresh=True)
        if long:
            self.lmm.look_at_rest()

    def _read(self, row: TranscriptRow) -> None:
        self.opened.look_at(row)
        reading = TranscriptReading(self.opened, row)
        self.leave_place()
        self.reading = reading

    def _enter(self, *, fresh: bool) -> None:
        reading = self.reading
        reading.show_others = reading.finished
        reading.load_codings()
        place = self.opened.places.get(reading.row.id, reading.stopped_at)
        if fresh:
            self.view.show(reading.document, place, reading.marks())
        elif place is not None:
            self.view.go_to(place)
        if self.opened.selected is not None:
            transcript, span = self.opened.selected
            self.opened.selected = None
            if transcript == reading.row.id:
                self.view.select(span)
        self.query_one("#transcripts", RowList).set_rows(
            transcript_rows(self.opened), reading.row.key
        )
        self.show_codings()
        self.view.focus()
        row, self.opened.placing = self.opened.placing, None
        if row is not None and row.transcript_id == reading.row.id:
            self.begin_placing(row)

    def leave_place(self) -> None:
        """Note where the cursor is, to come back to it."""
        self.stop_adjusting()
        self.opened.places[self.reading.row.id] = self.view.cursor.head
        self.opened.last_transcript = self.reading.row.key

    def show_codings(self) -> None:
        """Show the codings as they are now, and all that depends on them."""
        self.view.set_codings(self.reading.marks())
        self.view.set_noted(self.reading.noted())
        used, codes = len(self.reading.counts), len(self.opened.tree.order)
        title = self.query_one("#codebook-title", PanelTitle)
        title.say("Codebook", f"{used} of {codes} used")
        self.query_one(CodebookPanel).show(self.reading.counts)
        self.show_here()
        self.show_header()

    def show_state(self) -> None:
        """Show whether work is saved."""
        self.show_header()

    def show_header(self) -> None:
        """Say where one is and how the work stands."""
        opened, row = self.opened, self.reading.row
        at = [part for part in (row.time, opened.group_name(row.group)) if part]
        place = line(f"{' · '.join(at)} › " if at else "")
        key = line((row.key, "bold"))
        name = key.append(line(f" {row.title}" if row.title else ""))
        whole = line((f"{opened.name} › ", "$muted"))
        short = line((f"{excerpt(opened.name, 24)} › ", "$muted"))
        lefts = [whole + place + name, short + place + name, place + name]
        if row.title:
            lefts.append(place + key + line(f" {excerpt(row.title, 24)}"))
        self.header.say([*lefts, place + key, key], self._state())

    def _state(self) -> list[Content]:
        reading = self.reading
        coded = (f"{percent(reading.share())} coded", "")
        if reading.waiting:
            coded = (f"{len(reading.waiting)} ⚑ · {coded[0]}", "")
        if self.opened.read_only:
            return [line(coded, " · ", ("read-only", "bold $text-warning"))]
        saved = SAVED[self.failed]
        who = f"coder {self.opened.coder} · " if self.opened.coder else ""
        return [
            line((f"{who}{reading.pass_state} · ", "$muted"), coded, " · ", saved),
            line((who, "$muted"), coded, " · ", saved),
            line(coded, " · ", saved),
            line(saved),
        ]

    # Under the cursor

    def show_here(self) -> None:
        """Say in the panel which codings the cursor is in."""
        if self.split:
            self.explain()
            return
        self.query_one("#here-title", PanelTitle).say("Under the cursor")
        codings = self.view.codings
        lettered = [(codings.letter(coding.id), coding) for coding in self.codings_here()]
        head = self.view.cursor.head
        noted, links = self.reading.passage_memos(head), self.reading.links_at(head)
        self.query_one(CodingsHere).show(self.reading, lettered, self.view.picked, noted, links)

    def on_transcript_view_cursor_moved(self) -> None:
        """Follow the cursor."""
        self.show_here()
        if self._cursor_state != self._said_at:
            self._said_at = None
            super().say(self._where())

    def on_transcript_view_coding_picked(self) -> None:
        """Follow what is picked."""
        self.show_here()
        self.say(self._where())

    def on_transcript_view_going(self, event: Going) -> None:
        """Show the number or time that is being typed."""
        if event.typed is None:
            super().say(self._where())
            return
        what = "go to time " if ":" in event.typed else "go to turn "
        parts = ((what, "bold $text-accent"), f"{event.typed}▏ ")
        self.say(line(*parts, ("a number a turn, 12:30 a time, g the start", "$muted")))

    def on_transcript_view_not_there(self, event: NotThere) -> None:
        """Say what was typed in vain."""
        self.say(event.said)

    def say(self, content: Content | str) -> None:
        """Say something, which stays until the cursor moves on."""
        self._said_at = self._cursor_state
        super().say(content)

    @property
    def _cursor_state(self) -> tuple[object, ...]:
        return self.view.cursor.head, self.view.selection, self.view.extending

    def _where(self) -> Content:
        """Say which turn the cursor is in, what is selected, which codings are here."""
        view = self.view
        if self.busy:
            return self.ends_said()
        turn = view.document.turn_at(view.cursor.head)
        place = f"turn {turn.n} {turn.speaker or ''}".rstrip() if turn else "outside turns"
        parts = [(place, "$muted")]
        if view.selection:
            number = count_words(view.document.text, view.selection.start, view.selection.end)
            parts.append((f" · {counted(number, 'word')} selected", "bold"))
        elif view.extending:
            parts.append((" · moving selects", "bold"))
        tree = self.opened.tree
        for coding in self.codings_here():
            letter = view.codings.letter(coding.id)
            parts.append((f"  {letter} ", f"bold {tree.color(coding.code_id) or '$muted'}"))
            weight = "bold underline" if coding.id == view.picked else ""
            parts.append((tree.by_id[coding.code_id].name, weight))
            if len(self.reading.other_coders) and self.reading.sees_others:
                parts.append((f" {coding.coder}", "$muted"))
        return line(*parts)

    # Transcripts

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Open a transcript, or use a code of the codebook."""
        if event.rows.id == "codebook" and isinstance(event.key, int):
            self.view.focus()
            self.use_code(event.key)
        elif event.rows.id == "transcripts":
            self.open_row(self.opened.by_key[str(event.key)])

    def go_to_transcript(self, key: str) -> None:
        """Show another transcript."""
        self.open_row(self.opened.by_key[key])

    def action_transcript(self, step: int) -> None:
        """Show the next transcript."""
        keys = [row.key for row in self.opened.transcripts]
        at = keys.index(self.reading.row.key) + step
        self.open_row(self.opened.transcripts[at % len(keys)])

    @property
    def offers_codes(self) -> bool:
        """Say whether the palette offers codes, to code with them."""
        return not self.opened.read_only

    def _show_corrected(self) -> None:
        """Show a text that was corrected, the cursor on the same words."""
        self.stop_adjusting()
        view, now = self.view, self.reading.document
        place = same_place(view.document.text, now.text, view.cursor.head)
        view.show_corrected(now, place, self.reading.marks())

    # Others

    def action_others(self) -> None:
        """Show or hide the codings of other coders."""
        reading = self.reading
        if self.opened.coder is None:
            self.say("nobody is coding yet, so all codings are shown")
            return
        reading.show_others = not reading.show_others
        reading.load_codings()
        self.show_codings()
        others = ", ".join(reading.other_coders)
        if not others:
            self.say("nobody else has coded this transcript")
        else:
            self.say(f"codings by {others} are {'shown' if reading.show_others else 'hidden'}")

    def place_of(self, action: Action) -> DOMNode:
        """Give what an action is run on: the view for those of the text."""
        return self.view if action.where == TEXT else super().place_of(action)

    def changed(self) -> None:
        """Show the study as it is now; where the transcript is gone, go to the study."""
        row = self.opened.by_key.get(self.reading.row.key)
        if row is None:
            self.lmm.show_study()
            return
        self.reading.row = row
        corrected = self.reading.load_text()
        self.reading.load_codings()
        if corrected:
            self._show_corrected()
        self.query_one("#transcripts", RowList).reword(transcript_rows(self.opened))
        self.show_codings()
