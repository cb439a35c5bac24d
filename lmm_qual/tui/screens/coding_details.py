"""What a coder decides of a coding: whose voice it is, its valence, the time it refers to."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

from textual.content import Content

from lmm_qual.model.codebook import Valence
from lmm_qual.model.coding import RefersTo, Voice
from lmm_qual.store.queries.codings import CodingRow
from lmm_qual.tui.screens.asking import AskOne, OneKey
from lmm_qual.tui.screens.coding_mending import CodingMending
from lmm_qual.tui.screens.study_page import NotMadeError
from lmm_qual.tui.wording import line

if TYPE_CHECKING:
    from lmm_qual.project.changes.change import Change

V = TypeVar("V", bound=str | None)

_KEYS = CodingRow._fields.index("quote")
_VALENCES: dict[str, Valence | None] = {
    "b": "barrier",
    "f": "facilitator",
    "m": "mixed",
    "n": "none",
    "-": None,
}
_TIMES: dict[str, RefersTo | None] = {"b": "before", "n": "now", "h": "hoped for", "-": None}
_VOICES: dict[str, Voice | None] = {
    "v": "voiced",
    "a": "agreed",
    "d": "disagreed",
    "p": "present",
    "-": None,
}
_SAID = {"none": "none, neither", "present": "only present", None: "not set"}
_WORKED_OUT = {**_SAID, None: "as worked out"}
_NUMBERS = "123456789abcdefghijklmno"


class CodingDetails(CodingMending):
    """A screen on which codings are given voices, valence and time by one key each."""

    def _decide_of(self, question: str, ask: Callable[[Sequence[CodingRow]], None]) -> None:
        """Ask about the codings that are meant, else those just made."""
        found = ((row, self.reading.coding(row.id)) for row in self.just_made)
        made = [now for row, now in found if now is not None and now[:_KEYS] == row[:_KEYS]]
        self._with_codings(question, ask, otherwise=made)

    # Valence and time

    def action_valence(self) -> None:
        """Say whether codings hinder or help."""
        self._decide_of("Valence of which coding?", self._ask_valence)

    def _ask_valence(self, codings: Sequence[CodingRow]) -> None:
        from lmm_qual.project.changes.coding_details import SetValence

        def decided(valence: Valence | None) -> None:
            change = SetValence([row.id for row in codings], valence, self.in_place(codings))
            self._decide(change, lambda: line(name, f": valence {valence or 'not set'} "))

        name = (self.named(codings), "bold")
        now = _common(row.valence or "not set" for row in codings)
        self._ask_value(line(name, f": valence, now {now}"), _VALENCES, _SAID, decided)

    def action_refers_to(self) -> None:
        """Say what time codings are about."""
        self._decide_of("What time does which coding refer to?", self._ask_time)

    def _ask_time(self, codings: Sequence[CodingRow]) -> None:
        from lmm_qual.project.changes.coding_details import SetRefersTo

        def decided(time: RefersTo | None) -> None:
            change = SetRefersTo([row.id for row in codings], time, self.in_place(codings))
            self._decide(change, lambda: line(name, f": refers to {time or 'no time set'} "))

        name = (self.named(codings), "bold")
        now = _common(row.refers_to or "not set" for row in codings)
        self._ask_value(line(name, f": refers to, now {now}"), _TIMES, _SAID, decided)

    # Voices

    def action_voice(self) -> None:
        """Say whether a participant voiced, agreed, disagreed or was only present."""
        self._decide_of("Whose voice is which coding?", self._ask_whose)

    def _ask_whose(self, codings: Sequence[CodingRow]) -> None:
        people = self.reading.participants
        if not people:
            self.say("no turn of this transcript names a participant")
        elif len(people) == 1:
            self._ask_voice(codings, people[0])
        elif len(people) > len(_NUMBERS):
            self._ask_whose_of_many(codings, people)
        else:
            keyed = dict(zip(_NUMBERS, people, strict=False))
            said = {n: f"{key} {self._voice_now(codings, key)}" for n, key in keyed.items()}
            title = line("Whose voice is ", (self.named(codings), "bold"), "?")
            self._ask_key(title, said, lambda n: self._ask_voice(codings, keyed[n]))

    def _ask_whose_of_many(self, codings: Sequence[CodingRow], people: Sequence[str]) -> None:
        def chosen(key: object) -> None:
            if key is not None:
                self._ask_voice(codings, str(key))

        choices: list[tuple[object, Content]] = [
            (key, line((f"{key} ", "bold"), (self._voice_now(codings, key), "$muted")))
            for key in people
        ]
        self.app.push_screen(AskOne(f"Whose voice is {self.named(codings)}?", choices), chosen)

    def _ask_voice(self, codings: Sequence[CodingRow], key: str) -> None:
        from lmm_qual.project.changes.coding_details import SetVoice

        def decided(voice: Voice | None) -> None:
            change = SetVoice([row.id for row in codings], key, voice, self.in_place(codings))
            self._decide(change, lambda: line(name, f": {key} {self._voice_now(codings, key)} "))

        name = (self.named(codings), "bold")
        now = self._voice_now(codings, key)
        self._ask_value(line(name, f": {key}, now {now}"), _VOICES, _WORKED_OUT, decided)

    def _voice_now(self, codings: Sequence[CodingRow], key: str) -> str:
        """Say which voice a participant has in codings, and whether that was set."""
        said = []
        for row in codings:
            seats = self.reading.attributed(row).seats
            voices = [voice for seat, voice in seats if seat.participant == key]
            how = ", set" if key in self.reading.decided(row) else ""
            said.append(f"{voices[0] if voices else 'no voice'}{how}")
        return _common(said)

    # Asking and writing

    def _ask_value(
        self,
        title: Content,
        values: Mapping[str, V],
        said: Mapping[str | None, str],
        do: Callable[[V], None],
    ) -> None:
        """Ask for a value by its key."""
        choices = {key: said.get(value, str(value)) for key, value in values.items()}
        self._ask_key(title, choices, lambda key: do(values[key]))

    def _ask_key(
        self, title: Content, choices: Mapping[str, str], do: Callable[[str], None]
    ) -> None:
        def answered(key: str | None) -> None:
            if key is not None and key in choices:
                do(key)
            elif key is not None:
                self.say(f"{key} is none of the keys asked for; nothing was changed")

        self.app.push_screen(OneKey([*choices.items()], title), answered)

    def _decide(self, change: "Change", done: Callable[[], Content]) -> None:
        """Make the change, and once it is on disk say what is so now."""
        try:
            entry = self.make(change)
        except NotMadeError:
            return
        self.reading.load_codings()
        self.show_codings()
        self.say(done().append(self.undoes if entry else line(("as it was", "$muted"))))


def _common(values: Iterable[str]) -> str:
    """Give the one value of several codings, or all of them."""
    return " or ".join(dict.fromkeys(values))
