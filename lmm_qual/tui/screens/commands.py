"""The command palette: actions, codes, transcripts and themes of the screen that is open."""

from collections.abc import Callable, Sequence
from functools import partial

from textual.content import Content

from lmm_qual.tui.actions import Action, first_key
from lmm_qual.tui.hints import LEAVING, PICKING
from lmm_qual.tui.opened import OpenStudy
from lmm_qual.tui.ranking import Named, ranked
from lmm_qual.tui.rows import Row
from lmm_qual.tui.screens.code_palette import above
from lmm_qual.tui.screens.picker import Picker
from lmm_qual.tui.wording import line, spread

Command = tuple[str, str]
"""What kind of thing, and which: an action's id, a code's id, a transcript's key, a theme."""


class CommandPalette(Picker[Command]):
    """Gives the command chosen."""

    HINT = f"{PICKING} · {LEAVING}"
    PROMPT = "an action, a code, a transcript, a theme"

    def __init__(
        self,
        actions: Sequence[Action],
        keys: Callable[[Action], str | None],
        themes: Sequence[str],
        opened: OpenStudy | None = None,
        *,
        codes: bool = False,
    ) -> None:
        super().__init__()
        self._entries: list[tuple[Command, Named, str]] = [
            (("action", action.id), Named(action.name), first_key(action, keys(action)))
            for action in actions
            if action.listed
        ]
        if opened is not None:
            self._add_project(opened, codes)
        self._entries += [(("theme", name), Named(f"Theme: {name}"), "") for name in themes]
        self._by_command = {command: (named, key) for command, named, key in self._entries}

    def _add_project(self, opened: OpenStudy, codes: bool) -> None:
        for transcript in opened.transcripts:
            named = Named(f"Go to {transcript.key}", transcript.title or "")
            self._entries.append((("transcript", transcript.key), named, ""))
        for code in opened.tree.order if codes else ():
            row = opened.tree.by_id[code]
            named = Named(f"Code: {row.name}", above(opened.tree, code))
            key = f"; {row.shortcut}" if row.shortcut else ""
            self._entries.append((("code", str(code)), named, key))

    def title_content(self) -> Content:
        """Say what this is."""
        return Content("Find")

    def found(self, query: str) -> Sequence[Row]:
        """Give the commands that match."""
        return [
            self._row(command)
            for command in ranked(query, ((command, named) for command, named, _ in self._entries))
        ]

    def _row(self, command: Command) -> Row:
        named, key = self._by_command[command]
        left = line(f" {named.name}  ", (named.above, "$muted"))
        right = line((f"{key} ", "$text-accent"))
        return Row(partial(spread, left=left, right=right), command)

    def choose(self, key: object) -> None:
        """Give the command."""
        if isinstance(key, tuple):
            self.dismiss(key)
