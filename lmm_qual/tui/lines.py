"""The lines around a screen: header, status, keys."""

from collections.abc import Callable, Sequence

from textual.content import Content
from textual.style import Style
from textual.widget import Widget

from lmm_qual.tui.actions import Action, first_key
from lmm_qual.tui.wording import fitting, line, spread


class HeaderLine(Widget):
    """Where one is, at the left, and the state of the work, at the right."""

    DEFAULT_CSS = """
    HeaderLine { height: 1; padding: 0 1; background: $panel; text-wrap: nowrap; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._left: Sequence[Content] = [Content("")]
        self._right: Sequence[Content] = [Content("")]

    def say(self, left: Sequence[Content], right: Sequence[Content]) -> None:
        """Say both, each in ways of which the first that fits is taken.

        The last way but one of the left is kept whole at the cost of the right.
        """
        self._left, self._right = left, right
        self.refresh()

    def render(self) -> Content:
        """Draw the line."""
        width = self.content_size.width
        kept = self._left[-2:][0].cell_length
        right = fitting(width - kept - 2, self._right)
        return spread(width, fitting(width - right.cell_length - 2, self._left), right)


class PanelTitle(Widget):
    """The name of a panel, and at the right a word on what it holds."""

    DEFAULT_CSS = "PanelTitle { height: 1; padding: 0 1; text-wrap: nowrap; }"

    def __init__(self, title: str, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._title, self._more = title, ""

    def say(self, title: str, more: str = "") -> None:
        """Say something else."""
        if (title, more) != (self._title, self._more):
            self._title, self._more = title, more
            self.refresh()

    def render(self) -> Content:
        """Draw the title."""
        title = line((self._title, "bold $text-primary"))
        return spread(self.content_size.width, title, line((self._more, "$muted")))


class StatusLine(Widget):
    """What happened last, or what the cursor is on."""

    DEFAULT_CSS = """
    StatusLine { height: 1; padding: 0 1; background: $surface; text-wrap: nowrap; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.said = Content("")

    def say(self, content: Content) -> None:
        """Say something."""
        if not self.said.is_same(content):
            self.said = content
            self.refresh()

    def render(self) -> Content:
        """Draw the line."""
        return self.said.truncate(self.content_size.width, ellipsis=True)


class KeyLine(Widget):
    """As many keys as fit, those of help and palette always; a click does what the key does."""

    DEFAULT_CSS = """
    KeyLine {
        height: 1; padding: 0 1; background: $panel; color: $muted; text-wrap: nowrap;
        link-style: none; link-color: $muted; link-style-hover: none;
        link-background-hover: $panel-lighten-1;
    }
    """

    def __init__(
        self,
        actions: Sequence[Action],
        tail: Sequence[Action],
        keys: Callable[[Action], str | None],
    ) -> None:
        """Show `actions` in order of need and `tail` at the end; `keys` gives what is bound."""
        super().__init__()
        self._actions, self._tail, self._keys = actions, tail, keys

    def offer(self, actions: Sequence[Action]) -> None:
        """Show other actions."""
        self._actions = actions
        self.refresh()

    def render(self) -> Content:
        """Draw the line."""
        tail = self._joined(self._tail)
        content = Content("")
        for action in self._actions:
            longer = self._add(content, action)
            if longer.cell_length + tail.cell_length + 2 > self.content_size.width:
                break
            content = longer
        return spread(self.content_size.width, content, tail)

    def _joined(self, actions: Sequence[Action]) -> Content:
        content = Content("")
        for action in actions:
            content = self._add(content, action)
        return content

    def _add(self, content: Content, action: Action) -> Content:
        click = Style.from_meta({"@click": f"screen.do('{action.id}')"})
        said = line(
            (first_key(action, self._keys(action)), "bold $text-accent"), f" {action.short}"
        )
        return content.append("  " if content else "").append(said.stylize(click))
