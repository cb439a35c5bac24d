"""Opening a page in the browser, where one would be seen and would leave the terminal alone."""

import os
import subprocess
import sys
import webbrowser


def open_page(address: str) -> bool:
    """Open an address; say whether that was begun."""
    if not _is_seen():
        return False
    try:
        browser = webbrowser.get()
        if type(browser) is webbrowser.GenericBrowser:  # one of text, which takes the terminal
            return False
        if isinstance(browser, webbrowser.BackgroundBrowser):
            _start([browser.name, *(part.replace("%s", address) for part in browser.args)])
            return True
        return browser.open(address)
    except (webbrowser.Error, OSError):
        return False


def _is_seen() -> bool:
    """Say whether a browser here would be seen: not over SSH, nor without a display."""
    if {"SSH_CONNECTION", "SSH_TTY"} & os.environ.keys():
        return False
    displays = {"DISPLAY", "WAYLAND_DISPLAY"} & os.environ.keys()
    return sys.platform in {"darwin", "win32"} or bool(displays)


def _start(command: list[str]) -> None:
    """Start a browser whose messages go nowhere, since they would stand on the screen."""
    nowhere = subprocess.DEVNULL
    subprocess.Popen(  # noqa: S603
        command, stdin=nowhere, stdout=nowhere, stderr=nowhere, start_new_session=True
    )
