"""The passphrase of an encrypted study, asked for before the study opens."""

import asyncio
from pathlib import Path

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static

from lmm_qual.model.problem import BadInputError
from lmm_qual.store.keys import WrongPassphraseError, unlock
from lmm_qual.tui.hints import LEAVING, with_keys
from lmm_qual.tui.inputs import LineInput
from lmm_qual.tui.screens.asking import Asking
from lmm_qual.tui.wording import line


class AskPassphrase(Asking[bool]):
    """Asks until the passphrase opens the file; gives True then."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path

    def compose(self) -> ComposeResult:
        """Lay the question out."""
        with Vertical():
            yield Static(line(f"Passphrase of {self._path.name}"), classes="title", markup=False)
            said = "The study is encrypted. Nobody can open it without its passphrase."
            yield Static(line(said), classes="said", markup=False)
            yield LineInput(classes="field", password=True)
            yield Static("", classes="fault", markup=False)
            hint = with_keys(self, f"Enter opens · {LEAVING}")
            yield Static(hint, classes="hint", markup=False)

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        """Try what was typed; where it does not open the file say so and let it be typed again."""
        if not event.value:
            return
        try:
            await asyncio.to_thread(unlock, self._path, event.value)
        except WrongPassphraseError:
            event.input.clear()
            self._tell("this is not its passphrase; try again")
        except BadInputError as fault:
            self._tell(fault.problems[0].what)
        else:
            self.dismiss(True)

    def _tell(self, fault: str) -> None:
        self.query_one(".fault", Static).update(line(fault))
