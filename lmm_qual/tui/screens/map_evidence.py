"""Putting words to the map from any screen: to a relation, a service, or a judgement."""

from collections.abc import Callable

from lmm_qual.analysis.passage_voices import PassageVoices, Voices
from lmm_qual.model.finding import PassageEntry
from lmm_qual.project.changes.change import Change
from lmm_qual.project.changes.passages import Evidence
from lmm_qual.store.queries.embeddedness import aspects, judgements
from lmm_qual.system_map.board import Related, read_relations
from lmm_qual.tui.screens.asking import AskLettered
from lmm_qual.tui.screens.map_fields import joined
from lmm_qual.tui.screens.map_rows import label_of
from lmm_qual.tui.screens.name_picker import NamePicker
from lmm_qual.tui.screens.relation_asking import Left, ask_relation, pick_service
from lmm_qual.tui.screens.study_page import NotMadeError, StudyPage
from lmm_qual.tui.wording import excerpt, line


class MapEvidence(StudyPage):
    """A screen from which words are put to the map."""

    def put_to_map(
        self,
        words: Evidence,
        quote: str,
        left: Left = lambda: None,
        done: Left = lambda: None,
    ) -> None:
        """Ask what words are put to, and store that: `done` then, `left` where one goes back."""
        system, related = read_relations(self.opened.store)
        if not system.services:
            left()
            self.say("there is no system map yet; it is begun on the Map screen of the study")
            return
        asking = _Putting(self, words, quote, left, done)
        ways: dict[str, Callable[[], None]] = {
            "r": lambda: asking.ask_old(related),
            "n": asking.ask_new,
            "s": asking.ask_service,
            "j": asking.ask_judged,
        }
        choices = [
            ("n", line("a new relation")),
            ("s", line("where a service stands, or what it is")),
        ]
        if related:
            choices.insert(0, ("r", line("a relation that is on the map")))
        if aspects(self.opened.store):
            choices.append(("j", line("how embedded a service is judged to be")))

        def chosen(letter: object) -> None:
            ways.get(str(letter), left)()

        self.app.push_screen(AskLettered(f"Put “{excerpt(quote, 44)}” to", choices), chosen)


class _Putting:
    """One passage on its way to the map."""

    def __init__(
        self, page: StudyPage, words: Evidence, quote: str, left: Left, done: Left
    ) -> None:
        self._page, self._words, self._quote = page, words, quote
        self._left, self._done = left, done
        self._system, _ = read_relations(page.opened.store)

    def _voices(self) -> Voices:
        row = self._page.opened.by_key[self._words.transcript]
        voices = PassageVoices(self._page.opened.store)
        return voices.at(row.id, self._words.start, self._words.end)

    def _pick(
        self, title: str, names: list[tuple[str, str]], chosen: Callable[[str], None]
    ) -> None:
        def answered(name: str | None) -> None:
            if name is None:
                self._left()
            else:
                chosen(name)

        self._page.app.push_screen(NamePicker(title, names), answered)

    def _make(self, change: Change) -> str:
        """Make a change and say so; give why it was not made, else nothing."""
        try:
            entry = self._page.make(change)
        except NotMadeError as error:
            return f"not saved: {error}"
        self._done()
        if entry is None:
            self._page.say("these words stand there already")
        else:
            self._page.say(line((entry.label, "bold"), " ").append(self._page.undoes))
        return ""

    def _made(self, change: Change) -> None:
        """Make a change from no form; what is asked is over where it was not made."""
        if self._make(change):
            self._left()

    # To a relation

    def ask_old(self, related: list[Related]) -> None:
        """Ask for a relation that is there; those of who speaks come first."""
        here = {*self._voices().services}
        ordered = sorted(
            related, key=lambda one: not here & {one.relation.source, one.relation.target}
        )
        names = {self._named(one): one for one in ordered}
        listed = [(name, self._remark(one)) for name, one in names.items()]
        self._pick("To which relation?", listed, lambda name: self._put(names[name]))

    def _named(self, one: Related) -> str:
        ends = [label_of(self._system, key) for key in (one.relation.source, one.relation.target)]
        return f"{one.id} {ends[0]} {one.label} {ends[1]}"

    @staticmethod
    def _remark(one: Related) -> str:
        denied = "denied" if one.relation.stance == "denied" else ""
        said = [denied, joined(one.relation.times), joined(one.relation.account)]
        return " · ".join(filter(None, said))

    def _put(self, one: Related) -> None:
        from lmm_qual.project.changes.map_edit import Passages
        from lmm_qual.project.changes.map_relations import EditRelation

        self._made(EditRelation(one.id, {}, Passages([self._words])))

    def ask_new(self) -> None:
        """Ask for a new relation that rests on the words: when and by whom they were said."""
        voices = self._voices()
        ask_relation(
            self._page,
            self._make,
            times=[voices.time] if voices.time else [],
            account=voices.participants or voices.groups,
            evidence=[self._words],
            left=self._left,
        )

    # To a service

    def ask_service(self) -> None:
        """Ask for the service that the words are of."""
        self._pick_service("To which service?", self._put_to_service)

    def _pick_service(self, title: str, chosen: Callable[[str], None]) -> None:
        """Ask for a service; those of who speaks come first."""
        first = self._voices().services
        pick_service(self._page, self._system, title, chosen, self._left, first=first)

    def _put_to_service(self, service: str) -> None:
        from lmm_qual.project.changes.map_edit import Passages
        from lmm_qual.project.changes.map_services import EditService

        self._made(EditService(service, {}, Passages([self._words])))

    # To a judgement

    def ask_judged(self) -> None:
        """Ask of which service the words are for or against a judgement."""
        self._pick_service("Of which service is it judged?", self._ask_aspect)

    def _ask_aspect(self, service: str) -> None:
        """Ask for the aspect, at the time point of the words."""
        store, time = self._page.opened.store, self._voices().time
        held = {row.place: row.level or "" for row in judgements(store)}
        names = [
            (one.id, held.get((service, time, one.id), "not judged yet"))
            for one in aspects(store).values()
        ]
        title = f"{label_of(self._system, service)}, {time or 'no time point'}: which aspect?"
        self._pick(title, names, lambda aspect: self._ask_side(service, time, aspect))

    def _ask_side(self, service: str, time: str | None, aspect: str) -> None:
        from lmm_qual.project.changes.embeddedness import JudgeService

        words = self._words
        entry = PassageEntry(
            transcript=words.transcript, start=words.start, end=words.end, quote=self._quote
        )

        def chosen(letter: object) -> None:
            if letter == "f":
                self._made(JudgeService(service, aspect, time, for_=[entry]))
            elif letter == "a":
                self._made(JudgeService(service, aspect, time, against=[entry]))
            else:
                self._left()

        choices = [("f", line("they speak for it")), ("a", line("they speak against it"))]
        self._page.app.push_screen(AskLettered(f"{aspect}: these words", choices), chosen)
