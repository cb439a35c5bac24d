"""Withdrawing a participant from a study: asked who, how, and whether it is meant."""

from typing import TYPE_CHECKING

from lmm_qual.model.problem import BadInputError
from lmm_qual.text.numbers import counted
from lmm_qual.tui.screens.study_page import StudyPage
from lmm_qual.tui.wording import line

if TYPE_CHECKING:
    from lmm_qual.project.withdrawing.scope import Scope


class StudyWithdrawing(StudyPage):
    """A screen of a study from which participants can be withdrawn."""

    def action_withdraw(self) -> None:
        """Ask who withdraws, how, and whether that is meant; then do it."""
        self.as_coder(self._ask_who)

    def _ask_who(self) -> None:
        from lmm_qual.tui.screens.name_picker import NamePicker

        people = self.opened.design.participants
        if not people:
            self.say("the study names no participants")
            return
        names = [(one.id, self.opened.group_name(one.group)) for one in people]
        picker = NamePicker("Withdraw a participant’s words: whose?", names)
        self.app.push_screen(picker, self._ask_how)

    def _ask_how(self, participant: str | None) -> None:
        from lmm_qual.tui.screens.asking import AskOne
        from lmm_qual.tui.withdrawing import ways

        if participant is None:
            return
        try:
            found = ways(self.opened.store, participant)
        except BadInputError as fault:
            self.tell_fault(fault)
            return
        if len(found) == 1:
            self._ask_whether(found[0])
            return
        choices = [(at, line(f" {_said(scope)}")) for at, scope in enumerate(found)]
        said = "Barred words stay, and are never quoted or archived."
        if self._dated(participant):
            said += " The first is what the consent says."

        def answered(at: object) -> None:
            if isinstance(at, int):
                self._ask_whether(found[at])

        self.app.push_screen(AskOne(f"Withdraw {participant}: how?", choices, said), answered)

    def _dated(self, participant: str) -> bool:
        """Say whether the consent has a day until which somebody may withdraw."""
        given = [one.consent for one in self.opened.design.participants if one.id == participant]
        return any(one.withdraw_until for rounds in given for one in rounds.values())

    def _ask_whether(self, scope: "Scope") -> None:
        from lmm_qual.project.withdrawing.withdraw import planned
        from lmm_qual.tui.screens.withdrawal import ConfirmWithdrawal
        from lmm_qual.tui.withdrawing import withdraw_and_reopen

        try:
            plan = planned(self.opened.project, scope)
        except BadInputError as fault:
            self.tell_fault(fault)
            return

        def answered(sure: bool | None) -> None:
            if sure:
                self.app.call_later(withdraw_and_reopen, self.lmm, self.opened.path, scope.wanted)
            else:
                self.say("nothing was withdrawn")

        self.app.push_screen(ConfirmWithdrawal(plan, scope), answered)


def _said(scope: "Scope") -> str:
    """Say in a line what becomes of somebody's words."""
    removed, barred = scope.of_fate("document", "turns"), scope.of_fate("barred")
    words = counted(sum(one.words for one in removed), "word")
    parts = [f"remove {words} of {counted(len(removed), 'session')}"] if removed else []
    parts += [f"bar the words of {counted(len(barred), 'session')}"] if barred else []
    said = ", ".join(parts)
    return said[:1].upper() + said[1:]
