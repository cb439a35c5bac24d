"""How embedded a service is judged to be, beside what its ring leads one to expect."""

from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from lmm_qual.analysis.query_tree import Asked, every, unparse
from lmm_qual.store.store import Store
from lmm_qual.system_map.embeddedness import (
    NO_RING,
    NO_TIME,
    NOT_JUDGED,
    Judged,
    Profile,
    Round,
    ServiceProfile,
    change_said,
    read_profile,
)
from lmm_qual.system_map.profile_words import ProfilePassage
from lmm_qual.text.numbers import counted
from lmm_qual.text.standins import shown_block
from lmm_qual.tui.actions import EVERYWHERE, PROFILE, bindings
from lmm_qual.tui.lines import PanelTitle
from lmm_qual.tui.opened import OpenStudy
from lmm_qual.tui.rows import Row
from lmm_qual.tui.screens.profile_changes import ProfileChanges
from lmm_qual.tui.wording import line, spread


class ProfileScreen(ProfileChanges):
    """Shows the judgements of a service by aspect and time point, and takes them."""

    NAME = "How embedded it is"
    LINES = "Passages for and against"
    PLACES = (PROFILE, EVERYWHERE)
    FOOTER = (
        "profile.judge",
        "profile.open",
        "profile.passages",
        "profile.side",
        "profile.delete",
        "profile.next_service",
        "profile.aspect",
        "profile.undo",
        "profile.back",
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(PROFILE)]

    def __init__(self, opened: OpenStudy, service: str) -> None:
        super().__init__(opened, service)
        self._profile: Profile | None = None
        self._passages: dict[int, ProfilePassage] = {}

    def above_list(self) -> ComposeResult:
        """Lay out what the ring leads one to expect."""
        yield Static(id="expected", markup=False)

    def begin(self) -> None:
        """Show the profile."""
        self.listed.focus()
        self.changed()

    @property
    def told(self) -> ServiceProfile | None:
        """Give what is judged of the service."""
        return self._profile.services[0] if self._profile and self._profile.services else None

    @property
    def judged(self) -> Judged | None:
        """Give the judgement that the cursor is on; None where nothing is judged."""
        return None if self.told is None else self.told.judged.get(self.at)

    @property
    def passage(self) -> ProfilePassage | None:
        """Give the passage under the cursor, where the passages have the keys."""
        key = self.line_key
        return self._passages.get(key) if isinstance(key, int) else None

    # Showing

    def changed(self, key: object = None) -> None:
        """Show all as it is now, the cursor on a row, else where it was."""
        self._show(key)
        self.read_apart(partial(_read, self.service), self._take)

    def _take(self, profile: Profile) -> None:
        if not profile.services or profile.services[0].key == self.service:
            self._profile = profile
            self._show()

    def _show(self, key: object = None) -> None:
        self.load_aspects()
        told = self.told
        title = told.label if told else self.service
        self.query_one("#listed-title", PanelTitle).say(title, "judged, never scored")
        said = told.expected_said if told else []
        label = ("expected by ring ", "$text-accent")
        expected = [line(one) if one == NO_RING else line(label, one) for one in said]
        self.query_one("#expected", Static).update(Content("\n").join(expected))
        self.show_rows(self._rows(), self._when_empty(), key)

    def _rows(self) -> list[Row]:
        profile, rows = self._profile, list[Row]()
        if not self.aspects:
            return rows
        for aspect in self.aspects:
            rows.append(Row(line((f" {aspect.label or aspect.id}", "bold $text-primary"))))
            if profile is None or self.told is None:
                continue
            for time in profile.rounds or [Round(None, NO_TIME, NO_TIME)]:
                judged = self.told.judged.get((aspect.id, time.key))
                rows.append(Row(partial(_judged_row, time, judged), (aspect.id, time.key)))
            for pair in profile.pairs:
                held = [self.told.judged.get((aspect.id, time.key)) for time in pair]
                said = change_said(held[0], held[1], pair)
                rows.append(Row(line((f"     {pair[0].name} to {pair[1].name}: {said}", "$muted"))))
        return rows

    def _when_empty(self) -> Content:
        said = (
            "The study does not say yet what being embedded means in it. Press [profile.aspect]"
            " to write the first aspect, with the words to judge it by."
        )
        return self.none_yet("Nothing to judge by.", said)

    def about(self) -> tuple[Content, list[Row]]:
        """Say what is held of the aspect, with the passages for and against it."""
        judged = self.judged
        passages = list(judged.passages) if judged else []
        self._passages = dict(enumerate(passages))
        number = counted(len(passages), "passage")
        self.query_one("#lines-title", PanelTitle).say("For and against", number)
        rows = [Row(partial(_passage_row, one), at) for at, one in self._passages.items()]
        return self._said(judged), rows

    def _said(self, judged: Judged | None) -> Content:
        aspect, (_, time) = self.aspect, self.at
        if aspect is None:
            return Content("")
        parts = [line((aspect.label or aspect.id, "bold"), (f"  {time or 'no time point'}", ""))]
        if aspect.definition:
            parts.append(Content.styled(shown_block(aspect.definition), "$muted"))
        if self.told is not None and time in self.told.talk:
            parts.append(line((self.told.talk[time], "$muted")))
        if judged is None:
            how = self.with_keys("[profile.judge] judges it")
            return Content("\n").join([*parts, line((NOT_JUDGED, "$text-warning"), f"; {how}")])
        parts.append(line(("judged ", "$text-accent"), (judged.level_said, "bold")))
        parts += [Content(shown_block(judged.note))] if judged.note else []
        parts += [line((judged.against_said, "$text-warning"))] if judged.against_said else []
        parts += [line((f"by {judged.by}", "$muted"))] if judged.by else []
        return Content("\n").join(parts)

    # Moving

    def words_of(self, key: object) -> str:
        """Give the words of the passage that a line stands for."""
        passage = self._passages.get(key) if isinstance(key, int) else None
        return passage.quote if passage else ""

    def open_line(self, key: object) -> None:
        """Show a passage in its transcript."""
        passage = self._passages.get(key) if isinstance(key, int) else None
        if passage is not None and passage.place is not None:
            self.open_place(passage.place)

    def action_passages_then(self) -> None:
        """Show what the service's people say at the time point, to be put to the judgement."""
        _, time = self.at
        parts = [Asked("service", (self.service,)), Asked("time", (time,))]
        self.action_passages(unparse(every(parts)))

    def leave_place(self) -> None:
        """Note the service on the map."""
        self.opened.map_place = ("service", self.service)


def _read(service: str, store: Store) -> Profile:
    return read_profile(store, services=[service])


def _judged_row(time: Round, judged: Judged | None, width: int) -> Content:
    head = line((f"   {time.name:4} ", "bold $text-accent"))
    if judged is None:
        return head.append(line((NOT_JUDGED, "$muted")))
    numbers = " · ".join(f"{len(judged.on(side))} {side}" for side in ("for", "against"))
    return spread(width, head.append(line(judged.level_said)), line((f"{numbers} ", "$muted")))


def _passage_row(one: ProfilePassage, width: int) -> Content:
    style = "$text-success" if one.side == "for" else "$text-warning"
    words = " ".join(one.quote[: 4 * width].split())
    note = f" ✎ {one.note}" if one.note else ""
    left = line((f" {one.side:7} ", f"bold {style}"), f"“{words}”", (note, "$text-accent"))
    return spread(width, left, line((f"{one.about} ", "$muted")).truncate(width // 3))
