"""What is decided on the import screen of speakers and sessions."""

from abc import abstractmethod
from collections.abc import Callable, Sequence

from lmm_qual.model.base import composed
from lmm_qual.model.problem import BadInputError
from lmm_qual.project.changes.transcripts import NewTranscript
from lmm_qual.project.importing import decisions
from lmm_qual.project.importing.plan import ImportPlan, PlannedFile
from lmm_qual.project.importing.proposals import proposals_of
from lmm_qual.text.numbers import counted
from lmm_qual.tui.opened import OpenStudy
from lmm_qual.tui.rows import RowList
from lmm_qual.tui.screens.asking import AskLine, OneKey
from lmm_qual.tui.screens.import_rows import NotTaken
from lmm_qual.tui.screens.name_picker import NamePicker
from lmm_qual.tui.screens.study_page import StudyPage
from lmm_qual.tui.wording import line

_SESSION = (
    ("t", "time point", "time"),
    ("g", "group", "group"),
    ("m", "method", "method"),
    ("s", "service", "service"),
    ("d", "date", "date"),
    ("i", "id", "id"),
    ("n", "title", "title"),
)


class ImportDecisions(StudyPage):
    """A screen with a file about to be imported, of which things are decided."""

    def __init__(self, opened: OpenStudy, plan: ImportPlan) -> None:
        super().__init__(opened)
        self.plan = plan
        self.decided = False

    @property
    def speakers(self) -> RowList:
        """Give the list of speakers."""
        return self.query_one("#speakers", RowList)

    @property
    @abstractmethod
    def planned(self) -> PlannedFile:
        """Give the file under the cursor."""

    @abstractmethod
    def check(self) -> None:
        """Find again what keeps files from coming in, and show it."""

    def ask_what(self) -> None:
        """Ask what to decide of the speaker; a label not taken is taken."""
        if isinstance(self.speakers.key, NotTaken):
            self._take(self.speakers.key.label)
            return
        keys = {"r": self.action_rename, "i": self.action_interviewer}
        keys |= {"p": self.action_participant, "x": self.action_not_speaker}
        said = [
            ("r", "rename, or join to another"),
            ("i", "interviewer, or not"),
            ("p", "link to a participant"),
            ("x", "no speaker: take the label for words"),
        ]

        def answered(letter: str | None) -> None:
            if letter in keys:
                keys[letter]()

        self.app.push_screen(OneKey(said), answered)

    def _decide(self, decide: Callable[[NewTranscript], NewTranscript]) -> bool:
        """Decide something of the file under the cursor; False where it cannot be."""
        new = self.planned.new
        if new is None:
            self.tell("this file cannot be read, so nothing of it can be decided", fault=True)
            return False
        try:
            self.planned.new = decide(new)
        except BadInputError as fault:
            self.tell(fault.problems[0].what, fault=True)
            return False
        self.decided = True
        self.check()
        return True

    def _with_label(self, do: Callable[[NewTranscript, str], None]) -> None:
        new, label = self.planned.new, self.speakers.key
        if isinstance(label, NotTaken):
            key = self.key_of("importing.add_speaker")
            self.say(line((label.label, "bold"), f" is no speaker; {key} takes it as one"))
        elif new is None or not isinstance(label, str):
            self.say("no speakers were recognised in this file")
        else:
            do(new, label)

    def action_rename(self) -> None:
        """Give the speaker another name, or join it to another."""
        self._with_label(self._ask_name)

    def _ask_name(self, new: NewTranscript, label: str) -> None:
        others = [name for name in new.parsed.speakers if name != label]
        proposed = proposals_of(new).joins.get(label)
        if proposed is not None:
            others.sort(key=lambda name: name != proposed.into)
        choices = [(name, f"join: {counted(new.parsed.speakers[name], 'turn')}") for name in others]
        if proposed is not None:
            choices[0] = (proposed.into, f"{proposed.reason} · {choices[0][1]}")

        def named(name: str | None) -> None:
            if name and self._decide(lambda it: decisions.rename_speaker(it, label, name)):
                self.speakers.go_to(name)
                done = "joined to" if name in others else "is now"
                self.say(line((label, "bold"), f" {done} ", (name, "bold")))

        title = f"Another name for {label}, or the speaker to join it to"
        self.app.push_screen(NamePicker(title, choices, new="rename to"), named)

    def action_interviewer(self) -> None:
        """Mark the speaker as interviewer, or no longer."""

        def mark(new: NewTranscript, label: str) -> None:
            asks = not new.speakers[label].interviewer
            self._decide(lambda it: decisions.set_speaker(it, label, interviewer=asks))
            self.say(line((label, "bold"), " asks" if asks else " is no interviewer"))

        self._with_label(mark)

    def action_participant(self) -> None:
        """Link the speaker to a participant."""
        self._with_label(self._ask_participant)

    def _ask_participant(self, _: NewTranscript, label: str) -> None:
        known = {one.id: one.group or "" for one in self.opened.design.participants}
        for planned in self.plan.files:
            for entry in planned.new.speakers.values() if planned.new else ():
                if entry.participant:
                    known.setdefault(entry.participant, "new in this import")
        choices = [*known.items(), ("", "no participant")]

        def chosen(name: str | None) -> None:
            if name is None:
                return
            self._decide(lambda it: decisions.set_speaker(it, label, participant=name or None))
            self.say(line((label, "bold"), f" is {name or 'linked to no participant'}"))

        title = f"Which participant is {label}?"
        self.app.push_screen(NamePicker(title, choices, new="new participant"), chosen)

    def action_not_speaker(self) -> None:
        """Take the label for words of the speaker before."""

        def drop(_: NewTranscript, label: str) -> None:
            if self._decide(lambda it: decisions.not_a_speaker(it, label)):
                self.say(line((label, "bold"), " is no speaker: its words go on the one before"))

        self._with_label(drop)

    def action_add_speaker(self) -> None:
        """Take a label for a speaker that was not recognised."""
        new = self.planned.new
        if new is None:
            self.say("this file cannot be read")
            return
        if isinstance(self.speakers.key, NotTaken) and self.speakers.has_focus:
            self._take(self.speakers.key.label)
            return

        def typed(name: str | None) -> None:
            if name:
                self._take(name)

        said = "A label at the start of lines, before a colon, a dash or a tab, as the file has it."
        self.app.push_screen(AskLine("Who else speaks?", said), typed)

    def _take(self, name: str) -> None:
        if self._decide(lambda it: decisions.take_as_speaker(it, name)):
            name = composed(name.strip())
            self.speakers.go_to(name)
            turns = self.planned.new.parsed.speakers.get(name, 0) if self.planned.new else 0
            self.say(line((name, "bold"), f" speaks in {counted(turns, 'turn')}"))

    def action_describe(self) -> None:
        """Say when, with whom and how the session was held."""

        def answered(letter: str | None) -> None:
            for key, name, field in _SESSION:
                if letter == key:
                    self._ask_session(name, field)

        self.app.push_screen(OneKey([(key, name) for key, name, _ in _SESSION]), answered)

    def _ask_session(self, name: str, field: str) -> None:
        new = self.planned.new
        if new is None:
            return

        def answered(value: str | None) -> None:
            if value is not None:
                self._decide(lambda it: decisions.describe(it, **{field: value or None}))

        choices = self._names(field)
        if choices:
            title = f"Which {name} is {new.key}?"
            self.app.push_screen(NamePicker(title, [*choices, ("", "none")]), answered)
        else:
            old = new.key if field == "id" else getattr(new, field) or ""
            self.app.push_screen(AskLine(f"The {name} of {new.key}", value=old), answered)

    def _names(self, field: str) -> Sequence[tuple[str, str | None]]:
        design = self.opened.design
        if field == "time":
            return [(time.id, time.label) for time in design.time_points]
        if field == "group":
            return [(group.id, group.label) for group in design.groups]
        if field == "method":
            from lmm_qual.project.known_names import STANDARD_METHODS

            defined = [method.id for method in design.methods]
            return [(name, "") for name in dict.fromkeys([*defined, *STANDARD_METHODS])]
        if field == "service":
            return self._services()
        return []

    def _services(self) -> Sequence[tuple[str, str | None]]:
        from lmm_qual.store.queries.system_map import load_system_map

        services = load_system_map(self.opened.store).services
        return [(service.id, service.label) for service in services]
