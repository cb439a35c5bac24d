"""What the profile's screen changes: judgements, their passages, and the aspects."""

from abc import abstractmethod
from collections.abc import Mapping

from lmm_qual.model.embeddedness import Aspect
from lmm_qual.model.finding import PassageEntry
from lmm_qual.store.queries.embeddedness import aspects
from lmm_qual.store.queries.system_map import load_system_map
from lmm_qual.system_map.embeddedness import Judged
from lmm_qual.system_map.profile_words import ProfilePassage
from lmm_qual.tui.opened import OpenStudy
from lmm_qual.tui.screens.map_fields import joined, parted
from lmm_qual.tui.screens.map_halves import MapHalves
from lmm_qual.tui.screens.words_form import Field, WordsForm


class ProfileChanges(MapHalves):
    """A screen on which a service is judged. What it says is done is on disk."""

    def __init__(self, opened: OpenStudy, service: str) -> None:
        super().__init__(opened)
        self.service = service
        self.aspects: list[Aspect] = []

    def load_aspects(self) -> None:
        """Read again what being embedded means in the study."""
        self.aspects = list(aspects(self.opened.store).values())

    @property
    def at(self) -> tuple[str, str | None]:
        """Give the aspect and the time point that the cursor is on."""
        key = self.listed.key
        return key if isinstance(key, tuple) else ("", None)

    @property
    def aspect(self) -> Aspect | None:
        """Give the aspect that the cursor is on."""
        return next((one for one in self.aspects if one.id == self.at[0]), None)

    @property
    @abstractmethod
    def judged(self) -> Judged | None:
        """Give the judgement that the cursor is on; None where nothing is judged."""

    @property
    @abstractmethod
    def passage(self) -> ProfilePassage | None:
        """Give the passage under the cursor, where the passages have the keys."""

    def action_service(self, step: int) -> None:
        """Show another service of the map."""
        keys = [one.id for one in load_system_map(self.opened.store).services]
        at = keys.index(self.service) if self.service in keys else 0
        self.service = keys[(at + step) % len(keys)]
        self.changed()

    # Judging

    def action_judge(self) -> None:
        """Ask what is held of the aspect at the time point."""
        if self.aspect is not None:
            self.as_coder(self._ask_judgement)

    def _ask_judgement(self) -> None:
        from lmm_qual.project.changes.embeddedness import JudgeService

        aspect, (_, time), judged = self.aspect, self.at, self.judged
        assert aspect is not None
        level = (judged and judged.level) or ""

        def save(values: Mapping[str, str]) -> str:
            change = JudgeService(
                self.service, aspect.id, time, level=values["level"], note=values["note"]
            )
            return self.made(change, (aspect.id, time))

        kind: Field = Field("level", "level", "line", level, "in a few words")
        if aspect.levels:
            kind = Field("level", "level", "choice", level, choices=aspect.levels)
        note = Field("note", "why", "block", (judged and judged.note) or "")
        title = f"{self.service} {time or ''}: {aspect.label or aspect.id}"
        self.app.push_screen(WordsForm(title, [kind, note], save))

    def action_side(self) -> None:
        """Move the passage under the cursor to the other side."""
        if not self.may_write():
            return
        from lmm_qual.project.changes.embeddedness import JudgeService

        entry = self._entry()
        if self.passage is None or entry is None:
            self.say(self.with_keys("[profile.open] goes to the passages; there one is moved"))
            return
        aspect, time = self.at
        sides = ((), [entry]) if self.passage.side == "for" else ([entry], ())
        change = JudgeService(self.service, aspect, time, for_=sides[0], against=sides[1])
        self.made(change, self.at)

    def _entry(self) -> PassageEntry | None:
        """Give the passage under the cursor as a file would have it."""
        passage = self.passage
        if passage is None or passage.place is None:
            return None
        key, start, end = passage.place
        note = passage.note or None
        return PassageEntry(transcript=key, start=start, end=end, quote=passage.quote, note=note)

    def action_delete(self) -> None:
        """Take away the passage under the cursor, else what was judged."""
        if not self.may_write():
            return
        from lmm_qual.project.changes.embeddedness import JudgeService, RemoveJudgement

        aspect, time = self.at
        entry = self._entry()
        if entry is not None:
            self.made(JudgeService(self.service, aspect, time, without=[entry]), self.at)
        elif self.judged is not None:
            self.made(RemoveJudgement(self.service, aspect, time), self.at)
        else:
            self.say("nothing is judged here")

    # Aspects

    def action_aspect(self) -> None:
        """Ask for a new aspect of being embedded."""
        if not self.may_write():
            return
        from lmm_qual.project.changes.embeddedness_aspects import AddAspect

        def save(values: Mapping[str, str]) -> str:
            text, definition = values["label"] or None, values["definition"] or None
            return self.made(AddAspect(values["id"], text, definition, parted(values["levels"])))

        key = Field("id", "id", "line", "", "short: awareness")
        self.app.push_screen(
            WordsForm("New aspect of being embedded", [key, *_fields(Aspect(id="new"))], save)
        )

    def action_edit_aspect(self) -> None:
        """Edit the aspect that the cursor is on."""
        aspect = self.aspect
        if not self.may_write() or aspect is None:
            return
        from lmm_qual.project.changes.embeddedness_aspects import EditAspect

        def save(values: Mapping[str, str]) -> str:
            text, definition = values["label"] or None, values["definition"] or None
            return self.made(EditAspect(aspect.id, text, definition, parted(values["levels"])))

        self.app.push_screen(WordsForm(f"Aspect {aspect.id}", _fields(aspect), save))


def _fields(one: Aspect) -> list[Field]:
    hint = "words to judge by, from least to most, parted by ;"
    return [
        Field("label", "name", "line", one.label or "", "what it is called"),
        Field("definition", "what it means", "block", one.definition or ""),
        Field("levels", "levels", "line", joined(one.levels), hint),
    ]
